# SPDX-License-Identifier: EUPL-1.2
"""Replay as the naive reader does it: FORMAT.md 4 and 8 from top to bottom, nothing clever."""

import copy

from clocks import read_clock
from days import brussels_day, parse_day
from hours import parse_moment

ACT_TYPES = """acknowledge takeUp decline requalify transfer acceptTransfer returnTransfer assign recuse
restrict link request receive completeFile contact note establish assess recordProceedings
endProceedings extend suspend resume inform remind offerMediation consent propose respond settle
endMediation submit approve sendBack answer dispatch returnedMail promiseRemedy fulfilRemedy recommend
followUp close reopen openNextLine inquire attest withdraw correct annul setFollowUp setUrgency""".split()
TELLS = "acknowledge decline transfer request extend inform offerMediation answer".split()
ALWAYS = "note contact correct annul assign setFollowUp setUrgency link".split()
RULES_UNKNOWN_STILL = "note contact setFollowUp setUrgency assign".split()
NO_FACTS = """caseId reference aliases agency procedure version acts step flags outcome clocks
documents""".split()
READ_BY_RULES = """receivedOn receivedAt answerChannel grievances filingLanguage demandKinds
contestedDecision""".split()
ROLES = "coordinator standIn approver investigator reader connectedService".split()
ALLOWED = ("allowed", None)
WAITED_FOR = ("citizen", "service", "third")
PAYLOAD_GUARDS = ("groundKnown", "reasonGiven", "textGiven", "grievanceKnown", "outcomeKnown",
                  "kindKnown")


def codes_of(value):
    """The texts of a list; anything else holds none."""
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def is_blank(value):
    return not isinstance(value, str) or not value.strip()


class Effect:
    """An act that has an effect, with its counting day and, where it is known, its moment."""

    def __init__(self, act, day, moment):
        self.type, self.payload = act["type"], act.get("payload", {})
        self.day, self.moment = day, moment
        self.closes = self.counts_when_taken = False


class Annulment(Exception):
    """Somebody's act lost its effect: everything is replayed without it."""

    def __init__(self, target, by):
        super().__init__()
        self.target, self.by = target, by


class Replay:
    def __init__(self, profile, targets, vector, annulled):
        self.profile, self.targets, self.annulled = profile, targets, annulled
        self.facts = copy.deepcopy(vector["case"])
        self.now = parse_moment(vector["now"])
        self.today = brussels_day(self.now)
        self.roles = {role for role in vector.get("viewer", {}).get("roles", []) if role in ROLES}
        self.acts = in_order(vector["acts"])
        self.effects, self.judged = [], []
        self.step = "intake" if profile else self.facts.get("step")
        self.outcome = None if profile else self.facts.get("outcome")
        self.reopened_at = 0
        self.asked, self.submitted = [], False
        self.urgency, self.follow_up = "normal", None
        self.assigned_to = None
        self.requalified = []

    # What happened

    def run(self):
        for place, act in enumerate(self.acts):
            day = self.counting_day(act)
            if act["actId"] in self.annulled:
                answer, reason = "recordOnly", "annulled"
            elif act["actId"] in self.annulled.values():
                answer, reason = ALLOWED
            else:
                answer, reason = self.judge(act, day, place)
                if answer == "allowed":
                    if act["type"] == "annul":
                        raise Annulment(act["payload"]["actId"], act["actId"])
                    self.apply(act, day)
            self.judged.append({"actId": act["actId"], "answer": answer, "reason": reason,
                                "countingDay": day.isoformat()})
        return self

    def via(self, act):
        return act.get("payload", {}).get("via") or self.facts.get("answerChannel")

    def counting_day(self, act):
        if act["type"] in TELLS and self.via(act) == "loket":
            if not act.get("seq"):
                return self.today
            if act.get("recordedAt"):
                return brussels_day(act["recordedAt"])
        return parse_day(act["occurredOn"])

    def counting_moment(self, act, day):
        """When exactly the act counts, or None where only the day is known."""
        if act["type"] in TELLS and self.via(act) == "loket":
            if not act.get("seq"):
                return self.now
            if act.get("recordedAt"):
                return parse_moment(act["recordedAt"])
        moment = parse_moment(act.get("occurredAt"))
        return moment if moment and brussels_day(moment) == day else None

    def apply(self, act, day):
        effect = Effect(act, day, self.counting_moment(act, day))
        effect.counts_when_taken = (effect.type in TELLS and not act.get("seq")
                                    and self.via(act) == "loket")
        payload, before = effect.payload, self.step
        row = self.row_for(effect.type, payload) if self.profile else None
        if row:
            self.move(row, effect)
        if effect.type == "correct":
            set_fact(self.facts, payload["field"].split("."), payload.get("new"))
        if effect.type == "requalify":
            to = payload.get("to")
            if isinstance(to, list) and codes_of(to) == to and to:
                self.requalified = to
        if effect.type == "request" and payload.get("from") in WAITED_FOR:
            self.asked.append(payload["from"])
        if effect.type == "receive":
            self.asked = [who for who in self.asked if who != payload.get("from")]
        if effect.type in ("submit", "approve", "sendBack"):
            self.submitted = effect.type == "submit"
        if effect.type == "setFollowUp" and self.step != "closed":
            self.follow_up = payload["on"]
        if effect.type == "setUrgency":
            self.urgency = payload["level"]
        if effect.type == "assign":
            self.assigned_to = payload["to"]
        if effect.type == "recuse" and not is_blank(payload.get("to")):
            self.assigned_to = payload["to"]
        effect.closes = before != "closed" and self.step == "closed"
        if effect.closes or effect.type == "answer":
            self.asked, self.submitted = [], False
        if effect.closes:
            self.follow_up = None
        self.effects.append(effect)
        if effect.type == "reopen":
            self.outcome, self.reopened_at = None, len(self.effects)

    def move(self, row, effect):
        target = row.get("to", self.step)
        if isinstance(target, dict):
            target = target["remedyOpen" if self.remedy_open() else "otherwise"]
        self.step = target
        if effect.type == "answer" and self.since_reopened("settle"):
            self.outcome = "settled"
        elif effect.type == "close" and any(g["guard"] == "outcomeKnown" for g in row.get("guards", [])):
            self.outcome = effect.payload["outcome"]
        elif "outcome" in row:
            self.outcome = row["outcome"]

    def done(self, act_type):
        return [effect for effect in self.effects if effect.type == act_type]

    def since_reopened(self, act_type):
        return [effect for effect in self.effects[self.reopened_at:] if effect.type == act_type]

    def remedy_open(self):
        return len(self.done("promiseRemedy")) > len(self.done("fulfilRemedy"))

    # What may be done

    def judge(self, act, day, place):
        """The generic rules in their order, then the row's guards."""
        act_type, payload = act["type"], act.get("payload", {})
        if not act.get("seq") and self.restricted() and act_type != "note":
            return "notAllowed", "noPermission"
        if act_type not in ACT_TYPES:
            return "recordOnly", "unknownType"
        if parse_day(act["occurredOn"]) > self.today:
            return "notAllowed", "inTheFuture"
        if not self.profile:
            if act_type not in RULES_UNKNOWN_STILL:
                return "recordOnly", "rulesUnknown"
            return self.judge_always(act, place)
        if act_type in ALWAYS:
            return self.judge_always(act, place)
        if not self.rows_for(act_type, payload):
            return "notAllowed", "notInProcedure"
        row = self.row_for(act_type, payload)
        if not row:
            return "notAllowed", "wrongStep"
        if act_type in TELLS and day < parse_day(self.facts["receivedOn"]):
            return "notAllowed", "beforeReceipt"
        if act_type == "transfer" and self.body(payload) in self.bodies_that_returned():
            return "notAllowed", "returnedBefore"
        for guard in row.get("guards", []):
            if not self.holds(guard, act_type, payload, day):
                return self.refusal(guard)
        return ALLOWED

    @staticmethod
    def body(payload):
        """The name to which a case is passed; None where it has none."""
        name = payload.get("to")
        return (name.strip(" ") or None) if isinstance(name, str) else None

    def bodies_that_returned(self):
        found, holder = set(), None
        for effect in self.effects:
            if effect.type == "transfer":
                holder = self.body(effect.payload)
            elif effect.type == "returnTransfer":
                found.add(holder)
        return found - {None}

    def restricted(self):
        return bool(self.roles) and self.roles <= {"reader", "connectedService"}

    def demand_kinds(self):
        """The kinds that the case has now; the profile's first where nobody named one."""
        first = self.profile["demandKinds"][0]["code"]
        return self.requalified or codes_of(self.facts.get("demandKinds")) or [first]

    def is_there(self, entry):
        """Whether a clock, row or check applies to what the case asks for."""
        return "demands" not in entry or any(kind in entry["demands"] for kind in self.demand_kinds())

    def rows_of(self, act_type):
        return [row for row in self.profile["acts"] if row["act"] == act_type and self.is_there(row)]

    def rows_for(self, act_type, payload):
        return [row for row in self.rows_of(act_type)
                if "when" not in row or payload.get("kind") in row["when"]["kind"]]

    def row_for(self, act_type, payload):
        for row in self.rows_for(act_type, payload):
            if self.step in row["in"]:
                return row
        return None

    @staticmethod
    def refusal(guard):
        word = guard["guard"]
        light = word in ("notYetDone", "beforeTermEnds", "requestOpen")
        return guard.get("else", "recordOnly" if light else "notAllowed"), word

    def holds(self, guard, act_type, payload, day):
        word = guard["guard"]
        if word == "notYetDone":
            return not self.since_reopened(act_type)
        if word == "done":
            return bool(self.done(guard["act"]))
        if word == "notDone":
            return not self.done(guard["act"])
        if word == "extensionLeft":
            extensions = (self.clock(guard["clock"]) or {}).get("extensions")
            if not extensions:
                return False
            return len(self.done(extensions["act"])) < extensions["max"]["value"]
        if word == "beforeTermEnds":
            clock = self.clock(guard["clock"])
            due = self.read(clock)["due"] if clock else None
            return due is None or day <= parse_day(due)
        if word == "consentOfAll":
            return self.all_consent()
        if word == "requestOpen":
            return payload.get("from") in self.asked
        return self.payload_holds(word, payload)

    def all_consent(self):
        """Whether all who were asked since the last offer said yes in the end, both sides among them."""
        said = {}
        for effect in self.effects:
            if effect.type == "offerMediation":
                said = {}
            party = effect.payload.get("party")
            if effect.type == "consent" and isinstance(party, str):
                said[party] = effect.payload.get("yes") is True
        return {"citizen", "service"} <= set(said) and all(said.values())

    def payload_holds(self, word, payload):
        if word == "groundKnown":
            return any(ground["code"] == payload.get("ground") and ground["kind"] == payload.get("kind")
                       for ground in self.profile["grounds"])
        if word == "reasonGiven":
            return not is_blank(payload.get("reason"))
        if word == "textGiven":
            return not is_blank(payload.get("text"))
        if word == "grievanceKnown":
            return payload.get("grievanceId") is None or payload["grievanceId"] in self.grievances()
        if word == "kindKnown":
            known = [kind["code"] for kind in self.profile["demandKinds"]]
            to = payload.get("to")
            return isinstance(to, list) and bool(to) and all(kind in known for kind in to)
        if word == "outcomeKnown":
            return payload.get("outcome") in ("resolvedAtOnce", "withdrawn", "withoutObject", "lapsed")
        raise ValueError("unknown guard " + word)

    def judge_always(self, act, place):
        act_type, payload = act["type"], act.get("payload", {})
        if act_type == "correct":
            reason = self.correct_fails(payload)
        elif act_type == "annul":
            reason = self.annul_fails(payload, place)
        elif act_type in ("note", "contact"):
            reason = "textGiven" if is_blank(payload.get("text")) else None
        elif act_type == "setFollowUp":
            reason = None if parse_day(payload.get("on")) else "dayGiven"
        elif act_type == "assign":
            reason = "personGiven" if is_blank(payload.get("to")) else None
        elif act_type == "setUrgency":
            reason = urgency_fails(payload)
        else:
            reason = None
        return ("notAllowed", reason) if reason else ALLOWED

    def correct_fails(self, payload):
        field = payload.get("field")
        if is_blank(field) or field.split(".")[0] in NO_FACTS:
            return "fieldUnknown"
        if payload.get("old") != get_fact(self.facts, field.split(".")):
            return "oldDiffers"
        if field.split(".")[0] in READ_BY_RULES and is_blank(payload.get("reason")):
            return "reasonGiven"
        if field == "receivedOn":
            new = parse_day(payload.get("new"))
            if new is None:
                return "valueUnfit"
            if new > self.today:
                return "receiptInTheFuture"
        return None

    def annul_fails(self, payload, place):
        target = next((act for act in self.acts[:place] if act["actId"] == payload.get("actId")), None)
        if target is None:
            return "actUnknown"
        if target["actId"] in self.annulled:
            return "alreadyAnnulled"
        if target["type"] == "annul":
            return "cannotBeAnnulled"
        if target["type"] in TELLS and (target.get("seq") or self.via(target) != "loket"):
            return "letterHasLeft"
        return "reasonGiven" if is_blank(payload.get("reason")) else None

    # How the case stands

    def clock(self, name):
        """The clock of that name that is there, or None."""
        there = self.first_that_are_there(self.profile["clocks"])
        return next((clock for clock in there if clock["clock"] == name), None)

    def first_that_are_there(self, clocks):
        """Of the clocks with one id only the first that applies."""
        found = {}
        for clock in filter(self.is_there, clocks):
            found.setdefault(clock["clock"], clock)
        return list(found.values())

    def read(self, clock):
        return read_clock(clock, self.profile["officeCalendar"], self.facts, self.effects, self.now)

    def clocks(self):
        """The clocks that are there: the profile's, then the agency's own."""
        return self.first_that_are_there(self.profile["clocks"]) + self.first_that_are_there(self.targets)

    def grievances(self):
        return [grievance["id"] for grievance in self.facts.get("grievances") or []]

    def waiting_for(self):
        if self.submitted:
            return "approver"
        return self.asked[-1] if self.asked else "nobody"

    def expect(self):
        result = {
            "step": self.step, "outcome": self.outcome or "none", "urgency": self.urgency,
            "followUpOn": self.follow_up, "waitingFor": self.waiting_for(),
            "assignee": self.assigned_to or self.facts.get("assignee"),
            "effects": self.judged, "permissions": self.permissions(),
        }
        if not self.profile:
            return {**result, "flags": sorted(self.facts.get("flags", [])), "next": "nothing",
                    "checklist": []}
        clocks = [self.read(clock) for clock in self.clocks()]
        checklist = self.checklist(clocks)
        return {**result, "clocks": clocks, "flags": self.flags(clocks), "checklist": checklist,
                "next": self.next(clocks, checklist)}

    def flags(self, clocks):
        late = ("overdue", "metLate")
        ours = [(clock, reading["state"]) for clock, reading in zip(self.clocks(), clocks)
                if clock.get("whose") != "citizen"]
        answer = next((state for clock, state in ours if clock["clock"] == "answer"), None)
        opens_on = self.profile["nextLine"]["opensOn"]
        declined = any(effect.payload.get("kind") == "notHandled" for effect in self.done("decline"))
        flags = {
            "acknowledged": self.done("acknowledge"),
            "takenUp": self.done("takeUp"),
            "suspended": answer == "suspended",
            "late": any(state in late and clock["kind"] == "legal" for clock, state in ours),
            "nextLineOpen": (self.done("openNextLine") or ("declined" in opens_on and declined)
                             or ("late" in opens_on and answer in late)),
        }
        return sorted(name for name, is_set in flags.items() if is_set)

    def checklist(self, clocks):
        states = states_of(clocks)
        inadmissible = any(effect.payload.get("kind") == "inadmissible"
                           for effect in self.since_reopened("decline"))
        heard = (any(effect.payload.get("from") == "service" for effect in self.done("receive")) or
                 any(effect.payload.get("with") == "service" for effect in self.done("contact")))
        done = {
            "acknowledged": bool(self.done("acknowledge")) or states.get("acknowledgement") == "skipped",
            "admissible": not inadmissible and (bool(self.done("takeUp")) or self.step != "intake"),
            "takenUp": bool(self.done("takeUp")),
            "bothSidesHeard": heard,
            "factsEstablished": bool(self.done("establish")),
            "answered": bool(self.done("answer") or self.done("settle")),
        }
        checks = []
        for check in filter(self.is_there, self.profile["checklist"]):
            count, of = self.assessed() if check["code"] == "everyGrievanceAssessed" else (0, 0)
            is_done = count == of if of else done[check["code"]]
            checks.append({"code": check["code"], "done": is_done, "must": check["must"],
                           "count": count, "of": of})
        return checks

    def assessed(self):
        named = [effect.payload.get("grievanceId") for effect in self.done("assess")]
        grievances = self.grievances()
        if not grievances:
            return (1 if None in named else 0), 1
        return sum(1 for grievance in grievances if grievance in named), len(grievances)

    def next(self, clocks, checklist):
        states = states_of(clocks)
        undone = [check["code"] for check in checklist if not check["done"]]
        if self.step == "closed":
            return "nothing"
        if self.step == "aftercare":
            return "followUp"
        if not self.done("acknowledge") and states.get("acknowledgement") in ("running", "overdue"):
            return "acknowledge"
        if self.step == "intake" and self.rows_of("takeUp") and not self.done("takeUp"):
            return "decideTakeUp"
        if self.step == "mediating":
            return "mediate"
        if self.waiting_for() != "nobody":
            return "awaitApproval" if self.waiting_for() == "approver" else "awaitReply"
        if "bothSidesHeard" in undone:
            return "hearService"
        return "assess" if "everyGrievanceAssessed" in undone else "answer"

    def permissions(self):
        result = {}
        for act_type in ACT_TYPES:
            answer, reason = self.permission(act_type)
            result[act_type] = {"answer": answer, "reason": reason}
        return result

    def permission(self, act_type):
        if self.restricted() and act_type != "note":
            return "notAllowed", "noPermission"
        if not self.profile:
            return ALLOWED if act_type in RULES_UNKNOWN_STILL else ("recordOnly", "rulesUnknown")
        if act_type in ALWAYS:
            return ALLOWED
        rows = self.rows_of(act_type)
        if not rows:
            return "notAllowed", "notInProcedure"
        row = next((row for row in rows if self.step in row["in"]), None)
        if not row:
            return "notAllowed", "wrongStep"
        if act_type in TELLS and self.today < parse_day(self.facts["receivedOn"]):
            return "notAllowed", "beforeReceipt"
        for guard in row.get("guards", []):
            if guard["guard"] in PAYLOAD_GUARDS:
                continue
            payload = {"from": self.asked[-1]} if self.asked else {}
            if not self.holds(guard, act_type, payload, self.today):
                return self.refusal(guard)
        return ALLOWED


def states_of(clocks):
    """The state by clock; where a target has the name of a clock of the profile, that clock's."""
    return {clock["clock"]: clock["state"] for clock in reversed(clocks)}


def urgency_fails(payload):
    level = payload.get("level")
    if level not in ("normal", "high", "urgent"):
        return "urgencyKnown"
    return "reasonGiven" if level != "normal" and is_blank(payload.get("reason")) else None


def get_fact(facts, path):
    node = facts
    for name in path:
        if isinstance(node, dict):
            node = node.get(name)
        elif isinstance(node, list) and name.isdigit() and int(name) < len(node):
            node = node[int(name)]
        else:
            return None
    return node


def set_fact(facts, path, value):
    parent = get_fact(facts, path[:-1])
    if isinstance(parent, list):
        if path[-1].isdigit() and int(path[-1]) < len(parent):
            parent[int(path[-1])] = value
    elif isinstance(parent, dict):
        if value is None:
            parent.pop(path[-1], None)
        else:
            parent[path[-1]] = value


def in_order(acts):
    """Taken acts by seq, then pending ones as they stand."""
    taken = sorted((act for act in acts if act.get("seq")), key=lambda act: act["seq"])
    known = {act["actId"] for act in taken}
    return taken + [act for act in acts if not act.get("seq") and act["actId"] not in known]


def replay(profile, targets, vector):
    """The whole of `expect` for a vector. `profile` is None where nobody knows it; `targets` are the
    clocks that the agency adds."""
    annulled = {}
    while True:
        try:
            return Replay(profile, targets, vector, dict(annulled)).run().expect()
        except Annulment as annulment:
            annulled[annulment.target] = annulment.by
