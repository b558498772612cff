/* SPDX-License-Identifier: EUPL-1.2 */
/* Linked cases: opening one at the agency to which a complaint goes. */
#include "config.h"

#include "loket-linked.h"
#include "loket-register.h"

/* The complaint itself, as the corrections left it. What the first agency did, noted or decided
 * about it stays there, and so do its documents: they are handed over by whoever may. */
static const char *const copied[] = {
    "answerChannel", "carriers",       "channels",     "complainants",     "contestedDecision",
    "courtCase",     "damagesClaimed", "facts",        "factsOn",          "filingLanguage",
    "grievances",    "interest",       "nameWithheld", "offlinePermitted", "period",
    "remedySought",  "representative", "service",      "subject",          "triedFirst",
};

gboolean
_loket_linked_opens (const LoketTakenAct *taken)
{
  LoketAct *act = taken->effect->act;

  if (loket_act_get_text (act, "toAgency") == NULL)
    return FALSE;
  return act->type == LOKET_ACT_OPEN_NEXT_LINE ||
         (act->type == LOKET_ACT_TRANSFER &&
          g_strcmp0 (loket_act_get_text (act, "kind"), "external") == 0);
}

static JsonObject *
without_number (JsonObject *party)
{
  JsonObject *copy = loket_json_object_copy (party);

  json_object_remove_member (copy, "nationalNumber");
  return copy;
}

/* Whoever has no authorisation for it is not handed the number of the National Register. */
static void
remove_numbers (JsonObject *facts)
{
  JsonArray *given = loket_json_peek_array (facts, "complainants");
  JsonObject *representative = loket_json_peek_object (facts, "representative");
  JsonArray *complainants = json_array_new ();

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++) {
    JsonObject *party = loket_json_array_peek_object (given, i);

    if (party != NULL)
      json_array_add_object_element (complainants, without_number (party));
  }
  json_object_set_array_member (facts, "complainants", complainants);
  if (representative != NULL)
    json_object_set_object_member (facts, "representative", without_number (representative));
}

/* What is demanded now: the last `requalify` with effect, else the facts. */
static char **
list_demands (LoketStanding *standing)
{
  for (guint i = standing->effects->len; i > 0; i--) {
    const LoketActEffect *effect = g_ptr_array_index (standing->effects, i - 1);

    if (effect->act->type == LOKET_ACT_REQUALIFY &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED) {
      g_auto (GStrv) to = loket_json_peek_strings (effect->act->payload, "to");

      if (to[0] != NULL)
        return g_steal_pointer (&to);
    }
  }
  return loket_json_peek_strings (standing->current->json, "demandKinds");
}

/* Those that the other procedure knows too; none of them: what it is made for. */
static void
set_demands (JsonObject *facts, LoketStanding *standing, LoketProfile *profile)
{
  JsonArray *kinds = loket_json_peek_array (loket_profile_get_json (profile), "demandKinds");
  g_auto (GStrv) demanded = list_demands (standing);
  JsonArray *demands = json_array_new ();

  for (guint i = 0; i < json_array_get_length (kinds); i++) {
    const char *code = loket_json_peek_string (loket_json_array_peek_object (kinds, i), "code");

    if (g_strv_contains ((const char *const *) demanded, code))
      json_array_add_string_element (demands, code);
  }
  if (json_array_get_length (demands) == 0)
    json_array_add_string_element (
        demands, loket_json_peek_string (loket_json_array_peek_object (kinds, 0), "code"));
  json_object_set_array_member (facts, "demandKinds", demands);
}

static void
set_link (JsonObject *facts, const LoketTakenAct *taken)
{
  JsonArray *links = json_array_new ();
  JsonObject *link = json_object_new ();

  json_object_set_string_member (link, "caseId", taken->record->case_id);
  json_object_set_string_member (link, "reference", taken->record->reference);
  json_object_set_string_member (link, "agency", taken->record->agency);
  json_object_set_string_member (link, "relation",
                                 taken->effect->act->type == LOKET_ACT_TRANSFER ? "passedOnFrom"
                                                                                : "previousLine");
  json_array_add_object_element (links, link);
  json_object_set_array_member (facts, "links", links);
}

static void
set_procedure (JsonObject *facts, LoketProfile *profile)
{
  JsonObject *procedure = json_object_new ();

  json_object_set_string_member (procedure, "id", loket_profile_get_id (profile));
  json_object_set_string_member (procedure, "version", loket_profile_get_version (profile));
  json_object_set_object_member (facts, "procedure", procedure);
}

/* @profile: of the agency to which it goes */
static JsonObject *
make_facts (const LoketLinking *self,
            const LoketTakenAct *taken,
            LoketAgency *agency,
            LoketProfile *profile)
{
  JsonObject *known = taken->standing->current->json;
  JsonObject *facts = json_object_new ();
  g_autofree char *case_id = loket_random_make_uuid (self->random);

  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++) {
    JsonNode *value = json_object_get_member (known, copied[i]);

    if (value != NULL)
      json_object_set_member (facts, copied[i], json_node_copy (value));
  }
  if (!loket_agency_may_use_national_number (agency))
    remove_numbers (facts);
  json_object_set_string_member (facts, "caseId", case_id);
  json_object_set_string_member (facts, "agency", loket_agency_get_id (agency));
  loket_json_set_day (facts, "receivedOn", taken->effect->counting_day);
  loket_json_set_day (facts, "registeredOn", loket_moment_get_day (self->now));
  set_procedure (facts, profile);
  set_demands (facts, taken->standing, profile);
  set_link (facts, taken);
  return facts;
}

static gboolean
note_opened (const LoketLinking *self,
             const LoketTakenAct *taken,
             const char *case_id,
             GError **error)
{
  g_autoptr (LoketRecord) record = loket_ledger_find_case (self->ledger, case_id, error);
  g_autoptr (JsonObject) opened = json_object_new ();
  g_autofree char *text = NULL;

  if (record == NULL)
    return FALSE;
  json_object_set_string_member (opened, "caseId", record->case_id);
  json_object_set_string_member (opened, "reference", record->reference);
  json_object_set_string_member (opened, "agency", record->agency);
  text = loket_json_object_to_string (opened);
  return loket_ledger_set_opened (self->ledger, taken->act->act_id, text, error);
}

/**
 * _loket_linked_open:
 * @taken: an act that opens one
 *
 * Opens the case at the agency that the act names, and notes it with the act.
 */
gboolean
_loket_linked_open (const LoketLinking *self, const LoketTakenAct *taken, GError **error)
{
  LoketAgency *agency =
      loket_rules_get_agency (self->rules, loket_act_get_text (taken->effect->act, "toAgency"));
  LoketProfile *profile = loket_rules_get_newest (self->rules, loket_agency_get_procedure (agency));
  LoketRegistration registration = {
      .ledger = self->ledger,
      .rules = self->rules,
      .registered_by = taken->act->author,
      .recorded_at = self->now,
  };
  g_autoptr (JsonObject) facts = make_facts (self, taken, agency, profile);

  return loket_register_case (&registration, facts, NULL, error) &&
         note_opened (self, taken, loket_json_peek_string (facts, "caseId"), error);
}
