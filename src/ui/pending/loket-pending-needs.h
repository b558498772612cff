/* SPDX-License-Identifier: EUPL-1.2 */
/* That something which waits must reach the loket by a day, in words. */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

char *loket_pending_needs_say         (LoketSession *session);
char *loket_pending_needs_say_notice  (LoketSession *session);
char *loket_pending_needs_say_briefly (LoketSession *session);
char *loket_pending_needs_say_day     (LoketSession *session, LoketDay day);

G_END_DECLS
