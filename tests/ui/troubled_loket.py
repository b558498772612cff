# SPDX-License-Identifier: EUPL-1.2
"""A loket to which something happened, by its own database while no loketd works with it: emptied, put back
to an older copy, cases erased or not there any more. And a work.db that was damaged."""
import contextlib
import os
import shutil
import sqlite3

from pending_desk import TODAY
from support import ctl  # isort: skip


@contextlib.contextmanager
def ledger(data):
    with contextlib.closing(sqlite3.connect(os.path.join(data, 'loketd.db'))) as database:
        yield database
        database.commit()


def empty(desk):
    """Its data in a new folder: a loket of the same name without a case. Stopped afterwards."""
    data = os.path.join(desk.root, 'emptied')
    with ledger(desk.data) as database:
        realm, = database.execute("SELECT value FROM about WHERE name = 'realm'").fetchone()
    desk.start(data=data)
    desk.stop()
    with ledger(data) as database:
        database.execute("UPDATE about SET value = ? WHERE name = 'realm'", (realm,))
        for table in ('acts', 'feed', 'cases', 'sqlite_sequence'):
            database.execute(f'DELETE FROM {table}')
    return data


def copy(desk):
    """As the loket is now; it must be stopped."""
    older = os.path.join(desk.root, 'older')
    shutil.copytree(desk.data, older)
    return older


def _forget(database, case_id):
    database.execute('DELETE FROM acts WHERE case_id = ?', (case_id,))
    database.execute('DELETE FROM cases WHERE case_id = ?', (case_id,))


def erase(desk, subject):
    """The loket had to forget the case, and says so. It must be stopped."""
    with ledger(desk.data) as database:
        database.execute("UPDATE feed SET key = (SELECT max (key) + 1 FROM feed), change = 'erased', reason = NULL,"
                         ' version = version + 1 WHERE case_id = ?', (desk.id_of(subject),))
        database.execute("UPDATE sqlite_sequence SET seq = (SELECT max (key) FROM feed) WHERE name = 'feed'")
        _forget(database, desk.id_of(subject))


def lose(desk, subject):
    """The loket has the case no more, and says nothing of it. It must be stopped."""
    with ledger(desk.data) as database:
        _forget(database, desk.id_of(subject))
        database.execute('DELETE FROM feed WHERE case_id = ?', (desk.id_of(subject),))


def add_letter(desk):
    letter = os.path.join(desk.root, 'Brief van mevrouw.txt')
    with open(letter, 'w') as file:
        file.write('Het rijbewijs is zoek sinds maart.')
    ctl(desk.ours, 'document', desk.lines['Rijbewijs zoek']['reference'], '--add', letter, parse=False, today=TODAY)


def lose_act_of_letter(desk):
    with contextlib.closing(sqlite3.connect(os.path.join(desk.ours, 'work.db'))) as work:
        work.execute("DELETE FROM items WHERE type = 'attach'")
        work.commit()


def damage(desk, letter=False):
    """The middle of a work.db with many notes is overwritten while nobody works; with a letter
    that was added, whose act is gone from it, where that is asked."""
    if letter:
        add_letter(desk)
    for number in range(60):
        desk.do(desk.ours, 'Rijbewijs zoek', 'note', '--set', f'text=Nota {number} over het rijbewijs dat zoek is.')
    if letter:
        lose_act_of_letter(desk)
    with open(os.path.join(desk.ours, 'work.db'), 'r+b') as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size * 6 // 10)
        file.write(b'\xa5' * 5000)
