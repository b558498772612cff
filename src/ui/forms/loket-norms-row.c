/* SPDX-License-Identifier: EUPL-1.2 */
/* Several of a list. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-norms-row.h"
#include "loket-profile-choices.h"
#include "loket-widget.h"

struct _LoketNormsRow {
  AdwExpanderRow parent_instance;

  GPtrArray *codes; /* (element-type utf8) (owned) */
  GPtrArray *boxes; /* (element-type GtkCheckButton): in the order of @codes */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketNormsRow, loket_norms_row, ADW_TYPE_EXPANDER_ROW)

static void
show_count (LoketNormsRow *self)
{
  g_autofree char *text = NULL;
  guint count = 0;

  for (guint i = 0; i < self->boxes->len; i++) {
    if (gtk_check_button_get_active (self->boxes->pdata[i]))
      count++;
  }
  text = g_strdup_printf (ngettext ("%u chosen", "%u chosen", count), count);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), count > 0 ? text : _ ("none"));
}

static void
toggled_cb (LoketNormsRow *self)
{
  show_count (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
loket_norms_row_finalize (GObject *object)
{
  LoketNormsRow *self = LOKET_NORMS_ROW (object);

  g_ptr_array_unref (self->codes);
  g_ptr_array_unref (self->boxes);
  G_OBJECT_CLASS (loket_norms_row_parent_class)->finalize (object);
}

static void
loket_norms_row_class_init (LoketNormsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_norms_row_finalize;
  /* ::changed: other norms are ticked now. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_norms_row_init (LoketNormsRow *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->boxes = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
}

static void
add_choice (LoketNormsRow *self, const LoketChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *box = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->name,
                                  -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), box);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), box);
  g_signal_connect_object (box, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->codes, g_strdup (choice->code));
  g_ptr_array_add (self->boxes, box);
}

/**
 * loket_norms_row_new:
 * @choices: (element-type LoketChoice): copied
 */
GtkWidget *
loket_norms_row_new (const char *title, GPtrArray *choices)
{
  LoketNormsRow *self = g_object_new (LOKET_TYPE_NORMS_ROW, "title", title, NULL);

  for (guint i = 0; i < choices->len; i++)
    add_choice (self, choices->pdata[i]);
  show_count (self);
  loket_widget_name (self, title);
  return GTK_WIDGET (self);
}

/**
 * loket_norms_row_dup_codes:
 *
 * Returns: (transfer full): the codes that are ticked
 */
char **
loket_norms_row_dup_codes (LoketNormsRow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->boxes->len; i++) {
    if (gtk_check_button_get_active (self->boxes->pdata[i]))
      g_strv_builder_add (builder, self->codes->pdata[i]);
  }
  return g_strv_builder_end (builder);
}

void
loket_norms_row_set_codes (LoketNormsRow *self, const char *const *codes)
{
  for (guint i = 0; i < self->boxes->len; i++)
    gtk_check_button_set_active (self->boxes->pdata[i],
                                 g_strv_contains (codes, self->codes->pdata[i]));
}
