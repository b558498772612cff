# SPDX-License-Identifier: EUPL-1.2
"""The demo in Dutch by the keyboard alone: nothing is clicked, AT-SPI is only for looking."""
import os

from person import BUTTONS, FIELDS, content_of, everything, has_focus, keys, name_of, role_of, type_text
from stage import Program, steps
from support import same, scratch

NOTE = 'Gebeld met de dienst'
PERSON = 'Testa Voorbeeldmans'

step = steps()


def focused(me):
    """The control that has the keyboard."""
    return me.until(lambda: next((n for n in everything(me.top()) if has_focus(n)), None), 'what has the keyboard')


def tab_to(me, name, within=None):
    """Presses Tab until the control of that name has the keyboard."""
    me.focus(me.see(name, roles=BUTTONS + FIELDS, within=within))


def closed(me, title):
    me.until(lambda: not any(name_of(w) == title for w in me.windows()), f'{title}: its end')


def cases(me):
    """The cases in the list that are in sight, as they are read aloud."""
    box = me.see('Dossiers', roles=('list',))
    return [name_of(n) for n in everything(box) if role_of(n) == 'list item']


def walk(me):
    with step('F9 hides the views and shows them again'):
        me.see('Weergaven', roles=('list',))
        keys('F9')
        me.no_longer('Weergaven', roles=('list',))
        keys('F9')
        me.see('Weergaven', roles=('list',))
    with step('Ctrl+F and a word: the list gets shorter'):
        keys('alt+4')
        before = me.until(lambda: cases(me), 'cases')
        keys('ctrl+f')
        same(role_of(focused(me)), 'entry', 'what has the keyboard')
        type_text(before[0].split(',')[0])
        me.until(lambda: len(cases(me)) == 1, 'one case')
    with step('Esc: the whole list again; arrows move in it'):
        keys('Escape')
        me.until(lambda: len(cases(me)) > 1, 'all cases')
        keys('Down')
        keys('Down')
        chosen = me.until(lambda: name_of(focused(me)) in cases(me) and name_of(focused(me)), 'a case with the keyboard')
        reference = chosen.split(',')[0]
        if me.look(reference, roles=('label',)) is None:
            keys('Return')
        me.see(reference, roles=('label',))
    with step('Tab leaves the list, Shift+Tab comes back to the case, and goes on to the search'):
        keys('Tab')
        same(name_of(focused(me)) in cases(me), False, 'a case has the keyboard')
        keys('shift+Tab')
        same(name_of(focused(me)), chosen, 'what has the keyboard')
        keys('shift+Tab')
        same(name_of(focused(me)), 'Zoeken in mijn dossiers', 'what has the keyboard')
    with step('Esc among what was found ends the search, and the case stays chosen'):
        type_text(reference)
        me.until(lambda: len(cases(me)) == 1, 'one case')
        keys('Down')
        me.until(lambda: name_of(focused(me)) == chosen, 'the case with the keyboard')
        keys('Escape')
        me.until(lambda: len(cases(me)) > 1, 'all cases')
        me.until(lambda: name_of(focused(me)) == chosen, 'the case with the keyboard')
    with step('why this date, and Esc'):
        tab_to(me, 'Waarom deze datum?')
        keys('space')
        me.window('Waarom deze datum?')
        keys('Escape')
        closed(me, 'Waarom deze datum?')
    with step('Ctrl+E, down to the note, and its form'):
        keys('ctrl+e')
        menu = me.see('Actie', roles=('push button',)).get_parent()
        me.until(lambda: me.look('Nota toevoegen …', within=menu), 'the acts')
        tab_to(me, 'Nota toevoegen …')
        keys('Return')
        form = me.window('Nota toevoegen')
    with step('type, Ctrl+Enter, and the message about it'):
        type_text(NOTE)
        me.until(lambda: me.look(contains=NOTE, within=form), 'the text typed')
        keys('ctrl+Return')
        closed(me, 'Nota toevoegen')
        me.reads(f'Nota: {NOTE}')
    with step('Ctrl+Z takes it back'):
        me.see('Ongedaan maken', roles=BUTTONS)
        keys('ctrl+z')
        # The demo's loket is quick: what it has already is annulled, with a reason.
        annul = 'Actie ongedaan maken'
        me.until(lambda: me.look(contains='Teruggenomen') or any(name_of(w) == annul for w in me.windows()),
                 'what became of it')
        if any(name_of(w) == annul for w in me.windows()):
            type_text('Vergissing')
            me.reads('Vergissing', within=me.window(annul))
            keys('ctrl+Return')
            closed(me, annul)
            me.reads('Ongedaan gemaakt: Vergissing')
    with step('Ctrl+N, type, Esc: the draft is kept'):
        keys('ctrl+n')
        form = me.window('Nieuwe klacht')
        keys('alt+n')  # the access key of the name
        type_text(PERSON)
        me.reads(PERSON, within=form)
        keys('Escape')
        closed(me, 'Nieuwe klacht')
        keys('ctrl+n')
        form = me.window('Nieuwe klacht')
        me.reads('Dit is uw eerdere ontwerp.', within=form)
        same(content_of(me.see('Naam (nodig)', roles=('text',), within=form)), PERSON, 'the draft')
        keys('Escape')
        closed(me, 'Nieuwe klacht')
    with step('Ctrl+comma: the preferences'):
        keys('ctrl+comma')
        me.window('Voorkeuren')
        keys('Escape')
        closed(me, 'Voorkeuren')
    with step('Ctrl+?: the keys, the one of before among them'):
        keys('ctrl+question')
        me.see('De laatst uitgevoerde actie terugnemen')
        keys('Escape')
        me.no_longer('De laatst uitgevoerde actie terugnemen')
    with step('F10 opens the menu, Esc closes it'):
        keys('F10')
        me.see('Over Loket', roles=('menu item',))
        keys('Escape')
        me.no_longer('Over Loket', roles=('menu item',))


def main():
    with scratch() as root:
        log = os.path.join(root, 'loket.log')
        with Program('--demo', '--desk', os.path.join(root, 'desk'), '--agency', 'demo-vlg', language='nl',
                     log=log) as window:
            me = window.person
            with step('the demo starts, and says that it is one'):
                me.reads('Demo')
                me.until(lambda: cases(me), 'cases')
            walk(me)
            with step('Ctrl+W closes the window, and the program with it'):
                keys('ctrl+w')
                window.ended()
        window.said_nothing_wrong()


if __name__ == '__main__':
    main()
