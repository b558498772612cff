# SPDX-License-Identifier: EUPL-1.2
"""Running loketctl from a test: what it says, what it complains of, and with what it ends."""
import json
import os
import subprocess
import sys

LOKETCTL = sys.argv.pop(1)


def run(*arguments, env=None, **options):
    environment = dict(os.environ)
    for name in ('LANGUAGE', 'LANG', 'LC_ALL', 'LC_MESSAGES'):
        environment.pop(name, None)
    environment.update(env or {'LC_ALL': 'C.UTF-8'})
    return subprocess.run([LOKETCTL, *arguments], capture_output=True, text=True, encoding='utf-8',
                          env=environment, timeout=120, **options)


def ask(*arguments, **options):
    """The JSON that a command gives; it must succeed and complain of nothing."""
    done = run('--json', *arguments, **options)
    assert done.returncode == 0, (arguments, done.returncode, done.stderr)
    assert done.stderr == '', (arguments, done.stderr)
    return json.loads(done.stdout)
