/* SPDX-License-Identifier: EUPL-1.2 */
/* Making plausible cases: the same for the same seed, day and people. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-draft.h"
#include "loket-error.h"
#include "loket-filling.h"
#include "loket-plausible-act.h"
#include "loket-plausible-facts.h"
#include "loket-samples.h"
#include "loket-story.h"

enum {
  FRESH_EVERY = 15,  /* more than a twentieth of the cases is new, whatever else comes out */
  COLLEAGUES = 3,    /* invented ones an agency, where nobody gave a list of persons */
  MINE_PERCENT = 45, /* of the cases that are somebody's */
  NOBODYS_PERCENT = 12,
  FIRST_LANGUAGE_PERCENT = 55,
};

typedef struct {
  LoketAgency *agency;
  LoketProfile *profile;
  LoketCalendar *office;
  char **languages;
  GPtrArray *people; /* (element-type utf8): ids of those who work there; the first one most */
} Workplace;

typedef struct {
  LoketCentral *central;
  LoketSamples *samples; /* (owned) */
  GPtrArray *workplaces; /* (element-type Workplace) (owned) */
  LoketMoment now;
  LoketDay today;
} Maker;

static void
workplace_free (Workplace *workplace)
{
  g_strfreev (workplace->languages);
  g_ptr_array_unref (workplace->people);
  g_free (workplace);
}

static JsonObject *
describe_colleague (Maker *self, Workplace *workplace)
{
  const char *agency = loket_agency_get_id (workplace->agency);
  const char *first = loket_samples_first_name (self->samples);
  const char *last = loket_samples_last_name (self->samples);
  g_autofree char *name = g_strconcat (first, " ", last, NULL);
  g_autofree char *id = g_strdup_printf ("%s.%u", agency, workplace->people->len);
  JsonObject *json = json_object_new ();
  JsonArray *roles = json_array_new ();
  JsonArray *agencies = json_array_new ();

  json_array_add_string_element (roles, "coordinator");
  json_array_add_string_element (agencies, agency);
  json_object_set_string_member (json, "id", id);
  json_object_set_string_member (json, "name", name);
  json_object_set_array_member (json, "roles", roles);
  json_object_set_array_member (json, "agencies", agencies);
  return json;
}

static gboolean
add_colleague (Maker *self, Workplace *workplace, GError **error)
{
  g_autoptr (JsonObject) json = describe_colleague (self, workplace);
  g_autofree char *text = loket_json_object_to_string (json);
  LoketPerson *person = loket_person_from_json (json, FALSE, error);

  if (person == NULL)
    return FALSE;
  g_ptr_array_add (workplace->people, g_strdup (person->id));
  return loket_ledger_set_person (self->central->ledger, person->id, person->name, text, error) &&
         loket_callers_add (self->central->callers, person, error);
}

/* Those who may call are the ones who have worked there; else the coordinator and some others. */
static gboolean
find_people (Maker *self, Workplace *workplace, GError **error)
{
  GPtrArray *persons = loket_callers_list (self->central->callers);
  GError *problem = NULL;

  for (guint i = 0; i < persons->len; i++) {
    const LoketPerson *person = g_ptr_array_index (persons, i);

    if (loket_person_may_act (person) &&
        loket_person_may_see (person, loket_agency_get_id (workplace->agency)))
      g_ptr_array_add (workplace->people, g_strdup (person->id));
  }
  loket_samples_begin_case (self->samples, workplace->languages[0], NULL, self->today, &problem);
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return FALSE;
  }
  for (guint i = 0; i < COLLEAGUES &&
                    (loket_callers_is_open (self->central->callers) || workplace->people->len == 0);
       i++) {
    if (!add_colleague (self, workplace, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_workplace (Maker *self, LoketAgency *agency, GError **error)
{
  LoketRules *rules = self->central->rules;
  LoketProfile *profile = loket_rules_get_newest (rules, loket_agency_get_procedure (agency));
  Workplace *workplace;

  if (profile == NULL)
    return TRUE;
  workplace = g_new0 (Workplace, 1);
  workplace->agency = agency;
  workplace->profile = profile;
  workplace->office = loket_rules_get_calendar (rules, loket_profile_get_office_calendar (profile));
  workplace->languages = loket_json_peek_strings (loket_agency_get_json (agency), "languages");
  workplace->people = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->workplaces, workplace);
  return find_people (self, workplace, error);
}

static gboolean
has_units (LoketAgency *agency)
{
  JsonArray *units = loket_json_peek_array (loket_agency_get_json (agency), "units");

  return units != NULL && json_array_get_length (units) > 0;
}

/* The invented texts are about the service of an agency: an ombudsman, who has no units of his own,
 * gets none of them, unless there is nobody else. */
static gboolean
find_workplaces (Maker *self, GError **error)
{
  GPtrArray *agencies = loket_rules_list_agencies (self->central->rules);
  gboolean any = FALSE;

  for (guint i = 0; i < agencies->len; i++)
    any = any || has_units (g_ptr_array_index (agencies, i));
  for (guint i = 0; i < agencies->len; i++) {
    LoketAgency *agency = g_ptr_array_index (agencies, i);

    if ((!any || has_units (agency)) && !add_workplace (self, agency, error))
      return FALSE;
  }
  if (self->workplaces->len > 0)
    return TRUE;
  g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND,
                       "no agency with a known procedure: nobody to complain to");
  return FALSE;
}

static const LoketStory *
choose_story (Maker *self, guint number)
{
  guint32 total = 0;
  guint32 chosen;

  if (number % FRESH_EVERY == 0)
    return &loket_stories[0];
  for (guint i = 0; i < loket_n_stories; i++)
    total += (guint32) loket_stories[i].weight;
  chosen = loket_samples_below (self->samples, total);
  for (guint i = 0; i < loket_n_stories; i++) {
    if (chosen < (guint32) loket_stories[i].weight)
      return &loket_stories[i];
    chosen -= (guint32) loket_stories[i].weight;
  }
  return &loket_stories[0];
}

/* More of them lately than long ago, as the work of a year looks from its last day. */
static LoketDay
choose_receipt (Maker *self, const LoketStory *story)
{
  guint32 span = (guint32) (story->age_max - story->age_min) + 1;
  guint32 age = loket_samples_below (self->samples, span);

  age = MIN (age, loket_samples_below (self->samples, span));
  return self->today - story->age_min - (LoketDay) age;
}

/* The first language of an agency is the one in which most people file. */
static const char *
choose_language (Maker *self, const Workplace *workplace)
{
  guint count = g_strv_length (workplace->languages);

  if (count == 1 || loket_samples_chance (self->samples, FIRST_LANGUAGE_PERCENT))
    return workplace->languages[0];
  return workplace->languages[1 + MIN (loket_samples_below (self->samples, count - 1),
                                       loket_samples_below (self->samples, count - 1))];
}

static const char *
choose_person (Maker *self, const Workplace *workplace)
{
  guint index = loket_samples_chance (self->samples, MINE_PERCENT)
                    ? 0
                    : loket_samples_below (self->samples, workplace->people->len);

  return g_ptr_array_index (workplace->people, index);
}

/* In office hours, on an open day; LOKET_NO_MOMENT when that is still to come. */
static LoketMoment
choose_moment (Maker *self, const Workplace *workplace, LoketDay *day, LoketMoment after)
{
  LoketMoment moment;

  *day = loket_calendar_next_open (workplace->office, *day);
  moment = loket_moment_of_day (*day, 9 + (int) loket_samples_below (self->samples, 7),
                                (int) loket_samples_below (self->samples, 60));
  if (moment <= after)
    moment = after + (gint64) (1 + loket_samples_below (self->samples, 20)) * 60 * LOKET_SECOND_US;
  return loket_moment_get_day (moment) == *day && moment <= self->now ? moment : LOKET_NO_MOMENT;
}

static void
add_act (Maker *self,
         LoketDraft *draft,
         LoketPlausibleCase *plausible,
         const LoketStoryAct *act,
         const char *author,
         LoketMoment moment)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *id = loket_samples_make_uuid (self->samples);
  g_autofree char *occurred_on = loket_day_to_string (plausible->day);

  json_object_set_string_member (body, "actId", id);
  json_object_set_string_member (body, "type", loket_act_type_to_string (act->type));
  json_object_set_string_member (body, "author", author);
  json_object_set_string_member (body, "occurredOn", occurred_on);
  json_object_set_object_member (body, "payload", loket_plausible_payload (plausible, act));
  loket_draft_add_act (draft, body, moment, LOKET_ANSWER_ALLOWED);
  if (act->type == LOKET_ACT_PROPOSE) {
    g_free (plausible->proposal);
    plausible->proposal = g_steal_pointer (&id);
  } else if (act->type == LOKET_ACT_REQUEST) {
    g_free (plausible->request);
    plausible->request = g_steal_pointer (&id);
  }
}

/* Goes along the story until it ends, or until its next act would be tomorrow. */
static void
tell_story (Maker *self,
            const Workplace *workplace,
            LoketDraft *draft,
            const LoketStory *story,
            const char *author)
{
  JsonArray *grievances = loket_json_peek_array (draft->facts, "grievances");
  const char *filed_in = loket_json_peek_string (draft->facts, "filingLanguage");
  g_autofree char *language = loket_profile_get_letter_language (workplace->profile, filed_in);
  LoketPlausibleCase plausible = {
      .samples = self->samples,
      .profile = workplace->profile,
      .language = language,
      .via = loket_json_peek_string (draft->facts, "answerChannel"),
      .n_grievances = json_array_get_length (grievances),
      .colleague = choose_person (self, workplace),
      .day = loket_moment_get_day (draft->registered_at),
  };
  LoketMoment moment = draft->registered_at;

  for (const LoketStoryAct *act = story->acts; act->type != LOKET_ACT_UNKNOWN; act++) {
    guint32 wait =
        loket_samples_below (self->samples, (guint32) (act->days_max - act->days_min) + 1);

    if (act->percent > 0 && !loket_samples_chance (self->samples, (guint32) act->percent))
      continue;
    plausible.day += act->days_min + (int) wait;
    moment = choose_moment (self, workplace, &plausible.day, moment);
    if (moment == LOKET_NO_MOMENT)
      break;
    add_act (self, draft, &plausible, act, author, moment);
  }
  g_free (plausible.proposal);
  g_free (plausible.request);
}

static gboolean
fill_facts (Maker *self,
            const Workplace *workplace,
            LoketDay received,
            LoketDraft *draft,
            const char *assignee,
            GError **error)
{
  JsonArray *units = loket_json_peek_array (loket_agency_get_json (workplace->agency), "units");
  guint n_units = units != NULL ? json_array_get_length (units) : 0;
  LoketPlausibleFiling filing = {
      .agency = workplace->agency,
      .profile = workplace->profile,
      .language = choose_language (self, workplace),
      .received = received,
      .registered = MIN (loket_calendar_next_open (workplace->office, received), self->today),
      .assignee = assignee,
  };
  GError *problem = NULL;

  if (n_units > 0)
    filing.unit =
        loket_json_array_peek_object (units, loket_samples_below (self->samples, n_units));
  loket_samples_begin_case (
      self->samples, filing.language,
      filing.unit != NULL ? loket_json_peek_string (filing.unit, "code") : NULL,
      received - 1 - (LoketDay) loket_samples_below (self->samples, 30), &problem);
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return FALSE;
  }
  loket_plausible_fill_facts (self->samples, &filing, draft->facts);
  draft->registered_at = MIN (
      loket_moment_of_day (filing.registered, 8, (int) loket_samples_below (self->samples, 60)),
      self->now);
  return TRUE;
}

static LoketDraft *
make_case (Maker *self, guint number, GError **error)
{
  const Workplace *workplace = g_ptr_array_index (
      self->workplaces, loket_samples_below (self->samples, self->workplaces->len));
  const LoketStory *story = choose_story (self, number);
  LoketDay received = choose_receipt (self, story);
  const char *handler = choose_person (self, workplace);
  gboolean nobodys = loket_samples_chance (self->samples, NOBODYS_PERCENT);
  g_autoptr (LoketDraft) draft = loket_draft_new ();

  if (!fill_facts (self, workplace, received, draft, nobodys ? NULL : handler, error))
    return NULL;
  draft->registered_by = g_strdup (handler);
  tell_story (self, workplace, draft, story, handler);
  loket_draft_prune (draft, self->central->rules, self->now);
  return g_steal_pointer (&draft);
}

static gboolean
make_and_enter (Maker *self, guint count, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_full (count, (GDestroyNotify) loket_draft_free);

  if (!find_workplaces (self, error))
    return FALSE;
  for (guint i = 0; i < count; i++) {
    LoketDraft *draft = make_case (self, i, error);

    if (draft == NULL)
      return FALSE;
    g_ptr_array_add (drafts, draft);
  }
  return loket_drafts_enter (drafts, self->central->ledger, self->central->rules, error);
}

/**
 * loket_filling_cases:
 * @central: an empty loket
 *
 * Makes @count cases, spread over its agencies and over the last months; for the same @seed, the
 * same day and the same people always the same.
 *
 * Returns: FALSE with an error; nothing is entered then
 */
gboolean
loket_filling_cases (LoketCentral *central, guint count, guint64 seed, GError **error)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (seed);
  g_autoptr (LoketSamples) samples = loket_samples_new_load (random, error);
  g_autoptr (GPtrArray) workplaces =
      g_ptr_array_new_with_free_func ((GDestroyNotify) workplace_free);
  Maker self = {
      .central = central,
      .samples = samples,
      .workplaces = workplaces,
      .now = loket_central_get_now (central),
      .today = loket_central_get_today (central),
  };

  /* The day as it begins: at what hour the loket is started changes nothing. */
  self.now = loket_moment_of_day (self.today, 0, 0);
  if (samples == NULL || !loket_ledger_begin (central->ledger, error))
    return FALSE;
  if (make_and_enter (&self, count, error))
    return loket_ledger_commit (central->ledger, error);
  loket_ledger_roll_back (central->ledger);
  return FALSE;
}
