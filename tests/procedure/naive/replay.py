# SPDX-License-Identifier: EUPL-1.2
"""Replay as the naive reader does it: FORMAT.md 4 and 8 from top to bottom, nothing clever."""

import copy

from clocks import read_clock
from days import brussels_day, parse_day
from demands import Demands, codes_of, demand_of
from hours import parse_moment
from letters import Letters, Sent, target_of
from standing import Standing
from words import (ACT_TYPES, ALLOWED, ALWAYS, NO_FACTS, NO_LETTER, ONLOOKERS_MAY, OUTCOMES_OF_CLOSE,
                   READ_BY_RULES, ROLES, RULES_UNKNOWN_STILL, TELLS, WAITED_FOR, is_blank)

class Effect:
    """An act that has an effect, with its counting day (None: its letter came back) and, where it is
    known, its moment."""

    def __init__(self, act, day, moment):
        self.type, self.payload = act["type"], act.get("payload", {})
        self.day, self.moment = day, moment
        self.closes = self.counts_when_taken = self.is_letter = self.was_returned = False
        self.demand, self.ends_the_rest = demand_of(self.payload), True


class Annulment(Exception):
    """Somebody's act lost its effect: everything is replayed without it."""

    def __init__(self, target, by):
        super().__init__()
        self.target, self.by = target, by


class Replay(Standing):
    def __init__(self, profile, targets, vector, annulled, sent):
        self.profile, self.targets, self.annulled = profile, targets, annulled
        self.facts = copy.deepcopy(vector["case"])
        self.now = parse_moment(vector["now"])
        self.today = brussels_day(self.now)
        self.roles = {role for role in vector.get("viewer", {}).get("roles", []) if role in ROLES}
        self.acts = in_order(vector["acts"])
        self.letters = Letters([act for act in self.acts
                                if act["actId"] in sent and act["actId"] not in annulled])
        self.demands = Demands()
        self.effects, self.judged, self.vias = [], [], {}
        self.step = "intake" if profile else self.facts.get("step")
        self.outcome = None if profile else self.facts.get("outcome")
        self.reopened_at = 0
        self.asked, self.submitted = [], False
        self.urgency, self.follow_up = "normal", None
        self.assigned_to = self.restricted_to = self.conduct_review_on = None
        self.documents = [document["documentId"] for document in self.facts.get("documents") or []
                          if isinstance(document.get("documentId"), str)]
        if profile:
            self.demands.hold(self.facts, profile)

    # What happened

    def run(self):
        for place, act in enumerate(self.acts):
            self.vias[act["actId"]] = self.via(act)
            day = self.counting_day(act)
            if act["actId"] in self.annulled:
                answer, reason = "recordOnly", "annulled"
            elif act["actId"] in self.annulled.values():
                answer, reason = ALLOWED
            elif self.letters.is_kept(act):
                answer, reason = ALLOWED
                self.apply(act, day)
            else:
                answer, reason = self.judge(act, day or parse_day(act["occurredOn"]), place)
                if answer == "allowed":
                    if act["type"] == "annul":
                        raise Annulment(act["payload"]["actId"], act["actId"])
                    if target_of(act) is not None:
                        raise Sent(act["actId"])
                    self.apply(act, day)
            if reason != "annulled" and answer != "notAllowed" and self.is_letter(act):
                self.letters.add(act, parse_day(act["occurredOn"]))
            self.judged.append({"actId": act["actId"], "answer": answer, "reason": reason,
                                "countingDay": day.isoformat() if day else None})
        return self

    def is_letter(self, act):
        return act["type"] in TELLS and self.via(act) not in NO_LETTER

    def via(self, act):
        return act.get("payload", {}).get("via") or self.facts.get("answerChannel")

    def counting_day(self, act):
        """The day on which an act counts; None for a letter that came back."""
        if self.letters.carrier(act):
            return self.letters.day_of(self.letters.carrier(act))
        if act["type"] in TELLS and self.via(act) == "loket":
            if not act.get("seq"):
                return self.today
            if act.get("recordedAt"):
                return brussels_day(act["recordedAt"])
        return parse_day(act["occurredOn"])

    def counting_moment(self, act, day):
        """When exactly the act counts, or None where only the day is known."""
        act = self.letters.carrier(act) or act
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
        effect.is_letter = self.is_letter(act)
        payload, before = effect.payload, self.step
        row = self.row_for(effect.type, payload) if self.profile else None
        part = bool(row and row.get("perDemand") and effect.demand is not None
                    and self.demands.others(effect.demand))
        if row and not part:
            self.move(row, effect)
        self.change(effect.type, payload)
        effect.closes = before != "closed" and self.step == "closed"
        if effect.closes or (effect.type == "answer" and not part):
            self.asked, self.submitted = [], False
        if effect.closes:
            self.follow_up = None
        if effect.type == "returnTransfer":
            for transfer in self.done("transfer")[-1:]:
                transfer.was_returned = True
        self.effects.append(effect)
        if effect.type == "reopen":
            self.outcome, self.reopened_at = None, len(self.effects)
        self.letters.move(act, day)
        if self.profile:
            self.end_demands(effect, part, bool(row and row.get("perDemand")))

    def end_demands(self, effect, part, per_demand):
        """Which demands an act ends, opens again or puts in the place of others."""
        if part:
            self.demands.end(effect.demand, effect.day)
        elif per_demand or effect.closes:
            self.demands.end_all(effect.day)
        if effect.type == "reopen":
            self.demands.open_all()
        self.demands.hold(self.facts, self.profile)
        effect.ends_the_rest = not self.demands.others(effect.demand)

    def change(self, act_type, payload):
        """What an act puts into the case besides step and outcome."""
        if act_type == "correct":
            set_fact(self.facts, payload["field"].split("."), copy.deepcopy(payload.get("new")))
        if act_type == "requalify":
            self.demands.requalify(payload.get("to"))
        if act_type == "request" and payload.get("from") in WAITED_FOR:
            self.asked.append(payload["from"])
        if act_type == "receive":
            self.asked = [who for who in self.asked if who != payload.get("from")]
        if act_type in ("submit", "approve", "sendBack"):
            self.submitted = act_type == "submit"
        if act_type == "setFollowUp" and self.step != "closed":
            self.follow_up = payload["on"]
        if act_type == "setUrgency":
            self.urgency = payload["level"]
        if act_type == "assign":
            self.assigned_to = payload["to"]
        if act_type == "recuse" and not is_blank(payload.get("to")):
            self.assigned_to = payload["to"]
        if act_type == "restrict":
            self.restricted_to = payload["to"] or None
        if act_type == "recordConduct":
            self.conduct_review_on = payload["reviewOn"]
        if act_type == "reviewConduct":
            self.conduct_review_on = payload["reviewOn"] if payload.get("keep") is True else None
        if act_type == "attach":
            self.documents.append(payload["documentId"])
        if act_type == "detach":
            self.documents = [document for document in self.documents if document != payload["documentId"]]

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
        if not act.get("seq") and self.restricted() and act_type not in ONLOOKERS_MAY:
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
        reason = self.generic_rules_fail(act, payload, day)
        if reason:
            return "notAllowed", reason
        for guard in row.get("guards", []):
            if not self.holds(guard, act_type, payload, day):
                return self.refusal(guard)
        return ALLOWED

    def generic_rules_fail(self, act, payload, day):
        """What stands between the step and the row's guards."""
        act_type = act["type"]
        if act_type in TELLS and day < parse_day(self.facts["receivedOn"]):
            return "beforeReceipt"
        if act_type == "transfer" and any(body in self.bodies_that_returned() for body in bodies(payload)):
            return "returnedBefore"
        if act_type == "restrict":
            to = payload.get("to")
            return None if isinstance(to, list) and codes_of(to) == to else "personGiven"
        return self.letters.fails(act, day)

    def bodies_that_returned(self):
        returned = [effect.payload for effect in self.done("transfer") if effect.was_returned]
        return {body for payload in returned for body in bodies(payload)}

    def restricted(self):
        return bool(self.roles) and self.roles <= {"reader", "connectedService"}

    def is_there(self, entry):
        """Whether a clock or a check applies to what the case asks for, ended or not."""
        return "demands" not in entry or any(kind in entry["demands"] for kind in self.demands.kinds)

    def rows_of(self, act_type, demand=None):
        """The rows of a type that are there for what is still asked for."""
        still = self.demands.still_asked()
        return [row for row in self.profile["acts"] if row["act"] == act_type and (
            "demands" not in row or (any(kind in row["demands"] for kind in still)
                                     and (demand is None or demand in row["demands"])))]

    def rows_for(self, act_type, payload):
        return [row for row in self.rows_of(act_type, demand_of(payload))
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
        if word == "demandOpen":
            return payload.get("demand") is None or demand_of(payload) in self.demands.open()
        if word == "linked":
            return self.has_link(guard["relation"])
        return self.payload_holds(word, payload)

    def has_link(self, relation):
        links = self.facts.get("links")
        return isinstance(links, list) and any(isinstance(link, dict) and link.get("relation") == relation
                                               for link in links)

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
            return payload.get("outcome") in OUTCOMES_OF_CLOSE
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
        elif act_type in ("recordConduct", "reviewConduct"):
            reason = self.conduct_fails(act_type, payload)
        elif act_type in ("attach", "detach"):
            return self.judge_document(act_type, payload)
        else:
            reason = None
        return ("notAllowed", reason) if reason else ALLOWED

    def judge_document(self, act_type, payload):
        """What is shown already is not shown twice, and what is not shown is not taken away."""
        document = payload.get("documentId")
        if is_blank(document) or (act_type == "attach" and is_blank(payload.get("name"))):
            return "notAllowed", "documentGiven"
        if act_type == "detach" and is_blank(payload.get("reason")):
            return "notAllowed", "reasonGiven"
        if act_type == "attach":
            return ("recordOnly", "documentThere") if document in self.documents else ALLOWED
        return ALLOWED if document in self.documents else ("recordOnly", "documentGone")

    def conduct_fails(self, act_type, payload):
        if is_blank(payload.get("text")):
            return "textGiven"
        if act_type == "reviewConduct" and self.conduct_review_on is None:
            return "conductOpen"
        if act_type == "reviewConduct" and payload.get("keep") is not True:
            return None
        return None if parse_day(payload.get("reviewOn")) else "dayGiven"

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
        if target["type"] in TELLS and (target.get("seq") or self.vias[target["actId"]] != "loket"):
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


def bodies(payload):
    """The names and ids by which the one to whom a case is passed is known."""
    names = {(member, payload[member].strip(" ")) for member in ("to", "toAgency")
             if isinstance(payload.get(member), str)}
    return {(member, name) for member, name in names if name}


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
    annulled, sent = {}, set()
    while True:
        try:
            return Replay(profile, targets, vector, dict(annulled), set(sent)).run().expect()
        except Annulment as annulment:
            annulled[annulment.target] = annulment.by
        except Sent as letter:
            sent.add(letter.by)
