/* SPDX-License-Identifier: EUPL-1.2 */
/* Linked cases: where this one came from, where the loket opened others for it, who holds it now.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-stage-cards.h"

/* More than these are not looked through for the one number. */
enum {
  CASES_MAX = 5
};

/* A look whether the other case is among ours; the card may be gone when it ends. */
typedef struct {
  LoketDesk *desk;   /* (owned) */
  GtkWidget *button; /* (owned) */
  char *case_id;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->desk);
  g_object_unref (look->button);
  g_free (look->case_id);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GPtrArray) lines = loket_desk_list_lines_finish (look->desk, result, NULL);

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    if (g_strcmp0 (line->case_id, look->case_id) == 0)
      gtk_widget_set_visible (look->button, TRUE);
  }
}

/* A button that shows itself once the other case has been found here: mostly it is not ours. */
static void
add_open_button (GtkWidget *box, LoketSession *session, JsonObject *linked)
{
  const char *reference = loket_json_peek_string (linked, "reference");
  g_autofree char *text = g_strdup_printf (_ ("Open %s"), reference);
  Look *look = g_new0 (Look, 1);
  GtkWidget *button = gtk_button_new_with_label (text);

  look->desk = g_object_ref (loket_session_get_desk (session));
  look->button = g_object_ref_sink (button);
  look->case_id = g_strdup (loket_json_peek_string (linked, "caseId"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", look->case_id);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (GTK_BOX (box), button);
  loket_desk_list_lines_async (look->desk, "all", reference, CASES_MAX, found_cb, look);
}

static gboolean
is_whole (JsonObject *linked)
{
  return linked != NULL && loket_json_peek_string (linked, "caseId") != NULL &&
         loket_json_peek_string (linked, "reference") != NULL &&
         loket_json_peek_string (linked, "agency") != NULL;
}

/* "Passed on to SPF Exemples · KF-2026-000007", who holds it, and the button.
 * @relation: (transfer full) */
static void
add_linked (
    GtkWidget *card, LoketSession *session, JsonObject *linked, char *relation, const char *holder)
{
  g_autofree char *who = relation;
  g_autofree char *line =
      g_strdup_printf ("%s · %s", who, loket_json_peek_string (linked, "reference"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = loket_guide_add_text (box, line);

  gtk_widget_add_css_class (label, "question");
  loket_guide_add_text (box, holder);
  add_open_button (box, session, linked);
  gtk_box_append (GTK_BOX (card), box);
}

static const char *
name_agency (LoketSession *session, JsonObject *linked)
{
  return loket_session_name_agency (session, loket_json_peek_string (linked, "agency"));
}

static gboolean
comes_after (LoketStanding *standing, LoketActType type, guint place)
{
  gint own;

  return loket_guide_find_last (standing, type, &own) != NULL && own > (gint) place;
}

/* @place: of the transfer */
static const char *
say_holder (LoketStanding *standing, guint place)
{
  if (comes_after (standing, LOKET_ACT_RETURN_TRANSFER, place))
    return _ ("Who holds it now: we do, it was sent back.");
  if (comes_after (standing, LOKET_ACT_ACCEPT_TRANSFER, place))
    return _ ("Who holds it now: they do, they took it over.");
  return _ ("Who holds it now: they have it, and have not taken it over yet.");
}

static void
add_opened (GtkWidget *card, LoketSession *session, LoketStanding *standing, guint place)
{
  const LoketActEffect *effect = g_ptr_array_index (standing->effects, place);

  if (!is_whole (effect->act->opened))
    return;
  if (effect->act->type == LOKET_ACT_OPEN_NEXT_LINE)
    add_linked (
        card, session, effect->act->opened,
        g_strdup_printf (_ ("The next line: %s"), name_agency (session, effect->act->opened)),
        _ ("Who holds it now: each handles its own case."));
  else
    add_linked (card, session, effect->act->opened,
                g_strdup_printf (_ ("Passed on to %s"), name_agency (session, effect->act->opened)),
                say_holder (standing, place));
}

static void
add_link (GtkWidget *card, LoketSession *session, LoketDossier *dossier, JsonObject *link)
{
  const char *relation = loket_json_peek_string (link, "relation");
  LoketActEffect *returned =
      loket_guide_find_last (dossier->standing, LOKET_ACT_RETURN_TRANSFER, NULL);

  if (g_strcmp0 (relation, "passedOnFrom") == 0) {
    add_linked (card, session, link,
                g_strdup_printf (_ ("Passed on to us by %s"), name_agency (session, link)),
                returned != NULL && returned->closes
                    ? _ ("Who holds it now: they do, we sent it back.")
                    : _ ("Who holds it now: we do."));
    if (returned == NULL)
      loket_guide_add_act (card, session, dossier, LOKET_ACT_RETURN_TRANSFER, NULL,
                           _ ("Send it back"));
  } else if (g_strcmp0 (relation, "previousLine") == 0) {
    add_linked (card, session, link,
                g_strdup_printf (_ ("Handled before by %s"), name_agency (session, link)),
                _ ("Who holds it now: each handles its own case."));
  }
}

static gboolean
has_opened (LoketStanding *standing)
{
  for (guint i = 0; i < standing->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if (is_whole (effect->act->opened))
      return TRUE;
  }
  return FALSE;
}

GtkWidget *
loket_linked_card_make (LoketSession *session, LoketDossier *dossier)
{
  JsonArray *links = loket_json_peek_array (dossier->the_case->json, "links");
  guint n_links = links != NULL ? json_array_get_length (links) : 0;
  GtkWidget *card;

  if (n_links == 0 && !has_opened (dossier->standing))
    return NULL;
  card = loket_guide_card_new (_ ("Linked cases"));
  for (guint i = 0; i < n_links; i++) {
    JsonObject *link = loket_json_array_peek_object (links, i);

    if (is_whole (link))
      add_link (card, session, dossier, link);
  }
  for (guint i = 0; i < dossier->standing->effects->len; i++)
    add_opened (card, session, dossier->standing, i);
  return card;
}
