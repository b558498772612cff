/* SPDX-License-Identifier: EUPL-1.2 */
/* Who complains, about what, how it came in. */
#include "config.h"

#include "loket-case.h"
#include "loket-plausible-facts.h"

/* In a hundred complaints. */
enum {
  ANONYMOUS = 3,
  REPRESENTED = 5,
  ORGANISATION = 8,
  TRIED_FIRST = 35,
  NAME_WITHHELD = 2
};

static void
set (JsonObject *json, const char *member, const char *text)
{
  json_object_set_string_member (json, member, text);
}

static char *
make_address (const char *first, const char *last)
{
  g_autofree char *name = g_strconcat (first, ".", last, NULL);
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789.-", '-');
  return g_strconcat (lower, "@post.example", NULL);
}

static JsonObject *
make_person (LoketSamples *samples)
{
  const LoketSampleSlots *slots = loket_samples_get_slots (samples);
  JsonObject *person = json_object_new ();
  const char *first = loket_samples_first_name (samples);
  const char *last = loket_samples_last_name (samples);
  g_autofree char *name = g_strconcat (first, " ", last, NULL);
  g_autofree char *email = make_address (first, last);
  g_autofree char *phone = g_strdup_printf ("+324700000%02u", loket_samples_below (samples, 100));

  set (person, "name", name);
  if (loket_samples_chance (samples, ORGANISATION)) {
    g_autofree char *organisation = g_strconcat (last, " bv", NULL);

    set (person, "organisation", organisation);
  }
  set (person, "street", slots->street);
  set (person, "postCode", slots->post_code);
  set (person, "city", slots->place);
  set (person, "email", email);
  set (person, "phone", phone);
  return person;
}

static void
add_parties (LoketSamples *samples, const LoketPlausibleFiling *filing, JsonObject *facts)
{
  JsonArray *complainants = json_array_new ();
  JsonObject *names = filing->unit != NULL ? loket_json_peek_object (filing->unit, "names") : NULL;

  if (!loket_samples_chance (samples, ANONYMOUS))
    json_array_add_object_element (complainants, make_person (samples));
  json_object_set_array_member (facts, "complainants", complainants);
  if (loket_samples_chance (samples, REPRESENTED))
    json_object_set_object_member (facts, "representative", make_person (samples));
  if (names != NULL) {
    JsonObject *service = json_object_new ();
    const char *name = loket_json_peek_string (names, filing->language);

    set (service, "name", name != NULL ? name : loket_json_peek_string (names, "nl"));
    json_object_set_object_member (facts, "service", service);
  }
}

static guint
add_texts (LoketSamples *samples, JsonObject *facts)
{
  g_autofree char *subject = loket_samples_topic (samples, "subjects");
  g_autofree char *opening = loket_samples_topic (samples, "openings");
  g_autofree char *middle = loket_samples_topic (samples, "middles");
  g_autofree char *end = loket_samples_end (samples);
  g_autofree char *text = g_strconcat (opening, " ", middle, " ", end, NULL);
  guint n_known = loket_samples_count_topic (samples, "grievances");
  guint count = 1 + loket_samples_below (samples, MIN (n_known, 2));
  guint first = loket_samples_below (samples, n_known);
  JsonArray *grievances = json_array_new ();

  set (facts, "subject", subject);
  set (facts, "facts", text);
  for (guint i = 0; i < count; i++) {
    g_autofree char *id = g_strdup_printf ("k%u", i + 1);
    g_autofree char *grievance =
        loket_samples_topic_at (samples, "grievances", (first + i) % n_known);
    JsonObject *json = json_object_new ();

    set (json, "id", id);
    set (json, "text", grievance);
    if (i == 0)
      json_object_set_boolean_member (json, "main", TRUE);
    json_array_add_object_element (grievances, json);
  }
  json_object_set_array_member (facts, "grievances", grievances);
  return count;
}

/* One code of a list of the profile; the first one most often. */
static void
add_code (LoketSamples *samples,
          const LoketPlausibleFiling *filing,
          JsonObject *facts,
          const char *member,
          guint32 first_percent)
{
  JsonArray *known = loket_json_peek_array (loket_profile_get_json (filing->profile), member);
  guint count = known != NULL ? json_array_get_length (known) : 0;
  JsonArray *codes = json_array_new ();

  if (count > 0) {
    guint index =
        loket_samples_chance (samples, first_percent) ? 0 : loket_samples_below (samples, count);

    json_array_add_string_element (
        codes, loket_json_peek_string (loket_json_array_peek_object (known, index), "code"));
  }
  json_object_set_array_member (facts, member, codes);
}

static void
add_ways (LoketSamples *samples, const LoketPlausibleFiling *filing, JsonObject *facts)
{
  static const char *const channels[] = {"mail", "mail", "mail", "post", "loket"};

  add_code (samples, filing, facts, "demandKinds", 90);
  add_code (samples, filing, facts, "carriers", 40);
  add_code (samples, filing, facts, "channels", 85);
  set (facts, "filingLanguage", filing->language);
  set (facts, "answerChannel", channels[loket_samples_below (samples, G_N_ELEMENTS (channels))]);
}

/**
 * loket_plausible_fill_facts:
 * @facts: gets all that a client would send
 */
void
loket_plausible_fill_facts (LoketSamples *samples,
                            const LoketPlausibleFiling *filing,
                            JsonObject *facts)
{
  g_autofree char *id = loket_samples_make_uuid (samples);
  g_autofree char *reference = loket_case_make_provisional_reference (id);
  JsonObject *procedure = json_object_new ();

  set (facts, "caseId", id);
  set (facts, "reference", reference);
  set (facts, "agency", loket_agency_get_id (filing->agency));
  set (procedure, "id", loket_profile_get_id (filing->profile));
  set (procedure, "version", loket_profile_get_version (filing->profile));
  json_object_set_object_member (facts, "procedure", procedure);
  loket_json_set_day (facts, "receivedOn", filing->received);
  loket_json_set_day (facts, "registeredOn", filing->registered);
  add_parties (samples, filing, facts);
  add_texts (samples, facts);
  add_ways (samples, filing, facts);
  if (loket_samples_chance (samples, TRIED_FIRST)) {
    g_autofree char *tried = loket_samples_topic (samples, "openings");

    JsonObject *first = json_object_new ();

    set (first, "text", tried);
    json_object_set_object_member (facts, "triedFirst", first);
  }
  if (loket_samples_chance (samples, NAME_WITHHELD))
    json_object_set_boolean_member (facts, "nameWithheld", TRUE);
  if (filing->assignee != NULL)
    set (facts, "assignee", filing->assignee);
}
