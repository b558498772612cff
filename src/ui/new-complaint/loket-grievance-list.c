/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of text that can be added and taken away. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-grievance-list.h"
#include "loket-widget.h"

struct _LoketGrievanceList {
  GtkWidget parent_instance;

  GtkListBox *list;
  GPtrArray *rows; /* (element-type AdwEntryRow): children of @list, in order */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketGrievanceList, loket_grievance_list, GTK_TYPE_WIDGET)

static void
changed_cb (LoketGrievanceList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
number_rows (LoketGrievanceList *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *title = g_strdup_printf (_ ("Grievance %u"), i + 1);

    adw_preferences_row_set_title (self->rows->pdata[i], title);
  }
}

static void
remove_cb (LoketGrievanceList *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, row);
  number_rows (self);
  changed_cb (self);
}

static GtkWidget *
add_row (LoketGrievanceList *self, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_name (row, "grievances"); /* by which a draft knows what was typed in it */
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove this grievance"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove this grievance"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, (int) self->rows->len);
  g_ptr_array_add (self->rows, row);
  number_rows (self);
  return row;
}

static void
add_cb (LoketGrievanceList *self)
{
  gtk_widget_grab_focus (add_row (self, ""));
  changed_cb (self);
}

static void
loket_grievance_list_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_GRIEVANCE_LIST);
  G_OBJECT_CLASS (loket_grievance_list_parent_class)->dispose (object);
}

static void
loket_grievance_list_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_GRIEVANCE_LIST (object)->rows);
  G_OBJECT_CLASS (loket_grievance_list_parent_class)->finalize (object);
}

static void
loket_grievance_list_class_init (LoketGrievanceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_grievance_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_grievance_list_finalize;
  /* ::changed: the texts are others now. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-grievance-list.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketGrievanceList, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
loket_grievance_list_init (LoketGrievanceList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_row (self, "");
}

/**
 * loket_grievance_list_dup_texts:
 *
 * Returns: (transfer full): the grievances that were typed, blank rows left out
 */
char **
loket_grievance_list_dup_texts (LoketGrievanceList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *text =
        g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rows->pdata[i]))));

    if (*text != '\0')
      g_strv_builder_add (builder, text);
  }
  return g_strv_builder_end (builder);
}

/**
 * loket_grievance_list_set_texts:
 *
 * Replaces all rows; without texts one blank row stays.
 */
void
loket_grievance_list_set_texts (LoketGrievanceList *self, const char *const *texts)
{
  while (self->rows->len > 0) {
    gtk_list_box_remove (self->list, self->rows->pdata[self->rows->len - 1]);
    g_ptr_array_remove_index (self->rows, self->rows->len - 1);
  }
  for (guint i = 0; texts[i] != NULL; i++)
    add_row (self, texts[i]);
  if (self->rows->len == 0)
    add_row (self, "");
}
