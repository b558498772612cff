/* SPDX-License-Identifier: EUPL-1.2 */
/* Guards of rows: one small question each, on what the acts so far have made of the case. */
#include "config.h"

#include "loket-replay-private.h"

static gboolean
has_extension_left (const LoketWalk *walk, const char *id)
{
  const LoketClockRule *clock = _loket_clocks_find (walk, walk->profile->clocks, id);

  return clock != NULL && walk->done[LOKET_ACT_EXTEND] < (guint) clock->extension_max.number;
}

static gboolean
is_before_term_ends (const LoketWalk *walk, const char *id, LoketDay day)
{
  const LoketClockRule *clock = _loket_clocks_find (walk, walk->profile->clocks, id);
  g_auto (LoketTerm) term = {0};

  if (clock == NULL)
    return TRUE;
  _loket_term_find (walk, clock, &term);
  return _loket_term_is_in_time (&term, day);
}

static gboolean
is_ground_known (const LoketWalk *walk, JsonObject *payload)
{
  JsonObject *ground =
      loket_profile_find_ground (walk->profile, loket_json_peek_string (payload, "ground"));

  return ground != NULL && g_strcmp0 (loket_json_peek_string (ground, "kind"),
                                      loket_json_peek_string (payload, "kind")) == 0;
}

static gboolean
is_grievance_known (const LoketWalk *walk, JsonObject *payload)
{
  const char *id = loket_json_peek_string (payload, "grievanceId");
  JsonNode *node = json_object_get_member (payload, "grievanceId");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  for (guint i = 0; i < walk->current->grievances->len; i++) {
    const LoketGrievance *grievance = g_ptr_array_index (walk->current->grievances, i);

    if (id != NULL && g_strcmp0 (grievance->grievance_id, id) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Without a payload: whether anybody has been asked and has not replied. */
static gboolean
is_request_open (const LoketWalk *walk, JsonObject *payload)
{
  if (payload != NULL)
    return walk->asked[_loket_payload_get_asked (payload)] > 0;
  for (int i = LOKET_WAITING_FOR_CITIZEN; i <= LOKET_WAITING_FOR_THIRD; i++) {
    if (walk->asked[i] > 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_outcome_known (JsonObject *payload)
{
  switch ((int) loket_outcome_from_string (loket_json_peek_string (payload, "outcome"))) {
  case LOKET_OUTCOME_RESOLVED_AT_ONCE:
  case LOKET_OUTCOME_WITHDRAWN:
  case LOKET_OUTCOME_WITHOUT_OBJECT:
  case LOKET_OUTCOME_LAPSED:
  case LOKET_OUTCOME_RECORDED:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
is_party (const LoketAct *consent, const char *party)
{
  return g_strcmp0 (loket_act_get_text (consent, "party"), party) == 0;
}

/* What a party said last, since mediation was offered last; a party may come round. Returns whether
 * there is anything that it said. */
static gboolean
find_consent (const LoketWalk *walk, const char *party, gboolean *yes)
{
  for (guint i = walk->effects->len; i-- > 0;) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (!_loket_effect_counts (effect))
      continue;
    if (effect->act->type == LOKET_ACT_OFFER_MEDIATION)
      return FALSE;
    if (effect->act->type != LOKET_ACT_CONSENT || !is_party (effect->act, party))
      continue;
    *yes = loket_json_peek_boolean (effect->act->payload, "yes", FALSE);
    return TRUE;
  }
  return FALSE;
}

/* Citizen and service have both said yes, and nobody else who was asked has said no. */
static gboolean
all_consent (const LoketWalk *walk)
{
  gboolean citizen = FALSE, service = FALSE, yes;

  find_consent (walk, "citizen", &citizen);
  find_consent (walk, "service", &service);
  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);
    const char *party = loket_act_get_text (effect->act, "party");

    if (effect->act->type == LOKET_ACT_CONSENT && _loket_effect_counts (effect) && party != NULL &&
        find_consent (walk, party, &yes) && !yes)
      return FALSE;
  }
  return citizen && service;
}

/* Whether the loket opened the case for another one, in that relation. */
static gboolean
is_linked (const LoketWalk *walk, const char *relation)
{
  JsonArray *links = loket_json_peek_array (walk->current->json, "links");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++) {
    JsonObject *link = loket_json_array_peek_object (links, i);

    if (link != NULL && g_strcmp0 (loket_json_peek_string (link, "relation"), relation) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The guards that read what somebody wrote or chose. */
static gboolean
payload_guard_holds (const LoketWalk *walk, const LoketGuard *guard, JsonObject *payload)
{
  switch ((int) guard->word) {
  case LOKET_GUARD_GROUND_KNOWN:
    return is_ground_known (walk, payload);
  case LOKET_GUARD_REASON_GIVEN:
    return _loket_payload_says (payload, "reason");
  case LOKET_GUARD_TEXT_GIVEN:
    return _loket_payload_says (payload, "text");
  case LOKET_GUARD_GRIEVANCE_KNOWN:
    return is_grievance_known (walk, payload);
  case LOKET_GUARD_KIND_KNOWN:
    return _loket_demands_are_known (walk, payload);
  case LOKET_GUARD_DEMAND_OPEN:
    return _loket_demand_ends_is_open (walk, payload);
  default:
    return is_outcome_known (payload);
  }
}

/**
 * _loket_guard_holds:
 * @question: without a payload the guards that read it hold: the form asks for it
 */
gboolean
_loket_guard_holds (const LoketWalk *walk, const LoketGuard *guard, const LoketQuestion *question)
{
  switch (guard->word) {
  case LOKET_GUARD_NOT_YET_DONE:
    return walk->done_since_open[question->type] == 0;
  case LOKET_GUARD_DONE:
    return walk->done[guard->act] > 0;
  case LOKET_GUARD_NOT_DONE:
    return walk->done[guard->act] == 0;
  case LOKET_GUARD_EXTENSION_LEFT:
    return has_extension_left (walk, guard->clock);
  case LOKET_GUARD_BEFORE_TERM_ENDS:
    return is_before_term_ends (walk, guard->clock, question->counting_day);
  case LOKET_GUARD_REQUEST_OPEN:
    return is_request_open (walk, question->payload);
  case LOKET_GUARD_CONSENT_OF_ALL:
    return all_consent (walk);
  case LOKET_GUARD_LINKED:
    return is_linked (walk, guard->relation);
  case LOKET_GUARD_GROUND_KNOWN:
  case LOKET_GUARD_REASON_GIVEN:
  case LOKET_GUARD_TEXT_GIVEN:
  case LOKET_GUARD_GRIEVANCE_KNOWN:
  case LOKET_GUARD_OUTCOME_KNOWN:
  case LOKET_GUARD_KIND_KNOWN:
  case LOKET_GUARD_DEMAND_OPEN:
    return question->payload == NULL || payload_guard_holds (walk, guard, question->payload);
  }
  g_return_val_if_reached (FALSE);
}
