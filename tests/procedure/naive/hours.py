# SPDX-License-Identifier: EUPL-1.2
"""Hours as the naive reader counts them: minute by minute in UTC, each looked up in Brussels."""

import re
from datetime import datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from days import is_open

BRUSSELS = ZoneInfo("Europe/Brussels")
MINUTE = timedelta(minutes=1)
MOMENT = (r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
          r"(Z|[+-][0-9]{2}:[0-9]{2})")


def parse_moment(text):
    """A date-time with an offset as a moment in UTC, or None for anything else."""
    if not isinstance(text, str) or not re.fullmatch(MOMENT, text):
        return None
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def text_of_moment(moment):
    return moment.astimezone(BRUSSELS).isoformat(timespec="milliseconds") if moment else None


def start_of_day(day):
    return datetime.combine(day, time.min, BRUSSELS).astimezone(timezone.utc)


def day_that_ends(moment):
    """The Brussels day that a limit is on: midnight belongs to the day before."""
    return (moment.astimezone(BRUSSELS) - timedelta(microseconds=1)).date()


def open_minutes(hour, windows, calendar):
    """Which of the sixty minutes of a full hour in UTC are open (no clock changes within one)."""
    local = hour.astimezone(BRUSSELS)
    if not is_open(calendar, local.date()):
        return [False] * 60
    spans = [(minutes(begin), minutes(end)) for days, begin, end in windows
             if local.isoweekday() in days]
    first = local.hour * 60
    return [any(begin <= minute < end for begin, end in spans)
            for minute in range(first, first + 60)]


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:])


def add_hours(moment, count):
    for _ in range(count * 60):
        moment += MINUTE
    return moment


@lru_cache(maxsize=None)
def add_working_hours(moment, count, windows, calendar):
    """Walk until so many hours of open minutes have passed; the first minute may be a part of one."""
    left, walk = timedelta(hours=count), moment.replace(minute=0, second=0, microsecond=0)
    while True:
        for is_open_now in open_minutes(walk, windows, calendar):
            begin, walk = max(walk, moment), walk + MINUTE
            if is_open_now and begin < walk:
                if left <= walk - begin:
                    return begin + left
                left -= walk - begin


def find_due_moment(clock, moment):
    """The moment at which the hours of a clock are over."""
    if clock["unit"]["value"] == "hour":
        return add_hours(moment, clock["amount"]["value"])
    windows = tuple((tuple(window["days"]), window["from"], window["until"])
                    for window in clock["openingHours"]["value"])
    return add_working_hours(moment, clock["amount"]["value"], windows, clock["calendar"])


def counts_hours(clock):
    return "unit" in clock and clock["unit"]["value"] in ("hour", "workingHour")
