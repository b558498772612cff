/* SPDX-License-Identifier: EUPL-1.2 */
/* What the citizen may see of a case: where it is, what happens with it, when an answer comes. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-speech.h"

static const char *const languages[] = {"nl", "fr", "de", "en"};

/* In one language: nothing of what people wrote, only codes and dates become words. */
static char *
say_answer (LoketSpeech *speech, const LoketStanding *standing, const LoketClockReading *clock)
{
  g_autofree char *day = NULL;

  if (standing->step == LOKET_STEP_CLOSED || clock == NULL)
    return NULL;
  switch (clock->state) {
  case LOKET_CLOCK_STATE_SUSPENDED:
    return loket_speech_say (speech, "public.suspended", NULL);
  case LOKET_CLOCK_STATE_NO_TERM:
    return loket_speech_say (speech, "public.noTerm", NULL);
  case LOKET_CLOCK_STATE_RUNNING:
    day = loket_speech_day_long (speech, clock->last_day);
    return loket_speech_say (speech, "public.answerBy", "day", day, NULL);
  case LOKET_CLOCK_STATE_OVERDUE:
    day = loket_speech_day_long (speech, clock->last_day);
    return loket_speech_say (speech, "public.late", "day", day, NULL);
  case LOKET_CLOCK_STATE_NOT_STARTED:
  case LOKET_CLOCK_STATE_MET:
  case LOKET_CLOCK_STATE_MET_LATE:
  case LOKET_CLOCK_STATE_SKIPPED:
  default:
    return NULL;
  }
}

static gboolean
add_language (const char *language,
              const LoketStanding *standing,
              JsonObject *status,
              JsonObject *answer,
              GError **error)
{
  g_autoptr (LoketSpeech) speech = loket_speech_new (language, error);
  g_autofree char *sentence = NULL;

  if (speech == NULL)
    return FALSE;
  json_object_set_string_member (
      status, language,
      loket_speech_name (speech, "publicStatus", loket_step_to_string (standing->step)));
  sentence = say_answer (speech, standing,
                         loket_standing_get_clock ((LoketStanding *) standing, LOKET_CLOCK_ANSWER));
  if (sentence != NULL)
    json_object_set_string_member (answer, language, sentence);
  return TRUE;
}

static void
add_where (JsonObject *json, LoketCall *call, const LoketRecord *record)
{
  LoketAgency *agency = loket_rules_get_agency (call->central->rules, record->agency);
  JsonObject *names =
      agency != NULL ? loket_json_peek_object (loket_agency_get_json (agency), "names") : NULL;

  if (names != NULL)
    json_object_set_object_member (json, "where", json_object_ref (names));
}

static void
add_answer_by (JsonObject *json, const LoketStanding *standing)
{
  const LoketClockReading *clock =
      loket_standing_get_clock ((LoketStanding *) standing, LOKET_CLOCK_ANSWER);

  if (standing->step == LOKET_STEP_CLOSED || clock == NULL ||
      (clock->state != LOKET_CLOCK_STATE_RUNNING && clock->state != LOKET_CLOCK_STATE_OVERDUE))
    return;
  loket_json_set_day (json, "answerBy", clock->last_day);
}

static JsonObject *
describe (LoketCall *call, const LoketRecord *record, const LoketStanding *standing, GError **error)
{
  g_autoptr (JsonObject) json = json_object_new ();
  g_autoptr (JsonObject) status = json_object_new ();
  g_autoptr (JsonObject) answer = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (!add_language (languages[i], standing, status, answer, error))
      return NULL;
  }
  json_object_set_string_member (json, "caseId", record->case_id);
  json_object_set_string_member (json, "reference", record->reference);
  add_where (json, call, record);
  json_object_set_object_member (json, "status", json_object_ref (status));
  if (json_object_get_size (answer) > 0)
    json_object_set_object_member (json, "answer", json_object_ref (answer));
  add_answer_by (json, standing);
  return g_steal_pointer (&json);
}

LoketResponse *
_loket_call_get_public_status (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketRecord) record = _loket_call_find_case (call, &response);
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (JsonObject) json = NULL;
  GError *error = NULL;

  if (record == NULL)
    return response;
  standing = loket_describe_standing (record, call->central->rules,
                                      loket_central_get_now (call->central), &error);
  json = standing != NULL ? describe (call, record, standing, &error) : NULL;
  return json != NULL ? _loket_call_reply (200, json) : _loket_call_fail (error);
}
