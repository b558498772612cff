/* SPDX-License-Identifier: EUPL-1.2 */
/* Payloads of plausible acts, one small function a family of types. */
#include "config.h"

#include "loket-plausible-act.h"

static void
set (JsonObject *payload, const char *member, const char *text)
{
  json_object_set_string_member (payload, member, text);
}

static void
say (LoketPlausibleCase *self, JsonObject *payload, const char *member, const char *sample)
{
  g_autofree char *text = loket_samples_office (self->samples, self->language, sample);

  set (payload, member, text);
}

/* A grievance each time another one, then the case as a whole. */
static void
set_grievance (LoketPlausibleCase *self, JsonObject *payload)
{
  g_autofree char *id = NULL;

  if (self->n_assessed >= self->n_grievances)
    return;
  id = g_strdup_printf ("k%u", ++self->n_assessed);
  set (payload, "grievanceId", id);
}

static void
set_mark (LoketPlausibleCase *self, JsonObject *payload)
{
  JsonObject *profile = loket_profile_get_json (self->profile);
  JsonArray *marks = loket_json_peek_array (profile, "outcomeMarks");
  JsonArray *norms = loket_json_peek_array (profile, "norms");
  JsonArray *chosen = json_array_new ();
  guint n_marks = marks != NULL ? json_array_get_length (marks) : 0;
  guint n_norms = norms != NULL ? json_array_get_length (norms) : 0;

  set (payload, "mark",
       n_marks > 0
           ? loket_json_peek_string (
                 loket_json_array_peek_object (marks, loket_samples_below (self->samples, n_marks)),
                 "code")
           : "founded");
  if (n_norms > 0)
    json_array_add_string_element (
        chosen, loket_json_peek_string (loket_json_array_peek_object (
                                            norms, loket_samples_below (self->samples, n_norms)),
                                        "code"));
  json_object_set_array_member (payload, "norms", chosen);
}

static void
fill_decline (LoketPlausibleCase *self, JsonObject *payload)
{
  JsonArray *grounds = loket_profile_get_grounds (self->profile);
  JsonObject *ground = loket_json_array_peek_object (
      grounds, loket_samples_below (self->samples, json_array_get_length (grounds)));

  set (payload, "kind", loket_json_peek_string (ground, "kind"));
  set (payload, "ground", loket_json_peek_string (ground, "code"));
  say (self, payload, "reason", "decline");
  set (payload, "via", self->via);
}

static void
fill_transfer (LoketPlausibleCase *self, JsonObject *payload, const char *kind)
{
  gboolean internal = g_str_equal (kind, "internal");

  set (payload, "kind", kind);
  say (self, payload, "to", "transferTo");
  say (self, payload, "reason", internal ? "transferInternal" : "transfer");
  set (payload, "via", self->via);
}

static void
fill_request (LoketPlausibleCase *self, JsonObject *payload, const char *from)
{
  set (payload, "from", from);
  say (self, payload, "text", g_str_equal (from, "citizen") ? "requestCitizen" : "requestService");
  loket_json_set_day (payload, "until", self->day + 10);
  if (g_str_equal (from, "citizen"))
    set (payload, "via", self->via);
}

static void
fill_receive (LoketPlausibleCase *self, JsonObject *payload, const char *from)
{
  gboolean from_service = g_str_equal (from, "service");

  set (payload, "from", from);
  say (self, payload, "text", from_service ? "position" : "reply");
  if (from_service)
    json_object_set_boolean_member (payload, "isPosition", TRUE);
  if (self->request != NULL)
    set (payload, "answers", self->request);
}

static void
fill_respond (LoketPlausibleCase *self, JsonObject *payload, const char *party)
{
  gboolean refuses = g_str_has_suffix (party, "No");

  set (payload, "to", self->proposal != NULL ? self->proposal : "");
  set (payload, "party", "citizen");
  json_object_set_boolean_member (payload, "yes", !refuses);
  say (self, payload, "text", "respond");
}

/* Acts of which the variant is all that there is to choose. */
static gboolean
fill_variant (LoketPlausibleCase *self, JsonObject *payload, const LoketStoryAct *act)
{
  switch (act->type) {
  case LOKET_ACT_TRANSFER:
    fill_transfer (self, payload, act->variant);
    return TRUE;
  case LOKET_ACT_REQUEST:
    fill_request (self, payload, act->variant);
    return TRUE;
  case LOKET_ACT_RECEIVE:
    fill_receive (self, payload, act->variant);
    return TRUE;
  case LOKET_ACT_CONTACT:
    set (payload, "kind", "phone");
    set (payload, "with", act->variant);
    say (self, payload, "text", "contact");
    return TRUE;
  case LOKET_ACT_CONSENT:
    set (payload, "party", act->variant);
    json_object_set_boolean_member (payload, "yes", TRUE);
    return TRUE;
  case LOKET_ACT_PROPOSE:
    set (payload, "by", act->variant);
    say (self, payload, "text", "propose");
    return TRUE;
  case LOKET_ACT_RESPOND:
    fill_respond (self, payload, act->variant);
    return TRUE;
  case LOKET_ACT_CLOSE:
    set (payload, "outcome", act->variant);
    return TRUE;
  case LOKET_ACT_SET_URGENCY:
    set (payload, "level", act->variant);
    say (self, payload, "reason", "urgent");
    return TRUE;
  default:
    return FALSE;
  }
}

/* Acts that say one text, and perhaps how the citizen was told. */
static void
fill_text (LoketPlausibleCase *self, JsonObject *payload, LoketActType type)
{
  static const struct {
    LoketActType type;
    const char *member;
    const char *sample;
  } texts[] = {
      {LOKET_ACT_NOTE, "text", "note"},
      {LOKET_ACT_ESTABLISH, "text", "establish"},
      {LOKET_ACT_ASSESS, "text", "assess"},
      {LOKET_ACT_EXTEND, "reason", "extend"},
      {LOKET_ACT_INFORM, "text", "inform"},
      {LOKET_ACT_SETTLE, "text", "settle"},
      {LOKET_ACT_END_MEDIATION, "reason", "endMediation"},
      {LOKET_ACT_SEND_BACK, "reason", "sendBack"},
      {LOKET_ACT_ANSWER, "text", "answer"},
      {LOKET_ACT_PROMISE_REMEDY, "text", "remedy"},
      {LOKET_ACT_FOLLOW_UP, "text", "followUp"},
      {LOKET_ACT_REOPEN, "reason", "reopen"},
      {LOKET_ACT_SET_FOLLOW_UP, "text", "follow"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (texts[i].type == type)
      say (self, payload, texts[i].member, texts[i].sample);
  }
  if (loket_act_type_tells (type))
    set (payload, "via", self->via);
}

/**
 * loket_plausible_payload:
 *
 * Returns: (transfer full): in the form that the contract gives it
 */
JsonObject *
loket_plausible_payload (LoketPlausibleCase *self, const LoketStoryAct *act)
{
  JsonObject *payload = json_object_new ();

  if (fill_variant (self, payload, act))
    return payload;
  if (act->type == LOKET_ACT_DECLINE) {
    fill_decline (self, payload);
    return payload;
  }
  fill_text (self, payload, act->type);
  if (act->type == LOKET_ACT_ASSESS) {
    set_mark (self, payload);
    set_grievance (self, payload);
  } else if (act->type == LOKET_ACT_ASSIGN) {
    set (payload, "to", self->colleague);
  } else if (act->type == LOKET_ACT_SET_FOLLOW_UP) {
    loket_json_set_day (payload, "on",
                        self->day + (LoketDay) loket_samples_below (self->samples, 8));
  }
  return payload;
}
