/* SPDX-License-Identifier: EUPL-1.2 */
/* A text in `meta` of cache.db: it can be lost with it. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-store-private.h"
#include "loket-store-report.h"

#define KEY_REPORT "report"

static gpointer
keep_report (LoketStore *self, gpointer data, GError **error)
{
  return loket_cache_db_set_meta (self->write.cache, KEY_REPORT, data, error) ? LOKET_STORE_DONE
                                                                              : NULL;
}

/**
 * loket_store_keep_report_async:
 * @report: copied
 */
void
loket_store_keep_report_async (LoketStore *self,
                               const LoketSyncReport *report,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketStoreCall call = {keep_report, loket_sync_report_to_text (report), g_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

static gpointer
read_report (LoketStore *self, gpointer data, GError **error)
{
  g_autofree char *text = NULL;

  if (!loket_cache_db_get_meta (self->read.cache, KEY_REPORT, &text, error))
    return NULL;
  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

void
loket_store_read_report_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  LoketStoreCall call = {read_report, NULL, NULL, g_free};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

/**
 * loket_store_read_report_finish:
 * @report: (out) (nullable) (transfer full): NULL where no sync has told of itself yet
 */
gboolean
loket_store_read_report_finish (LoketStore *self,
                                GAsyncResult *result,
                                LoketSyncReport **report,
                                GError **error)
{
  g_autofree char *text = _loket_store_finish (self, result, error);

  *report = loket_sync_report_from_text (text);
  return text != NULL;
}
