# SPDX-License-Identifier: EUPL-1.2
"""A person at the window: sees what AT-SPI tells, presses, chooses and types. Nothing else.

Needs a display, a session bus and a window manager; see with-screen. Texts are those of the
screen, so a walk is written in the language in which the program was started."""
import os
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

PATIENCE_S = float(os.environ.get('LOKET_PATIENCE_S', '30'))
PRESSABLE = ('push button', 'toggle button', 'radio button', 'check box', 'menu item', 'check menu item',
             'radio menu item', 'button', 'page tab', 'list item', 'switch')


class NotSeen(Exception):
    """What was looked for is not on the screen."""


def name_of(node):
    return node.get_name() or ''


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def everything(node, depth=0):
    """The tree below a node, as a reader meets it; what is not showing is not seen."""
    yield node
    if depth < 60:
        for child in children(node):
            yield from everything(child, depth + 1)


def is_showing(node):
    """GTK 4.8 says of windows only that they show; whatever else is on the screen has a size there."""
    states = node.get_state_set()
    if states.contains(Atspi.StateType.SHOWING):
        return True
    if not states.contains(Atspi.StateType.VISIBLE):
        return False
    component = node.get_component_iface()
    return component is not None and component.get_extents(Atspi.CoordType.WINDOW).width > 0


def is_sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


class Person:
    def __init__(self, application):
        self.wanted = application
        self.application = self.until(self.find_application, f'the program {application}')

    def find_application(self):
        desktop = Atspi.get_desktop(0)
        return next((a for a in children(desktop) if name_of(a) == self.wanted), None)

    @staticmethod
    def until(look, what):
        """Looks again until something is there; a person waits too, but not for ever."""
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                found = look()
            except gi.repository.GLib.Error:
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise NotSeen(what)
            time.sleep(0.1)

    def look(self, name=None, roles=None, contains=None, sensitive=None, within=None):
        """The first thing on the screen that fits, or None."""
        windows = [within] if within else reversed(list(children(self.application)))
        for window in windows:
            for node in everything(window):
                if roles and node.get_role_name() not in roles:
                    continue
                if name is not None and name_of(node) != name:
                    continue
                if contains is not None and contains not in name_of(node):
                    continue
                if is_showing(node) and (sensitive is None or is_sensitive(node) == sensitive):
                    return node
        return None

    def see(self, name=None, **how):
        return self.until(lambda: self.look(name, **how), f'{name or how}')

    def reads(self, contains):
        """A text that is on the screen in any form: name, label or content."""
        def look():
            for window in children(self.application):
                for node in everything(window):
                    if is_showing(node) and (contains in name_of(node) or contains in content_of(node)):
                        return node
            return None
        return self.until(look, f'the text {contains!r}')

    def press(self, name, roles=PRESSABLE, **how):
        node = self.see(name, roles=roles, sensitive=True, **how)
        action = node.get_action_iface()
        if action is None or action.get_n_actions() == 0:
            raise NotSeen(f'{name}: nothing to press')
        action.do_action(0)
        time.sleep(0.2)

    def fill(self, label, text):
        """Types into the field of that name, replacing what stands there."""
        node = self.see(label, roles=('text', 'entry', 'password text'), sensitive=True)
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
    def keys(*combination):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *combination], check=True)
        time.sleep(0.2)

    @staticmethod
    def type(text):
        subprocess.run(['xdotool', 'type', '--delay', '15', text], check=True)
        time.sleep(0.2)

    def tree(self):
        """What is on the screen, as text, for a failure's report."""
        lines = []

        def walk(node, depth):
            if is_showing(node) or depth < 2:
                lines.append(f'{"  " * depth}{node.get_role_name()} {name_of(node)!r}'
                             f'{"" if is_sensitive(node) else " (insensitive)"}')
            if depth < 40:
                for child in children(node):
                    walk(child, depth + 1)
        for window in children(self.application):
            walk(window, 0)
        return '\n'.join(lines)


def content_of(node):
    text = node.get_text_iface()
    if text is None:
        return ''
    return text.get_text(0, text.get_character_count())


def picture(path):
    subprocess.run(['import', '-window', 'root', path], check=False)
