# SPDX-License-Identifier: EUPL-1.2
"""picture_pending.py FOLDER LANGUAGE STYLE SIZE [PART...]: what a person sees of what is not yet with the
loket: the page of what waits, a decision, drafts, closing, the brake, a wrong clock, what the last sync did,
a salvaged database. Each made for real: by a second desk, a loketd that fails, one that is emptied, a clock
that is off. Nobody in the cases exists. See the script `pictures`."""
import contextlib
import os
import sys
import time

import person
from keyboard import Keyboard
from person import keys, name_of, role_of, type_text

from spoken import Spoken
from stage import Program

from pending_desk import ANSWER, CASES, CLOCK_OFF_S, TODAY, CorrectedClock, PendingDesk  # isort: skip

FOLDER, LANGUAGE, STYLE, SIZE = sys.argv[1:5]
PAUSE_S = 0.8
SAY = Spoken(LANGUAGE)


def shot(name):
    time.sleep(PAUSE_S)
    person.picture(os.path.join(FOLDER, f'pending-{name}-{LANGUAGE}-{STYLE}-{SIZE}.png'))


def menu(item):
    keys('F10', pause_s=0.5)
    keys(SAY.access_key(item).split('+')[1])


@contextlib.contextmanager
def window_of(desk, *options):
    style = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if STYLE == 'dark' else 'prefer-light'}
    with Program('--desk', desk.ours, '--token-file', desk.our_token, '--today', TODAY, *options, language=LANGUAGE,
                 log=desk.log, environment=style) as window:
        hands = Keyboard(window.person, SAY)
        window.person.until(lambda: any(name_of(w) == 'Loket' for w in window.person.windows()), 'the window')
        time.sleep(2)
        if SIZE == '1024x600':
            keys('super+Up')
        yield hands
        window.process.terminate()


def pending(desk):
    """Two that need a decision, one on its way and one behind it, one that is held, two drafts."""
    desk.make_conflicts()
    desk.start('--fault', f'PUT:/cases/{desk.id_of("Rijbewijs zoek")}/acts/*:*:status=503')
    with window_of(desk) as hands:
        hands.open_case('Wachttijd van vier uur')
        hands.form_of_menu('note')
        type_text('Mevrouw belt maandag terug over de af')
        time.sleep(2.2)
        keys('Escape')
        hands.no_window(SAY.act('note'))
        keys('ctrl+n')
        hands.me.window(SAY.label('New complaint'))
        keys('Escape')
        hands.no_window(SAY.label('New complaint'))
        hands.open_case('Attest niet ontvangen')
        hands.form_of_menu('submit')
        keys('ctrl+Return')
        hands.no_window(SAY.act('submit'))
        shot('held')
        keys('ctrl+shift+p')
        shot('page')
        keys('End', 'Next')
        shot('page-2')
        hands.press_containing(SAY.label('Throw away …'))
        shot('throw-away')
        keys('Escape')
        keys('ctrl+q')
        shot('closing')
        keys('Escape')


def decisions(desk):
    desk.make_conflicts()
    desk.start()
    with window_of(desk) as hands:
        keys('ctrl+shift+p')
        hands.me.until(lambda: SAY.label('Decide …') in ''.join(name_of(n) for n in person.everything(hands.top())),
                       'something to decide')
        for number, name in enumerate(('conflict', 'refused')):
            keys('ctrl+shift+p')
            keys(*['Down'] * number, 'Return')
            hands.me.until(lambda: len(list(hands.me.windows())) > 1, name)
            shot(name)
            keys('End')
            shot(f'{name}-2')
            keys('Escape')
            time.sleep(0.6)


def clock(desk):
    desk.start()
    with CorrectedClock(desk, -CLOCK_OFF_S), window_of(desk):
        keys('F5')
        shot('clock')


def brake(desk):
    desk.stop()
    desk.do(desk.ours, 'Rijbewijs zoek', 'note', '--set', 'text=Morgen de gemeente bellen.')
    desk.start()
    desk.take_cases_away(CASES[4:])
    with window_of(desk):
        shot('brake')
        keys('alt+o')
        shot('brake-go-on')
        keys('Escape')


def other_loket(desk):
    desk.start(data=os.path.join(desk.root, 'other'))
    with window_of(desk):
        shot('other-loket')


def left(desk):
    """A case that Tom keeps to himself, with an act of Sara that had not left; and what the sync did."""
    desk.stop()
    desk.do(desk.ours, 'Attest niet ontvangen', 'note', '--set', 'text=Het attest ligt klaar aan loket 4.')
    desk.start()
    desk.take_cases_away(CASES[4:5])
    with window_of(desk):
        keys('F5')
        keys('ctrl+shift+p')
        shot('left')
        menu('What the last s_ync did')
        shot('sync')
        menu('_Fetch everything again …')
        shot('resync')


def needs(desk):
    """An answer that counts when the loket takes it, with days left, and no loket."""
    desk.stop()
    desk.do(desk.ours, 'Adreswijziging niet verwerkt', 'answer', '--set', 'via=loket', '--set', f'text={ANSWER}')
    with window_of(desk):
        keys('F5')
        shot('needs')
        keys('ctrl+shift+p')
        shot('needs-page')
        keys('ctrl+q')
        shot('needs-closing')
        keys('Escape')


def salvage(desk):
    """The middle of work.db is overwritten while nobody works."""
    desk.stop()
    for number in range(60):
        desk.do(desk.ours, 'Rijbewijs zoek', 'note', '--set', f'text=Nota {number} over het rijbewijs dat zoek is.')
    with open(os.path.join(desk.ours, 'work.db'), 'r+b') as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size * 6 // 10)
        file.write(b'\xa5' * 5000)
    with window_of(desk):
        shot('salvage')


PARTS = {'salvage': salvage, 'left': left, 'needs': needs, 'brake': brake, 'other-loket': other_loket, 'pending': pending, 'decisions': decisions, 'clock': clock}


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for part in sys.argv[5:] or PARTS:
        with PendingDesk() as desk:
            PARTS[part](desk)


if __name__ == '__main__':
    main()
