/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of a proof. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-proof-list.h"

/* So wide a sentence is read with ease. */
enum {
  LINE_CHARS = 42
};

/* What a short proof leaves out: it shows what was met, and where a rule stands. */
static const char *const details[] = {"counted", "weekendsMet", "holidayMet", "unconfirmed", NULL};

static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  /* A popover is as high as its lines are at their natural width. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static gboolean
is_decisive (const LoketSpokenLine *spoken)
{
  return g_str_equal (spoken->kind, "lastDay") || g_str_equal (spoken->kind, "rollOver");
}

/* The sentence, and below it where the rule stands. */
static GtkWidget *
make_texts (const LoketSpokenLine *spoken, LoketProofLength length)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gboolean is_doubt =
      g_str_equal (spoken->kind, "unconfirmed") || g_str_equal (spoken->kind, "readings");
  g_autofree char *marked = g_strconcat (is_doubt ? "⚠ " : "", spoken->text, NULL);

  gtk_box_append (GTK_BOX (texts), make_label (marked, is_decisive (spoken) ? "heading" : NULL));
  if (length == LOKET_PROOF_WHOLE && spoken->source != NULL) {
    GtkWidget *source = make_label (spoken->source, "caption");

    gtk_widget_add_css_class (source, "dim-label");
    gtk_box_append (GTK_BOX (texts), source);
  }
  if (!spoken->confirmed && !is_doubt)
    gtk_box_append (GTK_BOX (texts), make_label (_ ("⚠ Not confirmed by a source"), "unconfirmed"));
  return texts;
}

/* The day stands apart, so that dates are under each other. */
static GtkWidget *
make_row (LoketSpeech *speech, const LoketSpokenLine *spoken, LoketProofLength length)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = make_texts (spoken, length);
  g_autofree char *day =
      spoken->day != LOKET_NO_DAY ? loket_speech_day_short (speech, spoken->day) : g_strdup ("");
  GtkWidget *day_label = make_label (day, "numeric");

  gtk_label_set_width_chars (GTK_LABEL (day_label), 7);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), day_label);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "explanation-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->text,
                                  -1);
  return row;
}

/**
 * loket_proof_list_fill:
 *
 * Shows the proof of @clock in the place of what the list showed.
 */
void
loket_proof_list_fill (GtkListBox *list,
                       LoketSpeech *speech,
                       const LoketClockReading *clock,
                       LoketProofLength length)
{
  g_autoptr (GPtrArray) proof = loket_speech_explain_steps (speech, clock);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < proof->len; i++) {
    const LoketSpokenLine *spoken = proof->pdata[i];

    if (length == LOKET_PROOF_WHOLE || !g_strv_contains (details, spoken->kind))
      gtk_list_box_append (list, make_row (speech, spoken, length));
  }
}

/**
 * loket_proof_show_readings:
 * @roles: of who looks, in the agency of the case
 * @clock: (nullable)
 *
 * Who judges the case sees both readings of a last day in @label; for others they are the last line
 * of the proof, and the label is hidden.
 */
void
loket_proof_show_readings (GtkLabel *label,
                           LoketSpeech *speech,
                           LoketRoles roles,
                           const LoketClockReading *clock)
{
  g_autofree char *readings = clock != NULL && (roles & LOKET_ROLE_INVESTIGATOR) != 0
                                  ? loket_speech_say_readings (speech, clock)
                                  : NULL;

  gtk_label_set_text (label, readings != NULL ? readings : "");
  gtk_widget_set_visible (GTK_WIDGET (label), readings != NULL);
}
