/* SPDX-License-Identifier: EUPL-1.2 */
/* What is told of syncing. Plain value; main thread. */
#pragma once

#include "loket-brake.h"
#include "loket-moment.h"
#include "loket-sync-error.h"

G_BEGIN_DECLS

typedef struct {
  gboolean online;           /* the last attempt reached the loket */
  gboolean working;          /* a run is under way */
  LoketMoment offline_since; /* LOKET_NO_MOMENT while online */
  LoketMoment failing_since; /* LOKET_NO_MOMENT: the last attempt went well */
  LoketMoment last_sync;     /* LOKET_NO_MOMENT: not in this run of the program */
  GError *error;             /* (nullable): why the last attempt failed */
  LoketBrake *brake;         /* (owned) (nullable): why nothing goes in or out until somebody looks */
  gint64 clock_off_s;        /* our clock minus the loket's; 0 within two minutes */
  guint received;            /* cases, with the last run or poll that brought any */
  guint sent;                /* acts and complaints taken, with the last run */
  guint quarantined;         /* items that could not be read, with the last run or poll, and cases
                                that cannot be fetched: they are asked for at a pace of their own */
  guint documents_not_sent;    /* whose contents the loket has not, though it was tried */
  const char *documents_error; /* (nullable): code of a sentence: why the last of them was not sent */
  gboolean restarted;        /* all was fetched again since the last run began: the cursor was too old */
} LoketSyncStatus;

void loket_sync_status_note  (LoketSyncStatus *self, const GError *error, LoketMoment now);
void loket_sync_status_clear (LoketSyncStatus *self);

gboolean    loket_sync_error_is_stopped (const GError *error);
const char *loket_sync_error_get_code   (const GError *error);

G_END_DECLS
