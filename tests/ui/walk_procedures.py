# SPDX-License-Identifier: EUPL-1.2
"""walk_procedures.py [--pictures FOLDER] [--language LANGUAGE] SET [WALK...]: procedures walked in the real
window by the keyboard alone; SET is flemish, federal, consumer or investigator.

Each walk starts in a case of a scenario whose days count from the set's own today, reads at every step
what the page says, and asks the loket at the end what it has."""
import argparse
import importlib
import os
import time

import stage
from walk_desk import open_desk

SETS = ('flemish', 'federal', 'consumer', 'investigator')


def numbered(name):
    """The steps of one walk, with its pictures in a folder of its own."""
    folder = os.environ.get('LOKET_PICTURES')
    return stage.steps(os.path.join(folder, name) if folder else None)


def play(walks, left, language):
    """Each walk has a case of its own; what was played is taken from those that are left."""
    with open_desk(walks.HANDLER, walks.TODAY, walks.CASES, language) as desk:
        while left:
            name = left[0].__name__
            print(name.replace('_', ' '), flush=True)
            began = time.monotonic()
            desk.step = numbered(name)
            left[0](desk)
            print(f'{time.monotonic() - began:6.1f} s  in all', flush=True)
            del left[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--pictures', metavar='FOLDER')
    parser.add_argument('--language', default='nl', choices=('nl', 'fr', 'de'))
    parser.add_argument('set', choices=SETS)
    parser.add_argument('walk', nargs='*')
    options = parser.parse_args()
    if options.pictures:
        os.environ['LOKET_PICTURES'] = options.pictures
    walks = importlib.import_module(f'walks_{options.set}')
    left = [walk for walk in walks.WALKS if not options.walk or walk.__name__ in options.walk]
    try:
        play(walks, left, options.language)
    except SystemExit as failure:
        if not isinstance(failure.code, str):
            raise
        # On a busy machine a key can be ahead of the window. A fault of the desk is there again.
        print(f'{failure.code}: once more, with a desk that is new', flush=True)
        play(walks, left, options.language)


if __name__ == '__main__':
    main()
