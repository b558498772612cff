#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Asks of the C code, over random acts, what must hold whatever the rules of a procedure are.

  properties.py REPLAY_LINES [--lists N] [--seed S] [--bite]

Each property changes a random list in a way of which the outcome is known (an act more, a note
between, another order) and looks at the answers to both. --bite plants a fault in the answers each
time and expects the property to notice: a property that cannot fail is none.
"""

import argparse
import copy
import random
import sys
from collections import Counter

from claims import Answered, Consistent, Extended, LastSecond, Late, Moves
from compare import run_other
from lists import make
from repeats import Annulled, Between, Pending, Refused, SentAgain, SuspendedTwice, Unordered

BATCH = 300
PROPERTIES = [Answered, Consistent, LastSecond, Late, Extended, Moves, Annulled, SuspendedTwice, Between,
              Refused, Pending, SentAgain, Unordered]


def questions(seed, numbers):
    """For each list and property one question, where the property has anything to say of the list."""
    for number in numbers:
        vector = make(seed, number)
        for kind in PROPERTIES:
            chance = random.Random(f"{seed}/{number}/{kind.__name__}")
            question = kind(copy.deepcopy(vector), chance)
            if question.vectors:
                yield question


def ask(program, asked):
    """Gives each question the answers to its vectors; leaves out what turns out to be no case of it."""
    answers = iter(run_other(program, [vector for question in asked for vector in question.vectors]))
    for question in asked:
        mine = [next(answers) for _ in question.vectors]
        if not any("error" in answer for answer in mine) and question.applies(mine):
            yield question, mine


def complaints_of(question, answers, bite):
    """What the property finds; with `bite`, that it found nothing in answers with a fault. None where
    there is nothing in the answers that could be spoiled."""
    if not bite:
        return list(question.complaints(answers))
    spoiled = copy.deepcopy(answers)
    if not question.spoil(spoiled):
        return None
    return [] if list(question.complaints(spoiled)) else ["a planted fault was not noticed"]


def check_all(options):
    asked, failed, shown = Counter(), Counter(), 0
    for first in range(0, options.lists, BATCH):
        numbers = range(first, min(first + BATCH, options.lists))
        for question, answers in ask(options.program, list(questions(options.seed, numbers))):
            found = complaints_of(question, answers, options.bite)
            if found is None:
                continue
            name, vector = type(question).__name__, question.vectors[-1]
            asked[name] += 1
            failed[name] += bool(found)
            if found and shown < 10:
                shown += 1
                print(f"{name}: {vector['name']} ({vector['procedure']['id']}): {'; '.join(found[:3])}")
    return asked, failed


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", metavar="REPLAY_LINES")
    parser.add_argument("--lists", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bite", action="store_true")
    return parser.parse_args()


def main():
    options = parse()
    print(f"seed {options.seed}, {options.lists} lists{', faults planted' if options.bite else ''}",
          flush=True)
    asked, failed = check_all(options)
    for kind in PROPERTIES:
        name = kind.__name__
        what = " ".join(kind.__doc__.split())
        print(f"{name}: asked {asked[name]} times, failed {failed[name]}: {what}")
    return 1 if sum(failed.values()) or not all(asked[kind.__name__] for kind in PROPERTIES) else 0


if __name__ == "__main__":
    sys.exit(main())
