/* SPDX-License-Identifier: EUPL-1.2 */
/* The cards of the guide, one below the other. */
#include "config.h"

#include "loket-clocks-card.h"
#include "loket-complaint-card.h"
#include "loket-deadline-card.h"
#include "loket-guide.h"
#include "loket-next-card.h"
#include "loket-stage-cards.h"
#include "loket-stages.h"
#include "loket-timeline.h"
#include "loket-widget.h"

/* How many acts the guide shows; the timeline has them all. */
enum {
  LATEST_ACTS = 3
};

struct _LoketGuide {
  GtkWidget parent_instance;

  GtkBox *cards;
  GPtrArray *own; /* cards that are there for this case, in `cards` too */
  LoketStages *stages;
  LoketDeadlineCard *deadline;
  LoketNextCard *next;
  LoketComplaintCard *complaint;
  LoketClocksCard *clocks;
  LoketTimeline *latest;
};

G_DEFINE_FINAL_TYPE (LoketGuide, loket_guide, GTK_TYPE_WIDGET)

typedef GtkWidget *(*MakeCard) (LoketSession *session, LoketDossier *dossier);

/* What others wait for, or hold. */
static const MakeCard elsewhere[] = {loket_returned_card_make,  loket_inquiry_card_make,
                                     loket_transfer_card_make,  loket_linked_card_make,
                                     loket_next_line_card_make, NULL};
/* What is asked, and the stage that the case is in. */
static const MakeCard stage[] = {loket_demand_card_make,    loket_questions_card_make,
                                 loket_mediation_card_make, loket_mark_card_make,
                                 loket_damages_card_make,   loket_conduct_card_make,
                                 loket_bundle_card_make,    NULL};

static void
clear_cards (LoketGuide *self)
{
  for (guint i = 0; i < self->own->len; i++)
    gtk_box_remove (self->cards, self->own->pdata[i]);
  g_ptr_array_set_size (self->own, 0);
}

/* Between the cards that are always there; some show themselves later. (In a box of their own,
 * hidden while it is empty, the baseline's GTK gave the first of them no height.) */
static void
add_cards (LoketGuide *self,
           GtkWidget *after,
           const MakeCard *make,
           LoketSession *session,
           LoketDossier *dossier)
{
  for (gsize i = 0; make[i] != NULL; i++) {
    GtkWidget *card = make[i](session, dossier);

    if (card == NULL)
      continue;
    gtk_box_insert_child_after (self->cards, card, after);
    g_ptr_array_add (self->own, card);
    after = card;
  }
}

void
loket_guide_show (LoketGuide *self, LoketSession *session, LoketDossier *dossier)
{
  loket_stages_show (self->stages, session, dossier);
  loket_deadline_card_show (self->deadline, session, dossier);
  loket_next_card_show (self->next, session, dossier);
  clear_cards (self);
  add_cards (self, GTK_WIDGET (self->deadline), elsewhere, session, dossier);
  add_cards (self, GTK_WIDGET (self->next), stage, session, dossier);
  loket_complaint_card_show (self->complaint, session, dossier);
  loket_clocks_card_show (self->clocks, session, dossier);
  loket_timeline_show (self->latest, session, dossier);
}

void
loket_guide_count_down (LoketGuide *self, LoketSession *session, LoketDossier *dossier)
{
  loket_deadline_card_count_down (self->deadline, session, dossier);
  loket_clocks_card_count_down (self->clocks, session);
}

static void
loket_guide_dispose (GObject *object)
{
  g_clear_pointer (&LOKET_GUIDE (object)->own, g_ptr_array_unref);
  loket_widget_dispose_template (object, LOKET_TYPE_GUIDE);
  G_OBJECT_CLASS (loket_guide_parent_class)->dispose (object);
}

static void
loket_guide_class_init (LoketGuideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_guide_dispose;
  g_type_ensure (LOKET_TYPE_STAGES);
  g_type_ensure (LOKET_TYPE_DEADLINE_CARD);
  g_type_ensure (LOKET_TYPE_NEXT_CARD);
  g_type_ensure (LOKET_TYPE_COMPLAINT_CARD);
  g_type_ensure (LOKET_TYPE_CLOCKS_CARD);
  g_type_ensure (LOKET_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/loket/Loket/ui/loket-guide.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, stages);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, deadline);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, next);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, cards);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, complaint);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, clocks);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, latest);
}

static void
loket_guide_init (LoketGuide *self)
{
  self->own = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  loket_timeline_set_limit (self->latest, LATEST_ACTS);
}
