/* SPDX-License-Identifier: EUPL-1.2 */
/* The card of what must be looked at. */
#include "config.h"

#include "loket-notice-card.h"
#include "loket-widget.h"

struct _LoketNoticeCard {
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *heading;
  GtkLabel *text;
  GtkLabel *facts;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (LoketNoticeCard, loket_notice_card, GTK_TYPE_WIDGET)

static void
loket_notice_card_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_NOTICE_CARD);
  G_OBJECT_CLASS (loket_notice_card_parent_class)->dispose (object);
}

static void
loket_notice_card_class_init (LoketNoticeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_notice_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-notice-card.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketNoticeCard, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketNoticeCard, heading);
  gtk_widget_class_bind_template_child (widget_class, LoketNoticeCard, text);
  gtk_widget_class_bind_template_child (widget_class, LoketNoticeCard, facts);
  gtk_widget_class_bind_template_child (widget_class, LoketNoticeCard, buttons);
}

static void
loket_notice_card_init (LoketNoticeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_notice_card_begin:
 * @heading: what happened, in few words
 * @text: plain text
 *
 * Shows the card, without facts and buttons.
 */
void
loket_notice_card_begin (LoketNoticeCard *self,
                         const char *icon,
                         const char *heading,
                         const char *text)
{
  GtkWidget *button;

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->text, text);
  gtk_label_set_text (self->facts, "");
  gtk_widget_set_visible (GTK_WIDGET (self->facts), FALSE);
  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, button);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * loket_notice_card_add_fact:
 * @fact: plain text; a line of its own
 */
void
loket_notice_card_add_fact (LoketNoticeCard *self, const char *fact)
{
  const char *before = gtk_label_get_text (self->facts);
  g_autofree char *text = g_strjoin (*before != '\0' ? "\n" : "", before, fact, NULL);

  gtk_label_set_text (self->facts, text);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), TRUE);
}

/**
 * loket_notice_card_add_button:
 * @label: with its access key
 */
void
loket_notice_card_add_button (LoketNoticeCard *self,
                              const char *label,
                              const char *action,
                              gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  loket_widget_name (button, label);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (self->buttons, button);
}

void
loket_notice_card_hide (LoketNoticeCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
