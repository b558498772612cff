#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One id everywhere: desktop file, metainfo, GSettings schema, icons, D-Bus service, build."""
import os
import re
import sys

ROOT = sys.argv[1]
ID = 'org.loket.Loket'
PLACES = {
    f'data/{ID}.desktop.in': rf'^Icon={re.escape(ID)}$',
    f'data/{ID}.metainfo.xml.in': rf'<id>{re.escape(ID)}</id>',
    f'data/{ID}.gschema.xml': rf'<schema id="{re.escape(ID)}"',
    f'data/{ID}.service.in': rf'^Name={re.escape(ID)}$',
    f'data/icons/{ID}.svg': r'<svg',
    f'data/icons/{ID}-symbolic.svg': r'<svg',
    'meson.build': rf"^app_id = '{re.escape(ID)}'$",
}


def main():
    faults = []
    for path, pattern in PLACES.items():
        full = os.path.join(ROOT, path)
        if not os.path.exists(full):
            faults.append(f'{path} is not there')
            continue
        with open(full, encoding='utf-8') as f:
            if not re.search(pattern, f.read(), re.M):
                faults.append(f'{path} does not say {ID}')
    for fault in faults:
        print(fault)
    print(f'{len(PLACES)} places, {len(faults)} faults')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
