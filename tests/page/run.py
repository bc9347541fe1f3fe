#!/usr/bin/env python3
"""Opens the page at /docs of a running Groups service in Chromium, and uses it as a person would.

    tests/page/run.py              test
    tests/page/run.py --install    install what that needs, and do nothing else

selenium is installed into target/page, from requirements.txt; Chromium and its driver by apt-get, where they aren't
installed yet. A picture of the page is left in target/page.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import TARGET, Groups, python_packages  # noqa: E402 (it is beside this folder)

WORK = TARGET / "page"
BROWSER = ("chromium", "chromedriver")
PACKAGES = ("chromium", "chromium-driver")

# In seconds. It takes some ten.
LONGEST_RUN = 120


def install():
    """Installs Chromium, its driver and selenium, unless they are there."""
    if not all(map(shutil.which, BROWSER)):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(apt, check=True, env=environment, stdout=subprocess.DEVNULL)
    return python_packages(HERE / "requirements.txt", WORK)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--install", action="store_true", help="install Chromium and selenium, and do nothing else")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    if arguments.install:
        install()
        return
    if not all(map(shutil.which, BROWSER)):
        print("page: skipped, there is no Chromium with its driver here")
        return
    python = python_packages(HERE / "requirements.txt", WORK) / "python"
    with Groups("page", WORK) as service:
        environment = {
            **os.environ,
            "GROUPS_URL": service.url,
            "GROUPS_USER": service.user,
            "GROUPS_TOKEN": service.token,
            "GROUPS_READING_TOKEN": service.manage("token", "create", "--bearer", "--scope=read", service.user),
            "CHROMIUM": shutil.which("chromium"),
            "CHROMEDRIVER": shutil.which("chromedriver"),
        }
        test = [python, HERE / "page_test.py"]
        run = subprocess.run(test, cwd=WORK, env=environment, timeout=LONGEST_RUN)
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
