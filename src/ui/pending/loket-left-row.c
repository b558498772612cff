/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the cases that left: no longer ours, gone, erased. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-left-row.h"
#include "loket-pending-row.h"

static const char *
say_presence (const LoketLeftCase *left)
{
  if (left->presence == LOKET_PRESENCE_ERASED && left->came_again)
    return _ ("Was erased here, and has come again since");
  if (left->presence == LOKET_PRESENCE_ERASED)
    return left->by_hand ? _ ("Erased on this computer")
                         : _ ("Erased in the loket, and therefore here too");
  if (left->presence == LOKET_PRESENCE_GONE)
    return _ ("Did not come again when everything was fetched anew; kept here, to be read");
  return _ ("No longer yours; kept here, to be read, because of what is not sent");
}

/* Of what is erased only kind and day are told. */
static char *
say_dropped (LoketSession *session, const LoketLeftCase *left)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < left->dropped->len; i++) {
    const LoketDroppedWork *work = left->dropped->pdata[i];
    const char *name = g_str_equal (work->type, "register")
                           ? _ ("New complaint")
                           : loket_speech_name (speech, "act", work->type);
    g_autofree char *day = loket_speech_day_medium (speech, loket_moment_get_day (work->made_at));

    g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? ", " : "", name, day);
  }
  return text->len > 0
             ? g_strdup_printf (_ ("With it went what the loket had not confirmed: %s"), text->str)
             : g_strdup ("");
}

static char *
say_kept (const LoketLeftCase *left)
{
  g_autofree char *acts = g_strdup_printf (
      ngettext ("%u act not yet sent", "%u acts not yet sent", left->pending), left->pending);
  g_autofree char *drafts =
      g_strdup_printf (ngettext ("%u draft", "%u drafts", left->drafts), left->drafts);

  if (left->drafts == 0)
    return g_steal_pointer (&acts);
  return left->pending == 0 ? g_steal_pointer (&drafts) : g_strdup_printf ("%s · %s", acts, drafts);
}

/**
 * loket_left_row_describe:
 *
 * Returns: (transfer full): which case it is, and what of ours is or was in it
 */
char *
loket_left_row_describe (LoketSession *session, const LoketLeftCase *left)
{
  g_autofree char *kept = NULL;

  if (left->presence == LOKET_PRESENCE_ERASED)
    return say_dropped (session, left);
  kept = say_kept (left);
  return g_strdup_printf ("%s · %s\n%s", left->reference, left->subject, kept);
}

/**
 * loket_left_row_new:
 * @left: read, not kept
 */
GtkWidget *
loket_left_row_new (LoketSession *session, const LoketLeftCase *left)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean erased = left->presence == LOKET_PRESENCE_ERASED;
  g_autofree char *title = erased ? g_strdup (_ ("A case that was erased"))
                                  : g_strdup_printf ("%s · %s", left->reference, left->subject);
  g_autofree char *work = erased ? say_dropped (session, left) : say_kept (left);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", say_presence (left), work);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  loket_pending_row_add_button (row, erased ? _ ("Understood") : _ ("Remove …"), title,
                                "win.dismiss-left", left->case_id);
  if (erased)
    return row;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", left->case_id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}
