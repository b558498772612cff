# SPDX-License-Identifier: EUPL-1.2
"""The desk's uploads against a server of somebody else: @tus/server takes documents over lines that
are cut after a random number of bytes, from a program that is restarted; each must be there whole.

Usage: tus_server.py SEND_DOCUMENTS [--files N] [--seed N]   (N files of 1 byte to 5 MB; 200 before a release)
"""

import argparse
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import contract_tools

SCRIPT = contract_tools.HERE / "tus_server.js"
PIECE_BYTES = 1024 * 1024
SPECIAL_SIZES = [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES]


def write_files(folder, count, chance):
    """As many small files as large ones."""
    paths = []
    for number in range(count):
        size = SPECIAL_SIZES[number] if number < len(SPECIAL_SIZES) else \
            1 + int(math.exp(chance.random() * math.log(5 * PIECE_BYTES)))
        path = folder / f"bijlage {number} é.bin"
        path.write_bytes(chance.randbytes(size))
        paths.append(path)
    return paths


def count_whole(paths, lines, there):
    whole = 0
    for path, line in zip(paths, lines):
        came = there / line.split()[0]
        if came.exists() and came.read_bytes() == path.read_bytes():
            whole += 1
        else:
            print(f"{path.name}: not what was sent")
    return whole


def send(program, folder, arguments, tools):
    """What the program told of each file, and the figures of the server."""
    paths = write_files(folder, arguments.files, random.Random(arguments.seed))
    (folder / "token").write_text("token\n", encoding="ascii")
    for name in ("there", "desk"):
        (folder / name).mkdir()
    server = subprocess.Popen(
        ["node", SCRIPT, folder / "there", str(arguments.seed)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, env={**os.environ, "NODE_PATH": str(tools.parent)})
    try:
        url = server.stdout.readline().split()[1]
        result = subprocess.run([program, folder / "desk", url, folder / "token", *paths],
                                stdout=subprocess.PIPE, text=True, timeout=3000, check=False)
        figures = json.loads(server.communicate(timeout=60)[0])
    finally:
        server.kill()
    if result.returncode != 0:
        sys.exit(f"the program ended with {result.returncode}")
    return paths, result.stdout.splitlines(), figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    arguments = parser.parse_args()
    tools = contract_tools.install_npm_tools()
    print(f"seed {arguments.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths, lines, figures = send(arguments.program, folder, arguments, tools)
        whole = count_whole(paths, lines, folder / "there")
        size = sum(path.stat().st_size for path in paths)
    tries = sum(int(line.split()[1]) for line in lines)
    print(f"{whole} of {arguments.files} files whole, {size / 1e6:.1f} MB, {figures['cuts']} cuts on "
          f"{figures['lines']} lines, {tries} tries, {figures['requests']} requests, "
          f"{time.monotonic() - began:.0f} s")
    sys.exit(0 if whole == arguments.files else 1)


if __name__ == "__main__":
    main()
