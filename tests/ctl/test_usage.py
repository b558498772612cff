#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Options in any position, wrong usage, help: what scripts rely on."""
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

    def test_output_that_cannot_be_written(self):
        with open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run([LOKETCTL, 'calendar', '2026'], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1))


if __name__ == '__main__':
    unittest.main()
