# SPDX-License-Identifier: EUPL-1.2
"""The contract between two programs: Prism stands in front of loketd and answers with an error
where either side breaks it, while a plain client walks over every call and the offline-and-back
script runs.

Usage: proxy.py LOKETD
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

import colleagues
import contract_tools
from http_client import Client
from prism import Loketd, Prism
from walk import Walk

SCRIPT = contract_tools.ROOT / "tests" / "offline-and-back.sh"
SCRIPT_SECONDS_MAX = 300
# Prism writes its log a little later than its answers.
LOG_DELAY_SECONDS = 1
SCENARIOS = sorted((contract_tools.ROOT / "data" / "scenarios").glob("*.json"))


def walk_direct(url):
    """Without the proxy first: what fails here is the loket's, whatever Prism says."""
    client = Client(url)
    Walk(client).all_calls()
    print(f"direct: {client.asked} requests, every call as wanted")


def walk_through(proxy):
    client = Client(proxy.url)
    try:
        Walk(client).all_calls()
    except AssertionError as error:
        client.broken.append(str(error))
    for broken in client.broken:
        print(f"BROKEN: {broken}")
    print(f"through Prism: {client.asked} requests, {len(client.broken)} broken")
    return not client.broken


def read_scenario_through(tools, loketd, scenario):
    """Cases with every kind of act, as people would have written them: read, each of them."""
    with tempfile.TemporaryDirectory() as folder, \
            Loketd(loketd, folder, "--scenario", scenario) as server, \
            Prism(tools, server.url) as proxy:
        client = Client(proxy.url)
        walk = Walk(client)
        walk.service()
        cases = walk.feed()
        for case in cases:
            walk.reading(case)
    for broken in client.broken:
        print(f"BROKEN: {broken}")
    print(f"{scenario.name} through Prism: {len(cases)} cases read, {len(client.broken)} broken")
    return not client.broken


def colleagues_through(tools, loketd):
    with tempfile.TemporaryDirectory() as folder:
        users = pathlib.Path(folder) / "users.json"
        colleagues.write_users(users)
        with Loketd(loketd, pathlib.Path(folder) / "data", "--cases", "20", "--seed", "7",
                    "--users", users) as server, Prism(tools, server.url) as proxy:
            broken = [b for client in colleagues.meet(proxy.url) for b in client.broken]
    for line in broken:
        print(f"BROKEN: {line}")
    print(f"several people through Prism: {len(broken)} broken")
    return not broken


def script_through(proxy):
    """The steps of offline-and-back that need no stop of the server and no dropped reply."""
    if not SCRIPT.exists():
        print(f"{SCRIPT.name}: not there, so not run through Prism")
        return True
    result = subprocess.run([SCRIPT, proxy.url], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            timeout=SCRIPT_SECONDS_MAX, env={**os.environ}, check=False)
    print(result.stdout)
    print(f"{SCRIPT.name} through Prism: exit {result.returncode}")
    return result.returncode == 0


def main():
    loketd = pathlib.Path(sys.argv[1])
    contract_tools.load_contract()
    tools = contract_tools.install_npm_tools()
    with tempfile.TemporaryDirectory() as folder, \
            Loketd(loketd, folder, "--cases", "500", "--seed", "7") as server:
        walk_direct(server.url)
        with Prism(tools, server.url) as proxy:
            good = [walk_through(proxy), script_through(proxy)]
            time.sleep(LOG_DELAY_SECONDS)
            violations = proxy.violations()
    good += [read_scenario_through(tools, loketd, path) for path in SCENARIOS]
    good.append(colleagues_through(tools, loketd))
    for line in violations:
        print(f"PRISM: {line}")
    print(f"violations that Prism saw on either side: {len(violations)}")
    sys.exit(0 if all(good) and not violations else 1)


if __name__ == "__main__":
    main()
