/* SPDX-License-Identifier: EUPL-1.2 */
/* The terms, one a line, dates under dates. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-clocks-card.h"
#include "loket-pill.h"
#include "loket-why-button.h"
#include "loket-widget.h"

/* So much of a countdown is seen in any window: "21 working days" in the longest language. */
enum {
  PILL_CHARS = 15
};

struct _LoketClocksCard {
  GtkWidget parent_instance;

  GtkGrid *grid;
  LoketStanding *standing; /* (owned) (nullable): holds the readings that are shown */
  GPtrArray *shown;        /* (element-type LoketClockReading) (owned) */
  GPtrArray *pills;        /* (element-type GtkLabel) (owned): of what is shown */
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
make_name (LoketSpeech *speech, const LoketClockReading *clock)
{
  const char *name = loket_speech_name (speech, "clock", clock->id_code);
  g_autofree char *title = g_strconcat (name, clock->confirmed ? NULL : "\u00a0⚠", NULL);
  GtkWidget *label = make_label (title, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (!clock->confirmed)
    gtk_widget_set_tooltip_text (label, _ ("Part of this rule is not confirmed by a source"));
  return label;
}

static void
add_clock (LoketClocksCard *self,
           LoketSession *session,
           LoketStanding *standing,
           const LoketClockReading *clock,
           int row)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *day = clock->last_day != LOKET_NO_DAY
                             ? loket_speech_day_medium (speech, clock->last_day)
                             : g_strdup ("–");
  GtkWidget *pill = make_label (NULL, "pill");
  GtkWidget *day_label = make_label (day, "numeric");

  gtk_label_set_ellipsize (GTK_LABEL (day_label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  loket_pill_show (GTK_LABEL (pill), speech, clock,
                   loket_desk_get_now (loket_session_get_desk (session)));
  /* A narrow window breaks names, and cuts what stands behind the number. */
  gtk_label_set_width_chars (
      GTK_LABEL (pill),
      (int) MIN (g_utf8_strlen (gtk_label_get_text (GTK_LABEL (pill)), -1), PILL_CHARS));
  g_ptr_array_add (self->pills, pill);
  gtk_grid_attach (self->grid, make_name (speech, clock), 0, row, 1, 1);
  gtk_grid_attach (self->grid, pill, 1, row, 1, 1);
  gtk_grid_attach (self->grid, day_label, 2, row, 1, 1);
  gtk_grid_attach (self->grid, loket_why_button_new (session, standing, clock, LOKET_PROOF_SHORT),
                   3, row, 1, 1);
}

/* Most complaints are about no decision: a term against one would only make people wonder. And a
 * promise that something else would start is no term of this case yet. */
static gboolean
is_shown (LoketStanding *standing, const LoketClockReading *clock, gboolean citizens)
{
  if (clock->citizens != citizens)
    return FALSE;
  if (citizens)
    return clock->due != LOKET_NO_DAY ||
           json_object_has_member (standing->current->json, "contestedDecision");
  return clock->state != LOKET_CLOCK_STATE_NOT_STARTED || clock->kind == LOKET_CLOCK_KIND_LEGAL;
}

static guint
add_clocks (LoketClocksCard *self,
            LoketSession *session,
            LoketStanding *standing,
            gboolean citizens)
{
  guint before = self->shown->len;

  for (guint i = 0; i < standing->clocks->len; i++) {
    const LoketClockReading *clock = standing->clocks->pdata[i];

    if (!is_shown (standing, clock, citizens))
      continue;
    g_ptr_array_add (self->shown, (gpointer) clock);
    add_clock (self, session, standing, clock, 2 * citizens + (int) self->shown->len);
  }
  return self->shown->len - before;
}

/* A term of the citizen is none of our countdowns: it stands below a heading of its own. */
static void
add_citizens_heading (LoketClocksCard *self, int row)
{
  GtkWidget *heading = make_label (_ ("Term of the complainant"), "heading");

  gtk_widget_add_css_class (heading, "of-citizen");
  gtk_grid_attach (self->grid, heading, 0, row, 4, 1);
}

static void
clear (LoketClocksCard *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->pills, 0);
  g_clear_pointer (&self->standing, loket_standing_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

void
loket_clocks_card_show (LoketClocksCard *self, LoketSession *session, LoketDossier *dossier)
{
  LoketStanding *standing = dossier->standing;
  guint ours;

  clear (self);
  self->standing = loket_standing_ref (standing);
  ours = add_clocks (self, session, standing, FALSE);
  if (add_clocks (self, session, standing, TRUE) > 0)
    add_citizens_heading (self, (int) ours + 1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->shown->len > 0);
}

/**
 * loket_clocks_card_count_down:
 *
 * Says the countdowns anew, without making the rows anew: who is in one stays there.
 */
void
loket_clocks_card_count_down (LoketClocksCard *self, LoketSession *session)
{
  LoketMoment now = loket_desk_get_now (loket_session_get_desk (session));

  for (guint i = 0; i < self->shown->len; i++)
    loket_pill_show (self->pills->pdata[i], loket_session_get_speech (session),
                     self->shown->pdata[i], now);
}

static void
loket_clocks_card_dispose (GObject *object)
{
  LoketClocksCard *self = LOKET_CLOCKS_CARD (object);

  loket_widget_dispose_template (object, LOKET_TYPE_CLOCKS_CARD);
  g_clear_pointer (&self->standing, loket_standing_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->pills, g_ptr_array_unref);
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
  self->shown = g_ptr_array_new ();
  self->pills = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
