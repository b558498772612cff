/* SPDX-License-Identifier: EUPL-1.2 */
/* What every widget of a window shares: the desk, the language of the screen, and timers.
 *
 * Created once a desk is open; widgets hold a reference. Main thread. */
#pragma once

#include "loket-clock.h"
#include "loket-desk.h"
#include "loket-speech.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SESSION (loket_session_get_type ())
G_DECLARE_FINAL_TYPE (LoketSession, loket_session, LOKET, SESSION, GObject)

LoketSession *loket_session_new        (LoketDesk *desk, LoketSpeech *speech, gboolean demo);
LoketDesk    *loket_session_get_desk   (LoketSession *self);
LoketSpeech  *loket_session_get_speech (LoketSession *self);
LoketSpeech *loket_session_speak_for (LoketSession *self, const LoketCase *the_case);
LoketSpeech *loket_session_speak_for_row (LoketSession *self, LoketCaseRow *row);
LoketClock   *loket_session_get_clock  (LoketSession *self);
gboolean      loket_session_is_demo    (LoketSession *self);

LoketProfile *loket_session_find_profile (LoketSession *self, const LoketCase *the_case);
const char   *loket_session_name_agency  (LoketSession *self, const char *id);
void          loket_session_read_row     (LoketSession      *self,
                                          LoketCaseRow      *row,
                                          LoketClockReading *reading);
gboolean      loket_session_wants_minutes (const LoketClockReading *clock, LoketMoment now);
void          loket_session_hold_minutes  (LoketSession *self, gboolean *holds, gboolean hold);
char         *loket_session_describe_error (LoketSession *self, const GError *error);

G_END_DECLS
