# SPDX-License-Identifier: EUPL-1.2
"""A walk over every call of the contract that a loket serves today, as a plain HTTP client.

Documents are not walked: their bodies are binary, which Prism does not pass on unharmed; tus_peer.py
sends them.
"""

import datetime
import uuid
from urllib.parse import quote

PAGE_SIZE = 20

# Possible in every step, whatever the procedure.
ALWAYS = {"note", "contact", "correct", "annul", "assign", "setFollowUp", "setUrgency"}

WHOLE_CASE = [
    "acknowledge", "takeUp", "assign", "setFollowUp", "setUrgency", "note", "contact", "request", "receive",
    "establish", "assess", "inform", "extend", "offerMediation", "consent", "propose", "respond",
    "endMediation", "answer",
]
# Procedures in which all this can be done in this order.
WALKED = ("be-fed-ibz", "be-vlg-bestuursdecreet")
# What ends a case otherwise, and what has to come before it.
OTHER_ENDS = [
    ([], "transfer"), ([], "close"), ([], "decline"), (["takeUp", "offerMediation"], "settle"),
]


def payload_of(type_, person):
    """A payload with every member that its form has."""
    text = {"text": "Tekst."}
    return {
        "acknowledge": {"via": "mail"}, "takeUp": {}, "assign": {"to": person},
        "setFollowUp": {"on": datetime.date.today().isoformat(), "text": "Nabellen."},
        "setUrgency": {"level": "high", "reason": "Kinderen."}, "note": text,
        "contact": {"kind": "phone", "with": "citizen", **text},
        "request": {"from": "service", "via": "mail", **text},
        "receive": {"from": "service", "isPosition": True, **text},
        "establish": {"proof": "logboek", "grievanceId": "k1", **text},
        "assess": {"grievanceId": "k1", "mark": "founded", "norms": [], **text},
        "inform": {"via": "mail", **text}, "extend": {"reason": "Archief.", "via": "mail"},
        "offerMediation": {"via": "mail"}, "consent": {"party": "citizen", "yes": True},
        "propose": {"by": "service", **text},
        "respond": {"to": "proposal", "party": "citizen", "yes": False, **text},
        "endMediation": {"reason": "Geen akkoord."}, "settle": text, "answer": {"via": "mail", **text},
        "transfer": {"kind": "external", "to": "Gemeente Voorbeeld", "reason": "Hun taak.", "via": "mail"},
        "close": {"outcome": "withdrawn"},
        "decline": {"kind": "inadmissible", "ground": "anonymous", "reason": "Geen naam.", "via": "mail"},
        "correct": {"field": "subject", "old": None, "new": "Nieuw", "reason": "Spelling."},
        "annul": {"actId": str(uuid.uuid4()), "reason": "Vergissing."},
    }[type_]


class Walk:
    def __init__(self, client):
        self._client = client
        self._expect = client.expect
        self._proposal_id = None

    def all_calls(self):
        self.service()
        cases = self.feed()
        self.reading(cases[0])
        self.registering()
        self.acting()
        self.ref_data()

    # Reading

    def tagged(self, path):
        """Whoever has it already is told so."""
        first = self._expect(200, "GET", path)
        self._expect(304, "GET", path, headers={"If-None-Match": first.headers["ETag"]})
        self._expect(200, "GET", path, headers={"If-None-Match": '"another"'})
        return first.json()

    def service(self):
        assert self._expect(200, "GET", "/health").json()["status"] == "UP"
        me = self.tagged("/me")
        assert me["organizations"], me
        self.me = me

    def page(self, after=None, wait=None):
        query = f"?pageSize={PAGE_SIZE}"
        query += f"&after={quote(after, safe='')}" if after is not None else ""
        query += f"&wait={wait}" if wait is not None else ""
        return self._expect(200, "GET", f"/changes{query}").json()

    def feed(self):
        """All cases, page by page, to the end; then a wait in vain, and a cursor of nobody's."""
        cases, after = {}, None
        while True:
            page = self.page(after)
            if not page["items"]:
                break
            assert len(page["items"]) <= PAGE_SIZE
            for item in page["items"]:
                assert item["change"] == "upserted", item
                cases[item["caseId"]] = item["case"]
            after = page["next"]
        assert cases, "the loket has no cases to walk over"
        again = self.page(after, wait=1)
        assert again["items"] == [] and again["next"] == after, again
        self._expect((400, 410), "GET", "/changes?after=nobodys-cursor")
        self.ref_data_tags = again["refData"]
        return list(cases.values())

    def reading(self, case):
        path = f"/cases/{case['caseId']}"
        whole = self.tagged(path)
        assert whole["reference"] == case["reference"] and whole["version"] == case["version"]
        acts = self._expect(200, "GET", f"{path}/acts").json()
        assert [a["actId"] for a in acts["items"]] == [a["actId"] for a in whole["acts"]]
        rest = self._expect(200, "GET", f"{path}/acts?after={acts['total']}").json()
        assert rest["items"] == []
        for act in acts["items"][:2]:
            assert self._expect(200, "GET", f"{path}/acts/{act['actId']}").json() == act
        status = self._expect(200, "GET", f"{path}/publicStatus").json()
        assert set(status["status"]) == {"nl", "fr", "de", "en"}, status
        nobody = str(uuid.uuid4())
        for missing in (f"/cases/{nobody}", f"/cases/{nobody}/acts", f"/cases/{nobody}/publicStatus",
                        f"{path}/acts/{nobody}"):
            assert self._expect(404, "GET", missing).problem() == "resourceNotFound"

    def ref_data(self):
        for tag in self.ref_data_tags["procedures"]:
            profile = self.tagged(f"/refData/procedures/{tag['id']}/{tag['version']}")
            assert profile["id"] == tag["id"]
        self._expect(404, "GET", "/refData/procedures/nowhere/1")
        assert self.tagged("/refData/calendars")["items"]
        assert self.tagged("/refData/organizations")["items"]

    # Writing

    def new_case(self, agency=None, **members):
        """A complaint of that agency (the first of those that are walked), received twelve days ago."""
        agency = agency or self.walked()[0]
        received = datetime.date.today() - datetime.timedelta(days=12)
        case_id = str(uuid.uuid4())
        return {
            "caseId": case_id, "reference": f"V-{case_id[:8].upper()}", "agency": agency["id"],
            "procedure": {"id": agency["procedure"], "version": self.version_of(agency)},
            "receivedOn": received.isoformat(), "registeredOn": received.isoformat(),
            "complainants": [{"name": "Jo Voorbeeld", "email": "jo@post.example"}],
            "subject": "Wachttijd aan het loket – “café”", "facts": "",
            "grievances": [{"id": "k1", "text": "Te lang gewacht.", "main": True}],
            "demandKinds": ["complaint"], "carriers": ["mail"], "channels": ["citizen"],
            "filingLanguage": "nl", "answerChannel": "mail", **members}

    def agencies(self):
        return self._expect(200, "GET", "/refData/organizations").json()["items"]

    def walked(self):
        return [agency for agency in self.agencies() if agency["procedure"] in WALKED]

    def version_of(self, agency):
        return max((t["version"] for t in self.ref_data_tags["procedures"]
                    if t["id"] == agency["procedure"]), key=int)

    def acts_of(self, agency):
        """The types of act that the agency's procedure has."""
        path = f"/refData/procedures/{agency['procedure']}/{self.version_of(agency)}"
        return {row["act"] for row in self._expect(200, "GET", path).json()["acts"]}

    def put_case(self, statuses, case):
        return self._expect(statuses, "PUT", f"/cases/{case['caseId']}", case)

    def registering(self):
        case = self.new_case(laterMember={"kept": [1, 2]})
        created = self.put_case(201, case).json()
        assert case["reference"] in created["aliases"] and created["reference"] != case["reference"]
        assert created["laterMember"] == {"kept": [1, 2]}, "an unknown member was lost"
        again = self.put_case(200, case).json()
        assert again["reference"] == created["reference"] and again["version"] == created["version"]
        other = self.put_case(409, {**case, "subject": "Iets anders"})
        assert other.problem() == "differentContent", other.body

    def act(self, type_, payload, based_on=0, **members):
        return {"actId": str(uuid.uuid4()), "type": type_, "occurredOn": datetime.date.today().isoformat(),
                "basedOn": based_on, "payload": payload, **members}

    def put_act(self, statuses, case_id, act):
        return self._expect(statuses, "PUT", f"/cases/{case_id}/acts/{act['actId']}", act)

    def acting(self):
        self.one_act()
        for agency in self.walked():
            self.whole_case(agency)
            self.other_ends(agency)
        self.linked()

    def linked(self):
        """Passed on inside the loket: one case more, however often the act is sent."""
        here, there = self.walked()[:2]
        case_id = self.registered(here)
        payload = {**payload_of("transfer", ""), "toAgency": there["id"]}
        act = self.act("transfer", payload)
        opened = self.put_act(201, case_id, act).json()["opened"]
        assert self.put_act(200, case_id, act).json()["opened"] == opened
        linked = self._expect(200, "GET", f"/cases/{opened['caseId']}").json()
        assert linked["reference"] == opened["reference"] and linked["agency"] == there["id"], linked
        assert linked["acts"] == [] and linked["subject"] == "Wachttijd aan het loket – “café”", linked
        assert [(link["caseId"], link["relation"]) for link in linked["links"]] == [(case_id, "passedOnFrom")]
        self.put_act(201, opened["caseId"], self.act("takeUp", {}, linked["version"]))
        told = self._expect(200, "GET", f"/cases/{case_id}").json()["acts"][-1]
        assert told["type"] == "acceptTransfer" and told["payload"] == {"reference": opened["reference"]}, told

    def one_act(self):
        """Taken once, however often it comes; and nothing else under its id."""
        case_id = self.registered()
        note = self.act("note", {"text": "Teruggebeld.", "laterMember": True}, laterHeader="kept")
        first = self.put_act(201, case_id, note).json()
        again = self.put_act(200, case_id, note).json()
        assert first == again and first["seq"] == 1, (first, again)
        assert first["laterHeader"] == "kept" and first["payload"] == note["payload"]
        other = self.put_act(409, case_id, {**note, "payload": {"text": "Iets anders."}})
        assert other.problem() == "differentContent"
        refused = self.put_act(409, case_id, self.act("endMediation", {"reason": "Te vroeg."}))
        assert refused.problem() == "actNotAllowed" and refused.json()["reason"], refused.body
        off = {"deskAt": "2026-11-14T09:00:00.000+01:00", "correctedAt": "2026-11-15T09:00:00.000+01:00"}
        kept = self.put_act(201, case_id, self.act("note", {"text": "Klok."}, clockOff=off)).json()
        assert kept["clockOff"] == off
        self.put_act((400, 409), case_id, self.act("melt", {"x": 1}))
        changed = self.act("correct", {"field": "complainants.0.phone", "old": None, "new": "+3225550104"})
        assert self.put_act(201, case_id, changed).json()["payload"]["old"] is None
        self.put_act(201, case_id, self.act("annul", {"actId": note["actId"], "reason": "Verkeerd dossier."}))

    def registered(self, agency=None):
        case = self.new_case(agency)
        self.put_case(201, case)
        return case["caseId"]

    def do(self, case_id, known, type_, payload):
        """Taken; or refused, when the procedure has no such act."""
        statuses = 201 if type_ in known or type_ in ALWAYS else 409
        if type_ == "respond":
            payload = {**payload, "to": self._proposal_id}
        act = self.act(type_, payload)
        if type_ == "propose":
            self._proposal_id = act["actId"]
        response = self.put_act(statuses, case_id, act)
        assert statuses == 201 or response.json()["reason"] == "notInProcedure", response.body

    def whole_case(self, agency):
        """Every act that has a form, from acknowledgement to answer, with a mediation that fails."""
        case_id = self.registered(agency)
        known = self.acts_of(agency)
        for type_ in WHOLE_CASE:
            self.do(case_id, known, type_, payload_of(type_, self.me["personId"]))
        case = self._expect(200, "GET", f"/cases/{case_id}").json()
        assert case["outcome"] == "answered" and "acknowledged" in case["flags"], case
        assert [a["type"] for a in case["acts"]] == [t for t in WHOLE_CASE if t in known | ALWAYS]
        self._expect(200, "GET", f"/cases/{case_id}/publicStatus")

    def other_ends(self, agency):
        known = self.acts_of(agency)
        for before, type_ in OTHER_ENDS:
            case_id = self.registered(agency)
            for earlier in before:
                self.do(case_id, known, earlier, payload_of(earlier, self.me["personId"]))
            self.do(case_id, known, type_, payload_of(type_, self.me["personId"]))
            self._expect(200, "GET", f"/cases/{case_id}")
