#!/usr/bin/env python3
"""Runs client libraries that others wrote for the real API, as they are, against the Groups service.

    tests/clients/run.py                      all of them
    tests/clients/run.py --only zenpy         one of them
    tests/clients/run.py --install            install them, and do nothing else

Each is in a folder of its own, with its version and its tests, and is installed into target/clients.
"""

import argparse
import base64
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import TARGET, Groups, python_packages  # noqa: E402 (it is beside this folder)

WORK = TARGET / "clients"

# How many groups there are in the services that are listed. A page has 100 at most.
SIZES = [0, 1, 100, 101, 250]

# How many requests a minute one service allows.
LIMIT = 3

# In seconds. They take some five, and one waits for the next minute; a client that finds no end of a list is ended by
# this.
LONGEST_RUN = 180


def install_zenpy():
    return python_packages(HERE / "zenpy" / "requirements.txt", WORK / "zenpy") / "python"


def zenpy():
    """The command that tests zenpy, and what it needs in the environment."""
    # It takes another scheme and host than the vendor's from these; the host is for each test to say.
    return [install_zenpy(), HERE / "zenpy" / "groups_test.py"], {"ZENPY_FORCE_SCHEME": "http"}


def install_node_zendesk():
    folder = WORK / "node-zendesk"
    folder.mkdir(exist_ok=True)
    installed = folder / "node_modules" / "node-zendesk"
    lock = HERE / "node-zendesk" / "package-lock.json"
    copy = folder / "package-lock.json"
    if not installed.exists() or not copy.exists() or copy.read_text() != lock.read_text():
        for file in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "node-zendesk" / file, folder / file)
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder / "node_modules"


def node_zendesk():
    """The command that tests node-zendesk, and what it needs in the environment."""
    test = ["node", "--test", "--test-reporter=spec", HERE / "node-zendesk" / "groups.test.js"]
    return test, {"NODE_PATH": str(install_node_zendesk())}


INSTALL = {"zenpy": install_zenpy, "node-zendesk": install_node_zendesk}
CLIENTS = {"zenpy": zenpy, "node-zendesk": node_zendesk}


def send(service, method, path, body=None):
    """What the service answers to the admin, in JSON."""
    credentials = base64.b64encode(f"{service.user}/token:{service.token}".encode()).decode()
    headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{service.url}/api/v2{path}", data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


def fill(service, size):
    """Sees to it that the service has so many groups, one more that was deleted, and a user in all of them.

    Gives where it is and the user's id. A new service has a default group, which can't be deleted: to have none, it is
    taken out of the database.
    """
    ids = [1]
    for number in range(1, size + 1):
        made = send(service, "POST", "/groups", {"group": {"name": f"Group {number:03}"}})
        ids.append(made["group"]["id"])
    member = service.manage("user", "add", "member@example.com", *(f"--group={id}" for id in ids))
    if size > 0:
        send(service, "DELETE", f"/groups/{ids[-1]}")
    else:
        with contextlib.closing(sqlite3.connect(service.database)) as database, database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("DELETE FROM groups")
    return {"size": size, "url": service.url, "member": int(member)}


def run(client, services):
    """Tests a client against services that are listed, one more to make changes in, and one that allows little.

    Gives whether all went well.
    """
    command, environment = CLIENTS[client]()
    with Groups(f"{client}-changing", WORK) as changing, Groups(f"{client}-limited", WORK, LIMIT) as limited:
        environment |= {
            "GROUPS_LISTED": json.dumps(services),
            "GROUPS_CHANGING": changing.url,
            "GROUPS_LIMITED": limited.url,
            "GROUPS_LIMIT": str(LIMIT),
            "GROUPS_USER": changing.user,
            "GROUPS_TOKEN": changing.token,
            "GROUPS_READING_TOKEN": changing.manage("token", "create", "--bearer", "--scope=read", changing.user),
        }
        test = subprocess.run(command, cwd=WORK, env={**os.environ, **environment}, timeout=LONGEST_RUN)
    return test.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--install", action="store_true", help="install the clients, and do nothing else")
    parser.add_argument("--only", choices=CLIENTS, action="append", help="only this client")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    clients = arguments.only or CLIENTS
    if arguments.install:
        for client in clients:
            INSTALL[client]()
        return
    all_well = True
    with contextlib.ExitStack() as running:
        services = [fill(running.enter_context(Groups(f"groups-{size}", WORK)), size) for size in SIZES]
        for client in clients:
            well = run(client, services)
            print(f"{client}: {'all well' if well else 'FAILED'}", flush=True)
            all_well &= well
    sys.exit(0 if all_well else 1)


if __name__ == "__main__":
    main()
