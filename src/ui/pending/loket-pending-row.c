/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the lists of what waits: at the foot of the window, and on the page of their own. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-pending-row.h"

static const char *
describe_state (const char *state)
{
  if (g_str_equal (state, "sending"))
    return _ ("being sent");
  if (g_str_equal (state, "refused"))
    return _ ("refused by the loket");
  if (g_str_equal (state, "conflict"))
    return _ ("the case has changed since; look again and decide");
  return _ ("waits to be sent");
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

/**
 * loket_pending_row_new:
 * @item: read, not kept
 *
 * Pressed, the row opens the case.
 */
GtkWidget *
loket_pending_row_new (LoketSession *session, const LoketPendingItem *item)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  GtkWidget *row = adw_action_row_new ();
  const char *name = g_str_equal (item->kind, "case")
                         ? _ ("New complaint")
                         : loket_speech_name (speech, "act", item->type);
  g_autoptr (GString) subtitle = g_string_new (item->reference);
  g_autofree char *about = g_strdup_printf ("%s, %s", name, item->reference);
  g_autofree char *spoken = NULL;

  g_string_append_printf (subtitle, " · %s", describe_state (item->state));
  if (item->reason != NULL)
    g_string_append_printf (subtitle, ": %s", loket_speech_name (speech, "reason", item->reason));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  spoken = g_strdup_printf ("%s, %s", name, subtitle->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", item->case_id);
  if (!g_str_equal (item->state, "sending"))
    loket_pending_row_add_button (row, _ ("Take back"), about, "win.take-back", item->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}
