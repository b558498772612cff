#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The layer test itself is tested: each rule, broken once, is seen."""
import os
import subprocess
import sys
import tempfile
import unittest

LAYERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'layers.py')


def judge(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, 'src', path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, 'w', encoding='utf-8') as f:
                f.write(text)
        run = subprocess.run([sys.executable, LAYERS, root], capture_output=True, text=True)
        return run.returncode, run.stdout


class Layers(unittest.TestCase):
    def test_allowed(self):
        code, out = judge({'base/loket-day.h': '', 'case/loket-case.c': '#include "loket-day.h"\n'})
        self.assertEqual(code, 0, out)

    def test_upward_include(self):
        code, out = judge({'desk/loket-desk.h': '', 'procedure/loket-replay.c': '#include "loket-desk.h"\n'})
        self.assertEqual(code, 1)
        self.assertIn('procedure/loket-replay.c: includes loket-desk.h of desk/', out)

    def test_library(self):
        code, out = judge({'store/loket-store.c': '#include <gtk/gtk.h>\n',
                           'ui/window/loket-window.c': '#include <sqlite3.h>\n'})
        self.assertEqual(code, 1)
        self.assertIn('store/ may not use gtk', out)
        self.assertIn('ui/ may not use sqlite', out)

    def test_circle(self):
        code, out = judge({'case/loket-a.h': '#include "loket-b.h"\n', 'case/loket-b.h': '',
                           'case/loket-b.c': '#include "loket-c.h"\n', 'case/loket-c.h': '',
                           'case/loket-c.c': '#include "loket-a.h"\n'})
        self.assertEqual(code, 1)
        self.assertIn('name each other', out)

    def test_seam(self):
        code, out = judge({'sync/loket-sync.c': 'void f (void)\n{\n  g_timeout_add (1, f, 0);\n}\n'})
        self.assertEqual(code, 1)
        self.assertIn('src/sync/loket-sync.c:3: g_timeout_add()', out)

    def test_nothing_read(self):
        code, _ = judge({})
        self.assertEqual(code, 1)


if __name__ == '__main__':
    unittest.main()
