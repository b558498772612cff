#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""This computer: a full disk, a damaged database, a second program, a home on the network."""
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

import support
import trouble

NETWORK_DISK = sys.argv.pop(1)
tearDownModule = trouble.print_table


class Disk(trouble.Trouble):
    """Troubles of this computer: nothing is changed, and what was kept is safe."""

    def try_to_note(self, **options):
        return support.run_ctl(self.desk, 'act', self.note_in['reference'], 'note', '--set', 'text=Nog iets.', **options)

    @staticmethod
    def limit(size=8192):
        """No file can grow beyond that."""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    def test_full_disk(self):
        """A limit on the size of files: no database can grow."""
        self.work()
        run = self.try_to_note(preexec_fn=self.limit, restore_signals=False)
        self.assert_told(run, 'full disk, while doing an act', 'diskFull')
        self.assert_pending()
        self.assert_arrives()

    def test_full_disk_that_is_small(self):
        """A file system of its own that is filled to the brim; needs root."""
        place = self.path('small')
        os.mkdir(place)
        mount = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', place], capture_output=True)
        if mount.returncode != 0:
            self.skipTest('a file system cannot be mounted here')
        self.addCleanup(subprocess.run, ['umount', '-l', place], check=True)
        self.desk = support.new_desk(place, 'desk', self.server())
        support.ctl(self.desk, 'sync')
        self.work()
        with open(os.path.join(place, 'filler'), 'wb', buffering=0) as f:
            with self.assertRaises(OSError):
                while True:
                    f.write(b'x' * 4096)
        self.assert_told(self.try_to_note(), 'full disk', 'diskFull')
        self.assertEqual(self.sync().returncode, 1)
        os.unlink(os.path.join(place, 'filler'))
        self.assert_arrives()

    def test_draft_that_cannot_be_dropped(self):
        """Who is told that it went must not meet it again. It is so large that its pages do not fit into the journal,
        while all that opening writes does."""
        self.work()
        key = f'act:{self.note_in["caseId"]}:note'
        fields = json.dumps({'payload': {'text': 'Half. ' * 50000}})
        with sqlite3.connect(os.path.join(self.desk, 'work.db')) as database:
            database.execute('INSERT INTO drafts (key, case_id, fields, saved_at) VALUES (?, ?, ?, ?)',
                             (key, self.note_in['caseId'], fields, 1767600000000000))
        database.close()
        drop = ('drafts', '--drop', key)
        run = support.run_ctl(self.desk, *drop, preexec_fn=lambda: self.limit(100000), restore_signals=False)
        self.assert_told(run, 'full disk, while dropping a draft', 'diskFull')
        self.assertEqual([draft['key'] for draft in support.ctl(self.desk, 'drafts')], [key])
        self.assertEqual(support.run_ctl(self.desk, *drop).returncode, 0)
        self.assertEqual(support.ctl(self.desk, 'drafts'), [])
        self.assert_arrives()

    def test_newer_database(self):
        self.work()
        for name in ('work.db', 'cache.db'):
            path = os.path.join(self.desk, name)
            version = self.set_version(path, 999)
            self.assert_told(self.try_to_note(), f'{name} of a newer version', 'newerDatabase')
            self.assertEqual(self.set_version(path, version), 999)
        self.assert_pending()
        self.assert_arrives()

    def set_version(self, path, version):
        with sqlite3.connect(path) as database:
            before = database.execute('PRAGMA user_version').fetchone()[0]
            database.execute(f'PRAGMA user_version = {version}')
        database.close()
        return before

    def test_two_programs(self):
        self.work()
        watching = subprocess.Popen([support.LOKETCTL, '--desk', self.desk, 'sync', '--watch'],
                                    stdout=subprocess.PIPE, text=True)
        try:
            self.assertIn('received', watching.stdout.readline())
            began = time.monotonic()
            run = self.try_to_note()
            self.assertLess(time.monotonic() - began, 10)
            self.assert_told(run, 'two programs on one desk folder', 'folderInUse')
            self.assertIn(str(watching.pid), run.stderr)
            self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)
        finally:
            watching.terminate()
            self.assertEqual(watching.wait(20), 0)
            watching.stdout.close()
        self.assert_arrives()

    def test_network_file_system(self):
        """The system itself says that the folder lies on NFS, by a library in front of statfs()."""
        self.work()
        env = {**os.environ, 'LD_PRELOAD': NETWORK_DISK, 'LOKET_TEST_NETWORK_DISK': self.desk,
               'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}
        self.assert_told(self.try_to_note(env=env), 'home on a network file system', 'networkFolder')
        self.assert_pending()
        self.assert_arrives()

    def test_cache_deleted(self):
        """It may be deleted at any moment: the next command makes it, the next sync fills it."""
        self.work()
        for name in os.listdir(self.desk):
            if name.startswith('cache.db'):
                os.unlink(os.path.join(self.desk, name))
        run = support.run_ctl(self.desk, 'list', '--view', 'all')
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        self.assert_pending()
        self.assert_arrives()
        self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)

    def test_damaged_database(self):
        """It is set aside without a question, and fetched again; what waits goes out."""
        self.work()
        path = os.path.join(self.desk, 'cache.db')
        with open(path, 'r+b') as f:
            f.write(b'This is no database. ' * 1000)
        run = support.run_ctl(self.desk, 'list', '--view', 'all')
        self.assertEqual(run.returncode, 0)
        self.assertIn('set aside', run.stderr)
        self.assertEqual(len([n for n in os.listdir(self.desk) if n.startswith('cache.db.damaged-') and not n.endswith('-wal')]), 1)
        self.assert_pending()
        self.assert_arrives()
        self.assertEqual(len(support.ctl(self.desk, 'list', '--view', 'all')), 21)

    def test_damaged_work(self):
        """What was not sent is saved, told until somebody has seen it, and goes out."""
        self.work()
        with open(os.path.join(self.desk, 'work.db'), 'r+b') as f:
            f.write(b'This is no database. ' * 10)
        for _ in range(2):
            run = support.run_ctl(self.desk, 'pending')
            self.assertEqual(run.returncode, 0)
            self.assertIn('saved row by row', run.stderr)
        self.assertEqual(len([n for n in os.listdir(self.desk) if n.startswith('work.db.damaged-') and not n.endswith('-wal')]), 1)
        self.assert_pending()
        run = support.run_ctl(self.desk, 'verify', '--acknowledge', preexec_fn=self.limit, restore_signals=False)
        self.assert_told(run, 'full disk, while acknowledging', 'diskFull')
        self.assertIn('saved row by row', support.run_ctl(self.desk, 'pending').stderr)
        support.ctl(self.desk, 'verify', '--acknowledge', parse=False)
        self.assertEqual(support.run_ctl(self.desk, 'pending').stderr, '')
        self.assert_arrives()

    def test_no_desk(self):
        run = support.run_ctl(self.path('nowhere'), 'list')
        self.assert_told(run, 'no desk in this folder', 'noFolder')


if __name__ == '__main__':
    unittest.main()
