# SPDX-License-Identifier: EUPL-1.2
"""Properties of one answer, or of one that follows from another: what is said, and what moves."""

from datetime import datetime, time, timedelta

from days import brussels_day, parse_day
from hours import BRUSSELS, parse_moment
from lists import load_profile
from naive import run
from question import (Question, all_taken, answer_to, changes, first_change, is_allowed, more, move_a_date,
                      new_act, shift)
from replay import in_order
from words import TELLS

ANSWERS = ("allowed", "recordOnly", "notAllowed")
DATES = ("lastDay", "due", "dueAt", "workBy", "from")
CAUSES = ("anchor", "hourUnknown", "period", "extension", "suspension", "copied", "notStarted", "noTerm")
SECOND = timedelta(seconds=1)


def last_second(text):
    """23:59:59 in Brussels, whatever its clocks did that day."""
    return datetime.combine(parse_day(text), time(23, 59, 59), BRUSSELS)


class Answered(Question):
    """each act that was ever kept is there, with an answer, and with a reason where it is not allowed"""

    def __init__(self, vector, chance):
        super().__init__(vector, chance)
        self.vectors = [vector]

    def ask(self, vector):
        pass

    def complaints(self, answers):
        wanted = [act["actId"] for act in in_order(self.vectors[0]["acts"])]
        got = [effect["actId"] for effect in answers[0]["effects"]]
        if wanted != got:
            yield f"acts {first_change(wanted, got)}"
        for effect in answers[0]["effects"]:
            if effect["answer"] not in ANSWERS or (effect["answer"] == "allowed") != (not effect["reason"]):
                yield f"{effect['actId']}: {effect['answer']} because of {effect['reason']}"

    def spoil(self, answers):
        effects = answers[0]["effects"]
        if effects and self.chance.random() < 0.5:
            effects.pop()
            return True
        for effect in effects:
            if effect["reason"]:
                effect["reason"] = None
                return True
        return False


class Consistent(Question):
    """the dates of a clock, its state, its days left and its last line agree with each other"""

    def ask(self, vector):
        self.vectors = [vector]

    def complaints(self, answers):
        today = brussels_day(self.vectors[0]["now"])
        for clock in answers[0].get("clocks", []):
            yield from self.of_dates(clock)
            yield from self.of_state(clock, today)

    @staticmethod
    def of_dates(clock):
        if clock["due"] and not clock["workBy"] <= clock["lastDay"] <= clock["due"]:
            yield f"{clock['clock']}: {clock['workBy']}, {clock['lastDay']}, {clock['due']}"
        if clock["rolledDue"] and not clock["rolledDue"] > clock["lastDay"]:
            yield f"{clock['clock']}: rolled from {clock['lastDay']} to {clock['rolledDue']}"

    @staticmethod
    def of_state(clock, today):
        name, state, due = clock["clock"], clock["state"], clock["due"] and parse_day(clock["due"])
        if state in ("running", "overdue"):
            if clock["daysLeft"] != (due - today).days:
                yield f"{name}: {clock['daysLeft']} days left until {due}"
            if not clock["dueAt"] and (state == "running") != (today <= due):
                yield f"{name}: {state} on {today}, due {due}"
        last = clock["explanation"][-1]
        ended = next((line for line in clock["explanation"] if line["kind"] == "satisfied"), None)
        if ended and due and not clock["dueAt"] and (state == "met") != (parse_day(ended["day"]) <= due):
            yield f"{name}: {state} on {ended['day']}, due {due}"
        if state == "notStarted" and last["kind"] != "notStarted":
            yield f"{name}: {state}, and yet {last['kind']}"

    def spoil(self, answers):
        for clock in answers[0].get("clocks", []):
            if clock["due"] and not clock["dueAt"] and clock["state"] in ("running", "met"):
                clock["state"] = {"running": "overdue", "met": "metLate"}[clock["state"]]
                return True
        return False


class LastSecond(Question):
    """a clock runs until 23:59:59 in Brussels of its last day and is overdue one second later; what is
    done in that second is in time, what is done in the next is late"""

    def ask(self, vector):
        vector = all_taken(vector)
        until = max([act["occurredOn"] for act in vector["acts"]], default="")
        before = run(dict(vector, now=last_second(until).isoformat()) if until else vector)
        found = [(place, clock) for place, clock in enumerate(before.get("clocks", []))
                 if clock["due"] and clock["due"] >= until and clock["state"] in ("running", "overdue")]
        if not found:
            return
        self.place, clock = self.chance.choice(found)
        end = parse_moment(clock["dueAt"]) if clock["dueAt"] else last_second(clock["due"])
        self.end, self.due = end.astimezone(BRUSSELS), clock["due"]
        self.vectors = [dict(vector, now=self.text(self.end)),
                        dict(vector, now=self.text(self.end + SECOND))]
        self.done = self.last_act(vector, clock["clock"])
        if self.done and not clock["dueAt"]:
            self.vectors += [self.with_act(vector, self.done, self.end),
                             self.with_act(vector, self.done, self.end + SECOND)]

    @staticmethod
    def text(moment):
        """Seconds are added to the moment itself, not to what a clock on the wall says."""
        return moment.isoformat()

    def last_act(self, vector, name):
        """An act that ends such a clock, as far as the profile says so."""
        profile = load_profile(vector["procedure"])
        rows = [row for clock in profile["clocks"] if clock["clock"] == name
                for row in clock.get("satisfiedBy", [])]
        if not rows:
            return None
        row = self.chance.choice(rows)
        ground = next((ground for ground in profile["grounds"]
                       if ground["kind"] in row.get("kind", [ground["kind"]])), {"code": "x", "kind": "x"})
        payload = {"text": "t", "reason": "r", "via": "post", "from": row.get("from", ["service"])[0],
                   "ground": ground["code"], "kind": row.get("kind", [ground["kind"]])[0]}
        return new_act(row["act"], self.due, payload)

    def with_act(self, vector, act, moment):
        day = brussels_day(moment).isoformat()
        act = dict(act, occurredOn=day, occurredAt=moment.isoformat(), recordedAt=moment.isoformat())
        return more(dict(vector, now=f"{shift(day, 2)}T12:00:00+01:00"), act)

    def applies(self, answers):
        return all(len(answer["clocks"]) == len(answers[0]["clocks"]) for answer in answers)

    def complaints(self, answers):
        states = [answer["clocks"][self.place]["state"] for answer in answers]
        if states[:2] != ["running", "overdue"]:
            yield f"{states[0]} at {self.end}, then {states[1]}"
        for answer, wanted in zip(answers[2:], (("met", "skipped"), ("metLate", "skipped"))):
            clock = answer["clocks"][self.place]
            if is_allowed(answer, self.done) and clock["explanation"][-1]["kind"] == "satisfied":
                if clock["state"] not in wanted:
                    yield f"{clock['clock']}: {clock['state']} by {self.done['type']}, due {self.due}"

    def spoil(self, answers):
        for number, state in self.chance.sample([(0, "overdue"), (1, "running")], 1):
            answers[number]["clocks"][self.place]["state"] = state
        return True


class Late(Question):
    """what tells the citizen something before receipt has no effect; what goes through the loket counts
    on the day on which it arrived there"""

    def ask(self, vector):
        vector, chance = all_taken(vector), self.chance
        if any(act["type"] == "correct" for act in vector["acts"]):
            return
        received = vector["case"]["receivedOn"]
        self.early = new_act(chance.choice(TELLS), shift(received, -1),
                             {"text": "t", "reason": "r", "via": "post"}, number=1)
        said = shift(received, chance.randrange(0, 9))
        self.arrived = shift(said, chance.randrange(0, 5))
        moment = chance.choice([last_second(self.arrived), last_second(shift(self.arrived, -1)) + SECOND])
        self.slow = new_act(chance.choice(TELLS), said, {"text": "t", "reason": "r", "via": "loket"},
                            number=2, recordedAt=moment.isoformat())
        self.arrived = brussels_day(moment).isoformat()
        self.vectors = [vector, more(vector, self.early), more(vector, self.slow)]

    def complaints(self, answers):
        if is_allowed(answers[1], self.early):
            yield f"{self.early['type']} is allowed before receipt"
        yield from changes(answers[0], answers[1], without=[self.early])
        if answer_to(answers[2], self.slow)["countingDay"] != self.arrived:
            yield f"counts on {answer_to(answers[2], self.slow)['countingDay']}, arrived {self.arrived}"

    def spoil(self, answers):
        if self.chance.random() < 0.5:
            return move_a_date(answers[1])
        answer_to(answers[2], self.slow)["countingDay"] = shift(self.arrived, -1)
        return True


class Extended(Question):
    """an extension that is told on the last day comes in time; one that is told a day later is kept with a
    reason and moves nothing"""

    def ask(self, vector):
        vector, profile = all_taken(vector), load_profile(vector["procedure"])
        names = {guard["clock"] for row in (profile or {"acts": []})["acts"] if row["act"] == "extend"
                 for guard in row.get("guards", []) if guard["guard"] == "beforeTermEnds"}
        self.place, self.due = next(((place, clock["due"]) for place, clock
                                     in enumerate(run(vector).get("clocks", []))
                                     if clock["clock"] in names and clock["due"]), (None, None))
        if self.due:
            vector["now"] = f"{shift(self.due, 3)}T12:00:00+01:00"
            payload = {"text": "t", "reason": "r", "via": "post"}
            self.in_time, self.late = (new_act("extend", shift(self.due, days), payload) for days in (0, 1))
            self.vectors = [vector, more(vector, self.in_time), more(vector, self.late)]

    def applies(self, answers):
        return (all(len(answer["clocks"]) == len(answers[0]["clocks"]) for answer in answers)
                and answers[0]["clocks"][self.place]["due"] == self.due)

    def complaints(self, answers):
        first, after = answer_to(answers[1], self.in_time), answers[1]["clocks"][self.place]
        if first["reason"] == "beforeTermEnds":
            yield f"too late on {self.due}"
        if first["answer"] == "allowed":
            said = [line for line in after["explanation"]
                    if line["kind"] == "extension" and line["day"] == self.due]
            if not said or after["due"] <= self.due:
                yield f"extended on {self.due}, due {after['due']}"
        if is_allowed(answers[2], self.late) or not answer_to(answers[2], self.late)["reason"]:
            yield f"extended on {self.late['occurredOn']}, due {self.due}"
        yield from changes(answers[0], answers[2], without=[self.late])

    def spoil(self, answers):
        if self.chance.random() < 0.5:
            return move_a_date(answers[2])
        answer_to(answers[2], self.late)["answer"] = "allowed"
        return True


class Moves(Question):
    """a date moves only where the act that was added explains it in a line; acts before it stay judged as
    they were, unless it annuls, dispatches or gives back a letter"""

    def ask(self, vector):
        vector = all_taken(vector)
        if vector["acts"]:
            count = self.chance.randrange(1, len(vector["acts"]) + 1)
            self.act = vector["acts"][count - 1]
            self.vectors = [dict(vector, acts=vector["acts"][:count - 1]),
                            dict(vector, acts=vector["acts"][:count])]

    def complaints(self, answers):
        before, after = answers
        effect = answer_to(after, self.act)
        reaches_back = self.act["type"] in ("annul", "dispatch", "returnedMail")
        if not reaches_back or effect["answer"] != "allowed":
            if before["effects"] != after["effects"][:-1]:
                yield f"{self.act['type']} judges: {first_change(before['effects'], after['effects'][:-1])}"
        known = {(clock["clock"], place): clock for place, clock in enumerate(before.get("clocks", []))}
        for place, clock in enumerate(after.get("clocks", [])):
            old = known.get((clock["clock"], place))
            dates = DATES if clock["lastDay"] or (old and old["lastDay"]) else ()
            if old and any(old[name] != clock[name] for name in dates):
                if effect["answer"] != "allowed" or not self.explains(old, clock, effect["countingDay"]):
                    yield f"{self.act['type']} ({effect['answer']}): {first_change(old, clock)}"

    def explains(self, old, clock, day):
        """Whether the lines of a clock say that this act moved its dates."""
        act_type, lines = self.act["type"], clock["explanation"]
        if any(line["subject"] == act_type and line["day"] == day and line["kind"] in ("anchor", "extension")
               for line in lines):
            return True
        before, after = ([line for line in reading["explanation"] if line["kind"] in CAUSES]
                         for reading in (old, clock))
        if act_type in ("suspend", "resume") or is_stayed(old) != is_stayed(clock):
            return ([line for line in before if line["kind"] == "suspension"]
                    != [line for line in after if line["kind"] == "suspension"])
        if act_type == "dispatch" or self.act["payload"].get("field") == "receivedAt":
            if clock["dueAt"] and clock["from"] == old["from"]:
                return True
        return before != after and act_type in ("correct", "annul", "requalify", "dispatch", "returnedMail")

    def spoil(self, answers):
        return self.act["type"] not in ("extend",) and move_a_date_of(answers)


def is_stayed(clock):
    """Whether the complaint itself still holds the term up."""
    return any(line["kind"] == "stayLimit" for line in clock["explanation"])


def move_a_date_of(answers):
    """A fault that no line explains: a clock that the act does not name moves."""
    for old, clock in zip(answers[0].get("clocks", []), answers[1].get("clocks", [])):
        same = old["clock"] == clock["clock"] and old["explanation"] == clock["explanation"]
        if same and clock["due"] and not clock["dueAt"]:
            clock["due"] = shift(clock["due"], 1)
            return True
    return False
