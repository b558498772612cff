# SPDX-License-Identifier: EUPL-1.2
"""Two people at the same cases. Sara worked without a network, Tom was quicker: at her window, by keys alone,
she sees what she had not seen, adapts her answer, turns her correction into a note, and the loket has each
once. Afterwards nothing waits any more."""
from keyboard import Keyboard
from person import content_of, everything, keys, name_of, role_of, type_text
from spoken import Spoken
from stage import Program, steps

from pending_desk import ANSWER, OURS, TODAY, PendingDesk  # isort: skip
from support import check, same  # isort: skip

ADDED = ' Onze excuses.'
CHANGED = 'The case has changed meanwhile'

step = steps()


def foot(me, contains):
    return me.see(contains=contains, roles=('status bar',))


def open_decision(hands):
    """From anywhere: the page, on which the keyboard is on the first thing that needs a decision."""
    keys('ctrl+shift+p')
    hands.me.see('Pending', roles=('heading',))
    keys('Return')
    return hands.me.window(CHANGED)


def texts_typed(form):
    return [content_of(n) for n in everything(form) if role_of(n) == 'text']


def adapt_the_answer(hands):
    me = hands.me
    with step('what Tom did is told, and what Sara wrote is there'):
        window = open_decision(hands)
        keys('Return')  # once too often decides nothing
        hands.reads('What you had not seen', 'Tom Wuyts', 'het eerste formulier was onvolledig', ANSWER, within=window)
    with step('the answer is adapted in its form'):
        keys('alt+p')
        form = me.window('Answer')
        hands.reads('This is your draft of earlier.', within=form)
        same(texts_typed(form)[0], ANSWER, 'the answer in its form again')
        hands.go_to(lambda n: role_of(n) == 'text' and content_of(n) == ANSWER, 'the answer')
        keys('ctrl+End')
        type_text(ADDED)
        keys('ctrl+Return')
        me.window('Answer?')
        hands.press('Answer')
        hands.no_window('Answer')
    with step('it is not sent yet'):
        me.reads('Not sent yet')


def turn_the_correction_into_a_note(hands):
    with step('both corrections of one fact are shown'):
        window = open_decision(hands)
        hands.reads('As it was when you wrote', '[removed: Twee]', '[added: Drie]', '[added: ontvangen in oktober]',
                    within=window)
    with step('it becomes a note'):
        keys('alt+n')
        hands.no_window(CHANGED)


def refused_and_dropped(hands):
    with step('what the loket does not understand is dropped knowingly'):
        keys('ctrl+shift+p')
        keys('Return')
        hands.me.window('The loket refused this')
        keys('alt+d')
        hands.me.window('Drop “Record a contact”?')
        hands.press('Drop it')
        hands.no_window('The loket refused this')


def check_loket(desk):
    case = desk.loket.get(f'/cases/{desk.id_of("Adreswijziging niet verwerkt")}')
    answers = [a for a in case['acts'] if a['type'] == 'answer']
    same([a['payload']['text'] for a in answers], [ANSWER + ADDED], 'the answer in the loket, once')
    same(answers[0]['author'], OURS, 'its author')
    case = desk.loket.get(f'/cases/{desk.id_of("Twee keer dezelfde factuur")}')
    same([a['type'] for a in case['acts'][-2:]], ['correct', 'note'], 'the correction of Tom, and the note')
    check('november' in case['acts'][-1]['payload']['text'], 'the note has what Sara wanted to correct')
    same(case['acts'][-2]['payload']['new'], 'Twee keer dezelfde factuur ontvangen in oktober', 'what Tom wrote')


def main():
    with PendingDesk() as desk:
        desk.make_conflicts()
        with Program('--desk', desk.ours, '--token-file', desk.our_token, '--today', TODAY, log=desk.log) as window:
            hands = Keyboard(window.person, Spoken('en'))
            with step('start: three things need a decision'):
                foot(hands.me, '3 need your decision')
            adapt_the_answer(hands)
            turn_the_correction_into_a_note(hands)
            refused_and_dropped(hands)
            with step('everything is sent, and nothing waits'):
                keys('F5')
                hands.me.until(lambda: 'wait' not in (line := name_of(foot(hands.me, 'Up to date'))) and
                               'decision' not in line, 'nothing waits')
                keys('ctrl+shift+p')
                hands.me.see('Nothing waits')
            with step('quit, without a question'):
                keys('ctrl+q')
                window.ended()
            with step('the loket has each once'):
                check_loket(desk)
        window.said_nothing_wrong()


if __name__ == '__main__':
    main()
