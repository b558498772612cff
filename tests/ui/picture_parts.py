# SPDX-License-Identifier: EUPL-1.2
"""What the parts of picture_pending.py share: language, style and size as they were asked for, the window
on a desk, and the picture of it."""
import contextlib
import os
import sys
import time

import person
from keyboard import Keyboard
from person import keys, name_of
from spoken import Spoken
from stage import Program

from pending_desk import TODAY  # isort: skip

FOLDER, LANGUAGE, STYLE, SIZE = sys.argv[1:5]
PAUSE_S = 0.8
SAY = Spoken(LANGUAGE)


def shot(name):
    time.sleep(PAUSE_S)
    person.picture(os.path.join(FOLDER, f'pending-{name}-{LANGUAGE}-{STYLE}-{SIZE}.png'))


def menu(item):
    keys('F10', pause_s=0.5)
    keys(SAY.access_key(item).split('+')[1])


@contextlib.contextmanager
def window_of(desk, *options, token=None):
    style = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if STYLE == 'dark' else 'prefer-light'}
    with Program('--desk', desk.ours, '--token-file', token or desk.our_token, '--today', TODAY, *options,
                 language=LANGUAGE, log=desk.log, environment=style) as window:
        hands = Keyboard(window.person, SAY)
        window.person.until(lambda: any(name_of(w) == 'Loket' for w in window.person.windows()), 'the window')
        time.sleep(2)
        if SIZE == '1024x600':
            keys('super+Up')
        yield hands
        window.process.terminate()
