/* SPDX-License-Identifier: EUPL-1.2 */
/* The data of a procedure or of an agency: it is refused with places, or cases can be replayed
 * under it. What the check lets through is taken, what it refuses is not. */
#include "config.h"

#include "fuzz-rules.h"
#include "fuzz.h"
#include "loket-datadir.h"
#include "loket-rules-check.h"

#define NOON G_GINT64_CONSTANT (1795345200000000)

static GPtrArray *calendars; /* (element-type JsonNode) */
static LoketRules *beside;   /* what a file is checked beside; nothing is added to it */

static JsonNode *
load (const char *folder, const char *name)
{
  g_autofree char *path = loket_datadir_build_path (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *node = loket_json_load (path, &error);

  g_assert_no_error (error);
  return node;
}

static LoketRules *
make_rules (void)
{
  LoketRules *rules = loket_rules_new ();

  for (guint i = 0; i < calendars->len; i++) {
    g_autoptr (GError) error = NULL;

    loket_rules_add_calendar (rules, json_node_get_object (g_ptr_array_index (calendars, i)),
                              &error);
    g_assert_no_error (error);
  }
  return rules;
}

void
fuzz_prepare (void)
{
  calendars = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_ptr_array_add (calendars, load ("calendars", "be-legal.json"));
  g_ptr_array_add (calendars, load ("calendars", "be-federal-office.json"));
  g_ptr_array_add (calendars, load ("calendars", "be-flemish-office.json"));
  beside = make_rules ();
  fuzz_standing_prepare ();
}

static LoketCase *
make_case (LoketProfile *profile)
{
  g_autofree char *text = g_strdup_printf (
      "{\"caseId\":\"00000000-0000-4000-8000-000000000001\",\"reference\":\"KX-2026-000001\","
      "\"agency\":\"demo-fed\",\"receivedOn\":\"2026-10-01\",\"registeredOn\":\"2026-10-02\","
      "\"receivedAt\":\"2026-10-01T09:30:00Z\",\"answerChannel\":\"mail\","
      "\"filingLanguage\":\"nl\",\"grievances\":[{\"id\":\"k1\",\"text\":\"x\",\"main\":true}]}");
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, NULL);
  JsonObject *json = json_node_get_object (node);
  JsonObject *procedure = json_object_new ();

  json_object_set_string_member (procedure, "id", loket_profile_get_id (profile));
  json_object_set_string_member (procedure, "version", loket_profile_get_version (profile));
  json_object_set_object_member (json, "procedure", procedure);
  return loket_case_from_json (json, NULL);
}

/* A year of one act of every type, a week apart, most of them where they are not allowed. */
static GPtrArray *
make_acts (void)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  LoketDay day = loket_day_new (2026, 10, 2);

  for (int type = 1; type < LOKET_N_ACT_TYPES; type++) {
    g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012d", type);
    g_autoptr (JsonObject) payload = json_object_new ();

    json_object_set_string_member (payload, "via", "mail");
    json_object_set_string_member (payload, "reason", "r");
    json_object_set_string_member (payload, "text", "t");
    json_object_set_string_member (payload, "from", "citizen");
    json_object_set_string_member (payload, "until", "2026-12-24");
    json_object_set_string_member (payload, "kind", "external");
    g_ptr_array_add (acts, loket_act_new (id, (LoketActType) type, "p1", day + type, 1, payload));
  }
  return acts;
}

/* Read by itself it may pass: what stands beside it is another check. */
static void
try_flawed (JsonObject *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketProfile) profile = loket_profile_new (json, &error);

  g_assert_true ((profile == NULL) == (error != NULL));
}

static void
try_profile (JsonObject *json)
{
  g_autoptr (LoketRules) rules = make_rules ();
  g_autoptr (GError) error = NULL;
  gboolean taken = loket_rules_add_profile (rules, json, &error);
  LoketProfile *profile;
  g_autoptr (LoketCase) the_case = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  g_autofree char *language = NULL;
  LoketViewer viewer = {"p1", LOKET_ROLE_COORDINATOR};

  /* An author who was told that all is well is never refused by the desk. */
  g_assert_no_error (error);
  g_assert_true (taken);
  profile = loket_rules_get_newest (rules, loket_json_peek_string (json, "id"));
  g_assert_nonnull (profile);
  language = loket_profile_get_letter_language (profile, "nl");
  the_case = make_case (profile);
  acts = make_acts ();
  fuzz_standing_check (rules, the_case, acts, &viewer, NOON);
  g_ptr_array_set_size (acts, 0);
  fuzz_standing_check (rules, the_case, acts, &viewer, NOON);
}

static gboolean
check (JsonObject *json)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

  loket_rules_check (beside, json, flaws);
  for (guint i = 0; i < loket_flaws_count (flaws); i++) {
    g_assert_nonnull (loket_flaws_get (flaws, i)->place);
    g_assert_nonnull (loket_flaws_get (flaws, i)->text);
  }
  return loket_flaws_count (flaws) == 0;
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) json = fuzz_read_object (input);
  gboolean clean;

  if (json == NULL)
    return;
  clean = check (json);
  if (loket_data_guess_kind (json) != LOKET_DATA_PROFILE)
    return;
  if (clean)
    try_profile (json);
  else
    try_flawed (json);
}
