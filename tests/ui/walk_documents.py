# SPDX-License-Identifier: EUPL-1.2
"""Documents by keys alone: one is added with the chooser, one opened with the person's own program, saved,
kept here, taken out with a reason; the loket has what it should, and whole."""
import hashlib
import os

from documents_desk import SUBJECT, DocumentsDesk
from keyboard import Keyboard
from person import everything, keys, name_of, role_of, type_text
from spoken import Spoken
from stage import Program, steps

from pending_desk import TODAY  # isort: skip
from support import check, same  # isort: skip

CONTENT = b'Het attest, zoals het klaarligt.\n'
LETTER = 'Brief van de dienst.pdf'
PHOTO = 'foto.jpg'
REASON = 'Stond in het verkeerde dossier.'

step = steps()


def install_opener(root):
    """A program for PDF files: it leaves a copy of what it was given."""
    opened = os.path.join(root, 'opened')
    applications = os.path.join(os.environ['HOME'], '.local', 'share', 'applications')
    os.makedirs(applications)
    with open(os.path.join(applications, 'opener.desktop'), 'w', encoding='utf-8') as f:
        f.write(f'[Desktop Entry]\nType=Application\nName=Opener\nExec=cp %f {opened}\nMimeType=application/pdf;\n')
    with open(os.path.join(applications, 'mimeapps.list'), 'w', encoding='utf-8') as f:
        f.write('[Default Applications]\napplication/pdf=opener.desktop\n')
    return opened


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def row(name, *says):
    return lambda n: role_of(n) == 'list item' and name_of(n).startswith(name) and all(s in name_of(n) for s in says)


def see_row(hands, name, *says):
    fits = row(name, *says)
    hands.me.until(lambda: any(fits(n) for n in everything(hands.top())), f'{name}: {says}')


def deed(hands, name, key):
    """From the menu of a document, by its letter."""
    hands.go_to(lambda n: name_of(n) == f'More about {name}' and role_of(n) == 'push button', f'the menu of {name}')
    keys('Return', pause_s=0.5)
    keys(key)


def fill_chooser(hands, title, path):
    """The chooser of the toolkit takes a path as it is typed."""
    hands.me.window(title)
    keys('ctrl+l', pause_s=0.5)
    keys('ctrl+a')
    type_text(path)
    keys('Return')
    hands.no_window(title)


def add(hands, desk):
    with step('the tab, by its key: what the loket has'):
        hands.open_case(SUBJECT)
        keys(hands.say.access_key('_Documents'))
        see_row(hands, LETTER, 'At the loket')
        see_row(hands, PHOTO, 'At the loket')
    with step('one is added with the chooser'):
        keys(hands.say.access_key('Add docu_ments…'))
        fill_chooser(hands, 'Add documents', desk.file('attest.txt', CONTENT))
        see_row(hands, 'attest.txt')
    with step('it is with the loket'):
        see_row(hands, 'attest.txt', 'On this computer')

        def arrived():
            return [a['payload'] for a in desk.loket.get(f'/cases/{desk.id_of(SUBJECT)}')['acts']
                    if a['type'] == 'attach' and a['payload']['name'] == 'attest.txt']
        same([d['sha256'] for d in hands.me.until(arrived, 'the document in the loket')],
             [hashlib.sha256(CONTENT).hexdigest()], 'its sum')


def use(hands, desk, opened):
    with step('one is opened, with the program for such files'):
        hands.go_to(row(LETTER), LETTER)
        keys('Return')
        hands.me.until(lambda: os.path.exists(opened), 'the opened copy')
        see_row(hands, LETTER, 'On this computer')
        same(read(opened), read(desk.file_path(LETTER)), 'what was opened')
    with step('it is saved elsewhere'):
        target = os.path.join(desk.root, 'bewaard.pdf')
        deed(hands, LETTER, 's')
        fill_chooser(hands, 'Save document', target)
        hands.me.until(lambda: os.path.exists(target), 'the saved file')
        same(read(target), read(desk.file_path(LETTER)), 'what was saved')
    with step('it is kept here, and then not any more'):
        deed(hands, LETTER, 'k')
        see_row(hands, LETTER, 'Kept on this computer')
        deed(hands, LETTER, 'k')
        see_row(hands, LETTER, 'On this computer')


def take_out(hands, desk):
    with step('one is taken out, with a reason'):
        deed(hands, PHOTO, 'r')
        form = hands.me.window(hands.say.act('detach'))
        hands.reads(PHOTO, within=form)
        type_text(REASON)
        keys('ctrl+Return')
        hands.no_window(hands.say.act('detach'))
        hands.me.until(lambda: not any(row(PHOTO)(n) for n in everything(hands.top())), f'{PHOTO} gone')
    with step('the timeline says so'):
        keys(hands.say.access_key('_Timeline'))
        hands.reads(PHOTO, REASON)
    with step('the loket knows why'):
        keys('F5')

        def detached():
            return [a for a in desk.loket.get(f'/cases/{desk.id_of(SUBJECT)}')['acts'] if a['type'] == 'detach']
        same([a['payload']['reason'] for a in hands.me.until(detached, 'the act')], [REASON], 'the reason')


def main():
    with DocumentsDesk() as desk:
        desk.give()
        opened = install_opener(desk.root)
        with Program('--desk', desk.ours, '--token-file', desk.our_token, '--today', TODAY, log=desk.log) as window:
            hands = Keyboard(window.person, Spoken('en'))
            add(hands, desk)
            use(hands, desk, opened)
            take_out(hands, desk)
            with step('quit'):
                keys('ctrl+q')
                window.ended()
        check(not os.path.exists(os.path.join(desk.ours, 'open')) or not os.listdir(os.path.join(desk.ours, 'open')),
              'nothing that was opened stays in the clear')
        window.said_nothing_wrong()


if __name__ == '__main__':
    main()
