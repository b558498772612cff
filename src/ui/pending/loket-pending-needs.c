/* SPDX-License-Identifier: EUPL-1.2 */
/* By when a connection is needed, or a decision. */
#include "config.h"

#include "loket-pending-needs.h"

/**
 * loket_pending_needs_say:
 *
 * Returns: (transfer full) (nullable): "3 acts must reach the loket by Thursday 24 December."; NULL
 * where nothing that waits must be there by a day
 */
char *
loket_pending_needs_say (LoketSession *session)
{
  LoketDesk *desk = loket_session_get_desk (session);
  const LoketSyncState *state = loket_desk_get_sync_state (desk);
  LoketDay today = loket_desk_get_today (desk);
  const char *code = state->pending_decide ? "decideBefore" : "sendBefore";

  if (state->pending_by == LOKET_NO_DAY)
    return NULL;
  if (state->pending_by == today)
    code = state->pending_decide ? "decideToday" : "sendToday";
  else if (state->pending_by < today)
    code = state->pending_decide ? "decideLate" : "sendLate";
  return loket_speech_say_pending (loket_session_get_speech (session), code,
                                   (int) MAX (state->pending_due, 1), state->pending_by);
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
