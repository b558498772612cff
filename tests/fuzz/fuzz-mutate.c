/* SPDX-License-Identifier: EUPL-1.2 */
/* Changing JSON as JSON: bytes changed at random are mostly refused by the parser, and what lies
 * behind it is never reached.
 *
 * Words come from the text itself, from what was met before, and from libFuzzer's own way with
 * bytes, which knows the dictionary. */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "loket-random.h"

gsize LLVMFuzzerMutate (guint8 *data, gsize size, gsize max_size);
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max_size, guint seed);
gsize LLVMFuzzerCustomCrossOver (const guint8 *first,
                                 gsize first_size,
                                 const guint8 *second,
                                 gsize second_size,
                                 guint8 *out,
                                 gsize max_size,
                                 guint seed);

enum {
  STRING_MAX = 4096, /* longer texts are not made from short ones */
  SLOTS_MAX = 20000, /* more are not looked at */
};

/* A place in the tree where a value stands. */
typedef struct {
  JsonObject *object; /* (nullable): then the member of it */
  const char *member; /* of `names`: the tree changes under the slots */
  JsonArray *array;   /* (nullable): then the element of it */
  guint index;
} Slot;

static void
list_slots (JsonNode *node, GArray *slots, GStringChunk *names)
{
  if (slots->len > SLOTS_MAX)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *object = json_node_get_object (node);
    g_autoptr (GList) members = json_object_get_members (object);

    for (GList *l = members; l != NULL; l = l->next) {
      Slot slot = {.object = object, .member = g_string_chunk_insert_const (names, l->data)};

      g_array_append_val (slots, slot);
      list_slots (json_object_get_member (object, l->data), slots, names);
    }
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      Slot slot = {.array = array, .index = i};

      g_array_append_val (slots, slot);
      list_slots (json_array_get_element (array, i), slots, names);
    }
  }
}

static JsonNode *
slot_get (const Slot *slot)
{
  return slot->object != NULL ? json_object_get_member (slot->object, slot->member)
                              : json_array_get_element (slot->array, slot->index);
}

static void
array_insert (JsonArray *array, guint index, JsonNode *node)
{
  g_autoptr (GPtrArray) behind = g_ptr_array_new ();

  while (json_array_get_length (array) > index) {
    g_ptr_array_add (behind, json_array_dup_element (array, index));
    json_array_remove_element (array, index);
  }
  json_array_add_element (array, node);
  for (guint i = 0; i < behind->len; i++)
    json_array_add_element (array, g_ptr_array_index (behind, i));
}

static void
slot_set (const Slot *slot, JsonNode *node)
{
  if (slot->object != NULL) {
    json_object_set_member (slot->object, slot->member, node);
    return;
  }
  json_array_remove_element (slot->array, slot->index);
  array_insert (slot->array, slot->index, node);
}

static void
slot_remove (const Slot *slot)
{
  if (slot->object != NULL)
    json_object_remove_member (slot->object, slot->member);
  else
    json_array_remove_element (slot->array, slot->index);
}

/* A copy all the way down: two places of a tree never share a value. */
static JsonNode *
copy_deep (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return json_from_string (text, NULL);
}

static JsonNode *
make_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
mutate_text (const char *text, LoketRandom *random)
{
  guint8 bytes[STRING_MAX];
  gsize size = MIN (strlen (text), sizeof bytes);
  g_autofree char *valid = NULL;
  LoketDay day;

  if (loket_day_parse (text, &day) && loket_random_below (random, 4) > 0) {
    g_autofree char *moved =
        loket_day_to_string (day + (LoketDay) loket_random_below (random, 120) - 60);

    return make_text (moved != NULL ? moved : "");
  }
  memcpy (bytes, text, size);
  size = LLVMFuzzerMutate (bytes, size, sizeof bytes);
  valid = g_utf8_make_valid ((const char *) bytes, (gssize) size);
  return make_text (valid);
}

static JsonNode *
make_number (LoketRandom *random)
{
  static const gint64 numbers[] = {0,
                                   1,
                                   2,
                                   -1,
                                   7,
                                   31,
                                   366,
                                   1000000,
                                   G_MAXINT32,
                                   G_MININT32,
                                   (gint64) G_MAXINT32 + 1,
                                   G_MAXINT64,
                                   G_MININT64};

  return json_node_init_int (json_node_alloc (),
                             numbers[loket_random_below (random, G_N_ELEMENTS (numbers))]);
}

static JsonNode *
make_value (LoketRandom *random)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonArray) array = NULL;

  switch (loket_random_below (random, 7)) {
  case 0:
    return json_node_new (JSON_NODE_NULL);
  case 1:
    return json_node_init_boolean (json_node_alloc (), loket_random_below (random, 2) == 0);
  case 2:
    return make_text ("");
  case 3:
    object = json_object_new ();
    return json_node_init_object (json_node_alloc (), object);
  case 4:
    array = json_array_new ();
    return json_node_init_array (json_node_alloc (), array);
  case 5:
    return json_node_init_double (json_node_alloc (), 1.5);
  default:
    return make_number (random);
  }
}

static JsonNode *
mutate_value (JsonNode *node, LoketRandom *random)
{
  if (JSON_NODE_HOLDS_VALUE (node) && loket_random_below (random, 8) > 0) {
    if (json_node_get_value_type (node) == G_TYPE_STRING)
      return mutate_text (json_node_get_string (node), random);
    if (json_node_get_value_type (node) == G_TYPE_INT64 && loket_random_below (random, 2) == 0) {
      /* Without overflow: it wraps. */
      guint64 moved = (guint64) json_node_get_int (node) + loket_random_below (random, 9) - 4;

      return json_node_init_int (json_node_alloc (), (gint64) moved);
    }
    if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
      return json_node_init_boolean (json_node_alloc (), !json_node_get_boolean (node));
  }
  return make_value (random);
}

static void
add_beside (const Slot *slot, const Slot *from, LoketRandom *random)
{
  JsonNode *node = copy_deep (slot_get (from));

  if (node == NULL)
    return;
  if (slot->array != NULL)
    array_insert (slot->array, loket_random_below (random, json_array_get_length (slot->array) + 1),
                  node);
  else if (from->object != NULL)
    json_object_set_member (slot->object, from->member, node);
  else
    json_node_unref (node);
}

static void
replace_by (const Slot *slot, const Slot *from)
{
  JsonNode *node = copy_deep (slot_get (from));

  if (node != NULL)
    slot_set (slot, node);
}

/* One change somewhere in @root, with what @other has (which may be the same tree). */
static void
change_once (JsonNode *root, JsonNode *other, LoketRandom *random)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_autoptr (GStringChunk) names = g_string_chunk_new (1024);
  const Slot *slot, *from;

  list_slots (root, slots, names);
  list_slots (other, others, names);
  if (slots->len == 0 || others->len == 0)
    return;
  slot = &g_array_index (slots, Slot, loket_random_below (random, slots->len));
  from = &g_array_index (others, Slot, loket_random_below (random, others->len));
  switch (loket_random_below (random, 8)) {
  case 0:
    slot_remove (slot);
    break;
  case 1:
    replace_by (slot, from);
    break;
  case 2:
    add_beside (slot, from, random);
    break;
  case 3:
    add_beside (slot, slot, random);
    break;
  default:
    slot_set (slot, mutate_value (slot_get (slot), random));
  }
}

static JsonNode *
parse (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  return g_utf8_validate (text, -1, NULL) ? json_from_string (text, NULL) : NULL;
}

static gsize
write_out (JsonNode *root, guint8 *out, gsize max_size)
{
  g_autofree char *text = json_to_string (root, FALSE);
  gsize size = strlen (text);

  if (size > max_size)
    return 0;
  memcpy (out, text, size);
  return size;
}

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max_size, guint seed)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (seed);
  g_autoptr (JsonNode) root = NULL;
  gsize written;

  /* The parser itself is to be tried, too. */
  if (loket_random_below (random, 16) == 0)
    return LLVMFuzzerMutate (data, size, max_size);
  root = parse (data, size);
  if (root == NULL)
    return LLVMFuzzerMutate (data, size, max_size);
  for (guint n = 1 + loket_random_below (random, 4); n > 0; n--)
    change_once (root, root, random);
  written = write_out (root, data, max_size);
  return written > 0 ? written : LLVMFuzzerMutate (data, size, max_size);
}

gsize
LLVMFuzzerCustomCrossOver (const guint8 *first,
                           gsize first_size,
                           const guint8 *second,
                           gsize second_size,
                           guint8 *out,
                           gsize max_size,
                           guint seed)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (seed);
  g_autoptr (JsonNode) root = parse (first, first_size);
  g_autoptr (JsonNode) other = parse (second, second_size);

  if (root == NULL || other == NULL)
    return 0;
  for (guint n = 1 + loket_random_below (random, 4); n > 0; n--)
    change_once (root, other, random);
  return write_out (root, out, max_size);
}
