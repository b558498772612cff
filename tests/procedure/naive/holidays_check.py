#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the holidays of 1990 to 2050 against two libraries that others wrote.

The naive reader's own rules are compared with data/calendars (the offices too) and, for the public
holidays, with each library that is installed. Exit 77 (skipped) where neither is. What a library
adds is explained by name.
"""

import json
import os
import sys
from datetime import date, timedelta
from functools import partial

from days import DATA, easter, legal_holiday, office_closed

YEARS = range(1990, 2051)
EXPLAINED = {0: "Easter Sunday, a Sunday anyway", 49: "Whit Sunday, a Sunday anyway"}


def days_of(year):
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def from_data(name):
    """The days of a calendar by its own rules, on the Easter that the naive reader walked to."""
    with open(os.path.join(DATA, "calendars", name + ".json"), encoding="utf-8") as file:
        calendar = json.load(file)

    def list_year(year):
        days = {easter(year) + timedelta(days=rule["easter"]) if "easter" in rule
                else date(year, rule["month"], rule["day"]) for rule in calendar["rules"]
                if rule.get("from", year) <= year <= rule.get("to", year)}
        listed = {date.fromisoformat(entry["date"]) for entry in calendar["days"]}
        return days | {day for day in listed if day.year == year}
    return list_year


def from_holidays():
    import holidays
    return lambda year: set(holidays.Belgium(years=year))


def from_workalendar():
    from workalendar.europe import Belgium
    calendar = Belgium()
    return lambda year: {day for day, _ in calendar.holidays(year)}


def compare(name, listed, own_rule=legal_holiday):
    """Prints what differs and is not explained; gives how much that is."""
    wrong, explained = 0, {}
    for year in YEARS:
        own = {day for day in days_of(year) if own_rule(day)}
        for day in sorted(own ^ listed(year)):
            reason = EXPLAINED.get((day - easter(year)).days) if day not in own else None
            if reason:
                explained[reason] = explained.get(reason, 0) + 1
            else:
                wrong += 1
                print(f"{name}: {day} is {'missing' if day in own else 'too many'}")
    for reason, count in explained.items():
        print(f"{name}: {count} times {reason}")
    print(f"{name}: {wrong} differences in {YEARS.start} to {YEARS.stop - 1}")
    return wrong


def main():
    wrong, libraries = compare("be-legal", from_data("be-legal")), 0
    for name in ("be-federal-office", "be-flemish-office"):
        wrong += compare(name, from_data(name), partial(office_closed, name))
    for name, load in (("holidays", from_holidays), ("workalendar", from_workalendar)):
        try:
            listed = load()
        except ImportError:
            print(f"{name}: not installed, skipped")
            continue
        libraries += 1
        wrong += compare(name, listed)
    if wrong:
        return 1
    return 0 if libraries else 77


if __name__ == "__main__":
    sys.exit(main())
