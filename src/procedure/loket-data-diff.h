/* SPDX-License-Identifier: EUPL-1.2 */
/* What differs between two versions of a profile, or of a calendar.
 *
 * Elements of lists are the same where their code is, wherever they stand. Data only; src/words
 * speaks it. Main or any other thread; what is returned is not changed any more. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_CHANGE_VALUE,       /* `before` and `after`: something else stands there */
  LOKET_CHANGE_COMES,       /* `after` */
  LOKET_CHANGE_GOES,        /* `before` */
  LOKET_CHANGE_TEXT,        /* other words, in `languages` */
  LOKET_CHANGE_TERM,        /* `before` and `after` hold `amount` and `unit` */
  LOKET_CHANGE_CONFIRMED,
  LOKET_CHANGE_UNCONFIRMED,
  LOKET_CHANGE_SOURCE,      /* source, quotation, article, note or the day of the check */
} LoketChangeKind;

/* A step on the way to what differs: a member, or an element of a list. */
typedef struct {
  char *member;      /* (nullable): NULL: an element */
  char *code;        /* (nullable): of the element: what it is found by */
  JsonObject *names; /* (nullable) (owned): of the element */
} LoketChangePart;

typedef struct {
  LoketChangeKind kind;
  GArray *parts;     /* of LoketChangePart */
  JsonNode *before;  /* (nullable) (owned) */
  JsonNode *after;   /* (nullable) (owned) */
  char **languages;  /* (nullable) */
} LoketChange;

GPtrArray *loket_data_diff (JsonObject *before, JsonObject *after);
char      *loket_change_dup_place (const LoketChange *self);

G_END_DECLS
