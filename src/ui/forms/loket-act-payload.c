/* SPDX-License-Identifier: EUPL-1.2 */
/* From fields to payload and back. */
#include "config.h"

#include "loket-act-payload.h"

static LoketFormField *
find_field (GPtrArray *fields, LoketFieldKind kind)
{
  for (guint i = 0; i < fields->len; i++) {
    if (loket_form_field_get_spec (fields->pdata[i])->kind == kind)
      return fields->pdata[i];
  }
  return NULL;
}

static LoketFormField *
find_member (GPtrArray *fields, const char *member)
{
  for (guint i = 0; i < fields->len; i++) {
    if (g_str_equal (loket_form_field_get_spec (fields->pdata[i])->member, member))
      return fields->pdata[i];
  }
  return NULL;
}

/* Old value of the fact that is corrected: JSON null where the case has none. */
static void
add_old (JsonObject *payload, const LoketCase *facts)
{
  const char *field = loket_json_peek_string (payload, "field");
  JsonNode *old = field != NULL ? loket_case_get_fact (facts, field) : NULL;

  json_object_set_member (payload, "old",
                          old != NULL ? json_node_copy (old) : json_node_new (JSON_NODE_NULL));
}

/* An act may be about an earlier act, or about a document of the case. */
static void
add_subject (JsonObject *payload, const LoketCase *facts, const char *id)
{
  for (guint i = 0; i < facts->documents->len; i++) {
    const LoketDocument *document = facts->documents->pdata[i];

    if (g_strcmp0 (document->document_id, id) != 0)
      continue;
    json_object_set_string_member (payload, "documentId", id);
    if (document->name != NULL)
      json_object_set_string_member (payload, "name", document->name);
    return;
  }
  json_object_set_string_member (payload, "actId", id);
}

/**
 * loket_act_payload_gather:
 * @fields: (element-type LoketFormField)
 * @facts: the case as it is now
 * @act_id: (nullable): the act that is annulled, or the document that is detached
 *
 * Returns: (transfer full): the payload; members without a value are absent
 */
JsonObject *
loket_act_payload_gather (GPtrArray *fields, const LoketCase *facts, const char *act_id)
{
  JsonObject *payload = json_object_new ();

  if (act_id != NULL)
    add_subject (payload, facts, act_id);
  for (guint i = 0; i < fields->len; i++) {
    JsonNode *value = loket_form_field_dup_value (fields->pdata[i]);

    if (value != NULL)
      json_object_set_member (payload, loket_form_field_get_spec (fields->pdata[i])->member, value);
  }
  if (find_field (fields, LOKET_FIELD_FACT) != NULL)
    add_old (payload, facts);
  return payload;
}

/**
 * loket_act_payload_complete:
 * @payload: is changed
 *
 * Puts a stand-in where a text or a decision that is needed is still missing: what the act will do
 * to the dates does not hang on them, and is shown before they are there.
 *
 * Returns: FALSE where something is missing that it does hang on
 */
gboolean
loket_act_payload_complete (GPtrArray *fields, JsonObject *payload)
{
  gboolean is_complete = TRUE;

  for (guint i = 0; i < fields->len; i++) {
    const LoketFieldSpec *spec = loket_form_field_get_spec (fields->pdata[i]);
    JsonNode *stand_in = NULL;

    if (json_object_has_member (payload, spec->member))
      continue;
    stand_in = loket_form_field_dup_stand_in (fields->pdata[i]);
    if (stand_in != NULL)
      json_object_set_member (payload, spec->member, stand_in);
    else if (spec->required)
      is_complete = FALSE;
  }
  return is_complete;
}

/**
 * loket_act_payload_suggest:
 *
 * Puts the members of @payload into the fields that have them; the others stay as they are.
 */
void
loket_act_payload_suggest (GPtrArray *fields, JsonObject *payload)
{
  for (guint i = 0; i < fields->len; i++) {
    const char *member = loket_form_field_get_spec (fields->pdata[i])->member;
    JsonNode *value = json_object_get_member (payload, member);

    if (value == NULL)
      continue;
    loket_form_field_set_value (fields->pdata[i], value);
    loket_act_payload_link (fields);
  }
}

/**
 * loket_act_payload_spread:
 * @payload: a whole payload, as loket_act_payload_gather() made it
 *
 * Puts it back into the fields; what it does not have is empty there.
 */
void
loket_act_payload_spread (GPtrArray *fields, JsonObject *payload)
{
  for (guint i = 0; i < fields->len; i++)
    loket_form_field_clear (fields->pdata[i]);
  loket_act_payload_suggest (fields, payload);
}

static void
link_fields (LoketFormField *from, LoketFormField *to)
{
  g_autoptr (JsonNode) value = NULL;

  if (from == NULL || to == NULL)
    return;
  value = loket_form_field_dup_value (from);
  loket_form_field_set_context (to, value != NULL ? json_node_get_string (value) : NULL);
}

/**
 * loket_act_payload_link:
 *
 * Tells the fields that depend on another one what that one says: the ground on its kind, the body
 * of the loket on the kind of transfer or the line, the new value on the fact.
 */
void
loket_act_payload_link (GPtrArray *fields)
{
  LoketFormField *agency = find_field (fields, LOKET_FIELD_AGENCY);

  link_fields (find_member (fields, "kind"), find_field (fields, LOKET_FIELD_GROUND));
  link_fields (find_member (fields, "kind"), agency);
  link_fields (find_field (fields, LOKET_FIELD_NEXT_LINE), agency);
  link_fields (agency, find_field (fields, LOKET_FIELD_BODY));
  link_fields (find_field (fields, LOKET_FIELD_FACT), find_field (fields, LOKET_FIELD_NEW_VALUE));
}
