/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the list of what waits. */
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

static GtkWidget *
make_button (const char *icon, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  return button;
}

/**
 * loket_pending_row_new:
 * @item: read, not kept
 */
GtkWidget *
loket_pending_row_new (LoketSession *session, const LoketPendingItem *item)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GString) subtitle = g_string_new (item->reference);

  g_string_append_printf (subtitle, " · %s", describe_state (item->state));
  if (item->reason != NULL)
    g_string_append_printf (subtitle, ": %s", loket_speech_name (speech, "reason", item->reason));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_str_equal (item->kind, "case")
                                     ? _ ("New complaint")
                                     : loket_speech_name (speech, "act", item->type));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      make_button ("go-next-symbolic", _ ("Open the case"), "win.open-case", item->case_id));
  if (!g_str_equal (item->state, "sending"))
    adw_action_row_add_suffix (
        ADW_ACTION_ROW (row),
        make_button ("edit-undo-symbolic", _ ("Take back"), "win.take-back", item->id));
  return row;
}
