/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of cases that may not be kept on this machine: in memory while the program runs.
 *
 * Written by the writer, read by the reader: locked. Kept as text: JSON values are counted without
 * locks, so each thread gets values of its own. */
#pragma once

#include "loket-case.h"

G_BEGIN_DECLS

typedef struct _LoketMemoryCopies LoketMemoryCopies;

LoketMemoryCopies *loket_memory_copies_new    (void);
void               loket_memory_copies_free   (LoketMemoryCopies *self);
void               loket_memory_copies_put    (LoketMemoryCopies *self, LoketCase *copy);
void               loket_memory_copies_remove (LoketMemoryCopies *self, const char *case_id);
LoketCase         *loket_memory_copies_dup    (LoketMemoryCopies *self, const char *case_id);

G_END_DECLS
