# SPDX-License-Identifier: EUPL-1.2
"""walk_troubles.py brake|salvage|left|drafts: what a person does by keys alone when something went wrong, or
was not finished: answers the brake, acknowledges a salvaged work.db, keeps or removes a case that left, reads
what the last sync did, goes on with a draft or throws it away."""
import sys

import troubled_loket
from keyboard import Keyboard
from person import content_of, everything, is_focusable, keys, name_of, role_of, type_text
from spoken import Spoken
from stage import Program, steps

from pending_desk import CASES, TODAY, PendingDesk  # isort: skip
from support import check, ctl, same  # isort: skip

NOTE = 'Morgen de gemeente bellen.'
STOPPED = 'Stopped so that nothing gets lost'
SAVED = 'Your unsent work was damaged, and saved'
WITHDRAWN, LOST, ERASED = 'Attest niet ontvangen', 'Geen antwoord op drie mails', 'Verkeerde inlichting'

step = steps()


def open_window(desk):
    return Program('--desk', desk.ours, '--token-file', desk.our_token, '--today', TODAY, log=desk.log)


def hands_of(window):
    return Keyboard(window.person, Spoken('en'))


def note(desk, subject):
    desk.do(desk.ours, subject, 'note', '--set', f'text={NOTE}')


def notes(desk, subject):
    return [a['payload']['text'] for a in desk.loket.get(f'/cases/{desk.id_of(subject)}')['acts'] if a['type'] == 'note']


def reference(desk, subject):
    return desk.lines[subject]['reference']


def go_to_row(hands, *says):
    """The row of a list that says all of this."""
    return hands.go_to(lambda n: role_of(n) == 'list item' and is_focusable(n) and all(s in name_of(n) for s in says),
                       says)


def go_to_button_about(hands, label, about):
    return hands.go_to(lambda n: role_of(n) == 'push button' and name_of(n).startswith(f'{label}: ')
                       and about in name_of(n), f'{label}: {about}')


def menu(hands, item):
    keys('F10', pause_s=0.5)
    hands.me.see(hands.say.label(item))
    keys(hands.say.access_key(item).split('+')[1])


def brake(desk):
    with step('half of the cases are taken away at once, while Sara has something to send'):
        desk.stop()
        note(desk, 'Rijbewijs zoek')
        desk.start()
        desk.take_cases_away(CASES[4:])
    with open_window(desk) as window:
        hands = hands_of(window)
        with step('it has stopped, and says what it kept'):
            hands.reads(STOPPED, '4 of the 8 cases', '1 act not yet sent')
        with step('asked again by a key, the loket says the same'):
            asked = len(ctl(desk.ours, 'log'))
            keys(hands.say.access_key('Chec_k again'))
            hands.me.until(lambda: len(ctl(desk.ours, 'log')) > asked, 'the loket was asked again')
            same(ctl(desk.ours, 'log')[-1]['code'], 'massWithdrawal', 'what it says')
            hands.reads(STOPPED)
            same(notes(desk, 'Rijbewijs zoek'), [], 'what was sent meanwhile')
        with step('going on is asked about, and Escape changes nothing'):
            keys(hands.say.access_key('It is right: go _on …'))
            hands.me.window('Go on with what the loket says?')
            keys('Escape')
            hands.no_window('Go on with what the loket says?')
            hands.reads(STOPPED)
        with step('it goes on'):
            keys(hands.say.access_key('It is right: go _on …'))
            hands.me.window('Go on with what the loket says?')
            hands.press('Go on')
            hands.does_not_read(STOPPED)
        with step('what waited is sent, and four cases are left'):
            hands.me.until(lambda: notes(desk, 'Rijbewijs zoek') == [NOTE], 'the note in the loket')
            same(len(ctl(desk.ours, 'list', '--view', 'all', today=TODAY)), 4, 'cases')
        quit_at_once(window)
    return window


def salvage(desk):
    with step('the file of unsent work is damaged'):
        desk.stop()
        troubled_loket.damage(desk)
    with open_window(desk) as window:
        hands = hands_of(window)
        with step('it is told, with where the damaged file is'):
            hands.reads(SAVED, 'is kept whole', 'work.db.damaged')
        with step('what is pending, by its key'):
            keys(hands.say.access_key('Show what is p_ending'))
            hands.me.see('Pending', roles=('heading',))
            hands.reads('Waiting to be sent')
        with step('understood, by its key'):
            keys(hands.say.access_key('_Understood'))
            hands.does_not_read(SAVED)
        close_all_the_same(window, hands)
    with open_window(desk) as window:
        hands = hands_of(window)
        with step('it is not told again'):
            hands.me.see(hands.say.label('Cases'), roles=('list',))
            hands.does_not_read(SAVED)
        close_all_the_same(window, hands)
    return window


def close_all_the_same(window, hands):
    with step('closing tells of what is not sent'):
        keys('ctrl+q')
        hands.press('Close')
        window.ended()


def quit_at_once(window):
    with step('quit'):
        keys('ctrl+q')
        window.ended()


def lose_three(desk):
    """One is Tom's alone now, one the loket erased, one it has lost; in each Sara wrote something."""
    desk.stop()
    for subject in (WITHDRAWN, LOST, ERASED):
        note(desk, subject)
    troubled_loket.erase(desk, ERASED)
    troubled_loket.lose(desk, LOST)
    desk.start()
    desk.take_cases_away([case for case in CASES if case[2] == WITHDRAWN])


def left(desk):
    with step('three cases leave, each in another way'):
        lose_three(desk)
    with open_window(desk) as window:
        hands = hands_of(window)
        with step('everything is fetched again, from the menu'):
            menu(hands, 'What the last s_ync did')
            hands.me.see('Sending and fetching', roles=('heading',))
            hands.press_containing('Fetch again')
            hands.me.window('Fetch everything again?')
            hands.press('Fetch again')
            hands.me.until(lambda: len(ctl(desk.ours, 'left')) == 3, 'three cases that left')
        with step('the page of the last sync says what went'):
            hands.reads('without trouble', 'cases that did not come again: 1')
        with step('the page of what is pending tells the three apart'):
            keys('ctrl+shift+p')
            hands.reads('No longer yours', 'Did not come again', 'Erased in the loket', 'With it went what the loket had not confirmed: Add a note')
        with step('a case is removed only after a question; Escape keeps it'):
            go_to_button_about(hands, 'Remove …', reference(desk, LOST))
            keys('Return')
            hands.me.window('Remove this case?')
            hands.reads(LOST, '1 act not yet sent')
            keys('Escape')
            hands.no_window('Remove this case?')
            same(len(ctl(desk.ours, 'left')), 3, 'cases that left')
        with step('it is removed'):
            go_to_button_about(hands, 'Remove …', reference(desk, LOST))
            keys('Return')
            hands.me.window('Remove this case?')
            hands.press('Remove')
            hands.no_window('Remove this case?')
            hands.me.until(lambda: len(ctl(desk.ours, 'left')) == 2, 'one less')
        with step('the erased one is understood'):
            go_to_button_about(hands, 'Understood', 'A case that was erased')
            keys('Return')
            hands.does_not_read('A case that was erased')
        with step('the other is kept, and can be read'):
            go_to_row(hands, reference(desk, WITHDRAWN), 'No longer yours')
            keys('Return')
            hands.me.see(WITHDRAWN, roles=('heading',))
            same([c['presence'] for c in ctl(desk.ours, 'left')], ['withdrawn'], 'what is kept')
        quit_at_once(window)
    return window


def drafts(desk):
    with open_window(desk) as window:
        hands = hands_of(window)
        for number, subject in enumerate(('Rijbewijs zoek', 'Wachttijd van vier uur')):
            with step(f'half a note is typed and left: {subject}'):
                hands.open_case(subject)
                hands.form_of_menu('note')
                type_text(f'Half werk {number}')
                keys('Escape')
                hands.no_window('Add a note')
        with step('both are on the page of what is pending'):
            keys('ctrl+shift+p')
            hands.reads('“Half werk 0”', '“Half werk 1”')
        with step('one is gone on with'):
            go_to_row(hands, 'Half werk 0')
            keys('Return')
            form = hands.me.window('Add a note')
            texts = [content_of(n) for n in everything(form) if role_of(n) == 'text']
            check('Half werk 0' in texts, f'what was typed, among {texts}')
            hands.go_to(lambda n: role_of(n) == 'text' and content_of(n) == 'Half werk 0', 'the note')
            keys('ctrl+End')
            type_text(' en nu heel')
            hands.done('note')
            hands.me.until(lambda: notes(desk, 'Rijbewijs zoek') == ['Half werk 0 en nu heel'], 'the note in the loket')
        with step('the other is thrown away only after a question that names it'):
            keys('ctrl+shift+p')
            go_to_button_about(hands, 'Throw away …', 'Add a note')
            keys('Return')
            hands.me.window('Throw this draft away?')
            hands.reads('“Half werk 1”')
            keys('Escape')
            hands.no_window('Throw this draft away?')
            same(len(ctl(desk.ours, 'drafts')), 1, 'drafts')
        with step('it is thrown away'):
            go_to_button_about(hands, 'Throw away …', 'Add a note')
            keys('Return')
            hands.me.window('Throw this draft away?')
            hands.press('Throw away')
            hands.no_window('Throw this draft away?')
            hands.me.see('Nothing waits')
            same(ctl(desk.ours, 'drafts'), [], 'drafts')
        quit_at_once(window)
    return window


WALKS = {'brake': brake, 'salvage': salvage, 'left': left, 'drafts': drafts}


def main():
    for walk in sys.argv[1:] or WALKS:
        with PendingDesk() as desk:
            WALKS[walk](desk).said_nothing_wrong()


if __name__ == '__main__':
    main()
