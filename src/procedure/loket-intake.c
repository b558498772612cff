/* SPDX-License-Identifier: EUPL-1.2 */
/* Intake: fields asked, what is missing, and which grounds speak of that. */
#include "config.h"

#include <string.h>

#include "loket-intake.h"

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped == '\0';
}

static gboolean holds_path (JsonNode *node, const char *path);

static gboolean
array_holds (JsonArray *array, const char *path)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (holds_path (json_array_get_element (array, i), path))
      return TRUE;
  }
  return FALSE;
}

static gboolean
object_holds (JsonObject *object, const char *path)
{
  g_autofree char *first = NULL;
  const char *rest;

  if (path == NULL) {
    g_autoptr (GList) values = json_object_get_values (object);

    for (GList *value = values; value != NULL; value = value->next) {
      if (holds_path (value->data, NULL))
        return TRUE;
    }
    return FALSE;
  }
  /* An address is what a letter needs: a country or a postcode alone is none. */
  if (g_str_equal (path, "address"))
    return !is_blank (loket_json_peek_string (object, "street")) &&
           !is_blank (loket_json_peek_string (object, "city"));
  rest = strchr (path, '.');
  first = rest != NULL ? g_strndup (path, (gsize) (rest - path)) : g_strdup (path);
  if (g_str_equal (path, "name") && !is_blank (loket_json_peek_string (object, "organisation")))
    return TRUE;
  return holds_path (json_object_get_member (object, first), rest != NULL ? rest + 1 : NULL);
}

/* A text that is not blank, a number or an answer yes or no, or a list or object with one. */
static gboolean
holds_path (JsonNode *node, const char *path)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return array_holds (json_node_get_array (node), path);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return object_holds (json_node_get_object (node), path);
  if (path != NULL)
    return FALSE;
  return json_node_get_value_type (node) != G_TYPE_STRING ||
         !is_blank (json_node_get_string (node));
}

/**
 * loket_intake_holds:
 * @facts: of a case, as the contract writes them
 * @field: of the profile's `intakeFields`
 *
 * Of several complainants one is enough. A mandate is only missing where there is a representative,
 * and whether the name is to be withheld is known once it has been asked or not.
 */
gboolean
loket_intake_holds (JsonObject *facts, const char *field)
{
  g_autoptr (JsonNode) node = NULL;

  if (g_str_equal (field, "representative.mandate") &&
      loket_json_peek_object (facts, "representative") == NULL)
    return TRUE;
  if (g_str_equal (field, "representative") || g_str_equal (field, "nameWithheld"))
    return TRUE;
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, facts);
  return holds_path (node, field);
}

static LoketIntakeField *
read_field (JsonObject *element, JsonObject *facts)
{
  LoketIntakeField *field = g_new0 (LoketIntakeField, 1);

  field->field = loket_json_peek_string (element, "field");
  field->names = loket_json_peek_object (element, "names");
  field->need = loket_json_peek_object (element, "need");
  field->required = g_strcmp0 (loket_json_peek_string (field->need, "value"), "required") == 0;
  field->held = loket_intake_holds (facts, field->field);
  return field;
}

static GPtrArray *
list_fields (LoketProfile *profile, JsonObject *facts, gboolean missing_only)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list = loket_json_peek_array (loket_profile_get_json (profile), "intakeFields");

  for (guint i = 0; i < json_array_get_length (list); i++) {
    LoketIntakeField *field = read_field (loket_json_array_peek_object (list, i), facts);

    if (missing_only && field->held)
      g_free (field);
    else
      g_ptr_array_add (fields, field);
  }
  return fields;
}

/**
 * loket_intake_list_fields:
 *
 * Returns: (transfer full) (element-type LoketIntakeField): in the order of the profile, to which
 *   their texts belong
 */
GPtrArray *
loket_intake_list_fields (LoketProfile *profile, JsonObject *facts)
{
  return list_fields (profile, facts, FALSE);
}

/**
 * loket_intake_list_missing:
 *
 * Returns: (transfer full) (element-type LoketIntakeField): what the file does not hold
 */
GPtrArray *
loket_intake_list_missing (LoketProfile *profile, JsonObject *facts)
{
  return list_fields (profile, facts, TRUE);
}

/**
 * loket_demand_kind_find:
 *
 * Returns: (transfer none) (nullable): the demand kind of that code
 */
JsonObject *
loket_demand_kind_find (LoketProfile *profile, const char *code)
{
  JsonArray *kinds = loket_json_peek_array (loket_profile_get_json (profile), "demandKinds");

  for (guint i = 0; i < json_array_get_length (kinds); i++) {
    JsonObject *kind = loket_json_array_peek_object (kinds, i);

    if (g_strcmp0 (loket_json_peek_string (kind, "code"), code) == 0)
      return kind;
  }
  return NULL;
}

static gboolean
is_all_passed_on (LoketProfile *profile, JsonObject *facts)
{
  g_auto (GStrv) codes = loket_json_peek_strings (facts, "demandKinds");

  for (int i = 0; codes[i] != NULL; i++) {
    JsonObject *kind = loket_demand_kind_find (profile, codes[i]);

    if (kind == NULL || g_strcmp0 (loket_json_peek_string (kind, "handling"), "passOn") != 0)
      return FALSE;
  }
  return codes[0] != NULL;
}

static gboolean
is_anonymous (JsonObject *facts)
{
  JsonArray *complainants = loket_json_peek_array (facts, "complainants");

  return complainants != NULL && json_array_get_length (complainants) == 0;
}

static gboolean
lacks_required (LoketProfile *profile, JsonObject *facts)
{
  g_autoptr (GPtrArray) missing = loket_intake_list_missing (profile, facts);

  for (guint i = 0; i < missing->len; i++) {
    if (((LoketIntakeField *) missing->pdata[i])->required)
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_intake_read_signs:
 *
 * Returns: flags of LoketIntakeSign
 */
guint
loket_intake_read_signs (LoketProfile *profile, JsonObject *facts)
{
  guint signs = 0;

  if (is_anonymous (facts))
    signs |= LOKET_INTAKE_ANONYMOUS;
  if (lacks_required (profile, facts))
    signs |= LOKET_INTAKE_INCOMPLETE;
  if (is_all_passed_on (profile, facts))
    signs |= LOKET_INTAKE_NOT_FOR_US;
  return signs;
}

/* The ground `anonymous` says nothing about somebody whose name is known. */
static gboolean
speaks_of (JsonObject *ground, guint signs)
{
  const char *kind = loket_json_peek_string (ground, "kind");
  gboolean anonymous = g_strcmp0 (loket_json_peek_string (ground, "code"), "anonymous") == 0;

  if (g_strcmp0 (kind, "notCompetent") == 0)
    return (signs & LOKET_INTAKE_NOT_FOR_US) != 0;
  if (g_strcmp0 (kind, "inadmissible") != 0)
    return FALSE;
  return (signs & (anonymous ? LOKET_INTAKE_ANONYMOUS
                             : LOKET_INTAKE_ANONYMOUS | LOKET_INTAKE_INCOMPLETE)) != 0;
}

/**
 * loket_intake_list_grounds:
 * @signs: flags of LoketIntakeSign
 *
 * Returns: (transfer full) (element-type JsonObject): the grounds of the profile on which it may be
 *   declined because of that; they belong to the profile
 */
GPtrArray *
loket_intake_list_grounds (LoketProfile *profile, guint signs)
{
  GPtrArray *grounds = g_ptr_array_new ();
  JsonArray *list = loket_profile_get_grounds (profile);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *ground = loket_json_array_peek_object (list, i);

    if (speaks_of (ground, signs))
      g_ptr_array_add (grounds, ground);
  }
  return grounds;
}

/**
 * loket_intake_counts_hours:
 *
 * Returns: whether a clock of the profile counts hours, so that the time of receipt matters
 */
gboolean
loket_intake_counts_hours (LoketProfile *profile)
{
  JsonArray *clocks = loket_json_peek_array (loket_profile_get_json (profile), "clocks");

  for (guint i = 0; i < json_array_get_length (clocks); i++) {
    JsonObject *unit = loket_json_peek_object (loket_json_array_peek_object (clocks, i), "unit");
    const char *word = unit != NULL ? loket_json_peek_string (unit, "value") : NULL;

    if (g_strcmp0 (word, "hour") == 0 || g_strcmp0 (word, "workingHour") == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_intake_has_national_number:
 *
 * Returns: whether a party has one
 */
gboolean
loket_intake_has_national_number (JsonObject *facts)
{
  return loket_intake_holds (facts, "complainants.nationalNumber") ||
         (loket_json_peek_object (facts, "representative") != NULL &&
          object_holds (facts, "representative.nationalNumber"));
}
