/* SPDX-License-Identifier: EUPL-1.2 */
/* The courses, as tables. An act that the rules do not allow ends the course there. */
#include "config.h"

#include "loket-story.h"

#define END                                                                                        \
  {                                                                                                \
    LOKET_ACT_UNKNOWN, 0, 0, NULL, 0                                                               \
  }

static const LoketStoryAct fresh[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 3, NULL, 70},
    {LOKET_ACT_NOTE, 0, 2, NULL, 30},
    {LOKET_ACT_SET_URGENCY, 0, 1, "high", 8},
    {LOKET_ACT_SET_FOLLOW_UP, 0, 2, NULL, 15},
    END,
};

static const LoketStoryAct answered[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 5, NULL, 0},   {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_REQUEST, 1, 4, "service", 0},  {LOKET_ACT_RECEIVE, 3, 10, "service", 0},
    {LOKET_ACT_CONTACT, 0, 4, "citizen", 40}, {LOKET_ACT_ESTABLISH, 0, 3, NULL, 0},
    {LOKET_ACT_ASSESS, 0, 4, NULL, 0},        {LOKET_ACT_ASSESS, 0, 2, NULL, 0},
    {LOKET_ACT_ANSWER, 1, 8, NULL, 0},        END,
};

static const LoketStoryAct quick[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 2, NULL, 0},  {LOKET_ACT_TAKE_UP, 0, 1, NULL, 0},
    {LOKET_ACT_CONTACT, 0, 1, "service", 0}, {LOKET_ACT_ASSESS, 0, 2, NULL, 0},
    {LOKET_ACT_ANSWER, 0, 3, NULL, 0},       END,
};

static const LoketStoryAct at_once[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 2, NULL, 0},
    {LOKET_ACT_CONTACT, 0, 2, "citizen", 0},
    {LOKET_ACT_CLOSE, 0, 1, "resolvedAtOnce", 0},
    END,
};

static const LoketStoryAct declined[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_NOTE, 0, 2, NULL, 50},
    {LOKET_ACT_DECLINE, 0, 5, NULL, 0},
    END,
};

static const LoketStoryAct transferred[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_TRANSFER, 0, 6, "external", 0},
    END,
};

static const LoketStoryAct internal[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_TRANSFER, 0, 3, "internal", 0},
    {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_REQUEST, 0, 3, "service", 0},
    {LOKET_ACT_RECEIVE, 3, 12, "service", 0},
    {LOKET_ACT_ASSESS, 1, 4, NULL, 0},
    {LOKET_ACT_ASSESS, 0, 1, NULL, 0},
    {LOKET_ACT_ANSWER, 1, 6, NULL, 0},
    END,
};

static const LoketStoryAct settled[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_TAKE_UP, 0, 2, NULL, 0},
    {LOKET_ACT_CONTACT, 1, 3, "service", 0},
    {LOKET_ACT_OFFER_MEDIATION, 1, 5, NULL, 0},
    {LOKET_ACT_CONSENT, 1, 4, "citizen", 0},
    {LOKET_ACT_CONSENT, 0, 2, "service", 0},
    {LOKET_ACT_PROPOSE, 2, 6, "service", 0},
    {LOKET_ACT_RESPOND, 1, 6, "citizen", 0},
    {LOKET_ACT_SETTLE, 0, 3, NULL, 0},
    {LOKET_ACT_ANSWER, 1, 3, NULL, 0},
    END,
};

static const LoketStoryAct in_mediation[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_TAKE_UP, 0, 2, NULL, 0},
    {LOKET_ACT_REQUEST, 0, 2, "service", 0},
    {LOKET_ACT_RECEIVE, 1, 4, "service", 0},
    {LOKET_ACT_OFFER_MEDIATION, 1, 3, NULL, 0},
    {LOKET_ACT_CONSENT, 1, 4, "citizen", 0},
    {LOKET_ACT_CONSENT, 0, 2, "service", 0},
    {LOKET_ACT_PROPOSE, 2, 6, "service", 60},
    END,
};

static const LoketStoryAct failed_mediation[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},     {LOKET_ACT_TAKE_UP, 0, 2, NULL, 0},
    {LOKET_ACT_OFFER_MEDIATION, 1, 5, NULL, 0}, {LOKET_ACT_CONSENT, 1, 4, "citizen", 0},
    {LOKET_ACT_CONSENT, 0, 3, "service", 0},    {LOKET_ACT_PROPOSE, 2, 6, "service", 0},
    {LOKET_ACT_RESPOND, 1, 5, "citizenNo", 0},  {LOKET_ACT_END_MEDIATION, 0, 2, NULL, 0},
    {LOKET_ACT_ASSESS, 0, 3, NULL, 0},          {LOKET_ACT_ASSESS, 0, 1, NULL, 0},
    {LOKET_ACT_ANSWER, 1, 5, NULL, 0},          END,
};

static const LoketStoryAct extended[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 5, NULL, 0},   {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_REQUEST, 0, 3, "service", 0},  {LOKET_ACT_EXTEND, 5, 25, NULL, 0},
    {LOKET_ACT_RECEIVE, 4, 20, "service", 0}, {LOKET_ACT_ESTABLISH, 0, 4, NULL, 0},
    {LOKET_ACT_ASSESS, 0, 3, NULL, 0},        {LOKET_ACT_ASSESS, 0, 2, NULL, 0},
    {LOKET_ACT_ANSWER, 1, 20, NULL, 0},       END,
};

static const LoketStoryAct remedy[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_TAKE_UP, 0, 2, NULL, 0},
    {LOKET_ACT_CONTACT, 0, 3, "service", 0},
    {LOKET_ACT_ESTABLISH, 1, 5, NULL, 0},
    {LOKET_ACT_ASSESS, 0, 3, NULL, 0},
    {LOKET_ACT_PROMISE_REMEDY, 0, 2, NULL, 0},
    {LOKET_ACT_ANSWER, 0, 4, NULL, 0},
    {LOKET_ACT_FOLLOW_UP, 8, 20, NULL, 70},
    {LOKET_ACT_FULFIL_REMEDY, 1, 10, NULL, 70},
    {LOKET_ACT_CLOSE, 0, 3, "answered", 60},
    END,
};

static const LoketStoryAct still_busy[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},   {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_ASSIGN, 0, 1, NULL, 40},       {LOKET_ACT_NOTE, 0, 2, NULL, 50},
    {LOKET_ACT_REQUEST, 0, 4, "service", 0},  {LOKET_ACT_RECEIVE, 3, 9, "service", 70},
    {LOKET_ACT_CONTACT, 0, 3, "citizen", 30}, {LOKET_ACT_ESTABLISH, 0, 4, NULL, 50},
    {LOKET_ACT_ASSESS, 0, 3, NULL, 50},       END,
};

static const LoketStoryAct awaiting_citizen[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_TAKE_UP, 0, 2, NULL, 0},
    {LOKET_ACT_REQUEST, 0, 3, "citizen", 0},
    END,
};

static const LoketStoryAct forgotten[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 5, NULL, 0},  {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_REQUEST, 0, 5, "service", 0}, {LOKET_ACT_NOTE, 5, 15, NULL, 50},
    {LOKET_ACT_INFORM, 8, 12, NULL, 40},     END,
};

static const LoketStoryAct never_acknowledged[] = {
    {LOKET_ACT_NOTE, 1, 4, NULL, 40},
    END,
};

static const LoketStoryAct approval[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},  {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_CONTACT, 1, 4, "service", 0}, {LOKET_ACT_ESTABLISH, 0, 4, NULL, 0},
    {LOKET_ACT_ASSESS, 0, 3, NULL, 0},       {LOKET_ACT_ASSESS, 0, 2, NULL, 0},
    {LOKET_ACT_SUBMIT, 0, 3, NULL, 0},       {LOKET_ACT_SEND_BACK, 1, 4, NULL, 40},
    {LOKET_ACT_SUBMIT, 1, 3, NULL, 40},      {LOKET_ACT_APPROVE, 1, 5, NULL, 50},
    {LOKET_ACT_ANSWER, 0, 3, NULL, 50},      END,
};

static const LoketStoryAct withdrawn[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},
    {LOKET_ACT_CONTACT, 1, 8, "citizen", 0},
    {LOKET_ACT_WITHDRAW, 0, 2, NULL, 0},
    END,
};

static const LoketStoryAct late[] = {
    {LOKET_ACT_ACKNOWLEDGE, 6, 16, NULL, 0}, {LOKET_ACT_TAKE_UP, 0, 6, NULL, 0},
    {LOKET_ACT_REQUEST, 2, 8, "service", 0}, {LOKET_ACT_RECEIVE, 14, 30, "service", 0},
    {LOKET_ACT_ASSESS, 1, 5, NULL, 0},       {LOKET_ACT_ASSESS, 0, 2, NULL, 0},
    {LOKET_ACT_ANSWER, 8, 20, NULL, 0},      END,
};

static const LoketStoryAct reopened[] = {
    {LOKET_ACT_ACKNOWLEDGE, 0, 4, NULL, 0},  {LOKET_ACT_TAKE_UP, 0, 3, NULL, 0},
    {LOKET_ACT_CONTACT, 1, 4, "service", 0}, {LOKET_ACT_ASSESS, 1, 5, NULL, 0},
    {LOKET_ACT_ANSWER, 1, 6, NULL, 0},       {LOKET_ACT_REOPEN, 8, 20, NULL, 0},
    {LOKET_ACT_ESTABLISH, 1, 5, NULL, 70},   {LOKET_ACT_ASSESS, 0, 4, NULL, 70},
    {LOKET_ACT_ANSWER, 2, 9, NULL, 60},      END,
};

/* Weight, age from and to, what the procedure must know, acts. */
const LoketStory loket_stories[] = {
    {10, 0, 12, LOKET_ACT_UNKNOWN, fresh},
    {16, 0, 240, LOKET_ACT_UNKNOWN, answered},
    {7, 0, 200, LOKET_ACT_UNKNOWN, quick},
    {4, 0, 200, LOKET_ACT_UNKNOWN, at_once},
    {7, 0, 240, LOKET_ACT_UNKNOWN, declined},
    {6, 0, 240, LOKET_ACT_UNKNOWN, transferred},
    {4, 0, 120, LOKET_ACT_UNKNOWN, internal},
    {7, 3, 240, LOKET_ACT_OFFER_MEDIATION, settled},
    {5, 10, 40, LOKET_ACT_OFFER_MEDIATION, in_mediation},
    {3, 20, 200, LOKET_ACT_OFFER_MEDIATION, failed_mediation},
    {8, 12, 200, LOKET_ACT_EXTEND, extended},
    {5, 10, 240, LOKET_ACT_UNKNOWN, remedy},
    {14, 3, 28, LOKET_ACT_UNKNOWN, still_busy},
    {4, 4, 40, LOKET_ACT_UNKNOWN, awaiting_citizen},
    {5, 34, 110, LOKET_ACT_UNKNOWN, forgotten},
    {2, 9, 25, LOKET_ACT_UNKNOWN, never_acknowledged},
    {5, 12, 80, LOKET_ACT_SUBMIT, approval},
    {3, 0, 200, LOKET_ACT_UNKNOWN, withdrawn},
    {5, 55, 240, LOKET_ACT_UNKNOWN, late},
    {2, 40, 240, LOKET_ACT_UNKNOWN, reopened},
};

const guint loket_n_stories = G_N_ELEMENTS (loket_stories);
