#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Whatever goes wrong around the desk: a sentence for the person, an exit code for the script, and
nothing is lost. One test each, with the real programs; at the end the table of what was said.

Before each trouble there is work that the loket does not have yet: a note in a case and a new
complaint. While it lasts they stay pending, unless the loket could be reached for them; once it is
over a sync brings both to the loket, each exactly once.
"""
import json
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

import rewriting
import support

CASES = ('--cases', '20', '--seed', '7')
TLS = os.path.join(support.SOURCE, 'tests', 'fixtures', 'tls')
NETWORK_DISK = sys.argv.pop(1)
DECLINE = ('--set', 'kind=notHandled', '--set', 'ground=noInterest', '--set', 'reason=Geen belang.', '--set', 'via=mail')
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

    def work(self):
        """A note in a case and a new complaint, both unsent."""
        self.note_in = self.find_case()
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


class Line(Trouble):
    """Troubles of the line and of the loket as a whole: everything stays pending."""

    def try_fault(self, situation, code, *rules):
        self.work()
        self.start_with_fault(*rules)
        self.assert_told(self.sync(), situation, code)
        self.assert_pending()
        self.start(*self.options)
        self.assert_arrives()

    def test_server_away(self):
        self.work()
        self.stop()
        self.assert_told(self.sync(), 'server away', 'serverAway')
        self.assert_told(self.sync(lang='nl'), 'server away, in Dutch', 'serverAway', lang='nl')
        self.assert_pending()
        self.start()
        self.assert_arrives()

    def test_name_error(self):
        self.work()
        support.ctl(self.desk, 'init', '--server', 'http://loket.invalid', parse=False)
        self.assert_told(self.sync(), 'server name unknown', 'serverNameUnknown')
        self.assert_pending()
        support.ctl(self.desk, 'init', '--server', self.server(), parse=False)
        self.assert_arrives()

    def test_403(self):
        self.try_fault('403 to everything', 'noPermission', '*:*:*:status=403')

    def test_404(self):
        self.try_fault('404: a server, but no loket', 'noLoketThere', '*:*:*:status=404')

    def test_429(self):
        self.try_fault('429', 'tooManyRequests', '*:*:*:status=429,retry-after=1')

    def test_429_to_acts(self):
        self.try_fault('429 to acts alone', 'tooManyRequests', 'PUT:*:*:status=429,retry-after=1')

    def test_500(self):
        self.try_fault('500', 'serverError', '*:*:*:status=500')

    def test_502(self):
        self.try_fault('502', 'serverError', '*:*:*:status=502')

    def test_503(self):
        self.try_fault('503', 'serverError', '*:*:*:status=503,retry-after=1')

    def test_5xx_to_acts(self):
        self.try_fault('500 to acts alone', 'serverError', 'PUT:*:*:status=500')

    def test_html_instead_of_json(self):
        self.try_fault('HTML instead of JSON', 'notALoket', '*:*:*:html')

    def test_html_in_reply_to_acts(self):
        self.try_fault('HTML in reply to acts', 'notALoket', 'PUT:*:*:html')

    def test_garbage(self):
        self.try_fault('no JSON, though it says so', 'answerUnreadable', '*:*:*:garbage')

    def test_truncated_body(self):
        self.try_fault('truncated body', 'connectionCut', '*:*:*:cut=40')

    def test_100_mb_body(self):
        self.try_fault('body of 100 MB', 'answerTooLarge', '*:*:*:big=104857600')

    def test_truncated_reply_to_acts(self):
        """The loket has them: told apart from lost by asking, never by sending others."""
        self.work()
        self.start_with_fault('PUT:*:*:cut=20')
        self.assert_told(self.sync(), 'truncated reply to acts', 'connectionCut')
        self.start()
        self.assert_arrives()

    def test_410(self):
        self.work()
        self.start_with_fault('GET:/changes:1:status=410')
        self.assert_told(self.sync(), '410: the feed begins anew', 'feedRestarted', exit_code=0)
        self.assert_arrives()
        self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)


class Secure(Trouble):
    options = ('--tls-cert', os.path.join(TLS, 'server.pem'), '--tls-key', os.path.join(TLS, 'server.pem'))

    ca_file = os.path.join(TLS, 'authority.pem')

    def setUp(self):
        # The leak checker itself crashes where GnuTLS was loaded: only here it does not look.
        leaks = unittest.mock.patch.dict(os.environ, ASAN_OPTIONS='detect_leaks=0')
        leaks.start()
        self.addCleanup(leaks.stop)
        super().setUp()

    def desk_options(self):
        return ('--ca-file', self.ca_file)

    def server(self):
        return f'https://localhost:{self.port}'

    def test_tls_error(self):
        self.work()
        support.ctl(self.desk, 'init', '--server', self.server(), '--ca-file', os.path.join(TLS, 'stranger.pem'),
                    parse=False)
        self.assert_told(self.sync(), 'certificate of a stranger', 'certificateNotTrusted')
        self.assert_pending()
        support.ctl(self.desk, 'init', '--server', self.server(), *self.desk_options(), parse=False)
        self.assert_arrives()


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


class Login(Persons):
    """Who we are, and what we may see."""

    def test_401(self):
        self.work()
        self.write_token('token-of-nobody')
        self.assert_told(self.sync(), '401: token refused', 'loginRefused')
        self.assert_pending()
        self.write_token('token-of-an')
        self.assert_arrives()

    def test_token_missing(self):
        self.work()
        os.unlink(self.token_file)
        self.assert_told(self.sync(), 'token file missing', 'tokenUnreadable')
        self.assert_pending()
        self.write_token('token-of-an')
        self.assert_arrives()

    def test_403_to_one_case(self):
        """A case that is no longer ours: the act for it is kept and shown, the rest goes on."""
        self.work()
        other = self.find_case('all', lambda case: case['agency'] == 'demo-fed' and case['step'] != 'closed')
        act = support.ctl(self.desk, 'act', other['reference'], 'note', '--set', 'text=Voor later.')
        self.write_users('demo-vlg')
        self.start(*self.options)
        self.assertEqual(self.note_in['agency'], 'demo-vlg')
        self.assert_told(self.sync(), '403 to one case', 'actsRefused', exit_code=0)
        left = {item['id']: item['state'] for item in self.pending()}
        self.assertEqual(left, {act['actId']: 'refused'})
        self.assert_arrives(left=1)


class Answers(Persons):
    """What rules and loket say to an act."""

    def other_desk(self, *words):
        """A colleague does something first."""
        support.new_desk(self.root, 'other', self.server(), '--token-file', self.write('token-of-bo', 'token-of-bo\n'))
        support.ctl(self.path('other'), 'sync')
        support.ctl(self.path('other'), *words)
        support.ctl(self.path('other'), 'sync')

    def open_case(self):
        return self.find_case('all', lambda case: case['agency'] == 'demo-vlg' and case['step'] == 'intake'
                              and case['caseId'] != self.note_in['caseId'])

    def test_409_case_changed(self):
        self.work()
        case = self.open_case()
        act = support.ctl(self.desk, 'act', case['reference'], 'decline', *DECLINE)
        self.other_desk('act', case['reference'], 'takeUp')
        self.assert_told(self.sync(), '409: the case changed meanwhile', 'caseChanged', exit_code=0)
        self.assertEqual([(i['id'], i['state'], i['reason']) for i in self.pending()],
                         [(act['actId'], 'conflict', 'caseChanged')])
        self.assert_arrives(left=1)

    def test_409_act_not_allowed(self):
        self.work()
        case = self.open_case()
        act = support.ctl(self.desk, 'act', case['reference'], 'takeUp')
        self.other_desk('act', case['reference'], 'decline', *DECLINE)
        self.assert_told(self.sync(), '409: the rules no longer allow it', 'actsRefused', exit_code=0)
        self.assertEqual([(i['id'], i['state']) for i in self.pending()], [(act['actId'], 'refused')])
        self.assertIn(self.pending()[0]['reason'], TEXTS['en']['reason'])
        self.assert_arrives(left=1)

    def test_act_that_the_rules_do_not_allow(self):
        self.work()
        case = self.open_case()
        run = support.run_ctl(self.desk, 'act', case['reference'], 'reopen', '--set', 'reason=Toch.')
        self.assert_told(run, 'act that the rules do not allow', 'wrongStep', family='reason')
        self.assert_pending()
        self.assert_arrives()

    def test_unknown_act_by_the_person(self):
        self.work()
        run = support.run_ctl(self.desk, 'act', self.note_in['reference'], 'dance')
        self.assertEqual((run.returncode, run.stdout), (2, ''))
        self.assertEqual(run.stderr, 'loketctl: “dance” is no type of act\n')
        TABLE.append(('unknown act by the person', 2, run.stderr.strip().removeprefix('loketctl: ')))
        self.assert_pending()
        self.assert_arrives()

    def test_unknown_case(self):
        self.work()
        run = support.run_ctl(self.desk, 'show', 'KL-1999-000001')
        self.assert_told(run, 'unknown reference', 'notFound')
        self.assert_arrives()

    def test_new_complaint_of_wrong_form(self):
        self.work()
        broken = new_complaint('Fout')
        del broken['grievances']
        run = support.run_ctl(self.desk, 'new', '--file', self.write('broken.json', broken))
        self.assert_told(run, 'new complaint of a wrong form', 'invalidInput')
        self.assertIn('grievances', run.stderr)
        self.assert_pending()
        self.assert_arrives()


class Rewritten(Trouble):
    """A loket that says what no fault rule can make it say."""

    def setUp(self):
        self.proxy = None
        super().setUp()

    def start(self, *options):
        super().start(*options)
        if self.proxy is None:
            self.proxy = rewriting.Proxy(self.loket)
            self.proxy.__enter__()
            self.addCleanup(self.proxy.__exit__)

    def server(self):
        return self.proxy.url

    def rewrite_feed(self, change):
        """Everything comes anew, through `change`, which gets each item of the feed."""
        def rewrite(method, path, status, headers, body):
            if method == 'GET' and path.startswith('/changes') and status == 200:
                page = json.loads(body)
                for item in page['items']:
                    change(item)
                body = json.dumps(page).encode()
            return status, headers, body

        self.proxy.rewrite = rewrite
        support.ctl(self.desk, 'reset-cache', parse=False)

    def test_wrong_types(self):
        """One case that cannot be read is set aside; the others come, and what waits goes out."""
        self.work()
        victim = self.find_case('answered')['caseId']

        def spoil(item):
            if item['caseId'] == victim:
                item['case']['grievances'] = 'none'

        self.rewrite_feed(spoil)
        run = self.sync()
        self.assert_told(run, 'wrong types in one case', 'itemsQuarantined', exit_code=0)
        self.assertEqual(json.loads(run.stdout)['quarantined'], 1)
        self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 20)
        self.proxy.pass_through()
        support.ctl(self.desk, 'reset-cache', parse=False)
        self.assert_arrives()
        self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)

    def test_page_of_wrong_types(self):
        self.work()

        def rewrite(method, path, status, headers, body):
            return status, headers, b'{"items": 5}' if path.startswith('/changes') else body

        self.proxy.rewrite = rewrite
        self.assert_told(self.sync(), 'wrong types in a whole page', 'answerWrongTypes')
        self.proxy.pass_through()
        self.assert_arrives()

    def test_unknown_act_from_the_loket(self):
        """It is kept, shown as what it is, and moves nothing."""
        self.work()
        case_id = self.note_in['caseId']

        def add(item):
            if item['caseId'] == case_id:
                acts = item['case']['acts']
                acts.append({'actId': '11111111-2222-4333-8444-555555555555', 'type': 'consultOracle',
                             'author': 'somebody', 'occurredOn': support.today(), 'payload': {'omen': 'good'},
                             'basedOn': 1, 'seq': len(acts) + 1, 'recordedAt': f'{support.today()}T00:00:01+01:00'})
                item['case']['actCount'] = len(acts)

        self.rewrite_feed(add)
        run = self.sync()
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        acts = [act for act in support.ctl(self.desk, 'show', case_id)['acts'] if act['type'] == 'consultOracle']
        self.assertEqual([act['payload'] for act in acts], [{'omen': 'good'}])
        said = sentence_of('unknown', family='actDone')
        self.assertIn(said, support.ctl(self.desk, 'show', case_id, parse=False))
        self.assertEqual(support.ctl(self.desk, 'show', case_id)['step'], self.note_in['step'])
        TABLE.append(('unknown act from the loket', 0, f'{said} (in the history of the case)'))
        self.proxy.pass_through()
        self.assert_arrives()

    def test_act_unknown_to_the_loket(self):
        """An older loket: what it does not know is kept here as refused."""
        self.work()
        case = self.find_case('inbox', lambda case: case['caseId'] != self.note_in['caseId'])
        act = support.ctl(self.desk, 'act', case['reference'], 'setUrgency', '--set', 'level=high',
                          '--set', 'reason=Dringend.')
        problem = {'type': 'urn:problem-type:belgif:badRequest', 'title': 'Bad Request', 'status': 400,
                   'issues': [{'type': 'urn:problem-type:belgif:input-validation:unknownInput', 'in': 'body',
                               'name': 'type', 'value': 'setUrgency'}]}

        def instead(method, path):
            if method == 'PUT' and path.endswith(act['actId']):
                return 400, {'Content-Type': 'application/problem+json'}, json.dumps(problem).encode()
            return None

        self.proxy.instead = instead
        self.assert_told(self.sync(), 'act that the loket does not know', 'actUnknownToLoket', exit_code=0)
        self.assertEqual([(i['id'], i['state'], i['reason']) for i in self.pending()],
                         [(act['actId'], 'refused', 'unknownInput')])
        self.assert_arrives(left=1)

    def test_unknown_profile(self):
        """The dates are the loket's then, and notes and contacts stay possible."""
        self.work()
        case_id = self.note_in['caseId']

        def change(item):
            if item['caseId'] == case_id:
                item['case']['procedure']['version'] = '99'
                item['case']['clocks'][0].update({'due': '2031-02-03', 'lastDay': '2031-02-03', 'state': 'running'})

        self.rewrite_feed(change)
        self.assert_told(self.sync(), 'unknown profile', 'rulesUnknown', exit_code=0)
        shown = support.ctl(self.desk, 'show', case_id)
        self.assertIn('2031-02-03', [clock['due'] for clock in shown['clocks']])
        support.ctl(self.desk, 'act', case_id, 'contact', '--set', 'kind=phone', '--set', 'with=complainant',
                    '--set', 'text=Gebeld.')
        other = support.run_ctl(self.desk, 'act', case_id, 'takeUp')
        self.assert_told(other, 'act under an unknown profile', 'rulesUnknown', exit_code=0, family='reason')
        self.proxy.pass_through()
        support.ctl(self.desk, 'reset-cache', parse=False)
        self.assert_arrives()

    def test_clock_off_by_days(self):
        self.work()

        def rewrite(method, path, status, headers, body):
            then = time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime(time.time() + 3 * 86400))
            return status, {**{k: v for k, v in headers.items() if k.lower() != 'date'}, 'Date': then}, body

        self.proxy.rewrite = rewrite
        self.assert_told(self.sync(), 'clock off by days', 'clockOff', exit_code=0)
        self.proxy.pass_through()
        self.assert_arrives()


class Disk(Trouble):
    """Troubles of this computer: nothing is changed, and what was kept is safe."""

    def try_to_note(self, **options):
        return support.run_ctl(self.desk, 'act', self.note_in['reference'], 'note', '--set', 'text=Nog iets.', **options)

    def test_full_disk(self):
        """A limit on the size of files: no database can grow."""
        self.work()

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        run = self.try_to_note(preexec_fn=limit, restore_signals=False)
        self.assert_told(run, 'full disk, while doing an act', 'diskFull')
        self.assert_pending()
        self.assert_arrives()

    def test_full_disk_that_is_small(self):
        """A file system of its own that is filled to the brim; needs root."""
        place = self.path('small')
        os.mkdir(place)
        mount = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', place], capture_output=True)
        if mount.returncode != 0:
            self.skipTest('a file system cannot be mounted here')
        self.addCleanup(subprocess.run, ['umount', '-l', place], check=True)
        self.desk = support.new_desk(place, 'desk', self.server())
        support.ctl(self.desk, 'sync')
        self.work()
        with open(os.path.join(place, 'filler'), 'wb', buffering=0) as f:
            with self.assertRaises(OSError):
                while True:
                    f.write(b'x' * 4096)
        self.assert_told(self.try_to_note(), 'full disk', 'diskFull')
        self.assertEqual(self.sync().returncode, 1)
        os.unlink(os.path.join(place, 'filler'))
        self.assert_arrives()

    def test_newer_database(self):
        self.work()
        for name in ('work.db', 'cache.db'):
            path = os.path.join(self.desk, name)
            version = self.set_version(path, 999)
            self.assert_told(self.try_to_note(), f'{name} of a newer version', 'newerDatabase')
            self.assertEqual(self.set_version(path, version), 999)
        self.assert_pending()
        self.assert_arrives()

    def set_version(self, path, version):
        with sqlite3.connect(path) as database:
            before = database.execute('PRAGMA user_version').fetchone()[0]
            database.execute(f'PRAGMA user_version = {version}')
        database.close()
        return before

    def test_two_programs(self):
        self.work()
        watching = subprocess.Popen([support.LOKETCTL, '--desk', self.desk, 'sync', '--watch'],
                                    stdout=subprocess.PIPE, text=True)
        try:
            self.assertIn('received', watching.stdout.readline())
            began = time.monotonic()
            run = self.try_to_note()
            self.assertLess(time.monotonic() - began, 10)
            self.assert_told(run, 'two programs on one desk folder', 'folderInUse')
            self.assertIn(str(watching.pid), run.stderr)
            self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)
        finally:
            watching.terminate()
            self.assertEqual(watching.wait(20), 0)
            watching.stdout.close()
        self.assert_arrives()

    def test_network_file_system(self):
        """The system itself says that the folder lies on NFS, by a library in front of statfs()."""
        self.work()
        env = {**os.environ, 'LD_PRELOAD': NETWORK_DISK, 'LOKET_TEST_NETWORK_DISK': self.desk,
               'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}
        self.assert_told(self.try_to_note(env=env), 'home on a network file system', 'networkFolder')
        self.assert_pending()
        self.assert_arrives()

    def test_cache_deleted(self):
        """It may be deleted at any moment: the next command makes it, the next sync fills it."""
        self.work()
        for name in os.listdir(self.desk):
            if name.startswith('cache.db'):
                os.unlink(os.path.join(self.desk, name))
        run = support.run_ctl(self.desk, 'list', '--view', 'all')
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        self.assert_pending()
        self.assert_arrives()
        self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)

    def test_damaged_database(self):
        """It is told, not mended in silence; without the cache all is as it was."""
        self.work()
        path = os.path.join(self.desk, 'cache.db')
        with open(path, 'r+b') as f:
            f.write(b'This is no database. ' * 1000)
        run = support.run_ctl(self.desk, 'list', '--view', 'all')
        self.assert_told(run, 'damaged database', 'databaseDamaged')
        support.ctl(self.desk, 'reset-cache', parse=False)
        self.assert_pending()
        self.assert_arrives()

    def test_no_desk(self):
        run = support.run_ctl(self.path('nowhere'), 'list')
        self.assert_told(run, 'no desk in this folder', 'noFolder')


def tearDownModule():
    width = max((len(situation) for situation, *_ in TABLE), default=0)
    print()
    for situation, exit_code, sentence in TABLE:
        print(f'{situation:{width}} | {exit_code} | {sentence}')


if __name__ == '__main__':
    unittest.main()
