#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Real complaint data, through the whole house: served, synced, read back byte for byte, found.

The file is read where it lies and counts as skipped where it is not; nothing of it is kept here.
Rows of one case_id are the grievances of one case; the decision date serves as date of receipt.
"""
import collections
import csv
import datetime
import json
import os
import re

import support

FILE = os.path.join(support.SOURCE, '..', 'shared', 'data', 'housing_ombudsman_sample.csv')
TODAY = datetime.date(2026, 11, 23)


def read_cases():
    if not os.path.exists(FILE):
        support.skip('../shared/data/housing_ombudsman_sample.csv is not here')
    rows = collections.OrderedDict()
    with open(FILE, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            rows.setdefault(row['case_id'], []).append(row)
    return rows


def as_scenario(rows):
    cases = []
    for case_id, issues in rows.items():
        age = (TODAY - datetime.date.fromisoformat(issues[0]['decision_date_iso'])).days
        cases.append({
            'key': f'real-{case_id}', 'agency': 'demo-fed', 'received': str(-age), 'acts': [],
            'facts': {
                'subject': issues[0]['category'] or '-', 'facts': issues[0]['finding'], 'filingLanguage': 'en',
                'answerChannel': 'mail', 'complainants': [], 'service': {'name': issues[0]['landlord']},
                'grievances': [{'id': f'k{n}', 'text': issue['complaint']} for n, issue in enumerate(issues, 1)],
                'demandKinds': ['complaint'], 'carriers': ['letter'], 'channels': ['citizen'],
            }})
    names = {language: 'Real records' for language in ('nl', 'fr', 'de', 'en')}
    people = [{'id': 'reader.of.records', 'name': 'Reader of records', 'roles': ['coordinator'], 'agencies': ['demo-fed']}]
    return {'id': 'real-records', 'names': names, 'people': people, 'cases': cases}


def texts_of(case):
    return [grievance['text'] for grievance in case['grievances']]


def check_texts(desk, rows):
    """Every case as the desk shows it has its issues, in order, to the byte."""
    wanted = collections.Counter(tuple(i['complaint'] for i in issues) for issues in rows.values())
    listed = support.ctl(desk, 'list', '--view', 'all')
    support.same(len(listed), len(rows), 'cases in the list')
    got, empty = collections.Counter(), 0
    for row in listed:
        texts = texts_of(support.ctl(desk, 'show', row['reference']))
        got[tuple(texts)] += 1
        empty += texts.count('')
    support.check(got == wanted, f'texts differ: {list((got - wanted) + (wanted - got))[:3]}')
    support.same(empty, sum(t.count('') for t in wanted.elements()), 'empty texts')
    return sum(len(texts) * n for texts, n in got.items())


def check_search(desk, rows):
    """A rare word of each of ten cases finds a case that has the word."""
    words = collections.Counter(w for issues in rows.values() for i in issues
                                for w in set(re.findall(r'[a-z]{9,}', i['complaint'].lower())))
    rare = sorted(word for word, n in words.items() if n == 1)
    for word in rare[:: max(1, len(rare) // 10)][:10]:
        found = support.ctl(desk, 'search', word)
        support.check(len(found) >= 1, f'search finds nothing for {word}')
        texts = [t.lower() for row in found for t in texts_of(support.ctl(desk, 'show', row['reference']))]
        support.check(any(word in t for t in texts), f'search for {word} found another case')


def main():
    rows = read_cases()
    with support.scratch() as root:
        scenario = os.path.join(root, 'scenario.json')
        with open(scenario, 'w', encoding='utf-8') as f:
            json.dump(as_scenario(rows), f)
        with support.Loketd(os.path.join(root, 'loket'), '--scenario', scenario, '--today', str(TODAY)) as loket:
            desk = support.new_desk(root, 'desk', loket.url)
            support.same(support.ctl(desk, 'sync')['received'], len(rows), 'cases synced')
        issues = check_texts(desk, rows)
        support.same(issues, sum(len(i) for i in rows.values()), 'grievances')
        check_search(desk, rows)
    print(f'{len(rows)} cases with {issues} grievances came back byte for byte')


if __name__ == '__main__':
    main()
