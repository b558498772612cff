/* SPDX-License-Identifier: EUPL-1.2 */
/* Every demand kind that a profile speaks of is one of its own. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static gboolean
has_code (JsonObject *profile, const char *list, const char *code)
{
  JsonArray *array = loket_json_peek_array (profile, list);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (g_strcmp0 (loket_json_peek_string (loket_json_array_peek_object (array, i), "code"),
                   code) == 0)
      return TRUE;
  }
  return FALSE;
}

/* @member of @json, where it is there, names elements of @list of the profile, one at least. */
static gboolean
check_codes (
    JsonObject *profile, JsonObject *json, const char *member, const char *list, GError **error)
{
  g_auto (GStrv) codes = loket_json_peek_strings (json, member);

  if (json_object_has_member (json, member) && codes[0] == NULL)
    return _loket_schema_refuse (error, "%s: a code is wanted here", member);
  for (int i = 0; codes[i] != NULL; i++) {
    if (!has_code (profile, list, codes[i]))
      return _loket_schema_refuse (error, "%s[%d]: `%s` is not in %s", member, i, codes[i], list);
  }
  return TRUE;
}

static gboolean
check_elements (JsonObject *profile,
                JsonObject *object,
                const char *elements,
                const char *member,
                const char *list,
                GError **error)
{
  JsonArray *array = loket_json_peek_array (object, elements);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!check_codes (profile, loket_json_array_peek_object (array, i), member, list, error)) {
      g_prefix_error (error, "%s[%u].", elements, i);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_routing (JsonObject *profile, GError **error)
{
  JsonObject *routing = loket_json_peek_object (profile, "routing");
  JsonArray *nodes = routing != NULL ? loket_json_peek_array (routing, "nodes") : NULL;

  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++) {
    if (!check_elements (profile, loket_json_array_peek_object (nodes, i), "options", "demands",
                         "demandKinds", error)) {
      g_prefix_error (error, "routing.nodes[%u].", i);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * _loket_demands_check:
 * @profile: whose lists have been checked already
 */
gboolean
_loket_demands_check (JsonObject *profile, GError **error)
{
  static const char *const lists[] = {
      "acts", "clocks", "checklist", "answerElements", "letters", "standardSentences", NULL,
  };

  for (int i = 0; lists[i] != NULL; i++) {
    if (!check_elements (profile, profile, lists[i], "demands", "demandKinds", error))
      return FALSE;
  }
  return check_elements (profile, profile, "demandKinds", "outcomeMarks", "outcomeMarks", error) &&
         check_routing (profile, error);
}

/**
 * _loket_codes_read:
 *
 * Returns: (transfer full) (nullable): the list; NULL where it is not there, and every code fits
 */
char **
_loket_codes_read (JsonObject *json, const char *member)
{
  return json_object_has_member (json, member) ? loket_json_peek_strings (json, member) : NULL;
}
