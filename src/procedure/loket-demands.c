/* SPDX-License-Identifier: EUPL-1.2 */
/* What is demanded in a case: question, complaint, report... Some clocks, rows and checks are only
 * there for some demands, and one file may hold several at once. */
#include "config.h"

#include "loket-replay-private.h"

static JsonArray *
get_kinds (const LoketWalk *walk)
{
  return loket_json_peek_array (walk->profile->json, "demandKinds");
}

static const char *
get_kind_code (JsonArray *kinds, guint place)
{
  return loket_json_peek_string (loket_json_array_peek_object (kinds, place), "code");
}

/**
 * _loket_demands_requalified:
 * @payload: of a `requalify` with effect
 *
 * Returns: (nullable): what is demanded from now on; NULL where it does not say so
 */
JsonArray *
_loket_demands_requalified (JsonObject *payload)
{
  JsonArray *to = loket_json_peek_array (payload, "to");
  guint count = to != NULL ? json_array_get_length (to) : 0;

  for (guint i = 0; i < count; i++) {
    if (loket_json_array_peek_string (to, i) == NULL)
      return NULL;
  }
  return count > 0 ? to : NULL;
}

static gboolean
requalified_as_any (JsonArray *demanded, const char *const *demands)
{
  for (guint i = 0; i < json_array_get_length (demanded); i++) {
    const char *code = loket_json_array_peek_string (demanded, i);

    if (code != NULL && g_strv_contains (demands, code))
      return TRUE;
  }
  return FALSE;
}

static gboolean
came_in_as_any (const LoketWalk *walk, const char *const *demands)
{
  char **codes = walk->current->demand_kinds;
  JsonArray *kinds = get_kinds (walk);

  /* A case that does not say what it demands is what the procedure is made for. */
  if (codes == NULL || codes[0] == NULL)
    return json_array_get_length (kinds) > 0 && g_strv_contains (demands, get_kind_code (kinds, 0));
  for (int i = 0; codes[i] != NULL; i++) {
    if (g_strv_contains (demands, codes[i]))
      return TRUE;
  }
  return FALSE;
}

/**
 * _loket_demands_meet:
 * @demands: (nullable): codes; NULL: whatever is demanded
 *
 * Returns: whether the case, as requalified last, has one of them
 */
gboolean
_loket_demands_meet (const LoketWalk *walk, char **demands)
{
  const char *const *codes = (const char *const *) demands;

  if (demands == NULL)
    return TRUE;
  if (walk->demanded != NULL)
    return requalified_as_any (walk->demanded, codes);
  return came_in_as_any (walk, codes);
}

static void
add_once (GPtrArray *codes, const char *code)
{
  if (code != NULL && !g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
    g_ptr_array_add (codes, (gpointer) code);
}

/**
 * _loket_demands_list:
 * Returns: (transfer container) (element-type utf8): each code that the case demands once, in their
 *   order; valid until the next act is applied. Under a profile that is not known here, those that
 *   the case itself names
 */
GPtrArray *
_loket_demands_list (const LoketWalk *walk)
{
  GPtrArray *codes = g_ptr_array_new ();
  char **kinds = walk->current->demand_kinds;
  JsonArray *demanded = walk->demanded;

  for (guint i = 0; demanded != NULL && i < json_array_get_length (demanded); i++)
    add_once (codes, loket_json_array_peek_string (demanded, i));
  if (demanded != NULL)
    return codes;
  for (int i = 0; kinds != NULL && kinds[i] != NULL; i++)
    add_once (codes, kinds[i]);
  if (codes->len == 0 && walk->profile != NULL && json_array_get_length (get_kinds (walk)) > 0)
    add_once (codes, get_kind_code (get_kinds (walk), 0));
  return codes;
}

/**
 * _loket_clocks_find:
 * @clocks: (element-type LoketClockRule): of the profile, or the targets of an agency
 *
 * Returns: (nullable): the first clock of that id that is there for what is demanded
 */
const LoketClockRule *
_loket_clocks_find (const LoketWalk *walk, GArray *clocks, const char *id)
{
  for (guint i = 0; i < clocks->len; i++) {
    const LoketClockRule *clock = &g_array_index (clocks, LoketClockRule, i);

    if (g_str_equal (clock->id_code, id) && _loket_demands_meet (walk, clock->demands))
      return clock;
  }
  return NULL;
}

static gboolean
is_kind (const LoketWalk *walk, const char *code)
{
  JsonArray *kinds = get_kinds (walk);

  for (guint i = 0; i < json_array_get_length (kinds); i++) {
    if (g_strcmp0 (get_kind_code (kinds, i), code) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * _loket_demands_are_known:
 * @payload: of a `requalify`
 *
 * Returns: whether `to` names demand kinds of the profile, one at least
 */
gboolean
_loket_demands_are_known (const LoketWalk *walk, JsonObject *payload)
{
  JsonArray *to = loket_json_peek_array (payload, "to");
  guint count = to != NULL ? json_array_get_length (to) : 0;

  for (guint i = 0; i < count; i++) {
    const char *code = loket_json_array_peek_string (to, i);

    if (code == NULL || !is_kind (walk, code))
      return FALSE;
  }
  return count > 0;
}
