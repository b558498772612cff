#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Ten thousand cases, or fewer: `loketctl list`, the model that the window shows, and a full replay of all
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


def leading_work_by(standing, kinds):
    for kind in KINDS:
        days = [c['workBy'] or NEVER for c in standing['clocks']
                if kinds[c['clock']] == kind and c['state'] in ('running', 'overdue')]
        if days:
            return min(days)
    return NEVER


def in_view(view, standing, today, me):
    clocks = standing['clocks']
    follow_up = standing.get('followUpOn')
    return {
        'inbox': standing['step'] == 'intake' and ('acknowledged' not in standing['flags'] or not standing['assignee']),
        'today': follow_up == today or any(
            c['state'] == 'running' and c['workBy'] and c['workBy'] <= today <= c['due'] for c in clocks),
        'overdue': any(c['state'] == 'overdue' for c in clocks),
        'mine': standing['assignee'] == me,
        'waiting': standing['waitingFor'] not in (None, 'nobody'),
        'approval': standing['waitingFor'] == 'approver',
        'mediation': standing['step'] == 'mediating',
        'transferred': standing['outcome'] == 'transferred',
        'ombudsman': 'nextLineOpen' in standing['flags'],
        'aftercare': standing['step'] == 'aftercare',
        'answered': standing['step'] in ('aftercare', 'closed') and standing['outcome'] in ('answered', 'settled'),
        'all': True,
    }[view]


def lines_of_window(desk, view, today):
    run = subprocess.run([LIST_LINES, desk, view, today], capture_output=True, text=True, timeout=600)
    support.same(run.returncode, 0, f'{view}: the window\'s list: {run.stderr[:300]}')
    return run.stdout.split()


def difference(got, wanted):
    return f'replay {len(wanted)}; first difference: {next(((a, b) for a, b in zip(got, wanted) if a != b), None)}'


def read_kinds():
    kinds = {}
    for procedure in ('be-fed-ibz', 'be-vlg-bestuursdecreet'):
        with open(os.path.join(support.SOURCE, 'data', 'procedures', procedure, '1.json'), encoding='utf-8') as f:
            kinds[procedure] = {clock['clock']: clock['kind'] for clock in json.load(f)['clocks']}
    return kinds


def expect_views(cases, today, me):
    """References of each view in order, from a replay of all cases."""
    kinds = read_kinds()
    standings = support.replay_all(cases, f'{today}T12:00:00+01:00')

    def place(case_id):
        standing, case = standings[case_id], cases[case_id]
        return (URGENCY[standing['urgency']], leading_work_by(standing, kinds[case['procedure']['id']]),
                case['reference'].encode())

    return {view: [cases[i]['reference'] for i in sorted(cases, key=place)
                   if in_view(view, standings[i], today, me)] for view in VIEWS}


def check_view(desk, view, wanted, today):
    listed = [row['reference'] for row in support.ctl(desk, 'list', '--view', view, today=today)]
    count, *shown = lines_of_window(desk, view, today)
    support.check(listed == wanted, f'{view}: loketctl has {len(listed)}; {difference(listed, wanted)}')
    support.check(shown == wanted, f'{view}: the window has {len(shown)}; {difference(shown, wanted)}')
    support.same(int(count), len(wanted), f'{view}: the count beside the view')
    print(f'{view}: {len(wanted)}')


def main():
    today = datetime.date.today().isoformat()
    fill = ('--cases', str(CASES), '--seed', str(SEED), '--today', today)
    with support.scratch() as root:
        with support.Loketd(os.path.join(root, 'loket'), *fill) as loket:
            desk = support.new_desk(root, 'desk', loket.url)
            support.same(support.ctl(desk, 'sync', today=today)['received'], CASES, 'cases synced')
            cases = loket.all_cases()
            me = loket.get('/me')['personId']
        support.same(len(cases), CASES, 'cases of the loket')
        for view, wanted in expect_views(cases, today, me).items():
            check_view(desk, view, wanted, today)


if __name__ == '__main__':
    main()
