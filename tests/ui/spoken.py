# SPDX-License-Identifier: EUPL-1.2
"""What the window says in a language: names of codes from the data, labels from the translations."""
import datetime
import gettext
import json
import os

from stage import support


class Spoken:
    def __init__(self, language):
        self.language = language
        with open(os.path.join(support.SOURCE, 'data', 'texts', f'{language}.json'), encoding='utf-8') as f:
            self.texts = json.load(f)
        self.labels = gettext.translation('loket', os.path.join(support.BUILD, 'po'), [language], fallback=language == 'en')

    def label(self, message):
        """A text of the screen, without the mark of its access key."""
        translated = self.labels.gettext(message)
        support.check(translated != message or self.language == 'en' or ' ' not in message,
                      f'{message!r} is translated')
        return translated.replace('_', '')

    def access_key(self, message):
        """The letter that is underlined while Alt is pressed."""
        return 'alt+' + self.labels.gettext(message).split('_')[1][0].lower()

    def name(self, family, code):
        return self.texts['names'][family][code]

    def act(self, code):
        return self.name('act', code)

    def step(self, code):
        return self.name('step', code)

    def _day(self, pattern, iso):
        day = datetime.date.fromisoformat(iso)
        number = self.texts['firstDay'] if day.day == 1 else self.texts['dayOfMonth'].format(day=day.day)
        return self.texts['sentences'][pattern].format(weekday=self.texts['weekdays'][day.weekday()], day=number,
                                                       month=self.texts['months'][day.month - 1], year=day.year)

    def day(self, iso):
        """With its weekday: "zondag 29 november 2026"."""
        return self._day('day.long', iso)

    def short_day(self, iso):
        return self._day('day.medium', iso)
