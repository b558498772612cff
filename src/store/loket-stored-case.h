/* SPDX-License-Identifier: EUPL-1.2 */
/* One case out of both databases, folded; and its projection into the cache. */
#pragma once

#include "loket-cache-values.h"
#include "loket-connections.h"
#include "loket-fold.h"
#include "loket-memory-copies.h"
#include "loket-projection.h"

G_BEGIN_DECLS

typedef struct {
  gint64 row;        /* in cache.db, for loket_store_read_cases_async(); 0: not in it */
  char *case_id;
  LoketCase *copy;   /* (owned) (nullable): the server's */
  GPtrArray *items;  /* (element-type LoketWorkItem): all rows of work.db, in local order */
  LoketFold *fold;   /* (owned): what is shown; NULL only where what is there was known */
  LoketPresence presence;
  guint64 basis;     /* names what was read, for LoketProjection.basis */
  gboolean to_fetch; /* there is a copy, but it may not be kept on this machine: GET it */
} LoketStoredCase;

void             loket_stored_case_free (LoketStoredCase *self);

/* On the thread of the connections. */
LoketStoredCase *loket_stored_case_read (LoketConnections *databases, LoketMemoryCopies *memory,
                                         const char *case_id, GError **error);
LoketStoredCase *loket_stored_case_read_anew (LoketConnections *databases,
                                              LoketMemoryCopies *memory, const char *case_id,
                                              guint64 known, GError **error);
LoketStoredCase *loket_stored_case_find (LoketConnections *databases, LoketMemoryCopies *memory,
                                         const char *key, GError **error);
gboolean         loket_stored_case_read_basis (LoketConnections *databases, const char *case_id,
                                               gint64 *row, guint64 *basis, GError **error);
gboolean         loket_stored_case_project (LoketConnections *databases,
                                            const LoketProjection *projection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStoredCase, loket_stored_case_free)

G_END_DECLS
