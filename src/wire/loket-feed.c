/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a page of the feed. */
#include "config.h"

#include "loket-error.h"
#include "loket-feed-split.h"
#include "loket-feed.h"
#include "loket-words-table.h"

static const char *const change_names[] = {"upserted", "withdrawn", "erased", NULL};

const char *
loket_change_to_string (LoketChange change)
{
  return loket_words_table_get (change_names, change);
}

static void
item_free (LoketFeedItem *item)
{
  g_clear_error (&item->error);
  g_free (item->case_id);
  g_free (item->reason);
  g_clear_pointer (&item->contents, loket_case_unref);
  g_clear_pointer (&item->raw, json_node_unref);
  g_free (item);
}

static gboolean
read_contents (LoketFeedItem *item, JsonObject *json, GError **error)
{
  JsonObject *contents;

  if (!json_object_has_member (json, "case"))
    return TRUE;
  contents = loket_json_get_object (json, "case", error);
  if (contents == NULL)
    return FALSE;
  item->contents = loket_case_from_json (contents, error);
  if (item->contents == NULL) {
    g_prefix_error (error, "case.");
    return FALSE;
  }
  if (g_strcmp0 (item->contents->case_id, item->case_id) != 0) {
    g_clear_pointer (&item->contents, loket_case_unref);
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                         "case.caseId: another case stands here than the item says");
    return FALSE;
  }
  /* Half a history is none. */
  if (loket_case_is_partial (item->contents))
    g_clear_pointer (&item->contents, loket_case_unref);
  return TRUE;
}

static gboolean
read_item (LoketFeedItem *item, JsonObject *json, GError **error)
{
  const char *change;
  int found;

  if (loket_json_get_string (json, "caseId", error) == NULL ||
      !loket_json_get_int (json, "version", &item->version, error) ||
      (change = loket_json_get_string (json, "change", error)) == NULL)
    return FALSE;
  if (item->version < 0 || item->version > LOKET_CASE_VERSION_MAX) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                         "version: no case can have that one");
    return FALSE;
  }
  found = loket_words_table_find (change_names, change, -1);
  if (found < 0) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD, "change: “%s” is not known here",
                 change);
    return FALSE;
  }
  item->change = (LoketChange) found;
  item->reason = g_strdup (loket_json_peek_string (json, "reason"));
  return item->change != LOKET_CHANGE_UPSERTED || read_contents (item, json, error);
}

static LoketFeedItem *
item_from_json (JsonNode *node, guint index)
{
  LoketFeedItem *item = g_new0 (LoketFeedItem, 1);

  item->index = index;
  item->raw = json_node_ref (node);
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (&item->error, LOKET_ERROR, LOKET_ERROR_INVALID,
                         "an object is wanted here");
  } else {
    item->case_id = g_strdup (loket_json_peek_string (json_node_get_object (node), "caseId"));
    read_item (item, json_node_get_object (node), &item->error);
  }
  if (item->error != NULL)
    g_prefix_error (&item->error, "items[%u]: ", index);
  return item;
}

static JsonNode *
parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return loket_json_parse (text != NULL ? text : "", (gssize) length, error);
}

/* The id of an item that is no JSON: whoever looks into it later wants to know which case it is. */
static char *
find_case_id (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"caseId\"\\s*:\\s*\"([^\"\\\\]{1,64})\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;

  return g_regex_match (regex, text, 0, &found) ? g_match_info_fetch (found, 1) : NULL;
}

static LoketFeedItem *
item_from_text (GBytes *bytes, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse (bytes, &error);
  g_autofree char *text = NULL;
  LoketFeedItem *item;

  if (node != NULL)
    return item_from_json (node, index);
  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  item = g_new0 (LoketFeedItem, 1);
  item->index = index;
  item->raw = json_node_init_string (json_node_alloc (), text);
  item->case_id = find_case_id (text);
  item->error = g_steal_pointer (&error);
  g_prefix_error (&item->error, "items[%u]: ", index);
  return item;
}

/* @items: (out) (transfer full) (nullable): the texts of the items, where the page could only be
 * read in pieces */
static JsonNode *
parse_page (GBytes *body, GPtrArray **items, GError **error)
{
  g_autoptr (GError) cause = NULL;
  JsonNode *root = parse (body, &cause);
  g_autoptr (LoketFeedSplit) split = root == NULL ? _loket_feed_split (body) : NULL;

  *items = NULL;
  if (split != NULL)
    root = parse (split->rest, NULL);
  if (root == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (split != NULL)
    *items = g_steal_pointer (&split->items);
  return root;
}

static void
add_items (LoketFeedPage *self, JsonArray *items, GPtrArray *texts)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  for (guint i = 0; i < json_array_get_length (items); i++)
    g_ptr_array_add (self->items, item_from_json (json_array_get_element (items, i), i));
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    g_ptr_array_add (self->items, item_from_text (g_ptr_array_index (texts, i), i));
}

/**
 * loket_feed_page_decode:
 *
 * Any thread.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID when it is not a page at all: not JSON,
 * or without `items` or `next`. Items that cannot be read are in the page with their error.
 */
LoketFeedPage *
loket_feed_page_decode (GBytes *body, GError **error)
{
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (JsonNode) root = parse_page (body, &texts, error);
  LoketFeedPage *self;
  JsonObject *json;
  JsonArray *items;
  const char *next;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID, "an object is wanted here");
    return NULL;
  }
  json = json_node_get_object (root);
  items = loket_json_get_array (json, "items", error);
  next = items != NULL ? loket_json_get_string (json, "next", error) : NULL;
  if (next == NULL)
    return NULL;
  self = g_new0 (LoketFeedPage, 1);
  self->next = g_strdup (next);
  add_items (self, items, texts);
  if (loket_json_peek_object (json, "refData") != NULL)
    self->ref_data = loket_ref_data_from_json (loket_json_peek_object (json, "refData"));
  return self;
}

void
loket_feed_page_free (LoketFeedPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_free (self->next);
  loket_ref_data_free (self->ref_data);
  g_free (self);
}
