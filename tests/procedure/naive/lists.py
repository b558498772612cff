# SPDX-License-Identifier: EUPL-1.2
"""Random act lists for comparisons: every profile that is there, every word of the format."""

import json
import os
import random
from datetime import date, timedelta

from cases import HOURS, OFFSETS, WORDS, CaseMaker
from days import DATA
from hours import counts_hours
from naive import load_profile
from words import ACT_TYPES, ALWAYS, TELLS

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
LETTERS_AND_PARTS = [
    "acknowledge dispatch returnedMail returnedMail dispatch takeUp answer returnedMail dispatch".split(),
    "takeUp extend dispatch answer dispatch returnedMail annul annul returnedMail".split(),
    "takeUp request dispatch request returnedMail receive acknowledge inform dispatch inform".split(),
    "acknowledge dispatch takeUp extend dispatch returnedMail dispatch answer returnedMail".split(),
    "takeUp acknowledge returnedMail extend returnedMail annul dispatch annul answer dispatch".split(),
    "request dispatch inform returnedMail receive dispatch decline returnedMail reopen dispatch".split(),
    "takeUp answer close answer answer reopen answer decline withdraw".split(),
    "answer transfer settle answer requalify answer close reopen openNextLine".split(),
    "acknowledge takeUp promiseRemedy request recommend receive promiseRemedy fulfilRemedy answer".split(),
    "takeUp recommend request receive promiseRemedy recommend remind fulfilRemedy".split(),
    "recommend request promiseRemedy annul inform recommend remind receive followUp".split(),
    "recordConduct reviewConduct restrict recordConduct reviewConduct informLegal restrict".split(),
    "attach detach attach annul detach attach note detach attach takeUp attach".split(),
    "transfer returnTransfer returnTransfer transfer recordProceedings endProceedings openNextLine".split(),
]
PROMISES = ("acknowledge", "takeUp", "promiseRemedy", "recommend", "request")
BORDERS = [0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 20, 21, 22, 29, 30, 31, 44, 45, 46, 47, 60, 61, 89, 90,
           91, 180, 181]
FROM = ["citizen", "service", "third", "service", "citizen", "third", "moon", 7, ["citizen"], None]
def find_profiles():
    """(id, version, weight) of all that are shipped, and more often of those made for tests."""
    for folder, weight in (("procedures", 2), (os.path.join("vectors", "profiles"), 7)):
        path = os.path.join(DATA, folder)
        for name in sorted(os.listdir(path)):
            if os.path.isdir(os.path.join(path, name)):
                for file in sorted(os.listdir(os.path.join(path, name))):
                    if file.endswith(".json"):
                        yield name, file.removesuffix(".json"), weight


PROFILES = list(find_profiles())
WEIGHTS = [weight for _, _, weight in PROFILES]


def types_by_sender(profile):
    """The types of which a clock asks who they are from."""
    found, short = set(), {"acknowledged": "acknowledge", "inquired": "inquire"}
    for clock in profile["clocks"]:
        if "anchorFrom" in clock:
            found.add(short.get(clock["anchor"]["value"], clock["anchor"]["value"]))
        rows = clock.get("satisfiedBy", []) + clock.get("skippedBy", [])
        found.update(row["act"] for row in rows if "from" in row)
    return found


class Maker(CaseMaker):
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
        self.promises = any("until" in clock.get("copiedFrom", {}).get("value", "")
                            for clock in self.profile["clocks"])
        self.in_parts = any("perDemand" in row for row in self.profile["acts"])

    def vector(self, name):
        chance, acts = self.chance, []
        stories = STORIES + LETTERS_AND_PARTS
        if self.in_parts or self.promises:
            stories = chance.choice([STORIES, LETTERS_AND_PARTS, LETTERS_AND_PARTS])
        story = list(chance.choice(stories))
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

    def any_type(self):
        """Mostly one that the procedure has, sometimes any, sometimes one that nobody knows."""
        if self.by_sender and self.chance.random() < 0.15:
            return self.chance.choice(sorted(self.by_sender))
        if self.chance.random() < 0.75:
            return self.chance.choice([row["act"] for row in self.profile["acts"]] + ALWAYS)
        return self.chance.choice(ACT_TYPES + ["teleport"])

    def next_day(self, day):
        chance = self.chance
        if chance.random() < (0.05 if self.in_hours else 0.25):
            return self.received + timedelta(days=chance.choice(BORDERS))
        steps = [0, 0, 0, 0, 1, 1, 2, 3] if self.in_hours else [0, 0, 1, 1, 2, 3, 5, 8, 13, 30, -1, -4]
        return day + timedelta(days=chance.choice(steps))

    def act(self, number, act_type, day, before):
        payload = {key: value for key, value in self.payload(act_type, day, before).items()
                   if value is not None}
        if self.chance.random() < (0.5 if self.in_parts else 0.04):
            payload["demand"] = self.chance.choice(self.kinds * 4 + ["grumble", "", 7])
        act = {"actId": f"00000000-0000-4000-8000-0000000001{number:02d}", "type": act_type,
               "author": "p1", "occurredOn": day.isoformat(), "basedOn": 1, "payload": payload}
        if self.chance.random() < 0.6:
            act["occurredAt"] = self.moment(day) if self.chance.random() < 0.97 else "in the morning"
        return act

    def payload(self, act_type, day, before):
        chance = self.chance
        if act_type == "correct":
            return self.correction()
        payload = {"text": chance.choice(WORDS), "reason": chance.choice(WORDS),
                   "via": chance.choice(["mail", "loket", "post", "post", "phone", "counter", "pigeon",
                                         "socialMedia", None])}
        if act_type in self.by_sender:
            payload["from"] = self.sender()
        if act_type == "decline":
            payload["ground"] = chance.choice([g["code"] for g in self.profile["grounds"]] + ["nonsense"])
            payload["kind"] = self.kind_of(payload["ground"])
        elif act_type == "transfer":
            payload["kind"] = chance.choice(["internal", "external", "referral", "sideways", None])
            payload["to"] = chance.choice(["body", " body ", "other", " ", None, 7])
            payload["toAgency"] = chance.choice(["a1", " a1", "a2", "", None, None, None, 7])
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
                                                "recorded", "recorded", "answered", "nonsense", None])
        elif act_type == "annul":
            ids = [act["actId"] for act in before] + ["nobody"]
            payload["actId"] = chance.choice(ids[-4:] + [None])
        else:
            payload.update(self.own_work(act_type, day))
        if act_type in ("dispatch", "returnedMail"):
            payload["actId"] = self.some_letter(before)
        if act_type in PROMISES:
            payload["until"] = self.some_promise(day)
        return payload

    def some_letter(self, before):
        """Mostly the last letters; sometimes another act, none, or nothing that could be one."""
        chance = self.chance
        letters = [act["actId"] for act in before if act["type"] in TELLS]
        if letters and chance.random() < 0.9:
            return chance.choice(letters[-3:] + letters[-1:] * 2)
        return chance.choice([act["actId"] for act in before[-3:]] + ["nobody", None, 7])

    def some_promise(self, day):
        chance = self.chance
        if chance.random() < 0.15:
            return chance.choice(["soon", "2031-02-29", None, 7])
        return (day + timedelta(days=chance.choice([-1, 0, 1, 2, 3, 5, 8, 14, 30]))).isoformat()

    def sender(self):
        """Mostly one of those who can be asked; a few things that nobody is."""
        return self.chance.choice(FROM if self.chance.random() < 0.2 else FROM[:6])

    def some_document(self):
        return self.chance.choice(["d0", "d1", "d2", "d0", "d1", "d2", " ", None, 7])

    def own_work(self, act_type, day):
        chance = self.chance
        review = chance.choice([self.some_promise(day), self.some_promise(day), None])
        return {
            "recordConduct": {"measure": "m", "reviewOn": review},
            "reviewConduct": {"keep": chance.choice([True, True, False, "yes", None]), "reviewOn": review},
            "attach": {"documentId": self.some_document(), "name": chance.choice(WORDS)},
            "detach": {"documentId": self.some_document()},
            "restrict": {"to": chance.choice([["p1", "p2"], ["p3"], [], [""], "p1", ["p1", 7], None])},
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
