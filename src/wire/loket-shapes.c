/* SPDX-License-Identifier: EUPL-1.2 */
/* Shapes, one function a kind. */
#include "config.h"

#include <string.h>

#include "loket-codes.h"
#include "loket-shapes.h"

enum {
  ID_LENGTH_MAX = 64,
  /* A body is handed on inside a case inside a page: readers stop at a hundred levels. */
  DEPTH_MAX = 50,
};

static gboolean
is_short (const char *text)
{
  return text != NULL && *text != '\0' && g_utf8_strlen (text, -1) <= ID_LENGTH_MAX;
}

static gboolean
is_code (const char *text)
{
  static const char marks[] = ".-";

  if (!is_short (text) || !g_ascii_isalnum (text[0]))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c) && strchr (marks, *c) == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_shape_is_uuid:
 * @text: (nullable)
 *
 * In the form in which all desks write them: two spellings of one id would be two cases.
 */
gboolean
loket_shape_is_uuid (const char *text)
{
  static const char pattern[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

  if (text == NULL || strlen (text) != strlen (pattern))
    return FALSE;
  for (gsize i = 0; pattern[i] != '\0'; i++) {
    gboolean digit = g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f');

    if (pattern[i] == '-' ? text[i] != '-' : !digit)
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_shape_is_sha256:
 * @text: (nullable):
 */
gboolean
loket_shape_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static gboolean
is_who (const char *word)
{
  static const char *const words[] = {"citizen", "service", "third", NULL};

  return word != NULL && g_strv_contains (words, word);
}

static gboolean
is_language (const char *text)
{
  return text != NULL && strlen (text) == 2 && g_ascii_islower (text[0]) &&
         g_ascii_islower (text[1]);
}

static gboolean
is_national_number (const char *text)
{
  return text != NULL && strlen (text) == 11 && strspn (text, "0123456789") == 11;
}

static gboolean
are_codes (JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (!is_code (loket_json_array_peek_string (array, i)))
      return FALSE;
  }
  return array != NULL;
}

static gboolean
are_objects (JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (loket_json_array_peek_object (array, i) == NULL)
      return FALSE;
  }
  return array != NULL;
}

static gboolean
has_shape (JsonObject *object, const char *member, LoketShape shape)
{
  const char *text = loket_json_peek_string (object, member);

  switch (shape) {
  case LOKET_SHAPE_TEXT:
    return text != NULL && *text != '\0';
  case LOKET_SHAPE_STRING:
    return text != NULL;
  case LOKET_SHAPE_CODE:
    return is_code (text);
  case LOKET_SHAPE_CODES:
    return are_codes (loket_json_peek_array (object, member));
  case LOKET_SHAPE_ID:
    return is_short (text);
  case LOKET_SHAPE_UUID:
    return loket_shape_is_uuid (text);
  case LOKET_SHAPE_LANGUAGE:
    return is_language (text);
  case LOKET_SHAPE_VIA:
    return loket_via_from_string (text) != LOKET_VIA_NONE;
  case LOKET_SHAPE_WHO:
    return is_who (text);
  case LOKET_SHAPE_BOOLEAN:
    return loket_json_peek_boolean (object, member, TRUE) ==
           loket_json_peek_boolean (object, member, FALSE);
  case LOKET_SHAPE_COUNT:
    return loket_json_peek_int (object, member, -1) >= 0;
  case LOKET_SHAPE_DAY:
    return loket_json_peek_day (object, member) != LOKET_NO_DAY;
  case LOKET_SHAPE_MOMENT:
    return loket_json_peek_moment (object, member) != LOKET_NO_MOMENT;
  case LOKET_SHAPE_OBJECT:
    return loket_json_peek_object (object, member) != NULL;
  case LOKET_SHAPE_OBJECTS:
    return are_objects (loket_json_peek_array (object, member));
  case LOKET_SHAPE_NATIONAL_NUMBER:
    return is_national_number (text);
  case LOKET_SHAPE_SHA256:
    return loket_shape_is_sha256 (text);
  case LOKET_SHAPE_ANYTHING:
  default:
    return TRUE;
  }
}

static const char *
say_shape (LoketShape shape)
{
  static const char *const names[] = {
      [LOKET_SHAPE_TEXT] = "a text is wanted, not an empty one",
      [LOKET_SHAPE_STRING] = "a text is wanted",
      [LOKET_SHAPE_CODE] = "a code is wanted: letters, digits, dots and hyphens",
      [LOKET_SHAPE_CODES] = "a list of codes is wanted",
      [LOKET_SHAPE_ID] = "a text of 1 to 64 characters is wanted",
      [LOKET_SHAPE_UUID] = "a UUID in small letters is wanted",
      [LOKET_SHAPE_LANGUAGE] = "a code of ISO 639-1 is wanted",
      [LOKET_SHAPE_VIA] = "loket, post, mail, counter, phone or socialMedia is wanted",
      [LOKET_SHAPE_WHO] = "citizen, service or third is wanted",
      [LOKET_SHAPE_BOOLEAN] = "true or false is wanted",
      [LOKET_SHAPE_COUNT] = "a number, 0 or above, is wanted",
      [LOKET_SHAPE_DAY] = "a date (yyyy-MM-dd) is wanted",
      [LOKET_SHAPE_MOMENT] = "a date and time with its offset is wanted",
      [LOKET_SHAPE_OBJECT] = "an object is wanted",
      [LOKET_SHAPE_OBJECTS] = "a list of objects is wanted",
      [LOKET_SHAPE_NATIONAL_NUMBER] = "eleven digits are wanted",
      [LOKET_SHAPE_SHA256] = "64 digits of base 16, in small letters, are wanted",
      [LOKET_SHAPE_ANYTHING] = "a value is wanted",
  };

  return names[shape];
}

/**
 * loket_shape_check:
 * @place: where @object stands, with the dot that follows ("payload."); "" for the body itself
 * @problem: gets an issue where the member has not the shape, or is wanted and not there
 */
void
loket_shape_check (JsonObject *object,
                   const char *place,
                   const LoketShapeRow *row,
                   LoketProblem *problem)
{
  gboolean there = json_object_has_member (object, row->member);
  g_autofree char *name = NULL;

  if (there ? has_shape (object, row->member, row->shape) : !row->required)
    return;
  name = g_strconcat (place, row->member, NULL);
  loket_problem_add_issue (problem, "schemaViolation", "body", name, say_shape (row->shape));
}

void
loket_shape_check_all (JsonObject *object,
                       const char *place,
                       const LoketShapeRow *rows,
                       gsize n_rows,
                       LoketProblem *problem)
{
  for (gsize i = 0; i < n_rows; i++)
    loket_shape_check (object, place, &rows[i], problem);
}

static gboolean is_deeper (JsonNode *node, guint levels);

static gboolean
is_object_deeper (JsonObject *object, guint levels)
{
  g_autoptr (GList) values = json_object_get_values (object);

  if (levels == 0)
    return TRUE;
  for (GList *l = values; l != NULL; l = l->next) {
    if (is_deeper (l->data, levels - 1))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_deeper (JsonNode *node, guint levels)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return is_object_deeper (json_node_get_object (node), levels);
  if (array != NULL && levels == 0)
    return TRUE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (is_deeper (json_array_get_element (array, i), levels - 1))
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_shape_is_deep:
 *
 * Returns: whether it has more levels than can be handed on to every desk
 */
gboolean
loket_shape_is_deep (JsonObject *object)
{
  return is_object_deeper (object, DEPTH_MAX);
}
