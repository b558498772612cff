/* SPDX-License-Identifier: EUPL-1.2 */
/* The brake: why nothing is sent and fetched, that nothing was thrown away, and the answers that it
 * lets a person give. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-desk-errors.h"
#include "loket-window-private.h"

static char *
describe_known (const LoketBrake *brake, const char *known)
{
  return g_strdup_printf (ngettext ("%s case is on this computer.",
                                    "%s cases are on this computer.", (gulong) brake->known),
                          known);
}

/* What came, in numbers. */
static char *
describe_numbers (LoketSpeech *speech, const LoketBrake *brake)
{
  g_autofree char *known = loket_speech_number (speech, brake->known);
  g_autofree char *affected = loket_speech_number (speech, brake->affected);

  switch (brake->kind) {
  case LOKET_BRAKE_MASS_WITHDRAWAL:
    return g_strdup_printf (_ ("%s of the %s cases on this computer would have gone at once."),
                            affected, known);
  case LOKET_BRAKE_EMPTY_LOKET:
    return g_strdup_printf (ngettext ("%s case is on this computer; the loket shows none.",
                                      "%s cases are on this computer; the loket shows none.",
                                      (gulong) brake->known),
                            known);
  case LOKET_BRAKE_CURSOR_BACK:
    if (brake->affected == 0)
      return describe_known (brake, known);
    return g_strdup_printf (
        ngettext ("%s of the %s cases on this computer would have been put back to an older state.",
                  "%s of the %s cases on this computer would have been put back to an older state.",
                  (gulong) brake->affected),
        affected, known);
  case LOKET_BRAKE_OTHER_REALM:
  case LOKET_BRAKE_OTHER_ACCOUNT:
  case LOKET_N_BRAKES:
  default:
    return describe_known (brake, known);
  }
}

/* (nullable): what waits and what was begun; NULL where that is nothing. */
static char *
describe_kept (LoketDesk *desk)
{
  guint pending = loket_desk_get_sync_state (desk)->pending;
  guint drafts = loket_desk_list_drafts (desk)->len;
  g_autofree char *acts =
      g_strdup_printf (ngettext ("%u act not yet sent", "%u acts not yet sent", pending), pending);
  g_autofree char *texts = g_strdup_printf (ngettext ("%u draft", "%u drafts", drafts), drafts);
  g_autofree char *both = g_strdup_printf (_ ("%s and %s"), acts, texts);

  if (pending == 0 && drafts == 0)
    return NULL;
  /* TRANSLATORS: "3 acts not yet sent and 2 drafts" */
  return g_strdup_printf (_ ("Also kept: %s."), drafts == 0 ? acts : (pending == 0 ? texts : both));
}

/* Whose desk it is, and who answers. Returns: (nullable): NULL where nothing of it is known */
static char *
describe_owner (LoketDesk *desk, const LoketBrake *brake)
{
  const char *owner = loket_desk_get_person_name (desk);

  if (brake->kind != LOKET_BRAKE_OTHER_ACCOUNT || owner == NULL)
    return NULL;
  if (brake->other == NULL)
    return g_strdup_printf (_ ("This is the desk of %s."), owner);
  return g_strdup_printf (_ ("This is the desk of %s, and “%s” is signed in."), owner,
                          brake->other);
}

static char *
describe_since (LoketWindow *self, const LoketBrake *brake)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autofree char *day = loket_speech_day_long (speech, loket_moment_get_day (brake->at));
  g_autofree char *time = loket_speech_time (speech, brake->at);
  const char *owner = loket_desk_get_person_name (loket_session_get_desk (self->session));

  if (brake->kind == LOKET_BRAKE_OTHER_ACCOUNT && owner != NULL)
    return g_strdup_printf (_ ("Since %s, %s nothing is sent and nothing is fetched. What is done "
                               "here is kept, and leaves later in the name of %s."),
                            day, time, owner);
  return g_strdup_printf (_ ("Since %s, %s nothing is sent and nothing is fetched. You can go on "
                             "reading and working; what you do is kept."),
                          day, time);
}

/* On one line: a low screen has to show cases below the card.
 * @owner: (nullable) @kept: (nullable) */
static char *
join_facts (const char *owner, const char *numbers, const char *kept)
{
  g_autoptr (GString) text = g_string_new (numbers);

  if (owner != NULL)
    g_string_prepend (g_string_prepend_c (text, ' '), owner);
  if (kept != NULL)
    g_string_append_printf (text, " %s", kept);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Read when the card is shown, so that the question can say it. */
static void
look_names_up (LoketWindow *self, const LoketBrake *brake)
{
  for (int i = 0; brake->case_ids != NULL && brake->case_ids[i] != NULL; i++)
    loket_case_names_find (self->names, self->session, brake->case_ids[i]);
}

/* "Among them:" and a line a case; "" where none is known. */
static char *
name_cases (LoketWindow *self, const LoketBrake *brake)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; brake->case_ids != NULL && brake->case_ids[i] != NULL; i++) {
    const char *name = loket_case_names_find (self->names, self->session, brake->case_ids[i]);

    if (name != NULL)
      g_string_append_printf (text, "\n%s", name);
  }
  if (text->len > 0)
    g_string_prepend (text, _ ("Among them:"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * _loket_window_show_brake:
 *
 * Shows the card of the brake, while it is on.
 */
void
_loket_window_show_brake (LoketWindow *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  const LoketBrake *brake = loket_desk_get_sync_state (desk)->brake;
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autofree char *owner = NULL;
  g_autofree char *numbers = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *since = NULL;
  g_autofree char *shown = NULL;

  if (brake == NULL) {
    g_clear_pointer (&self->brake_shown, g_free);
    loket_notice_card_hide (self->brake_card);
    return;
  }
  numbers = describe_numbers (speech, brake);
  kept = describe_kept (desk);
  since = describe_since (self, brake);
  owner = describe_owner (desk, brake);
  facts = join_facts (owner, numbers, kept);
  look_names_up (self, brake);
  shown = g_strjoin ("\n", loket_brake_kind_to_string (brake->kind), facts, since, NULL);
  /* Built anew only where it says something else: the keyboard may be on its buttons. */
  if (g_strcmp0 (shown, self->brake_shown) == 0)
    return;
  g_free (self->brake_shown);
  self->brake_shown = g_steal_pointer (&shown);
  loket_notice_card_begin (
      self->brake_card, "media-playback-pause-symbolic", _ ("Stopped so that nothing gets lost"),
      loket_speech_name (speech, "error", loket_brake_kind_to_string (brake->kind)));
  loket_notice_card_add_fact (self->brake_card, facts);
  loket_notice_card_add_fact (self->brake_card, since);
  loket_notice_card_add_button (self->brake_card, _ ("Chec_k again"), "win.brake-check", TRUE);
  if (loket_brake_kind_may_go_on (brake->kind))
    loket_notice_card_add_button (self->brake_card, _ ("It is right: go _on …"), "win.brake-go-on",
                                  FALSE);
}

/* What a person was shown, and answers. */
typedef struct {
  LoketWindow *window; /* (owned) */
  LoketBrake *seen;    /* (owned) */
  LoketBrakeAnswer given;
} Answer;

static Answer *
answer_new (LoketWindow *self, const LoketBrake *seen, LoketBrakeAnswer given)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->window = g_object_ref (self);
  answer->seen = loket_brake_copy (seen);
  answer->given = given;
  return answer;
}

static void
answer_free (Answer *answer)
{
  g_object_unref (answer->window);
  loket_brake_free (answer->seen);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* To ask the loket again makes the brake anew; to let something in does not. */
static const char *
name_outcome (const Answer *answer, const LoketSyncState *state, const char *error)
{
  const LoketBrake *now = state->brake;
  LoketBrakeKind kind;
  gboolean same =
      now != NULL && (answer->given == LOKET_BRAKE_GO_ON ? loket_brake_is_same (answer->seen, now)
                                                         : answer->seen->kind == now->kind);

  if (now == NULL)
    return _ ("Sending and fetching again");
  if (!same)
    return _ ("Stopped again: something else has come since");
  if (loket_brake_kind_from_string (error, &kind))
    return _ ("It is as it was: still stopped");
  return state->online ? _ ("That could not be checked; still stopped")
                       : _ ("The loket cannot be reached now; still stopped");
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) answer = user_data;
  g_autoptr (GError) error = NULL;
  const char *code = "";

  if (!loket_desk_answer_brake_finish (LOKET_DESK (object), result, &error)) {
    code = loket_desk_errors_get_code (error);
    g_debug ("brake: %s", error->message);
  }
  /* The window went away meanwhile, or the desk was closed. */
  if (answer->window->session == NULL || g_str_equal (code, "cancelled"))
    return;
  _loket_window_toast (
      answer->window, name_outcome (answer, loket_desk_get_sync_state (LOKET_DESK (object)), code));
}

static void
give (Answer *answer)
{
  loket_desk_answer_brake_async (loket_session_get_desk (answer->window->session), answer->given,
                                 answer->seen, answered_cb, answer);
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const LoketBrake *brake =
      loket_desk_get_sync_state (loket_session_get_desk (self->session))->brake;

  if (brake != NULL)
    give (answer_new (self, brake, LOKET_BRAKE_CHECK_AGAIN));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) answer = user_data;

  if (loket_ask_finish (result, NULL) && answer->window->session != NULL)
    give (g_steal_pointer (&answer));
}

static void
go_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const LoketBrake *brake =
      loket_desk_get_sync_state (loket_session_get_desk (self->session))->brake;
  g_autofree char *numbers = NULL;
  g_autofree char *cases = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *body = NULL;

  if (brake == NULL || !loket_brake_kind_may_go_on (brake->kind))
    return;
  numbers = describe_numbers (loket_session_get_speech (self->session), brake);
  cases = name_cases (self, brake);
  facts = *cases != '\0' ? g_strdup_printf ("%s\n%s", numbers, cases) : g_strdup (numbers);
  body = g_strjoin ("\n\n", facts,
                    _ ("What the loket says now is taken over. What you have not sent yet stays, "
                       "also of cases that go."),
                    NULL);
  loket_ask_destroy_async (GTK_WINDOW (self), _ ("Go on with what the loket says?"), body,
                           _ ("_Go on"), self->cancellable, asked_cb,
                           answer_new (self, brake, LOKET_BRAKE_GO_ON));
}

static const GActionEntry brake_actions[] = {
    {.name = "brake-check", .activate = check_cb},
    {.name = "brake-go-on", .activate = go_on_cb},
};

void
_loket_window_install_brake (LoketWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), brake_actions, G_N_ELEMENTS (brake_actions),
                                   self);
}
