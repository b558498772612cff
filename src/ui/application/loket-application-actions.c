/* SPDX-License-Identifier: EUPL-1.2 */
/* What concerns the program as a whole, and the keys of all actions. */
#include "config.h"

#include "loket-application-private.h"
#include "loket-help.h"
#include "loket-preferences-window.h"

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Forms keep their drafts when they close; the program ends with its last window. */
  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_auto (GStrv) agencies = NULL;

  if (self->session == NULL)
    return;
  if (self->demo != NULL)
    agencies = loket_demo_list_agencies (self->demo);
  loket_preferences_window_present (window, self->session, self->settings,
                                    (const char *const *) agencies,
                                    self->demo != NULL ? loket_demo_get_agency (self->demo) : NULL);
}

static void
open_agency_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _loket_application_open_agency (user_data, g_variant_get_string (parameter, NULL));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketApplication *self = user_data;
  const char *language = self->speech != NULL ? loket_speech_get_language (self->speech) : "en";

  loket_help_show (gtk_application_get_active_window (GTK_APPLICATION (self)), language);
}

static const GActionEntry application_actions[] = {
    {.name = "help", .activate = help_cb},
    {.name = "quit", .activate = quit_cb},
    {.name = "preferences", .activate = preferences_cb},
    {.name = "open-agency", .activate = open_agency_cb, .parameter_type = "s"},
};

typedef struct {
  const char *action;
  const char *keys[3];
} Keys;

static const Keys keys[] = {
    {"app.help", {"F1"}},
    {"app.quit", {"<Control>q"}},
    {"app.preferences", {"<Control>comma"}},
    {"window.close", {"<Control>w"}},
    {"win.new-complaint", {"<Control>n"}},
    {"win.find", {"<Control>f"}},
    {"win.refresh", {"F5", "<Control>r"}},
    {"win.pending", {"<Control><Shift>p"}},
    {"win.sidebar", {"F9"}},
    {"win.shortcuts", {"<Control>question"}},
    {"win.acts", {"<Control>e"}},
    {"win.next-case", {"<Alt>Down"}},
    {"win.previous-case", {"<Alt>Up"}},
    {"win.show-view('all')", {"<Alt>0"}},
};

static void
set_view_keys (LoketApplication *self)
{
  for (int i = 0; i < 9; i++) {
    g_autofree char *action = g_strdup_printf ("win.show-nth-view(%d)", i);
    g_autofree char *key = g_strdup_printf ("<Alt>%d", i + 1);
    const char *const accelerators[] = {key, NULL};

    gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, accelerators);
  }
}

void
_loket_application_install_actions (LoketApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), application_actions,
                                   G_N_ELEMENTS (application_actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);
  set_view_keys (self);
}
