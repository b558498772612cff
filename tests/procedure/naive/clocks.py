# SPDX-License-Identifier: EUPL-1.2
"""Clocks as the naive reader counts them: FORMAT.md 5 and 8, walked day by day."""

from days import (ONE_DAY, add_months, add_open, brussels_day, count_open, first_open_from, is_open,
                  last_open_until, parse_day)
from explain import explain
from hours import (counts_hours, day_that_ends, find_due_moment, parse_moment, start_of_day,
                   text_of_moment)


class Reading:
    """What is known of one clock: where it starts, the dates, and how it ended."""

    def __init__(self):
        self.anchor = self.place = self.moment = None
        self.last = self.due = self.due_at = self.work_by = None
        self.rest = self.times = 0
        self.spans = []
        self.state = self.end = self.end_line = None
        self.on_paper = self.stay = self.stay_limit = None


class Receipt:
    """The end of a clock that ends with receipt: no act, but said in the same way."""

    type, counts_when_taken = "received", False

    def __init__(self, day):
        self.day = day


def matches(clock, entry, effect):
    """Whether an act fits an entry of satisfiedBy or skippedBy."""
    if entry["act"] != effect.type or not is_from(effect, entry.get("from")):
        return False
    if effect.demand is not None:
        its_own = effect.demand in clock["demands"] if "demands" in clock else effect.ends_the_rest
        if not its_own:
            return False
    return "kind" not in entry or effect.payload.get("kind") in entry["kind"]


def is_from(effect, wanted):
    """Whether the act is from one of those; no list: from anybody or nobody."""
    return wanted is None or effect.payload.get("from") in wanted


def contested_day(facts, name):
    decision = facts.get("contestedDecision")
    return parse_day(decision.get(name)) if isinstance(decision, dict) else None


def find_anchor(clock, facts, effects):
    """The day from which the clock counts, the place of the act that started it, and the moment."""
    anchor = clock["anchor"]["value"]
    if anchor == "received":
        day, moment = parse_day(facts["receivedOn"]), parse_moment(facts.get("receivedAt"))
        return day, -1, moment if moment and brussels_day(moment) == day else None
    if anchor == "decisionNotified":
        return contested_day(facts, "notifiedOn"), -1, None
    if anchor == "factsHappened":
        return parse_day(facts.get("factsOn")), -1, None
    wanted = {"acknowledged": "acknowledge", "inquired": "inquire"}.get(anchor, anchor)
    found = [(effect, place) for place, effect in enumerate(effects)
             if effect.type == wanted and effect.day and is_from(effect, clock.get("anchorFrom"))]
    if not found:
        return None, None, None
    if wanted == "completeFile":
        return found[-1][0].day, found[0][1], found[-1][0].moment
    effect, place = found[-1 if clock.get("pick") == "last" else 0]
    return effect.day, place, effect.moment


def find_promise(clock, reading, effects):
    """The act that promised a day, where there is one: the clock is as long as the promise."""
    act_type = clock["copiedFrom"]["value"].split(".")[0]
    found = [(effect, place, parse_day(effect.payload.get("until")))
             for place, effect in enumerate(effects) if effect.type == act_type and effect.day]
    found = [promise for promise in found if promise[2]]
    if found:
        effect, reading.place, reading.last = found[-1 if clock.get("pick") == "last" else 0]
        reading.anchor, reading.due = effect.day, reading.last


def is_on_paper(clock):
    """Whether the date of the clock stands in the decision of which the citizen complains."""
    return clock.get("copiedFrom", {}).get("value") == "contestedDecision.appealUntil"


def add_stay(clock, reading, facts, effects, today):
    """Where the appeal is one to the Council of State, our inquiry stays its term for some months."""
    received = parse_day(facts["receivedOn"])
    if "stayedBy" not in clock or facts["contestedDecision"].get("councilOfState") is not True:
        return
    if received >= reading.last:
        return
    latest = add_months(received, clock["stayedBy"]["months"]["value"])
    until = next((effect.day for effect in effects
                  if effect.type in clock["stayedBy"]["until"] and effect.day), None)
    if until is None and today <= latest:
        reading.stay, reading.stay_limit = (received + ONE_DAY, None), latest
        reading.rest, reading.last, reading.due = (reading.last - received).days, None, None
        return
    span = received + ONE_DAY, min(until or latest, latest)
    reading.last, _ = walk_period(received, (reading.last - received).days, lambda day: True, [span])
    reading.due = reading.last
    reading.stay = span if span[0] <= span[1] else None


def add_unit(day, amount, unit, calendar):
    if unit == "workingDay":
        return add_open(calendar, day, amount)
    if unit == "month":
        return add_months(day, amount)
    days = amount * 7 if unit == "week" else amount
    for _ in range(days):
        day += ONE_DAY
    return day


def suspensions(clock, effects):
    """Spans (first day, last day) that do not count; None as last day: no end yet."""
    if not clock.get("suspendedBy", {}).get("value"):
        return []
    spans, still_open = [], []
    for effect in effects:
        if effect.type == "suspend":
            still_open.append(effect.day + ONE_DAY)
        elif effect.type == "resume":
            spans += [(first, effect.day) for first in still_open]
            still_open = []
    return spans + [(first, None) for first in still_open]


def walk_period(anchor, count, counts, spans):
    """Walk until `count` days have counted. Gives (last day, 0) or (None, what remains)."""
    endless = min((first for first, last in spans if last is None), default=None)
    day = anchor
    while count > 0:
        day += ONE_DAY
        if endless is not None and day >= endless:
            return None, count
        stopped = any(first <= day <= last for first, last in spans if last is not None)
        if counts(day) and not stopped:
            count -= 1
    return day, 0


def find_last_day(clock, anchor, spans, times):
    """(last day or None while suspended, what remains), extended so many times."""
    unit, amount = clock["unit"]["value"], clock["amount"]["value"]
    calendar, extensions = clock.get("calendar"), clock.get("extensions")
    more = times * extensions["amount"]["value"] if times else 0
    more_unit = extensions["unit"]["value"] if times else unit
    if unit == more_unit == "workingDay":
        return walk_period(anchor, amount + more, lambda day: is_open(calendar, day), spans)
    if unit == more_unit:
        bare = add_unit(anchor, amount + more, unit, calendar)
    else:
        bare = add_unit(add_unit(anchor, amount, unit, calendar), more, more_unit, calendar)
    return walk_period(anchor, (bare - anchor).days, lambda day: True, spans)


def is_in_time(reading, effect):
    """By the moment where the clock counts hours and the act has one, else by the day."""
    if reading.due_at and effect.moment:
        return effect.moment <= reading.due_at
    return reading.due is None or effect.day <= reading.due


def find_end(clock, reading, facts, effects):
    """The state in which the clock ended, the act that did it and the line that says so."""
    if "endsWith" in clock:
        receipt = Receipt(parse_day(facts["receivedOn"]))
        in_time = reading.due is None or receipt.day <= reading.due
        return "met" if in_time else "metLate", receipt, "satisfied"
    for effect in effects[reading.place + 1:]:
        if not effect.day or effect.was_returned:
            continue
        in_time = is_in_time(reading, effect)
        for entry in clock.get("skippedBy", []):
            if matches(clock, entry, effect) and entry.get("when") in (None, "inTime" if in_time else "late"):
                return "skipped", effect, "skipped"
        for entry in clock.get("satisfiedBy", []):
            if matches(clock, entry, effect) and (in_time or not entry.get("inTime")):
                return "met" if in_time else "metLate", effect, "satisfied"
        if effect.closes and not is_on_paper(clock):
            internal = clock["kind"] == "internal"
            return "skipped" if in_time or internal else "metLate", effect, "closed"
    return None, None, None


def is_confirmed(clock, reading):
    if "copiedFrom" in clock:
        stayed = not reading.stay or clock["stayedBy"]["months"]["confirmed"]
        return clock["copiedFrom"]["confirmed"] and stayed
    facts = [clock["anchor"]]
    facts += [clock["noTerm"]] if "noTerm" in clock else [clock["amount"], clock["unit"]]
    if counts_hours(clock) and "openingHours" in clock:
        facts.append(clock["openingHours"])
    if reading.times:
        facts += [clock["extensions"]["max"], clock["extensions"]["amount"]]
    return all(fact["confirmed"] for fact in facts)


def find_due(clock, last):
    rule = clock["rollRule"]
    if rule["confirmed"] and rule["value"] == "nextWorkingDay":
        return first_open_from("be-legal", last)
    return last


def find_rolled_due(clock, last):
    """The other reading where nobody has confirmed what happens on a day that is not open."""
    if last is None or "rollRule" not in clock or clock["rollRule"]["confirmed"]:
        return None
    return None if is_open("be-legal", last) else first_open_from("be-legal", last)


def find_dates(clock, reading, effects):
    """Fills in the last day of a clock that has started and counts."""
    extensions = clock.get("extensions")
    if counts_hours(clock):
        reading.due_at = find_due_moment(clock, reading.moment or start_of_day(reading.anchor))
        reading.last = day_that_ends(reading.due_at)
    else:
        reading.times = sum(1 for effect in effects
                            if extensions and effect.type == extensions["act"] and effect.day)
        reading.spans = suspensions(clock, effects)
        reading.last, reading.rest = find_last_day(clock, reading.anchor, reading.spans, reading.times)
    reading.due = find_due(clock, reading.last) if reading.last else None


def find_state(clock, reading, now):
    """The state of a clock that has not ended."""
    if "noTerm" in clock:
        return "noTerm"
    if reading.last is None:
        return "suspended"
    if reading.due_at:
        return "running" if now <= reading.due_at else "overdue"
    return "running" if brussels_day(now) <= reading.due else "overdue"


def text_of(day):
    return day.isoformat() if day else None


def read_clock(clock, office, facts, effects, now):
    """One entry of `clocks` in `expect`."""
    reading, today = Reading(), brussels_day(now)
    if is_on_paper(clock):
        reading.last = reading.due = contested_day(facts, "appealUntil")
        if reading.last:
            reading.anchor, reading.place = contested_day(facts, "notifiedOn"), -1
            reading.on_paper = reading.last
            add_stay(clock, reading, facts, effects, today)
    elif "copiedFrom" in clock:
        find_promise(clock, reading, effects)
    else:
        reading.anchor, reading.place, reading.moment = find_anchor(clock, facts, effects)
        if reading.anchor and "noTerm" not in clock:
            find_dates(clock, reading, effects)
    if reading.last:
        reading.work_by = last_open_until(office, reading.last)
    started = reading.anchor or reading.last or reading.on_paper
    if started:
        reading.state, reading.end, reading.end_line = find_end(clock, reading, facts, effects)
    ended = reading.state is not None
    if not ended:
        reading.state = find_state(clock, reading, now) if started else "notStarted"
    left = (reading.due - today).days if reading.due else 0
    return {
        "clock": clock["clock"], "state": reading.state, "from": text_of(reading.anchor),
        "lastDay": text_of(reading.last), "due": text_of(reading.due),
        "dueAt": text_of_moment(reading.due_at),
        "rolledDue": text_of(find_rolled_due(clock, reading.last)),
        "workBy": text_of(reading.work_by),
        "daysLeft": 0 if ended else reading.rest if reading.state == "suspended" else left,
        "workingDaysLeft": (count_open(office, today, reading.work_by)
                            if reading.work_by and not ended else 0),
        "basis": "confirmed" if is_confirmed(clock, reading) else "unconfirmed",
        "explanation": explain(clock, office, effects, reading),
    }
