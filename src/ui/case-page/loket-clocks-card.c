/* SPDX-License-Identifier: EUPL-1.2 */
/* The terms, one a line, dates under dates. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-clocks-card.h"
#include "loket-pill.h"
#include "loket-widget.h"

struct _LoketClocksCard {
  GtkWidget parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (LoketClocksCard, loket_clocks_card, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static GtkWidget *
make_why (const char *name, const char *id_code)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("dialog-information-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Why this date? %s"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Why this date?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.explain");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id_code);
  return button;
}

static void
add_clock (LoketClocksCard *self, LoketSession *session, const LoketClockReading *clock, int row)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketDay today = loket_desk_get_today (loket_session_get_desk (session));
  const char *name = loket_speech_name (speech, "clock", clock->id_code);
  g_autoptr (GString) title = g_string_new (name);
  g_autofree char *day = clock->last_day != LOKET_NO_DAY
                             ? loket_speech_day_medium (speech, clock->last_day)
                             : g_strdup ("–");
  GtkWidget *label;
  GtkWidget *state;

  if (!clock->confirmed)
    g_string_append (title, " ⚠");
  label = make_label (title->str, NULL);
  gtk_widget_set_hexpand (label, TRUE);
  if (!clock->confirmed)
    gtk_widget_set_tooltip_text (label, _ ("Part of this rule is not confirmed by a source"));
  state = make_label (
      loket_speech_name (speech, "clockState", loket_clock_state_to_string (clock->state)), "pill");
  gtk_widget_add_css_class (state, loket_pill_choose_tone (clock, today));
  gtk_widget_set_halign (state, GTK_ALIGN_START);
  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
  gtk_grid_attach (self->grid, state, 1, row, 1, 1);
  gtk_grid_attach (self->grid, make_label (day, "numeric"), 2, row, 1, 1);
  gtk_grid_attach (self->grid, make_why (name, clock->id_code), 3, row, 1, 1);
}

void
loket_clocks_card_show (LoketClocksCard *self, LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; i < dossier->standing->clocks->len; i++)
    add_clock (self, session, dossier->standing->clocks->pdata[i], (int) i);
  gtk_widget_set_visible (GTK_WIDGET (self), dossier->standing->clocks->len > 0);
}

static void
loket_clocks_card_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_CLOCKS_CARD);
  G_OBJECT_CLASS (loket_clocks_card_parent_class)->dispose (object);
}

static void
loket_clocks_card_class_init (LoketClocksCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_clocks_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-clocks-card.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketClocksCard, grid);
}

static void
loket_clocks_card_init (LoketClocksCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
