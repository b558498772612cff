/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that could not be fetched although the line is well: each waits by itself, longer each time.
 *
 * A failure counts only once the loket has answered something else: before that the line may be at
 * fault. Kept for one run of the program. Main thread. */
#pragma once

#include "loket-clock.h"
#include "loket-random.h"

G_BEGIN_DECLS

typedef struct _LoketFetchLater LoketFetchLater;

LoketFetchLater *loket_fetch_later_new  (LoketClock *clock, LoketRandom *random);
void             loket_fetch_later_free (LoketFetchLater *self);

void loket_fetch_later_suspect (LoketFetchLater *self, const char *case_id, const GError *error,
                                gint64 retry_after_s);
void loket_fetch_later_convict (LoketFetchLater *self);
void loket_fetch_later_acquit  (LoketFetchLater *self);

void   loket_fetch_later_forget (LoketFetchLater *self, const char *case_id);
char **loket_fetch_later_choose (LoketFetchLater *self, const char *const *to_fetch);
guint  loket_fetch_later_count  (LoketFetchLater *self);

G_END_DECLS
