/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks on files that a person wrote. */
#include "config.h"

#include "loket-error.h"
#include "loket-form.h"

/**
 * loket_form_refuse:
 * @place: what is wrong, from where the caller stands
 *
 * Sets LOKET_ERROR_INVALID.
 *
 * Returns: always FALSE, for the caller to return
 */
gboolean
loket_form_refuse (GError **error, const char *place, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: %s", place, text);
  return FALSE;
}

/**
 * loket_form_check_members:
 * @known: (array zero-terminated=1): the members that may be there
 *
 * A misspelt member would otherwise be passed over without a word.
 */
gboolean
loket_form_check_members (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next) {
    if (!g_strv_contains (known, l->data))
      return loket_form_refuse (error, l->data, "this member is not known here");
  }
  return TRUE;
}

/**
 * loket_form_foreach:
 * @member: a list of objects; must be there
 * @func: called for each, in order; its error gets the place in front
 */
gboolean
loket_form_foreach (JsonObject *object,
                    const char *member,
                    LoketFormElementFunc func,
                    gpointer user_data,
                    GError **error)
{
  JsonArray *array = loket_json_get_array (object, member, error);
  guint count;

  if (array == NULL)
    return FALSE;
  count = json_array_get_length (array);
  for (guint i = 0; i < count; i++) {
    JsonObject *element = loket_json_array_peek_object (array, i);

    if (element == NULL) {
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s[%u]: an object is wanted here",
                   member, i);
      return FALSE;
    }
    if (!func (element, i, user_data, error)) {
      g_prefix_error (error, "%s[%u].", member, i);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * loket_form_get_key:
 * @key: (out) (transfer none): a name of small letters, digits, dots and hyphens
 */
gboolean
loket_form_get_key (JsonObject *object, const char *member, const char **key, GError **error)
{
  *key = loket_json_get_string (object, member, error);
  if (*key == NULL)
    return FALSE;
  if ((*key)[0] == '\0' || (*key)[strspn (*key, "abcdefghijklmnopqrstuvwxyz0123456789.-")] != '\0')
    return loket_form_refuse (error, member, "small letters, digits, dots and hyphens are wanted");
  return TRUE;
}

/**
 * loket_form_get_words:
 * @known: (array zero-terminated=1) (nullable): the words that may stand there
 *
 * Returns: (transfer full): the texts of a list that must be there and hold one or more
 */
char **
loket_form_get_words (JsonObject *object,
                      const char *member,
                      const char *const *known,
                      GError **error)
{
  JsonArray *array = loket_json_get_array (object, member, error);
  g_auto (GStrv) words = NULL;

  if (array == NULL)
    return NULL;
  words = loket_json_peek_strings (object, member);
  if (words[0] == NULL || g_strv_length (words) != json_array_get_length (array)) {
    loket_form_refuse (error, member, "a list of texts is wanted here");
    return NULL;
  }
  for (int i = 0; known != NULL && words[i] != NULL; i++) {
    if (!g_strv_contains (known, words[i])) {
      loket_form_refuse (error, member, "'%s' is not known here", words[i]);
      return NULL;
    }
  }
  return g_steal_pointer (&words);
}
