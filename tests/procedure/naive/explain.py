# SPDX-License-Identifier: EUPL-1.2
"""The lines that prove a clock's dates: FORMAT.md 5 and 8, the explanation."""

from days import ONE_DAY, holiday_of, is_open, legal_holiday
from hours import counts_hours

MAY_BE_UNCONFIRMED = ("anchor", "amount", "unit", "openingHours", "counts", "rollRule", "copiedFrom")


def line_of(kind, day=None, days=0, unit=None, subject=None):
    return {"kind": kind, "day": day.isoformat() if day else None, "days": days, "unit": unit,
            "subject": subject}


def explain_period(clock, effects, reading):
    """Anchor, period, extensions and suspensions."""
    if "noTerm" in clock:
        yield line_of("noTerm")
        return
    fact = clock["anchor"]["value"]
    started_by = effects[reading.place].type if reading.place >= 0 else fact
    yield line_of("anchor", reading.anchor, subject=started_by)
    if counts_hours(clock) and not reading.moment:
        yield line_of("hourUnknown", reading.anchor)
    yield line_of("period", days=clock["amount"]["value"], unit=clock["unit"]["value"])
    extensions = clock.get("extensions")
    for effect in effects:
        if extensions and effect.type == extensions["act"] and effect.day:
            yield line_of("extension", effect.day, extensions["amount"]["value"],
                          extensions["unit"]["value"], effect.type)
    for first, until in unite(reading.spans, reading.anchor, reading.last):
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


def explain_counted(clock, anchor, last):
    """Which days were walked, and what was met on the way."""
    calendar, days, weekends, holidays = clock.get("calendar", "be-legal"), 0, 0, []
    day = anchor
    while day < last:
        day += ONE_DAY
        days += 1
        if day.isoweekday() > 5:
            weekends += 1
        elif holiday_of(calendar, day):
            holidays.append(line_of("holidayMet", day, subject=holiday_of(calendar, day)))
    if days:
        yield line_of("counted", anchor + ONE_DAY, days, "calendarDay")
    if weekends:
        yield line_of("weekendsMet", days=weekends)
    yield from holidays


def explain_dates(clock, office, reading):
    """What follows from the last day."""
    last = reading.last
    yield line_of("lastDay", last)
    if legal_holiday(last):
        yield line_of("holiday", last, subject=legal_holiday(last))
    if last.isoweekday() > 5:
        yield line_of("weekend", last)
    if reading.due != last:
        yield line_of("rollOver", reading.due)
    elif "copiedFrom" not in clock and not is_open("be-legal", last):
        yield line_of("noRollOver", last)
    yield line_of("workBy", reading.work_by, subject=office)


def explain_stay(reading):
    """The days during which an appeal waits for us; no line where there is none of them."""
    first, until = reading.stay or (None, None)
    if first:
        yield line_of("suspension", first, (until - first).days + 1 if until else 0, "calendarDay",
                      "received")
    if reading.stay_limit:
        yield line_of("stayLimit", reading.stay_limit)


def explain_unconfirmed(clock, reading):
    for member in MAY_BE_UNCONFIRMED:
        if member in clock and not clock[member]["confirmed"]:
            if member != "openingHours" or counts_hours(clock):
                yield line_of("unconfirmed", subject=member)
    if reading.stay and not clock["stayedBy"]["months"]["confirmed"]:
        yield line_of("unconfirmed", subject="stayedBy")


def explain_end(reading):
    end = reading.end
    yield line_of(reading.end_line, end.day, subject=end.type)
    if end.counts_when_taken:
        yield line_of("countsWhenTaken", end.day, subject=end.type)


def explain(clock, office, effects, reading):
    """All lines of a clock, in the order in which they are said."""
    if reading.state == "notStarted":
        return [line_of("notStarted")]
    copied = "copiedFrom" in clock
    if copied:
        lines = [line_of("copied", reading.on_paper or reading.last), *explain_stay(reading)]
        if reading.place >= 0:
            lines.insert(0, line_of("anchor", reading.anchor, subject=effects[reading.place].type))
    else:
        lines = list(explain_period(clock, effects, reading))
    if reading.last and not copied:
        lines += explain_counted(clock, reading.anchor, reading.last)
    if reading.last:
        lines += explain_dates(clock, office, reading)
    if "noTerm" not in clock:
        lines += explain_unconfirmed(clock, reading)
    if reading.end:
        lines += explain_end(reading)
    return lines
