#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Real complaint data, through the whole house: served, synced, read back byte for byte, found.

The file is read where it lies and counts as skipped where it is not; nothing of it is kept here.
Rows of one case_id are the grievances of one case, which has that id as another name.
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
UNDATED = datetime.date(2026, 11, 2)


def read_cases():
    if not os.path.exists(FILE):
        support.skip('../shared/data/housing_ombudsman_sample.csv is not here')
    rows = collections.OrderedDict()
    with open(FILE, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            rows.setdefault(row['case_id'], []).append(row)
    return rows


def facts_of(case_id, issues):
    """Every text of the file is in the case as it is, the empty ones too."""
    return {
        'aliases': [case_id],
        'subject': issues[0]['category'],
        'facts': '\n'.join(issue['finding'] for issue in issues),
        'service': {'name': issues[0]['landlord']},
        'grievances': [{'id': f'k{n}', 'text': issue['complaint']} for n, issue in enumerate(issues, 1)],
    }


def as_scenario(rows):
    cases = []
    for case_id, issues in rows.items():
        decided = issues[0]['decision_date_iso']
        day = min(datetime.date.fromisoformat(decided) if decided else UNDATED, TODAY)
        facts = {**facts_of(case_id, issues), 'filingLanguage': 'en', 'answerChannel': 'mail', 'complainants': [],
                 'demandKinds': ['complaint'], 'carriers': ['letter'], 'channels': ['citizen']}
        cases.append({'key': f'real-{case_id.lower()}', 'agency': 'demo-fed', 'received': str((day - TODAY).days),
                      'acts': [], 'facts': facts})
    names = {language: 'Real records' for language in ('nl', 'fr', 'de', 'en')}
    people = [{'id': 'reader.of.records', 'name': 'Reader of records', 'roles': ['coordinator'], 'agencies': ['demo-fed']}]
    return {'id': 'real-records', 'names': names, 'people': people, 'cases': cases}


def check_texts(desk, rows):
    """Every case as the desk shows it has its texts, in order, to the byte."""
    listed = support.ctl(desk, 'list', '--view', 'all')
    support.same(len(listed), len(rows), 'cases in the list')
    for case_id, issues in rows.items():
        case = support.ctl(desk, 'show', case_id)
        for member, wanted in facts_of(case_id, issues).items():
            got = case[member]
            if member == 'aliases':
                support.check(set(wanted) <= set(got), f'{case_id}: aliases {got}')
            else:
                support.same(got, wanted, f'{case_id}: {member}')


def check_search(desk, rows):
    """A rare word of each of ten cases finds that case."""
    words = collections.Counter(w for issues in rows.values() for w in
                                {w for i in issues for w in re.findall(r'\b[a-z]{9,}\b', i['complaint'].lower())})
    homes = {w: case_id for case_id, issues in rows.items() for i in issues
             for w in re.findall(r'\b[a-z]{9,}\b', i['complaint'].lower()) if words[w] == 1}
    rare = sorted(homes)
    chosen = rare[:: len(rare) // 10][:10]
    support.same(len(chosen), 10, 'rare words')
    for word in chosen:
        found = [row['caseId'] for row in support.ctl(desk, 'search', word)]
        wanted = support.ctl(desk, 'show', homes[word])['caseId']
        support.check(wanted in found, f'search for {word} finds {found}, not {homes[word]}')
    return chosen


def main():
    rows = read_cases()
    with support.scratch() as root:
        scenario = os.path.join(root, 'scenario.json')
        with open(scenario, 'w', encoding='utf-8') as f:
            json.dump(as_scenario(rows), f)
        with support.Loketd(os.path.join(root, 'loket'), '--scenario', scenario, '--today', str(TODAY)) as loket:
            desk = support.new_desk(root, 'desk', loket.url)
            support.same(support.ctl(desk, 'sync')['received'], len(rows), 'cases synced')
        check_texts(desk, rows)
        chosen = check_search(desk, rows)
    texts = [issue['complaint'] for issues in rows.values() for issue in issues]
    print(f'{len(rows)} cases with {len(texts)} grievances ({texts.count("")} of them empty) came back byte for byte; '
          f'found by {", ".join(chosen)}')


if __name__ == '__main__':
    main()
