/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db: what came from the loket and could not be read lies aside, for whoever looks after it.
 *
 * It goes when its case comes whole or is no longer ours, and else when everything has come anew
 * without it. Of each item the beginning is kept, of each case what came last, and of all only the
 * newest: a loket with a mistake in each item does not fill work.db, nor its daily copies. Of what may
 * not be kept on this machine no word is, only which case it is and what is wrong with it. Functions
 * on its connection, on the connection's thread. */
#pragma once

#include "loket-sqlite.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

enum {
  LOKET_QUARANTINE_ITEMS_MAX = 100,
  LOKET_QUARANTINE_BYTES_MAX = 64 * 1024, /* of one item */
};

gboolean   loket_work_quarantine_add     (LoketSqlite *db, const char *case_id, const char *reason,
                                          GBytes *bytes, gboolean with_bytes, LoketMoment now,
                                          GError **error);
gboolean   loket_work_quarantine_release (LoketSqlite *db, const char *case_id, GError **error);
gboolean   loket_work_quarantine_begin_anew (LoketSqlite *db, GError **error);
gboolean   loket_work_quarantine_end_anew   (LoketSqlite *db, GError **error);
GPtrArray *loket_work_quarantine_list    (LoketSqlite *db, GError **error);
gboolean   loket_work_quarantine_count   (LoketSqlite *db, gint64 *count, GError **error);

G_END_DECLS
