# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the tab of documents: none, at the loket, here, kept, being sent, not sent, taken out."""
import os
import time

from documents_desk import EMPTY, MEGABYTE, SUBJECT, DocumentsDesk
from person import keys, name_of, role_of

from pending_desk import TODAY  # isort: skip
from picture_parts import SAY, menu, shot, window_of
from support import ctl  # isort: skip


def open_tab(hands, subject, tab='_Documents'):
    hands.open_case(subject)
    keys(SAY.access_key(tab))


def documents(desk):
    """None; at the loket, here, one that is being sent, one behind it; one that is taken out."""
    first, second, _ = desk.give()
    reference = desk.lines[SUBJECT]['reference']
    ctl(desk.ours, 'document', reference, '--get', first, '--to', os.path.join(desk.root, 'hier.pdf'), parse=False,
        today=TODAY)
    desk.stop()
    desk.add(desk.ours, 'opname.mp4', b'y' * 12 * MEGABYTE)
    desk.add(desk.ours, 'notulen.odt', b'z' * 48000)
    desk.start('--fault', 'PATCH:/documents/*:3-:delay=9000')
    with window_of(desk) as hands:
        open_tab(hands, SUBJECT)
        shot('documents')
        hands.go_to(lambda n: name_of(n) == SAY.label('More about %s') % 'foto.jpg', 'the menu of a document')
        keys('Return', pause_s=1)
        shot('documents-menu')
        keys(SAY.access_key('_Remove…').split('+')[1], pause_s=1)
        shot('documents-remove')
        keys('Escape')
        hands.press(SAY.label('Stop %s') % 'opname.mp4')
        shot('documents-take-back')
        keys('Escape')
        open_tab(hands, EMPTY)
        shot('documents-empty')
        desk.stop()
        open_tab(hands, SUBJECT)
        shot('documents-offline')
    desk.start()
    ctl(desk.ours, 'document', reference, '--remove', second, '--reason', 'Stond in het verkeerde dossier.',
        parse=False, today=TODAY)
    with window_of(desk) as hands:
        open_tab(hands, SUBJECT)
        time.sleep(2)
        shot('documents-removed')
        keys(SAY.access_key('_Timeline'))
        keys('End')
        shot('documents-timeline')


def refused_documents(desk):
    """Not sent: the loket will not have it. Not fetched: it is not whole. One that may not stay here."""
    desk.give()
    desk.stop()
    desk.add(desk.ours, 'te groot voor het loket.tif', b't' * 5 * MEGABYTE)
    desk.start('--fault', 'POST:/documents:*:status=413', '--fault', 'GET:/documents/*/content:*:garbage')
    with window_of(desk) as hands:
        open_tab(hands, SUBJECT)
        hands.go_to(lambda n: role_of(n) == 'list item' and name_of(n).startswith('foto.jpg'), 'a document')
        keys('Return')
        time.sleep(3)
        shot('documents-refused')


def held_up_documents(desk):
    """Something on the way keeps it back, each time."""
    desk.give()
    desk.stop()
    desk.add(desk.ours, 'verslag.odt', b'v' * MEGABYTE)
    desk.start('--fault', 'POST:/documents:*:html')
    with window_of(desk) as hands:
        open_tab(hands, SUBJECT)
        time.sleep(3)
        shot('documents-held-up')
        keys('ctrl+shift+p')
        shot('documents-held-up-pending')
        menu('What the last s_ync did')
        shot('documents-held-up-sync')


DOCUMENT_PARTS = {'documents': documents, 'refused-documents': refused_documents,
                  'held-up-documents': held_up_documents}
DESKS = dict.fromkeys(DOCUMENT_PARTS, DocumentsDesk)
