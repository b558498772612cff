/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a ground speaks of complaints that were handled before: other cases of the same person. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-profile-choices.h"
#include "loket-stage-cards.h"

/* More than these are looked up in the list of cases. */
enum {
  CASES_MAX = 5
};

/* A search under way; the card may be gone when it ends. */
typedef struct {
  LoketDesk *desk; /* (owned) */
  GtkWidget *box;  /* (owned) */
  char *case_id;   /* of the case itself */
  char *person;    /* who complains, as the list names it */
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->desk);
  g_object_unref (search->box);
  g_free (search->case_id);
  g_free (search->person);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static gboolean
speaks_of_earlier (LoketProfile *profile)
{
  static const char *const codes[] = {"alreadyHandled", "sameAsRejected", NULL};

  for (guint i = 0; codes[i] != NULL; i++) {
    if (loket_profile_find_ground (profile, codes[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
add_case (GtkWidget *box, const LoketCaseLine *line)
{
  g_autofree char *text = g_strdup_printf ("%s · %s", line->reference, line->subject);
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", line->case_id);
  gtk_box_append (GTK_BOX (box), button);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Search) search = user_data;
  g_autoptr (GPtrArray) lines = loket_desk_list_lines_finish (search->desk, result, NULL);
  gboolean any = FALSE;

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    /* The search finds words anywhere; here it is the person that counts. */
    if (g_strcmp0 (line->case_id, search->case_id) == 0 ||
        g_strcmp0 (line->person, search->person) != 0)
      continue;
    if (!any)
      loket_guide_add_text (search->box,
                            _ ("Other complaints of the same person: the same facts?"));
    any = TRUE;
    add_case (search->box, line);
  }
  gtk_widget_set_visible (search->box, any);
}

/**
 * loket_earlier_cases_add:
 *
 * Adds a box that shows itself once another case of the complainant has been found.
 */
void
loket_earlier_cases_add (GtkWidget *box, LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  LoketCase *facts = dossier->standing->current;
  LoketParty *first = facts->complainants->len > 0 ? facts->complainants->pdata[0] : NULL;
  Search *search;

  if (profile == NULL || !speaks_of_earlier (profile) || first == NULL || first->name == NULL ||
      *first->name == '\0')
    return;
  search = g_new0 (Search, 1);
  search->desk = g_object_ref (loket_session_get_desk (session));
  search->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  search->person = g_strdup (first->name);
  search->case_id = g_strdup (dossier->the_case->case_id);
  gtk_widget_set_visible (search->box, FALSE);
  gtk_box_append (GTK_BOX (box), search->box);
  loket_desk_list_lines_async (search->desk, "all", first->name, CASES_MAX + 1, found_cb, search);
}
