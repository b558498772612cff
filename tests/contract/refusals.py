# SPDX-License-Identifier: EUPL-1.2
"""What the contract forbids, loketd refuses: with a problem of the contract's form, and without
keeping anything. Asked directly, because Prism would refuse it before.

Usage: refusals.py LOKETD
"""

import pathlib
import sys
import tempfile
import uuid

import contract_tools
from examples import Judge
from http_client import Client
from prism import Loketd
from walk import ALWAYS, OTHER_ENDS, WHOLE_CASE, Walk, payload_of

# Refusals that say nothing of the payload.
IDLE_REASONS = {"wrongStep", "notInProcedure", "noPermission"}


class Refusals:
    def __init__(self, client, tree):
        self._client = client
        self._tree = tree
        self._judge = Judge(tree)
        self._walk = Walk(client)
        self._walk.service()
        self._walk.feed()
        self.wrong = []
        self.tried = 0

    def refuse(self, statuses, method, path, body=None, headers=None, name=None):
        """One request that must not be taken; `name` is the member that the problem must name."""
        self.tried += 1
        response = self._client.ask(method, path, body, headers)
        place = f"{method} {path} {str(body)[:200]}"
        if response.status not in statuses:
            self.wrong.append(f"{place}: {response.status} where {statuses} was wanted")
            return None
        if response.headers.get("BelGov-Trace-Id") is None:
            self.wrong.append(f"{place}: without BelGov-Trace-Id")
        if not response.headers.get("Content-Type", "").startswith("application/problem+json"):
            self.wrong.append(f"{place}: not a problem")
            return None
        problem = response.json()
        self._judge.expect_valid(place, "Problem", problem)
        if problem["status"] != response.status:
            self.wrong.append(f"{place}: another status inside")
        if name is not None and name not in [i.get("name") for i in problem.get("issues", [])]:
            self.wrong.append(f"{place}: does not name {name}: {problem}")
        return problem

    def paths_and_queries(self):
        case_id = self._walk.registered()
        for path in ("/nowhere", "/cases", "/me/", f"/cases/{case_id}/actors", "/refData"):
            self.refuse((404,), "GET", path)
        for method, path in (("DELETE", f"/cases/{case_id}"), ("POST", "/me"), ("PUT", "/changes")):
            self.refuse((405,), method, path, {} if method != "DELETE" else None)
        for query, name in (("pageSize=0", "pageSize"), ("pageSize=501", "pageSize"), ("pageSize=x", "pageSize"),
                            ("wait=51", "wait"), ("wait=-1", "wait"), ("page=2", "page"),
                            ("after=%00", "after")):
            self.refuse((400,), "GET", f"/changes?{query}", name=name)
        self.refuse((400,), "GET", f"/cases/{case_id}/acts?after=x", name="after")
        for path in ("/me", "/health", "/refData/calendars", f"/cases/{case_id}"):
            self.refuse((400,), "GET", f"{path}?embed=all", name="embed")
        self.refuse((400,), "PUT", f"/cases/{case_id}?force=yes", self._walk.new_case(), name="force")

    def headers(self):
        """A page in a browser must not reach a loket on loopback."""
        self.refuse((400, 403, 421), "GET", "/me", headers={"Host": "evil.example"})
        self.refuse((400, 403), "GET", "/me", headers={"Origin": "https://evil.example"})
        # Whoever asks for the line to be closed is told that it is: else it would be used once more.
        if self._client.expect(200, "GET", "/health").headers.get("Connection") != "close":
            self.wrong.append("a line is closed without a word")
        case = self._walk.new_case()
        self.refuse((415,), "PUT", f"/cases/{case['caseId']}", case, {"Content-Type": "text/plain"})

    def cases(self):
        good = self._walk.new_case()
        path = f"/cases/{good['caseId']}"
        for member in ("caseId", "reference", "agency", "procedure", "receivedOn"):
            self.refuse((400,), "PUT", path, {k: v for k, v in good.items() if k != member}, name=member)
        for member, value in (("receivedOn", "31/12/2026"), ("receivedOn", "2199-01-01"), ("agency", "nobody"),
                              ("caseId", str(uuid.uuid4())), ("version", 7), ("acts", []), ("step", "closed"), ("links", []),
                              ("registeredOn", "2001-01-01")):
            self.refuse((400,), "PUT", path, {**good, member: value}, name=member)
        self.refuse((400,), "PUT", path, [good])
        self._client.expect(404, "GET", path)

    def act_headers(self):
        case_id = self._walk.registered()
        before = self._client.expect(200, "GET", f"/cases/{case_id}").json()
        good = self._walk.act("note", {"text": "Tekst."})
        path = f"/cases/{case_id}/acts/{good['actId']}"
        for member in ("actId", "type", "occurredOn", "basedOn", "payload"):
            self.refuse((400,), "PUT", path, {k: v for k, v in good.items() if k != member}, name=member)
        for member, value in (("actId", str(uuid.uuid4())), ("type", "melt"), ("occurredOn", "2026-02-30"),
                              ("basedOn", "0"), ("basedOn", -1), ("basedOn", 1000), ("payload", []),
                              ("seq", 1), ("recordedAt", "2026-11-13T10:00:00Z"), ("authorName", "X"), ("opened", {})):
            self.refuse((400,), "PUT", path, {**good, member: value}, name=member)
        self.refuse((409,), "PUT", path, {**good, "occurredOn": "2199-01-01"})
        elsewhere = {"kind": "external", "to": "X", "reason": "x", "via": "mail"}
        for agency in ("nobody", self._walk.walked()[0]["id"]):
            self.refuse((400,), "PUT", path, {**good, "type": "transfer", "payload": {
                **elsewhere, "toAgency": agency}}, name="payload.toAgency")
        self.refuse((400,), "PUT", path, {**good, "type": "restrict", "payload": {
            "to": ["nobody"], "reason": "x"}}, name="payload.to")
        after = self._client.expect(200, "GET", f"/cases/{case_id}").json()
        if before != after:
            self.wrong.append("a refused act left something behind")

    def payloads(self):
        """Each member that a form requires: without it the act is not taken."""
        agency = next(a for a in self._walk.walked() if "extend" in self._walk.acts_of(a))
        case_id = self._walk.registered(agency)
        for type_ in ("correct", "annul"):
            self.without_members(case_id, type_)
        for type_ in WHOLE_CASE:
            self.without_members(case_id, type_)
            payload = payload_of(type_, self._walk.me["personId"])
            self._walk.do(case_id, self._walk.acts_of(agency) | ALWAYS, type_, payload)
        for before, type_ in OTHER_ENDS:
            case_id = self._walk.registered(agency)
            for earlier in before:
                self._walk.put_act(201, case_id, self._walk.act(earlier, payload_of(earlier, "")))
            self.without_members(case_id, type_)

    def without_members(self, case_id, type_):
        form = self._tree["components"]["schemas"][f"{type_[0].upper()}{type_[1:]}Payload"]
        for member in form.get("required", []):
            payload = payload_of(type_, self._walk.me["personId"])
            del payload[member]
            act = self._walk.act(type_, payload)
            problem = self.refuse((400, 409), "PUT", f"/cases/{case_id}/acts/{act['actId']}", act)
            if problem is not None and problem.get("reason") in IDLE_REASONS:
                self.wrong.append(f"{type_} without {member}: not tried in a step where it may be done")

    def all(self):
        self.paths_and_queries()
        self.headers()
        self.cases()
        self.act_headers()
        self.payloads()
        return self.wrong + self._judge.failures


def main():
    tree = contract_tools.load_contract()
    with tempfile.TemporaryDirectory() as folder, \
            Loketd(pathlib.Path(sys.argv[1]), folder, "--cases", "20", "--seed", "7") as server:
        refusals = Refusals(Client(server.url), tree)
        wrong = refusals.all()
    for line in wrong:
        print(line)
    print(f"{refusals.tried} requests that must be refused, {len(wrong)} faults")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
