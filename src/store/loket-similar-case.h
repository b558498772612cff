/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that may be about the same as one that comes in: what is looked for, and what is found. */
#pragma once

#include "loket-codes.h"
#include "loket-day.h"

G_BEGIN_DECLS

/* What is typed so far; what is NULL or too short to say anything is not looked for. */
typedef struct {
  const char *agency;  /* (nullable): only its cases */
  const char *name;    /* (nullable) */
  const char *email;   /* (nullable) */
  const char *phone;   /* (nullable): in whatever way it is written */
  const char *subject; /* (nullable): all words of four letters or more, two at least */
  const char *case_id; /* (nullable): a case is no duplicate of itself */
} LoketSimilarQuery;

typedef struct {
  char *case_id;
  char *reference;
  char *subject;
  char *person;
  LoketDay received_on; /* LOKET_NO_DAY: the loket does not have it yet */
  LoketStep step;
  gboolean same_person; /* name, e-mail address or telephone number; else the words of the subject */
} LoketSimilarCase;

void loket_similar_case_free (LoketSimilarCase *self);

LoketSimilarQuery *loket_similar_query_copy (const LoketSimilarQuery *query);
void               loket_similar_query_free (LoketSimilarQuery *query);

G_END_DECLS
