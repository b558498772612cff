# SPDX-License-Identifier: EUPL-1.2
"""Random act lists for comparisons: every profile that is there, every word of the format."""

import json
import os
import random
from datetime import date, timedelta

from days import DATA
from hours import counts_hours
from naive import load_profile
from replay import ACT_TYPES, ALWAYS, get_fact

STORIES = [
    "acknowledge takeUp request receive establish assess submit approve answer".split(),
    "acknowledge takeUp offerMediation consent propose respond settle answer".split(),
    "takeUp offerMediation consent consent consent propose settle endMediation offerMediation".split(),
    "takeUp offerMediation endMediation extend assess answer reopen takeUp answer".split(),
    "acknowledge decline reopen takeUp answer".split(),
    "extend takeUp promiseRemedy answer fulfilRemedy followUp close reopen".split(),
    "correct acknowledge annul correct takeUp annul settle answer".split(),
    "completeFile suspend resume suspend extend resume answer".split(),
    "request suspend receive extend resume extend inform remind".split(),
    "request receive request request receive inform request remind receive".split(),
    "transfer acknowledge transfer reopen close reopen withdraw".split(),
    "transfer acceptTransfer returnTransfer reopen transfer recuse returnTransfer transfer".split(),
    "inquire request receive completeFile takeUp submit sendBack submit answer".split(),
    "inquire inform inquire suspend resume inquire attest inform openNextLine".split(),
    "acknowledge requalify answer requalify takeUp extend requalify annul answer".split(),
    "promiseRemedy acknowledge inform completeFile receive fulfilRemedy completeFile".split(),
    "request request receive request inquire receive inquire receive transfer receive".split(),
    "request completeFile receive completeFile request receive withdraw".split(),
    "extend requalify extend requalify extend answer".split(),
]
BORDERS = [0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 20, 21, 22, 29, 30, 31, 44, 45, 46, 47, 60, 61, 89, 90,
           91, 180, 181]
HOURS = ["00:00:00", "00:30:00", "07:15:00", "08:30:00", "11:59:59", "12:00:00", "12:30:30",
         "13:00:00.250", "16:45:00", "17:00:00", "21:59:00", "22:00:00", "22:30:00", "22:59:59",
         "23:00:00", "23:59:00"]
OFFSETS = ["Z", "+01:00", "+02:00"]
WORDS = ["t"] * 12 + ["", "  ", None]
FROM = ["citizen", "service", "third", "service", "citizen", "third", "moon", 7, ["citizen"], None]
CLOCK_CHANGES = [(3, 24), (10, 24), (12, 20), (4, 28), (2, 27)]


def find_profiles():
    """(id, version, weight) of all that are shipped, and more often of those made for tests."""
    for folder, weight in (("procedures", 2), (os.path.join("vectors", "profiles"), 5)):
        path = os.path.join(DATA, folder)
        for name in sorted(os.listdir(path)):
            if os.path.isdir(os.path.join(path, name)):
                for file in sorted(os.listdir(os.path.join(path, name))):
                    if file.endswith(".json"):
                        yield name, file.removesuffix(".json"), weight


def find_agencies():
    """The agencies by the profile that they follow."""
    found, folder = {}, os.path.join(DATA, "agencies")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            agency = json.load(file)
        found.setdefault(agency["procedure"], []).append(agency["id"])
    return found


PROFILES = list(find_profiles())
WEIGHTS = [weight for _, _, weight in PROFILES]
AGENCIES = find_agencies()


def types_by_sender(profile):
    """The types of which a clock asks who they are from."""
    found, short = set(), {"acknowledged": "acknowledge", "inquired": "inquire"}
    for clock in profile["clocks"]:
        if "anchorFrom" in clock:
            found.add(short.get(clock["anchor"]["value"], clock["anchor"]["value"]))
        rows = clock["satisfiedBy"] + clock.get("skippedBy", [])
        found.update(row["act"] for row in rows if "from" in row)
    return found


class Maker:
    """Makes one vector from one source of chance."""

    def __init__(self, chance):
        self.chance = chance
        self.name, self.version, _ = chance.choices(PROFILES, WEIGHTS)[0]
        self.profile = load_profile({"id": self.name, "version": self.version})
        self.kinds = [kind["code"] for kind in self.profile["demandKinds"]]
        self.by_sender = types_by_sender(self.profile)
        self.in_hours = chance.random() < 0.8 and any(map(counts_hours, self.profile["clocks"]))
        self.received = self.day_of_receipt()
        self.hour, self.offset = chance.choice(HOURS), chance.choice(OFFSETS)
        self.case = self.make_case()
        self.shown = {}

    def day_of_receipt(self):
        chance = self.chance
        if chance.random() < 0.3:
            month, day = chance.choice(CLOCK_CHANGES)
            return date(chance.randrange(2015, 2036), month, day) + timedelta(days=chance.randrange(8))
        return date(2015, 1, 1) + timedelta(days=chance.randrange(21 * 365))

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
        last = max([date.fromisoformat(act["occurredOn"]) for act in acts], default=self.received)
        later = [0, 0, 0, 1, 1, 2, 3] if self.in_hours else [0, 0, 0, 1, 2, 5, 9, 20, 45, -1, -3]
        now = last + timedelta(days=chance.choice(later))
        vector = {"name": name, "procedure": self.case["procedure"], "case": self.case, "acts": acts,
                  "now": self.moment(now)}
        if chance.random() < 0.1:
            roles = ["reader", "connectedService", "coordinator", "approver", "gardener"]
            vector["viewer"] = {"roles": chance.sample(roles, chance.randrange(0, 3))}
        return vector

    def moment(self, day):
        """Often the hour of receipt, so that terms in hours are met to the second."""
        chance = self.chance
        hour = self.hour if chance.random() < 0.4 else chance.choice(HOURS)
        offset = self.offset if chance.random() < 0.6 else chance.choice(OFFSETS)
        return f"{day}T{hour}{offset}"

    def any_type(self):
        """Mostly one that the procedure has, sometimes any, sometimes one that nobody knows."""
        if self.by_sender and self.chance.random() < 0.15:
            return self.chance.choice(sorted(self.by_sender))
        if self.chance.random() < 0.75:
            return self.chance.choice([row["act"] for row in self.profile["acts"]] + ALWAYS)
        return self.chance.choice(ACT_TYPES + ["teleport"])

    def make_case(self):
        chance = self.chance
        received = self.received.isoformat()
        agency = chance.choice(AGENCIES.get(self.name, []) + ["demo"])
        case = {"caseId": "00000000-0000-4000-8000-000000000001", "reference": "KX-1", "agency": agency,
                "procedure": {"id": self.name, "version": self.version}, "registeredOn": received,
                "receivedOn": received, "filingLanguage": "nl"}
        if chance.random() < 0.6:
            case["receivedAt"] = self.moment_of_receipt()
        if chance.random() < 0.8:
            case["answerChannel"] = chance.choice(["mail", "loket", "post"])
        if chance.random() < 0.5:
            case["grievances"] = [{"id": f"g{i}", "text": "t"} for i in range(chance.randrange(0, 4))]
        if chance.random() < 0.6:
            case["demandKinds"] = self.some_kinds()
        if chance.random() < 0.4:
            case["contestedDecision"] = self.contested()
        if chance.random() < 0.2:
            case["assignee"] = "p5"
        if chance.random() < 0.03:
            case["procedure"]["version"] = "99"
            case.update({"step": "answering", "flags": ["acknowledged"], "outcome": "settled"})
        return case

    def moment_of_receipt(self):
        chance = self.chance
        day = self.received + timedelta(days=chance.choice([0] * 12 + [-1, 1]))
        return chance.choice([f"{day}T{self.hour}{self.offset}"] * 15 + [f"{day}T10:00:00", str(day), "noon"])

    def some_kinds(self):
        chance = self.chance
        if chance.random() < 0.1:
            return chance.choice([[], ["grumble"], ["grumble", self.kinds[0]]])
        return chance.sample(self.kinds, min(len(self.kinds), chance.choice([1, 1, 1, 2, 3])))

    def contested(self):
        chance = self.chance
        notified = self.received - timedelta(days=chance.choice([0, 1, 9, 30, 60]))
        until = notified + timedelta(days=chance.choice([0, 15, 30, 60, 61]))
        decision = {"body": "b", "notifiedOn": chance.choice([notified.isoformat()] * 5 + ["lately", None]),
                    "appealUntil": chance.choice([until.isoformat()] * 6 + ["soon", None])}
        return {name: value for name, value in decision.items() if value is not None}

    def next_day(self, day):
        chance = self.chance
        if chance.random() < (0.05 if self.in_hours else 0.25):
            return self.received + timedelta(days=chance.choice(BORDERS))
        steps = [0, 0, 0, 0, 1, 1, 2, 3] if self.in_hours else [0, 0, 1, 1, 2, 3, 5, 8, 13, 30, -1, -4]
        return day + timedelta(days=chance.choice(steps))

    def act(self, number, act_type, day, before):
        payload = {key: value for key, value in self.payload(act_type, before).items()
                   if value is not None}
        act = {"actId": f"00000000-0000-4000-8000-0000000001{number:02d}", "type": act_type,
               "author": "p1", "occurredOn": day.isoformat(), "basedOn": 1, "payload": payload}
        if self.chance.random() < 0.6:
            act["occurredAt"] = self.moment(day) if self.chance.random() < 0.97 else "in the morning"
        return act

    def payload(self, act_type, before):
        chance = self.chance
        if act_type == "correct":
            return self.correction()
        payload = {"text": chance.choice(WORDS), "reason": chance.choice(WORDS),
                   "via": chance.choice(["mail", "loket", "post", "phone", "counter", "pigeon", None])}
        if act_type in self.by_sender:
            payload["from"] = self.sender()
        if act_type == "decline":
            payload["ground"] = chance.choice([g["code"] for g in self.profile["grounds"]] + ["nonsense"])
            payload["kind"] = self.kind_of(payload["ground"])
        elif act_type == "transfer":
            payload["kind"] = chance.choice(["internal", "external", "referral", "sideways", None])
            payload["to"] = chance.choice(["body", " body ", "other", " ", None, 7])
        elif act_type == "requalify":
            payload["to"] = chance.choice([self.some_kinds(), self.some_kinds(), self.some_kinds(),
                                           self.kinds[0], None])
        elif act_type in ("request", "receive"):
            payload["from"] = self.sender()
        elif act_type == "consent":
            payload["party"] = chance.choice(["citizen", "citizen", "service", "service", "third", None])
            payload["yes"] = chance.choice([True] * 8 + [False, "yes", None])
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
        else:
            payload.update(self.own_work(act_type))
        return payload

    def sender(self):
        """Mostly one of those who can be asked; a few things that nobody is."""
        return self.chance.choice(FROM if self.chance.random() < 0.2 else FROM[:6])

    def own_work(self, act_type):
        chance = self.chance
        return {
            "assign": {"to": chance.choice(["p2", "p3", "", None])},
            "recuse": {"to": chance.choice(["p2", "p3", "", None])},
            "setFollowUp": {"on": chance.choice(["2031-01-01", "2031-02-29", "soon", None])},
            "setUrgency": {"level": chance.choice(["normal", "high", "urgent", "mad", None])},
        }.get(act_type, {})

    def kind_of(self, ground):
        kinds = [entry["kind"] for entry in self.profile["grounds"] if entry["code"] == ground]
        if kinds and self.chance.random() < 0.85:
            return kinds[0]
        return self.chance.choice(["notHandled", "inadmissible", "notCompetent", None])

    def correction(self):
        """Of a fact that counts, mostly with the value that it had."""
        chance = self.chance
        fields = ["receivedOn"] * 6 + ["receivedAt"] * 3 + ["demandKinds"] * 3 + [
            "contestedDecision.appealUntil", "contestedDecision", "answerChannel", "subject", "version", "",
            None, "grievances.0.id", "grievances.7.id", "assignee"]
        field = chance.choice(fields)
        old = self.shown.get(field, get_fact(self.case, field.split(".")) if field else None)
        if chance.random() < 0.2:
            old = "something else"
        new = self.new_value(field)
        if chance.random() < 0.8:
            self.shown[field] = new
        return {"field": field, "old": old, "new": new, "reason": chance.choice(WORDS)}

    def new_value(self, field):
        chance = self.chance
        near = self.received + timedelta(days=chance.randrange(-9, 10))
        return {
            "receivedOn": chance.choice([near.isoformat()] * 5 + ["2030-02-30", None]),
            "receivedAt": chance.choice([self.moment(self.received), self.moment(near), "noon", None]),
            "demandKinds": self.some_kinds(),
            "contestedDecision": self.contested(),
            "contestedDecision.appealUntil": chance.choice([near.isoformat(), "soon"]),
            "answerChannel": chance.choice(["loket", "mail"]),
            "grievances.0.id": chance.choice(["g1", "g9"]),
        }.get(field, "words")

    def send(self, acts):
        """The loket takes all but the last few, some of them days later, some out of order."""
        chance = self.chance
        taken = len(acts) - chance.choice([0, 0, 0, 1, 2, 4])
        for place, act in enumerate(acts[:max(taken, 0)]):
            late = timedelta(days=chance.choice([0, 0, 0, 0, 1, 2, 4]))
            day = date.fromisoformat(act["occurredOn"]) + late
            act["seq"] = place * 2 + 1
            act["recordedAt"] = self.moment(day)
        if len(acts) > 2 and chance.random() < 0.15:
            first = chance.randrange(0, len(acts) - 1)
            acts[first], acts[first + 1] = acts[first + 1], acts[first]


def make(seed, number):
    return Maker(random.Random(f"{seed}/{number}")).vector(f"seed {seed}, list {number}")
