#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Reads every #include below src/ and refuses what the layers do not allow.

Three rules: a folder includes only from the folders and libraries named for it here (the same
arrows as in src/DESIGN.md); no two files name each other, not even by way of others; clocks,
timers, identifiers and random numbers come from src/base alone, so that a test can replace them.
"""
import os
import re
import sys

# folder: (folders it may use besides itself, libraries it may use besides GLib and json-glib)
ARROWS = {
    'base': ([], []),
    'case': (['base'], []),
    'procedure': (['case', 'base'], []),
    'wire': (['case', 'base'], []),
    'words': (['procedure', 'case', 'base'], []),
    'store/sqlite': (['base'], ['sqlite']),
    'store': (['store/sqlite', 'procedure', 'wire', 'case', 'base'], ['sqlite']),
    'remote': (['wire', 'case', 'base'], ['soup', 'secret']),
    'sync': (['store', 'remote', 'procedure', 'wire', 'case', 'base'], []),
    'desk': (['sync', 'store', 'remote', 'procedure', 'wire', 'words', 'case', 'base'], []),
    'paper': (['words', 'procedure', 'case', 'base'], ['pango', 'cairo']),
    'loketd/central': (['procedure', 'wire', 'words', 'case', 'base', 'store/sqlite'], []),
    'loketd': (['loketd/central', 'procedure', 'wire', 'words', 'case', 'base', 'store/sqlite'],
               ['soup']),
    'ctl': (['desk', 'paper', 'words', 'sync', 'store', 'remote', 'procedure', 'wire', 'case', 'base'],
            []),
    'compat': ([], ['gtk']),
    'ui': (['desk', 'paper', 'words', 'sync', 'store', 'remote', 'procedure', 'wire',
            'case', 'base', 'compat'], ['gtk', 'pango', 'cairo']),
    '': (['ui', 'words', 'base'], ['gtk']),
}
LIBRARIES = {
    'gtk': re.compile(r'^(gtk/|gdk/|adwaita)'),
    'soup': re.compile(r'^libsoup/'),
    'secret': re.compile(r'^libsecret/'),
    'sqlite': re.compile(r'^sqlite3'),
    'pango': re.compile(r'^pango/'),
    'cairo': re.compile(r'^cairo'),
}
SEAM = re.compile(r'\b(g_get_(real|monotonic)_time|g_date_time_new_now\w*|g_timeout_add\w*|g_timeout_source\w*|'
                  r'g_random_\w+|g_rand_\w+|g_uuid_string_random|time|gettimeofday|clock_gettime)\s*\(')
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def folder_of(path):
    """The layer a file below src/ belongs to: the longest name in ARROWS that its path starts with."""
    where = os.path.dirname(path)
    fitting = [f for f in ARROWS if f and (where == f or where.startswith(f + '/'))]
    return max(fitting, key=len) if fitting else ''


def unit_of(path):
    """A header, its private header and its source are one unit."""
    return re.sub(r'(-private)?\.[ch]$', '', path)


def read_tree(src):
    files = {}
    for where, _, names in os.walk(src):
        for name in sorted(names):
            if name.endswith(('.c', '.h')):
                path = os.path.relpath(os.path.join(where, name), src)
                with open(os.path.join(where, name), encoding='utf-8') as f:
                    files[path] = f.read()
    return files


def check_arrows(files, by_name, faults):
    for path, text in files.items():
        folder = folder_of(path)
        may_use, libraries = ARROWS[folder]
        for kind, name in INCLUDE.findall(text):
            target = by_name.get(os.path.basename(name)) if kind == '"' else None
            if target is not None:
                other = folder_of(target)
                if other != folder and other not in may_use:
                    faults.append(f'src/{path}: includes {name} of {other}/, which {folder or "src"}/ may not use')
            for library, pattern in LIBRARIES.items():
                if pattern.match(name) and library not in libraries:
                    faults.append(f'src/{path}: includes {name}: {folder or "src"}/ may not use {library}')


def check_circles(files, by_name, faults):
    uses = {}
    for path, text in files.items():
        targets = {unit_of(by_name[os.path.basename(n)]) for k, n in INCLUDE.findall(text)
                   if k == '"' and os.path.basename(n) in by_name}
        uses.setdefault(unit_of(path), set()).update(targets - {unit_of(path)})
    done, way = set(), []

    def walk(unit):
        if unit in way:
            circle = way[way.index(unit):] + [unit]
            faults.append('these files name each other: ' + ' -> '.join(circle))
            return
        if unit in done:
            return
        way.append(unit)
        for target in sorted(uses.get(unit, ())):
            walk(target)
        way.pop()
        done.add(unit)

    for unit in sorted(uses):
        walk(unit)


def check_seams(files, faults):
    for path, text in files.items():
        if folder_of(path) == 'base':
            continue
        for number, line in enumerate(text.split('\n'), 1):
            code = re.sub(r'/\*.*?\*/|"[^"]*"', '', line)
            if code.lstrip().startswith('*'):
                continue
            found = SEAM.search(code)
            if found:
                faults.append(f'src/{path}:{number}: {found.group(1)}() belongs in src/base')


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.environ.get('LOKET_SOURCE_ROOT', '.')
    files = read_tree(os.path.join(root, 'src'))
    by_name = {os.path.basename(p): p for p in files if p.endswith('.h')}
    faults = []
    check_arrows(files, by_name, faults)
    check_circles(files, by_name, faults)
    check_seams(files, faults)
    for fault in faults:
        print(fault)
    print(f'{len(files)} files read, {len(faults)} faults')
    return 1 if faults or not files else 0


if __name__ == '__main__':
    sys.exit(main())
