/* SPDX-License-Identifier: EUPL-1.2 */
/* The window of the proofs. One term is shown at a time; what nobody confirmed bears a mark. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-explanation-window.h"
#include "loket-pill.h"

struct _LoketExplanationWindow {
  AdwWindow parent_instance;

  GtkDropDown *chooser;
  GtkLabel *name;
  GtkLabel *pill;
  GtkListBox *lines;
  AdwToastOverlay *toasts;
  LoketSession *session; /* (owned) */
  LoketDossier *dossier; /* (owned) */
};

G_DEFINE_FINAL_TYPE (LoketExplanationWindow, loket_explanation_window, ADW_TYPE_WINDOW)

static LoketClockReading *
get_clock (LoketExplanationWindow *self)
{
  GPtrArray *clocks = self->dossier->standing->clocks;
  guint selected = gtk_drop_down_get_selected (self->chooser);

  return selected < clocks->len ? clocks->pdata[selected] : NULL;
}

static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static gboolean
is_decisive (const LoketExplanationLine *line)
{
  return g_str_equal (line->kind, "lastDay") || g_str_equal (line->kind, "rollOver");
}

/* The sentence, and below it where the rule stands. */
static GtkWidget *
make_texts (LoketSpeech *speech, const LoketExplanationLine *line)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gboolean is_doubt = g_str_equal (line->kind, "unconfirmed");
  LoketExplanationLine bare = *line;
  g_autofree char *sentence = NULL;
  g_autofree char *marked = NULL;

  bare.source = NULL;
  bare.confirmed = TRUE;
  sentence = loket_speech_explain_line (speech, &bare);
  marked = g_strconcat (is_doubt ? "⚠ " : "", sentence, NULL);
  gtk_box_append (GTK_BOX (texts), make_label (marked, is_decisive (line) ? "heading" : NULL));
  if (line->source != NULL) {
    GtkWidget *source = make_label (line->source, "caption");

    gtk_widget_add_css_class (source, "dim-label");
    gtk_box_append (GTK_BOX (texts), source);
  }
  if (!line->confirmed && !is_doubt)
    gtk_box_append (GTK_BOX (texts), make_label (_ ("⚠ Not confirmed by a source"), "unconfirmed"));
  return texts;
}

/* The day stands apart, so that dates are under each other. */
static GtkWidget *
make_line (LoketSpeech *speech, const LoketExplanationLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = make_texts (speech, line);
  g_autofree char *day =
      line->day != LOKET_NO_DAY ? loket_speech_day_short (speech, line->day) : g_strdup ("");
  GtkWidget *day_label = make_label (day, "numeric");

  gtk_label_set_width_chars (GTK_LABEL (day_label), 7);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), day_label);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "explanation-line");
  return box;
}

static void
show_clock_cb (LoketExplanationWindow *self)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  LoketClockReading *clock = get_clock (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_list_box_remove (self->lines, child);
  loket_pill_show (self->pill, speech, clock,
                   loket_desk_get_today (loket_session_get_desk (self->session)));
  if (clock == NULL)
    return;
  gtk_label_set_text (self->name, loket_speech_name (speech, "clock", clock->id_code));
  for (guint i = 0; clock->explanation != NULL && i < clock->explanation->len; i++) {
    GtkWidget *row = gtk_list_box_row_new ();

    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                                make_line (speech, clock->explanation->pdata[i]));
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
    gtk_list_box_append (self->lines, row);
  }
}

static void
copy_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketExplanationWindow *self = LOKET_EXPLANATION_WINDOW (widget);
  LoketClockReading *clock = get_clock (self);
  g_autofree char *text = NULL;

  if (clock == NULL)
    return;
  text = loket_speech_explain_clock (loket_session_get_speech (self->session), clock);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Copied")));
}

static void
loket_explanation_window_dispose (GObject *object)
{
  LoketExplanationWindow *self = LOKET_EXPLANATION_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_EXPLANATION_WINDOW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dossier, loket_dossier_unref);
  G_OBJECT_CLASS (loket_explanation_window_parent_class)->dispose (object);
}

static void
loket_explanation_window_class_init (LoketExplanationWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_explanation_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-explanation-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketExplanationWindow, chooser);
  gtk_widget_class_bind_template_child (widget_class, LoketExplanationWindow, name);
  gtk_widget_class_bind_template_child (widget_class, LoketExplanationWindow, pill);
  gtk_widget_class_bind_template_child (widget_class, LoketExplanationWindow, lines);
  gtk_widget_class_bind_template_child (widget_class, LoketExplanationWindow, toasts);
  gtk_widget_class_install_action (widget_class, "explanation.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
loket_explanation_window_init (LoketExplanationWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_chooser (LoketExplanationWindow *self, const char *wanted)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  GPtrArray *clocks = self->dossier->standing->clocks;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < clocks->len; i++) {
    LoketClockReading *clock = clocks->pdata[i];

    gtk_string_list_append (names, loket_speech_name (speech, "clock", clock->id_code));
    if (g_strcmp0 (clock->id_code, wanted) == 0)
      selected = i;
  }
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->chooser, selected);
}

/**
 * loket_explanation_window_present:
 * @clock: the term that is explained first
 */
void
loket_explanation_window_present (GtkWindow *parent,
                                  LoketSession *session,
                                  LoketDossier *dossier,
                                  const char *clock)
{
  LoketExplanationWindow *self =
      g_object_new (LOKET_TYPE_EXPLANATION_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->dossier = loket_dossier_ref (dossier);
  fill_chooser (self, clock);
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (show_clock_cb), self,
                           G_CONNECT_SWAPPED);
  show_clock_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
