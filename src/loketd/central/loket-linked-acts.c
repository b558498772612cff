/* SPDX-License-Identifier: EUPL-1.2 */
/* Linked cases: telling the other agency, by an act in its own case, what happened and concerns it.
 */
#include "config.h"

#include "loket-linked.h"

/* An act on its way into another case. */
typedef struct {
  const LoketLinking *linking;
  const LoketTakenAct *cause;
  LoketRecord *target; /* (owned) (nullable): NULL: that case had to be forgotten */
} Telling;

static gboolean
find_target (Telling *self, const char *case_id, GError **error)
{
  g_autoptr (GError) failure = NULL;

  self->target = loket_ledger_find_case (self->linking->ledger, case_id, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
make_body (Telling *self, const char *act_id, const char *type, JsonObject *payload)
{
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "actId", act_id);
  json_object_set_string_member (body, "type", type);
  json_object_set_string_member (body, "author", self->cause->act->author);
  loket_json_set_day (body, "occurredOn", self->cause->effect->counting_day);
  json_object_set_int_member (body, "basedOn", self->target->version);
  json_object_set_object_member (body, "payload", json_object_ref (payload));
  return loket_json_object_to_string (body);
}

/* Whatever the other procedure makes of it, it is kept there: nobody is left without knowing. */
static gboolean
add_act (Telling *self, const char *type, JsonObject *payload, GError **error)
{
  const LoketLinking *linking = self->linking;
  g_autofree char *act_id = loket_random_make_uuid (linking->random);
  g_autofree char *body = make_body (self, act_id, type, payload);
  LoketActRecord act = {
      .act_id = act_id,
      .case_id = self->target->case_id,
      .seq = self->target->acts->len + 1,
      .version = self->target->version + 1,
      .type = (char *) type,
      .author = self->cause->act->author,
      .recorded_at = linking->now,
      .body = body,
      .cause = self->cause->act->act_id,
  };

  self->target->version = act.version;
  return loket_ledger_add_act (linking->ledger, &act, error) &&
         loket_ledger_announce (linking->ledger, self->target, loket_moment_get_day (linking->now),
                                error);
}

/* The act of @record for which the loket opened the case @case_id. */
static const LoketActRecord *
find_opening (const LoketRecord *record, const char *case_id)
{
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);

    if (act->opened != NULL && strstr (act->opened, case_id) != NULL)
      return act;
  }
  return NULL;
}

static gboolean
has_since (const LoketRecord *record, const LoketActRecord *opening, const char *type)
{
  for (guint i = (guint) opening->seq; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);

    if (g_str_equal (act->type, type))
      return TRUE;
  }
  return FALSE;
}

/* To the agency that passed the case on: taken over, or returned. Once, however it was told. */
static gboolean
tell_transferrer (Telling *self, const char *type, JsonObject *payload, GError **error)
{
  const LoketActRecord *opening = find_opening (self->target, self->cause->record->case_id);

  if (opening == NULL || has_since (self->target, opening, type) ||
      has_since (self->target, opening, "returnTransfer"))
    return TRUE;
  return add_act (self, type, payload, error);
}

static gboolean
tell_taken_up (Telling *self, GError **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_string_member (payload, "reference", self->cause->record->reference);
  return tell_transferrer (self, "acceptTransfer", payload, error);
}

static gboolean
tell_returned (Telling *self, GError **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();

  loket_json_set_text (payload, "reason", loket_act_get_text (self->cause->effect->act, "reason"));
  return tell_transferrer (self, "returnTransfer", payload, error);
}

/* The line of the agency's procedure under which the case went on. */
static char *
dup_line (const LoketActRecord *opening)
{
  g_autoptr (JsonNode) body = opening != NULL ? loket_json_parse (opening->body, -1, NULL) : NULL;
  JsonObject *payload =
      body != NULL ? loket_json_peek_object (json_node_get_object (body), "payload") : NULL;

  return payload != NULL ? g_strdup (loket_json_peek_string (payload, "line")) : NULL;
}

static gboolean
tell_asked (Telling *self, GError **error)
{
  const LoketActRecord *opening = find_opening (self->target, self->cause->record->case_id);
  LoketAct *request = self->cause->effect->act;
  g_autofree char *line = dup_line (opening);
  g_autoptr (JsonObject) payload = json_object_new ();

  loket_json_set_text (payload, "line", line);
  json_object_set_string_member (payload, "reference", self->cause->record->reference);
  loket_json_set_text (payload, "text", loket_act_get_text (request, "text"));
  loket_json_set_text (payload, "until", loket_act_get_text (request, "until"));
  return add_act (self, "inquire", payload, error);
}

/* The inquiry to which a reply goes: the last one, of whoever the reply names where it does. */
static const LoketActRecord *
find_inquiry (const LoketTakenAct *reply)
{
  const char *reference = loket_act_get_text (reply->effect->act, "reference");

  for (guint i = reply->record->acts->len; i > 0; i--) {
    const LoketActRecord *act = g_ptr_array_index (reply->record->acts, i - 1);
    const LoketActEffect *effect;

    if (act->cause == NULL || !g_str_equal (act->type, "inquire"))
      continue;
    effect = loket_standing_get_effect (reply->standing, act->act_id);
    if (effect->permission.answer == LOKET_ANSWER_ALLOWED &&
        (reference == NULL ||
         g_strcmp0 (loket_act_get_text (effect->act, "reference"), reference) == 0))
      return act;
  }
  return NULL;
}

/* A reply without a text of its own went by other ways: then the reference says from where. */
static gboolean
tell_replied (Telling *self, const char *request_id, GError **error)
{
  const char *text = loket_act_get_text (self->cause->effect->act, "text");
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  json_object_set_string_member (payload, "from", "service");
  json_object_set_string_member (payload, "answers", request_id);
  json_object_set_string_member (
      payload, "text", trimmed != NULL && *trimmed != '\0' ? text : self->cause->record->reference);
  return add_act (self, "receive", payload, error);
}

static gboolean
follow_reply (Telling *self, GError **error)
{
  const LoketActRecord *inquiry = find_inquiry (self->cause);
  g_autoptr (LoketActRecord) request = NULL;
  g_autoptr (GError) failure = NULL;

  if (inquiry == NULL)
    return TRUE;
  request = loket_ledger_find_act (self->linking->ledger, inquiry->cause, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return request == NULL || /* forgotten with its case */
         (find_target (self, request->case_id, error) &&
          (self->target == NULL || tell_replied (self, request->act_id, error)));
}

static gboolean
follow_link (Telling *self,
             const char *relation,
             gboolean (*tell) (Telling *self, GError **error),
             GError **error)
{
  g_autoptr (JsonObject) link = _loket_linked_read_link (self->cause->record, relation);
  const char *case_id = link != NULL ? loket_json_peek_string (link, "caseId") : NULL;

  if (case_id == NULL)
    return TRUE;
  return find_target (self, case_id, error) && (self->target == NULL || tell (self, error));
}

static gboolean
follow (Telling *self, GError **error)
{
  LoketAct *act = self->cause->effect->act;

  switch ((int) act->type) {
  case LOKET_ACT_TAKE_UP:
    return follow_link (self, "passedOnFrom", tell_taken_up, error);
  case LOKET_ACT_RETURN_TRANSFER:
    /* One that closes nothing tells of what came back to this agency itself. */
    return !self->cause->effect->closes || follow_link (self, "passedOnFrom", tell_returned, error);
  case LOKET_ACT_REQUEST:
    return g_strcmp0 (loket_act_get_text (act, "from"), "service") != 0 ||
           follow_link (self, "previousLine", tell_asked, error);
  case LOKET_ACT_DISPATCH:
    return g_strcmp0 (loket_act_get_text (act, "kind"), "inquiryReply") != 0 ||
           follow_reply (self, error);
  default:
    return TRUE;
  }
}

/**
 * _loket_linked_tell:
 * @taken: an act with effect
 *
 * Adds the act that it is in the linked case, by the same author, on the day on which it counts.
 */
gboolean
_loket_linked_tell (const LoketLinking *self, const LoketTakenAct *taken, GError **error)
{
  Telling telling = {.linking = self, .cause = taken};
  gboolean told = follow (&telling, error);

  loket_record_free (telling.target);
  return told;
}
