/* SPDX-License-Identifier: EUPL-1.2 */
/* Courses that a case may take: which acts follow each other, after how many days, with what. */
#pragma once

#include "loket-codes.h"

G_BEGIN_DECLS

typedef struct {
  LoketActType type;      /* LOKET_ACT_UNKNOWN: the end */
  int days_min;           /* after the act before */
  int days_max;
  const char *variant;    /* (nullable): kind, from, party or outcome, by type */
  int percent;            /* how often it happens; 0: always */
} LoketStoryAct;

typedef struct {
  int weight;             /* how often this course is taken, beside the others */
  int age_min;            /* days since receipt */
  int age_max;
  LoketActType needs;     /* an act that the procedure must know; UNKNOWN: none */
  const LoketStoryAct *acts;
} LoketStory;

/* The first one stays in intake. */
extern const LoketStory loket_stories[];
extern const guint loket_n_stories;

G_END_DECLS
