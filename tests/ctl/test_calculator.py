#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""loketctl deadlines, calendar and procedures: the dates were worked out by hand beforehand."""
import json
import os
import shutil
import tempfile
import unittest

from ctl import ask, run

IBZ = 'be-fed-ibz'
FLANDERS = 'be-vlg-bestuursdecreet'
PROFILES = os.path.join(os.environ['LOKET_DATADIR'], 'procedures')
EXTENDED = ('--act', 'extend=2026-12-20')

CONSUMER = 'be-adr-consumentenombudsdienst'
COMPLETE = ('--act', 'completeFile=2026-01-15')

# Every worked example that one of the procedures covers, and the first terms of the others:
# procedure, received, acts, clock, lastDay, due, workBy. No roll-over is confirmed in them.
ROWS = [
    (IBZ, '2026-04-24', (), 'acknowledgement', '2026-05-01', '2026-05-01', '2026-04-30'),
    (IBZ, '2026-04-24', (), 'answer', '2026-05-24', '2026-05-24', '2026-05-22'),
    (FLANDERS, '2026-11-12', (), 'acknowledgement', '2026-11-22', '2026-11-22', '2026-11-20'),
    (FLANDERS, '2026-11-12', (), 'declineNotice', '2026-11-22', '2026-11-22', '2026-11-20'),
    (FLANDERS, '2026-11-12', (), 'answer', '2026-12-27', '2026-12-27', '2026-12-24'),
    (FLANDERS, '2026-11-12', EXTENDED, 'answer', '2027-02-10', '2027-02-10', '2027-02-10'),
    (CONSUMER, '2026-01-15', COMPLETE, 'answer', '2026-04-15', '2026-04-15', '2026-04-15'),
    (CONSUMER, '2026-01-15', (*COMPLETE, '--act', 'takeUp=2026-01-16', '--act', 'extend=2026-04-15'), 'answer',
     '2026-07-14', '2026-07-14', '2026-07-14'),
    (CONSUMER, '2026-04-13', (), 'admissibility', '2026-05-04', '2026-05-04', '2026-05-04'),
    ('be-fed-socsec', '2026-05-07', (), 'acknowledgement', '2026-05-22', '2026-05-22', '2026-05-22'),
    # Thirty days from 7 May: Saturday 6 June.
    ('be-fed-socsec', '2026-05-07', (), 'answer', '2026-06-06', '2026-06-06', '2026-06-05'),
    ('be-fed-favv', '2026-04-02', (), 'acknowledgement', '2026-04-10', '2026-04-10', '2026-04-10'),
    # A month from 2 April: Saturday 2 May, the day after a holiday.
    ('be-fed-favv', '2026-04-02', (), 'answer', '2026-05-02', '2026-05-02', '2026-04-30'),
    ('be-fed-ombudsman', '2026-04-02', (), 'acknowledgement', '2026-04-10', '2026-04-10', '2026-04-10'),
    ('be-vlg-ombudsdienst', '2026-04-02', (), 'firstContact', '2026-04-09', '2026-04-09', '2026-04-09'),
    # Forty days from 2 April: Tuesday 12 May. Thirty: Saturday 2 May.
    ('be-fed-diplomatie', '2026-04-02', (), 'answer', '2026-05-12', '2026-05-12', '2026-05-12'),
    ('be-fed-planbureau', '2026-04-02', (), 'answer', '2026-05-02', '2026-05-02', '2026-04-30'),
    ('be-dg-2022', '2026-04-02', (), 'admissibility', '2026-04-16', '2026-04-16', '2026-04-16'),
]

# What no source fixes has no term, and none is invented.
NO_TERM = [
    ('be-fed-economie', 'answer'),
    ('be-fed-ombudsman', 'answer'),
    ('be-uniek-loket', 'answer'),
    ('be-vlg-lokaal-bestuur', 'answer'),
    ('be-vlg-welzijn-zorg', 'answer'),
    ('be-charter-blank', 'answer'),
]

# Where the authority itself says until when, that day is copied and none is computed.
PROMISED = [
    ('be-fed-generic', 'acknowledge'),
    ('be-dg-2022', 'takeUp'),
]


def count(procedure, received, *more):
    answer = ask('deadlines', '--procedure', procedure, '--received', received, *more)
    return {clock['clock']: clock for clock in answer}


class Deadlines(unittest.TestCase):
    def test_worked_examples(self):
        for procedure, received, acts, clock, last_day, due, work_by in ROWS:
            with self.subTest(procedure=procedure, received=received, acts=acts, clock=clock):
                # An act of the example is never in the future.
                today = max([received, *(act.split('=')[1] for act in acts if '=' in act)])
                found = count(procedure, received, *acts, '--today', today)[clock]
                self.assertEqual((found['from'], found['lastDay'], found['due'], found['workBy']),
                                 (received, last_day, due, work_by))
                self.assertEqual(found['state'], 'running')

    def test_no_term_is_invented(self):
        for procedure, clock in NO_TERM:
            with self.subTest(procedure=procedure, clock=clock):
                found = count(procedure, '2026-04-02', '--today', '2026-04-02')[clock]
                self.assertEqual((found['state'], found.get('lastDay'), found.get('due')), ('noTerm', None, None))

    def test_a_promised_day_is_copied(self):
        for procedure, act in PROMISED:
            with self.subTest(procedure=procedure):
                before = count(procedure, '2026-04-02', '--today', '2026-04-03')['answer']
                self.assertEqual((before['state'], before.get('lastDay')), ('notStarted', None))
                after = count(procedure, '2026-04-02', '--act', f'{act}=2026-04-03,until=2026-05-15',
                              '--today', '2026-04-03')['answer']
                self.assertEqual((after['state'], after['lastDay'], after['due']),
                                 ('running', '2026-05-15', '2026-05-15'))

    def test_shape(self):
        clock = count(FLANDERS, '2026-11-12', '--today', '2026-11-12')['answer']
        self.assertEqual(set(clock), {'clock', 'kind', 'basis', 'from', 'lastDay', 'due', 'rolledDue', 'workBy', 'state',
                                      'daysLeft', 'workingDaysLeft', 'explanation'})
        # Sunday 27 December: if the roll-over that nobody has confirmed held, Monday.
        self.assertEqual((clock['due'], clock['rolledDue']), ('2026-12-27', '2026-12-28'))
        self.assertEqual((clock['kind'], clock['basis'], clock['daysLeft']), ('legal', 'confirmed', 45))
        for line in clock['explanation']:
            self.assertLessEqual(set(line), {'kind', 'date', 'days', 'source', 'text'})
            self.assertTrue(line['kind'] and line['text'])
        self.assertEqual([line['kind'] for line in clock['explanation']][:5],
                         ['anchor', 'period', 'counted', 'weekendsMet', 'holidayMet'])

    def test_the_last_day_is_in_time(self):
        day_45 = count(FLANDERS, '2026-11-12', '--act', 'answer=2026-12-27', '--today', '2027-01-10')
        day_46 = count(FLANDERS, '2026-11-12', '--act', 'answer=2026-12-28', '--today', '2027-01-10')
        self.assertEqual((day_45['answer']['state'], day_46['answer']['state']), ('met', 'metLate'))
        through = count(FLANDERS, '2026-11-12', '--act', 'answer=2026-12-27,via=loket', '--today', '2027-01-10')
        self.assertEqual(through['answer']['state'], 'met')

    def test_today_moves_the_countdown(self):
        over = count(FLANDERS, '2026-11-12', '--today', '2026-12-30')['answer']
        self.assertEqual((over['state'], over['daysLeft']), ('overdue', -3))

    def test_late_extension_is_told_and_moves_nothing(self):
        done = run('--json', 'deadlines', '--procedure', FLANDERS, '--received', '2026-11-12',
                   '--act', 'extend=2026-12-28', '--today', '2026-12-28')
        answer = [clock for clock in json.loads(done.stdout) if clock['clock'] == 'answer'][0]
        self.assertEqual((done.returncode, answer['lastDay']), (0, '2026-12-27'))
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertIn('extend 2026-12-28', done.stderr)

    def test_act_that_is_not_allowed_fails(self):
        done = run('deadlines', '--procedure', IBZ, '--received', '2026-04-24', '--act', 'extend=2026-04-30',
                   '--today', '2026-05-01')
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertEqual(done.stderr, 'loketctl: extend 2026-04-30: The procedure of this authority does not '
                                      'have this act.\n')

    def test_payload_of_an_act(self):
        clocks = count(FLANDERS, '2026-11-12', '--today', '2026-11-20', '--act',
                       'decline=2026-11-18,kind=notHandled,ground=noInterest')
        self.assertEqual(clocks['declineNotice']['state'], 'met')

    def test_acts_come_in_the_order_of_their_days(self):
        there = count(FLANDERS, '2026-11-12', '--today', '2026-12-01', '--act', 'offerMediation=2026-11-20',
                      '--act', 'takeUp=2026-11-16', '--act', 'acknowledge=2026-11-13')
        self.assertEqual(there['acknowledgement']['state'], 'met')
        self.assertEqual(there['declineNotice']['state'], 'met')

    def test_demands(self):
        """A term that is there for some demands starts with one of them, and with no other."""
        asked = ('--received', '2026-11-12', '--today', '2026-11-13')
        without = count('be-fed-economie', *asked[1:])
        question = count('be-fed-economie', *asked[1:], '--demand', 'question')
        both = count('be-fed-economie', *asked[1:], '--demand', 'question', '--demand', 'complaint')
        self.assertNotIn('acknowledgement', without)
        self.assertIn('acknowledgement', question)
        self.assertIn('acknowledgement', both)
        unknown = run('deadlines', '--procedure', 'be-fed-economie', *asked, '--demand', 'moon')
        self.assertEqual((unknown.returncode, unknown.stdout), (1, ''))
        self.assertIn('moon', unknown.stderr)

    def test_days_of_facts(self):
        clocks = count('be-fed-economie', '2026-11-12', '--set', 'contestedDecision.appealUntil=2026-12-01',
                       '--today', '2026-11-13')
        self.assertEqual(clocks['contestedDecisionAppeal']['due'], '2026-12-01')
        for wrong in ('factsOn', 'factsOn=soon', 'moon=2026-01-01', 'contestedDecision=2026-01-01'):
            with self.subTest(wrong=wrong):
                done = run('deadlines', '--procedure', 'be-fed-economie', '--received', '2026-11-12', '--set', wrong)
                self.assertEqual((done.returncode, done.stdout), (2, ''))

    def in_hours(self, *arguments, lang='en'):
        """Under the profile made for tests: 24 hours to acknowledge, and a term of the citizen."""
        with tempfile.TemporaryDirectory() as folder:
            data = os.path.join(folder, 'data')
            shutil.copytree(os.environ['LOKET_DATADIR'], data)
            shutil.copytree(os.path.join(data, 'vectors', 'profiles', 'test-hours'),
                            os.path.join(data, 'procedures', 'test-hours'))
            return run('--lang', lang, 'deadlines', '--procedure', 'test-hours', *arguments,
                       env={'LC_ALL': 'C.UTF-8', 'LOKET_DATADIR': data})

    def test_terms_in_hours(self):
        received = ('--received', '2026-11-26T15:30')
        there = self.in_hours(*received, '--act', 'note=2026-11-27T12:29', '--today', '2026-11-26')
        self.assertIn('2026-11-27 15:30', there.stdout)
        self.assertIn('3 hours left, by 15:30', there.stdout)
        last = self.in_hours(*received, '--act', 'note=2026-11-27T14:45', '--today', '2026-11-26', lang='nl')
        self.assertIn('nog 45 minuten, tot 15:30', last.stdout)
        late = self.in_hours(*received, '--act', 'note=2026-11-27T15:31', '--today', '2026-11-26', lang='fr')
        self.assertIn('hors délai depuis 15:30', late.stdout)
        in_time = self.in_hours(*received, '--act', 'acknowledge=2026-11-27T15:30', '--today', '2026-12-01', '--json')
        too_late = self.in_hours(*received, '--act', 'acknowledge=2026-11-27T14:31:00Z', '--today', '2026-12-01', '--json')
        states = [next(clock['state'] for clock in json.loads(done.stdout) if clock['clock'] == 'acknowledgement')
                  for done in (in_time, too_late)]
        self.assertEqual(states, ['met', 'metLate'])

    def test_what_is_no_time(self):
        for text in ('2026-11-26T', '2026-11-26T25:00', '2026-11-26T9', '2026-11-26T09:30+', '2026-11-31T09:30'):
            with self.subTest(text=text):
                done = run('deadlines', '--procedure', IBZ, '--received', text)
                self.assertEqual((done.returncode, done.stdout), (2, ''))
                act = run('deadlines', '--procedure', IBZ, '--received', '2026-11-26', '--act', f'note={text}')
                self.assertEqual((act.returncode, act.stdout), (2, ''))

    def test_both_readings(self):
        case = ('deadlines', '--procedure', FLANDERS, '--received', '2026-11-12', '--act', 'answer=2026-12-28',
                '--today', '2027-01-03')
        wanted = {
            'en': 'Bare: late by 1 day; if the last day moved to Monday 28 December 2026: in time.',
            'nl': 'Zonder verplaatsing: 1 dag te laat; is de laatste dag verplaatst naar maandag 28 december 2026: '
                  'op tijd.',
            'fr': 'Sans report\u00a0: 1 jour de retard\u00a0; si le dernier jour est reporté au lundi 28 décembre '
                  '2026\u00a0: dans le délai.',
            'de': 'Ohne Verschiebung: 1 Tag verspätet; bei Verschiebung des letzten Tages auf Montag, 28. Dezember '
                  '2026: fristgerecht.',
        }
        for language, sentence in wanted.items():
            self.assertIn(sentence, run('--lang', language, *case, '--explain').stdout)

    def test_help_speaks_of_times(self):
        for language, words in {'en': 'wants times', 'nl': 'vraagt uren', 'fr': 'demande des heures',
                                'de': 'verlangt Uhrzeiten'}.items():
            done = run('--lang', language, 'deadlines', '--help')
            self.assertIn('DATETIME', done.stdout)
            self.assertIn(words, done.stdout)

    def test_explanation_in_four_languages(self):
        words = {
            'en': ['Counts from Thursday 12 November 2026', 'The term is 45 calendar days.',
                   'The last day is Sunday 27 December 2026.', 'Work by Thursday 24 December 2026'],
            'nl': ['Telt vanaf donderdag 12 november 2026', 'De termijn is 45 kalenderdagen.',
                   'De laatste dag is zondag 27 december 2026.',
                   'Werk af uiterlijk op donderdag 24 december 2026'],
            'fr': ['Court à partir du jeudi 12 novembre 2026', 'Le délai est de 45 jours calendrier.',
                   'Le dernier jour est le dimanche 27 décembre 2026.',
                   'À terminer au plus tard le jeudi 24 décembre 2026'],
            'de': ['Zählt ab Donnerstag, 12. November 2026', 'Die Frist beträgt 45 Kalendertage.',
                   'Der letzte Tag ist Sonntag, 27. Dezember 2026.',
                   'Fertigstellen bis Donnerstag, 24. Dezember 2026'],
        }
        for language, sentences in words.items():
            by_option = run('--lang', language, 'deadlines', '--procedure', FLANDERS, '--received',
                            '2026-11-12', '--today', '2026-11-12', '--explain')
            by_variable = run('deadlines', '--procedure', FLANDERS, '--received', '2026-11-12', '--today',
                              '2026-11-12', '--explain', env={'LC_ALL': 'C.UTF-8', 'LANGUAGE': language})
            for sentence in sentences:
                self.assertIn(sentence, by_option.stdout, language)
            self.assertEqual(by_option.stdout, by_variable.stdout)

    def test_option_goes_before_the_environment(self):
        done = run('deadlines', '--lang', 'nl', '--procedure', IBZ, '--received', '2026-04-24', '--explain',
                   '--today', '2026-04-24', env={'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'fr'})
        self.assertIn('De termijn is 30 kalenderdagen.', done.stdout)
        self.assertIn('Niet bevestigd: ', done.stdout)


class Calendar(unittest.TestCase):
    def test_public_holidays(self):
        days = ask('calendar', '2026', '--lang', 'nl')
        self.assertEqual([day['date'] for day in days],
                         ['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-07-21',
                          '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'])
        self.assertEqual({key for day in days for key in day}, {'date', 'name'})
        self.assertEqual(days[1]['name'], 'Paasmaandag')

    def test_office_days_hold_the_public_holidays(self):
        public = {day['date'] for day in ask('calendar', '2026')}
        federal = {day['date'] for day in ask('calendar', '2026', '--calendar', 'be-federal-office')}
        flemish = {day['date'] for day in ask('calendar', '2026', '--calendar', 'be-flemish-office')}
        self.assertLess(public, federal)
        self.assertLess(public, flemish)
        self.assertIn('2026-11-15', federal)
        self.assertIn('2026-07-11', flemish - federal)


class Procedures(unittest.TestCase):
    def test_list(self):
        shipped = ('be-adr-consumentenombudsdienst be-charter-blank be-dg-2022 be-fed-diplomatie be-fed-economie '
                   'be-fed-favv be-fed-generic be-fed-ibz be-fed-ombudsman be-fed-planbureau be-fed-socsec '
                   'be-uniek-loket be-vlg-bestuursdecreet be-vlg-lokaal-bestuur be-vlg-ombudsdienst '
                   'be-vlg-sociale-huisvesting be-vlg-welzijn-zorg')
        self.assertEqual(ask('procedures'), [{'id': id, 'version': '1'} for id in shipped.split()])

    def check(self, text, *options):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'file.json')
            with open(path, 'wb') as f:
                f.write(text.encode('utf-8') if isinstance(text, str) else text)
            return run('procedures', '--check', path, *options)

    def read(self, *names):
        with open(os.path.join(os.path.dirname(PROFILES), *names), encoding='utf-8') as f:
            return f.read()

    def test_check(self):
        text = self.read('procedures', FLANDERS, '1.json')
        done = self.check(text)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertIn(f'{FLANDERS}, version 1, is good: {text.count(chr(34) + "confirmed" + chr(34))} facts', done.stdout)

    def test_check_names_every_error_with_its_line(self):
        text = self.read('procedures', FLANDERS, '1.json').replace('"version": "1"', '"version": "2"')
        for good, bad in (('"calendarDay"', '"fortnight"'), ('"regionLanguage"', '"dice"'), ('"intakeFields"', '"intakeField"')):
            self.assertTrue(good in text, good)
            text = text.replace(good, bad, 1)
        lines = text.split('\n')
        wanted = sorted(next(i for i, line in enumerate(lines, 1) if word in line)
                        for word in ('"fortnight"', '"dice"', '"intakeField"'))
        done = self.check(text, '--json')
        found = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(sorted({flaw['line'] for flaw in found} - {1}), wanted)
        # What is missing has no line of its own: it is shown where the object that should hold it begins.
        self.assertEqual([flaw['place'] for flaw in found if flaw['line'] == 1], ['intakeFields'])
        self.assertEqual([flaw['line'] for flaw in found], sorted(flaw['line'] for flaw in found))
        self.assertTrue(all(set(flaw) == {'line', 'column', 'place', 'text'} for flaw in found))
        plain = self.check(text)
        self.assertEqual(len(plain.stdout.splitlines()), len(found))
        self.assertEqual(len(plain.stderr.splitlines()), 1)
        self.assertIn('.unit.value: unknown word `fortnight`', plain.stdout)

    def test_check_of_what_is_no_json(self):
        for text, line, said in (('{"id": "x",\r\n "names": {"nl": "é" "fr": ""}}', 2, 'comma missing'),
                                 ('{"id": "x",\n}', 2, 'comma too many'), ('', 1, 'ends too early'),
                                 ('[1]', 1, 'an object'), (b'\xef\xbb\xbf{}', 1, 'BOM'), (b'{"id": "\xff"}', 1, 'UTF-8')):
            found = json.loads(self.check(text, '--json').stdout)
            self.assertEqual([flaw['line'] for flaw in found], [line], text)
            self.assertIn(said, found[0]['text'])

    def test_check_of_a_member_that_is_there_twice(self):
        text = self.read('calendars', 'be-legal.json').replace('"rules"', '"version": "1",\n  "rules"', 1)
        found = json.loads(self.check(text, '--json').stdout)
        self.assertEqual([(flaw['place'], flaw['text'][:26]) for flaw in found], [('version', 'this member is there twice')])

    def test_check_of_the_other_kinds(self):
        for folder, said, member, place in (('calendars', 'calendar', '"names"', 'rules[0].names'),
                                            ('agencies', 'agency', '"referencePrefix"', 'referencePrefix'),
                                            ('directories', 'directory', '"basis"', 'services[0].basis')):
            name = sorted(os.listdir(os.path.join(os.path.dirname(PROFILES), folder)))[0]
            text = self.read(folder, name)
            self.assertIn(f'the {said} {name[:-5]}', self.check(text).stdout)
            at = text.index(member, text.index('"rules"') if folder == 'calendars' else 0)
            done = self.check(text[:at] + '"x' + text[at + 1:], '--json')
            self.assertIn(place, [flaw['place'] for flaw in json.loads(done.stdout)])

    def test_cut_off_files_are_refused(self):
        text = self.read('calendars', 'be-flemish-office.json').rstrip().encode('utf-8')
        for i in range(20):
            done = self.check(text[:len(text) * i // 20], '--json')
            self.assertEqual((done.returncode, len(json.loads(done.stdout))), (1, 1))

    def test_diff_says_what_changes_in_four_languages(self):
        profile = json.loads(self.read('procedures', FLANDERS, '1.json'))
        profile['validity']['receivedFrom'] = '2027-01-01'
        next(clock for clock in profile['clocks'] if clock['clock'] == 'answer')['amount']['value'] = 40
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, '2.json')
            with open(path, 'w', encoding='utf-8') as f:
                json.dump(profile, f)
            for language, said in (('en', '45 calendar days → 40 calendar days, for complaints received from 1 January 2027'),
                                   ('nl', '45 kalenderdagen → 40 kalenderdagen, voor klachten ontvangen vanaf 1 januari 2027'),
                                   ('fr', '45 jours calendrier → 40 jours calendrier, pour les plaintes reçues à partir du 1er janvier 2027'),
                                   ('de', '45 Kalendertage → 40 Kalendertage, für Beschwerden, die ab dem 1. Januar 2027 eingehen')):
                self.assertIn(said, run('--lang', language, 'procedures', '--diff', FLANDERS + '@1', path).stdout)
        self.assertEqual(run('procedures', '--diff', FLANDERS + '@1', FLANDERS + '@1').stdout, 'No difference.\n')

    def test_diff_of_what_cannot_be_compared(self):
        calendar = os.path.join(os.path.dirname(PROFILES), 'calendars', 'be-legal.json')
        self.assertEqual(run('procedures', '--diff', FLANDERS + '@1', calendar).returncode, 1)
        self.assertEqual(run('procedures', '--diff', FLANDERS + '@1', 'nothing@7').returncode, 1)
        self.assertEqual(run('procedures', '--diff', FLANDERS + '@1').returncode, 2)

    def test_check_of_something_else(self):
        self.assertEqual(run('procedures', '--check', '/nowhere/profile.json').returncode, 1)
        self.assertEqual(run('procedures', '--check', os.devnull).returncode, 1)


if __name__ == '__main__':
    unittest.main()
