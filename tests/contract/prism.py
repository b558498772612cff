# SPDX-License-Identifier: EUPL-1.2
"""Prism as a validating proxy, and loketd behind it: started, watched and ended by the tests."""

import os
import pathlib
import re
import select
import socket
import subprocess
import tempfile
import time

import contract_tools

START_SECONDS_MAX = 60
VIOLATION = "stoplight.io/prism/errors"

# What Prism itself writes of a violation: with --errors it answers with one, and it logs them all.
LOGGED = re.compile(r"stoplight\.io/prism/errors|Violation: ", re.I)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Child:
    """A program that is ended with the block, its output kept in a file."""

    def __init__(self, name, command, env=None):
        self.name = name
        self._log = tempfile.NamedTemporaryFile("w+", suffix=f"-{name}.log", encoding="utf-8")
        self._process = subprocess.Popen(
            [str(c) for c in command], stdin=subprocess.DEVNULL, stdout=self._log,
            stderr=subprocess.STDOUT, env=env)

    def log(self):
        return pathlib.Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    def wait_for(self, pattern):
        """The match of what it prints once it is ready."""
        until = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < until:
            found = re.search(pattern, self.log())
            if found:
                return found
            if self._process.poll() is not None:
                break
            select.select([], [], [], 0.05)
        log = self.log()
        self.end()
        raise RuntimeError(f"{self.name} did not start:\n{log}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


class Loketd(Child):
    """The reference loket on a free port, with data of its own."""

    def __init__(self, program, folder, *options):
        super().__init__("loketd", [program, "--port", "0", "--data", folder, *options])
        self.url = self.wait_for(r"listening (http://\S+)").group(1).rstrip("/")


class Prism(Child):
    """A proxy that answers with an error of its own when either side breaks the contract."""

    def __init__(self, tools, upstream, contract=contract_tools.CONTRACT):
        port = free_port()
        env = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0"}
        super().__init__(
            "prism", [tools / "prism", "proxy", "--errors", "--host", "127.0.0.1", "--port", port,
                      "--cors", "false", contract, upstream], env)
        self.url = f"http://127.0.0.1:{port}"
        self.wait_for(r"Prism is listening on")

    def violations(self):
        """The lines of its log that tell of one."""
        return [line.strip() for line in self.log().splitlines() if LOGGED.search(line)]
