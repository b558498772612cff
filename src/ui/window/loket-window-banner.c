/* SPDX-License-Identifier: EUPL-1.2 */
/* What the banner says. Being offline is no trouble: the foot of the window says it. What needs a
 * person is said here: what went wrong, or that the clock of this computer does. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-pending-needs.h"
#include "loket-window-private.h"

enum {
  MINUTE_S = 60,
  HOUR_S = 60 * MINUTE_S,
  DAY_S = 24 * HOUR_S,
};

/* To the unit that is said last: two moments two hours apart are not called an hour apart. */
static gint64
round_duration (gint64 seconds)
{
  gint64 unit_s = seconds + HOUR_S / 2 >= DAY_S ? HOUR_S : MINUTE_S;

  return (seconds + unit_s / 2) / unit_s * unit_s;
}

/* "3 hours and 12 minutes": the largest unit, and the next one where it says something. */
static char *
describe_duration (gint64 seconds)
{
  gint64 rounded = round_duration (seconds);
  gint64 days = rounded / DAY_S;
  gint64 hours = rounded % DAY_S / HOUR_S;
  gint64 minutes = rounded % HOUR_S / MINUTE_S;
  g_autofree char *day_text = g_strdup_printf (ngettext ("%d day", "%d days", days), (int) days);
  g_autofree char *hour_text =
      g_strdup_printf (ngettext ("%d hour", "%d hours", hours), (int) hours);
  g_autofree char *minute_text =
      g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), (int) minutes);

  if (days > 0)
    /* TRANSLATORS: two amounts of time: "3 hours and 12 minutes" */
    return hours > 0 ? g_strdup_printf (_ ("%s and %s"), day_text, hour_text)
                     : g_steal_pointer (&day_text);
  if (hours > 0)
    return minutes > 0 ? g_strdup_printf (_ ("%s and %s"), hour_text, minute_text)
                       : g_steal_pointer (&hour_text);
  return g_steal_pointer (&minute_text);
}

/* The time alone where both clocks have the same day. */
static char *
describe_moment (LoketSpeech *speech, LoketMoment moment, gboolean with_day)
{
  g_autofree char *time = loket_speech_time (speech, moment);
  g_autofree char *day = NULL;

  if (!with_day)
    return g_steal_pointer (&time);
  day = loket_speech_day_long (speech, loket_moment_get_day (moment));
  return g_strdup_printf ("%s %s", day, time);
}

static void
show_clocks (LoketWindow *self, gint64 off_s)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  LoketMoment ours = loket_clock_get_now (loket_session_get_clock (self->session));
  LoketMoment theirs = ours - off_s * LOKET_SECOND_US;
  gboolean with_day = loket_moment_get_day (ours) != loket_moment_get_day (theirs);
  g_autofree char *amount = describe_duration (ABS (off_s));
  g_autofree char *our_time = describe_moment (speech, ours, with_day);
  g_autofree char *their_time = describe_moment (speech, theirs, with_day);
  g_autofree char *text =
      g_strdup_printf (off_s > 0 ? _ ("The clock of this computer is %s ahead of the loket’s")
                                 : _ ("The clock of this computer is %s behind the loket’s"),
                       amount);
  g_autofree char *detail = g_strdup_printf (
      _ ("This computer: %s. The loket: %s. Loket counts every term with the loket’s clock, and "
         "notes both with what you do. Nothing is lost; set the clock of this computer right."),
      our_time, their_time);

  loket_banner_show (self->banner, text, _ ("T_ry again"), "win.refresh");
  loket_banner_set_detail (self->banner, detail);
}

/* What is decided on the page of what waits. */
static gboolean
is_for_decision (const char *code)
{
  static const char *const codes[] = {"actsRefused",         "caseChanged", "actUnknownToLoket",
                                      "caseNoLongerOurs",    "casesGone",   "workErased",
                                      "contentsDamagedHere", NULL};

  return code != NULL && g_strv_contains (codes, code);
}

/* What waits for a decision says why it does. */
static void
show_needs (LoketWindow *self, const LoketSyncState *state)
{
  g_autofree char *text = loket_pending_needs_say_notice (self->session);
  const char *code = state->pending_decide ? state->error : state->pending_notice;

  loket_banner_show (self->banner, text, _ ("Show what is p_ending"), "win.pending");
  if (!state->pending_decide || is_for_decision (code))
    loket_banner_set_detail (
        self->banner, loket_speech_name (loket_session_get_speech (self->session), "error", code));
}

static void
show_error (LoketWindow *self, const LoketSyncState *state)
{
  gboolean decide = is_for_decision (state->error);

  loket_banner_show (
      self->banner,
      loket_speech_name (loket_session_get_speech (self->session), "error", state->error),
      decide ? _ ("Show what is p_ending") : _ ("T_ry again"),
      decide ? "win.pending" : "win.refresh");
  if (g_str_equal (state->error, "documentsNotSent")) {
    /* That nothing is lost has just been said. */
    g_autofree char *cause = loket_speech_name_briefly (loket_session_get_speech (self->session),
                                                        "error", state->documents_error);

    loket_banner_set_detail (self->banner, cause);
  }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->banner), state->error_detail);
  if (state->error_detail != NULL)
    g_message ("%s: %s", state->error, state->error_detail);
}

/**
 * _loket_window_show_banner:
 *
 * Shows what the state of the desk asks to be shown, or nothing.
 */
void
_loket_window_show_banner (LoketWindow *self)
{
  static const char *const quiet[] = {
      "serverAway",      "serverTimedOut", "connectionCut", "cancelled",    "serverError",
      "tooManyRequests", "feedRestarted",  "rulesUnknown",  "workSalvaged", NULL};
  const LoketSyncState *state = loket_desk_get_sync_state (loket_session_get_desk (self->session));
  const char *code = state->error;
  /* Brake and salvage have cards of their own. */
  gboolean is_quiet = code == NULL || state->brake != NULL || g_strv_contains (quiet, code);
  gboolean clock_off = state->clock_off_s != 0 && (is_quiet || g_str_equal (code, "clockOff"));

  gboolean needs =
      state->pending_notice != NULL && (is_quiet || g_str_equal (code, state->pending_notice) ||
                                        (state->pending_decide && is_for_decision (code)));
  /* The page of what waits says itself what it is about. */
  gboolean on_page = g_str_equal (gtk_stack_get_visible_child_name (self->pages), "pending");

  loket_session_hold_minutes (self->session, &self->holds_minutes, clock_off);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->banner), NULL);
  if (clock_off) {
    show_clocks (self, state->clock_off_s);
  } else if ((is_quiet && !needs) || (on_page && (needs || is_for_decision (code)))) {
    loket_banner_hide (self->banner);
  } else if (needs) {
    show_needs (self, state);
  } else {
    show_error (self, state);
  }
}
