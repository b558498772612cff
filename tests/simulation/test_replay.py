#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The same seed gives the same trace: twice in one process, and in two processes."""
import re
import subprocess
import sys

simulate = sys.argv[1]


def run(*arguments):
    done = subprocess.run([simulate, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


run("--seeds", "1-3", "--twice")
for seed in ("5", "6"):
    traces = [re.search(r"trace (\w+)", run("--replay", seed)).group(1) for _ in range(2)]
    if traces[0] != traces[1]:
        sys.exit(f"seed {seed}: {traces[0]} and {traces[1]}")
