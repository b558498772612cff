/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts as values. */
#include "config.h"

#include "loket-act.h"
#include "loket-error.h"

static LoketAct *
act_alloc (void)
{
  LoketAct *self = g_new0 (LoketAct, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->occurred_at = LOKET_NO_MOMENT;
  self->recorded_at = LOKET_NO_MOMENT;
  return self;
}

/**
 * loket_act_new:
 * @payload: what belongs to the type; a reference is taken
 *
 * Returns: a pending act
 */
LoketAct *
loket_act_new (const char *act_id,
               LoketActType type,
               const char *author,
               LoketDay occurred_on,
               gint64 based_on,
               JsonObject *payload)
{
  LoketAct *self = act_alloc ();

  self->act_id = g_strdup (act_id);
  self->type = type;
  self->type_code = g_strdup (loket_act_type_to_string (type));
  self->author = g_strdup (author);
  self->occurred_on = occurred_on;
  self->based_on = based_on;
  self->payload = json_object_ref (payload);
  self->via = loket_via_from_string (loket_json_peek_string (payload, "via"));
  return self;
}

/**
 * loket_act_from_json:
 * @json: an act as the contract writes it, taken or pending
 *
 * A type that this version does not know is no error: the act keeps its name and is
 * LOKET_ACT_UNKNOWN.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the member
 */
LoketAct *
loket_act_from_json (JsonObject *json, GError **error)
{
  g_autoptr (LoketAct) self = act_alloc ();
  const char *act_id = loket_json_get_string (json, "actId", error);
  const char *type = act_id != NULL ? loket_json_get_string (json, "type", error) : NULL;
  JsonObject *payload = loket_json_peek_object (json, "payload");
  JsonObject *opened = loket_json_peek_object (json, "opened");

  if (type == NULL || !loket_json_get_day (json, "occurredOn", &self->occurred_on, error))
    return NULL;
  self->act_id = g_strdup (act_id);
  self->type = loket_act_type_from_string (type);
  self->type_code = g_strdup (type);
  self->author = g_strdup (loket_json_peek_string (json, "author"));
  self->author_name = g_strdup (loket_json_peek_string (json, "authorName"));
  self->occurred_at = loket_json_peek_moment (json, "occurredAt");
  /* There is no place before the first: whoever says so has not given one. */
  self->seq = MAX (loket_json_peek_int (json, "seq", 0), 0);
  self->recorded_at = loket_json_peek_moment (json, "recordedAt");
  self->based_on = loket_json_peek_int (json, "basedOn", 0);
  self->opened = opened != NULL ? json_object_ref (opened) : NULL;
  self->payload = payload != NULL ? json_object_ref (payload) : json_object_new ();
  self->via = loket_via_from_string (loket_json_peek_string (self->payload, "via"));
  return g_steal_pointer (&self);
}

/**
 * loket_act_to_json:
 *
 * What its author states, and what the loket added where it has taken the act.
 */
JsonNode *
loket_act_to_json (const LoketAct *self)
{
  JsonObject *json = json_object_new ();
  JsonNode *node = json_node_alloc ();
  g_autofree char *occurred_on = loket_day_to_string (self->occurred_on);
  g_autofree char *occurred_at = loket_moment_to_string (self->occurred_at);
  g_autofree char *recorded_at = loket_moment_to_string (self->recorded_at);

  json_object_set_string_member (json, "actId", self->act_id);
  json_object_set_string_member (json, "type", self->type_code);
  loket_json_set_text (json, "author", self->author);
  loket_json_set_text (json, "authorName", self->author_name);
  json_object_set_string_member (json, "occurredOn", occurred_on);
  loket_json_set_text (json, "occurredAt", occurred_at);
  json_object_set_int_member (json, "basedOn", self->based_on);
  json_object_set_object_member (json, "payload", json_object_ref (self->payload));
  if (self->seq > 0)
    json_object_set_int_member (json, "seq", self->seq);
  loket_json_set_text (json, "recordedAt", recorded_at);
  if (self->opened != NULL)
    json_object_set_object_member (json, "opened", json_object_ref (self->opened));
  json_node_init_object (node, json);
  json_object_unref (json);
  return node;
}

LoketAct *
loket_act_ref (LoketAct *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_act_unref (LoketAct *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->act_id);
  g_free (self->type_code);
  g_free (self->author);
  g_free (self->author_name);
  g_clear_pointer (&self->opened, json_object_unref);
  g_clear_pointer (&self->payload, json_object_unref);
  g_free (self);
}

gboolean
loket_act_is_pending (const LoketAct *self)
{
  return self->seq == 0;
}

/**
 * loket_act_get_text:
 * @member: a member of the payload
 *
 * Returns: (nullable): its text; NULL where the payload has no such text
 */
const char *
loket_act_get_text (const LoketAct *self, const char *member)
{
  return loket_json_peek_string (self->payload, member);
}
