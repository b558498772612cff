/* SPDX-License-Identifier: EUPL-1.2 */
/* What work.db keeps beside unsent work: drafts, audit, quarantine. Plain values, lent by the list
 * that they stand in. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

/* What is typed in a form. */
typedef struct {
  char *key;
  char *case_id; /* of a complaint: the one that it will have; (nullable): where it was typed at
                  * another desk, by an older Loket, or before work.db was damaged */
  JsonObject *fields;
  LoketMoment saved_at;
} LoketDraft;

/* The same as loket_draft_is_of_complaint(), in SQL. */
#define LOKET_DRAFT_IS_OF_COMPLAINT "key LIKE 'case:%'"

gboolean loket_draft_is_of_complaint (const LoketDraft *self);

/* What was done on this machine. */
typedef struct {
  LoketMoment at;
  char *what;    /* added, taken, refused, conflict, takenBack, withdrawn, erased (at the
                  * loket), erasedHere, cameAgain (after either);
                  * of cases that left: erasedUnsent, erasedDraft (at: when it was done), dropped,
                  * droppedDraft, dismissed;
                  * lostByLoket: an act of somebody else that a shorter history lacks */
  char *id;      /* of the act or case */
  char *case_id;
  char *type;    /* (nullable) */
  GBytes *body;  /* (nullable): the bytes of what was taken back */
} LoketAuditEntry;

/* An item of the feed, or a case, that could not be read. */
typedef struct {
  gint64 id;
  char *case_id; /* (nullable) */
  char *reason;
  LoketMoment at; /* it came last; 0: everything comes anew, and it has not yet come again */
  GBytes *bytes;  /* its beginning, as it came; none where it may not be kept here */
} LoketQuarantinedItem;

G_END_DECLS
