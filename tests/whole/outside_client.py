# SPDX-License-Identifier: EUPL-1.2
"""A client of the loket that knows nothing but data/api/loket-v1.yaml: paths, parameters, schemas and
examples are read from there. It asks again until it has an answer, and every answer is measured
against the contract."""
import http.client
import json
import os
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jsonschema
import yaml

SECONDS_MAX = 60
NO_ANSWER = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError, ValueError)


class Broken(Exception):
    """An answer that the contract does not have."""


class Contract:
    def __init__(self, path):
        with open(path, encoding='utf-8') as f:
            self.whole = json.loads(json.dumps(yaml.safe_load(f), default=str))
        self.calls = {call['operationId']: (method.upper(), path, call)
                      for path, item in self.whole['paths'].items()
                      for method, call in item.items() if isinstance(call, dict) and 'operationId' in call}
        self.validators = {}

    def look(self, node):
        while '$ref' in node:
            found = self.whole
            for step in node['$ref'][2:].split('/'):
                found = found[step]
            node = found
        return node

    def schema(self, name):
        return self.look({'$ref': f'#/components/schemas/{name}'})

    def check(self, operation, status, content_type, body):
        """The schema of this answer of this call; `default` for those that are not named."""
        answers = self.calls[operation][2]['responses']
        answer = self.look(answers.get(str(status), answers['default']))
        kind = (content_type or '').split(';')[0]
        if kind not in answer.get('content', {}):
            if body or answer.get('content'):
                raise Broken(f'{operation}: {status} with {kind!r}')
            return
        place = json.dumps(answer['content'][kind]['schema'])
        if place not in self.validators:
            self.validators[place] = jsonschema.Draft4Validator(
                {**answer['content'][kind]['schema'], 'components': self.whole['components']})
        flaw = jsonschema.exceptions.best_match(self.validators[place].iter_errors(body))
        if flaw:
            raise Broken(f'{operation}: {status}: {"/".join(map(str, flaw.path))}: {flaw.message[:300]}')

    def sample(self, schema, dice):
        """Something that the schema allows: what is required, and now and then the rest."""
        schema = self.look(schema)
        if 'allOf' in schema:
            return self.sample(schema['allOf'][0], dice)
        if 'enum' in schema or 'x-codes' in schema:
            return dice.choice(schema.get('enum') or schema['x-codes'])
        kind = schema.get('type', 'object')
        if kind == 'object':
            return {name: self.sample(member, dice) for name, member in schema.get('properties', {}).items()
                    if name in schema.get('required', []) or dice.random() < 0.2}
        if kind == 'array':
            return [self.sample(schema['items'], dice) for _ in range(max(1, schema.get('minItems', 0)))]
        if kind in ('integer', 'number'):
            return schema.get('example', schema.get('minimum', 1))
        if kind == 'boolean':
            return dice.random() < 0.5
        made = {'uuid': lambda: str(uuid.UUID(int=dice.getrandbits(128), version=4)),
                'date': lambda: '2026-12-24', 'date-time': lambda: '2026-11-20T10:00:00Z'}
        if schema.get('format') in made:
            return made[schema['format']]()
        return str(schema.get('example', 'x' * max(1, schema.get('minLength', 1))))


class Client:
    def __init__(self, contract, url, seed):
        self.contract, self.url, self.dice = contract, url, random.Random(seed)

    def call(self, operation, query=None, body=None, **path):
        """(status, answer) of one try; NO_ANSWER where none came, or half of one."""
        method, template, _ = self.contract.calls[operation]
        url = self.url + template.format(**{k: urllib.parse.quote(v, safe='') for k, v in path.items()})
        request = urllib.request.Request(
            url + ('?' + urllib.parse.urlencode(query) if query else ''), method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={'Accept': 'application/json', **({'Content-Type': 'application/json'} if body else {})})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_MAX) as reply:
                status, kind, raw = reply.status, reply.headers['Content-Type'], reply.read()
        except urllib.error.HTTPError as reply:
            with reply:
                status, kind, raw = reply.code, reply.headers['Content-Type'], reply.read()
        answer = json.loads(raw) if raw else None
        self.contract.check(operation, status, kind, answer)
        return status, answer

    def insist(self, operation, seconds=60, **arguments):
        """Asks until the loket has answered for good."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                status, answer = self.call(operation, **arguments)
            except NO_ANSWER:
                status = None
            if status is not None and status < 500 and status != 429:
                return status, answer
            time.sleep(self.dice.uniform(0.01, 0.2))
        raise Broken(f'{operation}: no answer in {seconds} s')
