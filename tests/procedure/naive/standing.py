# SPDX-License-Identifier: EUPL-1.2
"""How a case stands once its acts are replayed: FORMAT.md 4, from flags to permissions."""

from days import parse_day
from words import (ACT_TYPES, ALLOWED, ALWAYS, ONLOOKERS_MAY, PAYLOAD_GUARDS, RULES_UNKNOWN_STILL, TELLS,
                   is_blank)


def states_of(clocks):
    """The state by clock; where a target has the name of a clock of the profile, that clock's."""
    return {clock["clock"]: clock["state"] for clock in reversed(clocks)}


class Standing:
    """What is told of a case; the replay that knows its effects stands on it."""

    def waiting_for(self):
        if self.submitted:
            return "approver"
        return self.asked[-1] if self.asked else "nobody"

    def expect(self):
        result = {
            "step": self.step, "outcome": self.outcome or "none", "urgency": self.urgency,
            "followUpOn": self.follow_up, "waitingFor": self.waiting_for(),
            "assignee": self.assigned_to or self.facts.get("assignee"),
            "restrictedTo": self.restricted_to, "conductReviewOn": self.conduct_review_on,
            "documents": self.documents,
            "effects": self.judged, "permissions": self.permissions(),
        }
        if not self.profile:
            return {**result, "flags": sorted(self.facts.get("flags", [])), "next": "nothing",
                    "checklist": []}
        clocks = [self.read(clock) for clock in self.clocks()]
        checklist = self.checklist(clocks)
        return {**result, "clocks": clocks, "flags": self.flags(clocks), "checklist": checklist,
                "demands": self.demands.told(), "next": self.next(clocks, checklist)}

    def flags(self, clocks):
        late = ("overdue", "metLate")
        ours = [(clock, reading["state"]) for clock, reading in zip(self.clocks(), clocks)
                if clock.get("whose") != "citizen"]
        answer = next((state for clock, state in ours if clock["clock"] == "answer"), None)
        opens_on = self.profile["nextLine"]["opensOn"]
        declined = any(effect.payload.get("kind") == "notHandled" for effect in self.done("decline"))
        flags = {
            "acknowledged": self.acknowledged(),
            "takenUp": self.done("takeUp"),
            "suspended": answer == "suspended",
            "late": any(state in late and clock["kind"] == "legal" for clock, state in ours),
            "nextLineOpen": (self.done("openNextLine") or ("declined" in opens_on and declined)
                             or ("late" in opens_on and answer in late)),
        }
        return sorted(name for name, is_set in flags.items() if is_set)

    def acknowledged(self):
        return any(effect.day for effect in self.done("acknowledge"))

    def came_back(self):
        """Whether the last letter of a type is back and has not been sent again."""
        last = {effect.type: effect for effect in self.effects}
        return any(effect.is_letter and not effect.day for effect in last.values())

    def damages_claimed(self):
        return not is_blank(self.facts.get("damagesClaimed"))

    def checklist(self, clocks):
        states = states_of(clocks)
        inadmissible = any(effect.payload.get("kind") == "inadmissible"
                           for effect in self.since_reopened("decline"))
        heard = (any(effect.payload.get("from") == "service" for effect in self.done("receive")) or
                 any(effect.payload.get("with") == "service" for effect in self.done("contact")))
        done = {
            "acknowledged": self.acknowledged() or states.get("acknowledgement") == "skipped",
            "admissible": not inadmissible and (bool(self.done("takeUp")) or self.step != "intake"),
            "takenUp": bool(self.done("takeUp")),
            "bothSidesHeard": heard,
            "factsEstablished": bool(self.done("establish")),
            "answered": any(effect.demand is None or effect.ends_the_rest
                            for effect in self.done("answer") + self.done("settle")),
            "legalTold": bool(self.done("informLegal")),
        }
        checks = []
        for check in filter(self.is_there, self.profile["checklist"]):
            if check["code"] == "legalTold" and not self.damages_claimed():
                continue
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
        if self.came_back():
            return "sendAgain"
        if self.step == "closed":
            return "nothing"
        if self.step == "aftercare":
            return "followUp"
        if not self.acknowledged() and states.get("acknowledgement") in ("running", "overdue"):
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
        if self.restricted() and act_type not in ONLOOKERS_MAY:
            return "notAllowed", "noPermission"
        if not self.profile:
            return ALLOWED if act_type in RULES_UNKNOWN_STILL else ("recordOnly", "rulesUnknown")
        if act_type == "reviewConduct" and self.conduct_review_on is None:
            return "notAllowed", "conductOpen"
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
