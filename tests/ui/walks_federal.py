# SPDX-License-Identifier: EUPL-1.2
"""A federal coordinator, on a Thursday: an old stamp on a letter, two mediations, day 29 of 30, and an
ombudsman who asks."""
from person import keys
from support import check, same
from walk_desk import act, case

TODAY = '2026-12-03'
HANDLER = 'els.vermeersch'
AGENCY = 'demo-fed'
INVESTIGATED = [act('acknowledge', -15, 'mail'), act('takeUp', -15),
                act('request', -14, 'mail', **{'from': 'service', 'text': 'Wat gebeurde er?'}),
                act('receive', -10, **{'from': 'service', 'text': 'Wij waren laat.', 'isPosition': True})]
PROPOSED = [*INVESTIGATED, act('offerMediation', -8, 'mail'), act('consent', -7, party='citizen', yes=True),
            act('consent', -7, party='service', yes=True),
            act('propose', -5, key='proposal', by='coordinator', text='Een nieuwe afspraak binnen de week.')]


def federal(key, received, subject, acts=(), **facts):
    return case(key, AGENCY, received, subject, acts, HANDLER, **facts)


def mediated_and_settled(desk):
    hands, say = desk.hands, desk.say
    subject = 'Drie keer voor niets naar het loket'
    with desk.step('offer mediation'):
        hands.open_case(subject)
        hands.form_of_menu('offerMediation')
        hands.done('offerMediation')
        hands.reads(say.label('Mediation'), say.label('Next: %s') % say.name('next', 'mediate'))
    for party in ('citizen', 'service'):
        with desk.step(f'consent: {party}'):
            hands.form_of_menu('consent')
            hands.choose('_Who', say.name('party', party))
            hands.choose('_Answer', say.name('yesNo', 'true'))
            hands.done('consent')
    with desk.step('a proposal'):
        hands.form_by_button(say.act('propose'), 'propose')
        hands.choose('_By whom', say.name('party', 'coordinator'))
        hands.write('_Proposal', 'Een vaste afspraak op maandag.')
        hands.done('propose')
        hands.reads('Een vaste afspraak op maandag.')
    with desk.step('settle, and what it does'):
        hands.form_by_button(say.act('settle'), 'settle')
        hands.write('What was _agreed', 'Maandag om negen uur, aan loket 3.')
        hands.done('settle')
        hands.reads(say.label('Put the agreement in writing'))
    with desk.step('confirm it in writing'):
        hands.form_by_button(say.act('answer'), 'answer')
        hands.write('_Answer, with its reasons', 'Wij bevestigen de afspraak van maandag.')
        hands.done('answer', confirm=True)
        hands.reads(say.name('outcome', 'settled'))
    with desk.step('the loket has it'):
        desk.check_loket(subject, [a['type'] for a in INVESTIGATED]
                         + ['offerMediation', 'consent', 'consent', 'propose', 'settle', 'answer'], 'closed', 'settled',
                         [], {'answer': {'state': 'met', 'lastDay': desk.on(14)}})


def mediated_failed_and_answered(desk):
    hands, say = desk.hands, desk.say
    subject = 'Beambte schreeuwde door het loket'
    with desk.step('no agreement: the mediation ends, and why'):
        hands.open_case(subject)
        hands.form_by_button(say.act('endMediation'), 'endMediation')
        hands.write('_Reason', 'De indiener wil een oordeel.')
        hands.done('endMediation')
    with desk.step('back to the answer, whose term never stopped'):
        hands.reads(say.label('Without an agreement the complaint is answered: the last day is %s.')
                    % say.short_day(desk.on(14)))
    with desk.step('assess the grievance'):
        hands.form_of_menu('assess')
        hands.choose('_Grievance', '1. Er kwam geen antwoord.')
        hands.choose('_Judgement', desk.mark('founded'))
        hands.write('_Reasons', 'De toon was niet gepast.')
        hands.done('assess')
    with desk.step('answer, and it is asked again'):
        hands.form_by_button(say.act('answer'), 'answer')
        hands.write('_Answer, with its reasons', 'Uw klacht is gegrond. Onze excuses.')
        hands.done('answer', confirm=True)
        hands.reads(say.name('outcome', 'answered'))
    with desk.step('the loket has it'):
        desk.check_loket(subject, [a['type'] for a in PROPOSED] + ['endMediation', 'assess', 'answer'], 'closed',
                         'answered', [], {'answer': {'state': 'met', 'lastDay': desk.on(14)}})


def interim_on_day_29(desk):
    hands, say = desk.hands, desk.say
    subject = 'Wachten op een verslag'
    with desk.step('day 29 of 30, and this procedure knows no longer term'):
        hands.open_case(subject)
        hands.reads(say.label('Answer by %s') % say.day(desk.on(1)))
        hands.does_not_read(say.label('E_xtend the term …'))
    with desk.step('an interim message; it says that no date moves'):
        form = hands.form_of_menu('inform')
        hands.write('_Message', 'Wij wachten nog op het verslag van de dienst.')
        same(hands.effects(form)[:1], [say.label('No date moves.')], 'the effect')
        hands.done('inform')
        hands.reads(say.label('Answer by %s') % say.day(desk.on(1)))
    with desk.step('the loket has it'):
        desk.check_loket(subject, ['acknowledge', 'takeUp', 'inform'], 'investigating', None, [],
                         {'answer': {'state': 'running', 'lastDay': desk.on(1)}})


def ombudsman_asks(desk):
    hands, say = desk.hands, desk.say
    subject = 'Paspoort kwijt in de post'
    with desk.step('the question of the ombudsman: fifteen days, beside our own term'):
        hands.open_case(subject)
        form = hands.form_of_menu('inquire')
        hands.write('What is _asked', 'Wat deed de dienst met de zending?')
        effects = ' '.join(hands.effects(form))
        check(say.short_day(desk.on(15)) in effects, f'fifteen days among {effects}')
        check(say.name('clock', 'answer') not in effects, f'our own term stays out of {effects}')
        hands.done('inquire')
        hands.reads(say.label('An ombudsman asks about this case'),
                    say.label('Reply to the ombudsman by %s.') % say.short_day(desk.on(15)),
                    say.label('Our own answer to the complainant stays due by %s.') % say.short_day(desk.on(18)))
    with desk.step('the reply has left; our own term runs on'):
        hands.press(f'{say.label("The reply has left")} …')
        hands.me.window(say.act('dispatch'))
        hands.done('dispatch')
        hands.reads(say.label('Our own answer to the complainant stays due by %s.') % say.short_day(desk.on(18)))
    with desk.step('the loket has it'):
        desk.check_loket(subject, ['acknowledge', 'takeUp', 'inquire', 'dispatch'], 'investigating', None, [],
                         {'serviceReply': {'state': 'met', 'lastDay': desk.on(15)},
                          'answer': {'state': 'running', 'lastDay': desk.on(18)}})


def stamp_of_the_mailroom(desk):
    hands, say = desk.hands, desk.say
    subject = 'Brief met een stempel van vorige week'
    with desk.step('a new complaint: stamped on Thursday the 26th, here today'):
        keys('ctrl+n')
        hands.me.window(say.label('New complaint'))
        hands.write('_Received on', desk.on(-7))
        hands.reads(say.label('The stamp is older than two days: is this the day on which the authority received it? The terms already run from then.'))
    with desk.step('who and what, by access keys'):
        hands.write('_Name', 'Testa Voorbeeldmans')
        hands.write('_Subject', subject)
        hands.write('_Facts, as the complainant tells them', 'Ik schreef en hoorde niets.')
        keys('ctrl+Return')
        hands.no_window(say.label('New complaint'))
    with desk.step('the week of the acknowledgement ends today'):
        hands.me.see(subject, roles=('heading',))
        hands.reads(say.label('Acknowledge receipt by %s') % say.day(desk.today))
    with desk.step('so it is acknowledged at once'):
        hands.form_by_button(say.act('acknowledge'), 'acknowledge')
        hands.choose('_How the complainant is told', say.name('via', 'post'))
        hands.done('acknowledge')
    with desk.step('the loket has it, stamp and registration apart'):
        found = desk.check_loket(subject, ['acknowledge'], 'intake', None, ['acknowledged'],
                                 {'acknowledgement': {'state': 'met', 'lastDay': desk.today}})
        same((found['receivedOn'], found['registeredOn']), (desk.on(-7), desk.today), 'received, and registered')


CASES = [
    federal('settled', -16, 'Drie keer voor niets naar het loket', INVESTIGATED),
    federal('failed', -16, 'Beambte schreeuwde door het loket', PROPOSED),
    federal('interim', -29, 'Wachten op een verslag', [act('acknowledge', -25, 'mail'), act('takeUp', -25)]),
    federal('inquiry', -12, 'Paspoort kwijt in de post', [act('acknowledge', -10, 'mail'), act('takeUp', -10)]),
]
WALKS = [stamp_of_the_mailroom, mediated_and_settled, mediated_failed_and_answered, interim_on_day_29, ombudsman_asks]
