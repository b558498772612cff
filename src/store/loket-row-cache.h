/* SPDX-License-Identifier: EUPL-1.2 */
/* The row objects of a list that exist now: at most so many, the least recently used goes first.
 *
 * A row that somebody else holds (a widget shows it) stays: it would no longer be told of changes.
 * Main thread. */
#pragma once

#include "loket-case-row.h"

G_BEGIN_DECLS

typedef struct _LoketRowCache LoketRowCache;

LoketRowCache *loket_row_cache_new      (guint max_rows);
void           loket_row_cache_free     (LoketRowCache *self);
LoketCaseRow  *loket_row_cache_find     (LoketRowCache *self, gint64 id);
gboolean       loket_row_cache_contains (LoketRowCache *self, gint64 id);
LoketCaseRow  *loket_row_cache_add      (LoketRowCache *self, gint64 id);
void           loket_row_cache_clear    (LoketRowCache *self);
GArray        *loket_row_cache_list_ids (LoketRowCache *self, const char *const *case_ids);

G_END_DECLS
