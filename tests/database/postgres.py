#!/usr/bin/env python3
"""Runs a command while a PostgreSQL server for tests is up; without a command, the tests of the Groups service.

    tests/database/postgres.py                       the tests of the service, on PostgreSQL
    tests/database/postgres.py -- cargo test -p …    another command

The server is new, listens on a free port of 127.0.0.1, and is gone afterwards with all that was on it. The command finds
its URL in GROUPS_TEST_DATABASE. Where PostgreSQL isn't installed nothing is run, and one line says so; --install has
apt-get install it, which takes root.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TESTS = ["cargo", "test", "--locked", "--package", "groups-server"]
# Whom the server runs as where this runs as root, which it refuses to run as.
ACCOUNT = "postgres"
SETTINGS = [
    "listen_addresses=127.0.0.1",
    "max_connections=600",
    # What is on this server needn't outlive the machine's power.
    "fsync=off",
]


def programs():
    """The folder of the newest server's programs that are installed; None if there is none."""
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = sorted(installed, key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


def install():
    """Installs Debian's package. Whether PostgreSQL is there then."""
    if programs():
        return True
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
        if subprocess.run(["apt-get", "--quiet=2", *command], env=environment).returncode != 0:
            return False
    return programs() is not None


def free_port():
    """A port that nobody listens on, for now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A server that is there inside a `with`."""

    def __init__(self, folder):
        self.bin = folder

    def run(self, program, *arguments):
        command = [self.bin / program, "-D", self.home / "data", *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        run = subprocess.run(command, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if run.returncode != 0:
            sys.exit(f"{program}: {run.stderr}")

    def __enter__(self):
        self.home = Path(tempfile.mkdtemp(prefix="groups-postgres-"))
        if os.geteuid() == 0:
            shutil.chown(self.home, ACCOUNT)
        # The order of texts is that of people, as servers usually have it: not that of bytes, which groups are in.
        locale = ["--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"]
        self.run("initdb", "--username=tests", "--auth=trust", "--no-sync", *locale)
        port = free_port()
        settings = [f"port={port}", f"unix_socket_directories={self.home}", *SETTINGS]
        options = " ".join(f"-c {setting}" for setting in settings)
        self.run("pg_ctl", "--wait", "--log", self.home / "log", "--options", options, "start")
        self.url = f"postgres://tests@127.0.0.1:{port}"
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "--wait", "--mode=immediate", "stop")
        shutil.rmtree(self.home)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--install", action="store_true", help="install PostgreSQL, and do nothing else")
    parser.add_argument("command", nargs="*", default=TESTS, help="what to run")
    arguments = parser.parse_args()
    if arguments.install:
        sys.exit(0 if install() else "PostgreSQL can't be installed here")
    folder = programs()
    if folder is None:
        print("skipped: PostgreSQL isn't installed here")
        return
    with Server(folder) as server:
        environment = {**os.environ, "GROUPS_TEST_DATABASE": server.url}
        run = subprocess.run(arguments.command, cwd=ROOT, env=environment)
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
