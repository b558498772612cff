/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the lists of what waits: at the foot of the window, and on the page of their own. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-beginning.h"
#include "loket-pending-needs.h"
#include "loket-pending-row.h"

/* So many days before it must have arrived, this is said as something to look at. */
enum {
  SOON_DAYS = 5
};

struct _LoketPendingRow {
  AdwActionRow parent_instance;

  char *text;             /* what stands under the title, but for the countdown */
  LoketMoment hold_until; /* LOKET_NO_MOMENT: not held */
};

G_DEFINE_FINAL_TYPE (LoketPendingRow, loket_pending_row, ADW_TYPE_ACTION_ROW)

static void
loket_pending_row_finalize (GObject *object)
{
  g_free (LOKET_PENDING_ROW (object)->text);
  G_OBJECT_CLASS (loket_pending_row_parent_class)->finalize (object);
}

static void
loket_pending_row_class_init (LoketPendingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_pending_row_finalize;
}

static void
loket_pending_row_init (LoketPendingRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

/**
 * loket_pending_row_say_moment:
 *
 * Returns: (transfer full): "at 14:02" of today, "on 20 November 2026 at 14:02" of another day
 */
char *
loket_pending_row_say_moment (LoketSession *session, LoketMoment moment)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketDay today = loket_moment_get_day (loket_clock_get_now (loket_session_get_clock (session)));
  g_autofree char *time = loket_speech_time (speech, moment);
  g_autofree char *day = NULL;

  if (loket_moment_get_day (moment) == today)
    /* TRANSLATORS: a time of today: "at 14:02" */
    return g_strdup_printf (_ ("at %s"), time);
  day = loket_speech_day_medium (speech, loket_moment_get_day (moment));
  /* TRANSLATORS: day, time: "on 20 November 2026 at 14:02" */
  return g_strdup_printf (_ ("on %s at %s"), day, time);
}

/**
 * loket_pending_row_say_reason:
 * @reason: (nullable): the loket's word
 *
 * Returns: (transfer full) (nullable): the sentence; the word itself where it is one that only
 * those understand who look after the loket
 */
char *
loket_pending_row_say_reason (LoketSpeech *speech, const char *reason)
{
  const char *sentence = loket_speech_name (speech, "reason", reason);

  if (reason == NULL || sentence != reason)
    return reason != NULL ? g_strdup (sentence) : NULL;
  return g_strdup_printf (_ ("It does not read it as it is written (%s); tell your administrator."),
                          reason);
}

static gboolean
needs_decision (const LoketPendingItem *item)
{
  return g_str_equal (item->state, "conflict") || g_str_equal (item->state, "refused");
}

static const char *
get_name (LoketSpeech *speech, const LoketPendingItem *item)
{
  return g_str_equal (item->kind, "case") ? _ ("New complaint")
                                          : loket_speech_name (speech, "act", item->type);
}

static char *
describe_state (LoketSpeech *speech, const LoketPendingItem *item)
{
  if (g_str_equal (item->state, "sending"))
    return g_strdup (item->tries > 1 ? _ ("sent, but not answered yet; it is tried again by itself")
                                     : _ ("being sent"));
  if (g_str_equal (item->state, "conflict"))
    return g_strdup (_ ("The case has changed since: look again and decide"));
  if (g_str_equal (item->state, "refused")) {
    g_autofree char *reason = loket_pending_row_say_reason (speech, item->reason);

    if (g_strcmp0 (item->reason, LOKET_WORK_CONTENTS_DAMAGED) == 0)
      return g_strdup_printf (_ ("Not sent: %s"), reason);
    return reason != NULL ? g_strdup_printf (_ ("Refused by the loket: %s"), reason)
                          : g_strdup (_ ("Refused by the loket"));
  }
  if (item->trouble != NULL) {
    g_autofree char *cause = loket_speech_name_briefly (speech, "error", item->trouble);

    return g_strdup_printf (_ ("Not sent yet: %s It is tried again by itself."), cause);
  }
  return item->hold_until != LOKET_NO_MOMENT ? g_strdup (_ ("not sent yet"))
                                             : g_strdup (_ ("waits to be sent"));
}

static char *
describe_when (LoketSession *session, const LoketPendingItem *item)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *made = loket_pending_row_say_moment (session, item->made_at);
  g_autofree char *day = NULL;

  if (item->occurred_on == LOKET_NO_DAY ||
      item->occurred_on == loket_moment_get_day (item->made_at))
    return g_strdup_printf (_ ("done %s"), made);
  day = loket_speech_day_medium (speech, item->occurred_on);
  /* TRANSLATORS: "done at 14:02, and dated 18 November 2026" */
  return g_strdup_printf (_ ("done %s, and dated %s"), made, day);
}

static void
show_text (LoketPendingRow *self, const char *countdown)
{
  g_autofree char *subtitle =
      countdown != NULL ? g_strdup_printf ("%s\n%s", self->text, countdown) : g_strdup (self->text);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

/**
 * loket_pending_row_count_down:
 *
 * Says how long it can still be taken back.
 *
 * Returns: whether it is still held
 */
gboolean
loket_pending_row_count_down (LoketPendingRow *self, LoketMoment now)
{
  g_autofree char *countdown = NULL;
  gint64 seconds;

  if (self->hold_until == LOKET_NO_MOMENT || self->hold_until <= now)
    return FALSE;
  seconds = (self->hold_until - now + LOKET_SECOND_US - 1) / LOKET_SECOND_US;
  countdown = g_strdup_printf (ngettext ("Leaves in %d second; until then it can be taken back",
                                         "Leaves in %d seconds; until then it can be taken back",
                                         (gulong) seconds),
                               (int) seconds);
  show_text (self, countdown);
  return TRUE;
}

/**
 * loket_pending_row_add_button:
 * @row: an AdwActionRow
 * @about: what the button is about, so that a reader tells it from that of the next row
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
loket_pending_row_add_button (
    GtkWidget *row, const char *label, const char *about, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, about);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_buttons (GtkWidget *row, const LoketPendingItem *item, const char *about)
{
  GtkWidget *button;

  if (needs_decision (item)) {
    button = loket_pending_row_add_button (row, _ ("Decide …"), about, "win.decide", item->id);
    gtk_widget_remove_css_class (button, "flat");
    gtk_widget_add_css_class (button, "suggested-action");
  } else if (!g_str_equal (item->state, "sending")) {
    if (item->hold_until != LOKET_NO_MOMENT)
      loket_pending_row_add_button (row, _ ("Send now"), about, "win.send-now", item->id);
    loket_pending_row_add_button (row, _ ("Take back"), about, "win.take-back", item->id);
  }
}

/* By which day it must be there, where its legal term ends with its arrival. */
static void
add_needs_by (LoketSession *session, GtkWidget *row, const LoketPendingItem *item)
{
  LoketDay today = loket_desk_get_today (loket_session_get_desk (session));
  g_autofree char *text = NULL;
  GtkWidget *pill;

  if (item->needs_by == LOKET_NO_DAY)
    return;
  text = loket_pending_needs_say_day (session, item->needs_by);
  pill = gtk_label_new (text);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "pill");
  if (item->needs_by <= today)
    gtk_widget_add_css_class (pill, "late");
  else if (item->needs_by - today <= SOON_DAYS)
    gtk_widget_add_css_class (pill, "soon");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
}

static LoketPendingRow *
make_row (LoketSession *session, const LoketPendingItem *item, char *text)
{
  LoketPendingRow *self = g_object_new (LOKET_TYPE_PENDING_ROW, NULL);
  const char *name = get_name (loket_session_get_speech (session), item);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, text);

  self->text = text;
  self->hold_until = item->hold_until;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  show_text (self, NULL);
  loket_pending_row_count_down (self, loket_clock_get_now (loket_session_get_clock (session)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self),
                                  needs_decision (item) ? "win.decide" : "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s",
                                    needs_decision (item) ? item->id : item->case_id);
  return self;
}

/* Of which case it is, and how it begins: what tells one note of it from another. */
static char *
describe_said (const LoketPendingItem *item)
{
  g_autofree char *beginning = item->payload != NULL ? loket_beginning_find (item->payload) : NULL;

  return g_strconcat (item->reference, item->subject != NULL ? " · " : "",
                      item->subject != NULL ? item->subject : "", beginning != NULL ? "\n" : "",
                      beginning, NULL);
}

/**
 * loket_pending_row_new:
 * @item: read, not kept
 */
GtkWidget *
loket_pending_row_new (LoketSession *session, const LoketPendingItem *item)
{
  g_autofree char *state = describe_state (loket_session_get_speech (session), item);
  g_autofree char *when = describe_when (session, item);
  g_autofree char *about = g_strdup_printf (
      "%s, %s", get_name (loket_session_get_speech (session), item), item->reference);
  g_autofree char *said = describe_said (item);
  LoketPendingRow *self;

  if (needs_decision (item))
    self = make_row (session, item, g_strdup_printf ("%s\n%s\n%s", said, state, when));
  else
    self = make_row (session, item, g_strdup_printf ("%s\n%s · %s", said, when, state));
  add_needs_by (session, GTK_WIDGET (self), item);
  add_buttons (GTK_WIDGET (self), item, about);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return GTK_WIDGET (self);
}

/**
 * loket_pending_row_new_small:
 * @item: read, not kept
 *
 * As loket_pending_row_new(), for the narrow list at the foot of the window.
 */
GtkWidget *
loket_pending_row_new_small (LoketSession *session, const LoketPendingItem *item)
{
  g_autofree char *state = describe_state (loket_session_get_speech (session), item);
  g_autofree char *about = g_strdup_printf (
      "%s, %s", get_name (loket_session_get_speech (session), item), item->reference);
  LoketPendingRow *self =
      make_row (session, item, g_strdup_printf ("%s · %s", item->reference, state));

  add_buttons (GTK_WIDGET (self), item, about);
  return GTK_WIDGET (self);
}
