/* SPDX-License-Identifier: EUPL-1.2 */
/* Preferences. The server belongs to the desk folder: another server is another folder, so it is
 * shown and cannot be changed. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-preferences-window.h"

struct _LoketPreferencesWindow {
  AdwWindow parent_instance;

  AdwComboRow *style;
  AdwComboRow *agency;
  AdwActionRow *own_agency;
  AdwActionRow *server;
  AdwActionRow *folder;
  AdwActionRow *person;
  GSettings *settings; /* (owned) (nullable) */
  GPtrArray *agencies; /* (element-type utf8) (owned): ids in the order of the row */
};

G_DEFINE_FINAL_TYPE (LoketPreferencesWindow, loket_preferences_window, ADW_TYPE_WINDOW)

static const char *const styles[] = {"system", "light", "dark"};

static void
style_chosen_cb (LoketPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->style);

  if (self->settings != NULL && selected < G_N_ELEMENTS (styles))
    g_settings_set_string (self->settings, "style", styles[selected]);
}

static void
agency_chosen_cb (LoketPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->agency);
  GtkApplication *application;

  if (selected >= self->agencies->len)
    return;
  application = gtk_window_get_application (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-agency",
                                  g_variant_new_string (self->agencies->pdata[selected]));
}

static void
loket_preferences_window_dispose (GObject *object)
{
  LoketPreferencesWindow *self = LOKET_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->agencies, g_ptr_array_unref);
  G_OBJECT_CLASS (loket_preferences_window_parent_class)->dispose (object);
}

static void
loket_preferences_window_class_init (LoketPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, style);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, agency);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, own_agency);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, server);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, folder);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, person);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
loket_preferences_window_init (LoketPreferencesWindow *self)
{
  self->agencies = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
name_agency (LoketSession *session, const char *id)
{
  LoketAgency *agency =
      loket_rules_get_agency (loket_desk_get_rules (loket_session_get_desk (session)), id);
  JsonObject *names =
      agency != NULL ? loket_json_peek_object (loket_agency_get_json (agency), "names") : NULL;

  return names != NULL ? loket_speech_pick (loket_session_get_speech (session), names) : id;
}

static void
show_own_agencies (LoketPreferencesWindow *self, LoketSession *session)
{
  GPtrArray *agencies = loket_desk_list_agencies (loket_session_get_desk (session));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; agencies != NULL && i < agencies->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            name_agency (session, loket_agency_get_id (agencies->pdata[i])));
  adw_action_row_set_subtitle (self->own_agency, text->str);
}

static void
fill_agencies (LoketPreferencesWindow *self,
               LoketSession *session,
               const char *const *agencies,
               const char *agency)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; agencies != NULL && agencies[i] != NULL; i++) {
    gtk_string_list_append (names, name_agency (session, agencies[i]));
    g_ptr_array_add (self->agencies, g_strdup (agencies[i]));
    if (g_strcmp0 (agencies[i], agency) == 0)
      selected = i;
  }
  adw_combo_row_set_model (self->agency, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->agency, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->agency), self->agencies->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->own_agency), self->agencies->len == 0);
}

static void
fill_style (LoketPreferencesWindow *self)
{
  g_autofree char *style =
      self->settings != NULL ? g_settings_get_string (self->settings, "style") : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    if (g_strcmp0 (styles[i], style) == 0)
      adw_combo_row_set_selected (self->style, i);
  }
  gtk_widget_set_sensitive (GTK_WIDGET (self->style), self->settings != NULL);
}

/**
 * loket_preferences_window_present:
 * @settings: (nullable): where taste is kept
 * @agencies: (nullable): in a demo, which agencies can be opened
 * @agency: (nullable): in a demo, which one is open
 */
void
loket_preferences_window_present (GtkWindow *parent,
                                  LoketSession *session,
                                  GSettings *settings,
                                  const char *const *agencies,
                                  const char *agency)
{
  LoketPreferencesWindow *self =
      g_object_new (LOKET_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  LoketDesk *desk = loket_session_get_desk (session);

  g_set_object (&self->settings, settings);
  adw_action_row_set_subtitle (self->server, loket_desk_get_server (desk));
  adw_action_row_set_subtitle (self->folder, loket_desk_get_folder (desk));
  adw_action_row_set_subtitle (self->person, loket_desk_get_person_name (desk));
  show_own_agencies (self, session);
  fill_style (self);
  fill_agencies (self, session, agencies, agency);
  g_signal_connect_object (self->style, "notify::selected", G_CALLBACK (style_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agency, "notify::selected", G_CALLBACK (agency_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
}
