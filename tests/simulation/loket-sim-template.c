/* SPDX-License-Identifier: EUPL-1.2 */
/* The template. */
#include "loket-sim-template.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "loket-bodies.h"
#include "loket-datadir.h"
#include "loket-filling.h"
#include "loket-http.h"
#include "loket-paths.h"
#include "loket-sim-payload.h"
#include "loket-sim-world.h"
#include "loket-store-feed.h"

enum {
  FIRST_SYNC_MS = 60 * 1000 /* with all rules */
};

static const struct {
  const char *id;
  const char *token;
} persons[SIM_N_PERSONS] = {
    {"an", "token-of-an"},
    {"bo", "token-of-bo"},
    {"ci", "token-of-ci"},
};

static const char users[] =
    "{\"people\": ["
    "{\"id\": \"an\", \"name\": \"An Voorbeeld\", \"token\": \"token-of-an\","
    " \"roles\": [\"coordinator\"], \"agencies\": [\"demo-vlg\", \"demo-fed\", \"demo-ovl\"]},"
    "{\"id\": \"bo\", \"name\": \"Bo Voorbeeld\", \"token\": \"token-of-bo\","
    " \"roles\": [\"coordinator\", \"approver\"],"
    " \"agencies\": [\"demo-vlg\", \"demo-fed\", \"demo-ovl\"]},"
    "{\"id\": \"ci\", \"name\": \"Ci Voorbeeld\", \"token\": \"token-of-ci\","
    " \"roles\": [\"investigator\"], \"agencies\": [\"demo-vlg\", \"demo-fed\"]}"
    "]}";

const char *
sim_person_get_id (guint person)
{
  return persons[person].id;
}

const char *
sim_person_get_token (guint person)
{
  return persons[person].token;
}

/* On a disk in memory where there is one: the placeholders cost a look into the folder each. */
static char *
make_folder (void)
{
  g_autofree char *in_memory = g_strdup ("/dev/shm/loket-simulator-XXXXXX");

  if (g_mkdtemp_full (in_memory, 0700) != NULL)
    return g_steal_pointer (&in_memory);
  return g_dir_make_tmp ("loket-simulator-XXXXXX", NULL);
}

/* Small ones, in which nothing was done yet: there most of it happens. */
static void
register_small (SimWorld *world, guint number)
{
  SimDice dice = {number};
  g_autofree char *subject = g_strdup_printf ("Klacht %u", number);
  g_autoptr (JsonObject) facts = sim_facts_new (subject, "2026-11-16", &dice);
  g_autofree char *case_id = loket_random_make_uuid (world->loket_random);
  g_autofree char *path = loket_path_make_case (case_id);
  g_autofree char *reference = loket_case_make_provisional_reference (case_id);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", path);
  g_autoptr (LoketResponse) response = NULL;
  JsonObject *procedure = json_object_new ();
  gboolean flemish = g_str_equal (loket_json_peek_string (facts, "agency"), "demo-vlg");
  g_autoptr (GBytes) body = NULL;
  guint wait_ms;

  json_object_set_string_member (facts, "caseId", case_id);
  json_object_set_string_member (facts, "reference", reference);
  json_object_set_string_member (facts, "registeredOn", "2026-11-17");
  json_object_set_string_member (procedure, "id",
                                 flemish ? "be-vlg-bestuursdecreet" : "be-fed-ibz");
  json_object_set_string_member (procedure, "version", "1");
  json_object_set_object_member (facts, "procedure", procedure);
  body = loket_case_body_make (facts);
  loket_request_set_body (request, body, LOKET_HTTP_JSON);
  loket_request_set_header (request, "authorization", "Bearer token-of-an");
  response = sim_world_ask_loket (world, request, FALSE, &wait_ms);
  g_assert_cmpuint (response->status, ==, 201);
}

static void
fill (SimTemplate *self, SimWorld *world)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= SIM_N_SMALL_CASES; i++)
    register_small (world, i);
  loket_filling_cases (world->central, SIM_N_CASES, 5, &error);
  g_assert_no_error (error);
}

/* The first sync of each person's desk. */
static void
make_images (SimTemplate *self)
{
  SimWorld *world = sim_world_new (self, SIM_N_PERSONS, 1, 1, FALSE);

  sim_world_stop_loket (world);
  self->empty_loket = sim_disk_take_image (world->loket_disk);
  g_assert_true (sim_world_start_loket (world));
  fill (self, world);
  for (guint i = 0; i < SIM_N_PERSONS; i++) {
    world->desks[i].person = i;
    g_assert_true (sim_desk_open (&world->desks[i]));
    loket_desk_sync_async (world->desks[i].desk, NULL, NULL, NULL);
    sim_world_pass (world, FIRST_SYNC_MS);
    g_assert_nonnull (loket_desk_get_person (world->desks[i].desk));
    sim_desk_close (&world->desks[i]);
    self->desks[i] = sim_disk_take_image (world->desks[i].disk);
  }
  sim_model_read_loket (world);
  sim_world_stop_loket (world);
  self->loket = sim_disk_take_image (world->loket_disk);
  self->case_ids = g_ptr_array_ref (world->case_ids);
  sim_world_free (world);
}

/* Those of the agencies of these people, and no others: a desk whose cache is gone fetches them
 * all. */
static LoketRules *
load_rules (void)
{
  static const struct {
    LoketRuleKind kind;
    const char *folder, *id, *version;
  } rows[] = {
      {LOKET_RULE_CALENDAR, "calendars", "be-federal-office", NULL},
      {LOKET_RULE_CALENDAR, "calendars", "be-flemish-office", NULL},
      {LOKET_RULE_CALENDAR, "calendars", "be-legal", NULL},
      {LOKET_RULE_PROFILE, "procedures", "be-fed-ibz", "1"},
      {LOKET_RULE_PROFILE, "procedures", "be-vlg-bestuursdecreet", "1"},
      {LOKET_RULE_PROFILE, "procedures", "be-vlg-ombudsdienst", "1"},
      {LOKET_RULE_AGENCY, "agencies", "demo-fed", NULL},
      {LOKET_RULE_AGENCY, "agencies", "demo-ovl", NULL},
      {LOKET_RULE_AGENCY, "agencies", "demo-vlg", NULL},
  };
  LoketRules *rules = loket_rules_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = rows[i].version != NULL
                                ? g_strdup_printf ("%s/%s.json", rows[i].id, rows[i].version)
                                : g_strdup_printf ("%s.json", rows[i].id);
    g_autofree char *path = loket_datadir_build_path (rows[i].folder, name, NULL);

    loket_rules_offer (rules, rows[i].kind, rows[i].id, rows[i].version, path, NULL);
  }
  loket_rules_list_calendars (rules);
  loket_rules_list_profiles (rules);
  loket_rules_list_agencies (rules);
  loket_rules_check_read (rules, &error);
  g_assert_no_error (error);
  return rules;
}

SimTemplate *
sim_template_new (void)
{
  SimTemplate *self = g_new0 (SimTemplate, 1);
  g_autoptr (GError) error = NULL;

  self->folder = make_folder ();
  self->users_path = g_build_filename (self->folder, "users.json", NULL);
  g_file_set_contents (self->users_path, users, -1, &error);
  g_assert_no_error (error);
  self->rules = load_rules ();
  self->start = loket_moment_of_day (loket_day_new (2026, 11, 23), 9, 0);
  self->ref_bodies = loket_ref_bodies_new (self->rules, &error);
  g_assert_no_error (error);
  make_images (self);
  return self;
}

void
sim_template_free (SimTemplate *self)
{
  for (guint i = 0; i < SIM_N_PERSONS; i++)
    sim_image_free (self->desks[i]);
  sim_image_free (self->loket);
  sim_image_free (self->empty_loket);
  g_ptr_array_unref (self->case_ids);
  loket_ref_bodies_unref (self->ref_bodies);
  loket_rules_unref (self->rules);
  g_unlink (self->users_path);
  g_rmdir (self->folder);
  g_free (self->users_path);
  g_free (self->folder);
  g_free (self);
}
