/* SPDX-License-Identifier: EUPL-1.2 */
/* What the person asks for, where that is not just a complaint: what is owed, and what is next. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-profile-choices.h"
#include "loket-stage-cards.h"

/* What a kind of demand asks of the authority. */
typedef struct {
  const char *handling;
  const char *owed; /* translatable */
  LoketActType next;
  const char *label; /* translatable */
} Path;

static const Path paths[] = {
    {"complaint", N_ ("A complaint: a reasoned answer to every grievance is owed."),
     LOKET_ACT_UNKNOWN, NULL},
    {"answer",
     N_ ("An answer is owed to what is asked. Nothing is investigated and nobody is judged."),
     LOKET_ACT_ANSWER, N_ ("Answer the question")},
    {"record",
     N_ ("It is recorded and used. No reasoned answer is owed: say thank you, and what is done "
         "with it where that can be said."),
     LOKET_ACT_INFORM, N_ ("Thank and tell what is done with it")},
    {"passOn",
     N_ ("It is not handled here: pass it on at once, and tell the person. A term of its own may "
         "run there already."),
     LOKET_ACT_TRANSFER, N_ ("Pass it on")},
};

static const Path *
find_path (const char *handling)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    if (g_strcmp0 (paths[i].handling, handling) == 0)
      return &paths[i];
  }
  return &paths[0];
}

/* What is asked now: as it was requalified last, else as it came in, else what the procedure is
 * made for. */
static char **
dup_kinds (LoketDossier *dossier, LoketProfile *profile, LoketActEffect *requalified)
{
  char **came_in = dossier->standing->current->demand_kinds;
  JsonArray *kinds = loket_json_peek_array (loket_profile_get_json (profile), "demandKinds");
  const char *first = loket_json_peek_string (loket_json_array_peek_object (kinds, 0), "code");
  const char *const fallback[] = {first, NULL};
  char **now =
      requalified != NULL ? loket_json_peek_strings (requalified->act->payload, "to") : NULL;

  if (now != NULL)
    return now;
  return g_strdupv (came_in != NULL && came_in[0] != NULL ? came_in : (char **) fallback);
}

/* Where several are asked: what has been ended of it, and when. */
static const LoketDemandState *
find_state (LoketDossier *dossier, const char *code)
{
  GPtrArray *demands = dossier->standing->demands;

  for (guint i = 0; i < demands->len && demands->len > 1; i++) {
    LoketDemandState *state = g_ptr_array_index (demands, i);

    if (g_str_equal (state->code, code))
      return state;
  }
  return NULL;
}

static char *
say_state (LoketSession *session, const LoketDemandState *state)
{
  g_autofree char *day = NULL;

  if (state == NULL)
    return g_strdup ("");
  if (!state->ended)
    return g_strdup (_ ("still open"));
  if (state->ended_on == LOKET_NO_DAY)
    return g_strdup (_ ("ended"));
  day = loket_guide_say_day (session, state->ended_on);
  return g_strdup_printf (_ ("ended on %s"), day);
}

static void
add_kind (GtkWidget *card,
          LoketSession *session,
          LoketDossier *dossier,
          LoketProfile *profile,
          const char *code)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  JsonObject *kind = loket_profile_choices_find (profile, "demandKinds", code);
  const Path *path =
      find_path (kind != NULL ? loket_json_peek_string (kind, "handling") : "complaint");
  JsonObject *destination = kind != NULL ? loket_json_peek_object (kind, "destination") : NULL;
  const char *to = destination != NULL ? loket_speech_pick (speech, destination) : NULL;
  const char *name =
      loket_profile_choices_get_name (session, dossier->the_case, "demandKinds", "demand", code);
  const LoketDemandState *state = find_state (dossier, code);
  g_autofree char *said = say_state (session, state);
  GtkWidget *words = loket_guide_card_add_question (card, name,
                                                    state == NULL  ? LOKET_GUIDE_NO_QUESTION
                                                    : state->ended ? LOKET_GUIDE_YES
                                                                   : LOKET_GUIDE_OPEN,
                                                    said);

  if (state != NULL && state->ended)
    return;
  loket_guide_add_text (words, _ (path->owed));
  if (to != NULL) {
    g_autofree char *where = g_strdup_printf (_ ("It goes to: %s."), to);

    loket_guide_add_text (words, where);
  }
  if (path->next == LOKET_ACT_UNKNOWN || dossier->standing->step == LOKET_STEP_CLOSED)
    return;
  if (path->next == LOKET_ACT_TRANSFER) {
    g_autoptr (JsonObject) payload = loket_guide_payload ("kind", "external", "to", to, NULL);

    loket_guide_add_act (words, session, dossier, path->next, payload, _ (path->label));
  } else {
    loket_guide_add_act (words, session, dossier, path->next, NULL, _ (path->label));
  }
  if (g_strcmp0 (path->handling, "record") == 0)
    loket_guide_add_act (words, session, dossier, LOKET_ACT_CLOSE, NULL, NULL);
}

static gboolean
is_plain_complaint (LoketProfile *profile, char **kinds)
{
  JsonObject *kind = loket_profile_choices_find (profile, "demandKinds", kinds[0]);

  return kinds[1] == NULL &&
         (kind == NULL || g_strcmp0 (loket_json_peek_string (kind, "handling"), "complaint") == 0);
}

GtkWidget *
loket_demand_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  LoketActEffect *requalified =
      loket_guide_find_last (dossier->standing, LOKET_ACT_REQUALIFY, NULL);
  g_auto (GStrv) kinds = NULL;
  GtkWidget *card;

  if (profile == NULL)
    return NULL;
  kinds = dup_kinds (dossier, profile, requalified);
  if (kinds[0] == NULL || (requalified == NULL && is_plain_complaint (profile, kinds)))
    return NULL;
  card = loket_guide_card_new (_ ("What is asked"));
  for (guint i = 0; kinds[i] != NULL; i++)
    add_kind (card, session, dossier, profile, kinds[i]);
  if (requalified != NULL) {
    g_autofree char *day = loket_guide_say_day (session, requalified->counting_day);
    g_autofree char *text =
        g_strdup_printf (_ ("Requalified on %s: %s What it was before stands in the timeline."),
                         day, loket_act_get_text (requalified->act, "reason"));

    loket_guide_add_aside (card, text);
  }
  if (dossier->standing->step != LOKET_STEP_CLOSED)
    loket_guide_add_act (card, session, dossier, LOKET_ACT_REQUALIFY, NULL, NULL);
  return card;
}
