# SPDX-License-Identifier: EUPL-1.2
"""A loket that lies: it stands in front of a real loketd, passes everything on and back, and tells
one thing otherwise. Each lie is one that a loket with a mistake would tell; black_box.py has to see
every one of them, each by the check that is named beside it in test_black_box.py."""
import http.client
import http.server
import json
import socket
import threading
import urllib.parse

SECONDS_MAX = 70  # longer than a long poll
PASSED_ON = ('accept', 'authorization', 'content-type', 'if-none-match')


def chosen(some_id):
    """Half of them, and always the same ones: a liar has to remember what it has said."""
    return int(some_id[:2], 16) % 2 == 0


def number(acts):
    return [{**act, 'seq': place} for place, act in enumerate(acts, 1)]


def in_cases(change):
    """A lie about the acts of a case, wherever a case is told."""
    def lie(_method, _path, _query, status, answer):
        if status != 200:
            return status, answer
        if 'acts' in answer:
            return status, {**answer, 'acts': change(answer['acts'])}
        items = [{**item, 'case': {**item['case'], 'acts': change(item['case']['acts'])}} if 'case' in item else item
                 for item in answer.get('items', [])]
        return status, {**answer, 'items': items} if 'items' in answer else answer
    return lie


def in_feed(change):
    """A lie to those who follow; not to who only wants to know which cases there are."""
    def lie(_method, path, query, status, answer):
        if path == '/changes' and status == 200 and 'wait' in query:
            answer = {**answer, 'items': change(answer['items'])}
        return status, answer
    return lie


def refuse_what_was_taken(method, path, _query, status, answer):
    if method == 'PUT' and '/acts/' in path and status in (200, 201) and chosen(path.rsplit('/', 1)[1]):
        return 409, {'type': 'urn:problem-type:loket:desk:actNotAllowed', 'title': 'Not allowed', 'status': 409,
                     'reason': 'ended'}
    return status, answer


def tell_less(items):
    return [{**item, 'case': {**item['case'], 'acts': item['case']['acts'][:-1]}} if 'case' in item else item
            for item in items]


LIES = {
    'none': lambda method, path, query, status, answer: (status, answer),
    'dropsAct': in_cases(lambda acts: number([a for a in acts if not chosen(a['actId'])])),
    'leavesGap': in_cases(lambda acts: [a for a in acts if not chosen(a['actId'])]),
    'repeatsAct': in_cases(lambda acts: number(acts + [a for a in acts if chosen(a['actId'])])),
    'changesText': in_cases(lambda acts: [{**a, 'payload': {**a['payload'], 'text': 'Iets anders'}}
                                          if chosen(a['actId']) and 'text' in a['payload'] else a for a in acts]),
    'turnsOrder': in_cases(lambda acts: number(acts[::-1])),
    'refusesTaken': refuse_what_was_taken,
    'skipsItem': in_feed(lambda items: [i for i in items if not chosen(i['caseId'])]),
    'versionTwice': in_feed(lambda items: items + items[-1:]),
    'oldCase': in_feed(tell_less),
}


class Answering(http.server.BaseHTTPRequestHandler):
    def pass_on(self):
        length = int(self.headers.get('Content-Length', '0'))
        body = self.rfile.read(length) if length else None
        line = http.client.HTTPConnection('127.0.0.1', self.server.behind, timeout=SECONDS_MAX)
        try:
            line.request(self.command, self.path, body,
                         {name: self.headers[name] for name in PASSED_ON if name in self.headers})
            reply = line.getresponse()
            raw = reply.read()
        except (OSError, http.client.HTTPException):
            # What breaks behind breaks here too.
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        finally:
            line.close()
        self.answer(reply.status, reply.headers, raw)

    def answer(self, status, headers, raw):
        kind = headers.get('Content-Type')
        if kind and kind.split(';')[0] == 'application/json':
            url = urllib.parse.urlsplit(self.path)
            told, answer = self.server.lie(self.command, url.path, urllib.parse.parse_qs(url.query), status,
                                           json.loads(raw))
            raw, kind = json.dumps(answer).encode(), kind if told == status else 'application/problem+json'
            status = told
        self.send_response(status)
        for name, value in (('Content-Type', kind), ('Content-Length', str(len(raw))), ('ETag', headers.get('ETag')),
                            ('Retry-After', headers.get('Retry-After'))):
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_PUT = pass_on

    def log_message(self, *_):
        """Silent: what is told counts."""


class LyingLoket(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, behind, lie):
        super().__init__(('127.0.0.1', 0), Answering)
        self.behind, self.lie = behind, LIES[lie]
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server_port}'

    def handle_error(self, request, client_address):
        """Whoever asked has gone away meanwhile."""
