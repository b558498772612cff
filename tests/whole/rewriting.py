# SPDX-License-Identifier: EUPL-1.2
"""A proxy between desk and loket that changes what passes: for what no fault rule can say."""
import http.client
import http.server
import threading


class Proxy:
    """Stands in front of a loketd on 127.0.0.1.

    `instead (method, path)` gives status, headers and body of an answer that the loket never hears
    of, or None; `rewrite (method, path, status, headers, body)` gives those that the desk gets.
    """

    def __init__(self, loket):
        self.loket = loket
        self.pass_through()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def pass_on(self):
                size = int(self.headers.get('Content-Length') or 0)
                sent = {k: v for k, v in self.headers.items() if k.lower() not in ('host', 'connection')}
                proxy.answer(self, self.rfile.read(size) if size else None, sent)

            do_GET = do_PUT = do_POST = pass_on

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}'

    def ask_loket(self, method, path, body, headers):
        line = http.client.HTTPConnection('127.0.0.1', self.loket.port, timeout=60)
        line.request(method, path, body, headers)
        reply = line.getresponse()
        kept = {k: v for k, v in reply.getheaders()
                if k.lower() not in ('content-length', 'transfer-encoding', 'connection')}
        answer = reply.status, kept, reply.read()
        line.close()
        return answer

    def answer(self, handler, body, headers):
        method, path = handler.command, handler.path
        got = self.instead(method, path) or self.ask_loket(method, path, body, headers)
        status, headers, body = self.rewrite(method, path, *got)
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if status != 304:
            handler.send_header('Content-Length', str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def pass_through(self):
        """The trouble is over."""
        self.instead = lambda method, path: None
        self.rewrite = lambda method, path, status, headers, body: (status, headers, body)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
