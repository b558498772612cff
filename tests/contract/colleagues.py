# SPDX-License-Identifier: EUPL-1.2
"""What several people mean for the contract: tokens, cases of another agency, and a decisive act of
somebody who had not seen what a colleague did."""

import json

from http_client import Client
from walk import Walk, payload_of

AN = {"id": "an.voorbeeld", "name": "An Voorbeeld", "token": "token-of-an", "roles": ["coordinator"],
      "agencies": ["demo-vlg"]}
BO = {"id": "bo.denkbeeld", "name": "Bo Denkbeeld", "token": "token-of-bo", "roles": ["coordinator"],
      "agencies": ["demo-vlg"]}
CAS = {"id": "cas.elders", "name": "Cas Elders", "token": "token-of-cas", "roles": ["coordinator"],
       "agencies": ["demo-fed"]}


def write_users(path):
    path.write_text(json.dumps({"people": [AN, BO, CAS]}), encoding="utf-8")


def meet(url):
    """The clients, to be asked what they saw broken."""
    an, bo, cas = (Client(url, person["token"]) for person in (AN, BO, CAS))
    nobody, stranger = Client(url), Client(url, "token-of-nobody")
    problem = nobody.expect(401, "GET", "/me")
    assert problem.problem() == "noAccessToken" and "WWW-Authenticate" in problem.headers
    assert stranger.expect(401, "GET", "/me").problem() in ("invalidAccessToken", "expiredAccessToken")
    nobody.expect(200, "GET", "/health")
    unseen_act(an, bo, cas)
    return [an, bo, cas, nobody, stranger]


def unseen_act(an, bo, cas):
    walk, colleague = Walk(an), Walk(bo)
    walk.service()
    walk.feed()
    agency = next(a for a in walk.agencies() if a["id"] in AN["agencies"])
    case_id = walk.registered(agency)
    cas.expect(403, "GET", f"/cases/{case_id}")
    seen = an.expect(200, "GET", f"/cases/{case_id}").json()["version"]
    colleague.put_act(201, case_id, colleague.act("note", {"text": "Stil."}))
    # A quiet act does not stand in the way; the author's own earlier act does not either.
    walk.put_act(201, case_id, walk.act("takeUp", {}, seen))
    colleague.put_act(201, case_id, colleague.act("establish", payload_of("establish", BO["id"])))
    decisive = walk.act("answer", payload_of("answer", AN["id"]), seen)
    refused = walk.put_act(409, case_id, decisive).json()
    assert refused["type"].endswith(":caseChanged"), refused
    assert [a["type"] for a in refused["newActs"]] == ["note", "establish"], refused
    assert all(a["author"] == BO["id"] for a in refused["newActs"]), refused
    an.expect(404, "GET", f"/cases/{case_id}/acts/{decisive['actId']}")
    walk.put_act(201, case_id, {**decisive, "basedOn": refused["version"]})
