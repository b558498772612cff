/* SPDX-License-Identifier: EUPL-1.2 */
/* The strict check of data files. Places are put before the message on the way out. */
#include "config.h"

#include "loket-error.h"
#include "loket-schema-private.h"

static gboolean check_value (const LoketSchema *schema, JsonNode *node, GError **error);

/**
 * _loket_schema_refuse:
 *
 * Returns: FALSE, with LOKET_ERROR_INVALID
 */
gboolean
_loket_schema_refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID, message);
  return FALSE;
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
check_string (JsonNode *node, GError **error)
{
  if (!holds (node, G_TYPE_STRING))
    return _loket_schema_refuse (error, ": a text is wanted here");
  if (is_blank (json_node_get_string (node)))
    return _loket_schema_refuse (error, ": a text is wanted here, not a blank one");
  return TRUE;
}

static gboolean
check_code (JsonNode *node, GError **error)
{
  const char *code;

  if (!check_string (node, error))
    return FALSE;
  code = json_node_get_string (node);
  for (const char *c = code; *c != '\0'; c++) {
    if (!g_ascii_isgraph (*c))
      return _loket_schema_refuse (error, ": `%s` is no code: letters without blanks are wanted",
                                   code);
  }
  return TRUE;
}

static gboolean
check_day (JsonNode *node, GError **error)
{
  LoketDay day;

  if (!holds (node, G_TYPE_STRING) || !loket_day_parse (json_node_get_string (node), &day))
    return _loket_schema_refuse (error, ": a date (yyyy-MM-dd) is wanted here");
  return TRUE;
}

static gboolean
check_number (JsonNode *node, GError **error)
{
  return holds (node, G_TYPE_INT64) ||
         _loket_schema_refuse (error, ": a whole number is wanted here");
}

static gboolean
check_count (JsonNode *node, GError **error)
{
  if (!check_number (node, error))
    return FALSE;
  /* A number beyond these has no meaning as a term and would overflow the count of days. */
  if (json_node_get_int (node) < 1 || json_node_get_int (node) > 9999)
    return _loket_schema_refuse (error, ": a number from 1 to 9999 is wanted here");
  return TRUE;
}

static gboolean
check_boolean (JsonNode *node, gboolean only_true, GError **error)
{
  if (!holds (node, G_TYPE_BOOLEAN))
    return _loket_schema_refuse (error, ": true or false is wanted here");
  if (only_true && !json_node_get_boolean (node))
    return _loket_schema_refuse (error, ": only true may stand here");
  return TRUE;
}

static gboolean
check_word (const LoketSchema *schema, JsonNode *node, GError **error)
{
  const char *word;

  if (!check_string (node, error))
    return FALSE;
  word = json_node_get_string (node);
  if (schema->words != NULL && g_strv_contains (schema->words, word))
    return TRUE;
  if (schema->known != NULL && schema->known (word))
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD, ": unknown word `%s`", word);
  return FALSE;
}

static gboolean
check_text (JsonNode *node, GError **error)
{
  static const LoketSchema text[] = {
      {"nl", LOKET_SCHEMA_STRING},
      {"fr", LOKET_SCHEMA_STRING},
      {"de", LOKET_SCHEMA_STRING},
      {"en", LOKET_SCHEMA_STRING},
      {NULL},
  };
  static const LoketSchema line = {"", LOKET_SCHEMA_OBJECT, .inner = text};

  return check_value (&line, node, error);
}

/* A confirmed fact without a source could be proved to nobody. */
static gboolean
check_fact (const LoketSchema *schema, JsonNode *node, GError **error)
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

  if (!check_value (&line, node, error))
    return FALSE;
  json = json_node_get_object (node);
  if (loket_json_peek_boolean (json, "confirmed", FALSE) &&
      loket_json_peek_string (json, "source") == NULL)
    return _loket_schema_refuse (error, ".source: a confirmed fact must have a source");
  return TRUE;
}

static gboolean
check_object (const LoketSchema *schema, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _loket_schema_refuse (error, ": an object is wanted here");
  if (schema->kind == LOKET_SCHEMA_FREE)
    return TRUE;
  if (_loket_schema_check (schema->inner, json_node_get_object (node), error))
    return TRUE;
  g_prefix_error (error, ".");
  return FALSE;
}

static gboolean
check_elements (const LoketSchema *schema, LoketSchemaKind kind, JsonNode *node, GError **error)
{
  LoketSchema element = *schema;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return _loket_schema_refuse (error, ": a list is wanted here");
  array = json_node_get_array (node);
  element.kind = kind;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!check_value (&element, json_array_get_element (array, i), error)) {
      g_prefix_error (error, "[%u]", i);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_value (const LoketSchema *schema, JsonNode *node, GError **error)
{
  switch (schema->kind) {
  case LOKET_SCHEMA_STRING:
    return check_string (node, error);
  case LOKET_SCHEMA_CODE:
    return check_code (node, error);
  case LOKET_SCHEMA_TEXT:
    return check_text (node, error);
  case LOKET_SCHEMA_DAY:
    return check_day (node, error);
  case LOKET_SCHEMA_COUNT:
    return check_count (node, error);
  case LOKET_SCHEMA_NUMBER:
    return check_number (node, error);
  case LOKET_SCHEMA_BOOLEAN:
    return check_boolean (node, FALSE, error);
  case LOKET_SCHEMA_TRUE:
    return check_boolean (node, TRUE, error);
  case LOKET_SCHEMA_WORD:
    return check_word (schema, node, error);
  case LOKET_SCHEMA_WORDS:
    return check_elements (schema, LOKET_SCHEMA_WORD, node, error);
  case LOKET_SCHEMA_CODES:
    return check_elements (schema, LOKET_SCHEMA_CODE, node, error);
  case LOKET_SCHEMA_STRINGS:
    return check_elements (schema, LOKET_SCHEMA_STRING, node, error);
  case LOKET_SCHEMA_TEXTS:
    return check_elements (schema, LOKET_SCHEMA_TEXT, node, error);
  case LOKET_SCHEMA_COUNTS:
    return check_elements (schema, LOKET_SCHEMA_COUNT, node, error);
  case LOKET_SCHEMA_LIST:
    return check_elements (schema, LOKET_SCHEMA_OBJECT, node, error);
  case LOKET_SCHEMA_FACT:
    return check_fact (schema, node, error);
  case LOKET_SCHEMA_OBJECT:
  case LOKET_SCHEMA_FREE:
    return check_object (schema, node, error);
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
 * _loket_schema_check:
 * @schema: (array zero-terminated): what may stand in @json
 *
 * Members are looked at in the order of the file, then what is missing in the order of the table.
 *
 * Returns: FALSE with LOKET_ERROR_INVALID or LOKET_ERROR_UNKNOWN_WORD; the message begins with
 *   the place
 */
gboolean
_loket_schema_check (const LoketSchema *schema, JsonObject *json, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, json);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    const LoketSchema *member = find_member (schema, name);

    if (member == NULL)
      return _loket_schema_refuse (error, "%s: unknown member", name);
    if (!check_value (member, node, error)) {
      g_prefix_error (error, "%s", name);
      return FALSE;
    }
  }
  for (const LoketSchema *member = schema; member->name != NULL; member++) {
    if (!member->optional && !json_object_has_member (json, member->name))
      return _loket_schema_refuse (error, "%s: is missing", member->name);
  }
  return TRUE;
}

/**
 * _loket_schema_check_unique:
 * @list: a member that is a list of objects, already checked
 * @member: a text that each of them has
 */
gboolean
_loket_schema_check_unique (JsonObject *json, const char *list, const char *member, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = loket_json_peek_array (json, list);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *code = loket_json_peek_string (loket_json_array_peek_object (array, i), member);

    if (!g_hash_table_add (seen, (gpointer) code))
      return _loket_schema_refuse (error, "%s[%u].%s: `%s` is there twice", list, i, member, code);
  }
  return TRUE;
}
