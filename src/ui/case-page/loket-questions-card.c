/* SPDX-License-Identifier: EUPL-1.2 */
/* Intake: is it admissible? are we competent? is it taken up? Three questions, never one. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-profile-choices.h"
#include "loket-stage-cards.h"

typedef struct {
  LoketSession *session;
  LoketDossier *dossier;
  LoketProfile *profile;
  LoketActEffect *taken_up; /* (nullable) */
  LoketActEffect *declined; /* (nullable) */
} Intake;

static gboolean
is_declined_as (const Intake *intake, const char *kind)
{
  return intake->declined != NULL &&
         g_strcmp0 (loket_act_get_text (intake->declined->act, "kind"), kind) == 0;
}

/* "No, said on 12 November: anonymous complaint", or since when it is yes. */
static char *
say_state (const Intake *intake, const char *kind, LoketGuideState *state)
{
  g_autofree char *day = NULL;

  if (is_declined_as (intake, kind)) {
    const char *ground = loket_act_get_text (intake->declined->act, "ground");

    *state = LOKET_GUIDE_NO;
    day = loket_guide_say_day (intake->session, intake->declined->counting_day);
    return g_strdup_printf (_ ("No, told on %s: %s."), day,
                            loket_profile_choices_get_name (intake->session,
                                                            intake->dossier->the_case, "grounds",
                                                            "ground", ground));
  }
  if (intake->taken_up != NULL) {
    *state = LOKET_GUIDE_YES;
    day = loket_guide_say_day (intake->session, intake->taken_up->counting_day);
    return g_strdup_printf (_ ("Yes, since %s."), day);
  }
  *state = LOKET_GUIDE_OPEN;
  return g_strdup (intake->declined != NULL ? _ ("Nobody had to say it.") : _ ("Not said yet."));
}

/* What was decided needs no grounds to choose from any more. */
static gboolean
is_decided (const Intake *intake, LoketGuideState state)
{
  return state == LOKET_GUIDE_YES || intake->declined != NULL;
}

/* Where the grounds stand: a source is named once, with all of its articles behind it. */
static void
add_source (GPtrArray *sources, JsonObject *ground)
{
  JsonObject *basis = loket_json_peek_object (ground, "basis");
  const char *source = basis != NULL ? loket_json_peek_string (basis, "source") : NULL;
  const char *article = basis != NULL ? loket_json_peek_string (basis, "article") : NULL;

  if (source == NULL)
    return;
  for (guint i = 0; i < sources->len; i++) {
    char *line = sources->pdata[i];

    if (!g_str_has_prefix (line, source))
      continue;
    if (article != NULL && strstr (line, article) == NULL) {
      sources->pdata[i] = g_strdup_printf ("%s, %s", line, article);
      g_free (line);
    }
    return;
  }
  g_ptr_array_add (sources, article != NULL ? g_strdup_printf ("%s, %s", source, article)
                                            : g_strdup (source));
}

/* The grounds of one kind, and where they stand. Returns the first code; NULL: none. */
static const char *
add_grounds (const Intake *intake, GtkWidget *box, const char *kind, const char *lead)
{
  g_autoptr (GPtrArray) names =
      loket_profile_choices_list (intake->session, intake->profile, "grounds", kind);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_autofree char *cited = NULL;

  for (guint i = 0; i < names->len; i++) {
    LoketChoice *choice = g_ptr_array_index (names, i);

    g_string_append_printf (list, "%s%s", i > 0 ? _ ("; ") : "", choice->name);
    add_source (sources, loket_profile_find_ground (intake->profile, choice->code));
  }
  if (names->len == 0)
    return NULL;
  text = g_strdup_printf ("%s %s.", lead, list->str);
  loket_guide_add_text (box, text);
  g_ptr_array_add (sources, NULL);
  cited = g_strjoinv ("; ", (char **) sources->pdata);
  if (*cited != '\0')
    loket_guide_add_aside (box, cited);
  return loket_json_peek_string (
      loket_profile_choices_find (intake->profile, "grounds",
                                  ((LoketChoice *) names->pdata[0])->code),
      "code");
}

/* A decline of this kind; the rules are asked with a ground of it, the form begins without. */
static void
add_decline (
    const Intake *intake, GtkWidget *box, const char *kind, const char *ground, const char *label)
{
  g_autoptr (JsonObject) question = loket_guide_payload ("kind", kind, "ground", ground, NULL);
  g_autoptr (JsonObject) begin = loket_guide_payload ("kind", kind, NULL);
  LoketPermission permission =
      loket_guide_ask (intake->session, intake->dossier, LOKET_ACT_DECLINE, question);

  if (permission.answer == LOKET_ANSWER_ALLOWED)
    loket_guide_add_button (box, label, LOKET_ACT_DECLINE, begin);
  else
    loket_guide_add_reason (box, intake->session, label, &permission);
}

static void
add_admissible (const Intake *intake, GtkWidget *card)
{
  LoketGuideState state;
  g_autofree char *said = say_state (intake, "inadmissible", &state);
  GtkWidget *box = loket_guide_card_add_question (card, _ ("Admissible?"), state, said);
  const char *ground = NULL;

  if (is_decided (intake, state))
    return;
  ground = add_grounds (intake, box, "inadmissible", _ ("It is not where:"));
  if (ground == NULL)
    loket_guide_add_aside (box, _ ("This procedure names no ground for that."));
  else
    add_decline (intake, box, "inadmissible", ground, _ ("Inadmissible"));
}

static void
add_competent (const Intake *intake, GtkWidget *card)
{
  LoketGuideState state;
  g_autofree char *said = say_state (intake, "notCompetent", &state);
  GtkWidget *box = loket_guide_card_add_question (card, _ ("Competent?"), state, said);
  const char *ground = NULL;

  if (is_decided (intake, state))
    return;
  ground = add_grounds (intake, box, "notCompetent", _ ("Not where:"));
  loket_guide_add_aside (box,
                         _ ("Who is not competent passes the complaint on, or says where to go."));
  loket_guide_add_act (box, intake->session, intake->dossier, LOKET_ACT_TRANSFER, NULL, NULL);
  if (ground != NULL)
    add_decline (intake, box, "notCompetent", ground, _ ("Not competent"));
}

/* Until when a refusal must be told, and that a late one is possible too. */
static void
add_decline_clock (const Intake *intake, GtkWidget *box)
{
  LoketClockReading *clock =
      loket_standing_get_clock (intake->dossier->standing, LOKET_CLOCK_DECLINE_NOTICE);
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (clock == NULL || clock->last_day == LOKET_NO_DAY)
    return;
  day = loket_guide_say_day (intake->session, clock->last_day);
  if (clock->state == LOKET_CLOCK_STATE_RUNNING) {
    text = g_strdup_printf (_ ("If you decline, tell it by %s."), day);
    loket_guide_add_text (box, text);
  } else if (clock->state == LOKET_CLOCK_STATE_OVERDUE) {
    text = g_strdup_printf (_ ("Declining had to be told by %s: it is late now, yet possible. The "
                               "complainant can then turn to the next line."),
                            day);
    loket_guide_add_warning (box, text);
  }
}

static void
add_taken_up (const Intake *intake, GtkWidget *card)
{
  LoketGuideState state;
  g_autofree char *said = say_state (intake, "notHandled", &state);
  GtkWidget *box = loket_guide_card_add_question (card, _ ("Taken up?"), state, said);
  const char *ground = NULL;

  if (is_decided (intake, state))
    return;
  loket_earlier_cases_add (box, intake->session, intake->dossier);
  ground = add_grounds (intake, box, "notHandled",
                        _ ("You may decline, you need not: you may also take it up. Grounds:"));
  add_decline_clock (intake, box);
  loket_guide_add_act (box, intake->session, intake->dossier, LOKET_ACT_TAKE_UP, NULL, NULL);
  if (ground != NULL)
    add_decline (intake, box, "notHandled", ground, _ ("Decline"));
}

GtkWidget *
loket_questions_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketStanding *standing = dossier->standing;
  Intake intake = {
      .session = session,
      .dossier = dossier,
      .profile = loket_session_find_profile (session, dossier->the_case),
      .taken_up = loket_guide_find_last (standing, LOKET_ACT_TAKE_UP, NULL),
      .declined = loket_guide_find_last (standing, LOKET_ACT_DECLINE, NULL),
  };
  GtkWidget *card;

  if (standing->outcome != LOKET_OUTCOME_DECLINED)
    intake.declined = NULL;
  if (intake.profile == NULL || (standing->step != LOKET_STEP_INTAKE && intake.declined == NULL) ||
      g_strcmp0 (standing->permissions[LOKET_ACT_TAKE_UP].reason, "notInProcedure") == 0)
    return NULL;
  card = loket_guide_card_new (_ ("Three questions"));
  add_admissible (&intake, card);
  add_competent (&intake, card);
  add_taken_up (&intake, card);
  return card;
}
