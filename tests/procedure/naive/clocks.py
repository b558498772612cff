# SPDX-License-Identifier: EUPL-1.2
"""Clocks as the naive reader counts them: FORMAT.md 5 and 8, walked day by day."""

from days import (ONE_DAY, add_months, add_open, count_open, first_open_from, is_open,
                  last_open_until, legal_holiday, parse_day)


def matches(entry, effect):
    """Whether an act fits an entry of satisfiedBy or skippedBy."""
    if entry["act"] != effect.type:
        return False
    return "kind" not in entry or effect.payload.get("kind") in entry["kind"]


def find_anchor(clock, facts, effects):
    """The day from which the clock counts, and the place of the act that started it."""
    anchor = clock["anchor"]["value"]
    if anchor == "received":
        return parse_day(facts["receivedOn"]), -1
    if anchor == "decisionNotified":
        decision = facts.get("contestedDecision")
        day = parse_day(decision.get("notifiedOn")) if isinstance(decision, dict) else None
        return day, -1
    wanted = {"acknowledged": "acknowledge", "inquired": "inquire"}.get(anchor, anchor)
    found = [(effect.day, place) for place, effect in enumerate(effects) if effect.type == wanted]
    if not found:
        return None, None
    day = found[-1][0] if wanted == "completeFile" else found[0][0]
    return day, found[0][1]


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


def find_last_day(clock, anchor, effects):
    """(last day or None while suspended, what remains, how often it was extended)"""
    unit, amount = clock["unit"]["value"], clock["amount"]["value"]
    calendar = clock.get("calendar")
    extensions = clock.get("extensions")
    times = sum(1 for effect in effects if extensions and effect.type == extensions["act"])
    spans = suspensions(clock, effects)
    more = times * extensions["amount"]["value"] if times else 0
    more_unit = extensions["unit"]["value"] if times else unit
    if unit == more_unit == "workingDay":
        last, rest = walk_period(anchor, amount + more, lambda day: is_open(calendar, day), spans)
        return last, rest, times
    if unit == more_unit:
        bare = add_unit(anchor, amount + more, unit, calendar)
    else:
        bare = add_unit(add_unit(anchor, amount, unit, calendar), more, more_unit, calendar)
    last, rest = walk_period(anchor, (bare - anchor).days, lambda day: True, spans)
    return last, rest, times


def find_end(clock, place, due, effects):
    """The state in which the clock ended, the act that did it and the line that says so."""
    for effect in effects[place + 1:]:
        in_time = due is None or effect.day <= due
        for entry in clock.get("skippedBy", []):
            if matches(entry, effect) and entry.get("when") in (None, "inTime" if in_time else "late"):
                return "skipped", effect, "skipped"
        for entry in clock["satisfiedBy"]:
            if matches(entry, effect) and (in_time or not entry.get("inTime")):
                return "met" if in_time else "metLate", effect, "satisfied"
        if effect.closes:
            internal = clock["kind"] == "internal"
            return "skipped" if in_time or internal else "metLate", effect, "closed"
    return None, None, None


def is_confirmed(clock, times):
    facts = [clock["anchor"]]
    facts += [clock["noTerm"]] if "noTerm" in clock else [clock["amount"], clock["unit"]]
    if times:
        facts += [clock["extensions"]["max"], clock["extensions"]["amount"]]
    return all(fact["confirmed"] for fact in facts)


def find_due(clock, last):
    if last is None:
        return None
    rule = clock["rollRule"]
    if rule["confirmed"] and rule["value"] == "nextWorkingDay":
        return first_open_from("be-legal", last)
    return last


def text_of(day):
    return day.isoformat() if day else None


def read_clock(clock, office, facts, effects, today):
    """One entry of `clocks` in `expect`, and the due day as a date."""
    anchor, place = find_anchor(clock, facts, effects)
    last, rest, times = None, 0, 0
    if anchor and "noTerm" not in clock:
        last, rest, times = find_last_day(clock, anchor, effects)
    due = find_due(clock, last)
    work_by = last_open_until(office, last) if last else None
    state, end, line = find_end(clock, place, due, effects) if anchor else ("notStarted", None, None)
    ended = state is not None
    if state is None:
        state = ("noTerm" if "noTerm" in clock else "suspended" if last is None
                 else "running" if today <= due else "overdue")
    left = 0 if ended else rest if state == "suspended" else (due - today).days if due else 0
    return {
        "clock": clock["clock"], "state": state, "from": text_of(anchor), "lastDay": text_of(last),
        "due": text_of(due), "workBy": text_of(work_by), "daysLeft": left,
        "workingDaysLeft": count_open(office, today, work_by) if work_by and not ended else 0,
        "basis": "confirmed" if is_confirmed(clock, times) else "unconfirmed",
        "explanation": explain(clock, office, effects, (anchor, place, last, due, work_by), (end, line)),
    }


def line_of(kind, day=None, days=0, unit=None, subject=None):
    return {"kind": kind, "day": text_of(day), "days": days, "unit": unit, "subject": subject}


def explain_period(clock, effects, anchor, place, last):
    """Anchor, period, extensions and suspensions."""
    if "noTerm" in clock:
        yield line_of("noTerm")
        return
    fact = clock["anchor"]["value"]
    yield line_of("anchor", anchor, subject=effects[place].type if place >= 0 else fact)
    yield line_of("period", days=clock["amount"]["value"], unit=clock["unit"]["value"])
    extensions = clock.get("extensions")
    for effect in effects:
        if extensions and effect.type == extensions["act"]:
            yield line_of("extension", effect.day, extensions["amount"]["value"],
                          extensions["unit"]["value"], effect.type)
    for first, until in unite(suspensions(clock, effects), anchor, last):
        yield line_of("suspension", first, (until - first).days + 1 if until else 0,
                      "calendarDay", "suspend")


def unite(spans, anchor, last):
    """The suspended days after the anchor and up to the last day, as spans without overlap."""
    endless = min((first for first, until in spans if until is None), default=None)
    latest = max([until for _, until in spans if until] + [last or anchor])
    latest = max(latest, endless or anchor, anchor + ONE_DAY)
    united, day = [], anchor
    while day < latest:
        day += ONE_DAY
        if last and day > last:
            break
        if endless and day >= endless:
            return merge(united, day, None)
        if any(until and first <= day <= until for first, until in spans):
            united = merge(united, day, day)
    return united


def merge(united, day, until):
    if united and united[-1][1] == day - ONE_DAY:
        return united[:-1] + [(united[-1][0], until)]
    return united + [(day, until)]


def explain_dates(clock, office, last, due, work_by):
    """What follows from the last day."""
    yield line_of("lastDay", last)
    if legal_holiday(last):
        yield line_of("holiday", last, subject=legal_holiday(last))
    if last.isoweekday() > 5:
        yield line_of("weekend", last)
    if due != last:
        yield line_of("rollOver", due)
    elif not is_open("be-legal", last):
        yield line_of("noRollOver", last)
    yield line_of("workBy", work_by, subject=office)


def explain(clock, office, effects, dates, ended):
    anchor, place, last, due, work_by = dates
    end, line = ended
    if not anchor:
        return [line_of("notStarted")]
    lines = list(explain_period(clock, effects, anchor, place, last))
    if last:
        lines += explain_dates(clock, office, last, due, work_by)
    lines += [line_of("unconfirmed", subject=member)
              for member in ("anchor", "amount", "unit", "counts", "rollRule")
              if member in clock and not clock[member]["confirmed"]]
    if end:
        lines.append(line_of(line, end.day, subject=end.type))
        if end.counts_when_taken:
            lines.append(line_of("countsWhenTaken", end.day, subject=end.type))
    return lines
