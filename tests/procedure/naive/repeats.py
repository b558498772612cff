# SPDX-License-Identifier: EUPL-1.2
"""Properties of two answers that must be the same: what is taken back, said twice or in another order."""

import json

from days import brussels_day, parse_day
from lists import load_profile
from question import (Question, all_taken, answer_to, changes, is_allowed, more, move_a_date, new_act,
                      shift, take)
from replay import in_order
from words import ALWAYS, TELLS

LETTERS = ("dispatch", "returnedMail")


def today_of(vector):
    return brussels_day(vector["now"]).isoformat()


def speaks_of(act, other):
    return act.get("payload", {}).get("actId") == other["actId"]


class Annulled(Question):
    """an extension, or any other act, that is annulled leaves all as it was before; where it cannot be
    annulled all stays as it is with it"""

    def ask(self, vector):
        chance, profile = self.chance, load_profile(vector["procedure"])
        if not profile:
            return
        types = [row["act"] for row in profile["acts"]] + ALWAYS
        act_type = "extend" if chance.random() < 0.5 else chance.choice(types)
        ground = (profile["grounds"] or [{"code": "x", "kind": "x"}])[0]
        payload = {"text": "t", "reason": "r", "via": chance.choice(["loket", "loket", "post"]),
                   "from": "service", "kind": chance.choice([ground["kind"], "internal"]),
                   "ground": ground["code"], "on": "2036-01-01", "reviewOn": "2036-01-01", "level": "high"}
        day = chance.choice([today_of(vector), vector["case"]["receivedOn"]])
        self.act = new_act(act_type, day, payload, number=1)
        self.annul = new_act("annul", today_of(vector), {"actId": self.act["actId"], "reason": "r"}, number=2)
        if chance.random() < 0.5:
            self.vectors = [vector, more(vector, self.act), more(vector, self.act, self.annul)]
            self.vectors = self.vectors if not pending(vector) else []
        else:
            acts = vector["acts"] + [self.act]
            self.vectors = [vector, dict(vector, acts=acts), dict(vector, acts=acts + [self.annul])]

    def complaints(self, answers):
        before, with_it, annulled = answers
        ours = [self.act, self.annul]
        if is_allowed(annulled, self.annul):
            yield from changes(before, annulled, without=ours)
        else:
            yield from changes(with_it, annulled, without=[self.annul])
            if self.act["type"] not in TELLS + ["annul"]:
                yield f"{self.act['type']} is not annulled: {answer_to(annulled, self.annul)['reason']}"

    def applies(self, answers):
        reason = answer_to(answers[2], self.annul)["reason"]
        return reason not in ("rulesUnknown", "inTheFuture")


def pending(vector):
    return [act for act in vector["acts"] if not act.get("seq")]


class SuspendedTwice(Question):
    """two suspensions of which the days meet are one: every date and every line is the same"""

    def ask(self, vector):
        profile, chance = load_profile(vector["procedure"]), self.chance
        if not profile or not any("suspendedBy" in clock for clock in profile["clocks"]):
            return
        vector = all_taken(vector)
        vector["acts"] = vector["acts"][:chance.randrange(0, len(vector["acts"]) + 1)]
        first = shift(vector["case"]["receivedOn"], chance.randrange(0, 20))
        second, third = shift(first, chance.randrange(0, 8)), shift(first, chance.randrange(8, 12))
        last = shift(third, chance.randrange(0, 20))
        vector["now"] = f"{shift(last, chance.randrange(0, 30))}T12:00:00+01:00"
        nested = [("suspend", first), ("suspend", second), ("resume", last)]
        meeting = [("suspend", first), ("resume", third), ("suspend", chance.choice([second, third])),
                   ("resume", last)]
        self.once = [new_act("suspend", first, {"reason": "r", "text": "t"}, number=1),
                     new_act("resume", last, {"reason": "r", "text": "t"}, number=4)]
        self.twice = [new_act(act_type, day, {"reason": "r", "text": "t"}, number=place + 1)
                      for place, (act_type, day) in enumerate(chance.choice([nested, meeting]))]
        self.vectors = [more(vector, *self.once), more(vector, *self.twice)]

    def applies(self, answers):
        counted = any(line["kind"] == "suspension" for clock in answers[0]["clocks"]
                      for line in clock["explanation"])
        return counted and is_allowed(answers[0], *self.once) and is_allowed(answers[1], *self.twice)

    def complaints(self, answers):
        return changes(*answers, without=self.once + self.twice)


class Between(Question):
    """a note, a contact, a follow-up day or an act that nobody knows moves nothing, wherever it comes"""

    def ask(self, vector):
        vector, chance = all_taken(vector), self.chance
        payload = {"text": "t", "with": "citizen", "on": "2036-01-01", "reason": "r", "via": "post"}
        act_type = chance.choice(["note", "contact", "setFollowUp", "teleport"])
        self.act = take(new_act(act_type, vector["case"]["receivedOn"], payload),
                        chance.randrange(0, len(vector["acts"]) + 1) * 2 + 2)
        self.vectors = [vector, dict(vector, acts=vector["acts"] + [self.act])]

    def applies(self, answers):
        return answer_to(answers[1], self.act)["reason"] != "inTheFuture"

    def complaints(self, answers):
        found = answer_to(answers[1], self.act)
        wanted = ("recordOnly", "unknownType") if self.act["type"] == "teleport" else ("allowed", None)
        if (found["answer"], found["reason"]) not in (wanted, ("recordOnly", "rulesUnknown")):
            yield f"{self.act['type']}: {found['answer']} {found['reason']}"
        for line in changes(*answers, without=[self.act]):
            if self.act["type"] != "setFollowUp" or not line.startswith("followUpOn"):
                yield line


class Refused(Question):
    """an act without effect moves nothing: without it all is the same"""

    def ask(self, vector):
        vector = all_taken(vector)
        free = [act for act in vector["acts"] if not any(speaks_of(other, act) for other in vector["acts"])]
        if free:
            self.act = self.chance.choice(free)
            self.vectors = [vector, dict(vector, acts=[act for act in vector["acts"] if act != self.act])]

    def applies(self, answers):
        effect = answer_to(answers[0], self.act)
        return effect["answer"] != "allowed"

    def complaints(self, answers):
        return changes(*answers, without=[self.act])


class Pending(Question):
    """what goes by post counts the same before and after the loket has taken it"""

    def ask(self, vector):
        vector = all_taken(vector)
        if vector["acts"]:
            act = vector["acts"][-1]
            act["payload"]["via"] = "post"
            waiting = {name: value for name, value in act.items() if name not in ("seq", "recordedAt")}
            self.vectors = [vector, dict(vector, acts=vector["acts"][:-1] + [waiting])]

    def complaints(self, answers):
        return changes(*answers)


class SentAgain(Question):
    """a letter that came back and was sent again, as if on its own day, has the dates that it had"""

    def ask(self, vector):
        vector, profile = all_taken(vector), load_profile(vector["procedure"])
        vector["acts"] = [act for act in vector["acts"] if act["type"] not in LETTERS]
        letters = [act for act in vector["acts"] if act["type"] in TELLS]
        if not profile or not letters or not any(row["act"] == "dispatch" for row in profile["acts"]):
            return
        letter = self.chance.choice(letters)
        letter["payload"]["via"] = "post"
        times = {name: letter[name] for name in ("occurredAt",) if name in letter}
        said = {"actId": letter["actId"], "text": "t"}
        self.acts = [new_act("returnedMail", letter["occurredOn"], said, number=1),
                     new_act("dispatch", letter["occurredOn"], said, number=2, **times)]
        self.vectors = [vector, more(vector, self.acts[0]), more(vector, *self.acts)]
        self.letter = letter
        self.theirs = {place for place, clock in enumerate(profile["clocks"])
                       if not any(word in json.dumps(clock) for word in LETTERS)}

    def applies(self, answers):
        return is_allowed(answers[1], self.acts[0]) and is_allowed(answers[2], *self.acts)

    def complaints(self, answers):
        if answer_to(answers[1], self.letter)["countingDay"] is not None:
            yield "a letter that came back has a counting day"
        ours = [{name: answer[name] for name in answer if name != "clocks"} for answer in answers]
        yield from changes(ours[0], ours[2], without=self.acts)
        named = {clock["clock"] for place, clock in
                 enumerate(load_profile(self.vectors[0]["procedure"])["clocks"]) if place in self.theirs}
        first, last = ([clock for clock in answer["clocks"] if clock["clock"] in named]
                       for answer in (answers[0], answers[2]))
        yield from changes({"clocks": first, "effects": []}, {"clocks": last, "effects": []}, ["clocks"])

    def spoil(self, answers):
        answer_to(answers[1], self.letter)["countingDay"] = self.letter["occurredOn"]
        return True


class Unordered(Question):
    """in whichever order acts are brought together, and however often one comes, all is the same"""

    def ask(self, vector):
        waiting = pending(vector)
        taken = [act for act in vector["acts"] if act.get("seq")]
        again = [{name: value for name, value in act.items() if name not in ("seq", "recordedAt")}
                 for act in self.chance.sample(taken, min(2, len(taken)))]
        mixed = self.chance.sample(taken + again, len(taken) + len(again))
        for act in waiting:
            mixed.append(act)
        places = sorted(self.chance.sample(range(len(mixed)), len(waiting)))
        rest = iter([act for act in mixed if act not in waiting])
        mine = iter(waiting)
        acts = [next(mine) if place in places else next(rest) for place in range(len(mixed))]
        if acts:
            self.vectors = [vector, dict(vector, acts=acts)]

    def complaints(self, answers):
        return changes(*answers)
