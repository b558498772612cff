# SPDX-License-Identifier: EUPL-1.2
"""That the proxy would notice: a loket that answers wrongly and a desk that asks wrongly, on
purpose, are both seen; what is right passes."""

import http.server
import json
import sys
import threading
import time

import contract_tools
from http_client import Client
from prism import Prism

CASE_ID = "0b6f4b4e-5f0c-4d1e-8a51-3f4f4d1f0a01"
ACT_ID = "7e3a1c52-93b8-4f0e-b6a7-51c9d20e8f01"

ME = {"personId": "p", "name": "P", "realm": "r", "organizations": []}
STATUS = {"caseId": CASE_ID, "reference": "KF-1", "where": {}, "status": {}}
# Answered without BelGov-Trace-Id.
TRACELESS = f"/cases/{CASE_ID}/publicStatus"
# Path -> status, body; "/me" is right, each of the others wrong in one place.
ANSWERS = {
    "/me": (200, ME),
    "/health": (200, {"condition": "fine"}),
    "/changes": (200, {"items": [{"caseId": CASE_ID, "version": 1, "change": "melted"}], "next": "1"}),
    "/refData/calendars": (200, {"items": [None]}),
    "/refData/organizations": (500, {"title": "no type"}),
    f"/cases/{CASE_ID}": (200, {"caseId": CASE_ID}),
    TRACELESS: (200, STATUS),
    f"/cases/{CASE_ID}/acts/{ACT_ID}": (201, {"actId": ACT_ID}),
}


class Upstream(http.server.BaseHTTPRequestHandler):
    """A loket that breaks the contract where it is told to."""

    def do_GET(self):
        status, body = ANSWERS[self.path.split("?")[0]]
        text = json.dumps(body).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(text)))
        if self.path != TRACELESS:
            self.send_header("BelGov-Trace-Id", self.headers.get("BelGov-Trace-Id", "none"))
        self.send_header("ETag", '"1"')
        self.send_header("Cache-Control", "private")
        self.end_headers()
        self.wfile.write(text)

    def do_PUT(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.do_GET()

    def log_message(self, *_):
        """Silent: the test prints what counts."""


def act(**members):
    return {"actId": ACT_ID, "type": "note", "occurredOn": "2026-11-13", "basedOn": 1,
            "payload": {"text": "x"}, **members}


# What each request must come to: is it seen as a violation?
REQUESTS = [
    (False, "GET", "/me", None),
    (True, "GET", "/health", None),
    (True, "GET", "/changes", None),
    (True, "GET", "/changes?pageSize=501", None),
    (True, "GET", "/refData/calendars", None),
    (True, "GET", "/refData/organizations", None),
    (True, "GET", f"/cases/{CASE_ID}", None),
    (True, "GET", TRACELESS, None),
    (True, "GET", "/cases/NOT-A-UUID", None),
    (True, "GET", "/nowhere", None),
    (True, "PUT", f"/cases/{CASE_ID}/acts/{ACT_ID}", act()),
    (True, "PUT", f"/cases/{CASE_ID}/acts/{ACT_ID}", act(occurredOn="13/11/2026")),
    (True, "PUT", f"/cases/{CASE_ID}/acts/{ACT_ID}", act(payload={})),
    (True, "PUT", f"/cases/{CASE_ID}", {"caseId": CASE_ID}),
]


def wait_for_log(proxy):
    for _ in range(50):
        if proxy.violations():
            break
        time.sleep(0.1)
    return proxy.violations()


def main():
    contract_tools.load_contract()
    tools = contract_tools.install_npm_tools()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wrong = []
    with Prism(tools, f"http://127.0.0.1:{server.server_port}") as proxy:
        for wanted, method, path, body in REQUESTS:
            client = Client(proxy.url)
            response = client.ask(method, path, body)
            seen = bool(client.broken)
            if seen != wanted:
                wrong.append(f"{method} {path}: {'not ' if wanted else ''}seen: {response.body[:500]}")
        # The log comes a little later than the answer.
        if len(wait_for_log(proxy)) == 0:
            wrong.append("violations were seen, but none of them is in the log")
    server.shutdown()
    for line in wrong:
        print(line)
    print(f"{len(REQUESTS)} requests, {len(wrong)} judged wrongly")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
