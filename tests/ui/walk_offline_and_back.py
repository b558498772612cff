# SPDX-License-Identifier: EUPL-1.2
"""A working day at the real window, without a network, and the evening on which it comes back.

A complaint is worked from acknowledgement to reasoned answer, a new one is taken in, the program is
killed in the middle of a sentence, and afterwards a plain HTTP client asks the loket what it has."""
import os
import re
import sys
import time

from person import click, content_of, everything, keys, name_of, role_of, type_text
from stage import Program, steps
from support import Loketd, check, new_desk, same, scratch

# loketd makes the same cases for the same seed: this many, this seed.
FILLING = ('--cases', '500', '--seed', '7')
# The first reply to a PUT is lost after the loket has committed it.
FAULT = ('--fault', 'PUT:/cases/*:1:drop')
COMPLAINANT = 'Testa Voorbeeldmans'
HALF_A_NOTE = 'Called the service, they will look for the fi'

step = steps()


def complaint_to_work_on(loket):
    """A complaint that nobody did anything about yet, with more than one grievance."""
    return next(c for c in loket.all_cases().values()
                if c['step'] == 'intake' and len(c['grievances']) == 2 and not c['acts']
                and c['procedure']['id'] == 'be-vlg-bestuursdecreet')


def see_line(me, contains):
    return me.see(contains=contains, roles=('status bar',))


def open_case(me, reference):
    """By search as you type among all cases."""
    click(me.see(contains='All cases', roles=('list item',)))
    keys('ctrl+f')
    keys('ctrl+a')
    type_text(reference)
    me.choose_row('Cases', reference)
    me.see(reference, roles=('label',))


def effects_of(form):
    """The lines of "What this does"."""
    texts = [name_of(n) for n in everything(form) if role_of(n) == 'label']
    return texts[texts.index('What this does') + 1:]


def check_effect(me, reference, line):
    """What a form said about dates and steps before is what the window shows after."""
    promise = re.fullmatch(r'(.+?): (.+?) → (.+?)( \(work by .+\))?( · .+)?', line)
    if promise is None:
        same(line, 'No date moves.', 'effect')
        return
    what, after = promise[1], promise[3]
    if what == 'Step':
        me.see(contains=f', {after}', roles=('list item',), within=me.see('Cases', roles=('list',)))
        return

    def told():
        texts = [name_of(n) for n in everything(me.see('Guide', roles=('panel',)))]
        own = [i for i, text in enumerate(texts) if text.rstrip(' \xa0⚠') == what]
        return any(after in texts[i:i + 4] for i in own)
    me.until(told, f'{what}: {after} among the terms of {reference}')


def do_act(me, reference, act, fill=None, choose=None, switch=None, confirm=False, checked=True):
    """Opens the form of an act, fills it in, reads what it will do, does it, and sees that it did."""
    me.press('Act')
    me.press(f'{act} …')
    form = me.window(act)
    for label, option in (choose or {}).items():
        me.choose(label, option, form)
    for label, text in (fill or {}).items():
        me.fill(label, text, form)
    if switch:
        me.press(switch, within=form)
    me.no_longer(roles=('alert',), within=form)
    time.sleep(0.5)  # the effect is worked out anew a moment after the last change
    promised = effects_of(form)
    check(promised, f'{act}: an effect that is told before')
    me.press(act, within=form)
    if confirm:
        me.press(act, within=me.window(f'{act}?'))
    me.until(lambda: not any(name_of(w) == act for w in me.windows()), f'{act}: the end of the form')
    if checked:
        for line in promised:
            check_effect(me, reference, line)
    print('          ', '; '.join(promised), flush=True)


def work_the_case(me, case):
    reference = case['reference']
    with step('open the complaint by search as you type'):
        open_case(me, reference)
        me.reads(case['subject'])
    with step('acknowledge'):
        do_act(me, reference, 'Acknowledge receipt', choose={'How the complainant is told': 'by e-mail'})
    with step('take up'):
        do_act(me, reference, 'Take up')
    with step('ask the service'):
        do_act(me, reference, 'Ask for information', {'What is asked': 'What happened to this request?'})
    with step('record the reply of the service, with its position'):
        do_act(me, reference, 'Record a reply', {'What was replied': 'It lay on the wrong desk.'},
               switch='It is the position of the service')
    with step('establish a fact'):
        do_act(me, reference, 'Establish a fact', {'What happened': 'Nobody answered for six weeks.',
                                                   'Proof': 'Register of the post'})
    for number, grievance in enumerate(case['grievances'], 1):
        with step(f'assess grievance {number}'):
            do_act(me, reference, 'Assess', {'Reasons': f'It took too long ({number}).'},
                   choose={'Grievance': f'{number}. {grievance["text"]}', 'Judgement': 'founded'})
    with step('answer, and confirm that it is final'):
        do_act(me, reference, 'Answer', {'Answer, with its reasons': 'Your complaint is founded: we were late.'},
               choose={'How the complainant is told': 'by e-mail'}, confirm=True)


def register_a_complaint(me):
    keys('ctrl+n')
    form = me.window('New complaint')
    me.choose('Language of the complaint', 'Dutch', form)
    for label, text in (('Received on (needed)', content_of(me.see('Registered on', roles=('text',), within=form))),
                        ('Name (needed)', COMPLAINANT), ('Subject', 'No reply to a letter'),
                        ('Facts, as the complainant tells them (needed)', 'I wrote in June and heard nothing.'),
                        ('Grievance 1', 'Nobody replied.')):
        me.fill(label, text, form)
    me.press('Register', within=form)
    toast = me.see(contains='the loket gives its own number')
    return re.search(r'as (\S+);', name_of(toast) + content_of(toast))[1]


def write_half_a_note(me):
    me.press('Act')
    me.press('Add a note …')
    form = me.window('Add a note')
    me.focus(me.see('Note', roles=('text',), within=form))
    type_text(HALF_A_NOTE)


def find_half_a_note(me):
    me.press('Act')
    me.press('Add a note …')
    form = me.window('Add a note')
    me.reads('This is your draft of earlier.', within=form)
    same(content_of(me.see('Note', roles=('text',), within=form)), HALF_A_NOTE, 'the draft of the note')
    me.press('Discard the draft …', within=form)
    me.press('Throw away')


def refresh_until_nothing_waits(me):
    for _ in range(20):
        keys('F5')
        time.sleep(1)
        status = me.see(roles=('status bar',))
        line = name_of(status) or content_of(status)  # GTK 4.18 tells of it only as content
        if line.startswith('Up to date') and 'wait' not in line:
            return
    sys.exit(f'acts still wait: {line}')


def check_the_loket(loket, case, provisional):
    """Each act exactly once, in the order in which it was done; the new complaint once."""
    taken = loket.get(f'/cases/{case["caseId"]}')
    wanted = ['acknowledge', 'takeUp', 'request', 'receive', 'establish', 'assess', 'assess', 'answer']
    same([act['type'] for act in taken['acts']], wanted, 'acts in the loket')
    same(len({act['actId'] for act in taken['acts']}), len(wanted), 'acts of their own')
    same(taken['acts'][3]['payload'].get('isPosition'), True, 'the position of the service')
    same([act['payload'].get('grievanceId') for act in taken['acts'][5:7]],
         [grievance['id'] for grievance in case['grievances']], 'grievances assessed')
    same((taken['step'], taken.get('outcome')), ('closed', 'answered'), 'step and outcome')
    new = [c for c in loket.all_cases().values() if any(p.get('name') == COMPLAINANT for p in c['complainants'])]
    same(len(new), 1, 'the new complaint in the loket')
    check(provisional in new[0].get('aliases', []) + [new[0]['reference']],
          f'the provisional reference {provisional} stays valid')
    same(len(loket.all_cases()), 501, 'cases in the loket')


def main():
    with scratch() as root:
        data, log = os.path.join(root, 'loket'), os.path.join(root, 'loket.log')
        with Loketd(data, *FILLING) as loket:
            desk = new_desk(root, 'desk', loket.url)
            case = complaint_to_work_on(loket)
            with Program('--desk', desk, log=log) as window:
                me = window.person
                with step('start and get the cases'):
                    see_line(me, 'Up to date')
                    me.see(contains='All cases, 500', roles=('list item',))
                loket.__exit__()
                with step('the loket goes away'):
                    keys('F5')
                    see_line(me, 'Offline since')
                work_the_case(me, case)
                with step('register a new complaint'):
                    provisional = register_a_complaint(me)
                with step('what waits is counted'):
                    see_line(me, '9 acts wait to be sent')
                with step('type half a note, and the program is killed'):
                    open_case(me, case['reference'])
                    write_half_a_note(me)
                    time.sleep(2.1)
                    window.kill()
                window.said_nothing_wrong()
        port = loket.url.rsplit(':', 1)[1]
        with Program('--desk', desk, log=log) as window:
            me = window.person
            with step('start again: the draft and what waits are there'):
                see_line(me, '9 acts wait to be sent')
                open_case(me, case['reference'])
                find_half_a_note(me)
            with Loketd(data, *FILLING, *FAULT, port=port) as loket:
                with step('the loket comes back, and loses a reply'):
                    refresh_until_nothing_waits(me)
                with step('quit'):
                    keys('ctrl+q')
                    window.ended()
                with step('the loket has it all, once'):
                    check_the_loket(loket, case, provisional)
        window.said_nothing_wrong()


if __name__ == '__main__':
    main()
