#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What rules and loket say to an act, and a loket that says what it should not."""
import json
import time
import unittest

import rewriting
import support
import trouble

DECLINE = ('--set', 'kind=notHandled', '--set', 'ground=noInterest', '--set', 'reason=Geen belang.', '--set', 'via=mail')
tearDownModule = trouble.print_table


class Answers(trouble.Persons):
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
        self.assertIn(self.pending()[0]['reason'], trouble.TEXTS['en']['reason'])
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
        trouble.TABLE.append(('unknown act by the person', 2, run.stderr.strip().removeprefix('loketctl: ')))
        self.assert_pending()
        self.assert_arrives()

    def test_unknown_case(self):
        self.work()
        run = support.run_ctl(self.desk, 'show', 'KL-1999-000001')
        self.assert_told(run, 'unknown reference', 'notFound')
        self.assert_arrives()

    def test_new_complaint_of_wrong_form(self):
        self.work()
        broken = trouble.new_complaint('Fout')
        del broken['grievances']
        run = support.run_ctl(self.desk, 'new', '--file', self.write('broken.json', broken))
        self.assert_told(run, 'new complaint of a wrong form', 'invalidInput')
        self.assertIn('grievances', run.stderr)
        self.assert_pending()
        self.assert_arrives()


class Rewritten(trouble.Trouble):
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

    def test_items_of_no_case(self):
        """What lies aside of no case goes once everything has come without it."""
        bad = [None, 1, 'x', [], {'version': 3}]

        def spoil(method, path, status, headers, body):
            if method == 'GET' and path.startswith('/changes') and status == 200:
                page = json.loads(body)
                page['items'] += bad if page['items'] else []
                body = json.dumps(page).encode()
            return status, headers, body

        self.proxy.rewrite = spoil
        support.ctl(self.desk, 'reset-cache', parse=False)
        self.assert_told(self.sync(), 'items of no case', 'itemsQuarantined', exit_code=0)
        self.assertEqual(support.ctl(self.desk, 'sync')['quarantined'], len(bad))
        self.proxy.pass_through()
        self.assertEqual(support.ctl(self.desk, 'sync')['quarantined'], len(bad))
        run = self.sync('--full')
        self.assertEqual((run.stderr, json.loads(run.stdout)['quarantined']), ('', 0))
        self.proxy.rewrite = spoil
        support.ctl(self.desk, 'sync', '--full')
        self.proxy.pass_through()
        support.ctl(self.desk, 'reset-cache', parse=False)
        self.assertEqual(support.ctl(self.desk, 'sync')['quarantined'], 0)

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
        said = trouble.sentence_of('unknown', family='actDone')
        self.assertIn(said, support.ctl(self.desk, 'show', case_id, parse=False))
        self.assertEqual(support.ctl(self.desk, 'show', case_id)['step'], self.note_in['step'])
        trouble.TABLE.append(('unknown act from the loket', 0, f'{said} (in the history of the case)'))
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
        self.assertIn('2031-02-03', [clock.get('due') for clock in shown['clocks']])
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


if __name__ == '__main__':
    unittest.main()
