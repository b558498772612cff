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

typedef struct {
  JsonArray *acts; /* (owned): of the case, as far as they are here */
  GHashTable *ids; /* of them */
  gint64 last;     /* `seq` of the last */
  gint64 total;    /* how many there are in all */
} History;

static void
history_clear (History *self)
{
  g_clear_pointer (&self->acts, json_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

static void
add (History *self, JsonNode *node, JsonObject *act)
{
  const char *id = loket_json_peek_string (act, "actId");

  json_array_add_element (self->acts, json_node_ref (node));
  if (id != NULL)
    g_hash_table_add (self->ids, (gpointer) id);
  self->last = MAX (self->last, loket_json_peek_int (act, "seq", 0));
}

static void
begin (History *self, JsonObject *json)
{
  JsonArray *acts = loket_json_peek_array (json, "acts");

  self->acts = json_array_new ();
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->total = loket_json_peek_int (json, "actCount", 0);
  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++) {
    JsonObject *act = loket_json_array_peek_object (acts, i);

    if (act != NULL)
      add (self, json_array_get_element (acts, i), act);
  }
}

/* Each behind the one before it: what comes twice, or between others, is of another history. */
static gboolean
add_item (History *self, JsonArray *items, guint i, GError **error)
{
  JsonObject *act = loket_json_array_peek_object (items, i);
  const char *id = act != NULL ? loket_json_peek_string (act, "actId") : NULL;

  if (act == NULL || loket_json_peek_int (act, "seq", 0) <= self->last) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                 "items[%u].seq: an act behind seq %" G_GINT64_FORMAT " is wanted here", i,
                 self->last);
    return FALSE;
  }
  if (id != NULL && g_hash_table_contains (self->ids, id)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                 "items[%u].actId: an act that came before stands here once more", i);
    return FALSE;
  }
  add (self, json_array_get_element (items, i), act);
  return TRUE;
}

static gboolean
add_page (History *self, JsonObject *page, GError **error)
{
  JsonArray *items = loket_json_get_array (page, "items", error);
  guint count = items != NULL ? json_array_get_length (items) : 0;

  if (items == NULL)
    return FALSE;
  if (count == 0) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                         "items: the loket does not give the rest of the history");
    return FALSE;
  }
  for (guint i = 0; i < count; i++) {
    if (!add_item (self, items, i, error))
      return FALSE;
  }
  self->total = MAX (self->total, loket_json_peek_int (page, "total", 0));
  return TRUE;
}

/* @pages: (out): keep the words alive that @self refers to */
static gboolean
add_rest (History *self, GPtrArray *rest, GPtrArray *pages, GError **error)
{
  for (guint i = 0; i < rest->len; i++) {
    JsonObject *page = loket_body_to_object (g_ptr_array_index (rest, i), error);

    if (page == NULL)
      return FALSE;
    g_ptr_array_add (pages, page);
    if (!add_page (self, page, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_case_decode_with_rest:
 * @body: the answer to GET /cases/{caseId}
 * @rest: (element-type GBytes) (nullable): pages of the acts behind those in it, in their order
 *
 * Any thread. More acts may be there than @body counts: the case went on meanwhile.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the place. It may be partial
 * still (loket_case_is_partial()): then the rest is behind its last act
 */
LoketCase *
loket_case_decode_with_rest (GBytes *body, GPtrArray *rest, GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (body, error);
  g_autoptr (JsonObject) whole = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  g_auto (History) history = {0};

  if (json == NULL)
    return NULL;
  if (rest == NULL || rest->len == 0)
    return loket_case_from_json (json, error);
  pages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  begin (&history, json);
  if (!add_rest (&history, rest, pages, error))
    return NULL;
  whole = loket_json_object_copy (json);
  json_object_set_array_member (whole, "acts", json_array_ref (history.acts));
  json_object_set_int_member (whole, "actCount", history.total);
  return loket_case_from_json (whole, error);
}
