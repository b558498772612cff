/* SPDX-License-Identifier: EUPL-1.2 */
/* Where identifiers and jitter come from: the system, or a seed that makes a run repeatable.
 *
 * One object belongs to one thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketRandom LoketRandom;

LoketRandom *loket_random_new_system (void);
LoketRandom *loket_random_new_seeded (guint64 seed);
void         loket_random_free       (LoketRandom *self);

char   *loket_random_make_uuid (LoketRandom *self);
char   *loket_random_derive_uuid (const char *id, const char *purpose);
guint32 loket_random_below     (LoketRandom *self, guint32 limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRandom, loket_random_free)

G_END_DECLS
