#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Throws random acts at the C code and at the naive reader, and prints where they differ.

  compare.py REPLAY_LINES [--count N] [--seed S] [--write FILE]

REPLAY_LINES takes a vector a line and gives its `expect` a line, as `naive.py --lines` does. The
seed is printed; the same seed gives the same lists. The first list that differs is made shorter
as long as it still differs. --write puts the lists into a file and runs nothing.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta

from days import DATA
from naive import differences, load_profile, run
from replay import ACT_TYPES, ALWAYS

PROFILES = [("be-fed-ibz", "1"), ("be-vlg-bestuursdecreet", "1"), ("test-rules", "1")]
WEIGHTS = [4, 5, 3]
STORIES = [
    "acknowledge takeUp request receive establish assess submit approve answer".split(),
    "acknowledge takeUp offerMediation consent propose respond settle answer".split(),
    "takeUp offerMediation endMediation extend assess answer reopen takeUp answer".split(),
    "acknowledge decline reopen takeUp answer".split(),
    "extend takeUp promiseRemedy answer fulfilRemedy followUp close reopen".split(),
    "correct acknowledge annul correct takeUp annul settle answer".split(),
    "completeFile suspend resume suspend extend resume answer".split(),
    "request suspend receive extend resume extend inform remind".split(),
    "transfer acknowledge transfer reopen close reopen withdraw".split(),
    "inquire request receive completeFile takeUp submit sendBack submit answer".split(),
]
BORDERS = [0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 20, 21, 22, 29, 30, 31, 44, 45, 46, 47, 89, 90, 91]
HOURS = ["00:30", "07:15", "12:00", "21:59", "22:00", "22:30", "22:59", "23:00", "23:59"]
WORDS = ["t"] * 12 + ["", "  ", None]
FROM = ["citizen", "service", "third", "service", "citizen", "moon", None]
GROUNDS = {
    "be-fed-ibz": ["anonymous", "notCompetent", "regulatedAppeal", "disputes"],
    "be-vlg-bestuursdecreet": ["noInterest", "appealNotUsed", "noFacts", "anonymous", "notCompetent"],
    "test-rules": ["a", "b", "c"],
}


class Maker:
    """Makes one vector from one source of chance."""

    def __init__(self, chance):
        self.chance = chance
        self.profile = chance.choices(PROFILES, WEIGHTS)[0]
        self.received = date(2015, 1, 1) + timedelta(days=chance.randrange(21 * 365))
        self.shown = {"receivedOn": self.received.isoformat(), "answerChannel": None, "subject": None}

    def vector(self, name):
        chance, acts = self.chance, []
        story = list(chance.choice(STORIES))
        day = self.received
        for number in range(chance.randrange(0, 15)):
            day = self.next_day(day)
            if story and chance.random() < 0.7:
                act_type = story.pop(0)
            else:
                act_type = self.any_type()
            acts.append(self.act(number, act_type, day, acts))
        self.send(acts)
        case = self.case()
        last = max([date.fromisoformat(act["occurredOn"]) for act in acts], default=self.received)
        now = last + timedelta(days=chance.choice([0, 0, 0, 1, 2, 5, 9, 20, 45, -1, -3]))
        vector = {"name": name, "procedure": case["procedure"], "case": case, "acts": acts,
                  "now": f"{now}T{chance.choice(HOURS)}:00{chance.choice(['Z', '+01:00', '+02:00'])}"}
        if chance.random() < 0.1:
            roles = ["reader", "connectedService", "coordinator", "approver", "gardener"]
            vector["viewer"] = {"roles": chance.sample(roles, chance.randrange(0, 3))}
        return vector

    def any_type(self):
        """Mostly one that the procedure has, sometimes any, sometimes one that nobody knows."""
        if self.chance.random() < 0.75:
            profile = load_profile(dict(zip(("id", "version"), self.profile)))
            return self.chance.choice([row["act"] for row in profile["acts"]] + ALWAYS)
        return self.chance.choice(ACT_TYPES + ["teleport"])

    def case(self):
        chance = self.chance
        name, version = self.profile
        case = {"caseId": "00000000-0000-4000-8000-000000000001", "reference": "KX-1", "agency": "demo",
                "procedure": {"id": name, "version": version}, "registeredOn": self.received.isoformat(),
                "receivedOn": self.received.isoformat(), "filingLanguage": "nl"}
        if self.shown["answerChannel"] or chance.random() < 0.8:
            case["answerChannel"] = self.shown["answerChannel"] or chance.choice(["mail", "loket", "post"])
        if chance.random() < 0.5:
            case["grievances"] = [{"id": f"g{i}", "text": "t"} for i in range(chance.randrange(0, 4))]
        if chance.random() < 0.2:
            case["assignee"] = "p5"
        if chance.random() < 0.03:
            case["procedure"]["version"] = "99"
            case.update({"step": "answering", "flags": ["acknowledged"], "outcome": "settled"})
        return case

    def next_day(self, day):
        chance = self.chance
        if chance.random() < 0.25:
            return self.received + timedelta(days=chance.choice(BORDERS))
        return day + timedelta(days=chance.choice([0, 0, 1, 1, 2, 3, 5, 8, 13, 30, -1, -4]))

    def act(self, number, act_type, day, before):
        payload = {key: value for key, value in self.payload(act_type, before).items()
                   if value is not None}
        return {"actId": f"00000000-0000-4000-8000-0000000001{number:02d}", "type": act_type,
                "author": "p1", "occurredOn": day.isoformat(), "basedOn": 1, "payload": payload}

    def payload(self, act_type, before):
        chance = self.chance
        if act_type == "correct":
            return self.correction()
        payload = {"text": chance.choice(WORDS), "reason": chance.choice(WORDS),
                   "via": chance.choice(["mail", "loket", "post", "phone", "counter", "pigeon", None])}
        if act_type == "decline":
            payload["ground"] = chance.choice(GROUNDS[self.profile[0]] + ["nonsense"])
            payload["kind"] = self.kind_of(payload["ground"])
        elif act_type == "transfer":
            payload["kind"] = chance.choice(["internal", "external", "referral", "sideways", None])
        elif act_type in ("request", "receive"):
            payload["from"] = chance.choice(FROM)
        elif act_type == "contact":
            payload["with"] = chance.choice(FROM)
        elif act_type in ("establish", "assess"):
            payload["grievanceId"] = chance.choice([None, None, "g0", "g1", "g2", "g7"])
        elif act_type == "close":
            payload["outcome"] = chance.choice(["resolvedAtOnce", "withdrawn", "withoutObject", "lapsed",
                                                "answered", "nonsense", None])
        elif act_type == "annul":
            ids = [act["actId"] for act in before] + ["nobody"]
            payload["actId"] = chance.choice(ids[-4:] + [None])
        elif act_type == "assign":
            payload["to"] = chance.choice(["p2", "p3", "", None])
        elif act_type == "setFollowUp":
            payload["on"] = chance.choice(["2031-01-01", "2031-02-29", "soon", None])
        elif act_type == "setUrgency":
            payload["level"] = chance.choice(["normal", "high", "urgent", "mad", None])
        return payload

    def kind_of(self, ground):
        profile = load_profile(dict(zip(("id", "version"), self.profile)))
        kinds = [entry["kind"] for entry in profile["grounds"] if entry["code"] == ground]
        if kinds and self.chance.random() < 0.85:
            return kinds[0]
        return self.chance.choice(["notHandled", "inadmissible", "notCompetent", None])

    def correction(self):
        chance = self.chance
        field = chance.choice(["receivedOn"] * 6 + ["answerChannel", "subject", "version", "", None,
                                                    "grievances.0.id", "grievances.7.id", "assignee"])
        old = self.shown.get(field) if chance.random() < 0.8 else "something else"
        if field == "receivedOn":
            near = self.received + timedelta(days=chance.randrange(-9, 10))
            new = chance.choice([near.isoformat()] * 5 + ["2030-02-30", None])
        else:
            new = chance.choice(["loket", "mail"]) if field == "answerChannel" else "words"
        if field == "answerChannel" and old is None:
            self.shown[field] = old = "mail"
        if field in self.shown and chance.random() < 0.8:
            self.shown[field] = new
        if field == "grievances.0.id":
            old, new = "g0", chance.choice(["g1", "g9"])
        return {"field": field, "old": old, "new": new, "reason": chance.choice(WORDS)}

    def send(self, acts):
        """The loket takes all but the last few, some of them days later, some out of order."""
        chance = self.chance
        taken = len(acts) - chance.choice([0, 0, 0, 1, 2, 4])
        for place, act in enumerate(acts[:max(taken, 0)]):
            late = timedelta(days=chance.choice([0, 0, 0, 0, 1, 2, 4]))
            day = date.fromisoformat(act["occurredOn"]) + late
            act["seq"] = place * 2 + 1
            act["recordedAt"] = f"{day}T{chance.choice(HOURS)}:00Z"
        if len(acts) > 2 and chance.random() < 0.15:
            first = chance.randrange(0, len(acts) - 1)
            acts[first], acts[first + 1] = acts[first + 1], acts[first]


def make(seed, number):
    return Maker(random.Random(f"{seed}/{number}")).vector(f"seed {seed}, list {number}")


def run_other(program, vectors):
    text = "".join(json.dumps(vector) + "\n" for vector in vectors)
    done = subprocess.run([program], input=text, stdout=subprocess.PIPE, check=True, encoding="utf-8",
                          env={**os.environ, "LOKET_DATADIR": DATA})
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(vectors):
        raise SystemExit(f"{len(vectors)} lines in, {len(answers)} lines out")
    return answers


def compare(wanted, got):
    found = list(differences(wanted, got))
    for name in ("effects", "clocks", "checklist"):
        if len(wanted.get(name, [])) != len(got.get(name, [])):
            found.append(f".{name}: {len(wanted.get(name, []))} wanted, {len(got.get(name, []))} found")
    return found


def shorten(program, vector):
    """Leaves out acts as long as a difference stays."""
    place = 0
    while place < len(vector["acts"]):
        shorter = dict(vector, acts=vector["acts"][:place] + vector["acts"][place + 1:])
        if compare(run(shorter), run_other(program, [shorter])[0]):
            vector = shorter
        else:
            place += 1
    return vector


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", metavar="REPLAY_LINES")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="FILE")
    return parser.parse_args()


def main():
    options = parse()
    vectors = [make(options.seed, number) for number in range(options.count)]
    print(f"seed {options.seed}, {options.count} lists")
    if options.write:
        with open(options.write, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(vector) + "\n" for vector in vectors)
        return 0
    failed = []
    for vector, got in zip(vectors, run_other(options.program, vectors)):
        found = compare(run(vector), got)
        if found:
            failed.append(vector)
            if len(failed) <= 20:
                print(f"{vector['name']} ({vector['procedure']['id']}): " + "; ".join(found[:4]))
    print(f"{len(failed)} of {options.count} differ")
    if failed:
        short = shorten(options.program, failed[0])
        print(json.dumps(short))
        print("\n".join(compare(run(short), run_other(options.program, [short])[0])))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
