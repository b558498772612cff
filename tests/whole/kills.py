#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""kills.py ctl|window [--kills N] [--seed N]: kill -9 at random moments, while a desk works and syncs.

The loket beside it drops replies, closes connections, is late and answers 500. What the program had
said was kept (exit 0 of loketctl; a form that has closed; a draft that has stood in its form for
longer than two seconds) is there after each kill; in the end, after a quiet sync, the loket has every
act, complaint and document that was kept once, whole, none twice, nothing waits, and the databases are
sound. Totals: KILLS.md."""
import argparse
import collections
import contextlib
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import support
from trouble import new_complaint

FAULTS = ['PUT:*:%5:drop', 'PUT:*:%7:close', 'PUT:*:%6:delay=150', 'PUT:*:%9:status=500', 'GET:/changes:%7:cut=500',
          'GET:*:%4:delay=80', '*:*:%11:close', 'GET:*:%13:status=500', 'PUT:*:%17:repeat']
DOCUMENT_BYTES_MAX = 300_000
ROUND = 10  # after so many kills all is looked at, with a loket that behaves


class Patience:
    """How long a command is let live: so that about half of them come to their end, on whatever
    machine, and the others die at any moment of their life."""

    def __init__(self):
        self.seconds = collections.defaultdict(lambda: 0.15)

    def learn(self, kind, killed):
        self.seconds[kind] *= 1.08 if killed else 0.94


class Trial:
    """One loket, one desk folder, and what the program said it had kept."""

    def __init__(self, root, seed):
        self.root, self.dice = root, random.Random(seed)
        self.kept, self.begun = {}, set()
        self.port = 0
        self.start()
        self.desk = support.new_desk(root, 'desk', self.loket.url)
        support.ctl(self.desk, 'sync')
        self.cases = [row['caseId'] for row in support.ctl(self.desk, 'list', '--view', 'all')]
        self.misbehave()

    def start(self, *options):
        self.loket = support.Loketd(os.path.join(self.root, 'loket'), '--cases', '6', '--seed', '5', *options,
                                    port=self.port)
        self.loket.__enter__()
        self.port = self.loket.port

    def misbehave(self):
        self.loket.__exit__()
        self.start(*[word for rule in FAULTS for word in ('--fault', rule)])

    def tell_more(self):
        return ''

    def texts_here(self):
        """What the desk shows, of each text how often: taken or waiting."""
        found = collections.Counter()
        for case_id in {*self.cases}:
            shown = support.ctl(self.desk, 'show', case_id)
            found.update(act['payload'].get('text') for act in shown['acts'])
        return found

    def look_after_kill(self):
        """What was kept stands in the desk's own words, at once and without a loket."""
        support.ctl(self.desk, 'verify', parse=False)

    def contents_in_loket(self, acts):
        """What stands in the documents that were added; each is whole."""
        for document in (act['payload'] for act in acts if act['type'] == 'attach'):
            contents = self.loket.fetch(f'/documents/{document["documentId"]}/content')
            support.same(hashlib.sha256(contents).hexdigest(), document['sha256'], 'what a document holds')
            yield contents.decode().rstrip()

    def look_closely(self):
        """With a loket that behaves: all that was kept is there once, and nothing waits."""
        here = self.texts_here()
        for text, case_id in self.kept.items():
            if case_id is not None:
                support.same(here[text], 1, f'{text} in the desk after a kill')
        self.loket.__exit__()
        self.start()
        for _ in range(5):
            support.ctl(self.desk, 'sync')
        support.same(support.ctl(self.desk, 'pending'), [], 'what waits after a quiet sync')
        support.ctl(self.desk, 'verify', parse=False)
        lokets_own = self.loket.all_cases()
        acts = [act for i in lokets_own for act in self.loket.get(f'/cases/{i}')['acts']]
        texts = collections.Counter(act['payload'].get('text') for act in acts)
        texts.update(case['subject'] for case in lokets_own.values())
        texts.update(self.contents_in_loket(acts))
        for text in self.kept:
            support.same(texts[text], 1, f'{text} in the loket')
        for text in self.begun:
            support.check(texts[text] <= 1, f'{text} is in the loket {texts[text]} times')
        support.same(self.texts_here(), collections.Counter(
            act['payload'].get('text') for i in self.cases for act in self.loket.get(f'/cases/{i}')['acts']),
            'what the desk shows, and what the loket has')
        self.misbehave()


class Ctl(Trial):
    """loketctl act, new, document and sync, one after the other, each killed somewhere."""

    def __init__(self, root, seed):
        super().__init__(root, seed)
        self.patience = Patience()

    def command(self):
        text = f'{self.dice.getrandbits(64):016x} blijft bewaard'
        kind = self.dice.choice(['act', 'act', 'act', 'sync', 'sync', 'new', 'document'])
        if kind == 'act':
            case_id = self.dice.choice(self.cases)
            return kind, text, case_id, ['act', case_id, 'note', '--set', f'text={text}']
        if kind == 'new':
            path = os.path.join(self.root, 'case.json')
            with open(path, 'w', encoding='utf-8') as f:
                json.dump(new_complaint(text), f)
            return kind, text, None, ['new', '--file', path]
        if kind == 'document':
            path = os.path.join(self.root, 'bewijs.txt')
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text.ljust(self.dice.randrange(DOCUMENT_BYTES_MAX)))
            return kind, text, None, ['document', self.dice.choice(self.cases), '--add', path]
        return kind, None, None, ['sync']

    def kill_once(self):
        """Runs commands until one was hit while it lived."""
        while True:
            kind, text, case_id, words = self.command()
            if text is not None:
                self.begun.add(text)
            process = subprocess.Popen([support.LOKETCTL, '--desk', self.desk, *words],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(self.dice.uniform(0, 2) * self.patience.seconds[kind])
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            code = process.wait(60)
            self.patience.learn(kind, code == -signal.SIGKILL)
            if code == -signal.SIGKILL:
                return
            if code == 0 and text is not None:
                self.kept[text] = case_id


class Dead(Exception):
    """The window is not there any more; nothing on it can be seen."""


class NotThere(SystemExit):
    """It does not come, though the window lives."""


class Places:
    """Where on the screen something stood the last time: looked at first, because a look over the
    whole screen takes a second."""

    PATIENCE = 15  # looks

    def __init__(self, person):
        self.person, self.ways, self.missed = person, {}, collections.Counter()

    def fits(self, node, name, roles):
        if self.person.role_of(node) not in roles or self.person.name_of(node) != name:
            return False
        box = self.person.extents_of(node)
        return self.person.is_sensitive(node) and (box is None or (box[2] > 0 and box[3] > 0))

    def go(self, node, way):
        for index in way:
            node = node.get_child_at_index(index) if node is not None else None
        return node

    def way_to(self, node, root):
        way = []
        while node != root:
            above = node.get_parent()
            way.insert(0, next(i for i, child in enumerate(self.person.children(above)) if child == node))
            node = above
        return way

    def look(self, me, name, roles, within=None):
        root, sought = within or me.application, (name, roles)
        if sought in self.ways:
            # Among its neighbours: a menu has more or less in it.
            above = self.go(root, self.ways[sought][:-1])
            for node in self.person.children(above) if above is not None else ():
                if self.fits(node, name, roles):
                    self.missed[sought] = 0
                    return node
            # It may only not be there yet.
            self.missed[sought] += 1
            if self.missed[sought] % self.PATIENCE != 0:
                return None
        node = me.look(name, roles=roles, sensitive=True, within=within)
        if node is not None:
            self.ways[sought] = self.way_to(node, root)
        return node


class Window(Trial):
    """The window on a screen: a person types into the form of a note, leaves it, or does it, while
    the desk syncs by itself; then it dies. Needs tests/ui/with-screen."""

    LIFE_NOTES = 2.5 # that many, from the beginning of one of its first
    LINGER_S = 4.0   # and now and then longer
    NOTES_MAX = 5    # after that many it dies, whatever it waited for
    START_S = 2.5    # now and then it dies while it starts
    CLOSING_S = 0.6  # or while it closes
    DRAFT_S = 2.0    # what the window promises; and what a look through AT-SPI may take
    LOOK_S = 0.5

    def __init__(self, root, seed):
        super().__init__(root, seed)
        sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))
        import person  # pylint: disable=import-outside-toplevel
        import stage  # pylint: disable=import-outside-toplevel
        self.person, self.stage = person, stage
        self.places = Places(person)
        self.ended, self.died, self.typed = None, 0, None
        self.hurried, self.doing = False, ''
        self.dies_in, self.assassin = None, None
        self.pace_s = 2.0  # what a note takes here and now
        self.left = {}    # text of a form that was left, and not done or typed over since -> when
        self.moments = collections.Counter()
        self.drafts, self.again = 0, 0

    def kill_once(self):
        self.ended, self.typed, self.doing = threading.Event(), None, 'starts'
        starting = self.dice.random() < 0.15
        program = self.stage.Program('--desk', self.desk, log=os.path.join(self.root, 'loket.log'), met=not starting)
        try:
            if starting:
                self.kill(program, self.dice.uniform(0, self.START_S))
            else:
                self.live(program)
        finally:
            if program.process.poll() is None:
                program.kill()
        program.said_nothing_wrong()
        self.look_for_typed()

    def kill(self, program, after):
        time.sleep(after)
        self.died = time.monotonic()
        self.moments[self.doing] += 1
        # Told before it dies: what is seen from here on may be a window that is half gone.
        self.ended.set()
        program.kill()

    def choose_life(self):
        linger = self.LINGER_S if self.dice.random() < 0.3 else 0
        return self.dice.uniform(0, self.LIFE_NOTES * self.pace_s + linger)

    def choose_death(self, program):
        """When it dies: at any moment of its life, or just after something has begun that takes but a
        blink of it."""
        self.dies_in, life_s = None, self.choose_life()
        if self.dice.random() < 0.5:
            self.dies_in, life_s = self.dice.choice(['types', 'does it', 'leaves it', 'syncs']), self.dice.uniform(0, 0.4)
        self.assassin = threading.Thread(target=self.kill, args=(program, life_s))

    def begin(self, what):
        self.doing = what
        if what == self.dies_in and not self.hurried and self.assassin.ident is None:
            self.assassin.start()

    def live(self, program):
        self.choose_death(program)
        closes = self.dice.random() < 0.1
        notes_before = self.dice.randint(0, 1)
        try:
            for number in itertools.count():
                self.hurried = number < notes_before
                if number == notes_before and closes:
                    self.dies_in, self.doing = None, 'closes'
                    self.person.keys('ctrl+q', pause_s=0)
                    self.kill(program, self.dice.uniform(0, self.CLOSING_S))
                elif (number == notes_before + (self.NOTES_MAX if self.dies_in else 0)
                      and self.assassin.ident is None):
                    self.dies_in = None
                    self.assassin.start()
                self.work(program.person)
        except Exception as failure:  # pylint: disable=broad-except
            # A window that dies may show anything, half of a tree too; one that lives must not.
            if self.assassin.ident is None and not self.ended.is_set():
                raise
            if self.assassin.ident is not None:
                self.assassin.join()
            if not isinstance(failure, Dead) and time.monotonic() - self.died > self.LOOK_S + 5:
                raise

    def until(self, look, what, patience_s=45):
        end = time.monotonic() + patience_s
        while True:
            if self.ended.is_set():
                raise Dead()
            try:
                found = look()
            except (self.person.GLib.Error, TypeError, AttributeError, StopIteration):
                found = None  # it went away while it was looked at
            if found and not self.ended.is_set():
                return found
            if time.monotonic() > end:
                raise NotThere(f'{what}: not seen')
            time.sleep(0.03)

    def see(self, me, name, roles, within=None):
        return self.until(lambda: self.places.look(me, name, roles, within), name)

    def press(self, me, name, within=None):
        def act():
            node = self.places.look(me, name, self.person.BUTTONS, within)
            return node is not None and node.get_action_iface().do_action(0)
        self.until(act, f'{name}: something to press')

    def form_of(self, me, name):
        return next((window for window in me.windows() if self.person.name_of(window) == name), None)

    def open_form(self, me):
        self.doing = 'looks at a case'
        box = self.see(me, 'Cases', ('list',))
        rows = self.until(lambda: min(box.get_child_count(), 6), 'cases')
        self.until(lambda: box.get_selection_iface().select_child(self.dice.randrange(rows)), 'a case')
        # The menu may be made anew just when it is pressed, by what a sync brings: then once more.
        for patience_s in (5, 5, 45):
            self.press(me, 'Act')
            self.press(me, 'Add a note …')
            with contextlib.suppress(NotThere):
                return self.until(lambda: self.form_of(me, 'Add a note'), 'the form', patience_s)
            self.again += 1
        return support.check(False, 'the form opens')

    def type(self, field, text):
        """In pieces: it may die between any two of them."""
        self.begin('types')
        editable = field.get_editable_text_iface()
        stood = self.person.content_of(field)
        self.left.pop(stood, None)
        self.begun.add(text)
        for end in (4, 11, len(text)):
            editable.set_text_contents(text[:end])
            self.ended.wait(self.dice.uniform(0, 0.1))
        self.until(lambda: self.person.content_of(field) == text, 'what was typed')
        self.typed = text, time.monotonic()

    def work(self, me):
        began = time.monotonic()
        form = self.open_form(me)
        text = f'{self.dice.getrandbits(64):016x} blijft bewaard'
        self.type(self.see(me, 'Note', self.person.FIELDS, form), text)
        self.pace_s += 0.2 * (1.5 * (time.monotonic() - began) - self.pace_s)
        if self.dice.random() < 0.5:
            self.begin('does it')
            self.press(me, 'Add a note', form)
            self.until(lambda: self.form_of(me, 'Add a note') is None, 'its end')
            self.kept[text], self.typed = self.cases[0], None
        else:
            self.doing = 'has typed'
            self.ended.wait(self.dice.uniform(0, 4) if self.dice.random() < 0.5 and not self.hurried else 0)
            self.begin('leaves it')
            self.person.keys('Escape', pause_s=0)
            self.until(lambda: self.form_of(me, 'Add a note') is None, 'its end')
            self.left[text], self.typed = time.monotonic(), None
        if self.dice.random() < 0.3:
            self.begin('syncs')
            self.person.keys('F5', pause_s=0)
            self.ended.wait(self.dice.uniform(0, 0.4))

    def tell_more(self):
        return (f', drafts found {self.drafts} times; a menu pressed once more {self.again} times; when it died '
                f'the person or the window {dict(self.moments)}')

    def look_for_typed(self):
        """A draft that stood there for longer than two seconds is kept, or has become an act; and so
        is what was left in a form, in this life of the window or in one before."""
        wanted = [text for text, since in self.left.items() if self.died - since > self.LOOK_S]
        if self.typed is not None and self.died - self.typed[1] > self.DRAFT_S + self.LOOK_S:
            wanted.append(self.typed[0])
        # What was left less than a moment before it died may be there or not.
        self.left = {}
        if not wanted:
            return
        copy = os.path.join(self.root, 'copy')
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.desk, copy)
        with contextlib.closing(sqlite3.connect(os.path.join(copy, 'work.db'))) as work:
            drafts = ' '.join(row[0] for row in work.execute('SELECT fields FROM drafts'))
        for text in wanted:
            support.check(text in drafts or self.texts_here()[text] == 1,
                          f'{text} stood in a form when the window died: {drafts[:500]}')
            if text in drafts:
                self.left[text] = self.died
        self.drafts += len(wanted)


def run(kind, options):
    with support.scratch() as root:
        trial = KINDS[kind](root, options.seed)
        try:
            for number in range(1, options.kills + 1):
                with support.doing(f'seed {options.seed}, kill {number}'):
                    trial.kill_once()
                    if number % 5 == 0:
                        trial.look_after_kill()
                    if number % ROUND == 0 or number == options.kills:
                        trial.look_closely()
                        print(f'{number} kills, {len(trial.kept)} kept', flush=True)
        finally:
            trial.loket.__exit__()
    print(f'{kind}, seed {options.seed}: {options.kills} kills, {len(trial.kept)} things kept and there once, '
          f'{len(trial.begun) - len(trial.kept)} begun and there at most once{trial.tell_more()}')
    support.check(len(trial.kept) > 0, 'something was kept')


KINDS = {'ctl': Ctl, 'window': Window}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('kind', choices=sorted(KINDS))
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    run(options.kind, options)


if __name__ == '__main__':
    sys.exit(main())
