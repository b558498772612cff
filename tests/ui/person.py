# SPDX-License-Identifier: EUPL-1.2
"""A person at the window: sees what AT-SPI tells, presses, chooses and types. Nothing else.

Needs a display, a session bus and a window manager; see with-screen. Texts are those of the
screen, so a walk is written in the language in which the program was started."""
import os
import re
import subprocess
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

# The interfaces are asked for by the names that at-spi2-core 2.46 and 2.56 both know.
warnings.filterwarnings('ignore', category=DeprecationWarning)

PATIENCE_S = float(os.environ.get('LOKET_PATIENCE_S', '60'))
FIELDS = ('text', 'entry', 'password text')
BUTTONS = ('push button', 'toggle button', 'radio button', 'check box', 'menu item', 'check menu item',
           'radio menu item', 'page tab')
TABS = 60  # so far a person goes with the Tab key
MANY = 30  # children of a list from which on only the rows in sight are looked at


# at-spi2-core 2.56 and what comes with it, GTK 4.18 and libadwaita 1.7.
NEWER = hasattr(Atspi.Role, 'BUTTON')
# Roles are called here as at-spi2-core 2.46 calls them; what 2.56 has renamed.
NAMES_BEFORE = {'button': 'push button'}


class NotSeen(Exception):
    """What was looked for is not on the screen."""


def name_of(node):
    """The name as it is meant: GTK 4.8 tells "_Close Close" of a button with an access key."""
    name = (node.get_name() or '').replace('_', '')
    half = len(name) // 2
    return name[:half] if name[:half] == name[half + 1:] and name[half:half + 1] == ' ' else name


def role_of(node):
    name = node.get_role_name()
    return NAMES_BEFORE.get(name, name)


def is_sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def is_focusable(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def has_focus(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def is_checked(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.CHECKED) or states.contains(Atspi.StateType.PRESSED)


def has_place(node):
    return node.get_component_iface() is not None


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def extents_of(node):
    """x, y, width, height within the window; None for what has no place (the pages of a stack)."""
    component = node.get_component_iface()
    if component is None:
        return None
    box = component.get_extents(Atspi.CoordType.WINDOW)
    return box.x, box.y, box.width, box.height


def meet(node, x, y):
    """Visits all that lies at a point: GTK tells only of what was asked for once."""
    for child in children(node):
        box = extents_of(child)
        if box is None or (box[0] <= x < box[0] + box[2] and box[1] <= y < box[1] + box[3]):
            meet(child, x, y)


def page_in_sight(stack, pages):
    """The page of a stack that is on top: the one that a click on the stack would meet."""
    left, top, width, height = extents_of(stack)
    component = stack.get_component_iface()
    # A click on what is decoration only tells nothing: then beside it.
    for across, down in ((2, 2), (16, 16), (2, 16), (16, 2)):
        x, y = left + width // across, top + height // down
        hit = component.get_accessible_at_point(x, y, Atspi.CoordType.WINDOW)
        if hit is None:
            meet(stack, x, y)
            hit = component.get_accessible_at_point(x, y, Atspi.CoordType.WINDOW)
        while hit is not None and hit not in pages:
            hit = hit.get_parent()
        if hit is not None:
            return hit
    return None


def parts_in_sight(node):
    """The children that can be seen, or be scrolled to. GTK 4.8 marks only windows as showing."""
    found = list(children(node))
    box = extents_of(node)
    if box is not None and len(found) > 1 and not any(map(has_place, found)):
        page = page_in_sight(node, found)
        return [page] if page is not None else []
    if role_of(node) == 'list' and len(found) > MANY:
        return [c for c in found if (e := extents_of(c)) and e[1] + e[3] > box[1] and e[1] < box[1] + box[3]]
    return found


def everything(node, depth=0):
    """The tree below a node, as a reader meets it; what is not there to be seen is left out."""
    box = extents_of(node)
    if box is not None and (box[2] <= 0 or box[3] <= 0):
        return
    yield node
    if depth < 60:
        for child in parts_in_sight(node):
            yield from everything(child, depth + 1)


def content_of(node):
    text = node.get_text_iface()
    # By the interface: newer bindings find a method of the same name on the node first.
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text is not None else ''


def keys(*combination, pause_s=0.2):
    subprocess.run(['xdotool', 'key', '--clearmodifiers', '--delay', '30', *combination], check=True)
    time.sleep(pause_s)


def type_text(text):
    subprocess.run(['xdotool', 'type', '--delay', '15', text], check=True)
    time.sleep(0.2)


def picture(path):
    subprocess.run(['import', '-window', 'root', path], check=False)


def click(node):
    """Presses the mouse in the middle of what is seen; for what has no action of its own."""
    def look():
        return subprocess.run(['xdotool', 'getactivewindow', 'getwindowgeometry', '--shell'], check=False,
                              capture_output=True, text=True).stdout
    place = dict(line.split('=') for line in Person.until(look, 'a window that has the keyboard').split())
    frame = node
    while role_of(frame) not in ('frame', 'dialog'):
        frame = frame.get_parent()
    # Without a compositor GTK draws an even border of its own around the frame that AT-SPI tells of.
    border = (int(place['WIDTH']) - extents_of(frame)[2]) // 2
    left, top, width, height = extents_of(node)
    subprocess.run(['xdotool', 'mousemove', str(int(place['X']) + border + left + width // 2),
                    str(int(place['Y']) + border + top + height // 2), 'click', '1'], check=True)
    time.sleep(0.3)


class Person:
    def __init__(self, application='loket'):
        self.wanted = application
        self.application = self.until(self.find_application, f'the program {application}')

    def find_application(self):
        found = [a for a in children(Atspi.get_desktop(0)) if name_of(a) == self.wanted]
        for application in found:
            # What was read once may be otherwise a moment later: nothing is remembered.
            application.set_cache_mask(Atspi.Cache.NONE)
        return found[-1] if found else None

    @staticmethod
    def until(look, what, patience_s=PATIENCE_S):
        """Looks again until something is there; a person waits too, but not for ever."""
        end = time.monotonic() + patience_s
        while True:
            try:
                found = look()
            except GLib.Error:
                found = None  # it went away while it was looked at
            if found:
                return found
            if time.monotonic() > end:
                raise NotSeen(what)
            time.sleep(0.1)

    def windows(self):
        """The newest window first: a form lies above the window that it belongs to."""
        return reversed(list(children(self.application)))

    def top(self):
        """The window that has the keyboard."""
        def look():
            for window in self.windows():
                if window.get_state_set().contains(Atspi.StateType.ACTIVE):
                    return window
            return None
        return self.until(look, 'a window that has the keyboard')

    def look(self, name=None, roles=None, contains=None, sensitive=None, within=None):
        """The first thing on the screen that fits, or None."""
        for window in [within] if within else self.windows():
            for node in everything(window):
                if roles and role_of(node) not in roles:
                    continue
                if name is not None and name_of(node) != name:
                    continue
                if contains is not None and contains not in name_of(node) and contains not in content_of(node):
                    continue
                if sensitive is None or is_sensitive(node) == sensitive:
                    return node
        return None

    def see(self, name=None, **how):
        return self.until(lambda: self.look(name, **how), f'{name or how}')

    def reads(self, contains, within=None):
        """A text that is on the screen in any form: name, label or content."""
        return self.see(contains=contains, within=within)

    def no_longer(self, name=None, **how):
        self.until(lambda: self.look(name, **how) is None, f'the end of {name or how}')

    def window(self, title):
        def look():
            return next((w for w in self.windows() if name_of(w) == title), None)
        return self.until(look, f'the window {title!r}')

    def press(self, name, roles=BUTTONS, **how):
        def look():
            for window in [how['within']] if 'within' in how else self.windows():
                for node in everything(window):
                    if role_of(node) in roles and name_of(node) == name and is_sensitive(node):
                        action = node.get_action_iface()
                        if action is not None and action.get_n_actions() > 0:
                            return action
            return None
        action = self.until(look, f'{name}: something to press')
        action.do_action(0)
        time.sleep(0.2)

    def fill(self, label, text, within=None):
        """Types into the field of that name, replacing what stands there."""
        node = self.see(label, roles=FIELDS, sensitive=True, within=within)
        editable = node.get_editable_text_iface()
        if editable is None:
            raise NotSeen(f'{label}: not a field to type in')
        editable.set_text_contents(text)
        time.sleep(0.2)

    def choose_row(self, list_name, contains):
        """Chooses the row of a list whose words contain a text."""
        def look():
            box = self.look(list_name, roles=('list', 'list box', 'table'))
            if box is None:
                return None
            for index, row in enumerate(children(box)):
                if any(contains in name_of(n) for n in everything(row)):
                    return box, index
            return None
        box, index = self.until(look, f'a row with {contains!r} in {list_name}')
        box.get_selection_iface().select_child(index)
        time.sleep(0.3)

    @staticmethod
    def focus(node):
        """Goes to a control with the Tab key."""
        for _ in range(TABS):
            if has_focus(node):
                return
            keys('Tab', pause_s=0.05)
        raise NotSeen(f'{name_of(node)}: Tab does not come here')

    def choose(self, label, option, within=None):
        """Opens a combo box and goes down to an option, with keys."""
        box = self.see(label, roles=('combo box',), sensitive=True, within=within)
        self.focus(box)
        keys('space')
        options = self.until(lambda: self.options_of(box), f'{label}: its options')
        if option not in options:
            raise NotSeen(f'{label}: {option} among {options}')
        keys('Home', *['Down'] * options.index(option), 'Return')
        self.see(option, within=box)

    @staticmethod
    def options_of(box):
        """What the open list of a combo box offers; what it shows while closed is a list too."""
        scrolled = next((n for n in everything(box) if role_of(n) == 'scroll pane'), None)
        if scrolled is None:
            return None
        rows = next(n for n in everything(scrolled) if role_of(n) == 'list')
        return [next((name_of(n) for n in everything(row) if role_of(n) == 'label'), '') for row in children(rows)]

    def tree(self, within=None):
        """What is on the screen, as text, for a failure's report."""
        lines = []

        def walk(node, depth):
            box = extents_of(node)
            if box is not None and (box[2] <= 0 or box[3] <= 0):
                return
            content = content_of(node)
            lines.append('  ' * depth + f'{role_of(node)} {name_of(node)!r}'
                         + (f' = {content!r}' if content and content != name_of(node) else '')
                         + ('' if is_sensitive(node) else ' (insensitive)'))
            for child in parts_in_sight(node):
                walk(child, depth + 1)
        for window in [within] if within else children(self.application):
            walk(window, 0)
        return '\n'.join(re.sub(r'(\n *panel \'\')+$', '', line) for line in lines)
