/* SPDX-License-Identifier: EUPL-1.2 */
/* Looks into the page for the entity tag of `me`; where it is another than the one that was kept,
 * or none, the loket is asked who it is. */
#include "config.h"

#include "loket-page-check.h"
#include "loket-reference.h"

typedef struct {
  LoketSyncParts parts;
  GCancellable *cancellable; /* (owned) (nullable) */
  GBytes *body;              /* (owned) */
  LoketFeedPage *page;       /* (owned) (nullable): once it was read */
  GError *error;             /* (owned) (nullable): why it could not be read */
  gboolean identified;
} Check;

static void
check_free (Check *self)
{
  g_clear_object (&self->cancellable);
  g_bytes_unref (self->body);
  loket_feed_page_free (self->page);
  g_clear_error (&self->error);
  g_free (self);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->identified = loket_reference_identify_finish (self->parts.reference, result, &error);
  if (self->identified)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
page_read (gpointer data)
{
  GTask *task = data;
  Check *self = g_task_get_task_data (task);
  const char *me_tag = NULL;
  GError *told = NULL;

  if (self->page == NULL) {
    loket_reply_set_body_error (self->body, self->error, &told);
    g_task_return_error (task, told);
    return;
  }
  if (self->page->ref_data != NULL)
    me_tag = self->page->ref_data->me;
  if (loket_reference_is_sure (self->parts.reference, me_tag))
    g_task_return_boolean (task, TRUE);
  else
    loket_reference_identify_async (self->parts.reference, me_tag, self->cancellable, identified_cb,
                                    g_object_ref (task));
}

static void
read_page (gpointer data)
{
  Check *self = g_task_get_task_data (data);

  self->page = loket_feed_page_decode (self->body, &self->error);
}

/**
 * loket_page_check_async:
 * @parts: copied
 * @body: a page of the feed; decoding it is work for another thread than the one that draws
 */
void
loket_page_check_async (const LoketSyncParts *parts,
                        GBytes *body,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Check *self = g_new0 (Check, 1);

  g_task_set_source_tag (task, loket_page_check_async);
  g_task_set_task_data (task, self, (GDestroyNotify) check_free);
  self->parts = *parts;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->body = g_bytes_ref (body);
  loket_executor_submit (loket_store_get_reader (parts->store), read_page, page_read, task,
                         g_object_unref);
}

/**
 * loket_page_check_finish:
 * @identified: (out): whether the loket had to be asked, and is the right one
 * @page: (out) (transfer full): as decoded; NULL with an error
 *
 * Returns: FALSE with a LOKET_SYNC_ERROR, or an error of the store
 */
gboolean
loket_page_check_finish (GAsyncResult *result,
                         gboolean *identified,
                         LoketFeedPage **page,
                         GError **error)
{
  Check *self = g_task_get_task_data (G_TASK (result));

  *identified = self->identified;
  *page = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *page = g_steal_pointer (&self->page);
  return TRUE;
}
