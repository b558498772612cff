#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""black_box.py [--seconds N] [--seed N] [--lie NAME]: several strangers and several desks at one loketd.

The strangers are outside_client.py, made from the contract alone: they do acts and register cases,
send everything more than once and in any order, follow the feed by long polls from the start and
from some moment on. Beside them real desks (loketctl) work in the same cases. The loket drops
replies, closes connections, cuts bodies, is late, repeats, answers 503, and is killed and started
again. Then what everybody saw is compared:

- an act is in its case at most once; exactly once where somebody was told that it was taken, and not
  at all where it was refused;
- what was taken before another act was begun in the same case stands before it;
- versions of a case only grow for whoever follows, and whoever follows ends with what the loket has.

With --lie the strangers meet lying_loket.py in front of the loket, and one of these does not hold."""
import argparse
import json
import os
import random
import signal
import sys
import threading
import time
import uuid

import support
from lying_loket import LIES, LyingLoket
from outside_client import Broken, Client, Contract

FAULTS = ['PUT:*:%7:drop', 'PUT:*:%11:repeat', '*:*:%13:close', 'GET:/changes:%5:cut=700', '*:*:%6:delay=60',
          'GET:*:%17:status=503,retry-after=0', 'PUT:*:%19:status=503', 'PUT:*:%23:cut=40']
FAULT_WORDS = [word for rule in FAULTS for word in ('--fault', rule)]
# What may be done by anybody at any time, so that most of it is taken; the others are tried as well.
OFTEN = ['note', 'contact', 'setUrgency', 'setFollowUp', 'acknowledge', 'takeUp', 'remind', 'inform']


class World:
    """What everybody shares: the loket of the day, and what was seen, in the order of a clock."""

    def __init__(self, root, seed, lie):
        self.root, self.seed, self.lie = root, seed, lie
        self.liar = None
        self.contract = Contract(os.path.join(support.SOURCE, 'data', 'api', 'loket-v1.yaml'))
        self.lock = threading.Lock()
        self.over, self.finished = threading.Event(), threading.Event()
        self.sent, self.failures, self.cases = {}, [], []
        self.port = 0

    def start(self, *options):
        self.loket = support.Loketd(os.path.join(self.root, 'loket'), '--cases', '12', '--seed', '3', *options,
                                    port=self.port)
        self.loket.__enter__()
        self.port = self.loket.port
        # Desks meet the loket itself: theirs is another proof.
        self.desks_url = self.loket.url
        if self.lie is not None:
            self.liar = self.liar or LyingLoket(self.port, self.lie)
            self.loket.url = self.liar.url

    def kill(self):
        self.loket.process.send_signal(signal.SIGKILL)
        self.loket.process.wait(20)
        self.loket.process.stdout.close()

    def client(self, number):
        return Client(self.contract, self.loket.url, self.seed * 1000 + number)

    def note(self, act_id, **what):
        with self.lock:
            self.sent.setdefault(act_id, {}).update(what)

    def run(self, work, *arguments):
        def guarded():
            try:
                work(self, *arguments)
            except Exception as failure:  # pylint: disable=broad-except
                with self.lock:
                    self.failures.append(f'{work.__name__}{arguments}: {failure!r}')
        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        return thread


def new_act(client, case):
    types = client.contract.schema('ActTypeCode')['x-codes']
    kind = client.dice.choice(OFTEN if client.dice.random() < 0.7 else types)
    form = client.contract.whole['components']['schemas'].get(f'{kind[0].upper()}{kind[1:]}Payload', {'type': 'object'})
    return {'actId': client.contract.sample({'$ref': '#/components/schemas/Uuid'}, client.dice), 'type': kind,
            'occurredOn': support.today(), 'basedOn': case['version'], 'payload': client.contract.sample(form, client.dice)}


def send(world, client, case_id, act):
    """An act until it is answered; then, as the mood takes it, once more."""
    began = time.monotonic()
    status, answer = client.insist('doAct', caseId=case_id, actId=act['actId'], body=act)
    if status not in (200, 201, 400, 403, 409):
        raise Broken(f'doAct: {status}: {answer}')
    taken = status in (200, 201)
    before = world.sent.get(act['actId'], {})
    if 'taken' in before and before['taken'] and not taken:
        raise Broken(f'{act["actId"]} was taken, and is now {status}: {answer}')
    # A reply that was lost may hide that it was taken: then a refusal says so of the same body.
    world.note(act['actId'], case=case_id, body=act, taken=taken or before.get('taken', False))
    if taken:
        world.note(act['actId'], began=before.get('began', began), told=before.get('told', time.monotonic()))
        found, kept = client.insist('getAct', caseId=case_id, actId=act['actId'])
        if found != 200 or kept['payload'] != act['payload']:
            raise Broken(f'{act["actId"]} was taken, and reads {found}: {kept}')


def do_acts(world, number):
    client, bag = world.client(number), []
    while not world.over.is_set():
        case_id = client.dice.choice(world.cases)
        status, case = client.insist('getCase', caseId=case_id)
        if status != 200:
            continue
        bag.append((case_id, new_act(client, case)))
        if client.dice.random() < 0.15:
            made = register(world, client)
            world.cases.append(made)
        client.dice.shuffle(bag)
        for _ in range(client.dice.randint(0, min(3, len(bag)))):
            send(world, client, *client.dice.choice(bag))
        del bag[8:]


def register(world, client):
    example = client.contract.look({'$ref': '#/components/examples/NewCaseExample'})['value']
    case_id = client.contract.sample({'$ref': '#/components/schemas/Uuid'}, client.dice)
    body = {**example, 'caseId': case_id, 'reference': f'V-{case_id[:8].upper()}',
            'receivedOn': support.today(), 'registeredOn': support.today()}
    for _ in range(client.dice.randint(1, 3)):
        status, answer = client.insist('registerCase', caseId=case_id, body=body)
        if status not in (200, 201):
            raise Broken(f'registerCase: {status}: {answer}')
    return case_id


def follow(world, number, seen, delay):
    """The feed, from its start or from the moment at which one comes; `seen` is what came of it."""
    client, cursor, quiet = world.client(number), None, 0
    world.over.wait(delay)
    while quiet < 2:
        ending = world.over.is_set()
        query = {'pageSize': client.dice.choice([1, 3, 50]), 'wait': 0 if ending else client.dice.choice([0, 1, 3])}
        status, page = client.insist('listChanges', query={**query, **({'after': cursor} if cursor else {})})
        if status != 200:
            raise Broken(f'listChanges: {status}: {page}')
        for item in page['items']:
            before = seen.get(item['caseId'], {'version': -1})['version']
            if item['version'] <= before:
                raise Broken(f'{item["caseId"]}: version {item["version"]} after {before}')
            if item['change'] != 'upserted':
                raise Broken(f'{item}: nobody took a case away')
            seen[item['caseId']] = item.get('case') or client.insist('getCase', caseId=item['caseId'])[1]
        cursor = page['next']
        # Quiet counts only from when nobody works any more.
        quiet = quiet + 1 if world.finished.is_set() and not page['items'] else 0


def work_at_desk(world, name):
    """A real desk: what loketctl said it had kept is there in the end."""
    dice = random.Random(f'{world.seed} {name}')
    desk = os.path.join(world.root, name)
    while support.run_ctl(desk, 'sync').returncode != 0:
        time.sleep(0.2)
    while not world.over.is_set():
        rows = json.loads(support.run_ctl(desk, 'list', '--view', 'all').stdout)
        row = dice.choice(rows)
        text = str(uuid.UUID(int=dice.getrandbits(128)))
        done = support.run_ctl(desk, 'act', row['reference'], 'note', '--set', f'text="{text}"')
        if done.returncode == 0:
            act = json.loads(done.stdout)
            world.note(act['actId'], case=row['caseId'], body=act, taken=True, desk=name)
        if dice.random() < 0.6:
            support.run_ctl(desk, 'sync')
    for _ in range(60):
        support.run_ctl(desk, 'sync')
        if json.loads(support.run_ctl(desk, 'pending').stdout) == []:
            return
        time.sleep(0.2)
    raise Broken(f'{name}: still waiting: {support.run_ctl(desk, "pending").stdout[:800]}')


def check_history(world, lokets_own):
    where = {}
    for case in lokets_own.values():
        same_order = [act['seq'] for act in case['acts']]
        support.same(same_order, list(range(1, len(same_order) + 1)), f'places in {case["caseId"]}')
        for act in case['acts']:
            support.check(act['actId'] not in where, f'{act["actId"]} is there twice')
            where[act['actId']] = (case['caseId'], act)
    for act_id, what in world.sent.items():
        if what['taken']:
            support.check(act_id in where, f'{act_id} was taken and is not there: {what}')
            support.same(where[act_id][0], what['case'], f'case of {act_id}')
            support.same(where[act_id][1]['payload'], what['body']['payload'], f'payload of {act_id}')
        else:
            support.check(act_id not in where, f'{act_id} was refused and is there: {what}')
    timed = [(w['case'], w['began'], w['told'], where[i][1]['seq']) for i, w in world.sent.items() if 'told' in w]
    for case_a, _, told, place_a in timed:
        for case_b, began, _, place_b in timed:
            if case_a == case_b and told < began:
                support.check(place_a < place_b, f'{case_a}: {place_b} was begun after {place_a} was taken')


def work(world, seconds, views):
    """Everybody at once, until the time is over and each has come to his end; how often it was killed."""
    world.start()
    world.cases = list(world.loket.all_cases())
    for desk in ('desk-a', 'desk-b'):
        support.new_desk(world.root, desk, world.desks_url)
    world.kill()
    world.start(*FAULT_WORDS)
    readers = [world.run(follow, 100 + i, seen, seconds * i / 5) for i, seen in enumerate(views)]
    workers = [world.run(do_acts, i) for i in range(3)] + [world.run(work_at_desk, d) for d in ('desk-a', 'desk-b')]
    kills = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and not world.failures:
        time.sleep(seconds / 5)
        if kills < 3:
            world.kill()
            world.start(*FAULT_WORDS)
            kills += 1
    world.over.set()
    for thread in workers:
        thread.join(120)
    world.finished.set()
    for thread in readers:
        thread.join(120)
        support.check(not thread.is_alive(), 'a reader comes to its end')
    support.same(world.failures, [], 'what went wrong on the way')
    return kills


def compare(world, views):
    lokets_own = {i: world.loket.get(f'/cases/{i}') for i in world.loket.all_cases()}
    check_history(world, lokets_own)
    for number, seen in enumerate(views):
        support.same({i: c['version'] for i, c in seen.items()}, {i: c['version'] for i, c in lokets_own.items()},
                     f'what reader {number} has in the end')
        for case_id, case in seen.items():
            support.same(case['acts'], lokets_own[case_id]['acts'], f'acts of {case_id} for reader {number}')
    return lokets_own


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seconds', type=float, default=20)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--lie', choices=LIES)
    options = parser.parse_args()
    with support.scratch() as root:
        world = World(root, options.seed, options.lie)
        views = [{} for _ in range(4)]
        try:
            kills = work(world, options.seconds, views)
            world.kill()
            world.start()
            lokets_own = compare(world, views)
        finally:
            world.kill()
    taken = sum(what['taken'] for what in world.sent.values())
    support.check(taken > 10, f'{taken} acts were taken')
    print(f'seed {options.seed}: {taken} acts taken, {len(world.sent) - taken} refused, {len(lokets_own)} cases, '
          f'{len(views)} readers, {kills} kills of the loket: nothing lost, nothing twice')


if __name__ == '__main__':
    sys.exit(main())
