# SPDX-License-Identifier: EUPL-1.2
"""What a desk costs that nobody works with: the window and `loketctl sync --watch`, each once beside a
loket in which nothing happens, and once beside one in which a case changes each second. Not a part of
the suites: it takes as long as it is told to.

Usage: with-screen /usr/bin/python3 idle.py [--minutes N] [--cases N] [--every SECONDS]

Prints for each: share of a core, switches of threads per second (each is a wake-up of the processor at
most), memory at the beginning and the end, and its slope once it is warm. Exits 1 where an idle desk
takes more than 0.2 % of a core, or a busy one loses its news.
"""
import argparse
import datetime
import json
import os
import random
import statistics
import subprocess
import time
import urllib.request
import uuid

import support

LOKET = os.path.join(support.BUILD, 'src', 'loket')
TICKS = os.sysconf('SC_CLK_TCK')
SAMPLE_SECONDS = 15
WARM_SHARE = 0.2
IDLE_PERCENT_MAX = 0.2


class Watched:
    """A process, and what the kernel says of it."""

    def __init__(self, name, command, log):
        self.name, self.samples = name, []
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def read(self, name):
        with open(f'/proc/{self.process.pid}/{name}', encoding='utf-8', errors='replace') as file:
            return file.read()

    def sample(self):
        fields = self.read('stat').rsplit(')', 1)[1].split()
        switches = 0
        for task in os.listdir(f'/proc/{self.process.pid}/task'):
            for line in self.read(f'task/{task}/status').splitlines():
                if line.startswith('voluntary_ctxt_switches'):
                    switches += int(line.split()[1])
        memory = next(int(line.split()[1]) for line in self.read('smaps_rollup').splitlines()
                      if line.startswith('Pss_Anon:'))
        self.samples.append((time.monotonic(), (int(fields[11]) + int(fields[12])) / TICKS, switches, memory))

    def figures(self):
        """Without the first part, in which it opens and fetches."""
        warm = self.samples[int(len(self.samples) * WARM_SHARE):]
        first, last = warm[0], warm[-1]
        span = last[0] - first[0]
        slope = statistics.linear_regression([row[0] / 3600 for row in warm], [row[3] for row in warm]).slope
        return {'name': self.name, 'minutes': round(span / 60, 1),
                'cpuPercent': round(100 * (last[1] - first[1]) / span, 3),
                'switchesPerSecond': round((last[2] - first[2]) / span, 2),
                'kBFirst': first[3], 'kBLast': last[3], 'kBPerHour': round(slope)}

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Colleague:
    """Somebody else who does an act each second."""

    def __init__(self, loketd, seed):
        self.url, self.chance, self.done = loketd.url, random.Random(seed), 0
        self.versions = {case_id: case['version'] for case_id, case in loketd.all_cases().items()}
        self.ids = sorted(self.versions)

    def act(self):
        case_id, act_id = self.chance.choice(self.ids), str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        body = {'actId': act_id, 'type': 'note', 'occurredOn': support.today(), 'basedOn': self.versions[case_id],
                'payload': {'text': f'Gebeld om {datetime.datetime.now():%H:%M:%S}.'}}
        request = urllib.request.Request(
            f'{self.url}/cases/{case_id}/acts/{act_id}', data=json.dumps(body).encode(), method='PUT',
            headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=30) as reply:
            support.same(reply.status, 201, 'the colleague\'s act')
        self.done += 1


def run_for(minutes, every, watched, colleague):
    began = time.monotonic()
    next_act = next_sample = began
    while time.monotonic() < began + 60 * minutes:
        now = time.monotonic()
        if now >= next_act:
            colleague.act()
            next_act += every
        if now >= next_sample:
            for each in watched:
                each.sample()
            next_sample += SAMPLE_SECONDS
        time.sleep(max(0, min(next_act, next_sample) - time.monotonic()))


def start(root, name, loketd, log):
    watch, window = (support.new_desk(root, f'{name}-{form}', loketd.url) for form in ('watch', 'window'))
    for desk in (watch, window):
        support.ctl(desk, 'sync')
    return [Watched(f'{name} loketctl', [support.LOKETCTL, '--desk', watch, 'sync', '--watch'], log),
            Watched(f'{name} window', [LOKET, '--desk', window], log)], (watch, window)


def check_news(loketd, desk, seed):
    """What a desk has is what the loket has: every case, and some of them whole."""
    wanted = {case_id: case['version'] for case_id, case in loketd.all_cases().items()}
    rows = support.ctl(desk, 'list', '--view', 'all', '--limit', str(len(wanted) + 1))
    support.same(sorted(row['caseId'] for row in rows), sorted(wanted), 'the cases of the desk')
    for case_id in random.Random(seed).sample(sorted(wanted), min(len(wanted), 50)):
        support.same(support.ctl(desk, 'show', case_id)['version'], wanted[case_id], f'version of {case_id}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--minutes', type=float, default=60)
    parser.add_argument('--cases', type=int, default=1000)
    parser.add_argument('--every', type=float, default=1)
    parser.add_argument('--seed', type=int, default=1)
    arguments = parser.parse_args()
    filling = ['--cases', str(arguments.cases), '--seed', str(arguments.seed)]
    with support.scratch() as root, open(os.path.join(root, 'log'), 'w+', encoding='utf-8') as log, \
            support.Loketd(os.path.join(root, 'quiet'), *filling) as quiet, \
            support.Loketd(os.path.join(root, 'busy'), *filling) as busy:
        watched, _ = start(root, 'quiet', quiet, log)
        changing, desks = start(root, 'busy', busy, log)
        watched += changing
        colleague = Colleague(busy, arguments.seed)
        try:
            run_for(arguments.minutes, arguments.every, watched, colleague)
            dead = [each.name for each in watched if each.process.poll() is not None]
        finally:
            for each in watched:
                each.end()
        log.seek(0)
        print(log.read()[-2000:], end='')
        support.same(dead, [], 'who ended by himself')
        for desk in desks:
            check_news(busy, desk, arguments.seed)
        rows = [each.figures() for each in watched]
    print(json.dumps({'acts': colleague.done, 'cases': arguments.cases, 'lines': rows}, indent=1))
    dear = [row['name'] for row in rows if row['name'].startswith('quiet') and row['cpuPercent'] > IDLE_PERCENT_MAX]
    support.same(dear, [], f'who takes more than {IDLE_PERCENT_MAX} % of a core for nothing')


if __name__ == '__main__':
    main()
