#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The help: every language has every page, pages are XML of the right shape, links lead somewhere, commands exist."""
import json
import os
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = sys.argv.pop(1)
HELP = os.path.join(ROOT, 'help')
MALLARD = '{http://projectmallard.org/1.0/}'
LANGUAGES = ('C', 'nl', 'fr', 'de')
KNOWN = {MALLARD + name for name in ('page', 'info', 'link', 'desc', 'title', 'p', 'code', 'section', 'list', 'item', 'em',
                                     'file', 'gui', 'key', 'keyseq')}


def pages(language):
    folder = os.path.join(HELP, language)
    return {name: ElementTree.parse(os.path.join(folder, name)).getroot() for name in sorted(os.listdir(folder))}


def codes(element):
    return [code.text for code in element.iter(MALLARD + 'code')]


class Help(unittest.TestCase):
    def test_every_language_has_every_page(self):
        self.assertEqual(sorted(set(os.listdir(HELP)) - {'meson.build'}), sorted(LANGUAGES))
        for language in LANGUAGES:
            self.assertEqual(list(pages(language)), ['documents.page', 'index.page', 'procedure.page', 'unsent.page', 'why.page'])

    def test_pages_have_the_same_shape(self):
        for name, page in pages('C').items():
            for language in LANGUAGES[1:]:
                other = pages(language)[name]
                texts = [p.text for p in page.iter(MALLARD + 'p') if p.text], [p.text for p in other.iter(MALLARD + 'p') if p.text]
                self.assertEqual(codes(page)[:2], codes(other)[:2], (language, name))
                self.assertEqual(len(texts[0]), len(texts[1]), (language, name))
                self.assertFalse(set(texts[0]) & set(texts[1]), (language, name))
                self.assertEqual([section.get('id') for section in page.iter(MALLARD + 'section')],
                                 [section.get('id') for section in other.iter(MALLARD + 'section')])

    def test_pages_are_what_readers_know(self):
        for language in LANGUAGES:
            for name, page in pages(language).items():
                self.assertEqual(page.tag, MALLARD + 'page')
                self.assertEqual(page.get('id') + '.page', name)
                self.assertEqual({element.tag for element in page.iter()} - KNOWN, set())
                self.assertIsNotNone(page.find(MALLARD + 'title'))
                self.assertIsNotNone(page.find(MALLARD + 'info/' + MALLARD + 'desc'))
                for section in page.iter(MALLARD + 'section'):
                    self.assertTrue(section.find(MALLARD + 'title').text)

    def test_links_lead_somewhere(self):
        for language in LANGUAGES:
            known = {page.get('id') for page in pages(language).values()}
            for name, page in pages(language).items():
                links = [link.get('xref') for link in page.iter(MALLARD + 'link')]
                self.assertLessEqual(set(links), known, (language, name))
                if name != 'index.page':
                    self.assertIn('index', links)

    def test_examples_are_json(self):
        page = pages('C')['procedure.page']
        for code in codes(page):
            if code.startswith('{'):
                self.assertIn('anchor', json.loads(code))
            elif code.startswith('"'):
                self.assertTrue(json.loads('{' + code + '}'))

    def test_files_that_are_named_are_there(self):
        folder = os.path.join(ROOT, 'data', 'procedures')
        for page in pages('nl').values():
            for element in page.iter(MALLARD + 'file'):
                if re.fullmatch(r'[A-Za-z.-]+(\.json|\.md|-blank)', element.text):
                    self.assertTrue(os.path.exists(os.path.join(folder, element.text)), element.text)


if __name__ == '__main__':
    unittest.main()
