/* SPDX-License-Identifier: EUPL-1.2 */
/* The term for an annulment by the Council of State, stayed while an ombudsman has the complaint.
 */
#include "config.h"

#include "loket-replay-private.h"

/* The stay holds for that appeal alone, and only while the term still runs. */
static gboolean
holds (const LoketWalk *walk, const LoketClockRule *clock, const LoketTerm *term)
{
  JsonObject *decision = loket_json_peek_object (walk->current->json, "contestedDecision");

  return clock->stayed && decision != NULL && term->copied_day != LOKET_NO_DAY &&
         loket_json_peek_boolean (decision, "councilOfState", FALSE) &&
         walk->current->received_on < term->copied_day;
}

/* The day of the notice that the complaint is answered, or not treated. */
static LoketDay
find_notice (const LoketWalk *walk, const LoketClockRule *clock)
{
  for (guint i = 0; i < walk->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (_loket_effect_counts (effect) && effect->counting_day != LOKET_NO_DAY &&
        g_strv_contains ((const char *const *) clock->stay_until, effect->act->type_code))
      return effect->counting_day;
  }
  return LOKET_NO_DAY;
}

/**
 * _loket_stay_apply:
 * @term: with the last day as it stands on paper
 *
 * What is left of the term begins with the notice, or at the latest after some months (coordinated
 * laws on the Council of State, article 19, third paragraph).
 */
void
_loket_stay_apply (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term)
{
  LoketDay received_on = walk->current->received_on;
  LoketSpan span = {received_on + 1, LOKET_SPAN_OPEN, NULL};
  LoketDay notice;
  LoketDay limit;

  if (!holds (walk, clock, term))
    return;
  notice = find_notice (walk, clock);
  limit = loket_day_add_months (received_on, clock->stay_months.number);
  term->stay_limit = limit;
  term->remaining = term->copied_day - received_on;
  term->suspended = notice == LOKET_NO_DAY && walk->today <= limit;
  if (!term->suspended) {
    span.until = notice == LOKET_NO_DAY ? limit : MIN (notice, limit);
    term->last_day = MAX (received_on, span.until) + term->remaining;
  } else {
    term->last_day = LOKET_NO_DAY;
  }
  term->due = term->last_day;
  if (span.until < span.from)
    return;
  term->spans = g_array_new (FALSE, TRUE, sizeof (LoketSpan));
  g_array_append_val (term->spans, span);
}
