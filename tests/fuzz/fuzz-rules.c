/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold of every standing. */
#include "config.h"

#include <string.h>

#include "fuzz-rules.h"
#include "loket-speech.h"

static LoketSpeech *speech;

/* The walk that compares is in this one language; all four have the same keys (a test of words). */
void
fuzz_standing_prepare (void)
{
  g_autoptr (GError) error = NULL;

  speech = loket_speech_new ("nl", &error);
  g_assert_no_error (error);
}

static void
check_effects (LoketStanding *standing, LoketCase *the_case, GPtrArray *pending)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 before = 0;

  /* Nothing is there twice, what was taken comes in the order of the loket. */
  for (guint i = 0; i < standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);
    gint64 seq = loket_act_is_pending (effect->act) ? G_MAXINT64 : effect->act->seq;

    g_assert_true (g_hash_table_add (shown, effect->act->act_id));
    g_assert_cmpint (seq, >=, before);
    before = seq;
    g_assert_true ((effect->permission.answer == LOKET_ANSWER_ALLOWED) ==
                   (effect->permission.reason == NULL));
  }
  /* And nothing that was done is left out. */
  for (guint i = 0; i < the_case->acts->len + pending->len; i++) {
    guint n_taken = the_case->acts->len;
    LoketAct *act = i < n_taken ? g_ptr_array_index (the_case->acts, i)
                                : g_ptr_array_index (pending, i - n_taken);

    g_assert_true (g_hash_table_contains (shown, act->act_id));
  }
}

static void
say_clock (LoketClockReading *reading, LoketMoment now)
{
  g_autofree char *proof = loket_speech_explain_clock (speech, reading);
  g_autofree char *countdown = loket_speech_countdown (speech, reading, now);
  g_autofree char *pill = loket_speech_pill (speech, reading, now);

  g_assert_cmpuint (reading->explanation->len, >, 0);
  g_assert_nonnull (proof);
  g_assert_true (g_utf8_validate (proof, -1, NULL));
  g_assert_nonnull (countdown);
  g_assert_nonnull (pill);
}

static void
check_clocks (LoketStanding *standing, LoketMoment now)
{
  for (guint i = 0; i < standing->clocks->len; i++) {
    LoketClockReading *reading = g_ptr_array_index (standing->clocks, i);

    g_assert_nonnull (reading->id_code);
    /* Clocks of a loket whose rules are not known here come without a proof. */
    if (standing->rules_known)
      say_clock (reading, now);
    if (reading->due != LOKET_NO_DAY && reading->work_by != LOKET_NO_DAY)
      g_assert_cmpint (reading->work_by, <=, reading->due);
  }
}

static char *
sum_up (LoketStanding *standing)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %d %d %s", standing->step, standing->outcome,
                          standing->flags, standing->waiting_for, standing->next);
  for (int i = 0; i < LOKET_N_ACT_TYPES; i++)
    g_string_append_printf (text, " %d", standing->permissions[i].answer);
  for (guint i = 0; i < standing->clocks->len; i++) {
    LoketClockReading *reading = g_ptr_array_index (standing->clocks, i);

    g_string_append_printf (text, "\n%s %d %d %d %d", reading->id_code, reading->state,
                            reading->from, reading->last_day, reading->due);
  }
  for (guint i = 0; i < standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    g_string_append_printf (text, "\n%d %s %d", effect->permission.answer,
                            effect->permission.reason, effect->counting_day);
  }
  return g_string_free (text, FALSE);
}

/* An act of a type that we do not know stays in the timeline and moves nothing. */
static void
check_unknown_act (LoketRules *rules,
                   LoketCase *the_case,
                   GPtrArray *pending,
                   const LoketViewer *viewer,
                   LoketMoment now,
                   LoketStanding *before)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GPtrArray) more = g_ptr_array_copy (pending, NULL, NULL);
  g_autoptr (LoketAct) act = loket_act_new ("ffffffff-0000-4000-8000-000000000000",
                                            LOKET_ACT_UNKNOWN, "p1", 739000, 1, payload);
  g_autoptr (LoketStanding) after = NULL;

  g_ptr_array_set_free_func (more, NULL);
  g_ptr_array_add (more, act);
  after = loket_replay (rules, the_case, more, viewer, now);
  g_assert_cmpint (before->step, ==, after->step);
  g_assert_cmpint (before->outcome, ==, after->outcome);
  g_assert_cmpint (before->flags, ==, after->flags);
  g_assert_cmpuint (before->effects->len + 1, ==, after->effects->len);
  for (guint i = 0; i < before->clocks->len; i++) {
    LoketClockReading *left = g_ptr_array_index (before->clocks, i);
    LoketClockReading *right = g_ptr_array_index (after->clocks, i);

    g_assert_cmpint (left->state, ==, right->state);
    g_assert_cmpint (left->due, ==, right->due);
  }
}

/* What the loket would say to the last of them, had it not been sent yet. */
static void
check_judge (LoketRules *rules,
             LoketCase *the_case,
             GPtrArray *pending,
             const LoketViewer *viewer,
             LoketMoment now)
{
  g_autoptr (GPtrArray) earlier = g_ptr_array_new ();
  LoketPermission permission;

  if (pending->len == 0)
    return;
  for (guint i = 0; i + 1 < pending->len; i++)
    g_ptr_array_add (earlier, g_ptr_array_index (pending, i));
  permission = loket_replay_judge (rules, the_case, earlier,
                                   g_ptr_array_index (pending, pending->len - 1), viewer, now);
  g_assert_true ((permission.answer == LOKET_ANSWER_ALLOWED) == (permission.reason == NULL));
}

void
fuzz_standing_check (LoketRules *rules,
                     LoketCase *the_case,
                     GPtrArray *pending,
                     const LoketViewer *viewer,
                     LoketMoment now)
{
  g_autoptr (LoketStanding) standing = loket_replay (rules, the_case, pending, viewer, now);
  g_autoptr (LoketStanding) again = loket_replay (rules, the_case, pending, viewer, now);
  g_autofree char *first = sum_up (standing);
  g_autofree char *second = sum_up (again);

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (standing->next);
  g_assert_nonnull (standing->current);
  check_effects (standing, the_case, pending);
  check_clocks (standing, now);
  check_unknown_act (rules, the_case, pending, viewer, now, standing);
  check_judge (rules, the_case, pending, viewer, now);
  loket_standing_get_leading_clock (standing);
}
