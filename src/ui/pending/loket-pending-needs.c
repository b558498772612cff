/* SPDX-License-Identifier: EUPL-1.2 */
/* By when a connection is needed, or a decision. */
#include "config.h"

#include "loket-pending-needs.h"

/* So many cases are named. */
enum {
  NAMED_MAX = 3
};

static gboolean
is_meant (const LoketSyncState *state, const LoketPendingItem *item)
{
  gboolean decide = g_str_equal (item->state, "refused") || g_str_equal (item->state, "conflict");

  return item->needs_by == state->pending_by && item->reference != NULL &&
         (decide || !state->pending_decide);
}

/* Returns: (transfer full): "KV-2026-000001, KV-2026-000007": those of the first day */
static char *
name_cases (LoketDesk *desk, const LoketSyncState *state)
{
  g_autoptr (GPtrArray) items = loket_desk_list_pending (desk);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < items->len && names->len < NAMED_MAX; i++) {
    const LoketPendingItem *item = g_ptr_array_index (items, i);

    if (is_meant (state, item) &&
        !g_ptr_array_find_with_equal_func (names, item->reference, g_str_equal, NULL))
      g_ptr_array_add (names, item->reference);
  }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static const char *
choose_code (const LoketSyncState *state, LoketDay today)
{
  if (state->pending_by == today)
    return state->pending_decide ? "decideToday" : "sendToday";
  if (state->pending_by < today)
    return state->pending_decide ? "decideLate" : "sendLate";
  return state->pending_decide ? "decideBefore" : "sendBefore";
}

/**
 * loket_pending_needs_say:
 *
 * Returns: (transfer full) (nullable): "KV-2026-000001 · 1 act must reach the loket by Thursday 24
 * December."; NULL where nothing that waits must be there by a day
 */
char *
loket_pending_needs_say (LoketSession *session)
{
  LoketDesk *desk = loket_session_get_desk (session);
  const LoketSyncState *state = loket_desk_get_sync_state (desk);
  g_autofree char *cases = NULL;
  g_autofree char *text = NULL;

  if (state->pending_by == LOKET_NO_DAY)
    return NULL;
  cases = name_cases (desk, state);
  text = loket_speech_say_pending (loket_session_get_speech (session),
                                   choose_code (state, loket_desk_get_today (desk)),
                                   (int) MAX (state->pending_due, 1), state->pending_by);
  return *cases != '\0' ? g_strdup_printf ("%s · %s", cases, text) : g_steal_pointer (&text);
}

/**
 * loket_pending_needs_say_day:
 *
 * Returns: (transfer full): by when something must be there, in so few words as a row or the foot
 * of a window has room for: "due 24 Dec"
 */
char *
loket_pending_needs_say_day (LoketSession *session, LoketDay day)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketDay today = loket_desk_get_today (loket_session_get_desk (session));
  g_autofree char *text = loket_speech_day_short (speech, day);

  return loket_speech_say (speech, day < today ? "pending.wasDue" : "pending.due", "day", text,
                           NULL);
}

/**
 * loket_pending_needs_say_briefly:
 *
 * Returns: (transfer full) (nullable): the notice, as loket_pending_needs_say_day()
 */
char *
loket_pending_needs_say_briefly (LoketSession *session)
{
  const LoketSyncState *state = loket_desk_get_sync_state (loket_session_get_desk (session));

  return state->pending_notice != NULL ? loket_pending_needs_say_day (session, state->pending_by)
                                       : NULL;
}

/**
 * loket_pending_needs_say_notice:
 *
 * Returns: (transfer full) (nullable): the same, where the day is near and the connection is not
 * there, or a decision is needed
 */
char *
loket_pending_needs_say_notice (LoketSession *session)
{
  const LoketSyncState *state = loket_desk_get_sync_state (loket_session_get_desk (session));

  return state->pending_notice != NULL ? loket_pending_needs_say (session) : NULL;
}
