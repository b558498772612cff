/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts are never changed or deleted, and are counted by the loket: so one that is missing below a
 * later one was never there, or is there no more. */
#include "config.h"

#include "loket-history.h"

static gint64
get_last_seq (const LoketCase *copy)
{
  gint64 last = 0;

  for (guint i = 0; i < copy->acts->len; i++)
    last = MAX (last, ((LoketAct *) g_ptr_array_index (copy->acts, i))->seq);
  return last;
}

/**
 * loket_history_list_missing:
 * @held: what the loket gave before
 * @came: what it gives now
 *
 * Returns: (transfer full) (element-type LoketAct): taken acts of @held that @came does not have
 */
GPtrArray *
loket_history_list_missing (const LoketCase *held, const LoketCase *came)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < came->acts->len; i++)
    g_hash_table_add (ids, ((LoketAct *) g_ptr_array_index (came->acts, i))->act_id);
  for (guint i = 0; i < held->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (held->acts, i);

    if (!loket_act_is_pending (act) && !g_hash_table_contains (ids, act->act_id))
      g_ptr_array_add (missing, loket_act_ref (act));
  }
  return missing;
}

/**
 * loket_history_is_cut:
 *
 * Returns: whether @came proves that the loket has lost an act of @held: it has a later one, and
 *   not this one. A copy that only ends earlier proves nothing: it may be an older one
 */
gboolean
loket_history_is_cut (const LoketCase *held, const LoketCase *came)
{
  g_autoptr (GPtrArray) missing = loket_history_list_missing (held, came);
  gint64 last = get_last_seq (came);

  for (guint i = 0; i < missing->len; i++) {
    if (((LoketAct *) g_ptr_array_index (missing, i))->seq <= last)
      return TRUE;
  }
  return FALSE;
}
