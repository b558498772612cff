/* SPDX-License-Identifier: EUPL-1.2 */
/* The rest of a long history: GET /cases/{caseId}/acts. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-error.h"

/**
 * loket_acts_page_encode:
 * @act_texts: (element-type utf8): acts as JSON text, in the order of seq; put in as they are
 * @total: how many acts the case has in all
 *
 * Returns: (transfer full)
 */
GBytes *
loket_acts_page_encode (GPtrArray *act_texts, gint64 total)
{
  GString *text = g_string_new ("{\"items\":[");

  for (guint i = 0; i < act_texts->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    g_string_append (text, g_ptr_array_index (act_texts, i));
  }
  g_string_append_printf (text, "],\"total\":%" G_GINT64_FORMAT "}", total);
  return g_string_free_to_bytes (text);
}

/**
 * loket_acts_page_decode:
 * @total: (out) (optional): how many acts the case has in all; -1 where it is not said
 *
 * Returns: (transfer full) (element-type LoketAct): NULL with LOKET_ERROR_INVALID, naming the
 * place: no date could be proved on a history with a hole
 */
GPtrArray *
loket_acts_page_decode (GBytes *body, gint64 *total, GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (body, error);
  JsonArray *items = json != NULL ? loket_json_get_array (json, "items", error) : NULL;
  g_autoptr (GPtrArray) acts = NULL;

  if (items == NULL)
    return NULL;
  acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *read = loket_json_array_peek_object (items, i);
    LoketAct *act = NULL;

    if (read == NULL)
      g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID, "an object is wanted here");
    else
      act = loket_act_from_json (read, error);
    if (act == NULL) {
      g_prefix_error (error, "items[%u]: ", i);
      return NULL;
    }
    g_ptr_array_add (acts, act);
  }
  if (total != NULL)
    *total = loket_json_peek_int (json, "total", -1);
  return g_steal_pointer (&acts);
}
