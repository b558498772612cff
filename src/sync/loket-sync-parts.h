/* SPDX-License-Identifier: EUPL-1.2 */
/* What pull, push and reference work with. Inside sync only; all outlives every run. Main thread. */
#pragma once

#include "loket-clock.h"
#include "loket-line.h"
#include "loket-store.h"

G_BEGIN_DECLS

typedef struct _LoketFetchLater LoketFetchLater;
typedef struct _LoketReference LoketReference;

typedef void (*LoketCasesFunc) (const char *const *case_ids, gpointer user_data);

typedef struct {
  LoketStore *store;
  LoketLine *line;
  LoketClock *clock;
  LoketReference *reference;
  LoketFetchLater *later;
  gsize piece_bytes;            /* of a document, in one request */
  gboolean holds;               /* what is held back is not sent before its time */
  LoketCasesFunc cases_changed; /* after each step that made cases look different; NULL ids: all */
  gpointer user_data;
} LoketSyncParts;

G_END_DECLS
