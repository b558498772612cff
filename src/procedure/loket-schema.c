/* SPDX-License-Identifier: EUPL-1.2 */
/* The strict check of data files: what is wrong is noted, and the check goes on behind it. */
#include "config.h"

#include <string.h>

#include "loket-error.h"
#include "loket-schema-private.h"

static gboolean check_value (const LoketSchema *schema, JsonNode *node, LoketFlaws *flaws);

/* The place ends with the first ": "; a place itself never holds one that was let through. */
static gboolean
add_flaw (LoketFlaws *flaws, int code, const char *message)
{
  const char *colon = strstr (message, ": ");
  g_autofree char *place = g_strndup (message, (gsize) (colon - message));

  return loket_flaws_add (flaws, code, place, colon + 2);
}

/**
 * _loket_schema_refuse:
 * @format: `place: what is wrong`, the place from the part that has been entered; ": " alone
 *   before what is wrong with that part itself
 *
 * Returns: FALSE
 */
gboolean
_loket_schema_refuse (LoketFlaws *flaws, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return add_flaw (flaws, LOKET_ERROR_INVALID, message);
}

/**
 * _loket_schema_count:
 *
 * Returns: how many elements the list has; 0 where there is none
 */
guint
_loket_schema_count (JsonObject *json, const char *list)
{
  JsonArray *array = json != NULL ? loket_json_peek_array (json, list) : NULL;

  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * _loket_schema_get:
 * @index: below _loket_schema_count()
 *
 * Returns: (nullable): NULL where no object stands there
 */
JsonObject *
_loket_schema_get (JsonObject *json, const char *list, guint index)
{
  return loket_json_array_peek_object (loket_json_peek_array (json, list), index);
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

static gboolean
check_string (JsonNode *node, LoketFlaws *flaws)
{
  if (!holds (node, G_TYPE_STRING))
    return _loket_schema_refuse (flaws, ": a text is wanted here");
  if (is_blank (json_node_get_string (node)))
    return _loket_schema_refuse (flaws, ": a text is wanted here, not a blank one");
  return TRUE;
}

static gboolean
check_code (JsonNode *node, LoketFlaws *flaws)
{
  const char *code;

  if (!check_string (node, flaws))
    return FALSE;
  code = json_node_get_string (node);
  for (const char *c = code; *c != '\0'; c++) {
    if (!g_ascii_isgraph (*c))
      return _loket_schema_refuse (flaws, ": `%s` is no code: letters without blanks are wanted",
                                   code);
  }
  return TRUE;
}

static gboolean
check_day (JsonNode *node, LoketFlaws *flaws)
{
  LoketDay day;

  if (!holds (node, G_TYPE_STRING) || !loket_day_parse (json_node_get_string (node), &day))
    return _loket_schema_refuse (flaws, ": a date (yyyy-MM-dd) is wanted here");
  return TRUE;
}

static gboolean
check_number (JsonNode *node, LoketFlaws *flaws)
{
  return holds (node, G_TYPE_INT64) ||
         _loket_schema_refuse (flaws, ": a whole number is wanted here");
}

static gboolean
check_count (JsonNode *node, LoketFlaws *flaws)
{
  if (!check_number (node, flaws))
    return FALSE;
  /* A number beyond these has no meaning as a term and would overflow the count of days. */
  if (json_node_get_int (node) < 1 || json_node_get_int (node) > 9999)
    return _loket_schema_refuse (flaws, ": a number from 1 to 9999 is wanted here");
  return TRUE;
}

static gboolean
check_boolean (JsonNode *node, gboolean only_true, LoketFlaws *flaws)
{
  if (!holds (node, G_TYPE_BOOLEAN))
    return _loket_schema_refuse (flaws, ": true or false is wanted here");
  if (only_true && !json_node_get_boolean (node))
    return _loket_schema_refuse (flaws, ": only true may stand here");
  return TRUE;
}

static gboolean
refuse_word (const LoketSchema *schema, const char *word, LoketFlaws *flaws)
{
  g_autofree char *known = _loket_schema_list_words (schema, word);
  gboolean meant = strchr (known, ',') == NULL;
  g_autofree char *text = g_strdup_printf (meant ? "unknown word `%s`; is `%s` meant?"
                                                 : "unknown word `%s`; one of these is wanted: %s",
                                           word, known);

  return loket_flaws_add (flaws, LOKET_ERROR_UNKNOWN_WORD, "", text);
}

static gboolean
is_word (const LoketSchema *schema, const char *word)
{
  return (schema->words != NULL && g_strv_contains (schema->words, word)) ||
         (schema->set != NULL && schema->set->has (word));
}

static gboolean
check_word (const LoketSchema *schema, JsonNode *node, LoketFlaws *flaws)
{
  const char *word;

  if (!check_string (node, flaws))
    return FALSE;
  word = json_node_get_string (node);
  return is_word (schema, word) || refuse_word (schema, word, flaws);
}

static gboolean
check_text (JsonNode *node, LoketFlaws *flaws)
{
  static const LoketSchema text[] = {
      {"nl", LOKET_SCHEMA_STRING},
      {"fr", LOKET_SCHEMA_STRING},
      {"de", LOKET_SCHEMA_STRING},
      {"en", LOKET_SCHEMA_STRING},
      {NULL},
  };
  static const LoketSchema line = {"", LOKET_SCHEMA_OBJECT, .inner = text};

  return check_value (&line, node, flaws);
}

static gboolean
check_names (const LoketSchema *schema, JsonNode *node, LoketFlaws *flaws)
{
  g_autoptr (GList) members = NULL;
  gboolean good = TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _loket_schema_refuse (flaws, ": an object is wanted here");
  members = json_object_get_members (json_node_get_object (node));
  for (GList *link = members; link != NULL; link = link->next) {
    const char *word = link->data;
    gsize entered = loket_flaws_enter (flaws, "%s", word);

    if (!is_word (schema, word))
      good = refuse_word (schema, word, flaws);
    else
      good &= check_text (json_object_get_member (json_node_get_object (node), word), flaws);
    loket_flaws_leave (flaws, entered);
  }
  return good;
}

/* A confirmed fact without a source could be proved to nobody. */
static gboolean
check_fact (const LoketSchema *schema, JsonNode *node, LoketFlaws *flaws)
{
  const LoketSchema fact[] = {
      *schema->inner,
      {"source", LOKET_SCHEMA_STRING, TRUE},
      {"quote", LOKET_SCHEMA_STRING, TRUE},
      {"article", LOKET_SCHEMA_STRING, TRUE},
      {"checkedOn", LOKET_SCHEMA_DAY, TRUE},
      {"note", LOKET_SCHEMA_STRING, TRUE},
      {"confirmed", LOKET_SCHEMA_BOOLEAN},
      {NULL},
  };
  const LoketSchema line = {"", LOKET_SCHEMA_OBJECT, .inner = fact};
  JsonObject *json;
  gboolean good;

  good = check_value (&line, node, flaws);
  json = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (json != NULL && loket_json_peek_boolean (json, "confirmed", FALSE) &&
      !json_object_has_member (json, "source"))
    return _loket_schema_refuse (flaws, "source: a confirmed fact must have a source");
  return good;
}

static gboolean
check_object (const LoketSchema *schema, JsonNode *node, LoketFlaws *flaws)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _loket_schema_refuse (flaws, ": an object is wanted here");
  if (schema->kind == LOKET_SCHEMA_FREE)
    return TRUE;
  return _loket_schema_check (schema->inner, json_node_get_object (node), flaws);
}

static gboolean
check_elements (const LoketSchema *schema, LoketSchemaKind kind, JsonNode *node, LoketFlaws *flaws)
{
  LoketSchema element = *schema;
  gboolean good = TRUE;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return _loket_schema_refuse (flaws, ": a list is wanted here");
  array = json_node_get_array (node);
  element.kind = kind;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    gsize entered = loket_flaws_enter (flaws, "[%u]", i);

    good &= check_value (&element, json_array_get_element (array, i), flaws);
    loket_flaws_leave (flaws, entered);
  }
  return good;
}

static gboolean
check_value (const LoketSchema *schema, JsonNode *node, LoketFlaws *flaws)
{
  switch (schema->kind) {
  case LOKET_SCHEMA_STRING:
    return check_string (node, flaws);
  case LOKET_SCHEMA_CODE:
    return check_code (node, flaws);
  case LOKET_SCHEMA_TEXT:
    return check_text (node, flaws);
  case LOKET_SCHEMA_DAY:
    return check_day (node, flaws);
  case LOKET_SCHEMA_COUNT:
    return check_count (node, flaws);
  case LOKET_SCHEMA_NUMBER:
    return check_number (node, flaws);
  case LOKET_SCHEMA_BOOLEAN:
    return check_boolean (node, FALSE, flaws);
  case LOKET_SCHEMA_TRUE:
    return check_boolean (node, TRUE, flaws);
  case LOKET_SCHEMA_WORD:
    return check_word (schema, node, flaws);
  case LOKET_SCHEMA_WORDS:
    return check_elements (schema, LOKET_SCHEMA_WORD, node, flaws);
  case LOKET_SCHEMA_CODES:
    return check_elements (schema, LOKET_SCHEMA_CODE, node, flaws);
  case LOKET_SCHEMA_STRINGS:
    return check_elements (schema, LOKET_SCHEMA_STRING, node, flaws);
  case LOKET_SCHEMA_TEXTS:
    return check_elements (schema, LOKET_SCHEMA_TEXT, node, flaws);
  case LOKET_SCHEMA_COUNTS:
    return check_elements (schema, LOKET_SCHEMA_COUNT, node, flaws);
  case LOKET_SCHEMA_LIST:
    return check_elements (schema, LOKET_SCHEMA_OBJECT, node, flaws);
  case LOKET_SCHEMA_FACT:
    return check_fact (schema, node, flaws);
  case LOKET_SCHEMA_NAMES:
    return check_names (schema, node, flaws);
  case LOKET_SCHEMA_OBJECT:
  case LOKET_SCHEMA_FREE:
    return check_object (schema, node, flaws);
  case LOKET_SCHEMA_ANY:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

static const LoketSchema *
find_member (const LoketSchema *schema, const char *name)
{
  for (; schema->name != NULL; schema++) {
    if (g_str_equal (schema->name, name))
      return schema;
  }
  return NULL;
}

/**
 * _loket_schema_check_member:
 * @member: the one member that is looked at; what else stands in @json is not
 *
 * Returns: whether it is as wanted, or absent where it may be
 */
gboolean
_loket_schema_check_member (const LoketSchema *member, JsonObject *json, LoketFlaws *flaws)
{
  JsonNode *node = json_object_get_member (json, member->name);
  gsize entered;
  gboolean good;

  if (node == NULL)
    return member->optional || _loket_schema_refuse (flaws, "%s: is missing", member->name);
  entered = loket_flaws_enter (flaws, "%s", member->name);
  good = check_value (member, node, flaws);
  loket_flaws_leave (flaws, entered);
  return good;
}

static gboolean
refuse_member (const char *name, LoketFlaws *flaws)
{
  return loket_flaws_add (flaws, LOKET_ERROR_INVALID, name,
                          "unknown member: it means nothing here");
}

/**
 * _loket_schema_check:
 * @schema: (array zero-terminated): what may stand in @json
 *
 * Members are looked at in the order of the file, then what is missing in the order of the table.
 *
 * Returns: whether all is as wanted
 */
gboolean
_loket_schema_check (const LoketSchema *schema, JsonObject *json, LoketFlaws *flaws)
{
  gboolean good = TRUE;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, json);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    const LoketSchema *member = find_member (schema, name);

    good &= member != NULL ? _loket_schema_check_member (member, json, flaws)
                           : refuse_member (name, flaws);
  }
  for (const LoketSchema *member = schema; member->name != NULL; member++) {
    if (!json_object_has_member (json, member->name))
      good &= _loket_schema_check_member (member, json, flaws);
  }
  return good;
}

/**
 * _loket_schema_check_unique:
 * @list: a member that is a list of objects; nothing is said of what is wrong in other ways
 * @member: a text that each of them has
 */
void
_loket_schema_check_unique (JsonObject *json,
                            const char *list,
                            const char *member,
                            LoketFlaws *flaws)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < _loket_schema_count (json, list); i++) {
    JsonObject *element = _loket_schema_get (json, list, i);
    const char *code = element != NULL ? loket_json_peek_string (element, member) : NULL;

    if (code != NULL && !g_hash_table_add (seen, (gpointer) code))
      _loket_schema_refuse (flaws, "%s[%u].%s: `%s` is there twice", list, i, member, code);
  }
}
