# SPDX-License-Identifier: EUPL-1.2
"""picture_pending.py FOLDER LANGUAGE STYLE SIZE [PART...]: what a person sees of what is not yet with the
loket: the page of what waits, a decision, drafts, closing, the brake, a wrong clock, what the last sync did,
a salvaged database. Each made for real: by a second desk, a loketd that fails, one that is emptied, a clock
that is off. Nobody in the cases exists. See the script `pictures`."""
import json
import os
import sys
import time

import person
from person import keys, name_of, type_text

from pending_desk import ANSWER, CLOCK_OFF_S, TODAY, CorrectedClock, PendingDesk  # isort: skip
from support import ctl  # isort: skip
from walk_desk import COMPLAINANT, case
from picture_documents import DESKS, DOCUMENT_PARTS
from picture_parts import FOLDER, SAY, menu, shot, window_of
from picture_troubles import TROUBLE_PARTS


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
        keys('ctrl+shift+p')
        keys('Return')
        hands.me.until(lambda: len(list(hands.me.windows())) > 1, 'the decision')
        time.sleep(0.6)
        keys(SAY.access_key('Ada_pt it …'))
        shot('adapted')
        keys('Escape')


def refused_complaint(desk):
    """All of a complaint, with its lists, in the window in which is decided about it."""
    file = os.path.join(desk.root, 'complaint.json')
    with open(file, 'w', encoding='utf-8') as f:
        json.dump({**case('k', 'demo-vlg', 0, 'Twee loketten, twee antwoorden')['facts'], 'agency': 'demo-vlg',
                   'receivedOn': TODAY, 'complainants': [COMPLAINANT, {'name': 'Tweede Voorbeeldmans'}],
                   'demandKinds': ['complaint', 'question'],
                   'grievances': [{'id': 'k1', 'text': 'Er kwam geen antwoord.', 'main': True},
                                  {'id': 'k2', 'text': 'Het tweede antwoord was anders.'}]}, f)
    desk.stop()
    ctl(desk.ours, 'new', '--file', file, today=TODAY)
    desk.start('--fault', 'PUT:/cases/*:*:status=400')
    with window_of(desk) as hands:
        keys('ctrl+shift+p')
        hands.me.until(lambda: SAY.label('Decide …') in ''.join(name_of(n) for n in person.everything(hands.top())),
                       'something to decide')
        keys('ctrl+shift+p')
        keys('Return')
        hands.me.until(lambda: len(list(hands.me.windows())) > 1, 'the decision')
        shot('refused-complaint')
        keys('End')
        shot('refused-complaint-2')
        keys('Escape')


def record(desk):
    """What was taken back, adapted, and dropped; open, a text and a correction."""
    with window_of(desk):
        menu('_Record of this computer')
        shot('record-empty')
        keys('Escape')
    desk.make_conflicts()
    ctl(desk.ours, 'sync', '--once', today=TODAY)
    desk.stop()
    conflicts = ctl(desk.ours, 'conflicts', today=TODAY)
    for conflict, way in zip(conflicts, ('drop', 'note')):
        ctl(desk.ours, 'resolve', conflict['id'], way, today=TODAY)
    with window_of(desk) as hands:
        hands.open_case('Wachttijd van vier uur')
        hands.form_of_menu('note')
        type_text('Mevrouw belt maandag terug over de afspraak, en vraagt of haar dochter mag meekomen naar het loket.')
        keys('ctrl+Return')
        hands.no_window(SAY.act('note'))
        keys('ctrl+z')
        menu('_Record of this computer')
        shot('record')
        keys('Down', 'Return')
        shot('record-correction')
        keys('Up', 'Return')
        shot('record-open')


def clock(desk):
    desk.start()
    with CorrectedClock(desk, -CLOCK_OFF_S), window_of(desk):
        keys('F5')
        shot('clock')


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


PARTS = {'needs': needs, 'pending': pending, 'record': record, 'decisions': decisions,
         'refused-complaint': refused_complaint, 'clock': clock, **TROUBLE_PARTS, **DOCUMENT_PARTS}


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for part in sys.argv[5:] or PARTS:
        with DESKS.get(part, PendingDesk)() as desk:
            PARTS[part](desk)


if __name__ == '__main__':
    main()
