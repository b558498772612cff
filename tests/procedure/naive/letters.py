# SPDX-License-Identifier: EUPL-1.2
"""Letters that leave later and letters that come back, as the naive reader follows them."""

from days import parse_day


class Sent(Exception):
    """A letter left or came back: everything is replayed with the day that it has now."""

    def __init__(self, by):
        super().__init__()
        self.by = by


def target_of(act):
    """The id of the letter act of which a dispatch or a returned mail speaks, or None."""
    if act["type"] not in ("dispatch", "returnedMail"):
        return None
    return act.get("payload", {}).get("actId")


class Letters:
    """The letter acts of a case, and the acts that moved their days."""

    def __init__(self, kept):
        self.kept = {act["actId"] for act in kept}
        self.last = {target_of(act): act for act in kept}
        self.known, self.days, self.returned = set(), {}, set()

    def is_kept(self, act):
        return act["actId"] in self.kept

    def carrier(self, act):
        """The last dispatch or returned mail of an act, in the whole list."""
        return self.last.get(act["actId"])

    @staticmethod
    def day_of(carrier):
        return parse_day(carrier["occurredOn"]) if carrier["type"] == "dispatch" else None

    def add(self, act, day):
        """An act that went as a letter, on the day that it says."""
        self.known.add(act["actId"])
        self.days[act["actId"]] = day

    def move(self, act, day):
        """What a dispatch or a returned mail makes of its letter, for those that come after it."""
        target = target_of(act)
        if target is not None:
            self.days[target] = day if act["type"] == "dispatch" else None
            self.returned.discard(target)
            if act["type"] == "returnedMail":
                self.returned.add(target)

    def fails(self, act, day):
        """The reason why a dispatch or a returned mail may not be, or None."""
        target = target_of(act)
        if act["type"] not in ("dispatch", "returnedMail") or (
                act["type"] == "dispatch" and target is None):
            return None
        if not isinstance(target, str) or target not in self.known:
            return "letterUnknown"
        if act["type"] == "dispatch":
            return None
        if self.days[target] and day < self.days[target]:
            return "beforeLetter"
        return "alreadyReturned" if target in self.returned else None
