# SPDX-License-Identifier: EUPL-1.2
"""loketd against a client of somebody else: tus-js-client sends documents over lines that are cut
after a random number of bytes, and each must be there whole.

Usage: tus_peer.py LOKETD [--files N] [--seed N]   (N files of 0 bytes to 5 MB; 200 before a release)
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import contract_tools
from http_client import Client
from prism import Loketd
from walk import Walk

SCRIPT = contract_tools.HERE / "tus_peer.js"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loketd")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    arguments = parser.parse_args()
    tools = contract_tools.install_npm_tools()
    print(f"seed {arguments.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Loketd(arguments.loketd, pathlib.Path(folder) / "data") as loketd:
        client = Client(loketd.url)
        walk = Walk(client)
        walk.ref_data_tags = client.expect(200, "GET", "/changes").json()["refData"]
        case = walk.new_case()
        walk.put_case(201, case)
        result = subprocess.run(
            ["node", SCRIPT, loketd.url, case["caseId"], str(arguments.seed), str(arguments.files)],
            env={**os.environ, "NODE_PATH": str(tools.parent)}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, text=True, check=False)
    print(result.stdout, end="")
    lines = result.stdout.strip().splitlines()
    if result.returncode != 0 or not lines:
        sys.exit(1)
    figures = json.loads(lines[-1])
    print(f"{figures['whole']} of {arguments.files} files whole, {figures['bytes'] / 1e6:.1f} MB, "
          f"{figures['cuts']} cuts on {figures['lines']} lines, {figures['asked']} requests, "
          f"{time.monotonic() - began:.0f} s")
    sys.exit(0 if figures["whole"] == arguments.files else 1)


if __name__ == "__main__":
    main()
