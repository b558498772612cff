/* SPDX-License-Identifier: EUPL-1.2 */
/* The value of a field: from its row to JSON and back. */
#include "config.h"

#include "loket-form-field-private.h"

static JsonNode *
make_string (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped != '\0' ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
read_choice_at (LoketFormField *self, guint position)
{
  LoketChoice *choice = position < self->choices->len ? self->choices->pdata[position] : NULL;

  if (choice == NULL || *choice->code == '\0')
    return NULL;
  if (self->kind == LOKET_FIELD_YES_NO)
    return json_node_init_boolean (json_node_alloc (), g_str_equal (choice->code, "true"));
  return json_node_init_string (json_node_alloc (), choice->code);
}

static JsonNode *
read_choice (LoketFormField *self)
{
  return read_choice_at (self, adw_combo_row_get_selected (ADW_COMBO_ROW (self->row)));
}

static JsonNode *
read_norms (LoketFormField *self)
{
  g_auto (GStrv) codes = loket_norms_row_dup_codes (LOKET_NORMS_ROW (self->row));
  g_autoptr (JsonArray) array = json_array_new ();

  /* An act that says what is demanded says something. */
  if (self->spec->required && codes[0] == NULL)
    return NULL;
  for (guint i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (array, codes[i]);
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_day (LoketFormField *self)
{
  LoketDay day;
  g_autofree char *text = NULL;

  if (!loket_date_row_get_day (LOKET_DATE_ROW (self->row), &day) || day == LOKET_NO_DAY)
    return NULL;
  text = loket_day_to_string (day);
  return json_node_init_string (json_node_alloc (), text);
}

/* What the chosen agency is called in the language of the letters: the complainant reads it. */
static JsonNode *
read_body_name (LoketFormField *self)
{
  LoketRules *rules = loket_desk_get_rules (loket_session_get_desk (self->session));
  LoketCase *facts = self->dossier->standing->current;
  LoketProfile *profile = loket_session_find_profile (self->session, self->dossier->the_case);
  LoketAgency *agency = loket_rules_get_agency (rules, self->context);
  JsonObject *names =
      agency != NULL ? loket_json_peek_object (loket_agency_get_json (agency), "names") : NULL;
  g_autofree char *language =
      profile != NULL ? loket_profile_get_letter_language (profile, facts->filing_language) : NULL;
  const char *name =
      names != NULL && language != NULL ? loket_json_peek_string (names, language) : NULL;

  return make_string (name != NULL ? name
                                   : loket_session_name_agency (self->session, self->context));
}

/**
 * loket_form_field_dup_value:
 *
 * Returns: (transfer full) (nullable): the value as the payload has it; NULL where it has none
 */
JsonNode *
loket_form_field_dup_value (LoketFormField *self)
{
  g_autofree char *text = NULL;

  switch ((int) self->kind) {
  case LOKET_FIELD_TEXT:
    text = loket_text_row_dup_text (LOKET_TEXT_ROW (self->row));
    return make_string (text);
  case LOKET_FIELD_DAY:
    return read_day (self);
  case LOKET_FIELD_BODY:
    if (self->context != NULL)
      return read_body_name (self);
    return make_string (gtk_editable_get_text (GTK_EDITABLE (self->row)));
  case LOKET_FIELD_LINE:
  case LOKET_FIELD_CASE:
  case LOKET_FIELD_PERSON:
    return make_string (gtk_editable_get_text (GTK_EDITABLE (self->row)));
  case LOKET_FIELD_NORMS:
  case LOKET_FIELD_DEMANDS:
  case LOKET_FIELD_PERSONS:
    return read_norms (self);
  case LOKET_FIELD_CHECK:
    return json_node_init_boolean (json_node_alloc (),
                                   gtk_switch_get_active (_loket_form_field_get_switch (self)));
  default:
    return read_choice (self);
  }
}

static void
choose (LoketFormField *self, JsonNode *value)
{
  const char *code;

  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    code = json_node_get_boolean (value) ? "true" : "false";
  else
    code = json_node_get_string (value);
  for (guint i = 0; code != NULL && i < self->choices->len; i++) {
    LoketChoice *choice = g_ptr_array_index (self->choices, i);

    if (g_str_equal (choice->code, code))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), i);
  }
}

static void
set_norms (LoketFormField *self, JsonNode *value)
{
  g_autoptr (JsonObject) holder = json_object_new ();
  g_auto (GStrv) codes = NULL;

  json_object_set_member (holder, "norms", json_node_ref (value));
  codes = loket_json_peek_strings (holder, "norms");
  loket_norms_row_set_codes (LOKET_NORMS_ROW (self->row), (const char *const *) codes);
}

/**
 * loket_form_field_set_value:
 * @value: as it stood in a draft or in the case; what does not fit the field is left out
 */
void
loket_form_field_set_value (LoketFormField *self, JsonNode *value)
{
  gboolean is_text =
      JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING;

  switch ((int) self->kind) {
  case LOKET_FIELD_TEXT:
    if (is_text)
      loket_text_row_set_text (LOKET_TEXT_ROW (self->row), json_node_get_string (value));
    break;
  case LOKET_FIELD_DAY:
  case LOKET_FIELD_LINE:
  case LOKET_FIELD_CASE:
  case LOKET_FIELD_BODY:
  case LOKET_FIELD_PERSON:
    if (is_text)
      gtk_editable_set_text (GTK_EDITABLE (self->row), json_node_get_string (value));
    break;
  case LOKET_FIELD_NORMS:
  case LOKET_FIELD_DEMANDS:
  case LOKET_FIELD_PERSONS:
    if (JSON_NODE_HOLDS_ARRAY (value))
      set_norms (self, value);
    break;
  case LOKET_FIELD_CHECK:
    gtk_switch_set_active (_loket_form_field_get_switch (self),
                           JSON_NODE_HOLDS_VALUE (value) && json_node_get_boolean (value));
    break;
  default:
    if (JSON_NODE_HOLDS_VALUE (value))
      choose (self, value);
  }
}

/**
 * loket_form_field_clear:
 *
 * Takes away what was typed or ticked; "none" is chosen where that is a choice.
 */
void
loket_form_field_clear (LoketFormField *self)
{
  static const char *const no_codes[] = {NULL};
  g_autoptr (JsonNode) nothing = json_node_init_string (json_node_alloc (), "");

  switch ((int) self->kind) {
  case LOKET_FIELD_NORMS:
  case LOKET_FIELD_DEMANDS:
  case LOKET_FIELD_PERSONS:
    loket_norms_row_set_codes (LOKET_NORMS_ROW (self->row), no_codes);
    break;
  case LOKET_FIELD_CHECK:
    gtk_switch_set_active (_loket_form_field_get_switch (self), FALSE);
    break;
  default:
    loket_form_field_set_value (self, nothing);
  }
}

/**
 * _loket_form_field_is_decision:
 *
 * Returns: whether the field is a judgement, a ground or what a party says: nothing that a form
 * may propose, since what is proposed is what is recorded
 */
gboolean
_loket_form_field_is_decision (const LoketFieldSpec *spec)
{
  return spec->required &&
         (spec->kind == LOKET_FIELD_PROFILE || spec->kind == LOKET_FIELD_GROUND ||
          spec->kind == LOKET_FIELD_NEXT_LINE || spec->kind == LOKET_FIELD_YES_NO ||
          g_strcmp0 (spec->family, "outcome") == 0);
}

/**
 * loket_form_field_dup_stand_in:
 *
 * Returns: (transfer full) (nullable): what may stand here while the effect on the dates is shown
 * and the field is still empty; NULL where nothing needs to
 */
JsonNode *
loket_form_field_dup_stand_in (LoketFormField *self)
{
  /* Some acts want a reason only where a date hangs on what they say. */
  if (!self->spec->required && !g_str_equal (self->spec->member, "reason"))
    return NULL;
  if (self->spec->kind == LOKET_FIELD_TEXT || self->spec->kind == LOKET_FIELD_LINE ||
      self->spec->kind == LOKET_FIELD_BODY)
    return json_node_init_string (json_node_alloc (), "…");
  /* The first that can be decided stands behind "to be chosen". */
  return _loket_form_field_is_decision (self->spec) ? read_choice_at (self, 1) : NULL;
}
