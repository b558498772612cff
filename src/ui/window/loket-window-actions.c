/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person can do in the window: menus, keys, buttons and tests all come here. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-about.h"
#include "loket-new-complaint-window.h"
#include "loket-shortcuts.h"
#include "loket-window-private.h"

/* A page of its own, where the others are lists of cases. */
static gboolean
is_page (const char *view)
{
  static const char *const pages[] = {"pending", "sync", "record", NULL};

  return g_strv_contains (pages, view);
}

/* @view: may be the one that is kept */
static void
keep_list_view (LoketWindow *self, const char *view)
{
  char *kept = g_strdup (view);

  g_free (self->list_view);
  self->list_view = kept;
}

/**
 * _loket_window_show_view:
 * @view: code of a view; an unknown one (of a newer version) shows the inbox
 */
void
_loket_window_show_view (LoketWindow *self, const char *view)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-view");

  if (!loket_view_sidebar_has (view) && !is_page (view))
    view = "inbox";
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (view));
  loket_view_sidebar_select (self->sidebar, view);
  gtk_stack_set_visible_child_name (self->pages, is_page (view) ? view : "cases");
  _loket_window_show_banner (self);
  if (is_page (view))
    return;
  keep_list_view (self, view);
  loket_case_list_pane_show_view (self->list_pane, self->list_view,
                                  loket_speech_name (speech, "view", self->list_view));
  loket_desk_set_state (loket_session_get_desk (self->session), "view", self->list_view);
}

static gboolean
shows_cases (LoketWindow *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->pages), "cases");
}

/**
 * _loket_window_show_cases:
 *
 * Back to list and case, as they were left.
 */
void
_loket_window_show_cases (LoketWindow *self)
{
  if (shows_cases (self))
    return;
  _loket_window_show_view (self, self->list_view != NULL ? self->list_view : "inbox");
}

/**
 * _loket_window_open_case:
 *
 * From a page the keyboard goes along, into the case; among the cases it stays where it is.
 */
void
_loket_window_open_case (LoketWindow *self, const char *case_id)
{
  gboolean from_page = !shows_cases (self);

  _loket_window_show_cases (self);
  loket_case_page_open (self->case_page, case_id);
  loket_case_list_pane_select (self->list_pane, case_id);
  loket_desk_set_state (loket_session_get_desk (self->session), "case", case_id);
  if (from_page)
    gtk_widget_child_focus (GTK_WIDGET (self->case_page), GTK_DIR_TAB_FORWARD);
}

static void
show_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_show_view (user_data, g_variant_get_string (parameter, NULL));
}

static void
show_nth_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *view = loket_view_sidebar_get_nth ((guint) g_variant_get_int32 (parameter));

  if (view != NULL)
    _loket_window_show_view (user_data, view);
}

static void
pending_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  _loket_window_show_view (self, "pending");
  loket_pending_page_enter (self->pending_page);
}

static void
record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  _loket_window_show_view (self, "record");
  loket_record_page_enter (self->record_page);
}

static void
open_case_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_open_case (user_data, g_variant_get_string (parameter, NULL));
}

static void
synced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What went wrong is shown by ::sync-changed, as for a sync that nobody asked for. */
  if (!loket_desk_sync_finish (LOKET_DESK (object), result, &error))
    g_debug ("sync: %s", error->message);
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  _loket_window_send_all (self);
  loket_desk_sync_async (loket_session_get_desk (self->session), self->cancellable, synced_cb,
                         NULL);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_show_cases (user_data);
  loket_case_list_pane_find (LOKET_WINDOW (user_data)->list_pane);
}

static void
enter_case_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_child_focus (GTK_WIDGET (LOKET_WINDOW (user_data)->case_page), GTK_DIR_TAB_FORWARD);
}

static void
next_case_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_show_cases (user_data);
  loket_case_list_pane_move (LOKET_WINDOW (user_data)->list_pane, 1);
}

static void
previous_case_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_show_cases (user_data);
  loket_case_list_pane_move (LOKET_WINDOW (user_data)->list_pane, -1);
}

static void
acts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_show_cases (user_data);
  loket_case_page_open_acts (LOKET_WINDOW (user_data)->case_page);
}

static void
new_complaint_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  loket_new_complaint_window_present (GTK_WINDOW (self), self->session, NULL);
}

static void
announce_case_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const char *case_id;
  const char *reference;
  g_autofree char *text = NULL;

  g_variant_get (parameter, "(&s&s)", &case_id, &reference);
  text = g_strdup_printf (_ ("Registered as %s; the loket gives its own number"), reference);
  _loket_window_toast (self, text);
  _loket_window_open_case (self, case_id);
}

static void
toast_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_window_toast (user_data, g_variant_get_string (parameter, NULL));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  loket_shortcuts_present (GTK_WINDOW (user_data), "/org/loket/Loket/ui/loket-shortcuts.ui");
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const LoketSyncState *state = loket_desk_get_sync_state (loket_session_get_desk (self->session));
  g_autofree char *info = g_strdup_printf (
      "Loket %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\npending %u\nrefused %u\nquarantined %u\n"
      "error %s\n",
      LOKET_VERSION, gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
      adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (), state->pending,
      state->refused, state->quarantined, state->error != NULL ? state->error : "none");

  loket_about_present (GTK_WINDOW (self), info);
}

static void
sidebar_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  LoketWindow *self = user_data;

  gtk_widget_set_visible (self->sidebar_pane, g_variant_get_boolean (state));
  loket_case_list_pane_show_name (self->list_pane, !g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static const GActionEntry window_actions[] = {
    {.name = "show-view", .activate = show_view_cb, .parameter_type = "s", .state = "'inbox'"},
    {.name = "show-nth-view", .activate = show_nth_view_cb, .parameter_type = "i"},
    {.name = "pending", .activate = pending_cb},
    {.name = "record", .activate = record_cb},
    {.name = "open-case", .activate = open_case_cb, .parameter_type = "s"},
    {.name = "refresh", .activate = refresh_cb},
    {.name = "find", .activate = find_cb},
    {.name = "enter-case", .activate = enter_case_cb},
    {.name = "next-case", .activate = next_case_cb},
    {.name = "previous-case", .activate = previous_case_cb},
    {.name = "acts", .activate = acts_cb},
    {.name = "new-complaint", .activate = new_complaint_cb},
    {.name = "announce-case", .activate = announce_case_cb, .parameter_type = "(ss)"},
    {.name = "toast", .activate = toast_cb, .parameter_type = "s"},
    {.name = "shortcuts", .activate = shortcuts_cb},
    {.name = "about", .activate = about_cb},
    {.name = "sidebar", .state = "true", .change_state = sidebar_cb},
};

void
_loket_window_install_actions (LoketWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), window_actions,
                                   G_N_ELEMENTS (window_actions), self);
}
