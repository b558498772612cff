/* SPDX-License-Identifier: EUPL-1.2 */
/* What became of damage, daily copies. */
#include "config.h"

#include "loket-erased-traces.h"
#include "loket-store-private.h"
#include "loket-work-copies.h"
#include "loket-work-salvage.h"

const LoketSalvage *
loket_store_get_salvage (LoketStore *self)
{
  return self->salvage;
}

/* Whether cache.db was set aside or gone, when it was opened or since: it fills with the next sync.
 */
gboolean
loket_store_cache_was_begun_anew (LoketStore *self)
{
  return self->cache_begun_anew;
}

static gpointer
acknowledge (LoketStore *self, gpointer data, GError **error)
{
  const LoketMoment *now = data;

  return loket_erased_traces_acknowledge (self->write.work, *now, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_store_acknowledge_salvage_async:
 *
 * A person has seen what became of work.db: it is not told again. Where a case was erased
 * meanwhile, what was set aside goes.
 */
void
loket_store_acknowledge_salvage_async (LoketStore *self,
                                       LoketMoment now,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  LoketStoreCall call = {acknowledge, g_memdup2 (&now, sizeof now), g_free, NULL};

  g_clear_pointer (&self->salvage, loket_salvage_free);
  _loket_store_write (self, &call, callback, user_data);
}

/* Beside LOKET_STORE_DONE. */
#define FILES_GO GINT_TO_POINTER (2)

static gpointer
look_at_salvage (LoketStore *self, gpointer data, GError **error)
{
  g_autoptr (LoketSalvage) salvage = NULL;

  if (!loket_work_salvage_read (self->write.work, &salvage, error))
    return NULL;
  return salvage != NULL && salvage->erased ? FILES_GO : LOKET_STORE_DONE;
}

/**
 * loket_store_look_at_salvage_async:
 *
 * Looks what would go with loket_store_acknowledge_salvage_async(): a case may have been erased
 * since the salvage was first told.
 */
void
loket_store_look_at_salvage_async (LoketStore *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  LoketStoreCall call = {look_at_salvage, NULL, NULL, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

/**
 * loket_store_look_at_salvage_finish:
 * @files_go: (out): whether the files that were set aside, and the copies of before, go with it
 */
gboolean
loket_store_look_at_salvage_finish (LoketStore *self,
                                    GAsyncResult *result,
                                    gboolean *files_go,
                                    GError **error)
{
  gpointer found = _loket_store_finish (self, result, error);

  *files_go = found == FILES_GO;
  return found != NULL;
}

static gpointer
back_up (LoketStore *self, gpointer data, GError **error)
{
  const LoketDay *day = data;

  return loket_work_copies_make (self->write.work, *day, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_store_back_up_async:
 * @today: no second copy of that day is made
 *
 * Copies work.db once a day, and keeps three copies.
 */
void
loket_store_back_up_async (LoketStore *self,
                           LoketDay today,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  LoketStoreCall call = {back_up, g_memdup2 (&today, sizeof today), g_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}
