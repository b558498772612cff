# SPDX-License-Identifier: EUPL-1.2
"""The words that data/procedures/FORMAT.md shares between profiles and readers."""

ACT_TYPES = """acknowledge takeUp decline requalify transfer acceptTransfer returnTransfer assign recuse
restrict link request receive completeFile contact note establish assess recordProceedings
endProceedings extend suspend resume inform remind offerMediation consent propose respond settle
endMediation submit approve sendBack answer dispatch returnedMail promiseRemedy fulfilRemedy recommend
followUp close reopen openNextLine inquire attest withdraw correct annul setFollowUp setUrgency
recordConduct reviewConduct informLegal attach detach""".split()
TELLS = "acknowledge decline transfer request extend inform offerMediation answer".split()
ALWAYS = """note contact correct annul assign setFollowUp setUrgency link recordConduct reviewConduct
informLegal attach detach""".split()
RULES_UNKNOWN_STILL = "note contact setFollowUp setUrgency assign attach detach".split()
ONLOOKERS_MAY = ("note", "attach")
NO_FACTS = """caseId reference aliases agency procedure version acts step flags outcome clocks
documents""".split()
READ_BY_RULES = """receivedOn receivedAt answerChannel grievances filingLanguage demandKinds
contestedDecision factsOn""".split()
NO_LETTER = ("loket", "counter", "phone", "socialMedia")
ROLES = "coordinator standIn approver investigator reader connectedService".split()
OUTCOMES_OF_CLOSE = ("resolvedAtOnce", "withdrawn", "withoutObject", "lapsed", "recorded")
ALLOWED = ("allowed", None)
WAITED_FOR = ("citizen", "service", "third")
PAYLOAD_GUARDS = ("groundKnown", "reasonGiven", "textGiven", "grievanceKnown", "outcomeKnown",
                  "kindKnown")


def is_blank(value):
    return not isinstance(value, str) or not value.strip()
