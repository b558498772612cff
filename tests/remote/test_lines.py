# SPDX-License-Identifier: EUPL-1.2
"""The transport on lines that a correct server on loopback does not make: packed answers and bombs,
answers that trickle or stall, an upload that is read slowly, redirects, HTTP/2 and proxies.

Usage: test_lines.py ASK
"""
import gzip
import hashlib
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

ASK = sys.argv.pop(1)
HERE = os.path.dirname(os.path.abspath(__file__))
TLS = os.path.join(HERE, '..', 'fixtures', 'tls')
LIMIT = 1024 * 1024
PROXY_MODULES = ('/usr/lib/x86_64-linux-gnu/gio/modules/libgiolibproxy.so',
                 '/usr/lib/aarch64-linux-gnu/gio/modules/libgiolibproxy.so')


def ask(*words, **environment):
    """What the transport says to each request."""
    # The looker for leaks dies itself beside the threads that TLS leaves; test-soup-transport is looked through for them.
    without_leaks = {'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'}
    run = subprocess.run([ASK, *words], capture_output=True, text=True, timeout=100,
                         env={**os.environ, **without_leaks, **environment})
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


class Server:
    """Takes lines on loopback and gives each to a function, in a thread of its own."""

    def __init__(self, handle, receive_bytes=None):
        self.handle, self.heads, self.socket = handle, [], socket.socket()
        if receive_bytes:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.bind(('127.0.0.1', 0))
        self.socket.listen()
        self.port = self.socket.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(line,), daemon=True).start()

    def answer(self, line):
        with line:
            try:
                head, rest = self.read_head(line)
                if head:
                    self.heads.append(head)
                    self.handle(line, head, rest)
            except OSError:
                pass

    @staticmethod
    def read_head(line):
        data = b''
        while b'\r\n\r\n' not in data:
            piece = line.recv(4096)
            if not piece:
                return '', b''
            data += piece
        head, rest = data.split(b'\r\n\r\n', 1)
        return head.decode('latin-1'), rest

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


def reply(line, body, *headers, length=None):
    head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', 'Connection: close',
            f'Content-Length: {len(body) if length is None else length}', *headers, '', '']
    line.sendall('\r\n'.join(head).encode() + body)


class Packed(unittest.TestCase):
    def serve(self, body, **more):
        return Server(lambda line, head, rest: reply(line, body, 'Content-Encoding: gzip', **more))

    def test_is_unpacked(self):
        plain = b'{"items": [' + b'"abc", ' * 20000 + b'0]}'
        with self.serve(gzip.compress(plain)) as server:
            answer, = ask(server.url, '/changes')
        self.assertEqual(answer['sha256'], hashlib.sha256(plain).hexdigest())
        self.assertIn('accept-encoding: ', server.heads[0].lower())
        self.assertIn('gzip', server.heads[0].lower())

    def test_bomb(self):
        """The limit counts what comes out."""
        bomb = gzip.compress(b' ' * (100 * LIMIT))
        self.assertLess(len(bomb), LIMIT)
        with self.serve(bomb) as server:
            answer, = ask('--limit', str(LIMIT), server.url, '/changes')
        self.assertEqual(answer['error'], 'tooLarge')

    def test_cut(self):
        """The promised length is there, but not the end of what was packed."""
        whole = gzip.compress(os.urandom(100000))
        with self.serve(whole[:50000]) as server:
            answer, = ask(server.url, '/changes')
        self.assertEqual(answer['error'], 'cut')

    def test_several_behind_each_other(self):
        with self.serve(gzip.compress(b'{"a": ') + gzip.compress(b'1}')) as server:
            answer, = ask(server.url, '/changes')
        self.assertEqual(answer.get('body'), '{"a": 1}', answer)

    def test_something_behind_it(self):
        with self.serve(gzip.compress(b'{}') + b'and more') as server:
            answer, = ask(server.url, '/changes')
        self.assertEqual(answer['error'], 'cut')

    def test_in_a_way_that_nobody_asked_for(self):
        with Server(lambda line, head, rest: reply(line, b'{}', 'Content-Encoding: br')) as server:
            answer, = ask(server.url, '/changes')
        self.assertEqual(answer['error'], 'cut')

    def test_lie(self):
        with self.serve(b'{"this": "is not packed"}') as server:
            answer, = ask(server.url, '/changes')
        self.assertEqual(answer['error'], 'cut')


class Slow(unittest.TestCase):
    def test_trickle_is_no_silence(self):
        def trickle(line, head, rest):
            reply(line, b'', length=10)
            for digit in b'1234567890':
                time.sleep(0.25)
                line.sendall(bytes([digit]))

        with Server(trickle) as server:
            answer, = ask('--timeout', '1', server.url, '/me')
        self.assertEqual(answer.get('body'), '1234567890', answer)

    def test_stalls_in_its_middle(self):
        def stall(line, head, rest):
            reply(line, b'12345', length=10)
            line.recv(1)

        with Server(stall) as server:
            answer, = ask('--timeout', '1', server.url, '/me')
        self.assertEqual(answer['error'], 'timeout')

    def test_upload_that_is_read_slowly(self):
        """Longer than the silence that is borne, but it moves."""
        size = 24 * LIMIT

        def read_slowly(line, head, rest):
            count = len(rest)
            while count < size:
                time.sleep(0.1)
                wanted = min(LIMIT, size - count)
                while wanted > 0:
                    piece = line.recv(wanted)
                    if not piece:
                        return
                    wanted -= len(piece)
                    count += len(piece)
            reply(line, str(count).encode())

        with Server(read_slowly, receive_bytes=65536) as server:
            answer, = ask('--timeout', '1', '--method', 'PUT', '--body-bytes', str(size), server.url, '/x')
        self.assertEqual(answer.get('body'), str(size), answer)

    def test_upload_that_is_not_read(self):
        with Server(lambda line, head, rest: time.sleep(5), receive_bytes=65536) as server:
            answer, = ask('--timeout', '1', '--method', 'PUT', '--body-bytes', str(24 * LIMIT), server.url, '/x')
        self.assertEqual(answer['error'], 'timeout')


class Elsewhere(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.token_file = os.path.join(self.folder.name, 'token')
        with open(self.token_file, 'w', encoding='utf-8') as file:
            file.write('a-secret-token')

    def test_redirects_are_not_followed(self):
        for status in (301, 302, 303, 307, 308):
            with Server(lambda line, head, rest: reply(line, b'{}')) as other, \
                    Server(lambda line, head, rest: line.sendall(
                        f'HTTP/1.1 {status} Moved\r\nLocation: {other.url}/me\r\nContent-Length: 0\r\n'
                        'Connection: close\r\n\r\n'.encode())) as server:
                for method in ('GET', 'PUT'):
                    answer, = ask('--token-file', self.token_file, '--method', method, server.url, '/me')
                    self.assertEqual(answer['status'], status)
                self.assertEqual(other.heads, [])
                self.assertIn('Bearer a-secret-token', server.heads[0])

    def test_no_proxy_to_this_machine(self):
        """The token would go to another machine in the clear."""
        with Server(lambda line, head, rest: reply(line, b'{}')) as proxy, \
                Server(lambda line, head, rest: reply(line, b'{"it": "is me"}')) as server:
            answer, = ask('--token-file', self.token_file, server.url, '/me', http_proxy=proxy.url,
                          all_proxy=proxy.url, GIO_USE_PROXY_RESOLVER='libproxy')
            self.assertEqual(answer['body'], '{"it": "is me"}')
            self.assertEqual(proxy.heads, [])

    @unittest.skipUnless(any(map(os.path.exists, PROXY_MODULES)), 'no resolver of proxies here')
    def test_proxy(self):
        """A tunnel to a server that only the proxy can find; the proxy sees nothing of what is said."""
        node = Node('stranger.pem')
        self.addCleanup(node.end)
        seen = []

        def tunnel(line, head, rest):
            if not head.startswith('CONNECT elsewhere.test:443 '):
                reply(line, b'{"who": "proxy"}')
                return
            with socket.create_connection(('127.0.0.1', node.port)) as far:
                line.sendall(b'HTTP/1.1 200 Connection established\r\n\r\n')
                back = threading.Thread(target=carry, args=(far, line, seen), daemon=True)
                back.start()
                carry(line, far, seen)
                back.join()

        with Server(tunnel) as proxy:
            answer, = ask('--token-file', self.token_file, '--ca', os.path.join(TLS, 'authority.pem'),
                          'https://elsewhere.test', '/me', https_proxy=proxy.url,
                          GIO_USE_PROXY_RESOLVER='libproxy')
            self.assertEqual(answer.get('status'), 200, answer)
            self.assertEqual(json.loads(answer['body'])['authorization'], 'Bearer a-secret-token')
            self.assertEqual([head.split(' HTTP')[0] for head in proxy.heads], ['CONNECT elsewhere.test:443'])
        self.assertNotIn(b'a-secret-token', proxy.heads[0].encode() + b''.join(seen))

    @unittest.skipUnless(any(map(os.path.exists, PROXY_MODULES)), 'no resolver of proxies here')
    def test_proxy_that_refuses(self):
        refusal = b'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
        with Server(lambda line, head, rest: line.sendall(refusal)) as proxy:
            answer, = ask('--token-file', self.token_file, 'https://elsewhere.test', '/me', https_proxy=proxy.url,
                          GIO_USE_PROXY_RESOLVER='libproxy')
        self.assertEqual(answer.get('status', answer.get('error')), 407, answer)
        self.assertNotIn('a-secret-token', ''.join(proxy.heads))


def carry(source, target, seen):
    while True:
        try:
            piece = source.recv(65536)
            seen.append(piece)
            if piece:
                target.sendall(piece)
            else:
                target.shutdown(socket.SHUT_WR)
                return
        except OSError:
            return


class Node:
    def __init__(self, certificate):
        if shutil.which('node') is None:
            raise unittest.SkipTest('no Node here')
        self.process = subprocess.Popen(['node', os.path.join(HERE, 'http2_server.js'), os.path.join(TLS, certificate)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.url = f'https://127.0.0.1:{self.port}'

    def end(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


class BrokenTls(unittest.TestCase):
    def test_after_the_request(self):
        """What was sent whole may have arrived, however the line ends: that is no certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(TLS, 'server.pem'))
        server, got = socket.create_server(('127.0.0.1', 0)), []

        def serve():
            line, _ = server.accept()
            with socket.socket(fileno=os.dup(line.fileno())) as bare, \
                    context.wrap_socket(line, server_side=True) as secure:
                data = b''
                while not data.endswith(b'xxxx'):
                    data += secure.recv(65536)
                got.append(data)
                bare.sendall(bytes([23, 3, 3, 0, 40]) + b'z' * 40)  # a record that was damaged on its way
                bare.recv(1)  # what is said of it, or nothing: it was read

        threading.Thread(target=serve, daemon=True).start()
        answer, = ask('--ca', os.path.join(TLS, 'authority.pem'), '--method', 'PUT', '--body-bytes', '100',
                      f'https://127.0.0.1:{server.getsockname()[1]}', '/cases/1/acts/2')
        server.close()
        self.assertEqual(len(got), 1)
        self.assertEqual(answer['error'], 'cut', answer)


class Http2(unittest.TestCase):
    def setUp(self):
        self.node = Node('server.pem')
        self.addCleanup(self.node.end)

    def ask(self, *words):
        return ask('--ca', os.path.join(TLS, 'authority.pem'), *words)

    def bodies(self, *words):
        answers = self.ask(*words)
        for answer in answers:
            self.assertEqual(answer.get('status'), 200, answer)
        return [json.loads(answer['body']) for answer in answers]

    def test_all_on_one_line(self):
        bodies = self.bodies('--times', '40', self.node.url, '/me')
        self.assertEqual({(body['version'], body['line']) for body in bodies}, {('2.0', 1)})

    def test_many_at_once(self):
        bodies = self.bodies('--times', '30', '--at-once', self.node.url, '/me')
        self.assertEqual({body['version'] for body in bodies}, {'2.0'})
        self.assertEqual(len(bodies), 30)

    def test_bodies(self):
        size = 900000
        body, = self.bodies('--method', 'PUT', '--body-bytes', str(size), self.node.url, '/cases/x')
        self.assertEqual((body['version'], body['bytes']), ('2.0', size))
        self.assertEqual(body['sha256'], hashlib.sha256(b'x' * size).hexdigest())
        large, = self.ask(self.node.url, '/large')
        self.assertGreater(large['bytes'], 800000)
        small, = self.ask('--limit', '100000', self.node.url, '/large')
        self.assertEqual(small['error'], 'tooLarge')

    def test_goes_on_after_the_server_left(self):
        """What goes with the line is cut, as any other line's would be, and the next request has a new one."""
        answers = self.ask(self.node.url, '/me', '/leave', '/me', '/me', '/reset', '/me')
        said = [answer.get('status', answer.get('error')) for answer in answers]
        self.assertIn(said[1], (200, 'cut'))
        self.assertEqual([said[0], *said[2:]], [200, 200, 200, 'cut', 200])
        lines = [json.loads(answers[place]['body'])['line'] for place in (0, 2, 3)]
        self.assertEqual(lines, [1, 2, 2])



if __name__ == '__main__':
    unittest.main(verbosity=2)
