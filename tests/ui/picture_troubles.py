# SPDX-License-Identifier: EUPL-1.2
"""Pictures of what may happen to a loket: the five brakes, cases that left in three ways, a damaged work.db."""
import os

from person import keys

import troubled_loket
from pending_desk import CASES  # isort: skip
from picture_parts import SAY, menu, shot, window_of
from support import ctl  # isort: skip

GO_ON = SAY.access_key('It is right: go _on …')


def note(desk, subject='Rijbewijs zoek', text='Morgen de gemeente bellen.'):
    desk.do(desk.ours, subject, 'note', '--set', f'text={text}')


def brake(desk):
    """massWithdrawal"""
    desk.stop()
    note(desk)
    desk.start()
    desk.take_cases_away(CASES[4:])
    with window_of(desk):
        shot('brake')
        keys(GO_ON)
        shot('brake-go-on')
        keys('Escape')


def empty_loket(desk):
    desk.stop()
    note(desk)
    desk.start(data=troubled_loket.empty(desk), filling=False)
    with window_of(desk):
        shot('brake-empty')
        keys(GO_ON)
        shot('brake-empty-go-on')
        keys('Escape')


def cursor_back(desk):
    desk.stop()
    older = troubled_loket.copy(desk)
    desk.start()
    note(desk)
    ctl(desk.ours, 'sync')
    desk.stop()
    note(desk, text='En woensdag nog eens.')
    desk.start(data=older)
    with window_of(desk):
        shot('brake-older')
        keys(GO_ON)
        shot('brake-older-go-on')
        keys('Escape')


def other_account(desk):
    """Tom's token on the desk of Sara."""
    desk.stop()
    note(desk)
    desk.start()
    with window_of(desk, token=desk.their_token):
        shot('brake-account')


def other_loket(desk):
    desk.start(data=os.path.join(desk.root, 'other'))
    with window_of(desk):
        shot('other-loket')


def failing(desk):
    """It is there, and answers with an error; something waits."""
    desk.stop()
    note(desk)
    desk.start('--fault', 'GET:/changes:*:status=503', '--fault', 'PUT:*:*:status=503')
    with window_of(desk):
        keys('F5')
        shot('failing')
        keys('ctrl+q')
        shot('failing-closing')
        keys('Escape')


def left(desk):
    """A case that Tom keeps to himself, one that the loket erased, one that it has lost, each with work of
    Sara that had not left; and what the sync did."""
    desk.stop()
    note(desk, 'Attest niet ontvangen', 'Het attest ligt klaar aan loket 4.')
    note(desk, 'Geen antwoord op drie mails')
    note(desk, 'Verkeerde inlichting')
    troubled_loket.erase(desk, 'Verkeerde inlichting')
    troubled_loket.lose(desk, 'Geen antwoord op drie mails')
    desk.start()
    desk.take_cases_away(CASES[4:5])
    with window_of(desk) as hands:
        keys('F5')
        menu('_Fetch everything again …')
        shot('resync')
        keys(SAY.access_key('_Fetch again'))
        hands.me.until(lambda: len(ctl(desk.ours, 'left')) == 3, 'three cases that left')
        keys('ctrl+shift+p')
        shot('left')
        keys('End')
        shot('left-2')
        menu('What the last s_ync did')
        shot('sync')


def salvage(desk):
    desk.stop()
    troubled_loket.damage(desk, letter=True)
    with window_of(desk):
        shot('salvage')


TROUBLE_PARTS = {'salvage': salvage, 'left': left, 'brake': brake, 'empty-loket': empty_loket,
                 'cursor-back': cursor_back, 'other-account': other_account, 'other-loket': other_loket, 'failing': failing}
