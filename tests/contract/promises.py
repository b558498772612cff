# SPDX-License-Identifier: EUPL-1.2
"""Contract and loketd, member by member: what the contract gives a shape is refused in another one,
what loketd says has a place in the contract, and a parameter that is left out has the default that
is promised. Asked directly: Prism looks at what is there, not at what is there too much.

Usage: promises.py LOKETD
"""

import pathlib
import sys
import tempfile
import uuid

import contract_tools
from examples import resolve
from http_client import Client
from prism import Loketd
from walk import Walk

# Codes that a later version may add to: any text is of that shape.
OPEN_TEXT = "x-codes"
# A reader of JSON may stop at a hundred levels; a page of the feed puts some around this.
DEPTH = 95


def parts_of(tree, schema):
    """The schema, and those that it is made of."""
    schema = resolve(tree, schema)
    yield schema
    for part in schema.get("allOf", []):
        yield from parts_of(tree, part)


def members_of(tree, schema):
    found = {}
    for part in parts_of(tree, schema):
        found.update(part.get("properties", {}))
    return found


def wrong_values(tree, schema):
    """Values that are not of that shape."""
    keywords = {}
    for part in parts_of(tree, schema):
        keywords.update(part)
    kind = keywords.get("type")
    if kind == "string":
        yield 5
        yield None
        if keywords.get("minLength"):
            yield ""
        if "maxLength" in keywords and OPEN_TEXT not in keywords:
            yield "x" * (keywords["maxLength"] + 1)
        if "pattern" in keywords or "format" in keywords or "enum" in keywords:
            yield "no such value"
    elif kind == "boolean":
        yield "true"
    elif kind == "integer":
        yield "5"
        yield -1
    elif kind == "object":
        yield []
    elif kind == "array":
        yield "x"
        yield [5]
        item = resolve(tree, keywords["items"])
        if item.get("pattern"):
            yield ["no such value"]


class Promises:
    def __init__(self, client, tree):
        self._client = client
        self._tree = tree
        self._schemas = tree["components"]["schemas"]
        self._walk = Walk(client)
        self._walk.service()
        self._walk.feed()
        self._case_id = self._walk.registered()
        self.wrong = []
        self.tried = 0

    # What is asked

    def refuse(self, path, body, name):
        self.tried += 1
        response = self._client.ask("PUT", path, body)
        if response.status != 400:
            self.wrong.append(f"{name}: {response.status} for {str(body)[:300]}")
        elif not any(self.names(issue.get("name", ""), name) for issue in response.json()["issues"]):
            self.wrong.append(f"{name}: is not named: {response.json()}")

    @staticmethod
    def names(issue, name):
        """A list of wrong things may be named as a whole."""
        return issue == name or name.startswith((f"{issue}.", f"{issue}["))

    def shapes(self, schema, put, place=""):
        """`put` makes and sends a body in which one member has that value."""
        for member, shape in members_of(self._tree, schema).items():
            for value in wrong_values(self._tree, shape):
                put(place + member, member, value)

    def case_shapes(self):
        self.shapes(self._schemas["NewCase"],
                    lambda place, member, value: self.put_case({member: value}, place))
        for member, form in (("complainants", "Party"), ("grievances", "Grievance"), ("documents", "Document")):
            whole = {"id": "k1", "text": "Tekst.", "documentId": "d1", "name": "brief.pdf"}
            self.shapes(self._schemas[form], lambda place, inner, value, member=member: self.put_case(
                {member: [{**whole, inner: value}]}, place), f"{member}[0].")
        for member in ("representative", "service"):
            self.shapes(self._schemas["Party"], lambda place, inner, value, member=member: self.put_case(
                {member: {inner: value}}, place), f"{member}.")

    def put_case(self, members, place):
        """Under an id of its own: what was taken before does not answer for it."""
        case = self._walk.new_case()
        self.refuse(f"/cases/{case['caseId']}", {**case, **members}, place)

    def act_shapes(self):
        self.shapes(self._schemas["ActHeader"],
                    lambda place, member, value: self.put_act({member: value}, place))
        clock_off = {"deskAt": "2026-11-14T09:00:00+01:00", "correctedAt": "2026-11-15T09:00:00+01:00"}
        self.shapes(self._schemas["ClockOff"], lambda place, member, value: self.put_act(
            {"clockOff": {**clock_off, member: value}}, place), "clockOff.")
        for name, form in self._schemas.items():
            if name.endswith("Act") and "properties" in form and "enum" in form["properties"].get("type", {}):
                self.payload_shapes(form["properties"]["type"]["enum"][0], form["properties"]["payload"])

    def payload_shapes(self, type_, schema):
        """The rules are never asked: any step will do."""
        self.shapes(schema, lambda place, member, value: self.put_act(
            {"type": type_, "payload": {member: value}}, place), "payload.")

    def put_act(self, members, place):
        act = self._walk.act("note", {"text": "Tekst."})
        self.refuse(f"/cases/{self._case_id}/acts/{act['actId']}", {**act, **members}, place)

    def depth(self):
        """What was taken is handed on inside a page of the feed: every desk must be able to read it."""
        deep = {"text": "x"}
        for _ in range(DEPTH):
            deep = {"text": "x", "deeper": deep}
        self.put_act({"payload": deep}, "")
        self.put_case({"newer": deep}, "")

    # What is said

    def known(self, place, schema, value):
        """No member of `value` is a stranger to the contract."""
        schema = resolve(self._tree, schema)
        self.tried += 1
        if isinstance(value, list):
            for element in value:
                self.known(place, schema["items"], element)
        elif isinstance(value, dict):
            members = members_of(self._tree, schema)
            if not members:
                return
            for name, inner in value.items():
                if name not in members:
                    self.wrong.append(f"{place}: {name} is not in the contract")
                elif name != "payload":
                    self.known(f"{place}.{name}", members[name], inner)

    def answers(self):
        case = f"/cases/{self._case_id}"
        self._walk.put_act(201, self._case_id, self._walk.act("note", {"text": "Tekst."}))
        for path, schema in (("/health", "Health"), ("/me", "Me"), ("/changes", "FeedPage"), (case, "Case"),
                             (f"{case}/acts", "ActPage"), (f"{case}/publicStatus", "PublicStatus")):
            self.known(path, self._schemas[schema], self._client.expect(200, "GET", path).json())
        for method, path, status in (("GET", "/changes?pageSize=0", 400), ("GET", f"/cases/{uuid.uuid4()}", 404),
                                     ("GET", "/changes?after=x", 410), ("DELETE", "/me", 405)):
            self.known(path, self._schemas["ConflictProblem"], self._client.expect(status, method, path).json())

    def defaults(self):
        parameters = self._tree["paths"]["/changes"]["get"]["parameters"]
        usual = next(p["schema"]["default"] for p in parameters if p.get("name") == "pageSize")
        items = self._client.expect(200, "GET", "/changes").json()["items"]
        if len(items) != usual:
            self.wrong.append(f"pageSize left out: {len(items)} items, not {usual}")

    def all(self):
        self.case_shapes()
        self.act_shapes()
        self.depth()
        self.answers()
        self.defaults()
        return self.wrong


def main():
    tree = contract_tools.load_contract()
    with tempfile.TemporaryDirectory() as folder, \
            Loketd(pathlib.Path(sys.argv[1]), folder, "--cases", "120", "--seed", "7") as server:
        promises = Promises(Client(server.url), tree)
        wrong = promises.all()
    for line in wrong:
        print(line)
    print(f"{promises.tried} promises tried, {len(wrong)} broken")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
