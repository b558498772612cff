/* SPDX-License-Identifier: EUPL-1.2 */
/* What a case that may not be kept any more leaves behind. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-documents-care.h"
#include "loket-unkept-traces.h"

static gboolean
finish (LoketConnections *databases, GError **error)
{
  g_autofree char *left = NULL;

  if (!loket_cache_db_get_meta (databases->cache, LOKET_CACHE_META_UNKEPT, &left, error))
    return FALSE;
  return left == NULL ||
         (loket_documents_care_sweep (databases, error) &&
          loket_cache_index_rebuild (databases->cache, error) &&
          loket_sqlite_empty_journal (databases->cache, error) &&
          loket_cache_db_set_meta (databases->cache, LOKET_CACHE_META_UNKEPT, NULL, error));
}

/**
 * loket_unkept_traces_finish:
 *
 * Nothing to do costs a look at one row; what cannot be done now is for the log only: the next call
 * tries again.
 */
void
loket_unkept_traces_finish (LoketConnections *databases)
{
  g_autoptr (GError) error = NULL;

  if (!finish (databases, &error))
    g_message ("traces of what may not be kept could not all be deleted yet: %s", error->message);
}
