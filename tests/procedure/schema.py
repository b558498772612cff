#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schemas of data/procedures: one truth with the strict check of the program.

schema.py TABLES PROFILES            compares, and tries all shipped files and all broken profiles
schema.py TABLES PROFILES --renew    writes the schemas anew from the tables; what is described stays described

TABLES prints what the check lets stand where, PROFILES (--print-broken) profiles that it refuses. What a table
cannot say (which members go together) stands here, under CONDITIONS."""
import glob
import json
import os
import re
import subprocess
import sys
import unittest

import jsonschema

ROOT = os.environ['LOKET_SOURCE_ROOT']
DATA = os.path.join(ROOT, 'data')
ABOUT = {
    'profile': 'A profile: how one authority handles complaints. One file for each version; a version that was released is never edited.',
    'calendar': 'A calendar: the days, beside Saturdays and Sundays, that are no working days.',
    'agency': 'An agency: who works under a profile, with its own units, letterhead and targets.',
    'directory': 'A directory: the services to which people can be sent, with their hours.',
}
DAY = {'type': 'string', 'format': 'date', 'pattern': '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'}
STRING = {'type': 'string', 'pattern': '\\S'}
CODE = {'type': 'string', 'pattern': '^[!-~]+$'}
COUNT = {'type': 'integer', 'minimum': 1, 'maximum': 9999}
TEXT = {'type': 'object', 'description': 'A text in all four languages.', 'additionalProperties': False,
        'required': ['nl', 'fr', 'de', 'en'],
        'properties': {language: dict(STRING) for language in ('nl', 'fr', 'de', 'en')}}
FACT = {'source': 'Where it stands: the law, page or charter. A confirmed fact has one.',
        'quote': 'The words of the source themselves, where they were read.',
        'article': 'The article or paragraph of the source.',
        'checkedOn': 'The day on which somebody last looked at the source.',
        'note': 'A remark of ours, for those who come after.',
        'confirmed': 'true once somebody has read it in the source; false as long as it is supposed. '
                     'Every date that rests on a fact that is not confirmed says so.'}
HAS_SOURCE = {'if': {'properties': {'confirmed': {'const': True}}, 'required': ['confirmed']}, 'then': {'required': ['source']}}


def when(member, values, then):
    """Where a fact's value or a word is one of these: what else is wanted."""
    is_fact = {'type': 'object', 'properties': {'value': {'enum': values}}, 'required': ['value']}
    return {'if': {'properties': {member: {'anyOf': [{'enum': values}, is_fact]}}, 'required': [member]}, 'then': then}


def without(*members):
    return {'not': {'anyOf': [{'required': [member]} for member in members]}}


HOURS = ['hour', 'workingHour']
# By the place of the object, without the numbers of elements.
CONDITIONS = {
    '': [],
    'validity': [HAS_SOURCE],
    'rules[]': [HAS_SOURCE, {'oneOf': [{'required': ['month', 'day'], **without('easter')},
                                       {'required': ['easter'], **without('month', 'day')}]}],
    'days[]': [HAS_SOURCE],
    'steps': [{'contains': {'properties': {'step': {'const': step}}, 'required': ['step']}} for step in ('intake', 'closed')],
    'acts[].in': [{'minItems': 1}],
    'acts[].demands': [{'minItems': 1}],
    'acts[].when.kind': [{'minItems': 1}],
    'acts[].guards[]': [when('guard', ['done', 'notDone'], {'required': ['act']}),
                        {'if': {'required': ['act']}, 'then': {'properties': {'guard': {'enum': ['done', 'notDone']}}}},
                        when('guard', ['extensionLeft', 'beforeTermEnds'], {'required': ['clock']}),
                        {'if': {'required': ['clock']},
                         'then': {'properties': {'guard': {'enum': ['extensionLeft', 'beforeTermEnds']}}}},
                        when('guard', ['linked'], {'required': ['relation']}),
                        {'if': {'required': ['relation']}, 'then': {'properties': {'guard': {'const': 'linked'}}}}],
    'routing.nodes[].options[]': [{'oneOf': [{'required': ['go']}, {'required': ['demands']}]}],
}
CLOCK = [
    {'if': {'required': ['copiedFrom']},
     'then': without('anchor', 'anchorFrom', 'amount', 'unit', 'noTerm', 'rollRule', 'extensions', 'suspendedBy',
                     'openingHours', 'counts'),
     'else': {'required': ['anchor']}},
    {'if': {'anyOf': [{'required': ['noTerm']}, {'required': ['copiedFrom']}]},
     'else': {'required': ['amount', 'unit', 'rollRule', 'counts']}},
    {'if': {'required': ['noTerm']}, 'then': without('amount', 'unit', 'extensions', 'suspendedBy', 'openingHours')},
    when('anchor', ['received', 'decisionNotified', 'factsHappened'], without('pick', 'anchorFrom')),
    when('copiedFrom', ['contestedDecision.appealUntil'],
         {**without('pick'), 'properties': {'whose': {'const': 'citizen'}}, 'required': ['whose']}),
    {'if': {'required': ['stayedBy']},
     'then': {'required': ['copiedFrom'],
              'properties': {'copiedFrom': {'properties': {'value': {'const': 'contestedDecision.appealUntil'}}},
                             'stayedBy': {'properties': {'until': {'minItems': 1}}}}}},
    when('unit', ['workingDay', 'workingHour'], {'required': ['calendar']}),
    when('unit', ['month'], {'required': ['monthRule']}),
    {'if': {'properties': {'extensions': when('unit', ['workingDay'], False)}},
     'else': {'required': ['calendar']}},
    {'if': {'properties': {'extensions': when('unit', ['month'], False)}},
     'else': {'required': ['monthRule']}},
    when('unit', HOURS, without('extensions', 'suspendedBy')),
    when('unit', ['workingHour'], {'required': ['openingHours']}),
    {'if': {'required': ['openingHours']},
     'then': {'properties': {'unit': {'properties': {'value': {'const': 'workingHour'}}}}}},
    {'if': {'required': ['endsWith']},
     'then': {'properties': {'whose': {'const': 'citizen'}, 'satisfiedBy': {'maxItems': 0}}, 'required': ['whose']},
     'else': {'required': ['satisfiedBy']}},
]
for clocks in ('clocks[]', 'targets[]'):
    CONDITIONS[clocks] = CLOCK
    for member in ('demands', 'anchorFrom', 'satisfiedBy[].kind', 'satisfiedBy[].from', 'skippedBy[].kind', 'skippedBy[].from'):
        CONDITIONS[f'{clocks}.{member}'] = [{'minItems': 1}]
    CONDITIONS[f'{clocks}.extensions'] = [
        {'properties': {'unit': {'properties': {'value': {'not': {'enum': HOURS}}}}}}]
    CONDITIONS[f'{clocks}.openingHours.value[]'] = [
        {'properties': {'from': {'pattern': '^([01][0-9]|2[0-3]):[0-5][0-9]$'},
                        'until': {'pattern': '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'},
                        'days': {'items': {'maximum': 7}}}}]
CONDITIONS['targets[]'] = CLOCK + [{'properties': {'kind': {'const': 'internal'}}}]
CONDITIONS['units[].hours[]'] = CONDITIONS['services[].hours[]'] = CONDITIONS['clocks[].openingHours.value[]']
# What the check lets be anything and looks at by itself.
PARTS = {'profile acts': ('list', 'row'), 'profile clocks': ('list', 'clock'), 'agency targets': ('list', 'clock'),
         'profile routing': ('object', 'routing')}


class Writer:
    def __init__(self, tables, name, old):
        self.tables, self.name, self.old = tables, name, old
        self.missing = []

    def described(self, place, found):
        """What the present schema says of that place; a place that is new has to be described."""
        node = self.old
        for part in re.findall(r'[^.\[\]]+|\[\]', place):
            if isinstance(node, dict) and 'anyOf' in node and 'properties' not in node:
                node = node['anyOf'][1]
            node = node.get('items') if part == '[]' else node.get('properties', {}).get(part)
            if node is None:
                break
        text = (node or {}).get('description')
        if not text:
            self.missing.append(place)
        return {'description': text or '', **found}

    def conditions(self, place, found):
        return {**found, 'allOf': CONDITIONS[place]} if CONDITIONS.get(place) else found

    def table(self, place, members):
        properties = {member['name']: self.described(f"{place}{'.' if place else ''}{member['name']}",
                                                     self.value(f"{place}{'.' if place else ''}{member['name']}", member))
                      for member in members}
        return self.conditions(place, {'type': 'object', 'additionalProperties': False,
                                       'required': [m['name'] for m in members if not m['optional']],
                                       'properties': properties})

    def fact(self, place, member):
        properties = {'value': self.described(place + '.value', self.value(place + '.value', member['value']))}
        for name, about in FACT.items():
            kind = DAY if name == 'checkedOn' else {'type': 'boolean'} if name == 'confirmed' else STRING
            properties[name] = {'description': about, **kind}
        return self.conditions(place, {'type': 'object', 'additionalProperties': False, 'required': ['value', 'confirmed'],
                                       'properties': properties, **HAS_SOURCE})

    def part(self, place, member):
        kind, table = PARTS[f'{self.name} {place}']
        if kind == 'object':
            return self.table(place, self.tables[table])
        return {'type': 'array', 'items': self.table(place + '[]', self.tables[table])}

    def value(self, place, member):
        kind = member['kind']
        simple = {'string': STRING, 'code': CODE, 'day': DAY, 'count': COUNT, 'number': {'type': 'integer'},
                  'boolean': {'type': 'boolean'}, 'true': {'const': True}, 'any': {}, 'free': {'type': 'object'},
                  'text': {'$ref': '#/$defs/text'}, 'word': {'enum': member.get('words')}}
        lists = {'words': 'word', 'codes': 'code', 'strings': 'string', 'texts': 'text', 'counts': 'count'}
        if f'{self.name} {place}' in PARTS:
            return self.part(place, member)
        if place == 'acts[].to':
            words = next(m for m in self.tables['to'] if m['name'] == 'otherwise')
            return {'anyOf': [self.value('', words), self.table(place, self.tables['to'])]}
        if place == 'version' and self.name == 'profile':
            return {'type': 'string', 'pattern': '^[1-9][0-9]*$'}
        if place == 'figures[].value':
            return {'type': 'number'}
        if kind == 'fact':
            return self.fact(place, member)
        if kind == 'object':
            return self.table(place, member['members'])
        if kind == 'list':
            return self.conditions(place, {'type': 'array', 'items': self.table(place + '[]', member['members'])})
        if kind in lists:
            return self.conditions(place, {'type': 'array', 'items': self.value('', {**member, 'kind': lists[kind]})})
        if kind == 'names':
            return {'type': 'object', 'propertyNames': {'enum': member['words']},
                    'additionalProperties': {'$ref': '#/$defs/text'}}
        return dict(simple[kind])

    def write(self):
        return {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'title': f'Loket: {self.name}',
                'description': ABOUT[self.name], **self.table('', self.tables[self.name]), '$defs': {'text': TEXT}}


def path_of(name):
    return os.path.join(DATA, 'procedures', f'{name}.schema.json')


def load(path):
    with open(path, encoding='utf-8') as f:
        return json.load(f)


def as_text(schema):
    return json.dumps(schema, ensure_ascii=False, indent=2) + '\n'


def written(name):
    tables = json.loads(subprocess.run([TABLES], check=True, capture_output=True).stdout)
    writer = Writer(tables, name, load(path_of(name)) if os.path.exists(path_of(name)) else {})
    return writer.write(), writer.missing


def validator(name):
    schema = load(path_of(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


# What only the program sees, by how its message begins: what is there twice, what names something that is not there,
# what leads nowhere, and what depends on the value of something else.
ONLY_THE_CHECK = [
    'is there', 'is no step', 'is no clock', 'has no', 'is not( in|$)', 'cannot be reached', 'a second row',
    'is possible everywhere', 'lies before', 'leads back to', 'is no node',
]


class Schemas(unittest.TestCase):
    maxDiff = None

    def test_schemas_say_what_the_check_says(self):
        for name in ABOUT:
            schema, missing = written(name)
            self.assertEqual(missing, [], f'{name}: describe these in the schema')
            with open(path_of(name), encoding='utf-8') as f:
                self.assertTrue(f.read() == as_text(schema), f'{name}.schema.json is behind: run schema.py with --renew')

    def test_shipped_files_are_good(self):
        folders = {'profile': 'procedures/*/*.json', 'calendar': 'calendars/*.json', 'agency': 'agencies/*.json',
                   'directory': 'directories/*.json'}
        for name, pattern in folders.items():
            paths = glob.glob(os.path.join(DATA, pattern))
            self.assertTrue(paths)
            for path in paths:
                errors = [f'{error.json_path}: {error.message[:200]}' for error in validator(name).iter_errors(load(path))]
                self.assertEqual(errors, [], path)

    def test_broken_profiles_are_refused(self):
        lines = subprocess.run([PROFILES, '--print-broken'], check=True, capture_output=True).stdout.decode().splitlines()
        profile = validator('profile')
        only, used, failed = re.compile('|'.join(ONLY_THE_CHECK)), set(), []
        self.assertGreater(len(lines), 120)
        for line in lines:
            wanted, text = line.split('\t')
            refused = not profile.is_valid(json.loads(text))
            beyond = only.search(wanted)
            failed += [wanted] if refused != (beyond is None) else []
            used |= {pattern for pattern in ONLY_THE_CHECK if re.search(pattern, wanted)}
        self.assertEqual(failed, [])
        self.assertEqual(sorted(set(ONLY_THE_CHECK) - used), [])


TABLES, PROFILES = sys.argv[1:3]
if __name__ == '__main__':
    if sys.argv[3:] == ['--renew']:
        for kind in ABOUT:
            renewed, undescribed = written(kind)
            with open(path_of(kind), 'w', encoding='utf-8') as out:
                out.write(as_text(renewed))
            print(kind, 'to be described:', undescribed)
    else:
        unittest.main(argv=sys.argv[:1])
