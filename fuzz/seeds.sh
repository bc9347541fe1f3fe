#!/usr/bin/env bash
# Gathers the golden fixtures as the seeds of the target `text`.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/text corpus/grammar
for file in ../tests/golden/{positive,negative}/*.{yaml,json}; do
  [ -f "$file" ] && cp "$file" "corpus/text/$(basename "$file")"
done
echo "$(ls corpus/text | wc -l) texts to start from"
