/* SPDX-License-Identifier: EUPL-1.2 */
/* The standing of a case as a value, and finding things in it. */
#include "config.h"

#include "loket-standing-private.h"

static void
line_free (LoketExplanationLine *line)
{
  g_free (line->act_id);
  g_free (line->source);
  g_clear_pointer (&line->names, json_object_unref);
  g_free (line);
}

static void
reading_free (LoketClockReading *reading)
{
  g_free (reading->id_code);
  g_ptr_array_unref (reading->explanation);
  g_free (reading);
}

static void
check_free (LoketCheck *check)
{
  g_free (check->source);
  g_free (check);
}

static void
demand_free (LoketDemandState *demand)
{
  g_free (demand->code);
  g_free (demand);
}

LoketClockReading *
_loket_clock_reading_new (void)
{
  LoketClockReading *reading = g_new0 (LoketClockReading, 1);

  reading->due_at = LOKET_NO_MOMENT;
  reading->explanation = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  return reading;
}

/**
 * _loket_standing_new:
 *
 * Returns: (transfer full): without effects and without a case, which replay puts in
 */
LoketStanding *
_loket_standing_new (void)
{
  LoketStanding *self = g_new0 (LoketStanding, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->clocks = g_ptr_array_new_with_free_func ((GDestroyNotify) reading_free);
  self->demands = g_ptr_array_new_with_free_func ((GDestroyNotify) demand_free);
  self->checklist = g_ptr_array_new_with_free_func ((GDestroyNotify) check_free);
  return self;
}

LoketStanding *
loket_standing_ref (LoketStanding *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_standing_unref (LoketStanding *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->assignee);
  g_strfreev (self->restricted_to);
  loket_case_unref (self->current);
  g_ptr_array_unref (self->clocks);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_ptr_array_unref (self->checklist);
  g_ptr_array_unref (self->demands);
  g_free (self);
}

/**
 * loket_standing_get_clock:
 *
 * Returns: (transfer none) (nullable): the first clock of that id
 */
LoketClockReading *
loket_standing_get_clock (LoketStanding *self, LoketClockId id)
{
  for (guint i = 0; i < self->clocks->len; i++) {
    LoketClockReading *reading = g_ptr_array_index (self->clocks, i);

    if (reading->id == id)
      return reading;
  }
  return NULL;
}

static gboolean
is_live (const LoketClockReading *reading)
{
  return reading->state == LOKET_CLOCK_STATE_RUNNING || reading->state == LOKET_CLOCK_STATE_OVERDUE;
}

/* A clock whose dates the loket did not give comes last. */
static gboolean
is_earlier (const LoketClockReading *a, const LoketClockReading *b)
{
  if (a->work_by == LOKET_NO_DAY || b->work_by == LOKET_NO_DAY)
    return a->work_by != LOKET_NO_DAY && b->work_by == LOKET_NO_DAY;
  return a->work_by < b->work_by;
}

static LoketClockReading *
find_earliest (GPtrArray *clocks, LoketClockKind kind)
{
  LoketClockReading *earliest = NULL;

  for (guint i = 0; i < clocks->len; i++) {
    LoketClockReading *reading = g_ptr_array_index (clocks, i);

    if (reading->kind == kind && !reading->citizens && is_live (reading) &&
        (earliest == NULL || is_earlier (reading, earliest)))
      earliest = reading;
  }
  return earliest;
}

/**
 * loket_standing_get_leading_clock:
 *
 * Returns: (transfer none) (nullable): the clock that a list shows for the case: among overdue and
 *   running legal clocks the one with the earliest `workBy`; else among norms; else internal
 */
LoketClockReading *
loket_standing_get_leading_clock (LoketStanding *self)
{
  for (int kind = LOKET_CLOCK_KIND_LEGAL; kind <= LOKET_CLOCK_KIND_INTERNAL; kind++) {
    LoketClockReading *earliest = find_earliest (self->clocks, (LoketClockKind) kind);

    if (earliest != NULL)
      return earliest;
  }
  return NULL;
}

/**
 * loket_standing_get_effect:
 *
 * Returns: (transfer none) (nullable): what became of the act of that id
 */
LoketActEffect *
loket_standing_get_effect (LoketStanding *self, const char *act_id)
{
  for (guint i = 0; i < self->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (self->effects, i);

    if (g_strcmp0 (effect->act->act_id, act_id) == 0)
      return effect;
  }
  return NULL;
}

/**
 * loket_standing_get_mark:
 * @grievance_id: (nullable): NULL: of the case as a whole
 *
 * Returns: (transfer none) (nullable): the mark of the last assessment with effect; NULL: not
 *   assessed
 */
const char *
loket_standing_get_mark (LoketStanding *self, const char *grievance_id)
{
  for (guint i = self->effects->len; i-- > 0;) {
    LoketActEffect *effect = g_ptr_array_index (self->effects, i);

    if (effect->act->type == LOKET_ACT_ASSESS && effect->annulled_by == NULL &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED &&
        g_strcmp0 (loket_act_get_text (effect->act, "grievanceId"), grievance_id) == 0)
      return loket_act_get_text (effect->act, "mark");
  }
  return NULL;
}
