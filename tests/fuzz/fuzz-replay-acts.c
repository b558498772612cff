/* SPDX-License-Identifier: EUPL-1.2 */
/* Replay is total: whatever a loket says of a case and its acts, there is a standing, it is the
 * same at every walk, has every act once, and can be said in words.
 *
 * An input is a vector (data/procedures/FORMAT.md 7) without `expect`: {"procedure", "case",
 * "acts", "viewer", "now"}. */
#include "config.h"

#include "fuzz-rules.h"
#include "fuzz.h"
#include "vector.h"

static LoketRules *rules;

void
fuzz_prepare (void)
{
  g_autoptr (GError) error = NULL;

  rules = vector_load_rules (&error);
  g_assert_no_error (error);
  fuzz_standing_prepare ();
}

static LoketCase *
read_case (JsonObject *vector)
{
  JsonObject *json = loket_json_peek_object (vector, "case");
  g_autoptr (JsonArray) taken = json_array_new ();
  JsonArray *acts = loket_json_peek_array (vector, "acts");
  JsonNode *procedure = json_object_get_member (vector, "procedure");
  g_autoptr (JsonObject) copy = NULL;

  if (json == NULL)
    return NULL;
  copy = loket_json_object_copy (json);
  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++) {
    JsonObject *act = loket_json_array_peek_object (acts, i);

    if (act != NULL && loket_json_peek_int (act, "seq", 0) > 0)
      json_array_add_object_element (taken, json_object_ref (act));
  }
  json_object_set_array_member (copy, "acts", g_steal_pointer (&taken));
  if (procedure != NULL)
    json_object_set_member (copy, "procedure", json_node_ref (procedure));
  return loket_case_from_json (copy, NULL);
}

static GPtrArray *
read_pending (JsonObject *vector)
{
  GPtrArray *pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  JsonArray *acts = loket_json_peek_array (vector, "acts");

  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++) {
    JsonObject *json = loket_json_array_peek_object (acts, i);
    LoketAct *act = NULL;

    if (json != NULL && loket_json_peek_int (json, "seq", 0) <= 0)
      act = loket_act_from_json (json, NULL);
    if (act != NULL)
      g_ptr_array_add (pending, act);
  }
  return pending;
}

static LoketViewer
read_viewer (JsonObject *vector)
{
  JsonObject *json = loket_json_peek_object (vector, "viewer");
  g_auto (GStrv) roles = json != NULL ? loket_json_peek_strings (json, "roles") : NULL;
  LoketViewer viewer = {NULL, loket_roles_from_strings ((const char *const *) roles)};

  return viewer;
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) vector = fuzz_read_object (input);
  g_autoptr (LoketCase) the_case = vector != NULL ? read_case (vector) : NULL;
  g_autoptr (GPtrArray) pending = NULL;
  LoketViewer viewer;
  LoketMoment now;

  if (the_case == NULL)
    return;
  now = loket_json_peek_moment (vector, "now");
  if (now == LOKET_NO_MOMENT)
    return;
  pending = read_pending (vector);
  viewer = read_viewer (vector);
  fuzz_standing_check (rules, the_case, pending, &viewer, now);
}
