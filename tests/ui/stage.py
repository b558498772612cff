# SPDX-License-Identifier: EUPL-1.2
"""What a walk needs around the person: the program with its log, steps with their seconds, pictures."""
import contextlib
import os
import re
import signal
import subprocess
import sys
import time

import person

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'whole'))
import support  # noqa: E402

LOKET = os.path.join(support.BUILD, 'src', 'loket')
# The question of libadwaita 1.7 (AdwMessageDialog) measures its own heading so; nothing in it is ours.
OF_THE_TOOLKIT = re.compile(r'Trying to measure GtkLabel' if person.NEWER else r'(?!)')
# What GLib, GTK and libadwaita say when they are used wrongly; of our own nothing is wanted either.
COMPLAINT = re.compile(r'(WARNING|CRITICAL|ERROR) \*\*|-(WARNING|CRITICAL|ERROR)|^[^:]*:\d+: runtime error|Sanitizer')


def steps(folder=os.environ.get('LOKET_PICTURES')):
    """with step('what'): prints what was done and how long it took, and takes a picture of it."""
    count = 0

    @contextlib.contextmanager
    def step(what):
        nonlocal count
        count += 1
        began = time.monotonic()
        try:
            yield
        except person.NotSeen as failure:
            sys.exit(f'{what}: not seen: {failure}')
        except SystemExit as failure:
            sys.exit(f'{what}: {failure.code}')
        finally:
            if folder:
                os.makedirs(folder, exist_ok=True)
                person.picture(os.path.join(folder, f'{count:02d}-{re.sub("[^a-z0-9]+", "-", what.lower())[:60]}.png'))
        print(f'{time.monotonic() - began:6.1f} s  {what}', flush=True)
    return step


class Program:
    """`loket` as it was installed for the test: its own log, no schema of this machine."""

    def __init__(self, *arguments, language='en', log='loket.log', environment=None, met=True):
        if language != 'en' and os.environ.get('LOKET_ENGLISH_ONLY'):
            print(f'skipped: no locale here in which a program speaks {language}')
            sys.exit(77)
        self.log = log
        surroundings = {**os.environ, 'LANGUAGE': language, 'NO_AT_BRIDGE': '0',
                        'LOKET_LOCALEDIR': os.path.join(support.BUILD, 'po'),
                        'GSETTINGS_SCHEMA_DIR': os.path.join(support.BUILD, 'data'), **(environment or {})}
        # Tests of widgets ask for a pretended accessibility bus; a person needs the real one.
        surroundings.pop('GTK_A11Y', None)
        self.process = subprocess.Popen([LOKET, *arguments], env=surroundings, stderr=open(log, 'ab'))
        self.person = person.Person() if met else None  # as soon as it is on the screen

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            print('On the screen:', self.person.tree(), sep='\n', file=sys.stderr)
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def ended(self):
        support.same(self.process.wait(30), 0, 'exit code of the window')

    def said_nothing_wrong(self):
        with open(self.log, encoding='utf-8', errors='replace') as log:
            complaints = [line.rstrip() for line in log
                          if COMPLAINT.search(line) and not OF_THE_TOOLKIT.search(line)]
        support.same(complaints, [], 'warnings of the window')
