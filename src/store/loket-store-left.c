/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left: the calls of the store. */
#include "config.h"

#include "loket-store-left.h"
#include "loket-store-private.h"

static gpointer
list_left (LoketStore *self, gpointer data, GError **error)
{
  return loket_left_list (&self->read, error);
}

void
loket_store_list_left_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  LoketStoreCall call = {list_left, NULL, NULL, (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

GPtrArray *
loket_store_list_left_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

typedef struct {
  char *case_id;
  LoketMoment now;
} Dismissal;

static void
dismissal_free (gpointer data)
{
  Dismissal *dismissal = data;

  g_free (dismissal->case_id);
  g_free (dismissal);
}

static gpointer
dismiss_left (LoketStore *self, gpointer data, GError **error)
{
  const Dismissal *dismissal = data;

  return loket_left_dismiss (&self->write, self->memory, dismissal->case_id, dismissal->now, error)
             ? LOKET_STORE_DONE
             : NULL;
}

void
loket_store_dismiss_left_async (LoketStore *self,
                                const char *case_id,
                                LoketMoment now,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Dismissal *dismissal = g_new0 (Dismissal, 1);
  LoketStoreCall call = {dismiss_left, dismissal, dismissal_free, NULL};

  dismissal->case_id = g_strdup (case_id);
  dismissal->now = now;
  _loket_store_write (self, &call, callback, user_data);
}
