#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Every text of the screen exists in nl, fr and de: nothing missing, nothing fuzzy, nothing left over,
no file with texts that POTFILES does not name, no placeholder lost in a translation, and in French no
line that may break before a mark and no apostrophe of a typewriter."""
import os
import re
import subprocess
import sys
import tempfile

ROOT = sys.argv[1]
PO = os.path.join(ROOT, 'po')
KEYWORDS = ['--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=ngettext:1,2']
HAS_TEXT = {'.c': re.compile(r'\b(_|N_|C_|ngettext) \("'), '.ui': re.compile(r'translatable="(yes|1|true)"')}
# In French a space that does not break stands before a mark: no line begins with it.
BREAKABLE = re.compile(r' [:;?!»](?:[\s"<\\.,)]|$)|« ')
STRAIGHT = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|jusqu|puisqu)'\w", re.IGNORECASE)
PLACEHOLDER = re.compile(r'%[0-9$]*[-+ 0#]*[0-9]*[a-zA-Z]|%%|\{[a-z_]+\}')


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def files_with_texts():
    for where, _, names in os.walk(os.path.join(ROOT, 'src')):
        for name in names:
            pattern = HAS_TEXT.get(os.path.splitext(name)[1])
            if pattern and pattern.search(read(os.path.join(where, name))):
                yield os.path.relpath(os.path.join(where, name), ROOT)


def messages(po):
    """{(context, msgid): (plural msgid, [translations], fuzzy)} of a PO file, obsolete ones left out."""
    plain = subprocess.run(['msgcat', '--no-wrap', '--no-location', po], capture_output=True, text=True, check=True).stdout
    found = {}
    for block in plain.split('\n\n'):
        lines = [line for line in block.split('\n') if not line.startswith('#~')]
        fuzzy = any(line.startswith('#,') and 'fuzzy' in line for line in lines)
        fields, current = {}, None
        for line in lines:
            match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$', line)
            if match:
                current = match.group(1)
                fields[current] = match.group(2)
            elif line.startswith('"') and current:
                fields[current] += line[1:-1]
        if fields.get('msgid'):
            texts = [value for key, value in fields.items() if key.startswith('msgstr')]
            found[fields.get('msgctxt'), fields['msgid']] = (fields.get('msgid_plural'), texts, fuzzy)
    return found


def template(directory):
    pot = os.path.join(directory, 'loket.pot')
    subprocess.run(['xgettext', '--from-code=UTF-8', '--add-comments', *KEYWORDS, '-f', os.path.join(PO, 'POTFILES'),
                    '-D', ROOT, '-o', pot], check=True, capture_output=True, env={**os.environ, 'GETTEXTDATADIRS': '/usr/share'})
    return messages(pot)


def check_language(language, wanted, faults):
    have = messages(os.path.join(PO, f'{language}.po'))
    for key, (plural, _, _) in wanted.items():
        if key not in have:
            faults.append(f'{language}: missing: {key[1]}')
            continue
        _, texts, fuzzy = have[key]
        if fuzzy:
            faults.append(f'{language}: fuzzy: {key[1]}')
        if not all(texts):
            faults.append(f'{language}: not translated: {key[1]}')
        source = sorted(PLACEHOLDER.findall(plural or key[1]))
        for text in texts[-1:]:
            if text and sorted(PLACEHOLDER.findall(text)) != source:
                faults.append(f'{language}: placeholders differ: {key[1]}')
    for key in have.keys() - wanted.keys():
        faults.append(f'{language}: left over: {key[1]}')


def check_french(faults):
    """The typography of the texts of the screen, of the sentences and of the help."""
    help_pages = [os.path.join(ROOT, 'help', 'fr', name) for name in os.listdir(os.path.join(ROOT, 'help', 'fr'))]
    texts = [text for _, texts, _ in messages(os.path.join(PO, 'fr.po')).values() for text in texts]
    texts += read(os.path.join(ROOT, 'data', 'texts', 'fr.json')).split('\n')
    for page in help_pages:
        texts += re.sub(r'<[^>]*>', '', read(page)).split('\n')
    faults += [f'fr: a line may break before a mark: {text.strip()}' for text in texts if BREAKABLE.search(text)]
    faults += [f'fr: a typewriter apostrophe: {text.strip()}' for text in texts if STRAIGHT.search(text)]


def main():
    faults = []
    listed = {line for line in read(os.path.join(PO, 'POTFILES')).split('\n') if line and not line.startswith('#')}
    for path in sorted(set(files_with_texts()) - listed):
        faults.append(f'po/POTFILES does not name {path}')
    for path in sorted(p for p in listed if not os.path.exists(os.path.join(ROOT, p))):
        faults.append(f'po/POTFILES names {path}, which is not there')
    if not faults:
        with tempfile.TemporaryDirectory() as directory:
            wanted = template(directory)
        for language in read(os.path.join(PO, 'LINGUAS')).split():
            check_language(language, wanted, faults)
        check_french(faults)
        print(f'{len(wanted)} texts')
    for fault in faults[:60]:
        print(fault)
    print(f'{len(faults)} faults')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
