#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Ten thousand cases: `loketctl list`, the model that the window shows, and a full replay of all
cases that reads no projection agree on every view, in number and order."""
import datetime
import json
import os
import subprocess

import support

CASES = int(os.environ.get('LOKET_VIEW_CASES', '10000'))
SEED = 11
LIST_LINES = os.path.join(support.BUILD, 'tests', 'desk', 'list-lines')
VIEWS = ('inbox today overdue mine waiting approval mediation transferred ombudsman aftercare answered all').split()
URGENCY = {'urgent': 0, 'high': 1, 'normal': 2}
KINDS = ('legal', 'norm', 'internal')
NEVER = '9999-99-99'


def replay_all(cases, now):
    """The standing of each case, by the C core fed with server copies alone."""
    lines = []
    for case in cases.values():
        facts = {k: v for k, v in case.items() if k not in ('acts', 'step', 'flags', 'outcome', 'clocks')}
        lines.append(json.dumps({'procedure': case['procedure'], 'case': facts, 'acts': case['acts'], 'now': now}))
    run = subprocess.run([support.REPLAY_LINES], input='\n'.join(lines) + '\n', capture_output=True, text=True,
                         timeout=600)
    support.same(run.returncode, 0, f'replay-lines: {run.stderr[:300]}')
    return dict(zip(cases, map(json.loads, run.stdout.splitlines())))


def leading_work_by(standing, kinds):
    for kind in KINDS:
        days = [c['workBy'] or NEVER for c in standing['clocks']
                if kinds[c['clock']] == kind and c['state'] in ('running', 'overdue')]
        if days:
            return min(days)
    return NEVER


def assignee_of(case):
    assigned = [a['payload'].get('to') for a in case['acts'] if a['type'] == 'assign']
    return assigned[-1] if assigned else case.get('assignee')


def in_view(view, case, standing, today, me):
    clocks = standing['clocks']
    follow_up = standing.get('followUpOn')
    return {
        'inbox': standing['step'] == 'intake' and ('acknowledged' not in standing['flags'] or not assignee_of(case)),
        'today': follow_up == today or any(
            c['state'] == 'running' and c['workBy'] and c['workBy'] <= today <= c['due'] for c in clocks),
        'overdue': any(c['state'] == 'overdue' for c in clocks),
        'mine': assignee_of(case) == me,
        'waiting': standing['waitingFor'] not in (None, 'nobody'),
        'approval': standing['waitingFor'] == 'approver',
        'mediation': standing['step'] == 'mediating',
        'transferred': standing['outcome'] == 'transferred',
        'ombudsman': 'nextLineOpen' in standing['flags'],
        'aftercare': standing['step'] == 'aftercare',
        'answered': standing['step'] in ('aftercare', 'closed') and standing['outcome'] in ('answered', 'settled'),
        'all': True,
    }[view]


def main():
    today = datetime.date.today().isoformat()
    with open(os.path.join(support.SOURCE, 'data', 'procedures', 'be-fed-ibz', '1.json'), encoding='utf-8') as f:
        kinds = {c['clock']: c['kind'] for c in json.load(f)['clocks']}
    with open(os.path.join(support.SOURCE, 'data', 'procedures', 'be-vlg-bestuursdecreet', '1.json'), encoding='utf-8') as f:
        kinds.update({c['clock']: c['kind'] for c in json.load(f)['clocks']})
    with support.scratch() as root:
        with support.Loketd(os.path.join(root, 'loket'), '--cases', str(CASES), '--seed', str(SEED), '--today', today) as loket:
            desk = support.new_desk(root, 'desk', loket.url)
            support.same(support.ctl(desk, 'sync', today=today)['received'], CASES, 'cases synced')
            cases = loket.all_cases()
            me = loket.get('/me')['person']
        me = me['id'] if isinstance(me, dict) else me
        standings = replay_all(cases, f'{today}T12:00:00+01:00')
        for view in VIEWS:
            chosen = [i for i in cases if in_view(view, cases[i], standings[i], today, me)]
            chosen.sort(key=lambda i: (URGENCY[standings[i]['urgency']], leading_work_by(standings[i], kinds),
                                       cases[i]['reference'].encode()))
            wanted = [cases[i]['reference'] for i in chosen]
            listed = [row['reference'] for row in support.ctl(desk, 'list', '--view', view, today=today)]
            window = subprocess.run([LIST_LINES, desk, view, today], capture_output=True, text=True, timeout=600)
            support.same(window.returncode, 0, f'{view}: the window\'s list: {window.stderr[:300]}')
            support.check(listed == wanted, f'{view}: loketctl has {len(listed)}, replay {len(wanted)}; first difference: '
                          f'{next(((a, b) for a, b in zip(listed, wanted) if a != b), None)}')
            support.check(window.stdout.split() == wanted, f'{view}: the window differs from replay')
            print(f'{view}: {len(wanted)}')


if __name__ == '__main__':
    main()
