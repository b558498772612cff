# SPDX-License-Identifier: EUPL-1.2
"""Days and holidays as the naive reader knows them: own rules, every count a walk day by day.

The legal holidays are written here and not read from data/calendars, so that a slip there shows.
Only the days that somebody fixed by circular (bridge days) are read: nobody can compute them.
"""

import json
import os
import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

ONE_DAY = timedelta(days=1)
DATA = os.environ.get("LOKET_DATADIR") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "data")

# The paschal full moon by golden number, as the tables print it for the years 1900 to 2199.
FULL_MOONS = {
    1: (4, 14), 2: (4, 3), 3: (3, 23), 4: (4, 11), 5: (3, 31), 6: (4, 18), 7: (4, 8), 8: (3, 28),
    9: (4, 16), 10: (4, 5), 11: (3, 25), 12: (4, 13), 13: (4, 2), 14: (3, 22), 15: (4, 10),
    16: (3, 30), 17: (4, 17), 18: (4, 7), 19: (3, 27),
}


def easter(year):
    """The first Sunday after the paschal full moon, walked to."""
    month, day = FULL_MOONS[year % 19 + 1]
    walk = date(year, month, day) + ONE_DAY
    while walk.isoweekday() != 7:
        walk += ONE_DAY
    return walk


def legal_holiday(day):
    """The name of the public holiday that falls on the day, or None."""
    fixed = {
        (1, 1): "newYear", (5, 1): "labourDay", (7, 21): "nationalDay", (8, 15): "assumption",
        (11, 1): "allSaints", (11, 11): "armistice", (12, 25): "christmas",
    }
    after_easter = {1: "easterMonday", 39: "ascension", 50: "whitMonday"}
    return (fixed.get((day.month, day.day))
            or after_easter.get((day - easter(day.year)).days))


def _listed_days(calendar):
    with open(os.path.join(DATA, "calendars", calendar + ".json"), encoding="utf-8") as file:
        return {entry["date"] for entry in json.load(file)["days"]}


LISTED = {name: _listed_days(name) for name in ("be-federal-office", "be-flemish-office")}


def office_holiday(calendar, day):
    """The name of what an office closes for by rule besides the public holidays, or None."""
    if (day.month, day.day) == (7, 11) and calendar == "be-flemish-office":
        return "flemishDay"
    if day.month == 12 and 27 <= day.day <= 31:
        return f"yearEndClosing{day.day}"
    return {(11, 2): "allSouls", (11, 15): "kingsFeast",
            (12, 26): "secondChristmasDay"}.get((day.month, day.day))


def office_closed(calendar, day):
    """What an office closes for besides the public holidays: by rule or by circular."""
    return bool(office_holiday(calendar, day)) or day.isoformat() in LISTED[calendar]


def holiday_of(calendar, day):
    """The name of the holiday of a calendar on the day (the date itself where it is only listed)."""
    if legal_holiday(day) or calendar == "be-legal":
        return legal_holiday(day)
    if office_holiday(calendar, day):
        return office_holiday(calendar, day)
    return day.isoformat() if office_closed(calendar, day) else None


@lru_cache(maxsize=None)
def is_open(calendar, day):
    if day.isoweekday() > 5 or legal_holiday(day):
        return False
    return calendar == "be-legal" or not office_closed(calendar, day)


def first_open_from(calendar, day):
    while not is_open(calendar, day):
        day += ONE_DAY
    return day


def last_open_until(calendar, day):
    while not is_open(calendar, day):
        day -= ONE_DAY
    return day


def count_open(calendar, after, until):
    count = 0
    while after < until:
        after += ONE_DAY
        count += is_open(calendar, after)
    return count


def add_open(calendar, day, count):
    while count > 0:
        day += ONE_DAY
        count -= is_open(calendar, day)
    return day


def add_months(day, count):
    """The same date months on; where it is missing the last day of that month."""
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def parse_day(text):
    """A date, or None: four, two and two digits and nothing else."""
    if not isinstance(text, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _last_sunday(year, month):
    day = date(year, month, 31)
    while day.isoweekday() != 7:
        day -= ONE_DAY
    return day


def brussels_day(moment):
    """The civil date in Brussels of a moment, or of its text: summer time by the rule of 1996."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    utc = moment.astimezone(timezone.utc)
    change = timedelta(hours=1)
    begin = datetime.combine(_last_sunday(utc.year, 3), datetime.min.time(), timezone.utc) + change
    end = datetime.combine(_last_sunday(utc.year, 10), datetime.min.time(), timezone.utc) + change
    offset = 2 if begin <= utc < end else 1
    return (utc + timedelta(hours=offset)).date()
