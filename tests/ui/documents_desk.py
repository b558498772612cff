# SPDX-License-Identifier: EUPL-1.2
"""A desk with documents: some that the loket has from Tom, some of Sara's that travel or cannot."""
import os

from pending_desk import TODAY, PendingDesk
from support import ctl  # isort: skip

SUBJECT = 'Attest niet ontvangen'
EMPTY = 'Wachttijd van vier uur'
MEGABYTE = 1024 * 1024
LONG_NAME = ('Verslag van het overleg met de dienst Bevolking over de laattijdige aflevering van attesten, '
             'tweede en herwerkte versie.pdf')


class DocumentsDesk(PendingDesk):
    def file_path(self, name):
        return os.path.join(self.root, 'files', name)

    def file(self, name, content=b'Verzonnen inhoud.\n'):
        os.makedirs(os.path.join(self.root, 'files'), exist_ok=True)
        with open(self.file_path(name), 'wb') as f:
            f.write(content)
        return self.file_path(name)

    def add(self, desk, name, content=b'Verzonnen inhoud.\n', subject=SUBJECT):
        """Gives the document's id."""
        return ctl(desk, 'document', self.lines[subject]['reference'], '--add', self.file(name, content),
                   today=TODAY)['documentId']

    def sync(self, desk):
        ctl(desk, 'sync', '--once', today=TODAY)

    def give(self):
        """Three that Tom adds, and Sara's desk knows of."""
        ids = [self.add(self.theirs, name, content) for name, content in
               (('Brief van de dienst.pdf', b'%PDF-1.4 ' + b'x' * 182000), ('foto.jpg', b'\xff\xd8' + b'x' * 2400000),
                (LONG_NAME, b'%PDF-1.4 ' + b'x' * 734000))]
        self.sync(self.theirs)
        self.sync(self.ours)
        return ids
