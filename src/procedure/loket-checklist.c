/* SPDX-License-Identifier: EUPL-1.2 */
/* What must have been done before a case is answered, and what is due next. */
#include "config.h"

#include "loket-replay-private.h"

static gboolean
is_assessed (const LoketWalk *walk, const char *grievance_id)
{
  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (effect->act->type == LOKET_ACT_ASSESS && _loket_effect_counts (effect) &&
        g_strcmp0 (loket_act_get_text (effect->act, "grievanceId"), grievance_id) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A case without grievances is assessed as a whole. */
static void
count_assessed (const LoketWalk *walk, int *count, int *of)
{
  GPtrArray *grievances = walk->current->grievances;

  *count = 0;
  *of = MAX ((int) grievances->len, 1);
  if (grievances->len == 0)
    *count = is_assessed (walk, NULL);
  for (guint i = 0; i < grievances->len; i++) {
    const LoketGrievance *grievance = g_ptr_array_index (grievances, i);

    if (grievance->grievance_id != NULL)
      *count += is_assessed (walk, grievance->grievance_id);
  }
}

static LoketClockState
get_acknowledgement_state (LoketStanding *standing)
{
  LoketClockReading *reading = loket_standing_get_clock (standing, LOKET_CLOCK_ACKNOWLEDGEMENT);

  return reading != NULL ? reading->state : LOKET_CLOCK_STATE_NOT_STARTED;
}

static gboolean
is_admissible (const LoketWalk *walk)
{
  return !walk->declined_inadmissible &&
         (walk->done[LOKET_ACT_TAKE_UP] > 0 || walk->step > LOKET_STEP_INTAKE);
}

/* Who was answered on one of several demands still waits for the rest. */
static gboolean
is_answered (const LoketWalk *walk)
{
  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if ((effect->act->type == LOKET_ACT_ANSWER || effect->act->type == LOKET_ACT_SETTLE) &&
        _loket_effect_counts (effect) && !effect->leaves_open)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_done (const LoketWalk *walk, LoketStanding *standing, const char *code)
{
  if (g_str_equal (code, "acknowledged"))
    return _loket_walk_is_acknowledged (walk) ||
           get_acknowledgement_state (standing) == LOKET_CLOCK_STATE_SKIPPED;
  if (g_str_equal (code, "admissible"))
    return is_admissible (walk);
  if (g_str_equal (code, "takenUp"))
    return walk->done[LOKET_ACT_TAKE_UP] > 0;
  if (g_str_equal (code, "bothSidesHeard"))
    return walk->service_heard;
  if (g_str_equal (code, "factsEstablished"))
    return walk->done[LOKET_ACT_ESTABLISH] > 0;
  if (g_str_equal (code, "legalTold"))
    return walk->done[LOKET_ACT_INFORM_LEGAL] > 0;
  return is_answered (walk);
}

/* The legal service has to be told only where damages are claimed. */
static gboolean
is_check_there (const LoketWalk *walk, JsonObject *check)
{
  g_auto (GStrv) demands = _loket_codes_read (check, "demands");

  if (g_strcmp0 (loket_json_peek_string (check, "code"), "legalTold") == 0 &&
      !_loket_payload_says (walk->current->json, "damagesClaimed"))
    return FALSE;
  return _loket_demands_meet (walk, demands);
}

/**
 * _loket_checklist_build:
 * @walk: at its end, under a profile that is known
 * @standing: with its clocks; the checks are put in
 */
void
_loket_checklist_build (const LoketWalk *walk, LoketStanding *standing)
{
  JsonArray *checks = loket_json_peek_array (walk->profile->json, "checklist");

  for (guint i = 0; i < json_array_get_length (checks); i++) {
    JsonObject *json = loket_json_array_peek_object (checks, i);
    LoketCheck *check;

    if (!is_check_there (walk, json))
      continue;
    check = g_new0 (LoketCheck, 1);
    check->code = g_intern_string (loket_json_peek_string (json, "code"));
    check->must = loket_json_peek_boolean (json, "must", FALSE);
    check->source = g_strdup (loket_json_peek_string (json, "source"));
    if (g_str_equal (check->code, "everyGrievanceAssessed")) {
      count_assessed (walk, &check->count, &check->of);
      check->done = check->count == check->of;
    } else {
      check->done = is_done (walk, standing, check->code);
    }
    g_ptr_array_add (standing->checklist, check);
  }
}

static gboolean
has_check (LoketStanding *standing, const char *code)
{
  for (guint i = 0; i < standing->checklist->len; i++) {
    const LoketCheck *check = g_ptr_array_index (standing->checklist, i);

    if (g_str_equal (check->code, code))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_acknowledgement_due (const LoketWalk *walk, LoketStanding *standing)
{
  LoketClockState state = get_acknowledgement_state (standing);

  return !_loket_walk_is_acknowledged (walk) &&
         (state == LOKET_CLOCK_STATE_RUNNING || state == LOKET_CLOCK_STATE_OVERDUE);
}

/**
 * _loket_next_find:
 * @standing: complete but for `next`
 *
 * Returns: the interned code of what is due next, the first that fits
 */
const char *
_loket_next_find (const LoketWalk *walk, LoketStanding *standing)
{
  int count, of;

  if (walk->profile != NULL && _loket_letters_have_come_back (walk))
    return g_intern_static_string ("sendAgain");
  if (walk->profile == NULL || walk->step == LOKET_STEP_CLOSED)
    return g_intern_static_string ("nothing");
  if (walk->step == LOKET_STEP_AFTERCARE)
    return g_intern_static_string ("followUp");
  if (is_acknowledgement_due (walk, standing))
    return g_intern_static_string ("acknowledge");
  if (walk->step == LOKET_STEP_INTAKE && _loket_walk_has_row (walk, LOKET_ACT_TAKE_UP) &&
      walk->done[LOKET_ACT_TAKE_UP] == 0)
    return g_intern_static_string ("decideTakeUp");
  if (walk->step == LOKET_STEP_MEDIATING)
    return g_intern_static_string ("mediate");
  if (standing->waiting_for == LOKET_WAITING_FOR_APPROVER)
    return g_intern_static_string ("awaitApproval");
  if (standing->waiting_for != LOKET_WAITING_FOR_NOBODY)
    return g_intern_static_string ("awaitReply");
  if (has_check (standing, "bothSidesHeard") && !walk->service_heard)
    return g_intern_static_string ("hearService");
  count_assessed (walk, &count, &of);
  if (!has_check (standing, "everyGrievanceAssessed"))
    return g_intern_static_string ("answer");
  return g_intern_static_string (count < of ? "assess" : "answer");
}
