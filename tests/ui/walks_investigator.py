# SPDX-License-Identifier: EUPL-1.2
"""An ombudsman's investigator who reads the file of an agency: an answer on the Monday after a Sunday."""
from person import keys
from walk_desk import act, case

TODAY = '2026-12-03'
HANDLER = 'ine.dewit'
AGENCY = 'demo-vlg'
SUBJECT = 'Antwoord kwam op maandag'


def both_readings(desk):
    hands, say = desk.hands, desk.say
    sentences, late = say.texts['sentences'], say.texts['counts']['reading.lateBy']['one'].format(count=1)
    readings = sentences['explain.readings'].format(bare=late, day=say.day('2026-11-30'),
                                                    rolled=sentences['reading.inTime'])
    with desk.step('missed by one day, or in time: both readings stand there'):
        hands.open_case(SUBJECT)
        hands.reads(say.name('clockState', 'metLate'))
    with desk.step('and why, line by line'):
        hands.press_containing(f'{say.label("Why this date?")} {say.name("clock", "answer")}')
        hands.reads(sentences['explain.lastDay'].format(day=say.day('2026-11-29')), readings)
        keys('Escape')
    with desk.step('the loket has it'):
        desk.check_loket(SUBJECT, ['acknowledge', 'takeUp', 'answer'], 'closed', 'answered', ['late'],
                         {'answer': {'state': 'metLate', 'lastDay': '2026-11-29'}})


CASES = [case('monday', AGENCY, -49, SUBJECT,
              [act('acknowledge', -45, 'mail'), act('takeUp', -44), act('answer', -3, 'mail', text='Wij waren laat.')],
              'sara.claes')]
WALKS = [both_readings]
