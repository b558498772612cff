/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of texts. */
#include "config.h"

#include <string.h>

#include "loket-datadir.h"
#include "loket-error.h"
#include "loket-texts-codes.h"
#include "loket-texts.h"

const char *const loket_texts_languages[] = {"en", "nl", "fr", "de", NULL};

/* What a sentence may ask for. A word that is not here is a slip of the pen in a text. */
static const char *const placeholders[] = {
    "agency", "bare",  "calendar", "clock",     "count",  "countdown", "date",    "day",   "days",
    "detail", "first", "from",     "headline",  "hour",   "last",      "line",    "list",  "mail",
    "minute", "month", "name",     "new",       "number", "old",       "page",    "pages", "period",
    "phone",  "place", "quality",  "reference", "rolled", "source",    "subject", "time",  "type",
    "until",  "web",   "weekday",  "year",      NULL,
};

static gboolean
say_wrong (GError **error, const char *place, const char *problem)
{
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: %s", place, problem);
  return FALSE;
}

/**
 * loket_texts_load:
 * @language: one of loket_texts_languages
 *
 * Returns: (transfer full): the checked texts; NULL with LOKET_ERROR or an error of GFileError
 */
JsonObject *
loket_texts_load (const char *language, GError **error)
{
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (!g_strv_contains (loket_texts_languages, language)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD, "%s: no such language", language);
    return NULL;
  }
  file = g_strconcat (language, ".json", NULL);
  path = loket_datadir_build_path ("texts", file, NULL);
  root = loket_json_load (path, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    say_wrong (error, path, "an object is wanted here");
    return NULL;
  }
  if (!loket_texts_check (json_node_get_object (root), error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  return json_node_dup_object (root);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * loket_texts_list_placeholders:
 *
 * Returns: (transfer full): the names in braces, each once, in the order of the alphabet
 */
char **
loket_texts_list_placeholders (const char *text)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *open = text;

  while ((open = strchr (open, '{')) != NULL) {
    const char *close = strchr (open, '}');
    g_autofree char *name = NULL;

    if (close == NULL)
      break;
    name = g_strndup (open + 1, close - open - 1);
    if (!g_ptr_array_find_with_equal_func (found, name, g_str_equal, NULL))
      g_ptr_array_add (found, g_steal_pointer (&name));
    open = close;
  }
  g_ptr_array_sort (found, compare_names);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static gboolean
check_sentence (const char *place, JsonNode *node, GError **error)
{
  const char *text;
  g_auto (GStrv) names = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      *json_node_get_string (node) == '\0')
    return say_wrong (error, place, "a text is missing");
  text = json_node_get_string (node);
  names = loket_texts_list_placeholders (text);
  for (int i = 0; names[i] != NULL; i++) {
    if (!g_strv_contains (placeholders, names[i])) {
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD, "%s: {%s} is no placeholder",
                   place, names[i]);
      return FALSE;
    }
  }
  return TRUE;
}

/* Every text below an object, however deep. */
static gboolean
check_tree (const char *place, JsonObject *object, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *node = json_object_get_member (object, l->data);
    g_autofree char *below = g_strconcat (place, ".", l->data, NULL);
    gboolean good = JSON_NODE_HOLDS_OBJECT (node)
                        ? check_tree (below, json_node_get_object (node), error)
                        : check_sentence (below, node, error);

    if (!good)
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_counts (JsonObject *counts, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (counts);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonObject *forms = loket_json_peek_object (counts, l->data);

    if (forms == NULL || loket_json_peek_string (forms, "one") == NULL ||
        loket_json_peek_string (forms, "other") == NULL)
      return say_wrong (error, l->data, "the forms `one` and `other` are wanted");
  }
  return TRUE;
}

static gboolean
check_list (JsonObject *texts, const char *member, guint length, GError **error)
{
  g_auto (GStrv) words = loket_json_peek_strings (texts, member);

  if (g_strv_length (words) != length)
    return say_wrong (error, member, "not as many words as there must be");
  return TRUE;
}

static gboolean
check_scalars (JsonObject *texts, GError **error)
{
  static const char *const wanted[] = {"language", "firstDay", "dayOfMonth", "thousands"};

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    if (loket_json_get_string (texts, wanted[i], error) == NULL)
      return FALSE;
  }
  return loket_json_get_array (texts, "singular", error) != NULL;
}

/**
 * loket_texts_check:
 *
 * Returns: TRUE when all parts are there, every code has a name and every placeholder is known;
 *   else an error that names the place
 */
gboolean
loket_texts_check (JsonObject *texts, GError **error)
{
  static const char *const parts[] = {"names", "sentences", "counts"};

  if (!check_scalars (texts, error) || !check_list (texts, "weekdays", 7, error) ||
      !check_list (texts, "months", 12, error) || !check_list (texts, "monthsShort", 12, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    JsonObject *part = loket_json_get_object (texts, parts[i], error);

    if (part == NULL || !check_tree (parts[i], part, error))
      return FALSE;
  }
  return check_counts (loket_json_peek_object (texts, "counts"), error) &&
         loket_texts_check_codes (loket_json_peek_object (texts, "names"), error);
}

static gboolean
compare_texts (const char *place, const char *model, const char *other, GError **error)
{
  g_auto (GStrv) wanted = loket_texts_list_placeholders (model);
  g_auto (GStrv) found = loket_texts_list_placeholders (other);

  if (g_strv_equal ((const char *const *) wanted, (const char *const *) found))
    return TRUE;
  return say_wrong (error, place, "the placeholders differ between languages");
}

static gboolean
compare_trees (const char *place, JsonObject *model, JsonObject *other, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (model);

  for (GList *l = members; l != NULL; l = l->next) {
    g_autofree char *below = g_strconcat (place, ".", l->data, NULL);
    JsonObject *model_group = loket_json_peek_object (model, l->data);
    JsonObject *other_group = loket_json_peek_object (other, l->data);
    const char *text = loket_json_peek_string (other, l->data);

    if (model_group != NULL ? other_group == NULL : text == NULL)
      return say_wrong (error, below, "is missing in one language");
    if (model_group != NULL && !compare_trees (below, model_group, other_group, error))
      return FALSE;
    if (model_group == NULL &&
        !compare_texts (below, loket_json_peek_string (model, l->data), text, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_texts_compare:
 * @model: checked texts of one language
 * @other: checked texts of another
 *
 * Returns: TRUE when both have the same keys, and each key the same placeholders in both
 */
gboolean
loket_texts_compare (JsonObject *model, JsonObject *other, GError **error)
{
  static const char *const parts[] = {"names", "sentences", "counts"};

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    JsonObject *model_part = loket_json_peek_object (model, parts[i]);
    JsonObject *other_part = loket_json_peek_object (other, parts[i]);

    if (!compare_trees (parts[i], model_part, other_part, error) ||
        !compare_trees (parts[i], other_part, model_part, error))
      return FALSE;
  }
  return TRUE;
}
