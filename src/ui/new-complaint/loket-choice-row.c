/* SPDX-License-Identifier: EUPL-1.2 */
/* A combo row that knows the codes behind its names. */
#include "config.h"

#include "loket-choice-row.h"

struct _LoketChoiceRow {
  AdwComboRow parent_instance;

  GPtrArray *choices; /* (element-type LoketChoice) (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (LoketChoiceRow, loket_choice_row, ADW_TYPE_COMBO_ROW)

static void
loket_choice_row_finalize (GObject *object)
{
  g_clear_pointer (&LOKET_CHOICE_ROW (object)->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (loket_choice_row_parent_class)->finalize (object);
}

static void
loket_choice_row_class_init (LoketChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_choice_row_finalize;
}

static void
loket_choice_row_init (LoketChoiceRow *self)
{
}

/**
 * loket_choice_row_get_code:
 *
 * Returns: (transfer none) (nullable): what is chosen; NULL where there is nothing to choose
 */
const char *
loket_choice_row_get_code (LoketChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  LoketChoice *choice = self->choices != NULL && selected < self->choices->len
                            ? self->choices->pdata[selected]
                            : NULL;

  return choice != NULL ? choice->code : NULL;
}

/**
 * loket_choice_row_set_code:
 * @code: (nullable): a code that is not among the choices changes nothing
 */
void
loket_choice_row_set_code (LoketChoiceRow *self, const char *code)
{
  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++) {
    LoketChoice *choice = g_ptr_array_index (self->choices, i);

    if (g_strcmp0 (choice->code, code) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
  }
}

/**
 * loket_choice_row_set_choices:
 * @choices: (element-type LoketChoice): a reference is taken; the first is chosen
 */
void
loket_choice_row_set_choices (LoketChoiceRow *self, GPtrArray *choices)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = g_ptr_array_ref (choices);
  for (guint i = 0; i < choices->len; i++) {
    LoketChoice *choice = g_ptr_array_index (choices, i);

    gtk_string_list_append (names, choice->name);
  }
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
}
