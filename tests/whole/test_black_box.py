#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""That black_box.py can fail: a loket that lies is found out, each lie by the check that is there
for it; one that stands in front of a loket and tells the truth is not."""
import os
import subprocess
import sys

import support

BLACK_BOX = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'black_box.py')
SECONDS = '8'
# What is said of it; nothing: it passes.
FOUND_BY = {
    'none': None,
    'dropsAct': 'was taken and is not there',
    'leavesGap': 'places in',
    'repeatsAct': 'is there twice',
    'changesText': 'payload of',
    'turnsOrder': 'was begun after',
    'refusesTaken': 'was refused and is there',
    'skipsItem': 'has in the end',
    'versionTwice': ': version ',
    'oldCase': 'for reader',
}


def main():
    wrong = 0
    for lie, words in FOUND_BY.items():
        run = subprocess.run([sys.executable, BLACK_BOX, '--seconds', SECONDS, '--lie', lie], capture_output=True,
                             text=True, encoding='utf-8', timeout=300, check=False)
        told = (run.stdout + run.stderr).strip()
        right = run.returncode == 0 if words is None else run.returncode == 1 and words in told
        wrong += not right
        print(f'{lie}: exit {run.returncode}, {told[:200] if right else told[-2000:]}', flush=True)
    support.same(wrong, 0, 'lies that were judged otherwise')


if __name__ == '__main__':
    sys.exit(main())
