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

  LoketStages *stages;
  LoketDeadlineCard *deadline;
  LoketNextCard *next;
  GtkBox *elsewhere_cards;
  GtkBox *stage_cards;
  LoketComplaintCard *complaint;
  LoketClocksCard *clocks;
  LoketTimeline *latest;
};

G_DEFINE_FINAL_TYPE (LoketGuide, loket_guide, GTK_TYPE_WIDGET)

typedef GtkWidget *(*MakeCard) (LoketSession *session, LoketDossier *dossier);

/* What others wait for, or hold. */
static const MakeCard elsewhere[] = {loket_returned_card_make, loket_inquiry_card_make,
                                     loket_transfer_card_make, loket_next_line_card_make, NULL};
/* What is asked, and the stage that the case is in. */
static const MakeCard stage[] = {loket_demand_card_make,    loket_questions_card_make,
                                 loket_mediation_card_make, loket_mark_card_make,
                                 loket_damages_card_make,   loket_conduct_card_make,
                                 loket_bundle_card_make,    NULL};

/* A card may show itself later, when what it looks for was found. */
static void
show_box (GtkWidget *box)
{
  gboolean any = FALSE;

  for (GtkWidget *card = gtk_widget_get_first_child (box); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    any |= gtk_widget_get_visible (card);
  gtk_widget_set_visible (box, any);
}

static void
show_cards (GtkBox *box, const MakeCard *make, LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (gsize i = 0; make[i] != NULL; i++) {
    GtkWidget *card = make[i](session, dossier);

    if (card == NULL)
      continue;
    gtk_box_append (box, card);
    g_signal_connect_object (card, "notify::visible", G_CALLBACK (show_box), box,
                             G_CONNECT_SWAPPED);
  }
  show_box (GTK_WIDGET (box));
}

void
loket_guide_show (LoketGuide *self, LoketSession *session, LoketDossier *dossier)
{
  loket_stages_show (self->stages, session, dossier);
  loket_deadline_card_show (self->deadline, session, dossier);
  loket_next_card_show (self->next, session, dossier);
  show_cards (self->elsewhere_cards, elsewhere, session, dossier);
  show_cards (self->stage_cards, stage, session, dossier);
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
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, elsewhere_cards);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, stage_cards);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, complaint);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, clocks);
  gtk_widget_class_bind_template_child (widget_class, LoketGuide, latest);
}

static void
loket_guide_init (LoketGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  loket_timeline_set_limit (self->latest, LATEST_ACTS);
}
