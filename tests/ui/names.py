# SPDX-License-Identifier: EUPL-1.2
"""Every control that can have the keyboard says what it is: in the main window, in the form of every
act, in the form of a new complaint, in the preferences. And nothing was used wrongly meanwhile."""
import datetime
import json
import os
import re
import time

from person import click, everything, is_focusable, is_sensitive, keys, name_of, role_of
from stage import Program, steps
from support import Loketd, ctl, new_desk, same, scratch
from trouble import new_complaint

# They hand the keyboard on to what is in them, and hold nothing of their own to be told of.
CONTAINERS = ('scroll pane', 'filler', 'panel', 'list', 'frame')
# What GTK says of a control without a name is the name of its class.
NAMELESS = re.compile(r'(Gtk|Adw|Loket)[A-Z]\w*$|\s*$')
NEW = 'De brug bleef dicht'
# In each of these views stand cases in which other acts may be done; with the words of such a case.
VIEWS = (('Inbox', NEW), ('My cases', '-2'), ('In mediation', '-2'), ('For approval', '-2'), ('Answered', 'losed'),
         ('Aftercare', '-2'), ('Waiting for a reply', '-2'), ('Passed on', 'losed'))

step = steps()


def is_option(node):
    """What a combo box shows is an item of a list in it, which only the pointer comes to."""
    for _ in range(6):
        node = node.get_parent()
        if node is None or role_of(node) == 'combo box':
            return node is not None
    return False


def nameless(window):
    """Role and surroundings of each control without a name."""
    found = []
    for node in everything(window):
        if (is_focusable(node) and role_of(node) not in CONTAINERS and NAMELESS.match(name_of(node))
                and not (role_of(node) == 'list item' and is_option(node))):
            around, parent = [], node
            for _ in range(6):
                parent = parent.get_parent()
                if parent is not None and not NAMELESS.match(name_of(parent)):
                    around.append(name_of(parent))
            found.append(f'{role_of(node)} {name_of(node)!r} in {" < ".join(around)}')
    return found


def acts_of(menu):
    """What the open menu of acts offers: each act, and whether it may be done."""
    return {name_of(n)[:-2]: is_sensitive(n) for n in everything(menu)
            if role_of(n) == 'push button' and name_of(n).endswith(' …')}


def look_at_forms(me, seen):
    """The forms of all acts of the open case that were not looked at yet."""
    menu = me.see('Act', roles=('push button',)).get_parent()
    keys('ctrl+e')
    acts = me.until(lambda: acts_of(menu), 'the acts')
    for act in [act for act, may in acts.items() if may and act not in seen]:
        me.press(f'{act} …', within=menu)
        form = me.window(act)
        time.sleep(0.3)
        same(nameless(form), [], f'controls without a name in the form {act}')
        seen.add(act)
        keys('Escape')
        me.until(lambda: not any(name_of(w) == act for w in me.windows()), f'{act}: the end of the form')
        keys('ctrl+e')
        me.until(lambda: acts_of(menu), 'the acts')
    keys('Escape')
    return set(acts)


def record_beforehand(root, desk):
    """A complaint of which nobody has acknowledged the receipt, whatever day it is, and so old that it stands high in
    the list. And in the case that is looked at among those that wait: only then can the proceedings end, and the
    conduct that was recorded be looked at again."""
    complaint = os.path.join(root, 'complaint.json')
    received = datetime.date.today() - datetime.timedelta(days=300)
    with open(complaint, 'w', encoding='utf-8') as file:
        json.dump({**new_complaint(NEW), 'receivedOn': received.isoformat()}, file)
    ctl(desk, 'sync', '--once')
    ctl(desk, 'new', '--file', complaint)
    reference = ctl(desk, 'list', '--view', 'waiting', '--limit', '1')[0]['reference']
    ctl(desk, 'act', reference, 'recordProceedings', '--set', 'text=Vredegerecht.')
    ctl(desk, 'act', reference, 'recordConduct', '--set', 'text=Schelden.', '--set', 'reviewOn=2099-01-01')
    ctl(desk, 'sync', '--once')


def main():
    with scratch() as root:
        log = os.path.join(root, 'loket.log')
        with Loketd(os.path.join(root, 'loket'), '--cases', '200', '--seed', '7') as loket:
            desk = new_desk(root, 'desk', loket.url)
            record_beforehand(root, desk)
            with Program('--desk', desk, log=log) as window:
                me = window.person
                with step('the window without a case'):
                    me.see(contains='All cases, 201', roles=('list item',))
                    same(nameless(me.top()), [], 'controls without a name')
                for key, title in (('ctrl+n', 'New complaint'), ('ctrl+comma', 'Preferences')):
                    with step(title):
                        keys(key)
                        same(nameless(me.window(title)), [], f'controls without a name in {title}')
                        keys('Escape')
                        me.until(lambda t=title: not any(name_of(w) == t for w in me.windows()), f'{title}: its end')
                acts, seen = set(), set()
                for view, words in VIEWS:
                    with step(f'the forms of a case in {view}'):
                        click(me.see(contains=f'{view}, ', roles=('list item',)))
                        me.choose_row('Cases', words)
                        me.see('Act', roles=('push button',))
                        acts |= look_at_forms(me, seen)
                        same(nameless(me.top()), [], f'controls without a name in {view}')
                for tab in ('Timeline', 'Documents', 'People', 'Guide'):
                    with step(f'the tab {tab}'):
                        click(me.see(tab, roles=('page tab',)))
                        same(nameless(me.top()), [], f'controls without a name in {tab}')
                print('forms looked at:', ', '.join(sorted(seen)))
                same(acts - seen, set(), 'acts of which no form was met')
                keys('ctrl+q')
                window.ended()
        window.said_nothing_wrong()


if __name__ == '__main__':
    main()
