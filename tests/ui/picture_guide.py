# SPDX-License-Identifier: EUPL-1.2
"""picture_guide.py FOLDER LANGUAGE STYLE SIZE [STAGE...]: the guide at each stage, twice: as it opens, and
one page further down; then why a date, and the acts. Nobody in the cases exists. See the script `pictures`."""
import os
import sys
import time

import person
from person import keys
from walk_desk import act, case, open_desk

FOLDER, LANGUAGE, STYLE, SIZE = sys.argv[1:5]
TODAY = '2026-12-03'
PAUSE_S = 0.8
ACKNOWLEDGED = [act('acknowledge', -12, 'mail')]
TAKEN_UP = [*ACKNOWLEDGED, act('takeUp', -11)]
ASKED = [*TAKEN_UP, act('request', -10, 'mail', **{'from': 'service', 'text': 'Wat is er gebeurd op 3 november?'})]
POSITION = [*ASKED, act('receive', -6, **{'from': 'service', 'text': 'Het dossier lag op de verkeerde tafel.',
                                         'isPosition': True})]
ASSESSED = [*POSITION, act('establish', -5, text='Zes weken kwam er niets.', proof='Register van de post'),
            act('assess', -4, grievanceId='k1', mark='founded', text='Het duurde te lang.')]
OFFERED = [*POSITION, act('offerMediation', -4, 'mail')]
PROPOSED = [*OFFERED, act('consent', -3, party='citizen', yes=True), act('consent', -3, party='service', yes=True),
            act('propose', -2, key='proposal', by='coordinator', text='Een nieuwe afspraak binnen de week.'),
            act('respond', -1, to='proposal', party='citizen', yes=True, text='Dat is goed.')]
PASSED_ON = [*ACKNOWLEDGED, act('transfer', -8, 'mail', kind='external', to='Gemeente Voorbeeldegem',
                                reason='De weg is van de gemeente.')]
ANSWERED = [*ASSESSED, act('answer', -2, 'mail', text='Uw klacht is gegrond.')]

FLEMISH, FEDERAL = 'demo-vlg', 'demo-fed'
# Stage: agency, days since receipt, what happened.
STAGES = {
    'intake-new': (FEDERAL, -2, []),
    'acknowledged': (FEDERAL, -12, ACKNOWLEDGED),
    'declined-question': (FLEMISH, -13, ACKNOWLEDGED),
    'refused': (FLEMISH, -13, [*ACKNOWLEDGED, act('decline', -10, 'mail', kind='notHandled', ground='noInterest',
                                                  reason='Het gaat niet om uw dossier.')]),
    'taken-up': (FEDERAL, -12, TAKEN_UP),
    'investigating-waiting': (FEDERAL, -13, ASKED),
    'position-received': (FEDERAL, -14, POSITION),
    'assessed': (FEDERAL, -14, ASSESSED),
    'mediating-offered': (FEDERAL, -14, OFFERED),
    'mediating-proposed': (FLEMISH, -14, PROPOSED),
    'settled': (FEDERAL, -14, [*PROPOSED, act('settle', 0, text='Maandag om negen uur.')]),
    'mediation-failed': (FEDERAL, -14, [*PROPOSED, act('endMediation', 0, reason='De indiener wil een oordeel.')]),
    'awaiting-approval': (FEDERAL, -14, [*ASSESSED, act('submit', -1)]),
    'approved': (FEDERAL, -14, [*ASSESSED, act('submit', -1), act('approve', 0)]),
    'extended': (FLEMISH, -44, [*TAKEN_UP, act('extend', -1, 'mail', reason='De dienst zoekt het dossier nog.')]),
    'overdue': (FEDERAL, -32, TAKEN_UP),
    'transferred': (FLEMISH, -13, PASSED_ON),
    'returned': (FLEMISH, -14, [*PASSED_ON, act('returnTransfer', -1, reason='Het is een gewestweg.')]),
    'aftercare': (FEDERAL, -16, [*ASSESSED, act('promiseRemedy', -3, text='Een nieuwe afspraak.'),
                                 act('answer', -2, 'mail', text='Uw klacht is gegrond.')]),
    'closed': (FEDERAL, -16, ANSWERED),
    'inquiry': (FEDERAL, -14, [*POSITION, act('inquire', -2, text='Wat deed de dienst?')]),
    'appeal': (FLEMISH, -13, ACKNOWLEDGED),
}


def shot(name):
    time.sleep(PAUSE_S)
    person.picture(os.path.join(FOLDER, f'guide-{name}-{LANGUAGE}-{STYLE}-{SIZE}.png'))


def cases():
    decision = {'body': 'Deputatie Voorbeeld', 'appealUntil': '@+6', 'notifiedOn': '@-24', 'reference': 'OMV-1'}
    return [case(stage, agency, received, f'Stap {stage.replace("-", " ")}', acts,
                 **({'contestedDecision': decision} if stage == 'appeal' else {}))
            for stage, (agency, received, acts) in STAGES.items()]


def main():
    os.makedirs(FOLDER, exist_ok=True)
    style = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if STYLE == 'dark' else 'prefer-light'}
    with open_desk(None, TODAY, cases(), LANGUAGE, style) as desk:
        hands, say = desk.hands, desk.say
        if SIZE == '1024x600':
            keys('super+Up')
        for stage in sys.argv[5:] or STAGES:
            hands.open_case(f'Stap {stage.replace("-", " ")}')
            shot(stage)
            hands.go_to(lambda n: person.role_of(n) == 'page tab', 'the tabs')
            keys('Tab', 'Tab', 'Tab', 'Tab', 'Next')
            shot(f'{stage}-2')
            keys(say.access_key('_Why this date?'))
            time.sleep(PAUSE_S)
            if any(person.name_of(w) == say.label('Why this date?') for w in hands.me.windows()):
                shot(f'{stage}-why')
                keys('Escape')
                hands.no_window(say.label('Why this date?'))


if __name__ == '__main__':
    main()
