#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Another loket, an emptied one, an older copy of it, another person's token, and cases taken away by
the dozen: loketctl stops, says so, and keeps everything; then somebody answers, or all is well again."""
import contextlib
import datetime
import json
import os
import shutil
import sqlite3
import unittest

import support

CASES = 40
TODAY = datetime.date.today().toordinal() + 1721425  # as a Julian day
with open(os.path.join(support.SOURCE, 'data', 'texts', 'en.json'), encoding='utf-8') as texts:
    SENTENCES = json.load(texts)['names']['error']
NOTE = ('note', '--set', 'text=Nagekeken aan het loket.')


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def people(root):
    return write(os.path.join(root, 'users.json'), json.dumps({'people': [
        {'id': id_, 'name': id_.title(), 'token': f'token-of-{id_}', 'roles': ['coordinator'],
         'agencies': ['demo-vlg', 'demo-fed']} for id_ in ('an.proef', 'bo.proef')]}))


class Brakes(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.root = self.stack.enter_context(support.scratch())
        self.data = os.path.join(self.root, 'loket')
        self.users = people(self.root)
        self.token_file = write(os.path.join(self.root, 'token'), 'token-of-an.proef\n')
        with support.Loketd(self.data, '--users', self.users, '--cases', str(CASES), '--seed', '5') as loket:
            self.port = loket.port
            self.desk = support.new_desk(self.root, 'desk', loket.url, '--token-file', self.token_file)
            support.ctl(self.desk, 'sync')
        self.known = self.references()
        self.assertGreater(len(self.known), 20)

    def loket(self, data=None):
        return support.Loketd(data or self.data, '--users', self.users, port=self.port)

    def references(self):
        return {line['reference'] for line in support.ctl(self.desk, 'list')}

    def pending(self):
        return [item['id'] for item in support.ctl(self.desk, 'pending')]

    @contextlib.contextmanager
    def ledger(self, data=None):
        """The loket's own database, while no loketd works with it."""
        with contextlib.closing(sqlite3.connect(os.path.join(data or self.data, 'loketd.db'))) as database:
            yield database
            database.commit()

    def work(self):
        """Something that is not sent yet."""
        return support.ctl(self.desk, 'act', sorted(self.known)[0], *NOTE)['actId']

    def stops(self, kind, *options, kept=None):
        """Exit 1 with the sentence, twice, in a process each; nothing goes in or out."""
        for words in (('sync', *options), ('sync',)):
            run = support.run_ctl(self.desk, *words, parse=False, lang='en')
            self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
            self.assertIn(SENTENCES[kind], run.stderr)
            self.assertIn(f'({kind}', run.stderr)
        self.assertEqual(self.references(), self.known if kept is None else kept)
        self.assertEqual(support.ctl(self.desk, 'log')[-1]['code'], kind)

    def goes_on(self, *options, sent=1):
        self.assertEqual(support.ctl(self.desk, 'sync', *options)['sent'], sent)
        self.assertEqual(self.pending(), [])

    def test_other_realm(self):
        act = self.work()
        with self.loket(os.path.join(self.root, 'elsewhere')):
            self.stops('otherRealm')
            self.stops('otherRealm', '--go-on')
        self.assertEqual(self.pending(), [act])
        with self.loket():
            self.goes_on()

    def test_other_account(self):
        act = self.work()
        with self.loket():
            write(self.token_file, 'token-of-bo.proef\n')
            self.stops('otherAccount')
            self.stops('otherAccount', '--go-on')
            self.assertEqual(self.pending(), [act])
            write(self.token_file, 'token-of-an.proef\n')
            self.goes_on()

    def emptied(self):
        """A loket of the same name without a case."""
        empty = os.path.join(self.root, 'emptied')
        with self.loket(empty):
            pass
        with self.ledger() as database:
            realm, = database.execute("SELECT value FROM about WHERE name = 'realm'").fetchone()
        with self.ledger(empty) as database:
            database.execute("UPDATE about SET value = ? WHERE name = 'realm'", (realm,))
        return empty

    def test_emptied_loket_and_back(self):
        act = self.work()
        with self.loket(self.emptied()):
            self.stops('emptyLoket')
            self.stops('emptyLoket', '--check-again')
            self.assertEqual(self.pending(), [act])
        with self.loket():
            self.stops('emptyLoket')
            self.goes_on('--check-again')
        self.assertEqual(self.references(), self.known)
        self.assertEqual(support.ctl(self.desk, 'left'), [])

    def test_emptied_loket_for_good(self):
        act = self.work()
        with self.loket(self.emptied()):
            self.stops('emptyLoket')
            run = support.run_ctl(self.desk, 'sync', '--go-on')
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(self.references(), self.known)
            self.assertEqual({case['presence'] for case in support.ctl(self.desk, 'left')}, {'gone'})
            self.assertEqual(self.pending(), [act])
            for reference in self.known - {sorted(self.known)[0]}:
                support.ctl(self.desk, 'left', '--remove', reference)
            self.assertEqual(self.references(), {sorted(self.known)[0]})
            self.assertEqual(self.pending(), [act])

    def take_away(self, share):
        """The loket gives every so-and-so-manieth case to somebody else."""
        with self.ledger() as database:
            last, = database.execute('SELECT max (key) FROM feed').fetchone()
            rows = database.execute('SELECT key FROM feed ORDER BY key').fetchall()[::share]
            for number, (key,) in enumerate(rows):
                database.execute("UPDATE feed SET key = ?, change = 'withdrawn', reason = 'reassigned',"
                                 " version = version + 1, day = ? WHERE key = ?",
                                 (last + number + 1, TODAY, key))
                database.execute('UPDATE cases SET withdrawn = 1, version = version + 1 WHERE case_id ='
                                 ' (SELECT case_id FROM feed WHERE key = ?)', (last + number + 1,))
            database.execute("UPDATE sqlite_sequence SET seq = (SELECT max (key) FROM feed) WHERE name = 'feed'")

    def test_mass_withdrawal(self):
        self.take_away(4)
        with self.loket():
            self.stops('massWithdrawal')
            self.stops('massWithdrawal', '--check-again')
            support.ctl(self.desk, 'sync', '--go-on')
        left = self.references()
        self.assertTrue(0 < len(left) < len(self.known) * 0.9)
        self.assertTrue(left < self.known)

    def test_withdrawn_with_unsent_work(self):
        acts = [support.ctl(self.desk, 'act', reference, *NOTE)['actId'] for reference in sorted(self.known)]
        self.take_away(4)
        with self.loket():
            self.stops('massWithdrawal')
            support.run_ctl(self.desk, 'sync', '--go-on')
        kept = support.ctl(self.desk, 'left')
        self.assertGreater(len(kept), 3)
        self.assertEqual({(case['presence'], case['pending']) for case in kept}, {('withdrawn', 1)})
        self.assertTrue(set(self.pending()) <= set(acts))
        self.assertEqual(len(self.pending()), len(kept))
        self.assertEqual(support.ctl(self.desk, 'left', '--remove', kept[0]['reference']), kept[1:])
        self.assertEqual(len(self.pending()), len(kept) - 1)

    def test_older_copy_of_the_loket(self):
        """What was taken since the copy was made is still here; somebody decides."""
        older = os.path.join(self.root, 'older')
        shutil.copytree(self.data, older)
        reference = sorted(self.known)[0]
        self.work()
        with self.loket():
            self.goes_on()
        act = self.work()
        with self.loket(older):
            self.stops('cursorBack')
            self.stops('cursorBack', '--check-again')
            self.assertEqual(self.pending(), [act])
            shown = support.ctl(self.desk, 'show', reference)
            self.assertEqual(sum(a['type'] == 'note' and a['payload'].get('text') == NOTE[-1][5:]
                                 for a in shown['acts']), 2)
        with self.loket():
            self.goes_on('--check-again')

    def test_older_copy_for_good(self):
        older = os.path.join(self.root, 'older')
        shutil.copytree(self.data, older)
        act = self.work()
        with self.loket():
            self.goes_on()
        with self.loket(older):
            self.stops('cursorBack')
            run = support.run_ctl(self.desk, 'sync', '--go-on')
            self.assertEqual(run.returncode, 0, run.stderr)
            run = support.run_ctl(self.desk, 'sync')
            self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(self.references(), self.known)
        lost, = support.ctl(self.desk, 'pending')
        self.assertEqual((lost['id'], lost['state'], lost['reason']), (act, 'refused', 'lostByLoket'))

    def test_full_resync(self):
        """Everything is fetched again; nothing is gone, what waited is sent."""
        self.work()
        with self.loket():
            told = support.ctl(self.desk, 'sync', '--full')
        self.assertEqual(told['sent'], 1)
        self.assertEqual(self.references(), self.known)
        self.assertEqual(support.ctl(self.desk, 'left'), [])
        self.assertGreater(support.ctl(self.desk, 'log')[-1]['pages'], 0)


if __name__ == '__main__':
    unittest.main()
