/* SPDX-License-Identifier: EUPL-1.2 */
/* What the last sync did: codes, counts and moments. A plain value; kept in cache.db. */
#pragma once

#include "loket-moment.h"

G_BEGIN_DECLS

typedef struct {
  LoketMoment began;
  LoketMoment ended;
  gint64 received;    /* cases that came new or changed */
  gint64 sent;        /* acts and complaints that the loket took */
  gint64 refused;     /* that it did not take, or that are in conflict */
  gint64 withdrawn;   /* cases that are no longer ours */
  gint64 erased;      /* cases that were erased at the loket, and here */
  gint64 gone;        /* cases that did not come again when everything was fetched anew */
  gint64 quarantined; /* items that could not be read and lie aside */
  gint64 documents_not_sent; /* documents whose contents the loket has not, though it was tried */
  gint64 pages;       /* of the feed that came in */
  char *error;        /* (nullable): code of a sentence of the family `error`: why it ended early */
  char *documents_error; /* (nullable): likewise: why the last of those documents was not sent */
} LoketSyncReport;

LoketSyncReport *loket_sync_report_copy      (const LoketSyncReport *self);
void             loket_sync_report_free      (LoketSyncReport *self);
char            *loket_sync_report_to_text   (const LoketSyncReport *self);
LoketSyncReport *loket_sync_report_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSyncReport, loket_sync_report_free)

G_END_DECLS
