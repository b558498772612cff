/* SPDX-License-Identifier: EUPL-1.2 */
/* From a table of members to rows, and between rows and JSON. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-date-row.h"
#include "loket-intake-rows.h"

static GtkWidget *
make_switch_row (const char *label, GCallback changed, gpointer user_data)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_object_set_data (G_OBJECT (row), "switch", toggle);
  g_signal_connect_object (toggle, "notify::active", changed, user_data, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_row (const LoketIntakeRow *spec, LoketSpeech *speech, GCallback changed, gpointer user_data)
{
  GtkWidget *row;

  if (spec->kind == LOKET_INTAKE_ROW_SWITCH)
    return make_switch_row (_ (spec->label), changed, user_data);
  if (spec->kind == LOKET_INTAKE_ROW_DAY) {
    row = loket_date_row_new (_ (spec->label), speech);
  } else {
    row = adw_entry_row_new ();
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (spec->label));
  }
  gtk_widget_set_name (row, spec->member); /* by which a draft knows what was typed in it */
  g_signal_connect_object (row, "changed", changed, user_data, G_CONNECT_SWAPPED);
  return row;
}

/**
 * loket_intake_rows_init:
 * @spec: static
 * @changed: called, swapped, with @user_data, an object, at every change
 *
 * Makes the rows; whoever calls puts them somewhere.
 */
void
loket_intake_rows_init (LoketIntakeRows *self,
                        const LoketIntakeRow *spec,
                        LoketSpeech *speech,
                        GCallback changed,
                        gpointer user_data)
{
  self->spec = spec;
  self->rows = g_ptr_array_new ();
  for (; spec->member != NULL; spec++)
    g_ptr_array_add (self->rows, make_row (spec, speech, changed, user_data));
}

void
loket_intake_rows_clear (LoketIntakeRows *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

/**
 * loket_intake_rows_get:
 *
 * Returns: (transfer none) (nullable): the row of a member
 */
GtkWidget *
loket_intake_rows_get (LoketIntakeRows *self, const char *member)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal (self->spec[i].member, member))
      return self->rows->pdata[i];
  }
  return NULL;
}

static GtkSwitch *
get_switch (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "switch");
}

static void
gather_row (const LoketIntakeRow *spec, GtkWidget *row, JsonObject *object)
{
  g_autofree char *text = NULL;
  LoketDay day;

  switch (spec->kind) {
  case LOKET_INTAKE_ROW_SWITCH:
    if (gtk_switch_get_active (get_switch (row)))
      json_object_set_boolean_member (object, spec->member, TRUE);
    break;
  case LOKET_INTAKE_ROW_DAY:
    if (loket_date_row_get_day (LOKET_DATE_ROW (row), &day) && day != LOKET_NO_DAY)
      loket_json_set_day (object, spec->member, day);
    break;
  case LOKET_INTAKE_ROW_LINE:
  default:
    text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
    if (*text != '\0')
      json_object_set_string_member (object, spec->member, text);
  }
}

/**
 * loket_intake_rows_gather:
 * @object: gets a member for each row that is visible and filled; no other is added
 */
void
loket_intake_rows_gather (LoketIntakeRows *self, JsonObject *object)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (gtk_widget_get_visible (self->rows->pdata[i]))
      gather_row (&self->spec[i], self->rows->pdata[i], object);
  }
}

/**
 * loket_intake_rows_spread:
 * @object: (nullable): what is not in it becomes blank
 */
void
loket_intake_rows_spread (LoketIntakeRows *self, JsonObject *object)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const LoketIntakeRow *spec = &self->spec[i];
    GtkWidget *row = self->rows->pdata[i];
    const char *text = object != NULL ? loket_json_peek_string (object, spec->member) : NULL;

    if (spec->kind == LOKET_INTAKE_ROW_SWITCH)
      gtk_switch_set_active (get_switch (row), object != NULL && loket_json_peek_boolean (
                                                                     object, spec->member, FALSE));
    else if (spec->kind == LOKET_INTAKE_ROW_LINE)
      gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
    else
      loket_date_row_set_day (LOKET_DATE_ROW (row), object != NULL
                                                        ? loket_json_peek_day (object, spec->member)
                                                        : LOKET_NO_DAY);
  }
}
