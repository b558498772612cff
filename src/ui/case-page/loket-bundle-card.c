/* SPDX-License-Identifier: EUPL-1.2 */
/* Equal cases that are handled together: on the page of the one that leads, and of the others. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-bundle.h"
#include "loket-guide-parts.h"
#include "loket-stage-cards.h"
#include "loket-widget.h"

/* More than these stand in a list that opens. */
enum {
  CASES_SHOWN = 5
};

/* Lives as long as its card. */
typedef struct {
  LoketSession *session; /* (owned) */
  GtkWidget *card;
  GtkWidget *content; /* (nullable): made anew with each answer */
  char *case_id;      /* of the case itself */
  char *lead;         /* (nullable): the number of another case that leads */
} Bundle;

static const char bundle_key[] = "loket-bundle";

static void
bundle_free (gpointer data)
{
  Bundle *bundle = data;

  g_object_unref (bundle->session);
  g_free (bundle->case_id);
  g_free (bundle->lead);
  g_free (bundle);
}

static GtkWidget *
make_case (LoketSession *session, const LoketCaseLine *line)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  const char *who = *line->person != '\0' ? line->person : line->subject;
  g_autofree char *text =
      g_strdup_printf ("%s · %s · %s", line->reference, who,
                       loket_speech_name (speech, "step", loket_step_to_string (line->step)));
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", line->case_id);
  return button;
}

static gboolean
is_lead (const Bundle *bundle, const LoketCaseLine *line)
{
  return bundle->lead != NULL && (g_strcmp0 (line->reference, bundle->lead) == 0 ||
                                  g_strcmp0 (line->case_id, bundle->lead) == 0);
}

/* The others, those that are still open first. @lines: (element-type LoketCaseLine) */
static GPtrArray *
list_others (const Bundle *bundle, GPtrArray *lines)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint closed = 0; closed < 2; closed++) {
    for (guint i = 0; i < lines->len; i++) {
      LoketCaseLine *line = g_ptr_array_index (lines, i);

      if ((line->step == LOKET_STEP_CLOSED) == (closed == 1) &&
          g_strcmp0 (line->case_id, bundle->case_id) != 0 && !is_lead (bundle, line))
        g_ptr_array_add (others, line);
    }
  }
  return others;
}

static void
add_cases (const Bundle *bundle, GPtrArray *others)
{
  GtkWidget *more = NULL;

  for (guint i = 0; i < others->len; i++) {
    if (i == CASES_SHOWN) {
      g_autofree char *title = g_strdup_printf (
          ngettext ("%u more", "%u more", others->len - CASES_SHOWN), others->len - CASES_SHOWN);
      GtkWidget *expander = gtk_expander_new (title);

      more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_expander_set_child (GTK_EXPANDER (expander), more);
      gtk_box_append (GTK_BOX (bundle->content), expander);
    }
    gtk_box_append (GTK_BOX (more != NULL ? more : bundle->content),
                    make_case (bundle->session, others->pdata[i]));
  }
}

static guint
count_open (GPtrArray *lines)
{
  guint count = 0;

  for (guint i = 0; i < lines->len; i++)
    count += ((LoketCaseLine *) lines->pdata[i])->step != LOKET_STEP_CLOSED;
  return count;
}

static void
add_lead (const Bundle *bundle, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    if (is_lead (bundle, lines->pdata[i])) {
      loket_guide_add_text (bundle->content, _ ("This case belongs to the bundle that is led by:"));
      gtk_box_append (GTK_BOX (bundle->content), make_case (bundle->session, lines->pdata[i]));
      return;
    }
  }
  loket_guide_add_printf (bundle->content, _ ("This case belongs to the bundle that is led by %s."),
                          bundle->lead);
}

static void
show (Bundle *bundle, GPtrArray *lines)
{
  g_autoptr (GPtrArray) others = list_others (bundle, lines);

  if (bundle->content != NULL)
    gtk_box_remove (GTK_BOX (bundle->card), bundle->content);
  bundle->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (bundle->card), bundle->content);
  if (bundle->lead != NULL) {
    add_lead (bundle, lines);
  } else {
    g_autofree char *text = g_strdup_printf (
        ngettext ("This case leads %u equal case; %u of them still open.",
                  "This case leads %u equal cases; %u of them still open.", others->len),
        others->len, count_open (others));

    loket_guide_add_text (bundle->content, text);
    if (count_open (others) > 0)
      loket_guide_add_aside (bundle->content,
                             _ ("What you do here can be done in the others too: the form asks. "
                                "Each case gets an act and a letter of its own."));
  }
  if (others->len > 0 && bundle->lead != NULL)
    loket_guide_add_text (bundle->content, _ ("Others in it:"));
  add_cases (bundle, others);
  gtk_widget_set_visible (bundle->card, bundle->lead != NULL || others->len > 0);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) card = user_data;
  Bundle *bundle = g_object_get_data (G_OBJECT (card), bundle_key);
  g_autoptr (GPtrArray) lines =
      loket_desk_list_lines_finish (loket_session_get_desk (bundle->session), result, NULL);

  if (lines != NULL && gtk_widget_get_parent (card) != NULL)
    show (bundle, lines);
}

/* Also when another case of the bundle has changed. */
static void
look (GtkWidget *card)
{
  Bundle *bundle = g_object_get_data (G_OBJECT (card), bundle_key);

  loket_desk_list_bundle_async (loket_session_get_desk (bundle->session),
                                bundle->lead != NULL ? bundle->lead : bundle->case_id, listed_cb,
                                g_object_ref (card));
}

GtkWidget *
loket_bundle_card_make (LoketSession *session, LoketDossier *dossier)
{
  Bundle *bundle = g_new0 (Bundle, 1);

  bundle->session = g_object_ref (session);
  bundle->case_id = g_strdup (dossier->the_case->case_id);
  bundle->lead = g_strdup (loket_bundle_find_lead (dossier->standing));
  bundle->card = loket_guide_card_new (_ ("Bundle"));
  gtk_widget_set_visible (bundle->card, FALSE);
  g_object_set_data_full (G_OBJECT (bundle->card), bundle_key, bundle, bundle_free);
  g_signal_connect_object (loket_session_get_desk (session), "cases-changed", G_CALLBACK (look),
                           bundle->card, G_CONNECT_SWAPPED);
  look (bundle->card);
  return bundle->card;
}
