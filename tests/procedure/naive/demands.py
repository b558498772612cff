# SPDX-License-Identifier: EUPL-1.2
"""What a case demands, and which of it has ended, as the naive reader keeps it."""


def codes_of(value):
    """The texts of a list; anything else holds none."""
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def demand_of(payload):
    """The demand of which an act speaks, or None."""
    demand = payload.get("demand")
    return demand if isinstance(demand, str) else None


class Demands:
    def __init__(self):
        self.requalified, self.kinds = [], []
        self.ended = {}

    def hold(self, facts, profile):
        """Reads again what the case demands; what is new is open."""
        first = profile["demandKinds"][0]["code"]
        named = self.requalified or codes_of(facts.get("demandKinds")) or [first]
        self.kinds = list(dict.fromkeys(named))
        self.ended = {kind: day for kind, day in self.ended.items() if kind in self.kinds}

    def requalify(self, to):
        if isinstance(to, list) and codes_of(to) == to and to:
            self.requalified = to

    def open(self):
        return [kind for kind in self.kinds if kind not in self.ended]

    def others(self, demand):
        """The demands that are open besides this one."""
        return [kind for kind in self.open() if kind != demand]

    def still_asked(self):
        """The open ones; where all have ended, all."""
        return self.open() or self.kinds

    def end(self, demand, day):
        if demand in self.kinds:
            self.ended.setdefault(demand, day)

    def end_all(self, day):
        for kind in self.kinds:
            self.end(kind, day)

    def open_all(self):
        self.ended = {}

    def told(self):
        days = [self.ended.get(kind) for kind in self.kinds]
        return [{"code": kind, "endedOn": day.isoformat() if day else None}
                for kind, day in zip(self.kinds, days)]
