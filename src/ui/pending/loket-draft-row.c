/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the list of drafts. Pressed, such a row opens its form. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-beginning.h"
#include "loket-draft-row.h"
#include "loket-pending-row.h"

/**
 * loket_draft_row_read_type:
 *
 * Returns: the act whose form it was typed in; LOKET_ACT_UNKNOWN for that of a new complaint
 */
LoketActType
loket_draft_row_read_type (const LoketDraft *draft)
{
  g_auto (GStrv) parts = g_strsplit (draft->key, ":", 4);

  if (g_strv_length (parts) < 3 || !g_str_equal (parts[0], "act"))
    return LOKET_ACT_UNKNOWN;
  return loket_act_type_from_string (parts[2]);
}

static char *
find_beginning (const LoketDraft *draft)
{
  JsonObject *payload = loket_json_peek_object (draft->fields, "payload");

  return loket_beginning_find (payload != NULL ? payload : draft->fields);
}

static const char *
get_name (LoketSpeech *speech, const LoketDraft *draft)
{
  LoketActType type = loket_draft_row_read_type (draft);

  return type == LOKET_ACT_UNKNOWN
             ? _ ("New complaint")
             : loket_speech_name (speech, "act", loket_act_type_to_string (type));
}

/**
 * loket_draft_row_describe:
 *
 * Returns: (transfer full): what would go if it were thrown away, in one line
 */
char *
loket_draft_row_describe (LoketSession *session, const LoketDraft *draft)
{
  const char *name = get_name (loket_session_get_speech (session), draft);
  g_autofree char *beginning = find_beginning (draft);

  return beginning != NULL ? g_strdup_printf ("%s: %s", name, beginning) : g_strdup (name);
}

static char *
describe_kept (LoketSession *session, LoketMoment saved_at)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketDay day = loket_moment_get_day (saved_at);
  g_autofree char *time = loket_speech_time (speech, saved_at);
  g_autofree char *day_text = NULL;

  if (day == loket_desk_get_today (loket_session_get_desk (session)))
    return g_strdup_printf (_ ("last typed at %s"), time);
  day_text = loket_speech_day_medium (speech, day);
  /* TRANSLATORS: day, time: "last typed on 20 November 2026 at 14:02" */
  return g_strdup_printf (_ ("last typed on %s at %s"), day_text, time);
}

/**
 * loket_draft_row_new:
 * @draft: read, not kept
 * @about_case: (nullable): number and subject of its case
 */
GtkWidget *
loket_draft_row_new (LoketSession *session, const LoketDraft *draft, const char *about_case)
{
  const char *name = get_name (loket_session_get_speech (session), draft);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button;
  g_autofree char *beginning = find_beginning (draft);
  g_autofree char *kept = describe_kept (session, draft->saved_at);
  g_autoptr (GString) subtitle = g_string_new (about_case != NULL ? about_case : "");
  g_autofree char *spoken = NULL;

  if (beginning != NULL)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? "\n" : "", beginning);
  g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? "\n" : "", kept);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  spoken = g_strdup_printf ("%s, %s", name, subtitle->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.resume-draft");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", draft->key);
  button = loket_pending_row_add_button (row, _ ("Throw away …"), name, "win.throw-draft-away",
                                         draft->key);
  gtk_widget_set_name (button, "throw-away");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("document-edit-symbolic"));
  return row;
}
