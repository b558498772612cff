# SPDX-License-Identifier: EUPL-1.2
"""Random facts of a case, and random corrections of them."""

import json
import os
from datetime import date, timedelta

from days import DATA, easter
from replay import get_fact

HOURS = ["00:00:00", "00:30:00", "07:15:00", "08:30:00", "11:59:59", "12:00:00", "12:30:30",
         "13:00:00.250", "16:45:00", "17:00:00", "21:59:00", "22:00:00", "22:30:00", "22:59:59",
         "23:00:00", "23:59:00", "23:59:59"]
OFFSETS = ["Z", "+01:00", "+02:00"]
WORDS = ["t"] * 12 + ["", "  ", None]
HARD_DAYS = [(3, 24), (10, 24), (12, 20), (4, 28), (2, 27), (7, 18), (8, 12), (10, 29), (11, 8)]


def find_agencies():
    """The agencies by the profile that they follow."""
    found, folder = {}, os.path.join(DATA, "agencies")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            agency = json.load(file)
        found.setdefault(agency["procedure"], []).append(agency["id"])
    return found


AGENCIES = find_agencies()


class CaseMaker:
    """What is random in the facts; `chance`, `name`, `version`, `kinds`, `received`, `hour` and `offset`
    are the maker's."""

    def day_of_receipt(self):
        """Often near a day on which something goes wrong: a clock change, a holiday, Easter."""
        chance = self.chance
        year = chance.randrange(2015, 2036)
        if chance.random() < 0.15:
            return easter(year) + timedelta(days=chance.randrange(-4, 52))
        if chance.random() < 0.3:
            month, day = chance.choice(HARD_DAYS)
            return date(year, month, day) + timedelta(days=chance.randrange(8))
        return date(2015, 1, 1) + timedelta(days=chance.randrange(21 * 365))

    def moment(self, day):
        """Often the hour of receipt, so that terms in hours are met to the second."""
        chance = self.chance
        hour = self.hour if chance.random() < 0.4 else chance.choice(HOURS)
        offset = self.offset if chance.random() < 0.6 else chance.choice(OFFSETS)
        return f"{day}T{hour}{offset}"

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
            case["answerChannel"] = chance.choice(["mail", "loket", "post", "post", "socialMedia"])
        if chance.random() < 0.5:
            case["grievances"] = [{"id": f"g{i}", "text": "t"} for i in range(chance.randrange(0, 4))]
        if chance.random() < 0.3:
            case["documents"] = [{"documentId": f"d{i}", "name": "n"} for i in range(chance.randrange(0, 3))]
        if chance.random() < 0.6:
            case["demandKinds"] = self.some_kinds()
        if chance.random() < 0.4:
            case["contestedDecision"] = self.contested()
        if chance.random() < 0.2:
            case["assignee"] = "p5"
        if chance.random() < 0.4:
            case["factsOn"] = self.facts_on()
        if chance.random() < 0.3:
            case["links"] = self.some_links()
        if chance.random() < 0.3:
            case["damagesClaimed"] = chance.choice(["300 euro", "300 euro", "  ", 300])
        if chance.random() < 0.03:
            case["procedure"]["version"] = "99"
            case.update({"step": "answering", "flags": ["acknowledged"], "outcome": "settled"})
        return case

    def moment_of_receipt(self):
        chance = self.chance
        day = self.received + timedelta(days=chance.choice([0] * 12 + [-1, 1]))
        return chance.choice([f"{day}T{self.hour}{self.offset}"] * 15 + [f"{day}T10:00:00", str(day), "noon"])

    def facts_on(self):
        """The last day on which it happened, often such that the age is met to the day."""
        chance = self.chance
        before = chance.choice([0, 1, 10, 13, 14, 15, 364, 365, 366, 367, 400, -3])
        return chance.choice([(self.received - timedelta(days=before)).isoformat()] * 9 + ["long ago", 7])

    def some_links(self):
        chance = self.chance
        links = [{"caseId": f"c{number}", "reference": "KX-2", "agency": "demo",
                  "relation": chance.choice(["passedOnFrom", "passedOnFrom", "previousLine", "bundle", 7])}
                 for number in range(chance.randrange(0, 4))]
        return chance.choice([links] * 8 + ["passedOnFrom", [None, "bundle"]])

    def some_kinds(self):
        chance = self.chance
        if chance.random() < 0.03:
            return [self.kinds[-1], self.kinds[0], self.kinds[-1]]
        if chance.random() < 0.1:
            return chance.choice([[], ["grumble"], ["grumble", self.kinds[0]]])
        return chance.sample(self.kinds, min(len(self.kinds), chance.choice([1, 1, 1, 2, 3])))

    def contested(self):
        chance = self.chance
        notified = self.received - timedelta(days=chance.choice([0, 1, 9, 30, 60]))
        until = notified + timedelta(days=chance.choice([0, 15, 30, 60, 61]))
        decision = {"body": "b", "notifiedOn": chance.choice([notified.isoformat()] * 5 + ["lately", None]),
                    "appealUntil": chance.choice([until.isoformat()] * 6 + ["soon", None]),
                    "councilOfState": chance.choice([True, True, False, "true", None])}
        return {name: value for name, value in decision.items() if value is not None}

    def correction(self):
        """Of a fact that counts, mostly with the value that it had."""
        chance = self.chance
        fields = ["receivedOn"] * 6 + ["receivedAt"] * 3 + ["demandKinds"] * 3 + [
            "factsOn", "factsOn", "links", "damagesClaimed",
            "contestedDecision.appealUntil", "contestedDecision.councilOfState", "contestedDecision",
            "answerChannel", "subject", "version", "",
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
            "contestedDecision.councilOfState": chance.choice([True, False]),
            "contestedDecision.appealUntil": chance.choice([near.isoformat(), "soon"]),
            "factsOn": self.facts_on(),
            "links": self.some_links(),
            "damagesClaimed": chance.choice(["300 euro", " ", None]),
            "answerChannel": chance.choice(["loket", "mail"]),
            "grievances.0.id": chance.choice(["g1", "g9"]),
        }.get(field, "words")
