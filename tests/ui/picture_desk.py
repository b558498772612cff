# SPDX-License-Identifier: EUPL-1.2
"""picture_desk.py FOLDER LANGUAGE STYLE SIZE: the pictures of the desk, on a screen of that size.

List, case, why this date, the form of every act, new complaint, a view and a search without cases,
offline. The cases are those of the demo, so nobody in them exists. See the script `pictures`."""
import os
import subprocess
import sys
import time

import person
from person import everything, is_sensitive, keys, name_of, role_of
from stage import Program
from support import LOKETCTL, SOURCE, Loketd, scratch

FOLDER, LANGUAGE, STYLE, SIZE = sys.argv[1:5]
SCENARIO = os.path.join(SOURCE, 'data', 'scenarios', 'first-day.json')
# The key of a view, and which of its cases: so that each act may be done in one of them.
VIEWS = (('alt+4', 1), ('alt+1', 0), ('alt+7', 0), ('alt+6', 0))
WHY = ('Why this date?', 'Waarom deze datum?')
PERSON = 'sara.claes'
PAUSE_S = 0.8  # a window fades in, an effect is worked out


def shot(name):
    time.sleep(PAUSE_S)
    person.picture(os.path.join(FOLDER, f'{name}-{LANGUAGE}-{STYLE}-{SIZE}.png'))


def windows_but(me, known):
    return [w for w in me.windows() if w not in known]


def close_forms(me, main):
    keys('Escape')
    me.until(lambda: not windows_but(me, [main]), 'the main window alone')


def first_frame(me):
    return me.until(lambda: next((w for w in me.windows() if name_of(w) == 'Loket'), None), 'the window')


def menu_of_acts(me):
    """Opened, the button of the menu is the only one in the top bar with so many acts below it."""
    keys('ctrl+e')

    def look():
        for node in everything(me.top()):
            if role_of(node) == 'push button':
                buttons = [n for n in everything(node) if role_of(n) == 'push button' and name_of(n).endswith(' …')]
                if len(buttons) > 10:
                    return buttons
        return None
    return me.until(look, 'the acts')


def take_forms(me, main, seen):
    acts = [(name_of(b), is_sensitive(b)) for b in menu_of_acts(me)]
    if 'menu' not in seen:
        seen['menu'] = True
        shot('act-menu')
    for number, (name, may) in enumerate(acts):
        if may and name not in seen:
            seen[name] = True
            button = next(b for b in menu_of_acts(me) if name_of(b) == name) if number else menu_of_acts(me)[0]
            button.get_action_iface().do_action(0)
            me.until(lambda: windows_but(me, [main]), name)
            shot('form-' + name[:-2].lower().replace(' ', '-'))
            close_forms(me, main)
    keys('Escape')


def is_views(box):
    """The list of views stands at the left edge."""
    return person.extents_of(box)[0] < 50


def explain(me, main):
    button = next(n for n in everything(main) if role_of(n) == 'push button' and person.name_of(n) in WHY)
    button.get_action_iface().do_action(0)
    me.until(lambda: windows_but(me, [main]), 'why this date')
    shot('why-this-date')
    close_forms(me, main)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    with scratch() as root:
        desk, log = os.path.join(root, 'desk'), os.path.join(root, 'loket.log')
        ours, hers = os.path.join(root, 'token'), os.path.join(root, 'token-of-person')
        for path, token in ((ours, 'pictures'), (hers, f'pictures.{PERSON}')):
            with open(path, 'w', encoding='utf-8') as f:
                f.write(token)
            os.chmod(path, 0o600)
        with Loketd(os.path.join(root, 'loket'), '--scenario', SCENARIO, '--token-file', ours) as loket:
            subprocess.run([LOKETCTL, '--desk', desk, 'init', '--server', loket.url, '--token-file', hers],
                           check=True, stdout=subprocess.DEVNULL)
            style = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if STYLE == 'dark' else 'prefer-light'}
            with Program('--desk', desk, '--token-file', hers, language=LANGUAGE, log=log, environment=style) as window:
                me = window.person
                frame = first_frame(me)
                me.until(lambda: any(role_of(n) == 'list item' and name_of(n).count(',') >= 3 for n in everything(frame)),
                         'cases')
                if SIZE == '1024x600':
                    keys('super+Up')
                shot('list')
                seen = {}
                for view, choose in VIEWS:
                    keys(view)
                    time.sleep(1)
                    box = me.until(lambda: next((n for n in everything(frame) if role_of(n) == 'list'
                                                 and n.get_child_count() and not is_views(n)), None), view)
                    box.get_selection_iface().select_child(min(choose, box.get_child_count() - 1))
                    time.sleep(1)
                    if 'case' not in seen:
                        seen['case'] = True
                        shot('case')
                        explain(me, frame)
                    take_forms(me, frame, seen)
                for key, name in (('ctrl+n', 'new-complaint'), ('ctrl+comma', 'preferences'),
                                  ('ctrl+question', 'shortcuts')):
                    keys(key)
                    me.until(lambda: windows_but(me, [frame]), name)
                    shot(name)
                    close_forms(me, frame)
                keys('ctrl+f')
                person.type_text('qqqq')
                shot('nothing-found')
                keys('Escape')
                loket.__exit__()
                keys('F5')
                time.sleep(1)
                shot('offline')
                window.process.terminate()


if __name__ == '__main__':
    main()
