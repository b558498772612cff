# SPDX-License-Identifier: EUPL-1.2
"""A plain HTTP client that remembers what it was answered."""

import json
import time
import urllib.error
import urllib.request
import uuid

import prism

SECONDS_MAX = 70


class Response:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)

    def problem(self):
        """The last word of the problem's type."""
        return self.json()["type"].rsplit(":", 1)[-1]


class Client:
    """Asks one server; every answer that breaks the contract is kept in `broken`."""

    def __init__(self, url, token=None):
        self._url = url
        self._token = token
        self.broken = []
        self.asked = 0

    def ask(self, method, path, body=None, headers=None):
        """A response of any status."""
        sent = {"BelGov-Trace-Id": str(uuid.uuid4()), "Accept": "application/json, application/problem+json",
                **(headers or {})}
        if self._token is not None:
            sent["Authorization"] = f"Bearer {self._token}"
        data = None
        if body is not None:
            data = json.dumps(body).encode("utf-8")
            sent.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self._url + path, data=data, headers=sent, method=method)
        self.asked += 1
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_MAX) as reply:
                response = Response(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as error:
            response = Response(error.code, error.headers, error.read())
        if prism.VIOLATION.encode() in response.body or "sl-violations" in response.headers:
            self.broken.append(f"{method} {path}: {response.body.decode('utf-8', 'replace')[:2000]}")
        return response

    def expect(self, statuses, method, path, body=None, headers=None):
        """As ask(), and the status must be one of these."""
        started = time.monotonic()
        response = self.ask(method, path, body, headers)
        wanted = statuses if isinstance(statuses, tuple) else (statuses,)
        if response.status not in wanted:
            raise AssertionError(
                f"{method} {path}: {response.status} where {wanted} was wanted after "
                f"{time.monotonic() - started:.1f} s:\n{response.body.decode('utf-8', 'replace')[:2000]}")
        return response
