/* SPDX-License-Identifier: EUPL-1.2 */
/* The acts that are possible in every step: corrections, annulments and one's own work. */
#include "config.h"

#include "loket-replay-private.h"

static LoketPermission
refuse (const char *reason)
{
  return (LoketPermission){LOKET_ANSWER_NOT_ALLOWED, g_intern_string (reason)};
}

static LoketPermission
allow (void)
{
  return (LoketPermission){LOKET_ANSWER_ALLOWED, NULL};
}

/* The fields that move a date, a language or a permission. */
static gboolean
is_read_by_rules (const char *member)
{
  static const char *const read[] = {
      "receivedOn",  "receivedAt",        "answerChannel", "grievances", "filingLanguage",
      "demandKinds", "contestedDecision", "factsOn",       NULL,
  };

  return g_strv_contains (read, member);
}

/* JSON null and an absent value are the same. */
static gboolean
values_equal (JsonNode *a, JsonNode *b)
{
  gboolean no_a = a == NULL || JSON_NODE_HOLDS_NULL (a);
  gboolean no_b = b == NULL || JSON_NODE_HOLDS_NULL (b);

  return no_a || no_b ? no_a == no_b : json_node_equal (a, b);
}

static LoketPermission
judge_correct (const LoketWalk *walk, JsonObject *payload)
{
  const char *field = loket_json_peek_string (payload, "field");
  g_auto (GStrv) path = g_strsplit (field != NULL ? field : "", ".", -1);
  LoketDay received_on = loket_json_peek_day (payload, "new");

  if (!_loket_payload_says (payload, "field") || !loket_case_is_fact (path[0]))
    return refuse ("fieldUnknown");
  if (!values_equal (loket_case_get_fact (walk->current, field),
                     json_object_get_member (payload, "old")))
    return refuse ("oldDiffers");
  if (is_read_by_rules (path[0]) && !_loket_payload_says (payload, "reason"))
    return refuse ("reasonGiven");
  if (!g_str_equal (field, "receivedOn"))
    return allow ();
  if (received_on > walk->today)
    return refuse ("receiptInTheFuture");
  return received_on == LOKET_NO_DAY ? refuse ("valueUnfit") : allow ();
}

/* What the citizen has been told cannot be untold: only a letter that still waits for the loket
 * can be taken back. */
static gboolean
has_left (const LoketActEffect *effect)
{
  return loket_act_type_tells (effect->act->type) &&
         (!loket_act_is_pending (effect->act) || effect->via != LOKET_VIA_LOKET);
}

static LoketPermission
judge_annul (const LoketWalk *walk, JsonObject *payload)
{
  const char *act_id = loket_json_peek_string (payload, "actId");
  LoketActEffect *effect = act_id != NULL ? _loket_walk_find_effect (walk, act_id) : NULL;

  if (effect == NULL)
    return refuse ("actUnknown");
  if (effect->annulled_by != NULL)
    return refuse ("alreadyAnnulled");
  if (effect->act->type == LOKET_ACT_ANNUL)
    return refuse ("cannotBeAnnulled");
  if (has_left (effect))
    return refuse ("letterHasLeft");
  return _loket_payload_says (payload, "reason") ? allow () : refuse ("reasonGiven");
}

static LoketPermission
judge_urgency (JsonObject *payload)
{
  const char *level = loket_json_peek_string (payload, "level");

  if (g_strcmp0 (level, "normal") == 0)
    return allow ();
  if (loket_urgency_from_string (level) == LOKET_URGENCY_NORMAL)
    return refuse ("urgencyKnown");
  return _loket_payload_says (payload, "reason") ? allow () : refuse ("reasonGiven");
}

static gboolean
gives_day (JsonObject *payload, const char *member)
{
  return loket_json_peek_day (payload, member) != LOKET_NO_DAY;
}

/* What was recorded as unreasonable is looked at again on a day that is said beforehand. */
static LoketPermission
judge_conduct (JsonObject *payload)
{
  if (!_loket_payload_says (payload, "text"))
    return refuse ("textGiven");
  return gives_day (payload, "reviewOn") ? allow () : refuse ("dayGiven");
}

static LoketPermission
judge_review (const LoketWalk *walk, JsonObject *payload)
{
  if (payload != NULL && !_loket_payload_says (payload, "text"))
    return refuse ("textGiven");
  if (!walk->conduct_open)
    return refuse ("conductOpen");
  if (payload != NULL && loket_json_peek_boolean (payload, "keep", FALSE) &&
      !gives_day (payload, "reviewOn"))
    return refuse ("dayGiven");
  return allow ();
}

/**
 * _loket_judge_row_less:
 * @question: of a type for which _loket_act_needs_no_row() holds
 */
LoketPermission
_loket_judge_row_less (const LoketWalk *walk, const LoketQuestion *question)
{
  JsonObject *payload = question->payload;

  if (question->type == LOKET_ACT_REVIEW_CONDUCT)
    return judge_review (walk, payload);
  if (payload == NULL)
    return allow ();
  switch ((int) question->type) {
  case LOKET_ACT_CORRECT:
    return judge_correct (walk, payload);
  case LOKET_ACT_ANNUL:
    return judge_annul (walk, payload);
  case LOKET_ACT_NOTE:
  case LOKET_ACT_CONTACT:
    return _loket_payload_says (payload, "text") ? allow () : refuse ("textGiven");
  case LOKET_ACT_SET_FOLLOW_UP:
    return gives_day (payload, "on") ? allow () : refuse ("dayGiven");
  case LOKET_ACT_ASSIGN:
    return _loket_payload_says (payload, "to") ? allow () : refuse ("personGiven");
  case LOKET_ACT_SET_URGENCY:
    return judge_urgency (payload);
  case LOKET_ACT_RECORD_CONDUCT:
    return judge_conduct (payload);
  case LOKET_ACT_ATTACH:
  case LOKET_ACT_DETACH:
    return _loket_documents_judge (walk, question);
  default:
    return allow ();
  }
}
