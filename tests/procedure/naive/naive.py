#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The naive reader: a second reading of data/procedures/FORMAT.md, with its own holiday rules.

  naive.py --check FILE...   run the vectors (of a folder: all in it), exit 1 when one differs
  naive.py --fill FILE...    write `expect` into the vectors whose derivation is "oracle"
  naive.py --lines           a vector a line on standard input, its `expect` a line on output
"""

import json
import os
import sys

from days import DATA
from replay import replay

_profiles, _targets = {}, {}
KEYS = {"clocks": "clock", "effects": "actId", "checklist": "code"}


def load_profile(name):
    """The profile of that id and version, or None."""
    key = (name["id"], name["version"])
    if key not in _profiles:
        _profiles[key] = None
        for folder in ("procedures", os.path.join("vectors", "profiles")):
            path = os.path.join(DATA, folder, key[0], key[1] + ".json")
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    _profiles[key] = json.load(file)
    return _profiles[key]


def load_targets(case):
    """The own clocks of the agency, where it follows the procedure of the case."""
    name = case.get("agency")
    if name not in _targets:
        _targets[name] = None, []
        path = os.path.join(DATA, "agencies", f"{name}.json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                agency = json.load(file)
            _targets[name] = agency["procedure"], agency["targets"]
    procedure, targets = _targets[name]
    return targets if procedure == case["procedure"]["id"] else []


def run(vector):
    return replay(load_profile(vector["procedure"]), load_targets(vector["case"]), vector)


def differences(wanted, got, place=""):
    """Lines that say where `got` is not what `wanted` asks for; members not asked for are free."""
    member = place.rsplit(".", 1)[-1]
    if isinstance(wanted, dict) and isinstance(got, dict):
        for name, value in wanted.items():
            if name not in got:
                yield f"{place}.{name}: missing"
            else:
                yield from differences(value, got[name], f"{place}.{name}")
    elif isinstance(wanted, list) and isinstance(got, list) and member in KEYS:
        found = {entry[KEYS[member]]: entry for entry in got}
        for entry in wanted:
            key = entry[KEYS[member]]
            if key not in found:
                yield f"{place}.{key}: missing"
            else:
                yield from differences(entry, found[key], f"{place}.{key}")
    elif wanted != got:
        yield f"{place}: {json.dumps(wanted)} wanted, {json.dumps(got)} found"


def in_folders(paths):
    """A folder stands for the vectors in it."""
    for path in paths:
        if os.path.isdir(path):
            yield from sorted(os.path.join(path, name) for name in os.listdir(path)
                              if name.endswith(".json"))
        else:
            yield path


def check(paths):
    total, failed = 0, 0
    for path in in_folders(paths):
        with open(path, encoding="utf-8") as file:
            vectors = json.load(file)
        for vector in vectors:
            total += 1
            lines = list(differences(vector["expect"], run(vector)))
            failed += bool(lines)
            for line in lines:
                print(f"{os.path.basename(path)}: {vector['name']}: {line.lstrip('.')}")
    print(f"{total} vectors, {failed} differ")
    return 1 if failed or not total else 0


def write_flat(value, indent=0, width=110):
    """JSON that a person can read: what fits on a line stands on a line."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + len(line) <= width or not isinstance(value, (dict, list)) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        inner = [f"{pad}{json.dumps(k)}: {write_flat(v, indent + 2, width)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    inner = [pad + write_flat(v, indent + 2, width) for v in value]
    return "[\n" + ",\n".join(inner) + "\n" + " " * indent + "]"


def only_asked(got, ask):
    """What a vector of the oracle keeps: proofs and refused permissions would fill pages."""
    kept = {name: got[name] for name in ask if name in got}
    if "clocks" in kept:
        kept["clocks"] = [{name: value for name, value in clock.items() if name != "explanation"}
                          for clock in kept["clocks"]]
    if "permissions" in kept:
        kept["permissions"] = {name: value for name, value in kept["permissions"].items()
                               if value["reason"] not in ("notInProcedure",)}
    return kept


def fill(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vectors = json.load(file)
        for vector in vectors:
            if vector["derivation"] == "oracle":
                got = run(vector)
                vector["expect"] = only_asked(got, vector.get("expect") or list(got))
        with open(path, "w", encoding="utf-8") as file:
            file.write(write_flat(vectors) + "\n")
    return 0


def lines():
    for line in sys.stdin:
        try:
            result = run(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            result = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0


def main(arguments):
    if arguments[:1] == ["--check"]:
        return check(arguments[1:])
    if arguments[:1] == ["--fill"]:
        return fill(arguments[1:])
    if arguments == ["--lines"]:
        return lines()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
