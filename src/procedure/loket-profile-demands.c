/* SPDX-License-Identifier: EUPL-1.2 */
/* Every demand kind that a profile speaks of is one of its own. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static gboolean
has_code (JsonObject *profile, const char *list, const char *code)
{
  for (guint i = 0; i < _loket_schema_count (profile, list); i++) {
    JsonObject *element = _loket_schema_get (profile, list, i);

    if (element != NULL && g_strcmp0 (loket_json_peek_string (element, "code"), code) == 0)
      return TRUE;
  }
  return FALSE;
}

/* @member of @json, where it is there, names elements of @list of the profile, one at least. */
static void
check_codes (
    JsonObject *profile, JsonObject *json, const char *member, const char *list, LoketFlaws *flaws)
{
  JsonArray *codes = loket_json_peek_array (json, member);

  if (codes != NULL && json_array_get_length (codes) == 0)
    _loket_schema_refuse (flaws, "%s: a code is wanted here", member);
  for (guint i = 0; codes != NULL && i < json_array_get_length (codes); i++) {
    const char *code = loket_json_array_peek_string (codes, i);

    if (code != NULL && !loket_flaws_touch (flaws, "%s[%u]", member, i) &&
        !has_code (profile, list, code))
      _loket_schema_refuse (flaws, "%s[%u]: `%s` is not in %s", member, i, code, list);
  }
}

static void
check_elements (JsonObject *profile,
                JsonObject *object,
                const char *elements,
                const char *member,
                const char *list,
                LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (object, elements); i++) {
    JsonObject *element = _loket_schema_get (object, elements, i);
    gsize entered = loket_flaws_enter (flaws, "%s[%u]", elements, i);

    if (element != NULL)
      check_codes (profile, element, member, list, flaws);
    loket_flaws_leave (flaws, entered);
  }
}

static void
check_routing (JsonObject *profile, LoketFlaws *flaws)
{
  JsonObject *routing = loket_json_peek_object (profile, "routing");

  for (guint i = 0; i < _loket_schema_count (routing, "nodes"); i++) {
    JsonObject *node = _loket_schema_get (routing, "nodes", i);
    gsize entered = loket_flaws_enter (flaws, "routing.nodes[%u]", i);

    if (node != NULL)
      check_elements (profile, node, "options", "demands", "demandKinds", flaws);
    loket_flaws_leave (flaws, entered);
  }
}

/**
 * _loket_demands_check:
 * @profile: whose lists have been checked already
 */
void
_loket_demands_check (JsonObject *profile, LoketFlaws *flaws)
{
  static const char *const lists[] = {
      "acts", "clocks", "checklist", "answerElements", "letters", "standardSentences", NULL,
  };
  /* A code that is written wrongly may be the one that is named elsewhere. */
  gboolean kinds_known = !loket_flaws_touch (flaws, "demandKinds");
  gboolean marks_known = !loket_flaws_touch (flaws, "outcomeMarks");

  for (int i = 0; kinds_known && lists[i] != NULL; i++)
    check_elements (profile, profile, lists[i], "demands", "demandKinds", flaws);
  if (marks_known)
    check_elements (profile, profile, "demandKinds", "outcomeMarks", "outcomeMarks", flaws);
  if (kinds_known)
    check_routing (profile, flaws);
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
