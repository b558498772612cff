/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of the complainant. They go into labels as plain text, never as markup. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-complaint-card.h"
#include "loket-intake-box.h"
#include "loket-missing.h"
#include "loket-profile-choices.h"
#include "loket-widget.h"

struct _LoketComplaintCard {
  GtkWidget parent_instance;

  GtkWidget *incomplete;
  GtkLabel *missing;
  GtkWidget *ask;
  GtkLabel *appeal;
  GtkLabel *facts;
  GtkLabel *grievances_title;
  GtkBox *grievances;
};

G_DEFINE_FINAL_TYPE (LoketComplaintCard, loket_complaint_card, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static GtkWidget *
make_grievance (LoketSession *session, LoketDossier *dossier, LoketGrievance *grievance, guint nth)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *number = g_strdup_printf ("%u.", nth + 1);
  const char *mark = loket_standing_get_mark (dossier->standing, grievance->grievance_id);
  GtkWidget *text = make_label (grievance->text);
  GtkWidget *judgement =
      gtk_label_new (mark != NULL ? loket_profile_choices_get_name (session, dossier->the_case,
                                                                    "outcomeMarks", "mark", mark)
                                  : _ ("not assessed yet"));

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (judgement, GTK_ALIGN_START);
  gtk_widget_add_css_class (judgement, "chip");
  gtk_box_append (GTK_BOX (box), make_label (number));
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), judgement);
  return box;
}

/* Whoever left no name cannot be asked: the button is only there for the others. */
static void
show_missing (LoketComplaintCard *self, LoketSession *session, LoketDossier *dossier)
{
  g_autofree char *names = loket_missing_name (session, dossier);
  g_autofree char *text = names != NULL ? g_strdup_printf (_ ("Incomplete: %s."), names) : NULL;
  LoketPermission *permission = &dossier->standing->permissions[LOKET_ACT_REQUEST];

  gtk_widget_set_visible (self->incomplete, names != NULL);
  gtk_label_set_text (self->missing, text != NULL ? text : "");
  gtk_widget_set_visible (self->ask, dossier->standing->current->complainants->len > 0 &&
                                         permission->answer == LOKET_ANSWER_ALLOWED);
}

static void
show_appeal (LoketComplaintCard *self, LoketSession *session, LoketDossier *dossier)
{
  g_autofree char *text = loket_intake_say_appeal (loket_session_get_speech (session),
                                                   dossier->standing->current->json);

  gtk_widget_set_visible (GTK_WIDGET (self->appeal), text != NULL);
  gtk_label_set_text (self->appeal, text != NULL ? text : "");
}

void
loket_complaint_card_show (LoketComplaintCard *self, LoketSession *session, LoketDossier *dossier)
{
  LoketCase *facts = dossier->standing->current;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grievances))) != NULL)
    gtk_box_remove (self->grievances, child);
  show_missing (self, session, dossier);
  show_appeal (self, session, dossier);
  gtk_label_set_text (self->facts,
                      *facts->facts != '\0' ? facts->facts : _ ("No facts were written down."));
  for (guint i = 0; i < facts->grievances->len; i++)
    gtk_box_append (self->grievances,
                    make_grievance (session, dossier, facts->grievances->pdata[i], i));
  gtk_widget_set_visible (GTK_WIDGET (self->grievances_title), facts->grievances->len > 0);
}

static void
loket_complaint_card_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_COMPLAINT_CARD);
  G_OBJECT_CLASS (loket_complaint_card_parent_class)->dispose (object);
}

static void
loket_complaint_card_class_init (LoketComplaintCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_complaint_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-complaint-card.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, incomplete);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, missing);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, ask);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, appeal);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, facts);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, grievances_title);
  gtk_widget_class_bind_template_child (widget_class, LoketComplaintCard, grievances);
}

static void
loket_complaint_card_init (LoketComplaintCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
