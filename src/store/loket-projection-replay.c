/* SPDX-License-Identifier: EUPL-1.2 */
/* Projections from replay. */
#include "config.h"

#include "loket-projection-private.h"

static gboolean
opens_when_late (LoketProfile *profile)
{
  JsonObject *next_line = loket_json_peek_object (loket_profile_get_json (profile), "nextLine");
  g_auto (GStrv) opens_on = NULL;

  if (next_line == NULL)
    return FALSE;
  opens_on = loket_json_peek_strings (next_line, "opensOn");
  return g_strv_contains ((const char *const *) opens_on, "late");
}

static void
read_next_line (LoketProjection *self, LoketStanding *standing, LoketRules *rules)
{
  LoketProfile *profile = loket_rules_get_profile (rules, standing->current->procedure_id,
                                                   standing->current->procedure_version);
  LoketClockReading *answer = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);

  if (profile != NULL && answer != NULL && _loket_projection_is_open (answer->state) &&
      opens_when_late (profile))
    self->next_line_after = answer->due;
}

/* Done here past the term by an act that counts when the loket takes it: as long as it waits, only
 * this computer knows of it, and the case is late. */
static gboolean
waits_late (const LoketClockReading *reading)
{
  return reading->counts_when_taken && reading->state == LOKET_CLOCK_STATE_MET_LATE;
}

static void
read_clocks (LoketProjection *self, LoketStanding *standing)
{
  for (guint i = 0; i < standing->clocks->len; i++) {
    LoketClockReading *reading = g_ptr_array_index (standing->clocks, i);
    LoketOpenClock clock = {g_intern_string (reading->id_code),
                            reading->kind,
                            reading->last_day,
                            reading->due,
                            reading->work_by,
                            reading->due_at};

    self->rests_on_today |= reading->counts_when_taken;
    if (!reading->citizens && (_loket_projection_is_open (reading->state) || waits_late (reading)))
      _loket_projection_add_clock (self, &clock);
  }
}

static void
read_effects (LoketProjection *self, LoketStanding *standing)
{
  for (guint i = 0; i < standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    /* An act of tomorrow: our clock was behind when this was replayed, and may be put right. */
    self->rests_on_today |=
        effect->counts_when_taken || g_strcmp0 (effect->permission.reason, "inTheFuture") == 0;
    if (effect->annulled_by == NULL && effect->permission.answer == LOKET_ANSWER_ALLOWED)
      _loket_projection_take_lead (self, effect->act);
  }
}

/* The reply to an inquiry is a letter that left; it answers all that was asked until then. */
static void
read_inquiry (LoketProjection *self, LoketStanding *standing)
{
  for (guint i = 0; i < standing->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if (effect->permission.answer != LOKET_ANSWER_ALLOWED)
      continue;
    if (effect->act->type == LOKET_ACT_INQUIRE)
      self->inquiry_open = TRUE;
    else if (_loket_projection_replies (effect->act))
      self->inquiry_open = FALSE;
  }
}

/* Words of a pending act that a search must find: those of its payload that are texts. */
static void
append_words (GString *words, const LoketAct *act)
{
  const char *const members[] = {"text", "reason", "new", "with"};

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *text = loket_act_get_text (act, members[i]);

    if (text != NULL)
      g_string_append_printf (words, "%s\n", text);
  }
}

/**
 * loket_projection_new_from_standing:
 * @standing: replay of the case with its pending acts
 * @rules: with which it was replayed
 * @pending: (element-type LoketAct): the pending acts
 *
 * Returns: (transfer full)
 */
LoketProjection *
loket_projection_new_from_standing (LoketStanding *standing, LoketRules *rules, GPtrArray *pending)
{
  LoketProjection *self = _loket_projection_new (standing->current);
  g_autoptr (GString) words = g_string_new (NULL);

  self->rules_unknown = !standing->rules_known;
  self->step = standing->step;
  self->flags = standing->flags & LOKET_LASTING_FLAGS;
  self->outcome = standing->outcome;
  self->waiting_for = standing->waiting_for;
  self->urgency = standing->urgency;
  self->follow_up_on = standing->follow_up_on;
  self->assignee = g_strdup (standing->assignee);
  read_clocks (self, standing);
  read_effects (self, standing);
  read_next_line (self, standing, rules);
  read_inquiry (self, standing);
  /* Dated by our clock, which may be ahead and be put right. */
  self->rests_on_today |= pending->len > 0;
  for (guint i = 0; i < pending->len; i++)
    append_words (words, g_ptr_array_index (pending, i));
  if (words->len > 0)
    self->pending_text = g_strdup (words->str);
  return self;
}
