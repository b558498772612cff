/* SPDX-License-Identifier: EUPL-1.2 */
/* Two trees side by side: facts, texts and lists are told of as what they are. */
#include "config.h"

#include <string.h>

#include "loket-data-diff.h"

typedef struct {
  GPtrArray *changes; /* (element-type LoketChange) */
  GArray *parts;      /* of LoketChangePart: the way to what is looked at */
} Walk;

static void diff_nodes (Walk *walk, JsonNode *before, JsonNode *after);

static void
clear_part (LoketChangePart *part)
{
  g_free (part->member);
  g_free (part->code);
  g_clear_pointer (&part->names, json_object_unref);
}

static GArray *
new_parts (void)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (LoketChangePart));

  g_array_set_clear_func (parts, (GDestroyNotify) clear_part);
  return parts;
}

static void
free_change (LoketChange *change)
{
  g_array_unref (change->parts);
  g_clear_pointer (&change->before, json_node_unref);
  g_clear_pointer (&change->after, json_node_unref);
  g_strfreev (change->languages);
  g_free (change);
}

static LoketChange *
add_change (Walk *walk, LoketChangeKind kind, JsonNode *before, JsonNode *after)
{
  LoketChange *change = g_new0 (LoketChange, 1);

  change->kind = kind;
  change->parts = new_parts ();
  change->before = before != NULL ? json_node_ref (before) : NULL;
  change->after = after != NULL ? json_node_ref (after) : NULL;
  for (guint i = 0; i < walk->parts->len; i++) {
    const LoketChangePart *part = &g_array_index (walk->parts, LoketChangePart, i);
    LoketChangePart copy = {g_strdup (part->member), g_strdup (part->code),
                            part->names != NULL ? json_object_ref (part->names) : NULL};

    g_array_append_val (change->parts, copy);
  }
  g_ptr_array_add (walk->changes, change);
  return change;
}

static void
enter_member (Walk *walk, const char *member)
{
  LoketChangePart part = {g_strdup (member), NULL, NULL};

  g_array_append_val (walk->parts, part);
}

static void
leave (Walk *walk)
{
  g_array_set_size (walk->parts, walk->parts->len - 1);
}

static JsonObject *
peek (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_text (JsonObject *json)
{
  return json != NULL && json_object_has_member (json, "nl") &&
         json_object_has_member (json, "fr") && json_object_has_member (json, "de");
}

static gboolean
is_fact (JsonObject *json)
{
  return json != NULL && json_object_has_member (json, "value") &&
         json_object_has_member (json, "confirmed");
}

static gboolean
same (JsonNode *before, JsonNode *after)
{
  return before == NULL || after == NULL ? before == after : json_node_equal (before, after);
}

static void
diff_texts (Walk *walk, JsonNode *before, JsonNode *after)
{
  g_autoptr (GStrvBuilder) languages = g_strv_builder_new ();
  g_autoptr (GList) members = json_object_get_members (peek (after));

  for (GList *l = members; l != NULL; l = l->next) {
    if (!same (json_object_get_member (peek (before), l->data),
               json_object_get_member (peek (after), l->data)))
      g_strv_builder_add (languages, l->data);
  }
  add_change (walk, LOKET_CHANGE_TEXT, before, after)->languages = g_strv_builder_end (languages);
}

/* Whether one of the members says something else. */
static gboolean
differ_in (JsonObject *before, JsonObject *after, const char *const *members)
{
  for (int i = 0; members[i] != NULL; i++) {
    if (!same (json_object_get_member (before, members[i]),
               json_object_get_member (after, members[i])))
      return TRUE;
  }
  return FALSE;
}

static const char *const source_members[] = {
    "source", "quote", "article", "checkedOn", "note", NULL,
};

/* All that says whether it is confirmed, and by what. */
static void
diff_confirmed (Walk *walk, JsonNode *before, JsonNode *after)
{
  gboolean was = loket_json_peek_boolean (peek (before), "confirmed", FALSE);
  gboolean is = loket_json_peek_boolean (peek (after), "confirmed", FALSE);

  if (was != is)
    add_change (walk, is ? LOKET_CHANGE_CONFIRMED : LOKET_CHANGE_UNCONFIRMED, NULL, NULL);
  else if (differ_in (peek (before), peek (after), source_members))
    add_change (walk, LOKET_CHANGE_SOURCE, NULL, NULL);
}

static gboolean
has_term (JsonObject *json)
{
  return loket_json_peek_object (json, "amount") != NULL &&
         loket_json_peek_object (json, "unit") != NULL;
}

static JsonNode *
peek_value (JsonObject *json, const char *fact)
{
  return json_object_get_member (loket_json_peek_object (json, fact), "value");
}

/* A number and what it counts are one thing to a reader. */
static gboolean
diff_term (Walk *walk, JsonNode *before, JsonNode *after)
{
  if (!has_term (peek (before)) || !has_term (peek (after)))
    return FALSE;
  if (!same (peek_value (peek (before), "amount"), peek_value (peek (after), "amount")) ||
      !same (peek_value (peek (before), "unit"), peek_value (peek (after), "unit")))
    add_change (walk, LOKET_CHANGE_TERM, before, after);
  return TRUE;
}

static void
diff_member (Walk *walk, JsonNode *before, JsonNode *after, const char *name, gboolean in_term)
{
  JsonNode *old = json_object_get_member (peek (before), name);
  JsonNode *new = json_object_get_member (peek (after), name);

  if (same (old, new))
    return;
  enter_member (walk, name);
  if (in_term && (g_str_equal (name, "amount") || g_str_equal (name, "unit")))
    diff_confirmed (walk, old, new);
  else
    diff_nodes (walk, old, new);
  leave (walk);
}

static gboolean
is_of_a_fact (const char *name)
{
  return g_str_equal (name, "confirmed") || g_strv_contains (source_members, name);
}

static void
diff_objects (Walk *walk, JsonNode *before, JsonNode *after)
{
  gboolean sourced = json_object_has_member (peek (after), "confirmed");
  gboolean in_term = diff_term (walk, before, after);
  g_autoptr (GList) members = json_object_get_members (peek (after));
  g_autoptr (GList) gone = json_object_get_members (peek (before));

  for (GList *l = members; l != NULL; l = l->next) {
    if (!sourced || !is_of_a_fact (l->data))
      diff_member (walk, before, after, l->data, in_term);
  }
  for (GList *l = gone; l != NULL; l = l->next) {
    if ((!sourced || !is_of_a_fact (l->data)) && !json_object_has_member (peek (after), l->data))
      diff_member (walk, before, after, l->data, in_term);
  }
  if (sourced)
    diff_confirmed (walk, before, after);
}

/* A fact's value stands for the fact. */
static void
diff_facts (Walk *walk, JsonNode *before, JsonNode *after)
{
  JsonNode *old = json_object_get_member (peek (before), "value");
  JsonNode *new = json_object_get_member (peek (after), "value");

  if (!same (old, new))
    diff_nodes (walk, old, new);
  diff_confirmed (walk, before, after);
}

static void
append_codes (GString *key, JsonObject *json, const char *member)
{
  g_auto (GStrv) codes = json != NULL ? loket_json_peek_strings (json, member) : NULL;
  g_autofree char *joined = codes != NULL ? g_strjoinv (" ", codes) : NULL;

  if (joined != NULL && *joined != '\0')
    g_string_append_printf (key, " %s", joined);
}

/* What an element is found by: its code, and what tells it from others of that code. */
static char *
make_key (JsonObject *json)
{
  static const char *const members[] = {"code", "clock", "field", "guard", "act",
                                        "kind", "step",  "id",    "date",  NULL};
  g_autoptr (GString) key = g_string_new (NULL);

  for (int i = 0; members[i] != NULL && key->len == 0; i++)
    g_string_append (key, loket_json_peek_string (json, members[i]) != NULL
                              ? loket_json_peek_string (json, members[i])
                              : "");
  append_codes (key, loket_json_peek_object (json, "when"), "kind");
  append_codes (key, json, "kind");
  append_codes (key, json, "demands");
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static gboolean
holds_objects (JsonNode *node)
{
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    g_autofree char *key = NULL;
    JsonObject *element = loket_json_array_peek_object (array, i);

    if (element == NULL)
      return FALSE;
    key = make_key (element);
    if (*key == '\0')
      return FALSE;
  }
  return array != NULL;
}

/* The @nth element of that key; NULL where there is none. */
static JsonNode *
find_element (JsonArray *array, const char *key, guint nth)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *other = make_key (loket_json_array_peek_object (array, i));

    if (g_str_equal (other, key) && nth-- == 0)
      return json_array_get_element (array, i);
  }
  return NULL;
}

static guint
count_before (JsonArray *array, const char *key, guint end)
{
  guint count = 0;

  for (guint i = 0; i < end; i++) {
    g_autofree char *other = make_key (loket_json_array_peek_object (array, i));

    count += g_str_equal (other, key) ? 1 : 0;
  }
  return count;
}

/* Elements of @from that @in has too, or has not. */
static void
diff_elements (Walk *walk, JsonArray *from, JsonArray *in, gboolean from_is_new)
{
  for (guint i = 0; i < json_array_get_length (from); i++) {
    JsonNode *node = json_array_get_element (from, i);
    JsonObject *names = loket_json_peek_object (peek (node), "names");
    LoketChangePart part = {NULL, make_key (peek (node)),
                            names != NULL ? json_object_ref (names) : NULL};
    JsonNode *other = find_element (in, part.code, count_before (from, part.code, i));

    g_array_append_val (walk->parts, part);
    if (other == NULL)
      add_change (walk, from_is_new ? LOKET_CHANGE_COMES : LOKET_CHANGE_GOES,
                  from_is_new ? NULL : node, from_is_new ? node : NULL);
    else if (from_is_new && !same (other, node))
      diff_nodes (walk, other, node);
    leave (walk);
  }
}

/* Differ already. */
static void
diff_nodes (Walk *walk, JsonNode *before, JsonNode *after)
{
  if (before == NULL || after == NULL) {
    add_change (walk, before == NULL ? LOKET_CHANGE_COMES : LOKET_CHANGE_GOES, before, after);
  } else if (is_text (peek (before)) && is_text (peek (after))) {
    diff_texts (walk, before, after);
  } else if (is_fact (peek (before)) && is_fact (peek (after))) {
    diff_facts (walk, before, after);
  } else if (peek (before) != NULL && peek (after) != NULL) {
    diff_objects (walk, before, after);
  } else if (holds_objects (before) && holds_objects (after)) {
    guint known = walk->changes->len;

    diff_elements (walk, json_node_get_array (after), json_node_get_array (before), TRUE);
    diff_elements (walk, json_node_get_array (before), json_node_get_array (after), FALSE);
    /* The same elements in another order: the first row that fits decides. */
    if (walk->changes->len == known)
      add_change (walk, LOKET_CHANGE_VALUE, NULL, NULL);
  } else {
    add_change (walk, LOKET_CHANGE_VALUE, before, after);
  }
}

/**
 * loket_data_diff:
 * @before: a profile or a calendar
 * @after: another version of it
 *
 * The version itself is not told of.
 *
 * Returns: (transfer full) (element-type LoketChange): in the order of @after; empty: no difference
 */
GPtrArray *
loket_data_diff (JsonObject *before, JsonObject *after)
{
  g_autoptr (JsonNode) old = json_node_init_object (json_node_alloc (), before);
  g_autoptr (JsonNode) new = json_node_init_object (json_node_alloc (), after);
  Walk walk = {g_ptr_array_new_with_free_func ((GDestroyNotify) free_change), new_parts ()};
  g_autoptr (GList) members = json_object_get_members (after);
  g_autoptr (GList) gone = json_object_get_members (before);

  for (GList *l = members; l != NULL; l = l->next) {
    if (!g_str_equal (l->data, "version"))
      diff_member (&walk, old, new, l->data, FALSE);
  }
  for (GList *l = gone; l != NULL; l = l->next) {
    if (!json_object_has_member (after, l->data))
      diff_member (&walk, old, new, l->data, FALSE);
  }
  g_array_unref (walk.parts);
  return walk.changes;
}

/**
 * loket_change_dup_place:
 *
 * Returns: (transfer full): e.g. `clocks[answer].anchor`
 */
char *
loket_change_dup_place (const LoketChange *self)
{
  g_autoptr (GString) place = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++) {
    const LoketChangePart *part = &g_array_index (self->parts, LoketChangePart, i);

    if (part->member == NULL)
      g_string_append_printf (place, "[%s]", part->code);
    else
      g_string_append_printf (place, "%s%s", place->len > 0 ? "." : "", part->member);
  }
  return g_string_free (g_steal_pointer (&place), FALSE);
}
