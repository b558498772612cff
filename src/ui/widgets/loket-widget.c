/* SPDX-License-Identifier: EUPL-1.2 */
/* Letting go of a template, and naming what has no name of its own. */
#include "config.h"

#include "loket-widget.h"

/**
 * loket_widget_dispose_template:
 * @widget: a widget that derives from GtkWidget itself
 * @type: its type
 *
 * GTK 4.8 lets go of the children that are bound to a field; the others are unparented here.
 */
void
loket_widget_dispose_template (gpointer widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (widget), type);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (widget))) != NULL)
    gtk_widget_unparent (child);
}

/**
 * loket_widget_name:
 * @label: with its access key, which a reader does not say
 *
 * Names a widget for those who do not see it.
 */
void
loket_widget_name (gpointer widget, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * loket_widget_new_expander:
 *
 * Returns: (transfer floating): an AdwExpanderRow that says its title to readers too
 */
GtkWidget *
loket_widget_new_expander (const char *title)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  loket_widget_name (expander, title);
  return expander;
}
