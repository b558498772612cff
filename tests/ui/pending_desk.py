# SPDX-License-Identifier: EUPL-1.2
"""Desks that have something to tell of: a loket that is started and stopped, the desk of Sara (ours, shown by
the window) and that of Tom (by loketctl), acts of both on the same cases, a clock that is off."""
import http.client
import http.server
import json
import os
import socketserver
import threading
from email.utils import formatdate, parsedate_to_datetime


from walk_desk import TOKEN, act, case, scenario
from support import Loketd, ctl, scratch  # isort: skip

TODAY = '2026-12-03'
OURS, THEIRS = 'sara.claes', 'tom.wuyts'
CLOCK_OFF_S = 3 * 3600 + 12 * 60
LATE = [act('acknowledge', -40, 'mail'), act('takeUp', -40),
        act('request', -30, 'mail', **{'from': 'service', 'text': 'Wat is er gebeurd?'})]
EARLY = [act('acknowledge', -12, 'mail'), act('takeUp', -11)]
ASSESSED = [*EARLY, act('request', -10, 'mail', **{'from': 'service', 'text': 'Wat is er gebeurd?'}),
            act('receive', -6, **{'from': 'service', 'text': 'Het lag op de verkeerde tafel.', 'isPosition': True}),
            act('establish', -5, text='Zes weken kwam er niets.', proof='Register van de post'),
            act('assess', -4, grievanceId='k1', mark='founded', text='Het duurde te lang.')]
ANSWER = ('Uw klacht is gegrond. Het dossier bleef zes weken liggen op de verkeerde tafel; dat had niet mogen gebeuren. '
          'U krijgt uw adreswijziging deze week.')
CASES = [('adres', -42, 'Adreswijziging niet verwerkt', LATE), ('factuur', -14, 'Twee keer dezelfde factuur', EARLY),
         ('rijbewijs', -14, 'Rijbewijs zoek', EARLY), ('wachttijd', -14, 'Wachttijd van vier uur', EARLY),
         ('attest', -14, 'Attest niet ontvangen', ASSESSED), ('onbeleefd', -12, 'Onbeleefd aan het loket', []),
         ('mails', -10, 'Geen antwoord op drie mails', EARLY[:1]), ('inlichting', -9, 'Verkeerde inlichting', [])]


class PendingDesk:
    """The loket at a port that stays, and both desks in one folder."""

    def __enter__(self):
        self.scratch = scratch()
        root = self.root = self.scratch.__enter__()
        self.ours, self.theirs, self.data = (os.path.join(root, n) for n in ('ours', 'theirs', 'loket'))
        self.log = os.path.join(root, 'loket.log')
        file, token = os.path.join(root, 'scenario.json'), os.path.join(root, 'token')
        self.our_token, self.their_token = os.path.join(root, 'our-token'), os.path.join(root, 'their-token')
        cases = [case(key, 'demo-vlg', received, subject, acts, assignee=OURS)
                 for key, received, subject, acts in CASES]
        for path, text in ((file, json.dumps(scenario(cases))), (token, TOKEN), (self.our_token, f'{TOKEN}.{OURS}'),
                           (self.their_token, f'{TOKEN}.{THEIRS}')):
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
            os.chmod(path, 0o600)
        self.filling = ('--scenario', file)
        self.options = ('--today', TODAY, '--token-file', token)
        self.loket, self.port = None, 0
        self.start()
        for desk, token in ((self.ours, self.our_token), (self.theirs, self.their_token)):
            ctl(desk, 'init', '--server', self.loket.url, '--token-file', token, parse=False)
            ctl(desk, 'sync', '--once', today=TODAY)
        self.lines = {line['subject']: line for line in ctl(self.ours, 'list', '--view', 'all', today=TODAY)}
        return self

    def __exit__(self, *error):
        self.stop()
        self.scratch.__exit__(*error)

    def start(self, *options, data=None, filling=True):
        """(Again) at the same address, with faults perhaps, or with other data; an empty folder is filled."""
        self.stop()
        self.loket = Loketd(data or self.data, *(self.filling if filling else ()), *self.options, *options,
                            port=self.port, token=f'{TOKEN}.{OURS}').__enter__()
        self.port = self.loket.port

    def stop(self):
        if self.loket:
            self.loket.__exit__()
        self.loket = None

    def id_of(self, subject):
        return self.lines[subject]['caseId']

    def do(self, desk, subject, *words):
        ctl(desk, 'act', self.lines[subject]['reference'], *words, today=TODAY)

    def make_conflicts(self):
        """Sara answers, and corrects a fact, without a network; Tom is quicker in both cases. In another
        case two of her acts wait, one behind the other."""
        self.stop()
        self.do(self.ours, 'Adreswijziging niet verwerkt', 'answer', '--set', 'via=loket', '--set', f'text={ANSWER}')
        self.do(self.ours, 'Twee keer dezelfde factuur', 'correct', '--set', 'field=subject',
                '--set', 'old=Twee keer dezelfde factuur', '--set', 'new=Drie keer dezelfde factuur ontvangen in november')
        self.do(self.ours, 'Rijbewijs zoek', 'contact', '--set', 'text=Gebeld: het rijbewijs ligt bij de gemeente.')
        self.do(self.ours, 'Rijbewijs zoek', 'note', '--set', 'text=Morgen de gemeente bellen.')
        self.start()
        self.do(self.theirs, 'Adreswijziging niet verwerkt', 'receive', '--set', 'from=service', '--set',
                'text=Het adres is gisteren toch aangepast; het eerste formulier was onvolledig.')
        self.do(self.theirs, 'Adreswijziging niet verwerkt', 'note', '--set', 'text=Zie het nieuwe standpunt van de dienst.')
        self.do(self.theirs, 'Twee keer dezelfde factuur', 'correct', '--set', 'field=subject',
                '--set', 'old=Twee keer dezelfde factuur', '--set', 'new=Twee keer dezelfde factuur ontvangen in oktober')
        ctl(self.theirs, 'sync', '--once', today=TODAY)

    def take_cases_away(self, cases):
        """Tom keeps cases to himself: in one pull they are no longer Sara's."""
        file = os.path.join(self.root, 'restrict.json')
        with open(file, 'w', encoding='utf-8') as f:
            json.dump({'to': [THEIRS], 'reason': 'Het gaat over de eigen dienst.'}, f)
        for _, _, subject, _ in cases:
            self.do(self.theirs, subject, 'restrict', '--file', file)
        ctl(self.theirs, 'sync', '--once', today=TODAY)


class CorrectedClock:
    """Between desk and loket: what the loket says, with another Date. Takes the loket's address."""

    def __init__(self, desk, off_s):
        self.desk, self.off_s = desk, off_s

    def __enter__(self):
        desk, off_s, port = self.desk, self.off_s, self.desk.port
        desk.stop()
        desk.port = 0
        desk.start()
        behind = desk.port
        desk.port = port

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                line = http.client.HTTPConnection('127.0.0.1', behind, timeout=90)
                headers = {k: v for k, v in self.headers.items() if k.lower() not in ('host', 'connection')}
                line.request(self.command, self.path, body, {**headers, 'Host': f'127.0.0.1:{behind}'})
                reply = line.getresponse()
                content = reply.read()
                self.send_response_only(reply.status, reply.reason)
                for name, value in reply.getheaders():
                    if name.lower() == 'date':
                        value = formatdate(parsedate_to_datetime(value).timestamp() + off_s, usegmt=True)
                    if name.lower() not in ('transfer-encoding', 'connection', 'content-length'):
                        self.send_header(name, value)
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def try_to_pass_on(self):
                try:
                    self.pass_on()
                except (http.client.HTTPException, OSError):
                    self.close_connection = True  # the loket or the desk went away

            do_GET = do_PUT = do_POST = try_to_pass_on

            def log_message(self, *_):
                pass

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.server = Server(('127.0.0.1', port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
