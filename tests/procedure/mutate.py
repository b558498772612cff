#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Flips every number and every comparison of src/procedure, one at a time, and runs the tests.

A change that no test notices is a survivor: a vector or a test is missing, or the change makes no
difference and stands, with the reason, in mutants-explained.txt (file, line, change, reason; with
tabs between; `*` and `?` as in a shell). Everything is built with AddressSanitizer, so that reading
beyond an end and forgetting to free are noticed too. Exit status 1 when there is a survivor without
an explanation.

    tests/procedure/mutate.py [--shard 1/4] [--limit N] [--file loket-term.c] [--build build]
"""
import argparse
import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "procedure"
TESTS = ROOT / "tests" / "procedure"
EXPLAINED = TESTS / "mutants-explained.txt"
# The quickest first: most changes are noticed by one of the first.
PROGRAMS = {
    "test-vectors": ["test-vectors.c", "vector.c"],
    "test-replay": ["test-replay.c", "small-case.c", "small.c"],
    "test-proof": ["test-proof.c", "small-case.c", "small.c"],
    "test-profile": ["test-profile.c", "small.c"],
    "test-calendar": ["test-calendar.c"],
    "test-states": ["test-states.c"],
    "test-rules": ["test-rules.c", "small.c"],
    "test-intake": ["test-intake.c", "small.c"],
    "replay-lines": ["replay-lines.c", "vector.c"],
}
SANITIZE = "-fsanitize=address"
# A change that makes a loop endless is noticed by the clock.
SECONDS_MAX = 20

FLIPS = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
NOT_CODE = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|^\s*#\s*include[^\n]*', re.S | re.M)
TOKEN = re.compile(r"(?<![-<>=!])(?:<=|>=|==|!=|<|>)(?![<>=])|(?<![\w.])\d+(?=u?\b)")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def find_mutants(path):
    text = path.read_text()
    code = NOT_CODE.sub(blank, text)
    for match in TOKEN.finditer(code):
        token = match.group()
        flipped = FLIPS.get(token) or str(int(token) + 1)
        line = text.count("\n", 0, match.start()) + 1
        yield {
            "file": path.name,
            "line": line,
            "content": text.splitlines()[line - 1].strip(),
            "change": f"{token} to {flipped}",
            "text": text[: match.start()] + flipped + text[match.end():],
        }


def read_explained():
    lines = EXPLAINED.read_text().splitlines() if EXPLAINED.exists() else []
    return [line.split("\t")[:3] for line in lines if line and not line.startswith("#")]


def is_explained(mutant, explained):
    # Brackets stand for themselves: they are too common in C.
    return any(fnmatch.fnmatchcase(mutant["file"], file) and mutant["change"] == change and
               fnmatch.fnmatchcase(mutant["content"], content.replace("[", "[[]"))
               for file, content, change in explained)


class Bench:
    """A copy of the library as one shared object, so that a change costs one compilation."""

    def __init__(self, build, folder):
        self.folder = Path(folder)
        commands = json.loads((build / "compile_commands.json").read_text())
        self.commands = {}
        for entry in commands:
            path = (Path(entry["directory"]) / entry["file"]).resolve()
            if path.parent in (SOURCES, TESTS, ROOT / "src/base", ROOT / "src/case"):
                self.commands[path] = (entry["directory"], self.clean(shlex.split(entry["command"])))
        self.libs = subprocess.check_output(
            ["pkg-config", "--libs", "gio-unix-2.0", "json-glib-1.0"], text=True).split()
        self.objects = {path: self.compile(path, path) for path in self.commands}
        self.link(self.objects)
        for name, sources in PROGRAMS.items():
            objects = [str(self.objects[TESTS / source]) for source in sources]
            subprocess.check_call(["cc", SANITIZE, "-o", str(self.folder / name), *objects,
                                   "-L", str(self.folder), "-lbench", f"-Wl,-rpath,{self.folder}", *self.libs])

    @staticmethod
    def clean(words):
        kept, skip = [], False
        for word in words:
            if skip or word in ("-c", "-MD", "ccache"):
                skip = False
            elif word in ("-o", "-MQ", "-MF"):
                skip = True
            elif not word.endswith(".c") and not word.startswith("-fsanitize"):
                kept.append("-O0" if word.startswith("-O") else word)
        return kept + ["-fPIC", "-w", "-g0", SANITIZE]

    def compile(self, path, source):
        directory, words = self.commands[path]
        target = self.folder / (path.parent.name + "-" + path.stem + (".o" if path == source else ".mutant.o"))
        done = subprocess.run([*words, "-I", str(path.parent), "-c", str(source), "-o", str(target)],
                              cwd=directory, capture_output=True, text=True)
        if done.returncode != 0 and path == source:
            raise SystemExit(done.stderr)
        return target if done.returncode == 0 else None

    def link(self, objects):
        own = [str(objects[path]) for path in objects if path.parent != TESTS]
        subprocess.check_call(["cc", SANITIZE, "-shared", "-o", str(self.folder / "libbench.so"), *own,
                               *self.libs])

    def run(self, program, *arguments):
        environment = {**os.environ, "LOKET_DATADIR": str(ROOT / "data"), "LOKET_SOURCE_ROOT": str(ROOT),
                       "G_DEBUG": "fatal-warnings", "LC_ALL": "C.UTF-8",
                       "LSAN_OPTIONS": f"suppressions={ROOT / 'tests' / 'lsan.supp'}"}
        try:
            done = subprocess.run([*program, *arguments], env=environment, cwd=self.folder,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS_MAX)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def passes(self):
        for name in PROGRAMS:
            if name != "replay-lines" and not self.run([str(self.folder / name)]):
                return False
        return self.run([sys.executable, str(TESTS / "naive" / "compare.py"), str(self.folder / "replay-lines")],
                        "--count", "2000", "--seed", "1")

    def survives(self, mutant):
        path = SOURCES / mutant["file"]
        source = self.folder / mutant["file"]
        source.write_text(mutant["text"])
        changed = self.compile(path, source)
        if changed is None:
            return False
        self.link({**self.objects, path: changed})
        return self.passes()


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shard", default="1/1", help="which part of how many, 1/4 is the first of four")
    parser.add_argument("--limit", type=int, help="stop after so many changes")
    parser.add_argument("--file", help="only this file of src/procedure")
    parser.add_argument("--build", default="build", help="a configured build folder")
    parser.add_argument("--list", action="store_true", help="say what would be changed, and how often")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    part, parts = map(int, arguments.shard.split("/"))
    files = sorted(SOURCES.glob(arguments.file or "*.c"))
    mutants = [mutant for path in files for mutant in find_mutants(path)][part - 1::parts][:arguments.limit]
    if arguments.list:
        print("\n".join(f"{m['file']}:{m['line']}: {m['change']}: {m['content']}" for m in mutants))
        return 0
    explained, folder = read_explained(), tempfile.mkdtemp(prefix="loket-mutants-")
    counts = {"noticed": 0, "explained": 0, "survived": 0}
    try:
        bench = Bench(ROOT / arguments.build, folder)
        if not bench.passes():
            raise SystemExit("the tests fail before anything is changed")
        for mutant in mutants:
            if not bench.survives(mutant):
                counts["noticed"] += 1
            elif is_explained(mutant, explained):
                counts["explained"] += 1
            else:
                counts["survived"] += 1
                print(f"{mutant['file']}:{mutant['line']}: {mutant['change']}: {mutant['content']}", flush=True)
    finally:
        shutil.rmtree(folder)
    print(", ".join(f"{count} {name}" for name, count in counts.items()), flush=True)
    return 1 if counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
