#!/usr/bin/env python3
"""Has schemathesis send requests, valid and invalid, to servers that Bindery made, and judge the answers.

Fails on a 5xx, an undocumented status, media type or header, a body that breaks its schema, an invalid request that is
accepted, and a valid one that is refused.

    tests/conformance/run.py                  2,000 cases a server
    tests/conformance/run.py --cases 300      fewer
    tests/conformance/run.py --only groups    one server

schemathesis is installed into target/conformance, from requirements.txt.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
WORK = TARGET / "conformance"

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "valid_requests_are_accepted",
]

# How many rounds are made, each with another seed, before a server that has no more cases to give counts as a failure.
MOST_ROUNDS = 20


class Server:
    """A server that runs while it is under test."""

    def __init__(self, name, description, package, arguments, phases, auth=None, environment=None):
        self.name = name
        self.description = description
        self.package = package
        self.arguments = arguments
        self.phases = phases
        self.auth = auth
        self.environment = environment or {}

    def __enter__(self):
        build = ["cargo", "build", "--locked", "--quiet", "--package", self.package]
        subprocess.run(build, cwd=ROOT, check=True)
        self.log = open(WORK / f"{self.name}.log", "w+")
        program = str(TARGET / "debug" / self.package)
        self.process = subprocess.Popen(
            [program, "--listen", "127.0.0.1:0", *self.arguments],
            cwd=WORK,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.url = found.group()
                return self
        sys.exit(f"{self.name} doesn't start; see {self.log.name}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def groups():
    """The Groups service, on a database of its own."""
    database = WORK / "groups.db"
    for file in WORK.glob("groups.db*"):
        file.unlink()
    return Server(
        name="groups",
        description=ROOT / "spec" / "groups.yaml",
        package="groups-server",
        arguments=["--database", str(database), "--rate-limit", "100000000", "--log", "warn"],
        phases="examples,coverage,fuzzing,stateful",
        auth="admin@example.com/token:conformance",
        environment={"GROUPS_ADMIN_TOKEN": "conformance"},
    )


def corpus(name):
    """A server of one of the corpus's descriptions, which answers with random values of its schemas."""

    def server():
        description = WORK / f"{name}.description.json"
        return Server(
            name=name,
            description=description,
            package="bindery-corpus",
            arguments=[name, str(description)],
            # What answers at random keeps no state.
            phases="examples,coverage,fuzzing",
        )

    return server


SERVERS = {"groups": groups}
# These are built from the descriptions that BINDERY_CORPUS has.
FROM_CORPUS = ["ent", "firecracker", "transfers"]
SERVERS |= {name: corpus(name) for name in FROM_CORPUS}


def install():
    """The path of the program, which is installed unless it is there."""
    wanted = (HERE / "requirements.txt").read_text()
    installed = WORK / "installed.txt"
    program = WORK / "venv" / "bin" / "schemathesis"
    if not installed.exists() or installed.read_text() != wanted:
        shutil.rmtree(WORK / "venv", ignore_errors=True)
        venv.create(WORK / "venv", with_pip=True)
        pip = [WORK / "venv" / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", HERE / "requirements.txt"], check=True)
        installed.write_text(wanted)
    return program


def attack(program, server, cases, seed):
    """Sends a server so many cases, in rounds with a seed each. The number of cases sent, and whether all went well."""
    sent = 0
    for number in range(seed, seed + MOST_ROUNDS):
        report = WORK / f"{server.name}.json"
        report.unlink(missing_ok=True)
        command = [program, "run", server.description, "--url", server.url]
        command += ["--checks", ",".join(CHECKS), "--seed", str(number), "--continue-on-failure"]
        command += ["--phases", server.phases]
        command += ["--max-examples", "50", "--generation-database", "none", "--no-color"]
        command += ["--report", "json", "--report-json-path", report, "--warnings", "off"]
        if server.auth:
            command += ["--auth", server.auth]
        environment = {**os.environ, "PYTHONUTF8": "1", "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py")}
        run = subprocess.run(command, cwd=WORK, env=environment, capture_output=True, text=True)
        sent += json.loads(report.read_text())["test_cases"]["generated"] if report.exists() else 0
        if run.returncode != 0:
            print(run.stdout, run.stderr)
            return sent, False
        if sent >= cases:
            return sent, True
    print(f"{server.name}: {sent} cases in {MOST_ROUNDS} rounds, not {cases}")
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
        with SERVERS[name]() as server:
            sent, well = attack(program, server, arguments.cases, arguments.seed)
        print(f"{name}: {sent} cases, {'all well' if well else 'FAILED'}", flush=True)
        all_well &= well
    sys.exit(0 if all_well else 1)


if __name__ == "__main__":
    main()
