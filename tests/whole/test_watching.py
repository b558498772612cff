#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A desk that watches: a loket that ends while it is asked and comes back, one that is away, and a machine that
sleeps."""
import http.server
import json
import os
import select
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
import uuid

import support

# Far longer than this test takes: who does not hear of the waking waits for it.
LATER_SECONDS = 600
SECONDS_MAX = 30


def on_a_bus_of_its_own():
    """The bus of a session stands for that of the machine, so that nothing is said on the real one."""
    if shutil.which('dbus-run-session') is None:
        support.skip('no dbus-run-session here')
    try:
        import gi  # noqa: F401
    except ImportError:
        support.skip('no python3-gi here')
    script = 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$0" "$@"'
    os.execvp('dbus-run-session', ['dbus-run-session', '--', 'sh', '-c', script, sys.executable, __file__, 'there'])


class Logind:
    """Only what it says when a machine falls asleep and wakes up."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.glib = GLib
        self.bus = Gio.bus_get_sync(Gio.BusType.SYSTEM, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', ('org.freedesktop.login1', 0)), None, Gio.DBusCallFlags.NONE, -1, None)

    def say(self, falls_asleep):
        self.bus.emit_signal(None, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep',
                             self.glib.Variant('(b)', (falls_asleep,)))
        self.bus.flush_sync(None)


class Busy(http.server.BaseHTTPRequestHandler):
    """Somebody in the loket's place who asks for patience."""
    asked = threading.Event()

    def do_GET(self):
        body = b'{"type": "urn:problem-type:belgif:serviceUnavailable", "title": "Busy", "status": 503}'
        self.send_response(503)
        self.send_header('Content-Type', 'application/problem+json')
        self.send_header('Content-Length', str(len(body)))
        self.send_header('Retry-After', str(LATER_SECONDS))
        self.end_headers()
        self.wfile.write(body)
        self.asked.set()

    def log_message(self, *_):
        pass


class Watch:
    """`loketctl sync --watch`, line by line."""

    def __init__(self, desk):
        self.process = subprocess.Popen([support.LOKETCTL, '--desk', desk, 'sync', '--watch'],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = ''

    def hears(self, text, seconds=SECONDS_MAX):
        until = time.monotonic() + seconds
        while text not in self.said and time.monotonic() < until:
            select.select([self.process.stdout], [], [], 0.2)
            self.said += (self.process.stdout.read() or b'').decode()
        return text in self.said

    def forget(self):
        self.said = ''

    def end(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


def note_of_a_colleague(loket):
    case_id, case = next(iter(loket.all_cases().items()))
    act_id = str(uuid.uuid4())
    body = {'actId': act_id, 'type': 'note', 'occurredOn': support.today(), 'basedOn': case['version'],
            'payload': {'text': 'Gebeld.'}}
    request = urllib.request.Request(f'{loket.url}/cases/{case_id}/acts/{act_id}', data=json.dumps(body).encode(),
                                     method='PUT', headers={'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=60) as reply:
        support.same(reply.status, 201, 'the note of a colleague')


def check_loket_that_comes_back(root):
    data = os.path.join(root, 'ended')
    with support.Loketd(data, '--cases', '5', '--seed', '1') as loket:
        watch = Watch(support.new_desk(root, 'ended-desk', loket.url))
        support.check(watch.hears('received 5'), f'a first sync: {watch.said}')
    try:
        with support.Loketd(data, port=loket.port) as again:
            note_of_a_colleague(again)
            support.check(watch.hears('received 1'), f'news of the loket that came back: {watch.said}')
            watch.forget()
            note_of_a_colleague(again)
            support.check(watch.hears('received 1'), f'news by the long poll: {watch.said}')
    finally:
        watch.end()


def check_what_a_watch_complains_of(root):
    """Each failure and each brake once, and once more where it comes back."""
    away = 'The loket cannot be reached'
    data = os.path.join(root, 'away')
    with support.Loketd(data, '--cases', '5', '--seed', '1') as loket:
        port = loket.port
    watch = Watch(support.new_desk(root, 'away-desk', f'http://127.0.0.1:{port}'))
    try:
        support.check(watch.hears(away), f'a loket that is away: {watch.said}')
        support.check(not watch.hears('\n' * 99, 6), 'a watch that goes on')
        support.same(watch.said.count(away), 1, f'once while it is away: {watch.said}')
        with support.Loketd(data, port=port):
            support.check(watch.hears('received 5'), f'the line is back: {watch.said}')
            watch.forget()
        support.check(watch.hears(away), f'a loket that is away again: {watch.said}')
        with support.Loketd(os.path.join(root, 'another'), port=port):
            support.check(watch.hears('(otherRealm: '), f'a brake: {watch.said}')
    finally:
        watch.end()


def check_machine_that_sleeps(root):
    logind = Logind()
    data = os.path.join(root, 'loket')
    with support.Loketd(data, '--cases', '5', '--seed', '1') as loket:
        desk = support.new_desk(root, 'desk', loket.url)
    busy = http.server.HTTPServer(('127.0.0.1', loket.port), Busy)
    threading.Thread(target=busy.serve_forever, daemon=True).start()
    watch = Watch(desk)
    support.check(Busy.asked.wait(SECONDS_MAX), 'a desk that asks')
    busy.shutdown()
    busy.server_close()
    try:
        with support.Loketd(data, port=loket.port):
            logind.say(True)
            support.check(not watch.hears('received', 3), f'nothing while it falls asleep: {watch.said}')
            logind.say(False)
            support.check(watch.hears('received 5'), f'news after waking: {watch.said}')
    finally:
        watch.end()


def main():
    with support.scratch() as root:
        check_loket_that_comes_back(root)
        check_what_a_watch_complains_of(root)
    on_a_bus_of_its_own()


def main_on_the_bus():
    with support.scratch() as root:
        check_machine_that_sleeps(root)


if __name__ == '__main__':
    if sys.argv[1:] == ['there']:
        main_on_the_bus()
    else:
        main()
