/* SPDX-License-Identifier: EUPL-1.2 */
/* The banner; the baseline has none of its own. */
#include "config.h"

#include "loket-banner.h"
#include "loket-widget.h"

struct _LoketBanner {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkLabel *detail;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (LoketBanner, loket_banner, GTK_TYPE_WIDGET)

static void
loket_banner_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_BANNER);
  G_OBJECT_CLASS (loket_banner_parent_class)->dispose (object);
}

static void
loket_banner_class_init (LoketBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/loket/Loket/ui/loket-banner.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, LoketBanner, text);
  gtk_widget_class_bind_template_child (widget_class, LoketBanner, detail);
  gtk_widget_class_bind_template_child (widget_class, LoketBanner, button);
}

static void
loket_banner_init (LoketBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_banner_show:
 * @text: plain text
 * @button_label: (nullable): what the button says
 * @action_name: (nullable): what the button does
 *
 * Without a detail, until loket_banner_set_detail().
 */
void
loket_banner_show (LoketBanner *self,
                   const char *text,
                   const char *button_label,
                   const char *action_name)
{
  gtk_label_set_text (self->text, text);
  loket_banner_set_detail (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  if (button_label != NULL) {
    gtk_button_set_label (self->button, button_label);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  }
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * loket_banner_set_detail:
 * @detail: (nullable): plain text below the text, which is a heading then
 */
void
loket_banner_set_detail (LoketBanner *self, const char *detail)
{
  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  if (detail != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "heading");
}

void
loket_banner_hide (LoketBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
