/* SPDX-License-Identifier: EUPL-1.2 */
/* A field: which row it has depends on its kind; a field without choices hides itself. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-case-suggestions.h"
#include "loket-correctable.h"
#include "loket-field-choices.h"
#include "loket-form-field-private.h"
#include "loket-widget.h"

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketFormField, loket_form_field, GTK_TYPE_WIDGET)

static void
changed_cb (LoketFormField *self)
{
  loket_form_field_set_error (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What nobody has decided yet has a choice of its own: newer GTK always chooses one of them. */
static void
add_undecided (LoketFormField *self)
{
  if (_loket_form_field_is_decision (self->spec) || self->spec->kind == LOKET_FIELD_FACT)
    g_ptr_array_insert (self->choices, 0, loket_choice_new ("", _ ("to be chosen")));
}

static GtkWidget *
make_combo_row (LoketFormField *self, const char *title)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < self->choices->len; i++) {
    LoketChoice *choice = g_ptr_array_index (self->choices, i);

    gtk_string_list_append (names, choice->name);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* In this order: newer libadwaita does not say what was chosen before. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_check_row (LoketFormField *self, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  loket_widget_name (control, title);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

/* The switch of a row that is ticked or not. */
GtkSwitch *
_loket_form_field_get_switch (LoketFormField *self)
{
  return GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (self->row)));
}

static GtkWidget *
make_row (LoketFormField *self, const char *title)
{
  GtkWidget *row;

  switch (self->kind) {
  case LOKET_FIELD_TEXT:
    row = loket_text_row_new (title);
    break;
  case LOKET_FIELD_DAY:
    row = loket_date_row_new (title, loket_session_get_speech (self->session));
    break;
  case LOKET_FIELD_LINE:
  case LOKET_FIELD_CASE:
  case LOKET_FIELD_PERSON:
  case LOKET_FIELD_BODY:
    row = adw_entry_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    break;
  case LOKET_FIELD_NORMS:
  case LOKET_FIELD_DEMANDS:
  case LOKET_FIELD_PERSONS:
    row = loket_norms_row_new (title, self->choices);
    break;
  case LOKET_FIELD_CHECK:
    return make_check_row (self, title);
  case LOKET_FIELD_VIA:
  case LOKET_FIELD_CODE:
  case LOKET_FIELD_PROFILE:
  case LOKET_FIELD_GROUND:
  case LOKET_FIELD_NEXT_LINE:
  case LOKET_FIELD_GRIEVANCE:
  case LOKET_FIELD_EARLIER:
  case LOKET_FIELD_LETTER:
  case LOKET_FIELD_DEMAND:
  case LOKET_FIELD_AGENCY:
  case LOKET_FIELD_YES_NO:
  case LOKET_FIELD_FACT:
  case LOKET_FIELD_NEW_VALUE:
  default:
    return make_combo_row (self, title);
  }
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* What the fact that is corrected says now: it is changed rather than typed anew. */
static JsonNode *
find_old_value (LoketFormField *self)
{
  if (self->spec->kind != LOKET_FIELD_NEW_VALUE || self->context == NULL)
    return NULL;
  return loket_case_get_fact (self->dossier->standing->current, self->context);
}

/* Whether a term of the procedure is the very day that is typed here. */
static gboolean
binds (LoketFormField *self)
{
  return self->spec->kind == LOKET_FIELD_DAY && g_str_equal (self->spec->member, "until") &&
         loket_profile_choices_copies_until (
             loket_session_find_profile (self->session, self->dossier->the_case), self->act);
}

/* A procedure without norms asks for none, and no fact becomes another one before it is chosen. */
static gboolean
is_wanted (LoketFormField *self)
{
  if (self->spec->kind == LOKET_FIELD_NORMS)
    return self->choices->len > 0;
  /* "none" alone is no choice. */
  if (self->spec->kind == LOKET_FIELD_NEXT_LINE || self->spec->kind == LOKET_FIELD_AGENCY ||
      (self->spec->kind == LOKET_FIELD_LETTER && !self->spec->required))
    return self->choices->len > 1;
  if (self->spec->kind == LOKET_FIELD_DEMAND)
    return self->choices->len > 2;
  if (self->spec->only_where_it_binds)
    return binds (self);
  /* A body that was chosen is not typed too. */
  if (self->spec->kind == LOKET_FIELD_BODY)
    return self->context == NULL;
  return self->spec->kind != LOKET_FIELD_NEW_VALUE || self->context != NULL;
}

/* Makes the row anew, when what it depends on has changed. */
static void
rebuild (LoketFormField *self)
{
  gboolean corrects = self->spec->kind == LOKET_FIELD_NEW_VALUE && self->context != NULL;

  self->kind = corrects ? loket_correctable_get_kind (self->context) : self->spec->kind;
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices =
      loket_field_choices_list (self->session, self->dossier, self->spec, self->act, self->context);
  add_undecided (self);
  if (self->row != NULL)
    gtk_list_box_remove (self->list, self->row);
  self->row = make_row (self, _ (self->spec->label));
  gtk_widget_set_name (self->row, self->spec->member);
  if (ADW_IS_PREFERENCES_ROW (self->row)) {
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
    adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->row), TRUE);
  }
  gtk_list_box_append (self->list, self->row);
  if (self->kind == LOKET_FIELD_CASE)
    loket_case_suggestions_attach (self->list, GTK_EDITABLE (self->row), self->session,
                                   self->dossier->the_case->case_id);
  loket_widget_name (self->list, _ (self->spec->label));
  if (find_old_value (self) != NULL)
    loket_form_field_set_value (self, find_old_value (self));
  gtk_widget_set_visible (GTK_WIDGET (self), is_wanted (self));
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LOKET_FORM_FIELD (widget)->row);
}

static void
loket_form_field_dispose (GObject *object)
{
  LoketFormField *self = LOKET_FORM_FIELD (object);

  loket_widget_dispose_template (object, LOKET_TYPE_FORM_FIELD);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->context, g_free);
  g_clear_pointer (&self->dossier, loket_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_form_field_parent_class)->dispose (object);
}

static void
loket_form_field_class_init (LoketFormFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_form_field_dispose;
  widget_class->grab_focus = grab_focus;
  /* ::changed: the value is another one now. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-form-field.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketFormField, list);
  gtk_widget_class_bind_template_child (widget_class, LoketFormField, error);
}

static void
loket_form_field_init (LoketFormField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_form_field_new:
 * @spec: (transfer none): static
 * @act: the act of the form
 */
GtkWidget *
loket_form_field_new (LoketSession *session,
                      LoketDossier *dossier,
                      const LoketFieldSpec *spec,
                      LoketActType act)
{
  LoketFormField *self = g_object_new (LOKET_TYPE_FORM_FIELD, NULL);

  self->session = g_object_ref (session);
  self->dossier = loket_dossier_ref (dossier);
  self->spec = spec;
  self->act = act;
  rebuild (self);
  return GTK_WIDGET (self);
}

const LoketFieldSpec *
loket_form_field_get_spec (LoketFormField *self)
{
  return self->spec;
}

/**
 * loket_form_field_set_context:
 * @context: (nullable): what the field that this one depends on says now
 *
 * What was typed or chosen here is lost when the context is another one.
 */
void
loket_form_field_set_context (LoketFormField *self, const char *context)
{
  if (g_strcmp0 (self->context, context) == 0)
    return;
  g_free (self->context);
  self->context = g_strdup (context);
  rebuild (self);
}

/**
 * loket_form_field_check:
 *
 * Returns: (transfer full) (nullable): what is wrong with the value; NULL when nothing is
 */
char *
loket_form_field_check (LoketFormField *self)
{
  g_autoptr (JsonNode) value = loket_form_field_dup_value (self);
  LoketDay day;

  if (self->kind == LOKET_FIELD_DAY && !loket_date_row_get_day (LOKET_DATE_ROW (self->row), &day))
    return g_strdup (_ ("Write the day as 2026-11-27 or 27/11/2026."));
  if (value != NULL && find_old_value (self) != NULL &&
      json_node_equal (value, find_old_value (self)))
    return g_strdup (_ ("This is what stands there already."));
  if (value != NULL || (!self->spec->required && !binds (self)))
    return NULL;
  if (self->choices->len == 0 &&
      (self->spec->kind == LOKET_FIELD_EARLIER || self->spec->kind == LOKET_FIELD_LETTER))
    return g_strdup (_ ("There is nothing yet to choose from."));
  return g_strdup (_ ("This is needed."));
}

/**
 * loket_form_field_set_error:
 * @error: (nullable): a sentence that stands below the field; NULL takes it away
 */
void
loket_form_field_set_error (LoketFormField *self, const char *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
      error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (error == NULL) {
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->row),
                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    return;
  }
  /* A list, which NULL ends; ERROR_MESSAGE would take a single reference and read on behind it. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->error, NULL, -1);
}
