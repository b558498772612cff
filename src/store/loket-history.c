/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts are never changed or deleted, and are counted by the loket: so one that is missing below a
 * later one was never there, or is there no more. */
#include "config.h"

#include "loket-history.h"
#include "loket-json.h"

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
  gint64 last = loket_case_get_last_seq (came);

  for (guint i = 0; i < missing->len; i++) {
    if (((LoketAct *) g_ptr_array_index (missing, i))->seq <= last)
      return TRUE;
  }
  return FALSE;
}

/* Among the others in the order of `seq`. */
static JsonArray *
insert_act (JsonArray *acts, JsonObject *act)
{
  JsonArray *result = json_array_new ();
  gint64 seq = loket_json_peek_int (act, "seq", 0);
  guint count = acts != NULL ? json_array_get_length (acts) : 0;
  gboolean inserted = FALSE;

  for (guint i = 0; i < count; i++) {
    JsonObject *other = loket_json_array_peek_object (acts, i);

    if (!inserted && other != NULL && loket_json_peek_int (other, "seq", 0) > seq) {
      json_array_add_object_element (result, json_object_ref (act));
      inserted = TRUE;
    }
    json_array_add_element (result, json_node_copy (json_array_get_element (acts, i)));
  }
  if (!inserted)
    json_array_add_object_element (result, json_object_ref (act));
  return result;
}

/**
 * loket_history_add_act:
 * @act: as the loket took it
 *
 * Returns: (transfer full) (nullable): @copy with it; NULL where that is no case any more
 */
LoketCase *
loket_history_add_act (LoketCase *copy, JsonObject *act)
{
  g_autoptr (JsonObject) json = loket_json_object_copy (copy->json);

  json_object_set_array_member (json, "acts",
                                insert_act (loket_json_peek_array (copy->json, "acts"), act));
  return loket_case_from_json (json, NULL);
}

static JsonObject *
find_json (LoketCase *copy, const char *act_id)
{
  JsonArray *acts = loket_json_peek_array (copy->json, "acts");

  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++) {
    JsonObject *act = loket_json_array_peek_object (acts, i);

    if (act != NULL && g_strcmp0 (loket_json_peek_string (act, "actId"), act_id) == 0)
      return act;
  }
  return NULL;
}

/**
 * loket_history_complete:
 * @held: what the loket gave before, and answered to acts since
 * @came: what it gives now
 *
 * Returns: (transfer full): @came, with the taken acts of @held that it does not have
 */
LoketCase *
loket_history_complete (LoketCase *held, LoketCase *came)
{
  g_autoptr (GPtrArray) missing = loket_history_list_missing (held, came);
  LoketCase *completed = loket_case_ref (came);

  for (guint i = 0; i < missing->len; i++) {
    JsonObject *act = find_json (held, ((LoketAct *) g_ptr_array_index (missing, i))->act_id);
    LoketCase *more = act != NULL ? loket_history_add_act (completed, act) : NULL;

    if (more == NULL)
      continue;
    loket_case_unref (completed);
    completed = more;
  }
  return completed;
}
