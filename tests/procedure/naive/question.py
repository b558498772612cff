# SPDX-License-Identifier: EUPL-1.2
"""What the properties share: acts that are added to a list, and what must be the same in answers."""

from datetime import date, timedelta

from replay import in_order

STANDING = ("step", "outcome", "flags", "waitingFor", "next", "urgency", "followUpOn", "assignee",
            "restrictedTo", "conductReviewOn", "documents", "demands", "checklist", "permissions", "clocks")


class Question:
    """One or more vectors, and what must hold for the answers to them."""

    def __init__(self, vector, chance):
        self.chance, self.vectors = chance, []
        self.ask({name: value for name, value in vector.items() if name != "viewer"})

    def ask(self, vector):
        """Fills in `vectors`; none where the list is no case of this property."""
        raise NotImplementedError

    def applies(self, answers):
        """Whether the answers show that the list is a case of this property."""
        return True

    def complaints(self, answers):
        """Lines that say what does not hold."""
        raise NotImplementedError

    def spoil(self, answers):
        """Plants a fault that `complaints` must notice; False where there is nowhere to plant it."""
        return move_a_date(answers[-1])


def new_act(act_type, day, payload, **rest):
    return {"actId": f"00000000-0000-4000-8000-{rest.pop('number', 1):012d}", "type": act_type,
            "author": "p9", "occurredOn": day, "basedOn": 1, "payload": payload, **rest}


def take(act, seq):
    """The act as the loket gives it once it has taken it."""
    return {"recordedAt": f"{act['occurredOn']}T12:00:00Z", **act, "seq": seq}


def all_taken(vector):
    """The same acts in the order in which they count, all taken, with room between their numbers."""
    acts = [take(act, place * 2 + 1) for place, act in enumerate(in_order(vector["acts"]))]
    return dict(vector, acts=acts)


def more(vector, *acts):
    """The vector with acts that the loket took after all others."""
    seq = max([act.get("seq", 0) for act in vector["acts"]], default=0)
    return dict(vector, acts=vector["acts"] + [take(act, seq + place + 1)
                                               for place, act in enumerate(acts)])


def shift(text, days):
    return (date.fromisoformat(text) + timedelta(days=days)).isoformat()


def answer_to(answer, act):
    return next(effect for effect in answer["effects"] if effect["actId"] == act["actId"])


def is_allowed(answer, *acts):
    return all(answer_to(answer, act)["answer"] == "allowed" for act in acts)


def changes(one, other, members=STANDING, without=()):
    """Lines that say in what two answers differ, the effects of some acts left out."""
    for name in members:
        if one.get(name) != other.get(name):
            yield f"{name}: {first_change(one.get(name), other.get(name))}"
    ids = {act["actId"] for act in without}
    here, there = ([effect for effect in answer["effects"] if effect["actId"] not in ids]
                   for answer in (one, other))
    if here != there:
        yield f"effects: {first_change(here, there)}"


def first_change(one, other):
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return next((first_change(a, b) for a, b in zip(one, other) if a != b), "")
    if isinstance(one, dict) and isinstance(other, dict):
        name = next((name for name in one if one[name] != other.get(name)), None)
        return f"{one.get('clock', '')} {name}: {first_change(one.get(name), other.get(name))}"
    return f"{one} or {other}"


def move_a_date(answer):
    """A fault: a clock that ends a day later than it did."""
    for clock in answer.get("clocks", []):
        if clock["due"]:
            clock["due"] = shift(clock["due"], 1)
            return True
    return False
