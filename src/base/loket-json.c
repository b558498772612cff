/* SPDX-License-Identifier: EUPL-1.2 */
/* Typed getters over json-glib. */
#include "config.h"

#include <errno.h>
#include <math.h>

#include "loket-error.h"
#include "loket-json-escape.h"
#include "loket-json.h"

enum {
  NUMBER_BYTES_MAX = 63,
};

/**
 * loket_json_number_is_kept:
 * @number: as JSON writes it; need not end with a NUL
 *
 * The parser makes -1 of a whole number that is too large, and of another one an infinity, which
 * is no JSON any more when it is written.
 *
 * Returns: whether the parser keeps it
 */
gboolean
loket_json_number_is_kept (const char *number, gsize length)
{
  char text[NUMBER_BYTES_MAX + 1] = "";

  if (length > NUMBER_BYTES_MAX)
    return FALSE;
  memcpy (text, number, length);
  errno = 0;
  if (strpbrk (text, ".eE") != NULL)
    return isfinite (g_ascii_strtod (text, NULL));
  g_ascii_strtoll (text, NULL, 10);
  return errno != ERANGE;
}

static gsize
count_number_bytes (const char *text, gsize length)
{
  gsize count = 0;

  while (count < length && text[count] != '\0' && strchr ("0123456789+-.eE", text[count]) != NULL)
    count++;
  return count;
}

/* With its sign: the smallest number of 64 bits has no positive one. */
static gboolean
begins_number (const char *text, gsize length)
{
  return g_ascii_isdigit (text[0]) || (length > 1 && text[0] == '-' && g_ascii_isdigit (text[1]));
}

/* @half: set where it is half of a pair
 * Returns: (nullable): why the text that holds it cannot be read */
static const char *
check_escape (const char *at, gsize length, gsize *count, gboolean *half)
{
  gboolean found;

  *count = loket_json_escape_measure (at, length, &found);
  *half |= found;
  if (*count == 0)
    return "behind \\u four hexadecimal digits are wanted";
  if (length > 1 && (at[1] == '\0' || strchr ("\"\\/bfnrtu", at[1]) == NULL))
    return "a backslash before a character that wants none";
  return *count > 2 && strncmp (at, "\\u0000", 6) == 0 ? "a text holds the character NUL" : NULL;
}

/* What the parser would take and spoil: too many levels, a NUL inside a text (which would be cut
 * there without a word), comments (which are no JSON), numbers that no computer holds, characters
 * of less than four digits, or of octal ones.
 * @halves: (out): whether a text holds half of a pair */
static gboolean
check_before_parsing (const char *text, gsize length, gboolean *halves, GError **error)
{
  gboolean in_string = FALSE;
  guint depth = 0;
  const char *fault = NULL;

  *halves = FALSE;
  for (gsize i = 0; i < length && fault == NULL; i++) {
    char c = text[i];

    if (in_string && c == '\\') {
      gsize count;

      fault = check_escape (text + i, length - i, &count, halves);
      i += count - 1;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      if (++depth > LOKET_JSON_DEPTH_MAX)
        fault = "too many levels";
    } else if (!in_string && (c == '}' || c == ']')) {
      depth -= depth > 0 ? 1 : 0;
    } else if (!in_string && begins_number (text + i, length - i)) {
      gsize count = count_number_bytes (text + i, length - i);

      if (!loket_json_number_is_kept (text + i, count))
        fault = "a number that is too large";
      i += count - 1;
    } else if (!in_string && (c == '/' || c == '\0')) {
      fault = "a character that may not stand there";
    }
  }
  if (fault != NULL)
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "not JSON: %s", fault);
  return fault == NULL;
}

/**
 * loket_json_parse:
 * @text: UTF-8; need not end with a NUL when @length is given
 * @length: in bytes, or -1
 *
 * Strict: at most 100 levels, no comments, no NUL inside a text, no number beyond 64 bits. Half of
 * a surrogate pair is read as U+FFFD: a text that was cut within a character is still a complaint,
 * and the parser would make bytes of it that are no UTF-8, or refuse all that stands around it.
 *
 * Returns: (transfer full): an immutable tree; NULL with LOKET_ERROR_INVALID, naming the line
 */
JsonNode *
loket_json_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) cause = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *mended = NULL;
  gboolean halves;
  JsonNode *root;

  if (!check_before_parsing (text, size, &halves, error))
    return NULL;
  if (halves)
    text = mended = loket_json_escape_mend_text (text, size);
  if (!json_parser_load_from_data (parser, text, (gssize) size, &cause)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "not JSON: %s", cause->message);
    return NULL;
  }
  root = json_parser_get_root (parser);
  if (root == NULL) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID, "not JSON: nothing is there");
    return NULL;
  }
  return json_node_ref (root);
}

/* json-glib puts ".0" behind a number without a point, also behind an exponent: 1e+17.0 is no JSON,
 * and what was read could never be read again. */
static char *
mend_numbers (char *text)
{
  const char *end = text + strlen (text);
  gboolean in_string = FALSE;
  char *to = text;

  for (const char *from = text; *from != '\0'; from++) {
    if (in_string && from[0] == '\\') {
      *to++ = *from++;
    } else if (from[0] == '"') {
      in_string = !in_string;
    } else if (!in_string && (g_ascii_isdigit (from[0]) || from[0] == '-')) {
      gsize count = count_number_bytes (from, (gsize) (end - from));
      gsize kept = count;

      if (count > 2 && memchr (from, 'e', count) != NULL && from[count - 2] == '.')
        kept -= 2;
      memmove (to, from, kept);
      to += kept;
      from += count - 1;
      continue;
    }
    *to++ = *from;
  }
  *to = '\0';
  return text;
}

/**
 * loket_json_load:
 * @path: a file that holds one JSON value
 *
 * Returns: (transfer full): an immutable tree; NULL with an error of GFileError or
 *   LOKET_ERROR_INVALID, naming the file
 */
JsonNode *
loket_json_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  JsonNode *root;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  root = loket_json_parse (text, (gssize) length, error);
  if (root == NULL)
    g_prefix_error (error, "%s: ", path);
  return root;
}

char *
loket_json_to_string (JsonNode *node, gboolean pretty)
{
  return mend_numbers (json_to_string (node, pretty));
}

char *
loket_json_object_to_string (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  return loket_json_to_string (node, FALSE);
}

/**
 * loket_json_objects_equal:
 *
 * Same members with the same values; the order in which they were written does not count.
 */
gboolean
loket_json_objects_equal (JsonObject *a, JsonObject *b)
{
  return json_object_equal (a, b);
}

/**
 * loket_json_object_copy:
 *
 * Returns: (transfer full): a copy of the first level that may be changed; values are shared
 */
JsonObject *
loket_json_object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (copy, l->data,
                            json_node_ref (json_object_get_member (object, l->data)));
  return copy;
}

static gboolean
holds_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
holds_int (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_INT64;
}

static gpointer
say_wanted (const char *member, const char *wanted, GError **error)
{
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: %s is wanted here", member, wanted);
  return NULL;
}

const char *
loket_json_get_string (JsonObject *object, const char *member, GError **error)
{
  const char *text = loket_json_peek_string (object, member);

  return text != NULL ? text : say_wanted (member, "a text", error);
}

gboolean
loket_json_get_int (JsonObject *object, const char *member, gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (!holds_int (node)) {
    say_wanted (member, "a whole number", error);
    return FALSE;
  }
  *value = json_node_get_int (node);
  return TRUE;
}

gboolean
loket_json_get_day (JsonObject *object, const char *member, LoketDay *day, GError **error)
{
  if (loket_day_parse (loket_json_peek_string (object, member), day))
    return TRUE;
  say_wanted (member, "a date (yyyy-MM-dd)", error);
  return FALSE;
}

JsonObject *
loket_json_get_object (JsonObject *object, const char *member, GError **error)
{
  JsonObject *found = loket_json_peek_object (object, member);

  return found != NULL ? found : say_wanted (member, "an object", error);
}

JsonArray *
loket_json_get_array (JsonObject *object, const char *member, GError **error)
{
  JsonArray *found = loket_json_peek_array (object, member);

  return found != NULL ? found : say_wanted (member, "a list", error);
}

const char *
loket_json_peek_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return holds_string (node) ? json_node_get_string (node) : NULL;
}

gint64
loket_json_peek_int (JsonObject *object, const char *member, gint64 when_absent)
{
  JsonNode *node = json_object_get_member (object, member);

  return holds_int (node) ? json_node_get_int (node) : when_absent;
}

gboolean
loket_json_peek_boolean (JsonObject *object, const char *member, gboolean when_absent)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return when_absent;
  return json_node_get_boolean (node);
}

LoketDay
loket_json_peek_day (JsonObject *object, const char *member)
{
  LoketDay day = LOKET_NO_DAY;

  loket_day_parse (loket_json_peek_string (object, member), &day);
  return day;
}

LoketMoment
loket_json_peek_moment (JsonObject *object, const char *member)
{
  LoketMoment moment = LOKET_NO_MOMENT;

  loket_moment_parse (loket_json_peek_string (object, member), &moment);
  return moment;
}

JsonObject *
loket_json_peek_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
loket_json_peek_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * loket_json_peek_strings:
 *
 * Returns: (transfer full): the texts of the list, in order; empty where there is none
 */
char **
loket_json_peek_strings (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = loket_json_peek_array (object, member);
  guint count = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < count; i++) {
    const char *text = loket_json_array_peek_string (array, i);

    if (text != NULL)
      g_strv_builder_add (builder, text);
  }
  return g_strv_builder_end (builder);
}

/**
 * loket_json_array_peek_object:
 *
 * Returns: (nullable): the object at that index; NULL when something else stands there
 */
JsonObject *
loket_json_array_peek_object (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
loket_json_array_peek_string (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return holds_string (node) ? json_node_get_string (node) : NULL;
}

/**
 * loket_json_set_text:
 * @text: (nullable): nothing is set for NULL
 */
void
loket_json_set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/**
 * loket_json_set_day:
 * @day: nothing is set for LOKET_NO_DAY
 */
void
loket_json_set_day (JsonObject *object, const char *member, LoketDay day)
{
  g_autofree char *text = loket_day_to_string (day);

  loket_json_set_text (object, member, text);
}
