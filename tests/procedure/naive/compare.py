#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Throws random acts at the C code and at the naive reader, and prints where they differ.

  compare.py REPLAY_LINES [--count N] [--first N] [--seed S] [--write FILE]

REPLAY_LINES takes a vector a line and gives its `expect` a line, as `naive.py --lines` does. The
seed is printed; the same seed gives the same lists. From batch to batch the zone of the machine
goes round the world. The first list that differs is made shorter as long as it still differs.
--write puts the lists into a file and runs nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter

from days import DATA
from lists import make
from naive import differences, run

BATCH = 250
ZONES = ["Europe/Brussels", "Pacific/Auckland", "Pacific/Honolulu", "UTC", "Asia/Kolkata",
         "America/St_Johns", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Tokyo",
         "Australia/Lord_Howe", "Europe/London"]


def run_other(program, vectors):
    text = "".join(json.dumps(vector) + "\n" for vector in vectors)
    done = subprocess.run([program], input=text, stdout=subprocess.PIPE, check=True, encoding="utf-8",
                          env={**os.environ, "LOKET_DATADIR": DATA})
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(vectors):
        raise SystemExit(f"{len(vectors)} lines in, {len(answers)} lines out")
    return answers


def compare(wanted, got):
    found = list(differences(wanted, got))
    for name in ("effects", "clocks", "checklist"):
        if len(wanted.get(name, [])) != len(got.get(name, [])):
            found.append(f".{name}: {len(wanted.get(name, []))} wanted, {len(got.get(name, []))} found")
    return found


def shorten(program, vector):
    """Leaves out acts as long as a difference stays."""
    place = 0
    while place < len(vector["acts"]):
        shorter = dict(vector, acts=vector["acts"][:place] + vector["acts"][place + 1:])
        if compare(run(shorter), run_other(program, [shorter])[0]):
            vector = shorter
        else:
            place += 1
    return vector


def set_zone(number):
    """The zone of both readers for a batch; that of a list is the same however lists are split."""
    os.environ["TZ"] = ZONES[number // BATCH % len(ZONES)]
    time.tzset()


def batches(first, count):
    """Lists by number, cut where the zone changes."""
    number, end = first, first + count
    while number < end:
        stop = min(end, (number // BATCH + 1) * BATCH)
        yield range(number, stop)
        number = stop


def show_shortest(program, vector, number):
    set_zone(number)
    short = shorten(program, vector)
    print(f"TZ={os.environ['TZ']}")
    print(json.dumps(short))
    print("\n".join(compare(run(short), run_other(program, [short])[0])))


def compare_all(options):
    failed, first_failed, profiles = 0, None, Counter()
    for numbers in batches(options.first, options.count):
        set_zone(numbers[0])
        vectors = [make(options.seed, number) for number in numbers]
        for number, vector, got in zip(numbers, vectors, run_other(options.program, vectors)):
            profiles[vector["procedure"]["id"]] += 1
            found = compare(run(vector), got)
            if found:
                failed += 1
                first_failed = first_failed or (vector, number)
                if failed <= 20:
                    print(f"{vector['name']} ({vector['procedure']['id']}): " + "; ".join(found[:4]))
    print(", ".join(f"{name} {count}" for name, count in sorted(profiles.items())))
    print(f"{failed} of {options.count} differ")
    if first_failed:
        show_shortest(options.program, *first_failed)
    return 1 if failed or not options.count else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", metavar="REPLAY_LINES")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="FILE")
    return parser.parse_args()


def main():
    options = parse()
    print(f"seed {options.seed}, {options.count} lists from {options.first}, "
          f"zones {', '.join(ZONES)} in turn, {BATCH} lists each", flush=True)
    if not options.write:
        return compare_all(options)
    with open(options.write, "w", encoding="utf-8") as file:
        for number in range(options.first, options.first + options.count):
            file.write(json.dumps(make(options.seed, number)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
