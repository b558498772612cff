#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""build-aux/test-summary hides nothing: a `meson` of our own says how a run went."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

SUMMARY = os.path.join(sys.argv.pop(1), 'build-aux', 'test-summary')


class Summary(unittest.TestCase):
    def summarize(self, code, *tests, cut=''):
        """What is printed, and the exit code, after a run with these results."""
        with tempfile.TemporaryDirectory() as tree:
            os.mkdir(os.path.join(tree, 'meson-logs'))
            lines = ''.join(json.dumps({'name': name, 'result': result, 'stdout': said}) + '\n'
                            for name, result, said in tests) + cut
            meson = os.path.join(tree, 'meson')
            with open(meson, 'w', encoding='utf-8') as f:
                f.write(f'#!/usr/bin/env python3\nimport sys\nwith open({tree!r} + "/meson-logs/testlog.json", "w")'
                        f' as f:\n  f.write({lines!r})\nsys.exit({code})\n')
            os.chmod(meson, 0o755)
            done = subprocess.run([sys.executable, SUMMARY, tree], capture_output=True, text=True, check=False,
                                  env={**os.environ, 'PATH': f'{tree}:{os.environ["PATH"]}'})
        return done.stdout.splitlines(), done.returncode

    def test_all_is_well(self):
        self.assertEqual(self.summarize(0, ('one', 'OK', ''), ('two', 'OK', '')), (['2 passed, 0 failed'], 0))

    def test_every_other_result_is_a_failure(self):
        for result in ('FAIL', 'TIMEOUT', 'ERROR', 'INTERRUPT', 'UNEXPECTEDPASS', 'EXPECTEDFAIL'):
            self.assertEqual(self.summarize(1, ('one', 'OK', ''), ('two', result, '')),
                             (['failed: two', '1 passed, 1 failed'], 1))

    def test_skipped_is_named(self):
        self.assertEqual(self.summarize(0, ('one', 'OK', ''), ('two', 'SKIP', '')),
                         (['skipped: two', '1 passed, 0 failed'], 0))

    def test_skipped_inside_is_named(self):
        tap = 'ok 1 /paper/one\nok 2 /paper/two # SKIP no pdftotext\nok 3 /tls # SKIP by request (-s option)\n'
        self.assertEqual(self.summarize(0, ('one', 'OK', tap), ('two', 'OK', '....s\n\nOK (skipped=1)\n')),
                         (['skipped: /paper/two: no pdftotext', 'skipped: 1 of the cases of two',
                           '2 passed, 0 failed'], 0))

    def test_run_that_broke_off(self):
        self.assertEqual(self.summarize(2, ('one', 'OK', ''), cut='{"name": "tw'),
                         (['failed: meson test itself, with 2', '1 passed, 1 failed'], 1))

    def test_build_that_failed(self):
        self.assertEqual(self.summarize(1), (['failed: meson test itself, with 1', '0 passed, 1 failed'], 1))

    def test_nothing_ran(self):
        self.assertEqual(self.summarize(0), (['0 passed, 0 failed'], 1))


if __name__ == '__main__':
    unittest.main()
