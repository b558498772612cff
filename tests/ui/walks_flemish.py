# SPDX-License-Identifier: EUPL-1.2
"""A Flemish complaint handler, on a Friday: declining in time and on day 12, extending on the last day
and noting it late, two calls that settle it, a complaint that comes back from another authority."""
import time

from keyboard import texts_of
from person import keys
from support import check, same
from walk_desk import act, case

TODAY = '2026-11-27'
HANDLER = 'sara.claes'
AGENCY = 'demo-vlg'


def flemish(key, received, subject, acts=(), **facts):
    return case(key, AGENCY, received, subject, acts, HANDLER, **facts)


def declined_in_time(desk):
    hands, say = desk.hands, desk.say
    with desk.step('open the complaint; the guide asks three questions and says until when'):
        hands.open_case('Premie geweigerd zonder uitleg')
        # Received on the 20th, ten days: Monday the 30th.
        hands.reads(say.label('Three questions'), say.day(desk.on(3)),
                    say.label('If you decline, tell it by %s.') % say.short_day(desk.on(3)))
    with desk.step('Decline: without a reason it cannot be done'):
        form = hands.form_by_button(say.label('Decline'), 'decline')
        hands.choose('_Ground', 'kennelijk ongegrond')
        keys('ctrl+Return')
        hands.reads(say.label('This is needed.'), within=form)
        same(hands.focused_name(), say.label('_Reason, as the complainant reads it'), 'what has the keyboard')
    with desk.step('with its reason; the effect is told before'):
        hands.write('_Reason, as the complainant reads it', 'De premie bestond nog niet.')
        effects = hands.effects(form)
        check(f'{say.label("Step: %s → %s") % (say.step("intake"), say.step("closed"))}' in effects,
              f'the step among the effects {effects}')
    with desk.step('Ctrl+Enter, and it is asked again'):
        hands.done('decline', confirm=True)
        hands.reads(say.label('The next line is open now'), 'Vlaamse Ombudsdienst')
    with desk.step('the loket has it'):
        desk.check_loket('Premie geweigerd zonder uitleg', ['acknowledge', 'decline'], 'closed', 'declined',
                         ['nextLineOpen'], {'declineNotice': {'state': 'met', 'lastDay': desk.on(3)}})


def declined_on_day_12(desk):
    hands, say = desk.hands, desk.say
    subject = 'Vergunning laat op zich wachten'
    with desk.step('the guide says that declining is late, and yet possible'):
        hands.open_case(subject)
        hands.reads((say.label('Declining had to be told by %s: it is late now, yet possible. The complainant can then '
                               'turn to the next line.') % say.short_day(desk.on(-2))))
    with desk.step('Ctrl+E: the court case that was found out'):
        hands.form_of_menu('recordProceedings')
        hands.write('_Which court, and about what', 'Raad voor Vergunningsbetwistingen, zelfde vergunning.')
        hands.done('recordProceedings')
    with desk.step('decline, on the ground of that court case'):
        form = hands.form_by_button(say.label('Decline'), 'decline')
        hands.choose('_Ground', 'jurisdictioneel beroep hangende')
        hands.write('_Reason, as the complainant reads it', 'De rechter buigt zich over dezelfde feiten.')
        effects = ' '.join(hands.effects(form))
        check(say.name('clockState', 'metLate') in effects, f'that it is late, among {effects}')
        hands.done('decline', confirm=True)
    with desk.step('the page says that it was told late, and that the Ombudsdienst is open'):
        hands.reads(say.name('clockState', 'metLate'), say.label('The next line is open now'))
    with desk.step('the loket has it'):
        desk.check_loket(subject, ['acknowledge', 'recordProceedings', 'decline'], 'closed', 'declined',
                         ['nextLineOpen', 'late'], {'declineNotice': {'state': 'metLate', 'lastDay': desk.on(-2)},
                                                    'answer': {'state': 'met'}})


def extended_on_the_last_day(desk):
    hands, say = desk.hands, desk.say
    subject = 'Al zes weken geen nieuws over mijn aanvraag'
    with desk.step('today is the last day of 45'):
        hands.open_case(subject)
        hands.reads(say.label('Answer by %s') % say.day(desk.today))
    with desk.step('extend: the date that it will be is told before'):
        form = hands.form_by_key('E_xtend the term …', 'extend')
        hands.write('_Reason, as the complainant reads it', 'De dienst zoekt het dossier nog.')
        moved = f'{say.name("clock", "answer")}: {say.short_day(desk.today)} → {say.short_day(desk.on(45))}'
        effects = hands.effects(form)
        check(any(line.startswith(moved) for line in effects), f'{moved} among {effects}')
        hands.done('extend')
    with desk.step('the page has the new date, and why'):
        hands.reads(say.label('Answer by %s') % say.day(desk.on(45)))
    with desk.step('the loket has it'):
        desk.check_loket(subject, ['acknowledge', 'takeUp', 'extend'], 'investigating', None, [],
                         {'answer': {'state': 'running', 'lastDay': desk.on(45)}})


def extended_and_noted_late(desk):
    hands, say = desk.hands, desk.say
    subject = 'De brief van gisteren over mijn dossier'
    with desk.step('the term ended yesterday; today an extension would be without effect, and it says so'):
        hands.open_case(subject)
        form = hands.form_of_menu('extend')
        hands.write('_Reason, as the complainant reads it', 'De dienst zoekt het dossier nog.')
        hands.reads(say.name('reason', 'beforeTermEnds'), within=form)
    with desk.step('yet the letter was posted yesterday, in time: then it holds'):
        hands.choose('_How the complainant is told', say.name('via', 'post'))
        hands.write('_Day of sending or saying', desk.on(-1))
        moved = f'{say.name("clock", "answer")}: {say.short_day(desk.on(-1))} → {say.short_day(desk.on(44))}'
        effects = hands.effects(form)
        check(any(line.startswith(moved) for line in effects), f'{moved} among {effects}')
        hands.done('extend')
    with desk.step('the page has the new date'):
        hands.reads(say.label('Answer by %s') % say.day(desk.on(44)))
    with desk.step('the loket has it, with the day of posting'):
        found = desk.check_loket(subject, ['acknowledge', 'takeUp', 'extend'], 'investigating', None, [],
                                 {'answer': {'state': 'running', 'lastDay': desk.on(44)}})
        same((found['acts'][2]['occurredOn'], found['acts'][2]['recordedAt'][:10]), (desk.on(-1), desk.today),
             'posted on, and taken on')


def settled_by_two_calls(desk):
    hands, say = desk.hands, desk.say
    subject = 'Verkeerd bedrag op mijn premie'
    with desk.step('the call to the complainant'):
        hands.open_case(subject)
        call(desk, 'citizen', 'Wil vooral dat het bedrag juist wordt gezet.')
    with desk.step('the call to the service'):
        call(desk, 'service', 'Zet het bedrag morgen recht.')
    with desk.step('what was agreed: no offer, no consents, no proposals are asked for'):
        form = hands.form_of_menu('settle')
        hands.write('What was _agreed', 'Het bedrag wordt morgen rechtgezet.')
        effects = ' '.join(hands.effects(form))
        check(f'→ {say.step("answering")}' in effects, f'the step among {effects}')
        hands.done('settle')
    with desk.step('and the letter that says so'):
        hands.form_by_button(say.act('answer'), 'answer')
        hands.write('_Answer, with its reasons', 'Wij bevestigen wat met u is afgesproken.')
        hands.done('answer', confirm=True)
        hands.reads(say.name('next', 'nothing'))
    with desk.step('the loket counts it as settled'):
        desk.check_loket(subject, ['acknowledge', 'takeUp', 'contact', 'contact', 'settle', 'answer'], 'closed',
                         'settled', [], {'answer': {'state': 'met'}})


def call(desk, whom, text):
    hands, say = desk.hands, desk.say
    hands.form_of_menu('contact')
    hands.choose('_How', say.name('contactKind', 'phone'))
    hands.choose('_With whom', say.name('party', whom))
    hands.write('What was _said', text)
    hands.done('contact')


def transfer_returned(desk):
    hands, say = desk.hands, desk.say
    subject = 'Put in de weg voor mijn deur'
    with desk.step('pass it on to the municipality, and tell the complainant'):
        hands.open_case(subject)
        hands.form_by_button(say.act('transfer'), 'transfer')
        hands.choose('_Kind', say.name('transferKind', 'external'))
        hands.write('_To whom', 'Gemeente Voorbeeldegem')
        hands.write('_Reason', 'De weg is van de gemeente.')
        hands.done('transfer', confirm=True)
        hands.reads(say.label('Who holds the case now'), 'Gemeente Voorbeeldegem')
    with desk.step('the municipality sends it back'):
        hands.form_by_button(say.label('Record that it came back'), 'returnTransfer')
        hands.write('_Reason', 'Het is een gewestweg.')
        hands.done('returnTransfer')
        hands.reads(say.label('Do not send it there again: handle it, or pass it on to another body.'),
                    say.label('Next: %s') % say.label('Reopen the case'))
    with desk.step('take it up again: the term has not started anew'):
        hands.form_by_button(say.act('reopen'), 'reopen')
        hands.write('_Reason', 'Wij zijn toch bevoegd.')
        hands.done('reopen')
        hands.reads(say.short_day(desk.on(38)))  # received a week ago, 45 days
    with desk.step('no ping-pong: to the same municipality it cannot go again'):
        form = hands.form_of_menu('transfer')
        hands.choose('_Kind', say.name('transferKind', 'external'))
        hands.write('_To whom', 'Gemeente Voorbeeldegem')
        hands.write('_Reason', 'Nog eens.')
        hands.reads(say.name('reason', 'returnedBefore'), within=form)
        keys('Escape')
    with desk.step('the loket has it'):
        desk.check_loket(subject, ['acknowledge', 'transfer', 'returnTransfer', 'reopen'], 'investigating', None, [],
                         {'answer': {'lastDay': desk.on(38), 'state': 'running'}})


def appeal_first(desk):
    hands, say = desk.hands, desk.say
    subject = 'Weigering van mijn vergunning'
    with desk.step('the term of the appeal stands above all that is ours, and is not suspended'):
        hands.open_case(subject)
        until = say.texts['sentences']['citizen.until'].format(clock=say.name('clock', 'contestedDecisionAppeal'),
                                                               day=say.short_day(desk.on(6)))
        hands.reads(until)
        said = texts_of(hands.top())
        place = next(i for i, text in enumerate(said) if until in text)
        check(place < said.index(say.label('Next: %s') % say.name('next', 'decideTakeUp')), 'the appeal comes first')
    with desk.step('why: it is copied from the decision, not computed'):
        hands.press_containing(say.name('clock', 'contestedDecisionAppeal'))
        hands.reads(say.texts['sentences']['explain.copied'].format(day=say.day(desk.on(6))))
        keys('Escape')
    with desk.step('declining is offered, and so is taking it up: the handler takes it up'):
        hands.reads(say.label('You may decline, you need not: you may also take it up. Grounds:'))
        hands.form_by_button(say.act('takeUp'), 'takeUp')
        hands.done('takeUp')
        hands.reads(until)
    with desk.step('the loket has it'):
        desk.check_loket(subject, ['acknowledge', 'takeUp'], 'investigating', None, [],
                         {'contestedDecisionAppeal': {'lastDay': desk.on(6), 'state': 'running'}})


def last_day_on_a_sunday(desk):
    hands, say = desk.hands, desk.say
    with desk.step('until Sunday, work by today: both on the page'):
        hands.open_case('Geen antwoord op mijn brief')
        answer_by = say.label('Answer by %s') % say.day(desk.on(2))
        hands.reads(say.label('%s; work by %s') % (answer_by, say.day(desk.today)))
    with desk.step('why, line by line, and back with Escape'):
        keys(say.access_key('_Why this date?'))
        hands.me.window(say.label('Why this date?'))
        sentences = say.texts['sentences']
        hands.reads(sentences['explain.lastDay'].format(day=say.day(desk.on(2))), sentences['explain.noRollOver'],
                    sentences['explain.readingsOpen'].format(bare=say.day(desk.on(2)), rolled=say.day(desk.on(3))))
        keys('Escape')
        hands.no_window(say.label('Why this date?'))


def recused(desk):
    hands, say = desk.hands, desk.say
    subject = 'Klacht over een collega van het eigen team'
    with desk.step('not by somebody who was involved: a colleague takes it over'):
        hands.open_case(subject)
        form = hands.form_of_menu('recuse')
        hands.write('_Who takes it over', 'tom.wuyts')
        hands.write('_Reason', 'Wij werken elke dag samen.')
        hands.reads(say.label('What this does'), within=form)
        hands.done('recuse')
    with desk.step('the people of the case: it is his now'):
        keys(say.access_key('_People'))
        hands.reads(say.label('Assigned to'), 'tom.wuyts')
        keys(say.access_key('_Guide'))
    with desk.step('the loket has it'):
        found = desk.check_loket(subject, ['acknowledge', 'recuse'], 'intake')
        same(found['acts'][1]['payload']['to'], 'tom.wuyts', 'who takes it over')


def solved_in_the_call(desk):
    hands, say = desk.hands, desk.say
    subject = 'Afspraak niet terug te vinden'
    began = time.monotonic()
    with desk.step('while the caller is on the line: who, what, and that it came by telephone'):
        keys('ctrl+n')
        hands.me.window(say.label('New complaint'))
        hands.write('_Received on', desk.today)
        hands.choose('Carrier', 'telefoon')
        hands.write('_Name', 'Testa Voorbeeldmans')
        hands.write('_Subject', subject)
        hands.write('_Facts, as the complainant tells them', 'De afspraak van maandag staat nergens.')
        keys('ctrl+Return')
        hands.no_window(say.label('New complaint'))
        hands.me.see(subject, roles=('heading',))
    with desk.step('solved how'):
        hands.form_of_menu('settle')
        hands.write('What was _agreed', 'De afspraak staat er weer: maandag om tien uur.')
        hands.done('settle')
    with desk.step('the mail that confirms it, which is the answer'):
        hands.form_by_button(say.act('answer'), 'answer')
        hands.write('_Answer, with its reasons', 'Wij bevestigen uw afspraak van maandag om tien uur.')
        hands.done('answer', confirm=True)
    print(f'{time.monotonic() - began:6.1f} s  from the ringing to the mail', flush=True)
    with desk.step('the loket has it: settled, within the ten days, and nothing is owed any more'):
        desk.check_loket(subject, ['settle', 'answer'], 'closed', 'settled', [],
                         {'acknowledgement': {'state': 'skipped'}, 'answer': {'state': 'met'}})


def two_complainants_and_a_lawyer(desk):
    hands, say = desk.hands, desk.say
    subject = 'Stank van het kanaal in onze straat'
    with desk.step('a new complaint of two neighbours'):
        keys('ctrl+n')
        hands.me.window(say.label('New complaint'))
        hands.write('_Received on', desk.on(-1))
        hands.write('_Name', 'Testa Voorbeeldmans')
        hands.write('_Subject', subject)
        hands.write('_Facts, as the complainant tells them', 'Sinds juni stinkt het.')
        keys(say.access_key('Add an_other complainant'))
        hands.reads(say.label('Also complains'))  # its first field has the keyboard then
        hands.write_here('Name', 'Proefi Modelmans')
    with desk.step('and somebody who acts for them, whose mandate is there'):
        hands.open_group('Somebody acts for the complainant')
        hands.write_here('Name', 'Meester Schijn')
        hands.tick('The mandate is there')
        keys('ctrl+Return')
        hands.no_window(say.label('New complaint'))
        hands.me.see(subject, roles=('heading',))
    with desk.step('the people of the case'):
        keys(say.access_key('_People'))
        hands.reads('Testa Voorbeeldmans', 'Proefi Modelmans', say.label('Representative'), 'Meester Schijn',
                    say.label('Mandate'))
        keys(say.access_key('_Guide'))
    with desk.step('the loket has it'):
        found = desk.check_loket(subject, [], 'intake')
        same([p['name'] for p in found['complainants']], ['Testa Voorbeeldmans', 'Proefi Modelmans'], 'who complains')
        same((found['representative']['name'], found['representative']['mandate']), ('Meester Schijn', True),
             'who acts for them')


CASES = [
    flemish('decline', -7, 'Premie geweigerd zonder uitleg', [act('acknowledge', -5, 'mail')]),
    flemish('day-12', -12, 'Vergunning laat op zich wachten', [act('acknowledge', -5, 'mail')]),
    flemish('day-45', -45, 'Al zes weken geen nieuws over mijn aanvraag',
            [act('acknowledge', -40, 'mail'), act('takeUp', -38)]),
    flemish('day-46', -46, 'De brief van gisteren over mijn dossier',
            [act('acknowledge', -40, 'mail'), act('takeUp', -38)]),
    flemish('two-calls', -6, 'Verkeerd bedrag op mijn premie', [act('acknowledge', -5, 'mail'), act('takeUp', -3)]),
    flemish('returned', -7, 'Put in de weg voor mijn deur', [act('acknowledge', -5, 'mail')]),
    flemish('appeal', -2, 'Weigering van mijn vergunning', [act('acknowledge', -1, 'mail')],
            contestedDecision={'body': 'Deputatie Voorbeeld', 'appealUntil': '@+6', 'notifiedOn': '@-24',
                               'reference': 'OMV-1'}),
    flemish('sunday', -43, 'Geen antwoord op mijn brief', [act('acknowledge', -40, 'mail'), act('takeUp', -38)]),
    flemish('colleague', -4, 'Klacht over een collega van het eigen team', [act('acknowledge', -3, 'mail')]),
]
WALKS = [declined_in_time, declined_on_day_12, extended_on_the_last_day, extended_and_noted_late, settled_by_two_calls,
         transfer_returned, appeal_first, last_day_on_a_sunday, recused, solved_in_the_call,
         two_complainants_and_a_lawyer]
