#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The commands that work on a desk, against the reference loket: shapes, exit codes, failures."""
import contextlib
import datetime
import hashlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import urllib.request

LOKETD = sys.argv.pop(2)

from ctl import LOKETCTL, ask, run  # noqa: E402  (takes its argument from sys.argv too)

FACTS = {
    'agency': 'demo-vlg', 'receivedOn': '2026-01-05', 'subject': 'Geen zitplaats in de wachtzaal',
    'facts': 'Er stonden twee stoelen.', 'filingLanguage': 'nl', 'answerChannel': 'mail',
    'complainants': [{'name': 'Roos Verzonnen'}],
    'grievances': [{'id': 'k1', 'text': 'Te weinig stoelen', 'main': True}],
    'demandKinds': ['complaint'], 'carriers': ['counter'], 'channels': ['citizen'],
}


class Loketd:
    def __init__(self, folder, *options):
        self.process = subprocess.Popen(
            [LOKETD, '--port', '0', '--data', folder, '--cases', '40', '--seed', '7',
             '--exit-with-stdin', *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith('listening '), line
        self.url = line.split()[1]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.process.stdin.close()
        self.process.stdout.close()


class Desk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.loketd = Loketd(os.path.join(cls.folder, 'loket'))
        cls.filled = os.path.join(cls.folder, 'filled')
        ask('--desk', cls.filled, 'init', '--server', cls.loketd.url)
        cls.synced = ask('--desk', cls.filled, 'sync')

    @classmethod
    def tearDownClass(cls):
        cls.loketd.stop()
        shutil.rmtree(cls.folder)

    def new_version(self, **validity):
        """The Flemish procedure with ten days less for the answer, as its next version."""
        with open(os.path.join(os.environ['LOKET_DATADIR'], 'procedures', 'be-vlg-bestuursdecreet', '1.json'),
                  encoding='utf-8') as f:
            profile = json.load(f)
        profile['version'] = '2'
        profile['validity'].update(validity)
        clock = next(clock for clock in profile['clocks'] if clock['clock'] == 'answer')
        clock['amount']['value'] -= 10
        path = os.path.join(self.folder, 'next.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump(profile, f)
        return path

    def test_a_new_version_moves_dates_of_open_cases(self):
        path = self.new_version(receivedFrom='2026-06-01', appliesTo='pending')
        found = ask('--desk', self.filled, 'procedures', '--diff', 'be-vlg-bestuursdecreet@1', path)
        self.assertEqual([change['kind'] for change in found['changes'] if change['place'].startswith('clocks')], ['term'])
        moved = [move for move in found['cases'] if move['clock'] == 'answer' and 'lastDay' in move['old']]
        self.assertTrue(moved)
        open_cases = {line['reference'] for line in ask('--desk', self.filled, 'list') if line['step'] != 'closed'}
        for move in moved:
            self.assertIn(move['reference'], open_cases)
            days = [datetime.date.fromisoformat(move[when]['lastDay']) for when in ('old', 'new')]
            self.assertEqual((days[0] - days[1]).days, 10, move)
        plain = run('--lang', 'nl', '--desk', self.filled, 'procedures', '--diff', 'be-vlg-bestuursdecreet@1', path)
        self.assertIn('45 kalenderdagen → 35 kalenderdagen', plain.stdout)
        self.assertIn(moved[0]['reference'], plain.stdout)

    def test_a_new_version_for_later_complaints_moves_nothing(self):
        year = datetime.date.today().year + 1
        path = self.new_version(receivedFrom=f'{year}-01-01', appliesTo='received')
        found = ask('--desk', self.filled, 'procedures', '--diff', 'be-vlg-bestuursdecreet@1', path)
        self.assertEqual(found['cases'], [])
        plain = run('--desk', self.filled, 'procedures', '--diff', 'be-vlg-bestuursdecreet@1', path)
        self.assertIn('No date of an open case moves', plain.stdout)
        self.assertIn(f'1 January {year}', plain.stdout)

    def test_a_calendar_moves_dates(self):
        old = os.path.join(os.environ['LOKET_DATADIR'], 'calendars', 'be-flemish-office.json')
        with open(old, encoding='utf-8') as f:
            calendar = json.load(f)
        open_cases = [line for line in ask('--desk', self.filled, 'list') if line['step'] != 'closed' and 'workBy' in line]
        day = next(line['workBy'] for line in open_cases
                   if ask('--desk', self.filled, 'show', line['caseId'])['agency'] == 'demo-vlg')
        calendar['days'].append({'date': day, 'names': dict.fromkeys(('nl', 'fr', 'de', 'en'), 'bridge'), 'confirmed': False})
        path = os.path.join(self.folder, 'calendar.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump(calendar, f)
        found = ask('--desk', self.filled, 'procedures', '--diff', old, path)
        self.assertEqual([(change['kind'], change['place']) for change in found['changes']], [('comes', f'days[{day}]')])
        moved = [move for move in found['cases'] if move['old'].get('workBy') == day]
        self.assertTrue(moved)
        self.assertTrue(all(move['new']['workBy'] < day for move in moved))
        self.assertEqual(ask('procedures', '--diff', old, old)['changes'], [])

    def setUp(self):
        self.desk = tempfile.mkdtemp(dir=self.folder)
        os.rmdir(self.desk)
        shutil.copytree(self.filled, self.desk)

    def test_documents(self):
        """Added without a network, sent, listed elsewhere, got there byte for byte, removed with a reason."""
        reference = next(line['reference'] for line in ask('--desk', self.filled, 'list') if line['step'] != 'closed')
        source = os.path.join(self.folder, '..brief: één?.pdf')
        with open(source, 'wb') as f:
            f.write(bytes(range(256)) * 9000)
        document = run('--desk', self.desk, 'document', reference, '--add', source).stdout.strip()
        listed = {line['documentId']: line for line in ask('--desk', self.desk, 'document', reference)}
        self.assertEqual((listed[document]['name'], listed[document]['state'], listed[document]['pending']),
                         ('brief- één-.pdf', 'uploading', True))
        self.assertEqual(ask('--desk', self.desk, 'sync')['pending'], 0)
        ask('--desk', self.filled, 'sync')
        listed = {line['documentId']: line for line in ask('--desk', self.filled, 'document', reference)}
        self.assertEqual((listed[document]['state'], listed[document]['pending']), ('there', False))
        target = os.path.join(self.folder, 'got.pdf')
        got = run('--desk', self.filled, 'document', reference, '--get', document, '--to', target)
        self.assertEqual((got.returncode, got.stderr), (0, ''))
        with open(source, 'rb') as sent, open(target, 'rb') as came:
            self.assertEqual(sent.read(), came.read())
        for deed in (['--get', document, '--to', target], ['--remove', document, '--reason', 'hoort hier niet']):
            self.assertEqual(ask('--desk', self.filled, 'document', reference, *deed), {'documentId': document})
        self.assertNotIn(document, [line['documentId'] for line in ask('--desk', self.filled, 'document', reference)])
        ask('--desk', self.filled, 'sync')

    def test_documents_refused(self):
        reference = ask('--desk', self.filled, 'list')[0]['reference']
        empty = os.path.join(self.folder, 'empty')
        open(empty, 'wb').close()
        for wrong in (['--add', empty], ['--add', os.path.join(self.folder, 'absent')],
                      ['--get', 'nothing', '--to', empty], ['--remove', 'nothing', '--reason', 'x']):
            done = run('--desk', self.desk, 'document', reference, *wrong)
            self.assertEqual((done.returncode, done.stdout), (1, ''), wrong)
            self.assertEqual(done.stderr.count('\n'), 1, done.stderr)
        for misuse in (['--get', 'x'], ['--remove', 'x'], ['--to', 'x'], ['--add', empty, '--get', 'x', '--to', 'y']):
            self.assertEqual(run('--desk', self.desk, 'document', reference, *misuse).returncode, 2, misuse)

    def test_document_damaged_here(self):
        """Nothing came and the loket refused nothing: both are said so."""
        reference = next(line['reference'] for line in ask('--desk', self.filled, 'list') if line['step'] != 'closed')
        source = os.path.join(self.folder, 'bewijs.txt')
        with open(source, 'wb') as f:
            f.write(b'Bewijs')
        self.assertEqual(run('--desk', self.desk, 'document', reference, '--add', source).returncode, 0)
        sha256 = hashlib.sha256(b'Bewijs').hexdigest()
        with open(os.path.join(self.desk, 'documents', sha256[:2], sha256), 'wb') as f:
            f.write(b'Anders')
        done = run('--desk', self.desk, 'sync')
        self.assertIn('damaged on this computer', done.stdout + done.stderr)
        for command in ('pending', 'conflicts'):
            told = run('--desk', self.desk, command).stdout
            self.assertIn('not sent', told)
            self.assertIn('damaged before it was sent', told)
            self.assertNotIn('refused', told)

    def ask(self, *arguments):
        return ask('--desk', self.desk, *arguments)

    def assert_fails(self, code, *arguments):
        done = run('--desk', self.desk, *arguments)
        self.assertEqual((done.returncode, done.stdout), (1, ''), arguments)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn(f'({code}: ', done.stderr)

    def case_of(self, procedure, step):
        for row in self.ask('list'):
            case = self.ask('show', row['reference'])
            if case['procedure']['id'] == procedure and case['step'] == step:
                return case
        self.fail(f'no case of {procedure} in {step}')

    def with_broken(self, *paths):
        """A data folder of the program in which these files cannot be read."""
        data = tempfile.mkdtemp(dir=self.folder)
        shutil.copytree(os.environ['LOKET_DATADIR'], data, dirs_exist_ok=True)
        for path in paths:
            with open(os.path.join(data, path), 'w', encoding='utf-8') as f:
                f.write('{"id": 1}')
        return {'LC_ALL': 'C.UTF-8', 'LOKET_DATADIR': data}

    def test_broken_rules_of_others(self):
        env = self.with_broken('procedures/be-fed-socsec/1.json')
        self.assertEqual(run('--desk', self.desk, 'list', env=env).returncode, 0)
        everything = run('procedures', env=env)
        self.assertEqual(everything.returncode, 1)
        self.assertIn('be-fed-socsec/1.json: version: ', everything.stderr)

    def test_broken_rules_of_its_own(self):
        """What the loket gave stands in for them; where it gave nothing the desk does not start."""
        env = self.with_broken('procedures/be-vlg-bestuursdecreet/1.json')
        self.assertEqual(run('--desk', self.desk, 'list', env=env).returncode, 0)
        with contextlib.closing(sqlite3.connect(os.path.join(self.desk, 'cache.db'))) as db, db:
            db.execute("DELETE FROM bodies WHERE path LIKE '/refData/%'")
        self.assertEqual(run('--desk', self.desk, 'list').returncode, 0)
        done = run('--desk', self.desk, 'list', env=env)
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('(dataMissing: ', done.stderr)
        self.assertIn('be-vlg-bestuursdecreet/1.json: version: ', done.stderr)

    def test_sync(self):
        self.assertEqual(self.synced, {'received': 40, 'sent': 0, 'pending': 0, 'quarantined': 0,
                                       'documentsNotSent': 0})
        self.ask('sync')
        self.assertEqual(self.ask('sync'), {'received': 0, 'sent': 0, 'pending': 0, 'quarantined': 0,
                                              'documentsNotSent': 0})
        self.assertEqual(run('--desk', self.desk, 'sync', '--once', '--watch').returncode, 2)

    def test_sync_watching_ends_when_it_is_told_to(self):
        watching = subprocess.Popen([LOKETCTL, '--desk', self.desk, '--json', 'sync', '--watch'],
                                    stdout=subprocess.PIPE, text=True)
        first = watching.stdout.readline()
        watching.send_signal(signal.SIGTERM)
        self.assertEqual(watching.wait(60), 0)
        watching.stdout.close()
        self.assertEqual(first, '{\n')

    def test_list(self):
        rows = self.ask('list')
        self.assertEqual(len(rows), 40)
        for row in rows:
            self.assertLessEqual({'reference', 'caseId', 'subject', 'step'}, set(row))
            self.assertLessEqual(set(row), {'reference', 'caseId', 'subject', 'step', 'clock', 'due', 'workBy'})
        self.assertEqual(self.ask('list', '--limit', '3'), rows[:3])
        for view in ('inbox', 'today', 'overdue', 'mine', 'waiting', 'approval', 'mediation', 'transferred',
                     'ombudsman', 'aftercare', 'answered', 'drafts'):
            self.assertLessEqual({row['caseId'] for row in self.ask('list', '--view', view)},
                                 {row['caseId'] for row in rows}, view)
        self.assertTrue(self.ask('list', '--view', 'inbox'))
        self.assertEqual(run('--desk', self.desk, 'list', '--view', 'attic').returncode, 2)

    def test_search(self):
        row = self.ask('list')[0]
        word = max(row['subject'].split(), key=len)
        self.assertIn(row['reference'], [found['reference'] for found in self.ask('search', word[:-1])])
        self.assertEqual([found['reference'] for found in self.ask('search', row['reference'])], [row['reference']])
        self.assertEqual(self.ask('search', 'xyzzyplugh'), [])

    def test_show(self):
        row = self.ask('list')[0]
        by_reference = self.ask('show', row['reference'])
        self.assertEqual(by_reference, self.ask('show', row['caseId']))
        self.assertEqual((by_reference['caseId'], by_reference['subject']), (row['caseId'], row['subject']))
        self.assertIsInstance(by_reference['acts'], list)
        words = run('--desk', self.desk, '--lang', 'nl', 'show', row['reference'])
        self.assertEqual(words.returncode, 0)
        self.assertIn(row['subject'], words.stdout)
        self.assert_fails('notFound', 'show', 'KF-1999-000001')
        proof = run('--desk', self.desk, '--lang', 'nl', 'show', row['reference'], '--explain')
        self.assertIn('Telt vanaf ', proof.stdout)
        self.assertNotIn('Telt vanaf ', words.stdout)
        path = os.path.join(self.desk, 'proof.txt')
        done = run('--desk', self.desk, '--lang', 'de', 'show', row['reference'], '--explain', '--to', path)
        self.assertEqual((done.returncode, done.stdout), (0, path + '\n'))
        with open(path, encoding='utf-8') as f:
            self.assertIn(f'Nachweis der Daten: {row["reference"]}', f.read())
        for wrong in (['--to', path], ['--explain', '--to', 'proof.odt']):
            self.assertEqual(run('--desk', self.desk, 'show', row['reference'], *wrong).returncode, 2)

    def test_act_waits_and_is_seen_at_once(self):
        case = self.case_of('be-vlg-bestuursdecreet', 'investigating')
        act = self.ask('act', case['reference'], 'note', '--set', 'text=Gebeld: "morgen" <b>&</b>')
        self.assertEqual((act['type'], act['payload']), ('note', {'text': 'Gebeld: "morgen" <b>&</b>'}))
        waiting, = self.ask('pending')
        self.assertIsNotNone(datetime.datetime.fromisoformat(waiting.pop('madeAt').replace('Z', '+00:00')))
        self.assertEqual(waiting, {'kind': 'act', 'id': act['actId'], 'caseId': case['caseId'],
                                   'reference': case['reference'], 'type': 'note', 'state': 'waiting',
                                   'subject': case['subject'], 'occurredOn': act['occurredOn'], 'tries': 0})
        acts = self.ask('show', case['reference'])['acts']
        self.assertEqual([a['actId'] for a in acts].count(act['actId']), 1)
        self.assertEqual(len(acts), len(case['acts']) + 1)

    def test_what_waits_is_taken_back(self):
        case = self.case_of('be-vlg-bestuursdecreet', 'investigating')
        act = self.ask('act', case['reference'], 'note', '--set', 'text=Toch niet')
        self.assertEqual(self.ask('pending', '--take-back', act['actId']), {})
        self.assertEqual(self.ask('pending'), [])
        self.assertEqual(len(self.ask('show', case['reference'])['acts']), len(case['acts']))
        self.assertRegex(run('--desk', self.desk, 'record').stdout, 'Taken back .*Toch niet')
        self.assert_fails('notFound', 'pending', '--take-back', act['actId'])

    def test_payload_from_a_file_and_by_key(self):
        case = self.case_of('be-vlg-bestuursdecreet', 'investigating')
        path = os.path.join(self.desk, 'payload.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump({'text': 'uit het bestand', 'extra': {'a': [1]}}, f)
        act = self.ask('act', case['reference'], 'note', '--file', path, '--set', 'count=3')
        self.assertEqual(act['payload'], {'text': 'uit het bestand', 'extra': {'a': [1]}, 'count': 3})

    def test_pair_that_is_none_is_wrong_usage(self):
        """Also beside a good file, and then nothing is done."""
        path = os.path.join(self.desk, 'payload.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump({'text': 'x'}, f)
        reference = self.ask('list')[0]['reference']
        for arguments in ((), ('--file', path)):
            done = run('--desk', self.desk, 'act', reference, 'note', *arguments, '--set', 'nonsense')
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (2, 1), arguments)
        self.assertEqual(self.ask('pending'), [])

    def test_text_of_others_is_one_line_and_no_command(self):
        """What a citizen wrote must not move the cursor, colour the rest, or look like a row."""
        hostile = 'een\ntwee\r\x1b]0;titel\x07\x1b[31mrood \u202egespiegeld\u202c \x9b2J <b>&amp;</b> %s \u05d0\u05d1'
        tame = 'een twee  ]0;titel  [31mrood  gespiegeld   2J <b>&amp;</b> %s \u05d0\u05d1'
        case = json.loads(self.new({**FACTS, 'subject': hostile}).stdout)
        self.assertEqual(case['subject'], hostile)
        for words in (('list',), ('search', 'gespiegeld'), ('show', case['reference'])):
            said = run('--desk', self.desk, *words).stdout
            self.assertIn(tame, said, words)
            self.assertNotRegex(said, '[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u202e]', words)
        done = run('--desk', self.desk, 'act', case['reference'], 'note', '--set', f'text={hostile}')
        self.assertEqual((done.returncode, done.stdout), (0, f'Note: {tame}\n'))
        timeline = run('--desk', self.desk, 'show', case['reference']).stdout
        self.assertIn(tame, timeline.splitlines()[-1])

    def test_act_that_the_rules_refuse(self):
        case = self.case_of('be-fed-ibz', 'investigating')
        self.assert_fails('notAllowed', 'act', case['reference'], 'extend', '--set', 'reason=x')
        done = run('--desk', self.desk, '--lang', 'fr', 'act', case['reference'], 'extend')
        self.assertIn('La procédure de cette administration ne prévoit pas cette action.', done.stderr)
        self.assertEqual(self.ask('pending'), [])
        self.assertEqual(run('--desk', self.desk, 'act', case['reference'], 'dance').returncode, 2)

    def test_act_without_effect_is_kept_and_told(self):
        case = self.case_of('be-vlg-bestuursdecreet', 'investigating')
        if not any(act['type'] == 'acknowledge' for act in case['acts']):
            self.ask('act', case['reference'], 'acknowledge')
        done = run('--desk', self.desk, '--json', 'act', case['reference'], 'acknowledge')
        self.assertEqual((done.returncode, done.stderr), (0, 'loketctl: This has been done already.\n'))
        self.assertIn(json.loads(done.stdout)['actId'], [item['id'] for item in self.ask('pending')])

    def test_name_that_is_withheld(self):
        """Not to the service, also when it was first asked for today; to the complainant it may."""
        case = self.case_of('be-vlg-bestuursdecreet', 'investigating')
        name = case['complainants'][0]['name']
        ask = ('act', case['reference'], 'request', '--set', 'via=mail')
        self.ask('act', case['reference'], 'correct', '--set', 'field=nameWithheld', '--set', 'new=true',
                 '--set', f"old={json.dumps(case.get('nameWithheld'))}", '--set', 'reason=gevraagd')
        before = self.ask('pending')
        done = run('--desk', self.desk, *ask, '--set', 'from=service', '--set', f'text=Wat zegt {name.upper()}?')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn(f'(nameWithheld: {name.upper()})', done.stderr)
        self.assertEqual(self.ask('pending'), before)
        self.ask(*ask, '--set', 'from=citizen', '--set', f'text=Geachte {name}')
        self.ask(*ask, '--set', 'from=service', '--set', 'text=Wat is uw standpunt?')
        self.assertEqual(len(self.ask('pending')), len(before) + 2)

    def test_bundle(self):
        """One act, three cases: each its own, and the one that has had it already is left out."""
        lead, *others = [json.loads(self.new(FACTS).stdout)['reference'] for _ in range(4)]
        for other in others:
            self.ask('act', other, 'link', '--set', f'reference={lead}', '--set', 'relation=partOf')
        self.ask('act', others[0], 'acknowledge')
        before = len(self.ask('pending'))
        done = self.ask('act', lead, 'acknowledge', '--bundle')
        acts = {line['reference']: line['act']['actId'] for line in done if 'act' in line}
        self.assertEqual(set(acts), {lead, *others[1:]})
        self.assertEqual(len(set(acts.values())), 3)
        self.assertIn({'reference': others[0], 'reason': 'notYetDone'}, done)
        self.assertEqual(len(self.ask('pending')), before + 3)
        said = run('--desk', self.desk, 'act', lead, 'note', '--bundle', '--set', 'text=Alle treinen.')
        self.assertEqual(len(said.stdout.splitlines()), 4)
        self.assertEqual(run('--desk', self.desk, 'act', lead, 'withdraw', '--bundle').returncode, 2)

    def new(self, facts):
        path = os.path.join(self.desk, 'case.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump(facts, f)
        return run('--desk', self.desk, '--json', 'new', '--file', path)

    def test_new(self):
        done = self.new(FACTS)
        self.assertEqual(done.returncode, 0)
        case = json.loads(done.stdout)
        self.assertRegex(case['reference'], r'^V-[0-9A-F]{8}$')
        self.assertEqual(self.ask('show', case['reference'])['complainants'], FACTS['complainants'])
        self.assertEqual([(item['kind'], item['type']) for item in self.ask('pending')], [('case', 'register')])

    def test_new_says_what_is_missing(self):
        done = self.new(FACTS)
        needed, asked = done.stderr.splitlines()
        self.assertEqual(done.returncode, 0)
        self.assertTrue(needed.endswith('still needed: address (complainants.address)'), needed)
        self.assertIn('(contestedDecision)', asked)
        self.assertNotIn('(facts)', asked)
        person = {**FACTS['complainants'][0], 'street': 'Kaai 1', 'city': 'Proefdam'}
        done = self.new({**FACTS, 'complainants': [person], 'triedFirst': {'with': 'het loket'}})
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (0, 1))
        self.assertNotIn('(triedFirst)', done.stderr)

    def test_new_with_a_national_number(self):
        person = {**FACTS['complainants'][0], 'nationalNumber': '85073000160'}
        done = self.new({**FACTS, 'complainants': [person]})
        self.assertEqual(done.returncode, 1)
        self.assertIn('nationalNumber', done.stderr)
        self.assertEqual(self.ask('pending'), [])

    def test_new_that_is_no_complaint(self):
        self.assertEqual(self.new([]).returncode, 1)
        for member in ('receivedOn', 'subject', 'complainants', 'answerChannel'):
            done = self.new({key: value for key, value in FACTS.items() if key != member})
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), member)
            self.assertIn(f'(invalidInput: {member}: ', done.stderr)
        for member, value, place in (('grievances', [{'id': 'k1'}], 'grievances[0].text'),
                                     ('grievances', FACTS['grievances'] * 2, 'grievances[1].id'),
                                     ('filingLanguage', 'Dutch', 'filingLanguage'),
                                     ('complainants', [{'name': 5}], 'complainants[0].name'),
                                     ('offlinePermitted', 'no', 'offlinePermitted'),
                                     ('carriers', [5], 'carriers'), ('receivedAt', 'soon', 'receivedAt')):
            done = self.new({**FACTS, member: value})
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), place)
            self.assertIn(f'(invalidInput: {place}: ', done.stderr)
        self.assertIn('(invalidInput: acts: ', self.new({**FACTS, 'acts': []}).stderr)
        self.assertEqual(self.ask('pending'), [])

    def test_letter(self):
        case = self.case_of('be-vlg-bestuursdecreet', 'investigating')
        for name in ('letter.pdf', 'letter.txt'):
            path = os.path.join(self.desk, name)
            self.assertEqual(self.ask('letter', case['reference'], 'acknowledgement', '--to', path), {'file': path})
            with open(path, 'rb') as f:
                start = f.read(300)
            self.assertIn(b'%PDF-1.' if name.endswith('pdf') else case['reference'].encode(), start)
        done = run('--desk', self.desk, 'letter', case['reference'], 'answer', '--to', path)
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1))
        self.assertEqual(run('--desk', self.desk, 'letter', case['reference'], 'poem', '--to', path).returncode, 2)

    def test_maintenance_leaves_unsent_work(self):
        reference = self.ask('list')[0]['reference']
        self.ask('act', reference, 'note', '--set', 'text=blijft')
        found = self.ask('verify')
        self.assertEqual([found[part] for part in ('work', 'cache', 'search')], ['ok'] * 3)
        self.assertGreater(found['casesChecked'], 0)
        self.assertEqual({member: count for member, count in found.items()
                          if member not in ('work', 'cache', 'search', 'casesChecked', 'documentsChecked') and count},
                         {})
        self.assertEqual(self.ask('reset-cache'), {})
        self.assertEqual(len(self.ask('pending')), 1)
        self.assertEqual(self.ask('list'), [])
        self.assertGreaterEqual(self.ask('sync')['received'], 40)
        self.assertEqual(len(self.ask('list')), 40)
        self.assertEqual(self.ask('pending'), [])

    def test_work_goes_to_another_desk(self):
        reference = self.ask('list')[0]['reference']
        self.ask('act', reference, 'note', '--set', 'text=op weg')
        path = os.path.join(self.desk, 'work.json')
        counts = {'items': 1, 'drafts': 0, 'documents': 0, 'skipped': 0}
        self.assertEqual(self.ask('export-work', '--to', path), counts)
        self.assertEqual(run('--desk', self.desk, 'export-work').returncode, 2)
        with tempfile.TemporaryDirectory() as other:
            ask('--desk', other, 'init', '--server', self.loketd.url)
            refused = run('--desk', other, 'import-work', path)
            self.assertEqual(refused.returncode, 1)
            self.assertIn('(othersWork: ', refused.stderr)
            ask('--desk', other, 'sync')
            self.assertEqual(ask('--desk', other, 'import-work', path), counts)
            self.assertEqual(ask('--desk', other, 'import-work', path), {**counts, 'items': 0, 'skipped': 1})
            self.assertEqual([item['id'] for item in ask('--desk', other, 'pending')],
                             [item['id'] for item in self.ask('pending')])

    def test_erase(self):
        reference = self.ask('list')[0]['reference']
        self.ask('act', reference, 'note', '--set', 'text=zzwegzz')
        refused = run('--desk', self.desk, 'erase', reference)
        self.assertEqual(refused.returncode, 1)
        self.assertIn('(unsentWork: ', refused.stderr)
        self.assertEqual(self.ask('erase', reference, '--with-unsent'), {})
        self.assertEqual(run('--desk', self.desk, 'show', reference).returncode, 1)
        for name in os.listdir(self.desk):
            path = os.path.join(self.desk, name)
            if os.path.isfile(path):
                with open(path, 'rb') as f:
                    self.assertNotIn(b'zzwegzz', f.read(), name)

    def test_erase_obstructed(self):
        """What cannot be deleted now keeps no case from being erased, and goes with a later command."""
        reference = self.ask('list')[0]['reference']
        obstacle, left = os.path.join(self.desk, 'work.db.again'), os.path.join(self.desk, 'work.db.salvage')
        os.mkdir(obstacle)
        with open(left, 'w') as f:
            f.write('zzwegzz')
        self.assertEqual(self.ask('erase', reference), {'tracesLeft': True})
        self.assertEqual(run('--desk', self.desk, 'show', reference).returncode, 1)
        self.assertTrue(os.path.exists(left))
        os.rmdir(obstacle)
        self.ask('sync')
        self.assertFalse(os.path.exists(left))

    def test_everything_again(self):
        """A full resync keeps what is here, and what left is a list."""
        before = self.ask('list')
        self.ask('sync', '--full')
        self.assertEqual(self.ask('list'), before)
        self.assertEqual(self.ask('left'), [])
        line = self.ask('log')[-1]
        self.assertEqual((line['event'], line.get('code')), ('run', None))
        self.assertGreater(line['pages'], 0)
        self.assertIn('run ', run('--desk', self.desk, 'log').stdout)
        self.assertEqual(run('--desk', self.desk, 'left', '--remove', before[0]['reference']).returncode, 1)
        self.assertEqual(run('--desk', self.desk, 'sync', '--full', '--go-on').returncode, 2)

    def test_today_moves_the_countdown_only(self):
        row = next(row for row in self.ask('list') if row.get('clock') == 'answer' and row['due'] > '2026')
        case = self.ask('show', row['reference'], '--today', '2031-01-01')
        self.assertEqual([c['state'] for c in case['clocks'] if c['clock'] == 'answer'], ['overdue'])


class OwnLoket(unittest.TestCase):
    """What changes the loket has one of its own."""

    def test_new_complaint_is_taken(self):
        with tempfile.TemporaryDirectory() as folder:
            loketd = Loketd(os.path.join(folder, 'loket'))
            try:
                self.register(folder, loketd.url)
            finally:
                loketd.stop()

    def register(self, folder, url):
        desk = ('--desk', os.path.join(folder, 'desk'))
        path = os.path.join(folder, 'case.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump(FACTS, f)
        ask(*desk, 'init', '--server', url)
        ask(*desk, 'sync')
        case = json.loads(run(*desk, '--json', 'new', '--file', path).stdout)
        self.assertEqual(ask(*desk, 'sync')['pending'], 0)
        ask(*desk, 'sync')
        taken = ask(*desk, 'show', case['reference'])
        self.assertEqual(taken['caseId'], case['caseId'])
        self.assertNotEqual(taken['reference'], case['reference'])
        self.assertIn(case['reference'], taken['aliases'])

    def test_case_too_large_for_a_page(self):
        """A loket leaves it out of its pages: it comes all the same, first and when all is fetched anew."""
        with tempfile.TemporaryDirectory() as folder:
            loketd = Loketd(os.path.join(folder, 'loket'))
            try:
                self.fetch_large(folder, loketd.url)
            finally:
                loketd.stop()

    def fetch_large(self, folder, url):
        ours, others = (('--desk', os.path.join(folder, name)) for name in ('ours', 'others'))
        path = os.path.join(folder, 'large.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump({**FACTS, 'facts': 'Er stonden twee stoelen. ' * 12_000}, f)
        ask(*ours, 'init', '--server', url)
        ask(*ours, 'sync')
        self.assertEqual(run(*ours, '--json', 'new', '--file', path).returncode, 0)
        self.assertEqual(ask(*ours, 'sync')['pending'], 0)
        ask(*others, 'init', '--server', url)
        for how in ((), ('--full',)):
            ask(*others, 'sync', *how)
            large = [row for row in ask(*others, 'list') if row['subject'] == FACTS['subject']]
            self.assertEqual(len(large), 1)
            self.assertGreater(len(ask(*others, 'show', large[0]['reference'])['facts']), 256 * 1024)

    def test_conflict_is_shown_and_decided(self):
        with tempfile.TemporaryDirectory() as folder:
            loketd = Loketd(os.path.join(folder, 'loket'))
            try:
                self.decide(folder, loketd.url)
            finally:
                loketd.stop()

    @staticmethod
    def somebody_else_corrects(url, case, new):
        act_id = '22222222-2222-4222-8222-222222222222'
        body = {'actId': act_id, 'type': 'correct', 'author': 'somebody.else', 'occurredOn': '2026-01-05',
                'basedOn': case['version'], 'payload': {'field': 'subject', 'old': case['subject'], 'new': new}}
        request = urllib.request.Request(f'{url}/cases/{case["caseId"]}/acts/{act_id}', method='PUT',
                                         data=json.dumps(body).encode(),
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as reply:
            assert reply.status == 201

    def decide(self, folder, url):
        desk = ('--desk', os.path.join(folder, 'desk'))
        ask(*desk, 'init', '--server', url)
        ask(*desk, 'sync')
        case = next(case for row in ask(*desk, 'list') if row['step'] == 'investigating'
                    for case in [ask(*desk, 'show', row['reference'])])
        correction = json.loads(run(*desk, '--json', 'act', case['reference'], 'correct', '--set', 'field=subject',
                                    '--set', f'old={case["subject"]}', '--set', 'new=Van mij').stdout)
        self.somebody_else_corrects(url, case, 'Van een ander')
        self.assertEqual(run(*desk, 'sync').returncode, 0)
        conflict, = ask(*desk, 'conflicts')
        self.assertEqual((conflict['id'], conflict['state'], conflict['reason']),
                         (correction['actId'], 'conflict', 'oldDiffers'))
        self.assertEqual(conflict['fields'], [{'code': 'subject', 'base': case['subject'], 'mine': 'Van mij',
                                               'theirs': 'Van een ander'}])
        self.assertEqual([act['author'] for act in conflict['unseen']], ['somebody.else'])
        # An act that happened on another day than it was taken says both.
        self.assertRegex(run(*desk, 'show', case['reference']).stdout,
                         r'2026-01-05 .*Van een ander.* taken by the loket 20\d\d-\d\d-\d\d')
        words = run(*desk, '--lang', 'nl', 'conflicts').stdout
        self.assertIn('Van een ander', words)
        self.assertIn('Van mij', words)
        self.assertEqual(run(*desk, 'resolve', conflict['id'], 'forget').returncode, 2)
        self.assertEqual(run(*desk, 'resolve', 'nothing', 'drop').returncode, 1)
        self.adapt_and_do_again(desk, conflict['id'])

    def adapt_and_do_again(self, desk, conflict_id):
        resolved = ask(*desk, 'resolve', conflict_id, 'adapt')
        self.assertEqual(ask(*desk, 'conflicts'), [])
        draft, = ask(*desk, 'drafts')
        self.assertEqual((draft['key'], draft['fields']['payload']['new']), (resolved['draft'], 'Van mij'))
        self.assertIn(draft['key'], run(*desk, 'drafts').stdout)
        self.assertEqual(run(*desk, 'drafts', '--drop', 'nothing').returncode, 1)
        self.assertEqual(run(*desk, 'drafts', '--drop', draft['key']).returncode, 0)
        self.assertEqual(ask(*desk, 'drafts'), [])


class Failures(unittest.TestCase):
    """What is wrong before or between desk and loket: one sentence, exit code 1, nothing lost."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.desk = os.path.join(self.folder, 'desk')

    def tearDown(self):
        shutil.rmtree(self.folder)

    def assert_fails(self, code, *arguments):
        done = run('--desk', self.desk, *arguments)
        self.assertEqual((done.returncode, done.stdout), (1, ''), (arguments, done.stderr))
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn(f'({code}: ', done.stderr)

    def sync_with(self, code, *faults):
        options = [option for fault in faults for option in ('--fault', fault)]
        loketd = Loketd(os.path.join(self.folder, 'loket'), *options)
        try:
            self.assertEqual(run('--desk', self.desk, 'init', '--server', loketd.url).returncode, 0)
            self.assert_fails(code, 'sync')
        finally:
            loketd.stop()

    def test_no_folder(self):
        self.assert_fails('noFolder', 'list')
        self.assert_fails('noFolder', 'sync')

    def test_server_away(self):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        run('--desk', self.desk, 'init', '--server', f'http://127.0.0.1:{port}')
        self.assert_fails('serverAway', 'sync')
        self.assertEqual(ask('--desk', self.desk, 'list'), [])

    def test_address_that_cannot_be_asked(self):
        self.assert_fails('addressWrong', 'init', '--server', 'gopher://loket.example')

    def test_page_instead_of_json(self):
        self.sync_with('notALoket', '*:*:*:html')

    def test_no_json_at_all(self):
        self.sync_with('answerUnreadable', '*:*:*:garbage')

    def test_login_refused(self):
        self.sync_with('loginRefused', '*:*:*:status=401')

    def test_server_error(self):
        self.sync_with('serverError', '*:*:*:status=500')

    def test_token_that_cannot_be_read(self):
        loketd = Loketd(os.path.join(self.folder, 'loket'))
        try:
            run('--desk', self.desk, 'init', '--server', loketd.url)
            self.assert_fails('tokenUnreadable', 'sync', '--token-file', os.path.join(self.folder, 'nothing'))
        finally:
            loketd.stop()

    def test_two_programs_on_one_folder(self):
        loketd = Loketd(os.path.join(self.folder, 'loket'))
        run('--desk', self.desk, 'init', '--server', loketd.url)
        watching = subprocess.Popen([LOKETCTL, '--desk', self.desk, 'sync', '--watch'],
                                    stdout=subprocess.PIPE, text=True)
        try:
            watching.stdout.readline()
            self.assertEqual(len(ask('--desk', self.desk, 'list')), 40)
            self.assert_fails('folderInUse', 'sync')
        finally:
            watching.terminate()
            watching.wait(60)
            watching.stdout.close()
            loketd.stop()


if __name__ == '__main__':
    unittest.main()
