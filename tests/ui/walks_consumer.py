# SPDX-License-Identifier: EUPL-1.2
"""A consumer mediator: the ninety days begin when the file is complete, and the mediation is a heavy
one: nothing is proposed or settled before both sides agree to it."""
from support import check
from walk_desk import act, case

TODAY = '2026-11-27'
HANDLER = 'an.regel'
AGENCY = 'demo-cons'
SUBJECT = 'Toestel kwam nooit aan'


def ninety_days_from_the_complete_file(desk):
    hands, say = desk.hands, desk.say
    with desk.step('the term for the result has not begun: the file is not complete'):
        hands.open_case(SUBJECT)
        hands.reads(say.name('clockState', 'notStarted'))
    with desk.step('the last paper came in today: ninety days from now, told before'):
        form = hands.form_of_menu('completeFile')
        hands.write('What came _in last', 'De factuur.')
        effects = ' '.join(hands.effects(form))
        check(say.short_day(desk.on(90)) in effects, f'ninety days among {effects}')
        hands.done('completeFile')
    with desk.step('take it up, and offer mediation'):
        hands.form_of_menu('takeUp')
        hands.done('takeUp')
        hands.form_of_menu('offerMediation')
        hands.done('offerMediation')
    with desk.step('no proposal before both agree: the guide says why not'):
        hands.reads(say.label('Both sides must agree to the mediation before anything is proposed or settled.'),
                    say.label('has not said it yet'), say.name('reason', 'done'))
    for party in ('citizen', 'service'):
        with desk.step(f'consent: {party}'):
            hands.form_by_button(say.act('consent'), 'consent')
            hands.choose('_Who', say.name('party', party))
            hands.choose('_Answer', say.name('yesNo', 'true'))
            hands.done('consent')
    with desk.step('a proposal, and the settlement'):
        hands.form_by_button(say.act('propose'), 'propose')
        hands.choose('_By whom', say.name('party', 'coordinator'))
        hands.write('_Proposal', 'De helft wordt terugbetaald.')
        hands.done('propose')
        hands.form_by_button(say.act('settle'), 'settle')
        hands.write('What was _agreed', 'De helft wordt terugbetaald binnen tien dagen.')
        hands.done('settle')
    with desk.step('the loket has it'):
        desk.check_loket(SUBJECT, ['acknowledge', 'completeFile', 'takeUp', 'offerMediation', 'consent', 'consent',
                                   'propose', 'settle'], 'answering', 'settled', [],
                         {'answer': {'state': 'met', 'lastDay': desk.on(90)}})


CASES = [case('parcel', AGENCY, -9, SUBJECT, [act('acknowledge', -8, 'mail')], HANDLER,
              demandKinds=['mediationRequest'])]
WALKS = [ninety_days_from_the_complete_file]
