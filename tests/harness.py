"""What the tests in Python have in common: packages installed into target/, and programs that run while under test."""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def python_packages(requirements, folder):
    """The folder of programs of a Python that has these packages, made in `folder` unless it is there."""
    wanted = requirements.read_text()
    installed = folder / "installed.txt"
    programs = folder / "venv" / "bin"
    if not installed.exists() or installed.read_text() != wanted:
        shutil.rmtree(folder / "venv", ignore_errors=True)
        venv.create(folder / "venv", with_pip=True)
        pip = [programs / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", requirements], check=True)
        installed.write_text(wanted)
    return programs


class Server:
    """A server that listens on a free port while it is under test. Its log is in `folder`."""

    def __init__(self, name, package, arguments, folder, environment=None):
        self.name = name
        self.package = package
        self.program = str(TARGET / "debug" / package)
        self.arguments = arguments
        self.folder = folder
        self.environment = environment or {}

    def __enter__(self):
        build = ["cargo", "build", "--locked", "--quiet", "--package", self.package]
        subprocess.run(build, cwd=ROOT, check=True)
        self.log = open(self.folder / f"{self.name}.log", "w+")
        self.process = subprocess.Popen(
            [self.program, "--listen", "127.0.0.1:0", *self.arguments],
            cwd=self.folder,
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


class Groups(Server):
    """The Groups service, on a new database of its own in `folder`."""

    user = "admin@example.com"
    token = "a-token-for-tests"

    def __init__(self, name, folder, rate_limit=100_000_000):
        self.database = folder / f"{name}.db"
        for file in folder.glob(f"{name}.db*"):
            file.unlink()
        super().__init__(
            name=name,
            package="groups-server",
            arguments=["--database", str(self.database), "--rate-limit", str(rate_limit), "--log", "warn"],
            folder=folder,
            environment={"GROUPS_ADMIN_TOKEN": self.token},
        )

    def manage(self, *command):
        """What a command of the program prints that manages the database, which may be in use."""
        run = [self.program, *command, "--database", str(self.database)]
        return subprocess.run(run, check=True, stdout=subprocess.PIPE, stderr=self.log, text=True).stdout.strip()
