#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Two authorities and an ombudsman at one loket, each with a desk of its own: a transfer that is taken
over, one that is sent back, the next line on the first late day, an inquiry and its reply, and a case
that is closed to a colleague. Nobody ever has the other's case."""
import datetime
import json
import os
import shutil

import support

TODAY = '2026-11-23'
ANSWER_DAYS = 45
PEOPLE = (('an', 'demo-vlg'), ('cas', 'demo-vlg'), ('bo', 'test-other'), ('om', 'test-ombuds'))


def names(text):
    return {language: text for language in ('nl', 'fr', 'de', 'en')}


def agency(id_, procedure, prefix):
    return {'id': id_, 'names': names(f'Proef {prefix}'), 'procedure': procedure, 'languages': ['nl'],
            'contact': {'name': 'Noor Voorbeeld'}, 'referencePrefix': prefix, 'letterhead': [], 'units': [],
            'targets': []}


def add_row(data, procedure, row):
    """A row that the procedure does not have yet."""
    path = os.path.join(data, 'procedures', procedure, '1.json')
    with open(path, encoding='utf-8') as file:
        profile = json.load(file)
    if not any(a['act'] == row['act'] and set(a['in']) & set(row['in']) for a in profile['acts']):
        profile['acts'].append(row)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(profile, file)


def make_data(root):
    """The shipped data with two bodies more."""
    data = os.path.join(root, 'data')
    shutil.copytree(os.path.join(support.SOURCE, 'data'), data)
    for body in (agency('test-other', 'be-fed-ibz', 'OT'), agency('test-ombuds', 'be-vlg-ombudsdienst', 'OM')):
        with open(os.path.join(data, 'agencies', f'{body["id"]}.json'), 'w', encoding='utf-8') as file:
            json.dump(body, file)
    add_row(data, 'be-fed-ibz', {
        'act': 'returnTransfer', 'in': ['intake', 'investigating'], 'to': 'closed', 'outcome': 'transferred',
        'guards': [{'guard': 'linked', 'relation': 'passedOnFrom'}, {'guard': 'reasonGiven'}]})
    add_row(data, 'be-vlg-bestuursdecreet', {
        'act': 'restrict', 'in': ['intake', 'investigating', 'mediating', 'answering'],
        'guards': [{'guard': 'reasonGiven'}]})
    return data


def write_users(root):
    path = os.path.join(root, 'users.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'people': [
            {'id': id_, 'name': id_.title(), 'token': f'token-of-{id_}', 'roles': ['coordinator'],
             'agencies': [agency_id]} for id_, agency_id in PEOPLE]}, file)
    return path


class Person:
    """Somebody with a desk."""

    def __init__(self, root, url, id_, agency_id):
        token = os.path.join(root, f'{id_}.token')
        with open(token, 'w', encoding='utf-8') as file:
            file.write(f'token-of-{id_}\n')
        self.agency = agency_id
        self.desk = support.new_desk(root, id_, url, '--token-file', token)
        self.sync()

    def sync(self):
        support.ctl(self.desk, 'sync', today=TODAY)
        return self

    def new(self, root, received, subject):
        path = os.path.join(root, 'case.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({
                'agency': self.agency, 'receivedOn': received, 'complainants': [{'name': 'Jo Voorbeeld'}],
                'subject': subject, 'facts': 'Er werd niet geantwoord.',
                'grievances': [{'id': 'k1', 'text': 'Geen antwoord'}], 'demandKinds': ['complaint'],
                'carriers': ['mail'], 'channels': ['citizen'], 'filingLanguage': 'nl', 'answerChannel': 'mail'}, file)
        provisional = support.ctl(self.desk, 'new', '--file', path, today=TODAY)['reference']
        return self.show(provisional)['reference']

    def act(self, reference, type_, on=TODAY, **payload):
        self.sync()
        path = f'{self.desk}.payload'
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(payload, file)
        run = support.run_ctl(self.desk, 'act', reference, type_, '--on', on, '--file', path, today=TODAY)
        if run.returncode == 0:
            self.sync()
        return run

    def done(self, reference, type_, **payload):
        run = self.act(reference, type_, **payload)
        support.same(run.returncode, 0, f'{type_}: {run.stderr}')
        pending = support.ctl(self.desk, 'pending', today=TODAY)
        support.same(pending, [], f'{type_}: what is not taken')

    def show(self, reference):
        self.sync()
        return support.ctl(self.desk, 'show', reference, today=TODAY)

    def all(self, view='all'):
        self.sync()
        return {line['reference']: line for line in support.ctl(self.desk, 'list', '--view', view, today=TODAY)}


def last_act(case):
    return case['acts'][-1]['type'], case['acts'][-1]['author'], case['acts'][-1]['payload']


def opened_by(case, type_):
    return next(act['opened'] for act in reversed(case['acts']) if act['type'] == type_)


def taken_over(root, people):
    here, there = people['an'], people['bo']
    reference = here.new(root, '2026-11-12', 'Doorgestuurd en overgenomen')
    here.done(reference, 'transfer', kind='external', to='Proef OT', toAgency='test-other', reason='Hun taak.', via='mail')
    opened = opened_by(here.show(reference), 'transfer')
    linked = there.show(opened['reference'])
    support.same(linked['links'][0]['relation'], 'passedOnFrom', 'what the first case is')
    support.same((linked['subject'], linked['receivedOn'], linked['acts']), (
        'Doorgestuurd en overgenomen', TODAY, []), 'what was handed over')
    there.done(opened['reference'], 'takeUp')
    support.same(last_act(here.show(reference)), ('acceptTransfer', 'bo', {'reference': opened['reference']}), 'told')
    words = support.ctl(here.desk, 'show', reference, parse=False, lang='nl', today=TODAY)
    support.check(opened['reference'] in words and 'Proef OT' in words, f'show says it: {words}')
    words = support.ctl(there.desk, 'show', opened['reference'], parse=False, lang='nl', today=TODAY)
    support.check('dossier waaruit het is doorgestuurd' in words, f'show says it there: {words}')


def sent_back(root, people):
    here, there = people['an'], people['bo']
    reference = here.new(root, '2026-11-12', 'Doorgestuurd en teruggestuurd')
    payload = {'kind': 'external', 'to': 'Proef OT', 'toAgency': 'test-other', 'reason': 'Hun taak.', 'via': 'mail'}
    here.done(reference, 'transfer', **payload)
    opened = opened_by(here.show(reference), 'transfer')['reference']
    there.done(opened, 'returnTransfer', reason='Niet onze taak.')
    support.same((there.show(opened)['step'], there.show(opened)['outcome']), ('closed', 'transferred'), 'there')
    support.same(last_act(here.show(reference)), ('returnTransfer', 'bo', {'reason': 'Niet onze taak.'}), 'told')
    here.done(reference, 'reopen', reason='Het kwam terug.')
    for again in (payload, {**payload, 'to': 'Iemand anders'}):
        run = here.act(reference, 'transfer', **again)
        support.check(run.returncode == 1, f'a second transfer there: {run.stdout}')
    support.check(here.show(reference)['step'] != 'closed', 'it stays with us')


def next_line(root, people):
    """Day 45 was yesterday: nobody may wait any longer."""
    here, ombudsman = people['an'], people['om']
    received = (datetime.date.fromisoformat(TODAY) - datetime.timedelta(days=ANSWER_DAYS + 1)).isoformat()
    reference = here.new(root, received, 'Te laat beantwoord')
    support.check('nextLineOpen' in here.show(reference)['flags'], 'the next line is open')
    here.done(reference, 'openNextLine', line='flemishOmbudsman', toAgency='test-ombuds')
    opened = opened_by(here.show(reference), 'openNextLine')['reference']
    linked = ombudsman.show(opened)
    support.same([(link['relation'], link['reference']) for link in linked['links']], [('previousLine', reference)], 'link')
    ombudsman.done(opened, 'takeUp')
    ombudsman.done(opened, 'request', **{'from': 'service', 'text': 'Waarom zo laat?', 'via': 'mail'})
    support.same(last_act(here.show(reference)), ('inquire', 'om', {
        'line': 'flemishOmbudsman', 'reference': opened, 'text': 'Waarom zo laat?'}), 'asked')
    here.done(reference, 'answer', text='Met excuses.', via='mail')
    support.check(reference in here.all('ombudsman'), 'it stays among the ombudsman\'s until the reply has left')
    here.done(reference, 'dispatch', kind='inquiryReply', via='mail', text='Het archief was dicht.')
    type_, author, payload = last_act(ombudsman.show(opened))
    support.same((type_, author, payload['from'], payload['text']), (
        'receive', 'an', 'service', 'Het archief was dicht.'), 'replied')
    support.check('waitingFor' not in ombudsman.show(opened), 'nobody is waited for')


def closed(root, people):
    here, colleague = people['an'], people['cas']
    reference = here.new(root, '2026-11-12', 'Over een collega')
    support.check(reference in colleague.all(), 'the colleague has it')
    here.done(reference, 'restrict', to=['an'], reason='Over een collega.')
    support.check(reference not in colleague.all(), 'it goes away from the colleague')
    support.check(reference in here.all(), 'and stays here')
    here.done(reference, 'note', text='Gehoord.')
    support.check(reference not in colleague.all(), 'and does not come back')
    here.done(reference, 'restrict', to=[], reason='Niet meer nodig.')
    support.same(last_act(colleague.show(reference))[0], 'restrict', 'it is for all again')


def secrecy(people):
    prefixes = {'an': 'KV-', 'cas': 'KV-', 'bo': 'OT-', 'om': 'OM-'}
    for id_, person in people.items():
        strangers = [r for r in person.all() if not r.startswith(prefixes[id_])]
        support.same(strangers, [], f'cases of others on the desk of {id_}')


def main():
    with support.scratch() as root:
        os.environ['LOKET_DATADIR'] = make_data(root)
        with support.Loketd(os.path.join(root, 'loketd'), '--users', write_users(root), '--today', TODAY) as server:
            people = {id_: Person(root, server.url, id_, agency_id) for id_, agency_id in PEOPLE}
            for part in (taken_over, sent_back, next_line, closed):
                with support.doing(part.__name__):
                    part(root, people)
            with support.doing('secrecy'):
                secrecy(people)
    print('transfers, next line, inquiry and closed cases: as they should')


if __name__ == '__main__':
    main()
