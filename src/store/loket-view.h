/* SPDX-License-Identifier: EUPL-1.2 */
/* The views of the list, by their shared words; which cases are in each stands in loket-cache-views.c. */
#pragma once

#include <glib.h>

#include "loket-day.h"
#include "loket-moment.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_VIEW_INBOX,
  LOKET_VIEW_TODAY,
  LOKET_VIEW_OVERDUE,
  LOKET_VIEW_MINE,
  LOKET_VIEW_WAITING,
  LOKET_VIEW_APPROVAL,
  LOKET_VIEW_MEDIATION,
  LOKET_VIEW_TRANSFERRED,
  LOKET_VIEW_OMBUDSMAN,
  LOKET_VIEW_AFTERCARE,
  LOKET_VIEW_ANSWERED,
  LOKET_VIEW_DRAFTS,
  LOKET_VIEW_ALL,
  LOKET_N_VIEWS,
} LoketView;

/* What to list, in list order: urgency, then workBy (none last), then reference bytewise. */
typedef struct {
  LoketView view;
  const char *search; /* (nullable): words, each also as a beginning */
  const char *person; /* (nullable): who "mine" is */
  LoketDay today;
  LoketMoment now;    /* on that day: a term in hours may be over before its day is */
  const char *bundle; /* (nullable): id, number or alias of a case: it, and those that it leads */
} LoketQuery;

const char *loket_view_to_string   (LoketView view);
gboolean    loket_view_from_string (const char *code, LoketView *view);

G_END_DECLS
