#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The line and the loket as a whole: no connection, refused, garbage, strangers."""
import gzip
import json
import os
import unittest
import unittest.mock
import urllib.request

import support
import trouble

TLS = os.path.join(support.SOURCE, 'tests', 'fixtures', 'tls')
tearDownModule = trouble.print_table


class Line(trouble.Trouble):
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

    def test_echo_in_reply_to_work(self):
        """Well-formed, and of the right act or complaint; but not the loket's word that it has it."""
        self.try_fault('what was sent, sent back', 'answerUnreadable', 'PUT:*:*:echo')

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


class Documents(trouble.Trouble):
    """The run is well, and yet somebody on the way keeps every document back."""

    def add_document(self):
        path = self.write('bijlage.txt', 'Met brug op de foto.')
        self.reference = self.find_case()['reference']
        self.document_id = support.ctl(self.desk, 'document', self.reference, '--add', path)['documentId']

    def document(self):
        documents = support.ctl(self.desk, 'document', self.reference)
        return next(document for document in documents if document['documentId'] == self.document_id)

    def try_fault(self, code, rule):
        cause = trouble.sentence_of(code).split('. ')[0]
        self.add_document()
        self.start_with_fault(rule)
        run = self.sync()
        self.assertEqual(run.returncode, 0)
        self.assertEqual(json.loads(run.stdout)['documentsNotSent'], 1)
        self.assertEqual(run.stderr, f'loketctl: {trouble.sentence_of("documentsNotSent")} ({code}: {cause}.)\n')
        waiting, = self.pending()
        self.assertEqual((waiting['state'], waiting['trouble']), ('waiting', code))
        self.assertEqual(self.document()['trouble'], code)
        for words in (('pending',), ('document', self.reference)):
            self.assertIn(cause, support.ctl(self.desk, *words, parse=False))
        self.assertEqual({'event': 'documents', 'code': code, 'documentsNotSent': 1}.items()
                         - support.ctl(self.desk, 'log')[-1].items(), set())
        self.start()
        self.assertEqual(support.ctl(self.desk, 'sync')['documentsNotSent'], 0)
        self.assertEqual((self.pending(), self.document().get('trouble')), ([], None))

    def test_page_of_a_filter(self):
        self.try_fault('notALoket', 'POST:/documents:*:html')

    def test_5xx_to_the_beginning(self):
        self.try_fault('serverError', 'POST:/documents:*:status=502')

    def test_how_far_cut_off(self):
        self.try_fault('connectionCut', 'HEAD:/documents/*:*:close')

    def test_page_instead_of_pieces(self):
        self.try_fault('notALoket', 'PATCH:/documents/*:*:html')

    def test_pieces_cut_off(self):
        self.try_fault('connectionCut', 'PATCH:/documents/*:*:close')

    def test_one_cut_in_the_middle(self):
        """It goes on by itself in the same run: nothing to be told."""
        self.add_document()
        self.start_with_fault('PATCH:/documents/*:1:close')
        run = self.sync()
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        self.assertEqual(self.pending(), [])


class Packed(trouble.Trouble):
    options = ('--gzip',)

    def ask_for_page(self, accepted):
        request = urllib.request.Request(f'{self.server()}/changes', headers={'Accept-Encoding': accepted})
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.headers['Content-Encoding'], reply.headers['Vary'], reply.read()

    def test_there_and_back(self):
        self.work()
        coding, vary, packed = self.ask_for_page('br, gzip;q=0.5')
        plain_coding, _, plain = self.ask_for_page('gzip;q=0, identity')
        self.assertEqual((coding, plain_coding), ('gzip', None))
        self.assertIn('Accept-Encoding', vary)
        self.assertEqual(json.loads(gzip.decompress(packed)), json.loads(plain))
        self.assertLess(len(packed), len(plain) / 2)
        self.assert_arrives()

    def test_truncated(self):
        self.work()
        self.start_with_fault('*:*:*:cut=400')
        self.assert_told(self.sync(), 'truncated packed body', 'connectionCut')
        self.assert_pending()
        self.start(*self.options)
        self.assert_arrives()


class Secure(trouble.Trouble):
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


class Login(trouble.Persons):
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
        self.work('all', lambda case: case['agency'] == 'demo-vlg')
        other = self.find_case('all', lambda case: case['agency'] == 'demo-fed' and case['step'] != 'closed')
        act = support.ctl(self.desk, 'act', other['reference'], 'note', '--set', 'text=Voor later.')
        self.write_users('demo-vlg')
        self.start(*self.options)
        self.assert_told(self.sync(), '403 to one case', 'actsRefused', exit_code=0)
        left = {item['id']: item['state'] for item in self.pending()}
        self.assertEqual(left, {act['actId']: 'refused'})
        self.assert_arrives(left=1)


if __name__ == '__main__':
    unittest.main()
