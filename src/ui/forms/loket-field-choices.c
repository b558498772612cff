/* SPDX-License-Identifier: EUPL-1.2 */
/* Choices of a field: fixed codes, lists of the profile, or what the case itself holds. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-correctable.h"
#include "loket-field-choices.h"

/* A grievance or an act in a list is cut here; all of it stands in the case. */
enum {
  LINE_CHARS_MAX = 80
};

static void
add (GPtrArray *choices, const char *code, const char *name)
{
  g_ptr_array_add (choices, loket_choice_new (code, name));
}

static char *
shorten (const char *text)
{
  if (g_utf8_strlen (text, -1) <= LINE_CHARS_MAX)
    return g_strdup (text);
  else {
    g_autofree char *start = g_utf8_substring (text, 0, LINE_CHARS_MAX - 1);

    return g_strconcat (start, "…", NULL);
  }
}

static void
add_codes (GPtrArray *choices, LoketSpeech *speech, const LoketFieldSpec *spec)
{
  for (guint i = 0; spec->choices[i] != NULL; i++)
    add (choices, spec->choices[i], loket_speech_name (speech, spec->family, spec->choices[i]));
}

static gboolean
has_code (GPtrArray *choices, const char *code)
{
  for (guint i = 0; i < choices->len; i++) {
    LoketChoice *choice = g_ptr_array_index (choices, i);

    if (g_str_equal (choice->code, code))
      return TRUE;
  }
  return FALSE;
}

/* The ways that the procedure names for this act first, then the others: a call is a call. */
static void
add_vias (GPtrArray *choices, LoketSession *session, LoketDossier *dossier, LoketActType act)
{
  static const char *const all[] = {"loket", "mail",        "post", "counter",
                                    "phone", "socialMedia", NULL};
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  JsonObject *channels =
      profile != NULL ? loket_json_peek_object (loket_profile_get_json (profile), "answerChannels")
                      : NULL;
  JsonArray *list = channels != NULL
                        ? loket_json_peek_array (
                              channels, act == LOKET_ACT_ACKNOWLEDGE ? "acknowledge" : "answer")
                        : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    const char *code = loket_json_array_peek_string (list, i);

    if (code != NULL)
      add (choices, code, loket_speech_name (speech, "via", code));
  }
  if (list != NULL && (act == LOKET_ACT_ACKNOWLEDGE || act == LOKET_ACT_ANSWER))
    return;
  for (guint i = 0; all[i] != NULL; i++) {
    if (!has_code (choices, all[i]))
      add (choices, all[i], loket_speech_name (speech, "via", all[i]));
  }
}

static void
add_grievances (GPtrArray *choices, const LoketCase *facts)
{
  for (guint i = 0; i < facts->grievances->len; i++) {
    LoketGrievance *grievance = g_ptr_array_index (facts->grievances, i);
    g_autofree char *short_text = shorten (grievance->text);
    g_autofree char *name = g_strdup_printf ("%u. %s", i + 1, short_text);

    if (grievance->grievance_id != NULL)
      add (choices, grievance->grievance_id, name);
  }
  add (choices, "", _ ("The case as a whole"));
}

/* The lines of the chain, the nearest first. */
static GPtrArray *
list_next_lines (LoketSession *session, LoketProfile *profile, const LoketFieldSpec *spec)
{
  GPtrArray *choices = loket_profile_choices_list (session, profile, "nextLine", NULL);

  if (!spec->required)
    add (choices, "", _ ("none of these"));
  return choices;
}

static gboolean
came_from (const LoketCase *facts, const char *agency)
{
  JsonArray *links = loket_json_peek_array (facts->json, "links");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++) {
    JsonObject *link = loket_json_array_peek_object (links, i);

    if (link != NULL && g_strcmp0 (loket_json_peek_string (link, "agency"), agency) == 0 &&
        g_strcmp0 (loket_json_peek_string (link, "relation"), "passedOnFrom") == 0)
      return TRUE;
  }
  return FALSE;
}

/* The procedure under which a line of the chain handles the case, where the profile says it. */
static const char *
find_line_procedure (LoketSession *session, LoketDossier *dossier, const char *line)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  JsonObject *element = loket_profile_choices_find (profile, "nextLine", line);

  return element != NULL ? loket_json_peek_string (element, "procedure") : NULL;
}

/* @procedure: (nullable): only bodies that work by it */
static void
add_organizations (GPtrArray *choices,
                   LoketSession *session,
                   LoketDossier *dossier,
                   const char *procedure)
{
  g_autoptr (GPtrArray) organizations =
      loket_desk_list_organizations (loket_session_get_desk (session));

  for (guint i = 0; i < organizations->len; i++) {
    LoketAgency *agency = g_ptr_array_index (organizations, i);
    const char *id = loket_agency_get_id (agency);

    if (g_strcmp0 (id, dossier->the_case->agency) != 0 && !came_from (dossier->the_case, id) &&
        (procedure == NULL || g_strcmp0 (procedure, loket_agency_get_procedure (agency)) == 0))
      add (choices, id, loket_session_name_agency (session, id));
  }
}

/* A complaint is passed on to a body of the loket or to another one. The next line is mostly the
 * one that works by the procedure which our own names: then it stands first. */
static void
add_agencies (GPtrArray *choices,
              LoketSession *session,
              LoketDossier *dossier,
              LoketActType act,
              const char *context)
{
  const char *procedure = NULL;

  if (act == LOKET_ACT_TRANSFER && g_strcmp0 (context, "external") == 0) {
    add (choices, "", _ ("a body outside this loket"));
    add_organizations (choices, session, dossier, NULL);
    return;
  }
  if (act != LOKET_ACT_OPEN_NEXT_LINE || context == NULL)
    return;
  procedure = find_line_procedure (session, dossier, context);
  if (procedure == NULL)
    add (choices, "", _ ("nowhere: it is not at this loket"));
  add_organizations (choices, session, dossier, procedure);
  if (procedure != NULL)
    add (choices, "", _ ("nowhere: it is not at this loket"));
}

static void
add_persons (GPtrArray *choices, LoketSession *session, LoketDossier *dossier)
{
  g_autoptr (GPtrArray) persons =
      loket_desk_list_persons (loket_session_get_desk (session), dossier->the_case);

  for (guint i = 0; i < persons->len; i++) {
    const LoketDeskPerson *person = g_ptr_array_index (persons, i);

    add (choices, person->id, person->name);
  }
}

static void
add_earlier (GPtrArray *choices,
             LoketSpeech *speech,
             LoketStanding *standing,
             const LoketFieldSpec *spec)
{
  for (guint i = standing->effects->len; i > 0; i--) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i - 1);
    g_autofree char *line = NULL;
    g_autofree char *day = NULL;
    g_autofree char *name = NULL;
    g_autofree char *short_line = NULL;

    if (effect->act->type != spec->earlier || effect->annulled_by != NULL)
      continue;
    line = loket_speech_describe_act (speech, effect->act);
    short_line = shorten (line);
    day = loket_speech_day_short (speech, effect->act->occurred_on);
    name = g_strdup_printf ("%s · %s", day, short_line);
    add (choices, effect->act->act_id, name);
  }
  if (!spec->required)
    add (choices, "", _ ("none of these"));
}

/* Whether an act of this type may end one of several demands. */
static gboolean
ends_apart (LoketProfile *profile, LoketActType act)
{
  JsonObject *json = profile != NULL ? loket_profile_get_json (profile) : NULL;
  JsonArray *rows = json != NULL ? loket_json_peek_array (json, "acts") : NULL;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    JsonObject *row = loket_json_array_peek_object (rows, i);

    if (row != NULL && loket_json_peek_boolean (row, "perDemand", FALSE) &&
        g_strcmp0 (loket_json_peek_string (row, "act"), loket_act_type_to_string (act)) == 0)
      return TRUE;
  }
  return FALSE;
}

/* All of them, or one; where fewer than two are open there is nothing to choose. */
static void
add_demands (GPtrArray *choices, LoketSession *session, LoketDossier *dossier, LoketActType act)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  GPtrArray *demands = dossier->standing->demands;

  add (choices, "", _ ("all of it"));
  for (guint i = 0; ends_apart (profile, act) && i < demands->len; i++) {
    LoketDemandState *demand = g_ptr_array_index (demands, i);

    if (!demand->ended)
      add (choices, demand->code,
           loket_profile_choices_get_name (session, dossier->the_case, "demandKinds", "demand",
                                           demand->code));
  }
}

/* An annulled act is no letter any more; what was said or lies in the loket cannot come back. */
static gboolean
is_letter (const LoketActEffect *effect)
{
  return loket_act_type_tells (effect->act->type) && effect->annulled_by == NULL &&
         (effect->act->via == LOKET_VIA_POST || effect->act->via == LOKET_VIA_MAIL) &&
         effect->permission.answer != LOKET_ANSWER_NOT_ALLOWED;
}

static void
add_letters (GPtrArray *choices,
             LoketSpeech *speech,
             LoketStanding *standing,
             const LoketFieldSpec *spec)
{
  if (!spec->required)
    add (choices, "", _ ("none of these"));
  for (guint i = standing->effects->len; i > 0; i--) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i - 1);
    g_autofree char *day = NULL;
    g_autofree char *name = NULL;

    if (!is_letter (effect))
      continue;
    day = loket_speech_day_short (speech, effect->act->occurred_on);
    name = g_strdup_printf (
        "%s · %s · %s", day,
        loket_speech_name (speech, "actDone", loket_act_type_to_string (effect->act->type)),
        loket_speech_name (speech, "via", loket_via_to_string (effect->act->via)));
    add (choices, effect->act->act_id, name);
  }
}

/**
 * loket_field_choices_list:
 * @context: (nullable): what another field says on which this one depends: the kind of a ground or
 *   a transfer, the line, the fact that is corrected
 *
 * Returns: (transfer full) (element-type LoketChoice): in order; the empty code stands for "none"
 */
GPtrArray *
loket_field_choices_list (LoketSession *session,
                          LoketDossier *dossier,
                          const LoketFieldSpec *spec,
                          LoketActType act,
                          const char *context)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  GPtrArray *choices;

  switch ((int) spec->kind) {
  case LOKET_FIELD_PROFILE:
    return loket_profile_choices_list (session, profile, spec->family, NULL);
  case LOKET_FIELD_GROUND:
    return loket_profile_choices_list (session, profile, "grounds", context);
  case LOKET_FIELD_NORMS:
    return loket_profile_choices_list (session, profile, "norms", NULL);
  case LOKET_FIELD_DEMANDS:
    return loket_profile_choices_list (session, profile, "demandKinds", NULL);
  case LOKET_FIELD_NEXT_LINE:
    return list_next_lines (session, profile, spec);
  case LOKET_FIELD_FACT:
    return loket_correctable_list (session, dossier->standing->current);
  case LOKET_FIELD_NEW_VALUE:
    return loket_correctable_choices (session, context != NULL ? context : "");
  default:
    break;
  }
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_choice_free);
  if (spec->kind == LOKET_FIELD_CODE)
    add_codes (choices, speech, spec);
  else if (spec->kind == LOKET_FIELD_VIA)
    add_vias (choices, session, dossier, act);
  else if (spec->kind == LOKET_FIELD_GRIEVANCE)
    add_grievances (choices, dossier->standing->current);
  else if (spec->kind == LOKET_FIELD_EARLIER)
    add_earlier (choices, speech, dossier->standing, spec);
  else if (spec->kind == LOKET_FIELD_DEMAND)
    add_demands (choices, session, dossier, act);
  else if (spec->kind == LOKET_FIELD_LETTER)
    add_letters (choices, speech, dossier->standing, spec);
  else if (spec->kind == LOKET_FIELD_AGENCY)
    add_agencies (choices, session, dossier, act, context);
  else if (spec->kind == LOKET_FIELD_PERSONS)
    add_persons (choices, session, dossier);
  else if (spec->kind == LOKET_FIELD_YES_NO) {
    const char *family = spec->family != NULL ? spec->family : "yesNo";

    add (choices, "true", loket_speech_name (speech, family, "true"));
    add (choices, "false", loket_speech_name (speech, family, "false"));
  }
  return choices;
}
