/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands at the foot of the window. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-line-state.h"
#include "loket-pending-needs.h"
#include "loket-pending-row.h"
#include "loket-widget.h"

struct _LoketLineState {
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *text;
  GtkLabel *today;
  GtkMenuButton *button;
  GtkWidget *pending_pane;
  GtkListBox *pending_list;
  GtkLabel *popover_text;
  LoketSession *session;    /* (owned) (nullable) */
  GSignalGroup *desk_watch; /* (owned) */
};

G_DEFINE_FINAL_TYPE (LoketLineState, loket_line_state, GTK_TYPE_WIDGET)

/* "14:02" for today, "27 November 2026" for another day. */
static char *
describe_moment (LoketSpeech *speech, LoketMoment moment, LoketMoment now)
{
  if (loket_moment_get_day (moment) == loket_moment_get_day (now))
    return loket_speech_time (speech, moment);
  return loket_speech_day_medium (speech, loket_moment_get_day (moment));
}

/* While something of ours is not there, the loket and this desk do not say the same. */
static gboolean
is_all_sent (const LoketSyncState *state)
{
  return state->pending == 0 && state->documents_not_sent == 0;
}

static char *
describe_line (LoketSpeech *speech, const LoketSyncState *state, LoketMoment now)
{
  g_autofree char *since = NULL;

  if (state->brake != NULL)
    return g_strdup (loket_brake_kind_may_go_on (state->brake->kind)
                         ? _ ("Stopped so that nothing gets lost: waits for your decision")
                         : _ ("Stopped so that nothing gets lost"));
  if (state->working)
    return g_strdup (_ ("Speaking with the loket …"));
  if (state->offline_since != LOKET_NO_MOMENT) {
    since = describe_moment (speech, state->offline_since, now);
    return g_strdup_printf (_ ("Offline since %s"), since);
  }
  if (state->failing_since != LOKET_NO_MOMENT) {
    since = describe_moment (speech, state->failing_since, now);
    return g_strdup_printf (_ ("Syncing has failed since %s"), since);
  }
  if (state->last_sync != LOKET_NO_MOMENT) {
    since = describe_moment (speech, state->last_sync, now);
    return g_strdup_printf (is_all_sent (state) ? _ ("Up to date with the loket · %s")
                                                : _ ("Last spoken with the loket · %s"),
                            since);
  }
  return g_strdup (_ ("Not yet spoken with the loket"));
}

/**
 * loket_line_state_describe:
 * @now: of the wall clock, also where another day is taken for today
 *
 * Returns: (transfer full): the state of the line in one sentence
 */
char *
loket_line_state_describe (LoketSpeech *speech, const LoketSyncState *state, LoketMoment now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *line = describe_line (speech, state, now);
  guint waiting = state->pending > state->refused ? state->pending - state->refused : 0;

  g_string_append (text, line);
  if (waiting > 0) {
    g_string_append (text, " · ");
    g_string_append_printf (
        text, ngettext ("%u act waits to be sent", "%u acts wait to be sent", waiting), waiting);
  }
  if (state->refused > 0) {
    g_string_append (text, " · ");
    g_string_append_printf (
        text, ngettext ("%u needs your decision", "%u need your decision", state->refused),
        state->refused);
  }
  if (state->quarantined > 0) {
    g_string_append (text, " · ");
    g_string_append_printf (text,
                            ngettext ("%u item of the loket could not be read",
                                      "%u items of the loket could not be read",
                                      state->quarantined),
                            state->quarantined);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_pending (LoketLineState *self)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (loket_session_get_desk (self->session));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->pending_list))) != NULL)
    gtk_list_box_remove (self->pending_list, row);
  for (guint i = 0; i < pending->len; i++) {
    gtk_list_box_append (self->pending_list,
                         loket_pending_row_new_small (self->session, pending->pdata[i]));
  }
  /* The pane, not the list alone: an empty scrolled window takes room. */
  gtk_widget_set_visible (self->pending_pane, pending->len > 0);
  gtk_label_set_text (self->popover_text,
                      pending->len > 0
                          ? _ ("Not yet taken by the loket")
                          : _ ("Nothing waits: the loket has everything that you did."));
}

static const char *
choose_icon (const LoketSyncState *state, gboolean needs_line)
{
  if (state->brake != NULL)
    return "media-playback-pause-symbolic";
  if (state->working)
    return "emblem-synchronizing-symbolic";
  if (needs_line || state->refused > 0 || state->quarantined > 0 || state->documents_not_sent > 0)
    return "dialog-warning-symbolic";
  if (!state->online)
    return "network-offline-symbolic";
  return state->failing_since != LOKET_NO_MOMENT ? "dialog-warning-symbolic"
                                                 : "object-select-symbolic";
}

static void
sync_changed_cb (LoketLineState *self)
{
  LoketClock *clock = loket_session_get_clock (self->session);
  LoketDesk *desk = loket_session_get_desk (self->session);
  const LoketSyncState *state = loket_desk_get_sync_state (desk);
  g_autofree char *line = loket_line_state_describe (loket_session_get_speech (self->session),
                                                     state, loket_clock_get_now (clock));
  g_autofree char *needs = loket_pending_needs_say_briefly (self->session);
  g_autofree char *text =
      needs != NULL ? g_strdup_printf ("%s · %s", line, needs) : g_steal_pointer (&line);

  gtk_image_set_from_icon_name (self->icon, choose_icon (state, needs != NULL));
  gtk_label_set_text (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  show_pending (self);
}

static void
day_changed_cb (LoketLineState *self)
{
  g_autofree char *day =
      loket_speech_day_long (loket_session_get_speech (self->session),
                             loket_desk_get_today (loket_session_get_desk (self->session)));

  gtk_label_set_text (self->today, day);
}

static void
loket_line_state_dispose (GObject *object)
{
  LoketLineState *self = LOKET_LINE_STATE (object);

  g_clear_object (&self->desk_watch);
  g_clear_object (&self->session);
  loket_widget_dispose_template (object, LOKET_TYPE_LINE_STATE);
  G_OBJECT_CLASS (loket_line_state_parent_class)->dispose (object);
}

static void
loket_line_state_class_init (LoketLineStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_line_state_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-line-state.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, text);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, today);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, button);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, pending_pane);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, pending_list);
  gtk_widget_class_bind_template_child (widget_class, LoketLineState, popover_text);
}

static void
loket_line_state_init (LoketLineState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "sync-changed", G_CALLBACK (sync_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->desk_watch, "day-changed", G_CALLBACK (day_changed_cb),
                                  self);
}

void
loket_line_state_set_session (LoketLineState *self, LoketSession *session)
{
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  sync_changed_cb (self);
  day_changed_cb (self);
}
