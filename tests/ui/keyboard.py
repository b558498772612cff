# SPDX-License-Identifier: EUPL-1.2
"""A person who works the window with keys alone and reads it through AT-SPI: nothing is clicked, no
action or selection interface is used. Controls are found as a user finds them: by Tab, arrows, and
the keys of the window."""
import re
import time

from person import (BUTTONS, FIELDS, NotSeen, Person, content_of, everything, has_focus, is_focusable, keys, name_of,
                    role_of, type_text)

STOPS = 60  # so often the Tab key is pressed before a control counts as out of reach


def texts_of(node):
    """All words of a part of the screen, in reading order."""
    found = []
    for part in everything(node):
        for text in (name_of(part), content_of(part)):
            if text and (not found or found[-1] != text):
                found.append(text)
    return found


class Keyboard:
    def __init__(self, me, spoken):
        self.me = me
        self.say = spoken

    def top(self):
        """The window that has the keyboard; a question is on top, and AT-SPI does not say so."""
        newest = next(iter(self.me.windows()))
        return newest if role_of(newest) == 'dialog' else self.me.top()

    def focused(self):
        """The control that has the keyboard, in the window that is on top."""
        def look():
            return next((n for n in everything(self.top()) if has_focus(n)), None)
        return Person.until(look, 'what has the keyboard')

    def go_to(self, fits, what, key='Tab', stops=STOPS):
        """Presses a key until one of the controls that fit has the keyboard."""
        def look():
            return [n for n in everything(self.top()) if fits(n)]
        wanted = self.me.until(look, what)
        # A second time round more slowly: on a busy machine the keyboard is ahead of the window.
        for pause_s in (0.04, 0.4):
            for _ in range(stops):
                for node in wanted:
                    if has_focus(node):
                        return node
                keys(key, pause_s=pause_s)
        raise NotSeen(f'{what}: {key} does not come there')

    def go_to_button(self, name):
        return self.go_to(lambda n: name_of(n) == name and role_of(n) in BUTTONS, name)

    def press(self, name):
        self.go_to_button(name)
        keys('Return')

    def press_containing(self, text):
        self.go_to(lambda n: text in name_of(n) and role_of(n) in BUTTONS and is_focusable(n), text)
        keys('Return')

    def no_window(self, title):
        self.me.until(lambda: not any(name_of(w) == title for w in self.me.windows()), f'{title}: its end')
        # The window below has the keyboard a moment later; a key that comes before it is lost.
        self.me.top()
        time.sleep(0.6)

    def reads(self, *texts, within=None):
        """These texts stand on the screen, whole or as part of a longer one."""
        missing = list(texts)

        def look():
            said = '\n'.join(texts_of(within or self.top()))
            missing[:] = [t for t in texts if t not in said]
            return not missing
        try:
            self.me.until(look, texts)
        except NotSeen as failure:
            raise NotSeen(f'{missing} to read') from failure

    def does_not_read(self, text):
        self.me.until(lambda: text not in '\n'.join(texts_of(self.top())), f'{text!r} gone')

    def open_case(self, subject):
        """By search as you type among all cases, and with the arrow into the list."""
        keys('alt+0')
        keys('ctrl+f')
        keys('ctrl+a')
        type_text(subject)
        box = self.me.see(self.say.label('Cases'), roles=('list',))
        self.me.until(lambda: [subject in name_of(n) for n in everything(box) if role_of(n) == 'list item'] == [True],
                      f'{subject!r} alone in the list')
        time.sleep(0.3)  # it may have been alone before the search began
        keys('Down')
        self.me.see(subject, roles=('heading',))

    def form_of_menu(self, act):
        """Ctrl+E, the name of the act, Enter."""
        title = self.say.act(act)
        keys('ctrl+e')
        self.me.until(lambda: name_of(self.focused()) == self.say.label('Search an act'), 'the search of the menu')
        # Letters of other languages are for another keyboard; a part of the name will do.
        type_text(max(re.split('[^a-z ]', title.lower()), key=len).strip())
        keys('Return')
        return self.me.window(title)

    def form_by_button(self, button, act):
        """From a button on the page."""
        self.press(f'{button} …')
        return self.me.window(self.say.act(act))

    def form_by_key(self, message, act):
        """By the access key of a button on the page."""
        keys(self.say.access_key(message))
        return self.me.window(self.say.act(act))

    def write(self, message, text):
        """Goes to a field by its access key, or with Tab to the next one, and types over what is there."""
        label = self.say.label(message)
        has_key = '_' in message
        keys(self.say.access_key(message) if has_key else 'Tab')
        keys('ctrl+a', pause_s=0.05)
        type_text(text)

        def written():
            return any(role_of(n) in FIELDS and name_of(n).startswith(label) and content_of(n) == text
                       for n in everything(self.top()))
        self.me.until(written, f'{text!r} in {label}')

    def open_group(self, message):
        """A row that opens to rows of its own, and on to the first of them."""
        label = self.say.label(message)
        self.go_to(lambda n: name_of(n) == label and is_focusable(n), label)

        def count():
            return sum(role_of(n) in FIELDS for n in everything(self.top()))
        closed = count()
        keys('space')
        # Who goes on before the rows are there goes past them.
        self.me.until(lambda: count() > closed, f'{label}: its rows')
        keys('Tab', pause_s=0.5)

    def write_here(self, message, text):
        """Into the field that has the keyboard, of which there are others of the same name."""
        label = self.say.label(message)
        keys('ctrl+a', pause_s=0.5)
        type_text(text)

        def written():
            return any(role_of(n) in FIELDS and name_of(n).startswith(label) and content_of(n) == text
                       for n in everything(self.top()))
        self.me.until(written, f'{text!r} in {label}')

    def choose(self, message, option):
        label = self.say.label(message)
        box = self.go_to(lambda n: name_of(n) == label and role_of(n) == 'combo box', label)
        keys('space')
        options = self.me.until(lambda: self.me.options_of(box), f'{label}: its options')
        if option not in options:
            raise NotSeen(f'{label}: {option!r} among {options}')
        keys('Home', *['Down'] * options.index(option), 'Return')
        self.me.see(option, within=box)

    def tick(self, message):
        label = self.say.label(message)
        self.go_to(lambda n: name_of(n) == label and is_focusable(n), label)
        keys('space')

    def effects(self, form):
        """The lines of "What this does", once they are worked out."""
        time.sleep(0.5)
        lines = texts_of(form)
        heading = self.say.label('What this does')
        return lines[lines.index(heading) + 1:] if heading in lines else []

    def focused_name(self):
        return name_of(self.focused())

    def done(self, act, confirm=False):
        """Ctrl+Enter, and where it is asked again, Enter there."""
        title = self.say.act(act)
        keys('ctrl+Return')
        if confirm:
            question = self.say.label('%s?') % title
            self.me.window(question)
            self.press(title)
        self.no_window(title)
