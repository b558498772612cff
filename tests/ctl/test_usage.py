#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Options in any position, wrong usage, help: what scripts rely on."""
import os
import re
import unittest

from ctl import LOKETCTL, run
import subprocess


class Usage(unittest.TestCase):
    def assert_misused(self, *arguments):
        done = run(*arguments)
        self.assertEqual((done.returncode, done.stdout), (2, ''), arguments)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertTrue(done.stderr.startswith('loketctl: '), done.stderr)

    def test_wrong_usage(self):
        self.assert_misused()
        self.assert_misused('dance')
        self.assert_misused('calendar')
        self.assert_misused('calendar', 'soon')
        self.assert_misused('calendar', '2026', '2027')
        self.assert_misused('calendar', '2026', '--calendar', 'be-lunar')
        self.assert_misused('calendar', '2026', '--dance')
        self.assert_misused('calendar', '2026', '--lang', 'eo')
        self.assert_misused('calendar', '2026', '--today', '2026-02-30')
        self.assert_misused('calendar', '2026', '--desk=')
        self.assert_misused('deadlines', '--received', '2026-01-01')
        self.assert_misused('deadlines', '--procedure', 'be-fed-ibz', '--received', 'today')
        self.assert_misused('deadlines', '--procedure', 'be-fed-ibz', '--received', '2026-01-01', '--act', 'answer')
        self.assert_misused('deadlines', '--procedure', 'be-fed-ibz', '--received', '2026-01-01', '--act',
                            'dance=2026-01-02')

    def test_unknown_procedure_fails(self):
        done = run('deadlines', '--procedure', 'be-moon', '--received', '2026-01-01')
        self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (1, '', 1))

    def test_global_options_in_any_position(self):
        first = run('--json', '--lang', 'fr', 'calendar', '2026')
        last = run('calendar', '2026', '--lang=fr', '--json')
        self.assertEqual(first.returncode, 0)
        self.assertIn('Lundi de Pâques', first.stdout)
        self.assertEqual(first.stdout, last.stdout)

    def test_help(self):
        overview = run('--help')
        self.assertEqual((overview.returncode, overview.stderr), (0, ''))
        commands = [line.split()[0] for line in overview.stdout.splitlines() if line.startswith('  ')]
        self.assertIn('deadlines', commands)
        for command in commands:
            done = run(command, '--help')
            self.assertEqual((done.returncode, done.stderr), (0, ''), command)
            self.assertIn('Usage', done.stdout)
            self.assertEqual(run('help', command).stdout, done.stdout)
        self.assertEqual(run('help').stdout, overview.stdout)

    def test_help_in_four_languages(self):
        """Every option of every command says what it is for, in no other language than asked."""
        commands = [line.split()[0] for line in run('--help').stdout.splitlines() if line.startswith('  ')]
        for command in commands:
            english = run('--lang', 'en', command, '--help').stdout
            options = re.findall(r'^  (--\S+)', english, re.M)
            wanted = re.findall(r'--[a-z-]+', english.splitlines()[1])
            self.assertEqual({o.split('=')[0] for o in options}, set(wanted), command)
            for language in ('nl', 'fr', 'de'):
                said = run('--lang', language, command, '--help').stdout
                same = set(english.splitlines()[2:]) & set(said.splitlines()[2:]) - {''}
                self.assertEqual(same, set(), (command, language))

    def test_language_in_a_script_without_a_locale(self):
        for environment in ({'LC_ALL': 'C'}, {'PATH': os.environ['PATH']}):
            said = run('--lang', 'nl', 'list', '--help', env=environment).stdout
            self.assertIn('dossiers', said, environment)

    def test_output_that_cannot_be_written(self):
        with open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run([LOKETCTL, 'calendar', '2026'], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1))


if __name__ == '__main__':
    unittest.main()
