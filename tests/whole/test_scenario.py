#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The first day, as the demo serves it on days of every kind: enough cases, each with the rules and
languages of its own agency, every step, and each planted fault found by replay.

With dates as arguments it tries those instead.
"""
import collections
import datetime
import hashlib
import json
import os
import sys

import support

SCENARIO = os.path.join(support.SOURCE, 'data', 'scenarios', 'first-day.json')
DAYS = {
    'a Monday': '2026-11-23',
    'a Sunday': '2026-11-22',
    'the second of January, a Saturday': '2027-01-02',
    'a leap day': '2028-02-29',
    'Easter Monday': '2027-03-29',
    'the day after Easter Monday': '2027-03-30',
    'a bridge day': '2026-05-15',
    'today': datetime.date.today().isoformat(),
}
STEPS = {'intake', 'investigating', 'mediating', 'answering', 'aftercare', 'closed'}
RULES = {
    'demo-fed': ('be-fed-ibz', {'nl', 'fr', 'de'}),
    'demo-vlg': ('be-vlg-bestuursdecreet', {'nl'}),
    'demo-cons': ('be-adr-consumentenombudsdienst', {'nl', 'fr', 'de'}),
    'demo-front': ('be-uniek-loket', {'nl', 'fr', 'de'}),
    'demo-ovl': ('be-vlg-ombudsdienst', {'nl'}),
    'demo-ofe': ('be-fed-ombudsman', {'nl', 'fr', 'de'}),
}
CASES = {'demo-fed': 37, 'demo-vlg': 34, 'demo-cons': 12, 'demo-front': 9, 'demo-ovl': 7, 'demo-ofe': 7}
OPEN = {'demo-fed': 10, 'demo-vlg': 10, 'demo-cons': 8, 'demo-front': 6, 'demo-ovl': 6, 'demo-ofe': 6}


def id_of(name):
    """The loket makes ids from names, so that they are the same at every load."""
    h = hashlib.sha256(name.encode()).hexdigest()
    return f'{h[:8]}-{h[8:12]}-4{h[12:15]}-a{h[15:18]}-{h[18:30]}'


def texts_of(case):
    return [case['subject'], case['facts'], *(g['text'] for g in case['grievances'])]


def check_agencies(cases):
    used = collections.defaultdict(set)
    for case in cases:
        procedure, languages = RULES[case['agency']]
        support.same(case['procedure']['id'], procedure, f'{case["reference"]}: procedure')
        support.check(case['filingLanguage'] in languages, f'{case["reference"]}: {case["filingLanguage"]}')
        used[case['agency']].add(case['filingLanguage'])
    support.same(used, {agency: languages for agency, (_, languages) in RULES.items()}, 'languages')
    support.same(collections.Counter(case['agency'] for case in cases), CASES, 'cases of each agency')


def check_texts(cases):
    for member in ('subject', 'facts'):
        seen = collections.Counter(case[member] for case in cases)
        support.same([text for text, n in seen.items() if n > 1], [], f'cases with the same {member}')
    seen = collections.Counter(text for case in cases for text in set(texts_of(case)[1:]))
    support.same([text for text, n in seen.items() if n > 1], [], 'texts of more than one case')
    for case in cases:
        for text in texts_of(case) + [v for act in case['acts'] for v in act['payload'].values() if isinstance(v, str)]:
            support.check(text.strip() and '{@' not in text and not text.startswith('@'), f'{case["reference"]}: {text!r}')


def check_variety(cases, standings, today):
    def count(holds):
        return sum(1 for i in cases if holds(cases[i], standings[i]))

    def has_effect(case, standing, kind):
        answers = {e['actId']: e['answer'] for e in standing['effects']}
        return any(a['type'] == kind and answers[a['actId']] == 'allowed' for a in case['acts'])

    support.same({s['step'] for s in standings.values()}, STEPS, 'steps')
    support.check(count(lambda c, s: any(k['state'] == 'overdue' for k in s['clocks'])) >= 2, 'two cases overdue')
    support.check(count(lambda c, s: any(k['clock'] == 'answer' and k['state'] == 'running' and k['due'] == today
                                         for k in s['clocks'])) >= 2, 'two answers due today')
    for outcome in ('declined', 'transferred', 'answered'):
        support.check(count(lambda c, s: s['outcome'] == outcome) >= 1, f'a case with outcome {outcome}')
    support.check(count(lambda c, s: s['step'] == 'mediating') >= 1, 'a case in mediation')
    support.check(count(lambda c, s: has_effect(c, s, 'extend')) >= 1, 'an extended case')
    for agency, least in OPEN.items():
        support.check(count(lambda c, s: c['agency'] == agency and s['step'] != 'closed') >= least,
                      f'open cases of {agency}')


def found(finds, case, standing, scenario_case):
    if 'clock' in finds:
        return any(k['clock'] == finds['clock'] and k['state'] == finds['state'] for k in standing['clocks'])
    if 'check' in finds:
        return any(k['code'] == finds['check'] and k['done'] == finds['done'] for k in standing['checklist'])
    index = [act.get('key') for act in scenario_case['acts']].index(finds['act'])
    act_id = id_of(f'first-day/{scenario_case["key"]}/{index}')
    support.check(any(a['actId'] == act_id for a in case['acts']), f'{scenario_case["key"]}: act {finds["act"]} served')
    return any(e['actId'] == act_id and e['answer'] == finds['answer'] and e['reason'] == finds['reason']
               for e in standing['effects'])


def check_answer_key(scenario, cases, standings):
    by_key = {case['key']: case for case in scenario['cases']}
    support.check(len(scenario['answerKey']) >= 8, 'planted faults')
    for fault in scenario['answerKey']:
        case_id = id_of(f'first-day/{fault["case"]}')
        support.check(found(fault['finds'], cases[case_id], standings[case_id], by_key[fault['case']]),
                      f'{fault["case"]}: {fault["what"]["en"]} {fault["finds"]}')
        support.same(set(fault['what']), {'nl', 'fr', 'de', 'en'}, f'{fault["case"]}: languages of the key')


def check_unplanted(scenario, cases, standings):
    """What is no planted fault was done as the rules want it: the trainer's key is whole."""
    planted = {id_of(f'first-day/{fault["case"]}') for fault in scenario['answerKey']}
    for case_id, standing in standings.items():
        if case_id not in planted:
            odd = [e for e in standing['effects'] if e['answer'] != 'allowed' and e['reason'] != 'annulled']
            support.same(odd, [], f'{cases[case_id]["reference"]}: acts without effect')


def try_day(root, scenario, name, today):
    folder = os.path.join(root, today)
    with support.Loketd(folder, '--scenario', SCENARIO, '--today', today) as loket:
        cases = loket.all_cases()
    support.same(len(cases), len(scenario['cases']), f'{name}: cases served')
    standings = support.replay_all(cases, f'{today}T12:00:00+01:00')
    check_agencies(cases.values())
    check_texts(cases.values())
    check_variety(cases, standings, today)
    check_answer_key(scenario, cases, standings)
    check_unplanted(scenario, cases, standings)
    print(f'{name} ({today}): {len(cases)} cases, {len(scenario["answerKey"])} planted faults found')


def main():
    with open(SCENARIO, encoding='utf-8') as f:
        scenario = json.load(f)
    support.check(len(scenario['cases']) >= 60, f'{len(scenario["cases"])} cases')
    days = {day: day for day in sys.argv[1:]} or DAYS
    with support.scratch() as root:
        for name, today in days.items():
            with support.doing(f'{name} ({today})'):
                try_day(root, scenario, name, today)


if __name__ == '__main__':
    main()
