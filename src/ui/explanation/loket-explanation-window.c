/* SPDX-License-Identifier: EUPL-1.2 */
/* The window of the proofs. One term is shown at a time; what nobody confirmed bears a mark. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-explanation-window.h"
#include "loket-pill.h"
#include "loket-proof-list.h"
#include "loket-save-proof.h"

struct _LoketExplanationWindow {
  AdwWindow parent_instance;

  GtkDropDown *chooser;
  GtkLabel *name;
  GtkLabel *pill;
  GtkLabel *readings;
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

static void
show_clock_cb (LoketExplanationWindow *self)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  LoketClockReading *clock = get_clock (self);

  loket_pill_show (self->pill, speech, clock,
                   loket_desk_get_now (loket_session_get_desk (self->session)));
  loket_proof_show_readings (self->readings, speech,
                             loket_desk_get_roles (loket_session_get_desk (self->session),
                                                   self->dossier->standing->current->agency),
                             clock);
  if (clock == NULL)
    return;
  gtk_label_set_text (self->name, loket_speech_name (speech, "clock", clock->id_code));
  loket_proof_list_fill (self->lines, speech, clock, LOKET_PROOF_WHOLE);
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
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketExplanationWindow *self = LOKET_EXPLANATION_WINDOW (widget);

  loket_save_proof (GTK_WINDOW (self), self->session, self->dossier);
}

static void
toast_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketExplanationWindow *self = LOKET_EXPLANATION_WINDOW (widget);
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
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
  gtk_widget_class_bind_template_child (widget_class, LoketExplanationWindow, readings);
  gtk_widget_class_install_action (widget_class, "explanation.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "explanation.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_cb);
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
