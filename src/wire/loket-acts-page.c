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

static JsonArray *
copy_acts (const LoketCase *the_case)
{
  JsonArray *acts = loket_json_peek_array (the_case->json, "acts");
  JsonArray *copy = json_array_new ();

  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++)
    json_array_add_element (copy, json_node_ref (json_array_get_element (acts, i)));
  return copy;
}

/* Each behind the one before it: what comes twice, or between others, is of another history. */
static gboolean
append_acts (JsonArray *acts, JsonArray *items, gint64 last, GError **error)
{
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *act = loket_json_array_peek_object (items, i);
    gint64 seq = act != NULL ? loket_json_peek_int (act, "seq", 0) : 0;

    if (seq <= last) {
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                   "items[%u].seq: an act behind seq %" G_GINT64_FORMAT " is wanted here", i, last);
      return FALSE;
    }
    json_array_add_object_element (acts, json_object_ref (act));
    last = seq;
  }
  return TRUE;
}

static LoketCase *
add_page (LoketCase *beginning, GBytes *page, GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (page, error);
  JsonArray *items = json != NULL ? loket_json_get_array (json, "items", error) : NULL;
  g_autoptr (JsonObject) whole = NULL;
  g_autoptr (JsonArray) acts = NULL;

  if (items == NULL)
    return NULL;
  if (json_array_get_length (items) == 0) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                         "items: the loket does not give the rest of the history");
    return NULL;
  }
  acts = copy_acts (beginning);
  if (!append_acts (acts, items, loket_case_get_last_seq (beginning), error))
    return NULL;
  whole = loket_json_object_copy (beginning->json);
  json_object_set_array_member (whole, "acts", g_steal_pointer (&acts));
  return loket_case_from_json (whole, error);
}

/**
 * loket_case_decode_with_rest:
 * @body: the answer to GET /cases/{caseId}
 * @rest: (element-type GBytes) (nullable): pages of the acts behind those in it, in their order
 *
 * Any thread. More acts may come than @body counts: the case went on meanwhile.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the place. It may be partial
 * still (loket_case_is_partial()): then the rest is behind its last act
 */
LoketCase *
loket_case_decode_with_rest (GBytes *body, GPtrArray *rest, GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (body, error);
  LoketCase *self = json != NULL ? loket_case_from_json (json, error) : NULL;

  for (guint i = 0; self != NULL && rest != NULL && i < rest->len; i++) {
    g_autoptr (LoketCase) beginning = self;

    self = add_page (beginning, g_ptr_array_index (rest, i), error);
  }
  return self;
}
