/* SPDX-License-Identifier: EUPL-1.2 */
/* Putting carved rows into a fresh work.db. Its own schema says what a row of which table looks
 * like, so it holds for every table there is. On the connection's thread. */
#pragma once

#include "loket-sqlite-carve.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

typedef struct _LoketWorkRefill LoketWorkRefill;

LoketWorkRefill *loket_work_refill_new  (LoketSqlite *fresh, GError **error);
void             loket_work_refill_free (LoketWorkRefill *self);

gboolean loket_work_refill_take      (LoketWorkRefill *self, const LoketCarved *carved,
                                      gboolean is_backup, GError **error);
gboolean loket_work_refill_lost      (LoketWorkRefill *self);
void     loket_work_refill_lose_all  (LoketWorkRefill *self);
char   **loket_work_refill_list_lost (LoketWorkRefill *self);
void     loket_work_refill_count     (LoketWorkRefill *self, guint *kept, guint *from_backup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketWorkRefill, loket_work_refill_free)

G_END_DECLS
