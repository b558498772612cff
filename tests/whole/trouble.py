# SPDX-License-Identifier: EUPL-1.2
"""Whatever goes wrong around the desk: a sentence for the person, an exit code for the script, and
nothing is lost. What the tests of that share; each ends with the table of what was said.

Before each trouble there is work that the loket does not have yet: a note in a case and a new
complaint. While it lasts they stay pending, unless the loket could be reached for them; once it is
over a sync brings both to the loket, each exactly once.
"""
import json
import os
import shutil
import tempfile
import unittest

import support

CASES = ('--cases', '20', '--seed', '7')
TEXTS = {}
TABLE = []


def sentence_of(code, lang='en', family='error'):
    if lang not in TEXTS:
        with open(os.path.join(os.environ['LOKET_DATADIR'], 'texts', f'{lang}.json'), encoding='utf-8') as f:
            TEXTS[lang] = json.load(f)['names']
    return TEXTS[lang][family][code]


def new_complaint(subject):
    return {
        'agency': 'demo-vlg', 'receivedOn': support.today(), 'subject': subject, 'facts': 'De brug ging niet open.',
        'filingLanguage': 'nl', 'answerChannel': 'mail', 'complainants': [{'name': 'Ann Verzonnen'}],
        'grievances': [{'id': 'k1', 'text': 'Niemand nam op.', 'main': True}], 'demandKinds': ['complaint'],
        'carriers': ['mail'], 'channels': ['citizen'],
    }


class Trouble(unittest.TestCase):
    """A loket that can be stopped and started anew on its port, with other options, and a desk that
    has synced once and has work waiting."""

    options = ()
    token = None
    ca_file = None

    def setUp(self):
        folder = support.scratch()
        self.root = folder.name
        self.addCleanup(folder.cleanup)
        self.loket = None
        self.port = 0
        self.addCleanup(self.stop)
        self.start(*self.options)
        self.desk = support.new_desk(self.root, 'desk', self.server(), *self.desk_options())
        support.ctl(self.desk, 'sync')

    def server(self):
        return self.loket.url

    def desk_options(self):
        return ()

    def start(self, *options):
        """Starts the loket, or starts it anew with other options on the same data and port."""
        self.stop()
        self.loket = support.Loketd(os.path.join(self.root, 'loket'), *CASES, *options, port=self.port,
                                    token=self.token, ca_file=self.ca_file)
        self.loket.__enter__()
        self.port = self.loket.port

    def start_with_fault(self, *rules):
        self.start(*self.options, *[word for rule in rules for word in ('--fault', rule)])

    def stop(self):
        if self.loket:
            self.loket.__exit__()
        self.loket = None

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, value):
        with open(self.path(name), 'w', encoding='utf-8') as f:
            f.write(value if isinstance(value, str) else json.dumps(value))
        return self.path(name)

    def find_case(self, view='inbox', holds=lambda case: True):
        for row in support.ctl(self.desk, 'list', '--view', view):
            case = support.ctl(self.desk, 'show', row['reference'])
            if holds(case):
                return case
        return self.fail(f'no such case in {view}')

    def work(self, view='inbox', holds=lambda case: True):
        """A note in a case and a new complaint, both unsent."""
        self.note_in = self.find_case(view, holds)
        self.note = support.ctl(self.desk, 'act', self.note_in['reference'], 'note', '--set', 'text=Blijft bewaard.')
        subject = f'Nieuwe klacht {self.id()}'
        made = support.ctl(self.desk, 'new', '--file', self.write('case.json', new_complaint(subject)))
        self.new_case_id = made['caseId']
        self.assert_pending()

    def pending(self):
        return support.ctl(self.desk, 'pending')

    def assert_pending(self, *others):
        ids = {item['id'] for item in self.pending()}
        self.assertEqual(ids, {self.note['actId'], self.new_case_id, *others})

    def assert_arrives(self, left=0):
        """The trouble is over: what was kept reaches the loket, and only once."""
        for _ in range(2):
            support.ctl(self.desk, 'sync')
        self.assertEqual(len(self.pending()), left)
        acts = self.loket.get(f'/cases/{self.note_in["caseId"]}')['acts']
        self.assertEqual([act['actId'] for act in acts].count(self.note['actId']), 1)
        self.assertEqual([act.get('payload') for act in acts].count({'text': 'Blijft bewaard.'}), 1)
        cases = [case for case in self.loket.all_cases().values() if case['subject'] == f'Nieuwe klacht {self.id()}']
        self.assertEqual([case['caseId'] for case in cases], [self.new_case_id])
        shown = support.ctl(self.desk, 'show', self.new_case_id)
        self.assertEqual(shown['subject'], f'Nieuwe klacht {self.id()}')

    def assert_told(self, run, situation, code, exit_code=1, lang='en', family='error'):
        """One line: the sentence of its code, and for a failure what is behind it in brackets."""
        sentence = sentence_of(code, lang, family)
        lines = run.stderr.splitlines()
        self.assertEqual((run.returncode, len(lines)), (exit_code, 1), run.stderr)
        if exit_code == 0:
            self.assertEqual(lines[0], f'loketctl: {sentence}')
        else:
            self.assertTrue(lines[0].startswith(f'loketctl: {sentence} ('), lines[0])
            self.assertTrue(lines[0].endswith(')'), lines[0])
            self.assertEqual(run.stdout, '')
        TABLE.append((situation, exit_code, sentence))

    def sync(self, *words, **options):
        return support.run_ctl(self.desk, 'sync', *words, **options)


class Persons(Trouble):
    """A loket with two persons, which asks who we are."""

    def setUp(self):
        folder = tempfile.mkdtemp(prefix='loket-test-')
        self.addCleanup(shutil.rmtree, folder)
        self.users = os.path.join(folder, 'users.json')
        self.token_file = os.path.join(folder, 'token')
        self.options = ('--users', self.users)
        self.write_users('demo-vlg', 'demo-fed')
        self.write_token('token-of-an')
        super().setUp()

    def write_users(self, *agencies):
        people = [{'id': 'an.verzonnen', 'name': 'An Verzonnen', 'token': 'token-of-an', 'roles': ['coordinator'],
                   'agencies': list(agencies)},
                  {'id': 'bo.verzonnen', 'name': 'Bo Verzonnen', 'token': 'token-of-bo', 'roles': ['coordinator'],
                   'agencies': ['demo-vlg', 'demo-fed']}]
        with open(self.users, 'w', encoding='utf-8') as f:
            json.dump({'people': people}, f)

    def write_token(self, token):
        with open(self.token_file, 'w', encoding='utf-8') as f:
            f.write(token + '\n')

    token = 'token-of-bo'

    def desk_options(self):
        return ('--token-file', self.token_file)


def print_table():
    width = max((len(situation) for situation, *_ in TABLE), default=0)
    print()
    for situation, exit_code, sentence in TABLE:
        print(f'{situation:{width}} | {exit_code} | {sentence}')
