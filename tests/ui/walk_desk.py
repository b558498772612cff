# SPDX-License-Identifier: EUPL-1.2
"""The desk of a walk: a loket with invented cases whose days count from a fixed today, the window of
one person on it, and a plain HTTP client that asks the loket afterwards what it has."""
import contextlib
import datetime
import json
import os
import subprocess

from keyboard import Keyboard
from person import NotSeen, Person, keys
from spoken import Spoken
from stage import Program
from support import LOKETCTL, Loketd, check, same, scratch

TOKEN = 'walks'
PEOPLE = {'sara.claes': ('coordinator', 'demo-vlg'), 'tom.wuyts': ('coordinator', 'demo-vlg'),
          'ine.dewit': ('investigator', 'demo-vlg'), 'els.vermeersch': ('coordinator', 'demo-fed'),
          'luc.moreau': ('coordinator', 'demo-fed'), 'an.regel': ('coordinator', 'demo-cons')}
COMPLAINANT = {'name': 'Testa Voorbeeldmans', 'street': 'Modelstraat 1', 'postCode': '9999', 'city': 'Voorbeeldegem',
               'email': 'testa@post.example', 'phone': '+3225550100'}


def case(key, agency, received, subject, acts=(), assignee=None, **facts):
    """A case of a scenario; days count from the day of the walk."""
    return {'key': key, 'agency': agency, 'received': str(received), 'acts': list(acts),
            **({'assignee': assignee} if assignee else {}),
            'facts': {'subject': subject, 'facts': 'Alles hieraan is verzonnen.', 'filingLanguage': 'nl',
                      'answerChannel': 'mail', 'complainants': [COMPLAINANT],
                      'service': {'name': 'Dienst Voorbeelden'},
                      'grievances': [{'id': 'k1', 'text': 'Er kwam geen antwoord.', 'main': True}],
                      'demandKinds': ['complaint'], 'carriers': ['mail'], 'channels': ['citizen'], **facts}}


def act(kind, day, /, via=None, key=None, **payload):
    return {'type': kind, 'day': str(day), **({'via': via} if via else {}), **({'key': key} if key else {}),
            **({'payload': payload} if payload else {})}


def scenario(cases):
    agencies = {c['agency'] for c in cases}
    people = [{'id': who, 'name': who.replace('.', ' ').title(), 'roles': [role], 'agencies': [agency]}
              for who, (role, agency) in PEOPLE.items() if agency in agencies]
    return {'id': 'walks', 'names': dict.fromkeys(('nl', 'fr', 'de', 'en'), 'Walks'), 'people': people, 'cases': cases}


def later(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


class Desk:
    """What a walk is given: the keyboard, the words, and the loket behind it."""

    def __init__(self, window, loket, language, today):
        self.window, self.loket, self.today = window, loket, today
        self.step = None  # of the walk that is under way
        self.say = Spoken(language)
        self.hands = Keyboard(window.person, self.say)

    def on(self, days):
        """The date so many days from the day of the walk."""
        return later(self.today, days)

    def mark(self, code):
        """What the procedure of this desk calls a judgement."""
        return self.say.name('mark', code)

    def case_of(self, subject):
        found = [c for c in self.loket.all_cases().values() if c['subject'] == subject]
        same(len(found), 1, f'cases with the subject {subject!r}')
        return found[0]

    def check_loket(self, subject, acts, step, outcome=None, flags=(), clocks=None):
        """What a plain client finds: acts in their order, where they led, and the state of the terms."""
        keys('F5')
        with contextlib.suppress(NotSeen):
            Person.until(lambda: len(self.case_of(subject)['acts']) >= len(acts), 'the last act', 20)
        found = self.case_of(subject)
        same([a['type'] for a in found['acts']], acts, f'{subject}: acts in the loket')
        same((found['step'], found.get('outcome')), (step, outcome), f'{subject}: step and outcome')
        for flag in flags:
            check(flag in found['flags'], f'{subject}: the flag {flag} among {found["flags"]}')
        have = {c['clock']: c for c in found['clocks']}
        for name, wanted in (clocks or {}).items():
            same({member: have[name].get(member) for member in wanted}, wanted, f'{subject}: {name}')
        return found


@contextlib.contextmanager
def open_desk(person, today, cases, language, environment=None):
    """Without a person: a coordinator of every agency."""
    token = f'{TOKEN}.{person}' if person else TOKEN
    with scratch() as root:
        desk, log = os.path.join(root, 'desk'), os.path.join(root, 'loket.log')
        ours, theirs, file = (os.path.join(root, name) for name in ('ours', 'theirs', 'scenario.json'))
        for path, text in ((ours, TOKEN), (theirs, token), (file, json.dumps(scenario(cases)))):
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
            os.chmod(path, 0o600)
        with Loketd(os.path.join(root, 'loket'), '--scenario', file, '--today', today, '--token-file', ours,
                    token=token) as loket:
            subprocess.run([LOKETCTL, '--desk', desk, 'init', '--server', loket.url, '--token-file', theirs],
                           check=True, stdout=subprocess.DEVNULL)
            with Program('--desk', desk, '--token-file', theirs, '--today', today, language=language,
                         log=log, environment=environment) as window:
                yield Desk(window, loket, language, today)
                keys('ctrl+q')
                window.ended()
        window.said_nothing_wrong()
