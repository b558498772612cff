# SPDX-License-Identifier: EUPL-1.2
"""The programs as a person or a script meets them: a loketd that is started and stopped, loketctl
on a desk folder, and a plain HTTP client beside them."""
import contextlib
import datetime
import json
import os
import ssl
import subprocess
import sys
import tempfile
import urllib.request
import zoneinfo

SKIPPED = 77
BUILD = os.environ.get('LOKET_BUILD_ROOT', 'build')
SOURCE = os.environ.get('LOKET_SOURCE_ROOT', '.')
LOKETD = os.path.join(BUILD, 'src', 'loketd', 'loketd')
LOKETCTL = os.path.join(BUILD, 'src', 'ctl', 'loketctl')
REPLAY_LINES = os.path.join(BUILD, 'tests', 'procedure', 'replay-lines')


def today():
    """The date in Brussels, as loket and desk have it."""
    return datetime.datetime.now(zoneinfo.ZoneInfo('Europe/Brussels')).date().isoformat()


def skip(why):
    print(f'skipped: {why}')
    sys.exit(SKIPPED)


def check(holds, what):
    """An assertion that says what was expected, also when Python runs without assertions."""
    if not holds:
        sys.exit(f'not as expected: {what}')


def same(got, wanted, what):
    check(got == wanted, f'{what}: {got!r}, wanted {wanted!r}')


@contextlib.contextmanager
def doing(what):
    """Says in front of a failure what was being done."""
    try:
        yield
    except SystemExit as failure:
        if isinstance(failure.code, str):
            failure.code = f'{what}: {failure.code}'
        raise


def replay_all(cases, now):
    """The standing of each case at a moment, by the C core fed with the loket's copies alone."""
    lines = []
    for case in cases.values():
        facts = {k: v for k, v in case.items() if k not in ('acts', 'step', 'flags', 'outcome', 'clocks')}
        lines.append(json.dumps({'procedure': case['procedure'], 'case': facts, 'acts': case['acts'], 'now': now}))
    run = subprocess.run([REPLAY_LINES], input='\n'.join(lines) + '\n', capture_output=True, text=True, timeout=600)
    same(run.returncode, 0, f'replay-lines: {run.stderr[:300]}')
    standings = dict(zip(cases, map(json.loads, run.stdout.splitlines())))
    same([s['error'] for s in standings.values() if 'error' in s], [], 'cases that replay cannot read')
    return standings


class Loketd:
    """A loketd on a free port, or on the one it had before; ends with the block."""

    def __init__(self, folder, *options, port=0, token=None, ca_file=None):
        self.command = [LOKETD, '--port', str(port), '--data', folder, *options]
        self.token = token
        self.trust = ssl.create_default_context(cafile=ca_file) if ca_file else None

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        check(line.startswith('listening '), f'{" ".join(self.command)} said {line!r}')
        self.url = line.split()[1].rstrip('/')
        self.port = int(self.url.rsplit(':', 1)[1])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def fetch(self, path):
        headers = {'Authorization': f'Bearer {self.token}'} if self.token else {}
        request = urllib.request.Request(self.url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=60, context=self.trust) as reply:
            return reply.read()

    def get(self, path):
        return json.loads(self.fetch(path))

    def all_cases(self):
        """Every case of the feed, whole: those that a page leaves out are fetched."""
        cases, query = {}, 'pageSize=500'
        while True:
            page = self.get(f'/changes?{query}')
            for item in page['items']:
                cases[item['caseId']] = item.get('case') or self.get(f'/cases/{item["caseId"]}')
            if not page['items']:
                return cases
            query = f'pageSize=500&after={page["next"]}'


def run_ctl(desk, *words, today=None, parse=True, lang=None, **options):
    """loketctl on a desk folder, whatever comes of it."""
    command = [LOKETCTL, '--desk', desk, *(['--today', today] if today else []),
               *(['--json'] if parse else []), *(['--lang', lang] if lang else []), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding='utf-8', timeout=600, **options)


def ctl(desk, *words, parse=True, **options):
    """loketctl on a desk folder; its JSON unless told otherwise. It must succeed."""
    run = run_ctl(desk, *words, parse=parse, **options)
    check(run.returncode == 0, f'{" ".join(words)}: exit {run.returncode}: {run.stderr.strip()}')
    return json.loads(run.stdout) if parse else run.stdout


def new_desk(root, name, url, *options):
    desk = os.path.join(root, name)
    ctl(desk, 'init', '--server', url, *options, parse=False)
    return desk


def scratch():
    return tempfile.TemporaryDirectory(prefix='loket-test-')
