#!/usr/bin/env python3
"""Has schemathesis send requests, valid and invalid, to servers that Bindery made, and judge the answers.

Fails on a 5xx, an undocumented status, media type or header, a body that breaks its schema, an invalid request or wrong
credentials that are accepted, and a valid request that is refused; and where an operation is left out. groups.toml and
corpus.toml say which statuses accept and refuse.

    tests/conformance/run.py                  2,000 cases a server
    tests/conformance/run.py --cases 300      fewer
    tests/conformance/run.py --only groups    one server

schemathesis is installed into target/conformance, from requirements.txt.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import TARGET, Groups, Server, python_packages  # noqa: E402 (it is beside this folder)

WORK = TARGET / "conformance"

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "valid_requests_are_accepted",
]

# How many rounds are made, each with another seed, before a server that has no more cases to give counts as a failure.
MOST_ROUNDS = 20


class Target:
    """A server to be sent requests, by its description: a file, or a path at the server."""

    def __init__(self, server, description, config, phases, checks, auth=None):
        self.server = server
        self.description = description
        self.config = HERE / config
        self.phases = phases
        self.checks = checks
        self.auth = auth

    def location(self):
        """Where the description is, once the server runs."""
        return self.description if isinstance(self.description, Path) else self.server.url + self.description


def groups():
    """The Groups service, by the description that it hands out."""
    server = Groups("groups", WORK)
    return Target(
        server,
        description="/openapi.yaml",
        config="groups.toml",
        phases="examples,coverage,fuzzing,stateful",
        checks=[*CHECKS, "ignored_auth", "ensure_resource_availability"],
        auth=f"{server.user}/token:{server.token}",
    )


def corpus(name):
    """A server of one of the corpus's descriptions, which answers with random values of its schemas."""

    def target():
        description = WORK / f"{name}.description.json"
        return Target(
            Server(name, "bindery-corpus", [name, str(description)], WORK),
            description,
            config="corpus.toml",
            # What answers at random keeps no state, and knows nobody.
            phases="examples,coverage,fuzzing",
            checks=CHECKS,
        )

    return target


SERVERS = {"groups": groups}
# These are built from the descriptions that BINDERY_CORPUS has.
FROM_CORPUS = ["ent", "firecracker", "transfers"]
SERVERS |= {name: corpus(name) for name in FROM_CORPUS}


def install():
    """The path of the program, which is installed unless it is there."""
    return python_packages(HERE / "requirements.txt", WORK) / "schemathesis"


def is_whole(result):
    """Whether all operations were sent requests, in all phases."""
    operations = result["operations"]
    return result["complete"] and operations["tested"] == operations["total"]


def attack(program, target, cases, seed):
    """Sends a server so many cases, in rounds with a seed each. The number of cases sent, and whether all went well."""
    sent = 0
    for number in range(seed, seed + MOST_ROUNDS):
        report = WORK / f"{target.server.name}.json"
        report.unlink(missing_ok=True)
        command = [program, "--config-file", target.config, "run", target.location(), "--url", target.server.url]
        command += ["--checks", ",".join(target.checks), "--seed", str(number), "--continue-on-failure"]
        command += ["--phases", target.phases]
        command += ["--max-examples", "50", "--generation-database", "none", "--no-color"]
        command += ["--report", "json", "--report-json-path", report, "--warnings", "off"]
        if target.auth:
            command += ["--auth", target.auth]
        environment = {**os.environ, "PYTHONUTF8": "1", "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py")}
        run = subprocess.run(command, cwd=WORK, env=environment, capture_output=True, text=True)
        result = json.loads(report.read_text()) if report.exists() else None
        sent += result["test_cases"]["generated"] if result else 0
        if run.returncode != 0 or not result or not is_whole(result):
            print(run.stdout, run.stderr)
            return sent, False
        if sent >= cases:
            return sent, True
    print(f"{target.server.name}: {sent} cases in {MOST_ROUNDS} rounds, not {cases}")
    return sent, False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=2000, help="how many cases each server is sent at least")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first round")
    parser.add_argument("--install", action="store_true", help="install schemathesis, and do nothing else")
    parser.add_argument("--only", choices=SERVERS, action="append", help="only this server")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    program = install()
    if arguments.install:
        return
    all_well = True
    for name in arguments.only or SERVERS:
        if name in FROM_CORPUS and "BINDERY_CORPUS" not in os.environ:
            print(f"{name}: skipped, BINDERY_CORPUS isn't set")
            continue
        target = SERVERS[name]()
        with target.server:
            sent, well = attack(program, target, arguments.cases, arguments.seed)
        print(f"{name}: {sent} cases, {'all well' if well else 'FAILED'}", flush=True)
        all_well &= well
    sys.exit(0 if all_well else 1)


if __name__ == "__main__":
    main()
