# SPDX-License-Identifier: EUPL-1.2
"""Lints the contract with Spectral; and breaks it on purpose, rule by rule, to see the lint bite."""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import contract_tools

RULESET = contract_tools.HERE / "belgif.spectral.yaml"
ME = "/me"


def spectral(tools, files):
    """Every finding as (file name, rule, severity, message, path)."""
    result = subprocess.run(
        [tools / "spectral", "lint", "--quiet", "-f", "json", "-r", RULESET, *files],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)
    start = result.stdout.find("[")
    if start < 0:
        sys.exit(f"Spectral gave no findings to read:\n{result.stdout}{result.stderr}")
    findings, _ = json.JSONDecoder().raw_decode(result.stdout[start:])
    return [(pathlib.Path(f["source"]).name, str(f["code"]), f["severity"], f["message"],
             ".".join(str(p) for p in f["path"])) for f in findings]


def rename(mapping, old, new):
    mapping[new] = mapping.pop(old)


def operation(tree, path=ME, method="get"):
    return tree["paths"][path][method]


def schemas(tree):
    return tree["components"]["schemas"]


# For each rule of ours (and the ones of the base set that matter most), how to break it.
MUTATIONS = {
    "belgif-openapi-version": lambda t: t.update(openapi="3.1.0"),
    "belgif-path-notation": lambda t: rename(t["paths"], "/refData/calendars", "/ref-data/calendars/"),
    "belgif-parameter-notation":
        lambda t: operation(t, "/changes")["parameters"][2].update(name="page_size"),
    "belgif-reserved-parameters": lambda t: operation(t, "/changes")["parameters"][2].update(name="q"),
    "belgif-header-prefix":
        lambda t: t["components"]["parameters"]["TraceIdHeader"].update(name="X-Trace-Id"),
    "belgif-component-notation": lambda t: schemas(t).update(
        bad_name=schemas(t)["Health"]) or schemas(t)["Me"]["properties"].update(
            health={"$ref": "#/components/schemas/bad_name"}),
    "belgif-property-notation":
        lambda t: schemas(t)["Me"]["properties"].update(Person_Id={"type": "string"}),
    "belgif-operation-id": lambda t: operation(t).pop("operationId"),
    "belgif-one-tag": lambda t: operation(t).update(tags=["Service", "Feed"]),
    "belgif-body-required":
        lambda t: operation(t, "/cases/{caseId}", "put")["requestBody"].pop("required"),
    "belgif-default-problem": lambda t: operation(t)["responses"].pop("default"),
    "belgif-problem-media-type": lambda t: rename(
        t["components"]["responses"]["ConflictResponse"]["content"], "application/problem+json",
        "application/json"),
    "belgif-trace-id-request": lambda t: operation(t)["parameters"].pop(0),
    "belgif-trace-id-response":
        lambda t: operation(t)["responses"]["200"]["headers"].pop("BelGov-Trace-Id"),
    "belgif-health": lambda t: t["paths"].pop("/health"),
    "belgif-additional-properties": lambda t: schemas(t)["Me"].update(additionalProperties=False),
    "belgif-no-null": lambda t: schemas(t)["Party"]["properties"]["name"].update(nullable=True),
    "belgif-ids-are-strings":
        lambda t: schemas(t)["Grievance"]["properties"].update(id={"type": "integer"}),
    "belgif-codes": lambda t: schemas(t)["ViaCode"]["enum"].append("BY_FAX"),
    "belgif-answers-are-objects": lambda t: schemas(t)["CalendarList"].update(
        type="array", items={"type": "string"}),
    "belgif-get-has-no-body": lambda t: operation(t).update(
        requestBody={"required": True, "content": {"application/json": {"schema": {}}}}),
    "loket-day-names": lambda t: schemas(t)["Act"]["allOf"][1]["properties"].update(
        recordedOn={"type": "string", "format": "date-time"}),
    "oas3-unused-component": lambda t: schemas(t).update(Unused={"type": "object"}),
    "oas3-valid-media-example": lambda t: operation(t)["responses"]["200"]["content"][
        "application/json"]["example"].pop("realm"),
    "operation-tag-defined": lambda t: operation(t).update(tags=["Nobody"]),
    "operation-operationId-unique": lambda t: operation(t).update(operationId="checkHealth"),
    "path-params": lambda t: t["paths"]["/cases/{caseId}"]["parameters"].pop(0),
}


def check_contract(tools):
    findings = spectral(tools, [contract_tools.CONTRACT])
    for _, rule, _, message, path in findings:
        print(f"{contract_tools.CONTRACT.name}: {path}: {rule}: {message}")
    return len(findings) == 0


def check_lint_bites(tools, tree):
    """A rule that never finds anything would pass any contract."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for rule, mutate in MUTATIONS.items():
            broken = copy.deepcopy(tree)
            mutate(broken)
            files.append(pathlib.Path(folder) / f"{rule}.yaml")
            contract_tools.dump_yaml(broken, files[-1])
        found = {(name, rule) for name, rule, *_ in spectral(tools, files)}
    blind = [rule for rule in MUTATIONS if (f"{rule}.yaml", rule) not in found]
    for rule in blind:
        print(f"{rule}: does not see the contract that breaks it")
    return not blind


def check_every_rule_is_tried():
    import yaml

    rules = yaml.safe_load(RULESET.read_text(encoding="utf-8"))["rules"]
    untried = [r for r in rules if r.startswith(("belgif-", "loket-")) and r not in MUTATIONS]
    for rule in untried:
        print(f"{rule}: nothing here breaks it")
    return not untried


def main():
    tree = contract_tools.load_contract()
    tools = contract_tools.install_npm_tools()
    good = [check_contract(tools), check_every_rule_is_tried(), check_lint_bites(tools, tree)]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
