# SPDX-License-Identifier: EUPL-1.2
"""Judges by the contract's schemas: its own examples, our data files, the scenario's acts, and what
src/wire makes. Needs no network.

Usage: examples.py EMIT-BODIES
"""

import copy
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import contract_tools

DATA = contract_tools.ROOT / "data"
# RFC 3339: the offset must be there.
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
CODES = contract_tools.ROOT / "src" / "case" / "loket-codes.c"


class Judge:
    """Validates values by the schemas of the contract."""

    def __init__(self, tree):
        try:
            import jsonschema
        except ImportError:
            contract_tools.skip("python3-jsonschema is not installed")
        self._module = jsonschema
        self._formats = jsonschema.FormatChecker(formats=())
        self._formats.checks("date", ValueError)(
            lambda v: not isinstance(v, str) or bool(datetime.date.fromisoformat(v)))
        self._formats.checks("date-time")(
            lambda v: not isinstance(v, str) or DATE_TIME.fullmatch(v) is not None)
        self._tree = tree
        self.judged = 0
        self.failures = []

    def errors(self, schema_name, value):
        # The keywords that the contract uses mean the same in OpenAPI 3.0 and in draft 4.
        schema = {"$ref": f"#/components/schemas/{schema_name}", "components": self._tree["components"]}
        validator = self._module.Draft4Validator(schema, format_checker=self._formats)
        return [f"{'.'.join(str(p) for p in e.absolute_path)}: {e.message[:300]}"
                for e in validator.iter_errors(value)]

    def expect_valid(self, place, schema_name, value):
        self.judged += 1
        self.failures += [f"{place}: {schema_name}: {e}" for e in self.errors(schema_name, value)]

    def expect_invalid(self, place, schema_name, value):
        self.judged += 1
        if not self.errors(schema_name, value):
            self.failures.append(f"{place}: {schema_name} takes what it must refuse")


def resolve(tree, node):
    while "$ref" in node:
        place = tree
        for part in node["$ref"][2:].split("/"):
            place = place[part]
        node = place
    return node


def media_types(node, place=""):
    """Every media type object with its place."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "content" and isinstance(value, dict):
                for media in value.values():
                    yield f"{place}.{key}", media
            yield from media_types(value, f"{place}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from media_types(value, f"{place}.{index}")


def judge_own_examples(judge, tree):
    for place, media in media_types(tree):
        reference = media.get("schema", {}).get("$ref", "")
        values = [media["example"]] if "example" in media else []
        values += [resolve(tree, e)["value"] for e in media.get("examples", {}).values()]
        for value in values:
            judge.expect_valid(place, reference.rsplit("/", 1)[-1], value)


def judge_data(judge):
    for path in sorted(DATA.glob("procedures/*/*.json")):
        judge.expect_valid(path.name, "Procedure", json.loads(path.read_text(encoding="utf-8")))
    lists = {"CalendarList": "calendars", "OrganizationList": "agencies"}
    for schema, folder in lists.items():
        items = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(DATA.glob(f"{folder}/*.json"))]
        judge.expect_valid(folder, schema, {"items": items})


def fill_scenario(value):
    """Relative days become real ones, and keys become ids; their form is all that counts here."""
    if isinstance(value, dict):
        return {k: fill_scenario(v) for k, v in value.items()}
    if isinstance(value, list):
        return [fill_scenario(v) for v in value]
    if isinstance(value, str) and re.fullmatch(r"@[+-]?\d+[<>]?", value):
        return "2026-11-13"
    return value


def judge_scenarios(judge, act_example, case_example):
    for path in sorted(DATA.glob("scenarios/*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            facts = {**case_example, **fill_scenario(case["facts"]), "agency": case["agency"]}
            judge.expect_valid(f"{path.name}: {case['key']}", "Case", facts)
            for index, act in enumerate(case["acts"]):
                payload = fill_scenario(act.get("payload", {}))
                if "via" in act:
                    payload["via"] = act["via"]
                for member in ("actId", "answers"):
                    if member in payload or (act["type"], member) == ("annul", "actId"):
                        payload[member] = act_example["actId"]
                judge.expect_valid(f"{path.name}: {case['key']}.acts[{index}]", "Act",
                                   {**act_example, "type": act["type"], "payload": payload})


def judge_wire(judge, emit, new_case_example):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        # What only the loket sets must not get out.
        json.dump({**new_case_example, "version": 0, "acts": [], "step": "intake"}, file)
        file.flush()
        lines = subprocess.run([emit, file.name], capture_output=True, text=True, check=True,
                               timeout=60).stdout.splitlines()
    for number, line in enumerate(lines, 1):
        body = json.loads(line)
        judge.expect_valid(f"wire body {number}", body["schema"], body["value"])
        if body["schema"] == "NewCase" and body["value"] != new_case_example:
            judge.failures.append(f"wire body {number}: not the facts that went in")


def judge_refusals(judge, examples):
    """The schemas bite: each of these is wrong in one place."""
    new_act = examples["NewExtendExample"]["value"]
    case = examples["CaseExample"]["value"]

    def changed(value, **members):
        return {**copy.deepcopy(value), **members}

    judge.expect_invalid("no reason", "NewAct", changed(new_act, payload={"via": "post"}))
    judge.expect_invalid("via unknown", "NewAct", changed(new_act, payload={"reason": "x", "via": "fax"}))
    judge.expect_invalid("day", "NewAct", changed(new_act, occurredOn="13/11/2026"))
    judge.expect_invalid("no day", "NewAct", changed(new_act, occurredOn=None))
    judge.expect_invalid("moment", "NewAct", changed(new_act, occurredAt="2026-11-13T10:00:00"))
    judge.expect_invalid("id", "NewAct", changed(new_act, actId="7E3A1C52-93B8-4F0E-B6A7-51C9D20E8F01"))
    judge.expect_invalid("null", "NewAct", changed(new_act, author=None))
    judge.expect_invalid("basedOn", "NewAct", changed(new_act, basedOn="5"))
    judge.expect_invalid("one demand alone", "NewAct",
                         changed(new_act, type="requalify", payload={"to": "question", "reason": "x"}))
    judge.expect_invalid("linked to what", "NewAct", changed(new_act, type="link", payload={"relation": "earlier"}))
    judge.expect_invalid("asked nothing", "NewAct", changed(new_act, type="inquire", payload={"reference": "x"}))
    judge.expect_invalid("closed to whom", "NewAct", changed(new_act, type="restrict", payload={"reason": "x"}))
    judge.expect_invalid("linked how", "Case", changed(case, links=[{
        "caseId": case["caseId"], "reference": "KF-2026-000123", "agency": "demo-fed"}]))
    judge.expect_invalid("opened what", "Act", changed(examples["LinkedActExample"]["value"],
                                                       opened={"agency": "demo-vlg"}))
    judge.expect_invalid("not taken", "Act", new_act)
    judge.expect_invalid("version", "Case", changed(case, version=None))
    judge.expect_invalid("clock", "Case", changed(case, clocks=[{"clock": "answer"}]))
    judge.expect_invalid("bad act", "Case", changed(case, acts=[new_act]))
    taken = examples["ActExample"]["value"]
    judge.expect_valid("unknown type", "NewAct", changed(new_act, type="melt", payload={"x": [1]}))
    judge.expect_valid("emptied", "Act", changed(taken, type="note", payload={}))
    judge.expect_valid("unknown member", "Act", changed(taken, later={"x": 1}))
    for value in (None, 5, "x", {"a": None}, []):
        judge.expect_valid("correction", "NewAct", changed(
            new_act, type="correct", payload={"field": "subject", "old": value, "new": None}))


def list_codes(node):
    if isinstance(node, dict):
        yield from node.get("x-codes", [])
        for value in node.values():
            yield from list_codes(value)


def check_codes(judge, tree):
    """The words of the contract are the words of the code."""
    known = set(re.findall(r'"([A-Za-z]+)"', CODES.read_text(encoding="utf-8")))
    schemas = tree["components"]["schemas"]
    # These are words of payloads and links, which the code compares where the rules name them.
    payload_words = {"DeclineKindCode", "TransferKindCode", "AskedCode", "RelationCode",
                     "DispatchKindCode", "LinkCode"}
    for name, schema in schemas.items():
        if name not in payload_words:
            judge.failures += [f"{name}: {c}: not a word of {CODES.name}"
                               for c in list_codes(schema) if c not in known]
    table = re.search(r"act_types\[\] = \{(.*?)NULL", CODES.read_text(encoding="utf-8"), re.S).group(1)
    types = set(re.findall(r'"([A-Za-z]+)"', table)) - {"unknown"}
    missing = types ^ set(schemas["ActTypeCode"]["x-codes"])
    judge.failures += [f"ActTypeCode: {c}: in the contract or in {CODES.name}, not in both" for c in missing]


def main():
    tree = contract_tools.load_contract()
    judge = Judge(tree)
    examples = tree["components"]["examples"]
    judge_own_examples(judge, tree)
    judge_data(judge)
    judge_scenarios(judge, examples["ActExample"]["value"], examples["CaseExample"]["value"])
    judge_wire(judge, pathlib.Path(sys.argv[1]), examples["NewCaseExample"]["value"])
    judge_refusals(judge, examples)
    check_codes(judge, tree)
    for failure in judge.failures:
        print(failure)
    print(f"{judge.judged} values judged by the contract, {len(judge.failures)} failures")
    sys.exit(1 if judge.failures else 0)


if __name__ == "__main__":
    main()
