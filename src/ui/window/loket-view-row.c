/* SPDX-License-Identifier: EUPL-1.2 */
/* A view and how many cases it holds. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-view-row.h"

struct _LoketViewRow {
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *count;
  char *view;
};

G_DEFINE_FINAL_TYPE (LoketViewRow, loket_view_row, GTK_TYPE_LIST_BOX_ROW)

static void
loket_view_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_VIEW_ROW);
  G_OBJECT_CLASS (loket_view_row_parent_class)->dispose (object);
}

static void
loket_view_row_finalize (GObject *object)
{
  g_free (LOKET_VIEW_ROW (object)->view);
  G_OBJECT_CLASS (loket_view_row_parent_class)->finalize (object);
}

static void
loket_view_row_class_init (LoketViewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_view_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_view_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-view-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketViewRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketViewRow, name);
  gtk_widget_class_bind_template_child (widget_class, LoketViewRow, count);
}

static void
loket_view_row_init (LoketViewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_view_row_new:
 * @view: its code
 */
GtkWidget *
loket_view_row_new (const char *view, const char *icon)
{
  LoketViewRow *self = g_object_new (LOKET_TYPE_VIEW_ROW, NULL);

  self->view = g_strdup (view);
  gtk_image_set_from_icon_name (self->icon, icon);
  loket_view_row_set_urgent (self, g_str_equal (view, "overdue"));
  return GTK_WIDGET (self);
}

/**
 * loket_view_row_set_name:
 * @name: what the view is called on the screen
 */
void
loket_view_row_set_name (LoketViewRow *self, const char *name)
{
  gtk_label_set_text (self->name, name);
}

const char *
loket_view_row_get_view (LoketViewRow *self)
{
  return self->view;
}

/**
 * loket_view_row_set_count:
 * @count: a view without cases shows no number
 * @text: the number as it is written in the language of the screen
 */
void
loket_view_row_set_count (LoketViewRow *self, gint64 count, const char *text)
{
  g_autofree char *spoken = NULL;

  gtk_label_set_text (self->count, count > 0 ? text : "");
  if (count > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "has-cases");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "has-cases");
  spoken = g_str_equal (self->view, "pending")
               ? g_strdup_printf ("%s, %s", gtk_label_get_text (self->name), text)
               : g_strdup_printf (ngettext ("%s, %s case", "%s, %s cases", (gulong) count),
                                  gtk_label_get_text (self->name), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * loket_view_row_set_urgent:
 * @urgent: what it counts wants a person: then its number is shown as one that does
 */
void
loket_view_row_set_urgent (LoketViewRow *self, gboolean urgent)
{
  if (urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self), "urgent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "urgent");
}
