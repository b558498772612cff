/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl deadlines: what a procedure makes of a date of receipt and some acts, and why.
 *
 * Builds a case and its acts as a loket would hold them, and asks replay. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-act.h"
#include "loket-ctl-clocks.h"
#include "loket-ctl-commands.h"
#include "loket-error.h"
#include "loket-replay.h"

/* When the authority received the complaint. */
typedef struct {
  LoketDay day;
  LoketMoment moment; /* LOKET_NO_MOMENT: the hour is not known */
} Received;

/* Days that stand on paper, or that the complainant told; their terms do not start without them. */
static const char *const days_of_facts[] = {"factsOn", "contestedDecision.notifiedOn",
                                            "contestedDecision.appealUntil", NULL};

static LoketProfile *
find_profile (LoketRules *rules, const char *id, GError **error)
{
  LoketProfile *profile = loket_rules_get_newest (rules, id);

  if (!loket_rules_check_read (rules, error))
    return NULL;
  if (profile == NULL)
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND,
                 _ ("“%s” is no procedure that is known here"), id);
  return profile;
}

/* When an act was done; where only its day was given, at noon. */
static LoketMoment
get_moment (JsonObject *act)
{
  LoketMoment moment;

  if (loket_moment_parse (loket_json_peek_string (act, "occurredAt"), &moment))
    return moment;
  return loket_moment_of_day (loket_json_peek_day (act, "occurredOn"), 12, 0);
}

/* Through the loket an act counts when it is taken: here the day or the time that was given. */
static JsonObject *
make_taken (JsonObject *act, gint64 seq)
{
  g_autofree char *recorded_at = loket_moment_to_string (get_moment (act));
  g_autofree char *act_id = g_strdup_printf ("00000000-0000-4000-8000-%012" G_GINT64_FORMAT, seq);

  json_object_set_string_member (act, "actId", act_id);
  json_object_set_string_member (act, "author", "loketctl");
  json_object_set_string_member (act, "recordedAt", recorded_at);
  json_object_set_int_member (act, "seq", seq);
  json_object_set_int_member (act, "basedOn", seq);
  return act;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  LoketMoment first = get_moment (*(JsonObject *const *) a);
  LoketMoment second = get_moment (*(JsonObject *const *) b);

  return first < second ? -1 : first > second;
}

/* g_ptr_array_sort() keeps the order of equals: acts of one day follow as they were given. */
static GPtrArray *
read_acts (char **texts, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (int i = 0; texts != NULL && texts[i] != NULL; i++) {
    JsonObject *act = loket_ctl_act_parse (texts[i], error);

    if (act == NULL)
      return NULL;
    g_ptr_array_add (acts, act);
  }
  g_ptr_array_sort (acts, compare_moments);
  return g_steal_pointer (&acts);
}

static gboolean
has_demand (LoketProfile *profile, const char *code)
{
  JsonArray *kinds = loket_json_peek_array (loket_profile_get_json (profile), "demandKinds");
  guint count = kinds != NULL ? json_array_get_length (kinds) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *kind = loket_json_array_peek_object (kinds, i);

    if (kind != NULL && g_strcmp0 (loket_json_peek_string (kind, "code"), code) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_demands (LoketProfile *profile, char **demands, GError **error)
{
  for (int i = 0; demands != NULL && demands[i] != NULL; i++) {
    if (has_demand (profile, demands[i]))
      continue;
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND,
                 _ ("“%s” is nothing that can be demanded in this procedure"), demands[i]);
    return FALSE;
  }
  return TRUE;
}

/* Reads `KEY=DATE`; of `object.member` the object is made. */
static gboolean
set_fact (JsonObject *json, const char *text, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (text, "=", 2);
  g_auto (GStrv) path = g_strsplit (pair[0], ".", 2);
  JsonObject *holder = json;
  LoketDay day;

  if (pair[1] == NULL || !g_strv_contains (days_of_facts, pair[0]) ||
      !loket_day_parse (pair[1], &day)) {
    g_autofree char *known = g_strjoinv (", ", (char **) days_of_facts);

    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                 _ ("--set %s: wanted is KEY=yyyy-MM-dd, KEY one of %s"), text, known);
    return FALSE;
  }
  if (path[1] != NULL) {
    holder = loket_json_peek_object (json, path[0]);
    if (holder == NULL) {
      holder = json_object_new ();
      json_object_set_object_member (json, path[0], holder);
    }
  }
  json_object_set_string_member (holder, path[1] != NULL ? path[1] : path[0], pair[1]);
  return TRUE;
}

/* Returns: (transfer full): the facts of the case that have options of their own */
static JsonObject *
read_facts (char **texts, char **demands, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  JsonArray *kinds = json_array_new ();

  for (int i = 0; demands != NULL && demands[i] != NULL; i++)
    json_array_add_string_element (kinds, demands[i]);
  json_object_set_array_member (facts, "demandKinds", kinds);
  for (int i = 0; texts != NULL && texts[i] != NULL; i++) {
    if (!set_fact (facts, texts[i], error))
      return NULL;
  }
  return g_steal_pointer (&facts);
}

/* @facts: becomes the case */
static LoketCase *
make_case (LoketProfile *profile,
           JsonObject *facts,
           const Received *received,
           GPtrArray *acts,
           GError **error)
{
  JsonObject *json = facts;
  JsonObject *procedure = json_object_new ();
  JsonArray *taken = json_array_new ();
  g_autofree char *day = loket_day_to_string (received->day);
  g_autofree char *moment = loket_moment_to_string (received->moment);

  json_object_set_string_member (procedure, "id", loket_profile_get_id (profile));
  json_object_set_string_member (procedure, "version", loket_profile_get_version (profile));
  for (guint i = 0; i < acts->len; i++)
    json_array_add_object_element (taken, json_object_ref (make_taken (acts->pdata[i], i + 1)));
  json_object_set_string_member (json, "caseId", "00000000-0000-4000-8000-000000000000");
  json_object_set_string_member (json, "reference", "deadlines");
  json_object_set_string_member (json, "agency", "deadlines");
  json_object_set_object_member (json, "procedure", procedure);
  json_object_set_string_member (json, "receivedOn", day);
  if (moment != NULL)
    json_object_set_string_member (json, "receivedAt", moment);
  json_object_set_string_member (json, "registeredOn", day);
  json_object_set_string_member (json, "answerChannel", "mail");
  json_object_set_int_member (json, "version", acts->len + 1);
  json_object_set_array_member (json, "acts", taken);
  return loket_case_from_json (json, error);
}

/* An act that the procedure does not have would give dates that mean nothing: that is a failure.
 * One that is only recorded is told, and the dates are those without it. */
static gboolean
check_effects (LoketCtl *self, LoketStanding *standing, GError **error)
{
  for (guint i = 0; i < standing->effects->len; i++) {
    const LoketActEffect *effect = standing->effects->pdata[i];
    LoketAnswer answer = effect->permission.answer;
    const char *reason = loket_speech_name (self->speech, "reason", effect->permission.reason);
    g_autofree char *day = loket_day_to_string (effect->act->occurred_on);
    g_autofree char *line = g_strdup_printf ("%s %s: %s", effect->act->type_code, day, reason);

    if (answer == LOKET_ANSWER_NOT_ALLOWED) {
      g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_REFUSED, line);
      return FALSE;
    }
    if (answer == LOKET_ANSWER_RECORD_ONLY)
      loket_ctl_warn (self, line);
  }
  return TRUE;
}

/* What-if: an act of a later day is judged on that day, and so are all dates. */
static LoketMoment
choose_now (LoketCtl *self, GPtrArray *acts)
{
  LoketMoment now = loket_ctl_get_now (self);
  JsonObject *last = acts->len > 0 ? acts->pdata[acts->len - 1] : NULL;

  if (last == NULL)
    return now;
  /* Of an act without a time nobody knows that it was done after this moment of its day. */
  if (!json_object_has_member (last, "occurredAt") &&
      loket_json_peek_day (last, "occurredOn") <= loket_moment_get_day (now))
    return now;
  return MAX (now, get_moment (last));
}

static int
count (LoketCtl *self,
       const char *procedure,
       JsonObject *facts,
       char **demands,
       const Received *received,
       GPtrArray *acts,
       gboolean explain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_lazy (&error);
  LoketProfile *profile = rules != NULL ? find_profile (rules, procedure, &error) : NULL;
  const LoketViewer anybody = {NULL, 0};
  g_autoptr (LoketCase) the_case = NULL;
  g_autoptr (LoketStanding) standing = NULL;
  LoketMoment now = choose_now (self, acts);

  if (profile == NULL || !check_demands (profile, demands, &error))
    return loket_ctl_fail (self, error);
  the_case = make_case (profile, facts, received, acts, &error);
  if (the_case == NULL)
    return loket_ctl_fail (self, error);
  standing = loket_replay (rules, the_case, NULL, &anybody, now);
  if (!check_effects (self, standing, &error))
    return loket_ctl_fail (self, error);
  if (self->json)
    loket_ctl_clocks_print_json (self, standing->clocks);
  else
    loket_ctl_clocks_print (self, standing->clocks, now, explain);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *procedure = NULL;
  g_autofree char *received_text = NULL;
  g_auto (GStrv) act_texts = NULL;
  g_auto (GStrv) demands = NULL;
  g_auto (GStrv) fact_texts = NULL;
  gboolean explain = FALSE;
  const GOptionEntry options[] = {
      {"procedure", 0, 0, G_OPTION_ARG_STRING, &procedure, N_ ("Which procedure"), "ID"},
      {"received", 0, 0, G_OPTION_ARG_STRING, &received_text,
       N_ ("Day, or day and time, on which the authority received the complaint"), "DATE|DATETIME"},
      {"act", 0, 0, G_OPTION_ARG_STRING_ARRAY, &act_texts,
       N_ ("An act, its day or its day and time, and members of its payload; as often as wanted"),
       "TYPE=DATE|DATETIME[,KEY=VALUE]..."},
      {"demand", 0, 0, G_OPTION_ARG_STRING_ARRAY, &demands,
       N_ ("What the complainant asks, where terms depend on it; as often as wanted"), "CODE"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &fact_texts,
       N_ ("A day among the facts: factsOn, contestedDecision.notifiedOn or "
           "contestedDecision.appealUntil"),
       "KEY=DATE"},
      {"explain", 0, 0, G_OPTION_ARG_NONE, &explain, N_ ("Say why each date is what it is"), NULL},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (JsonObject) facts = NULL;
  g_autoptr (GError) error = NULL;
  Received received;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (procedure == NULL || received_text == NULL)
    return loket_ctl_misuse (self, "%s", _ ("deadlines wants --procedure ID and --received DATE"));
  if (!loket_ctl_read_when (received_text, &received.day, &received.moment))
    return loket_ctl_misuse (self,
                             _ ("“%s” is no date (yyyy-MM-dd) and no date-time "
                                "(yyyy-MM-ddTHH:MM)"),
                             received_text);
  acts = read_acts (act_texts, &error);
  if (acts != NULL)
    facts = read_facts (fact_texts, demands, &error);
  if (facts == NULL)
    return loket_ctl_misuse (self, "%s", error->message);
  return count (self, procedure, facts, demands, &received, acts, explain);
}

const LoketCtlCommand loket_ctl_deadlines = {
    .name = "deadlines",
    .usage = "--procedure ID --received DATE [--demand CODE]... [--set KEY=DATE]... "
             "[--act TYPE=DATE[,KEY=VALUE]...]... [--explain]",
    .summary = N_ ("Count the terms of a complaint"),
    .details =
        N_ ("Acts come in the order of their days. Where a text or a reason is wanted and none "
            "is given, “-” stands for it.\nA term in hours wants times: DATETIME is "
            "yyyy-MM-ddTHH:MM on the clocks of Brussels, or RFC 3339 with an offset.\nThe "
            "countdown is that of --today, or of the last act where that is later."),
    .run = run,
};
