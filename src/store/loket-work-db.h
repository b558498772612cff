/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db: the unsent work. Functions on its connection, on the thread that the connection lives on.
 *
 * Every write is one transaction of work.db alone. */
#pragma once

#include "loket-sqlite.h"
#include "loket-store-error.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

/* SQL: of which document an act speaks; NULL for bytes that cannot be read. */
#define LOKET_WORK_DB_DOCUMENT_ID(row)                                                              \
  "CASE WHEN json_valid (CAST (" row ".body AS TEXT))"                                              \
  " THEN json_extract (CAST (" row ".body AS TEXT), '$.payload.documentId') END"

LoketSqlite *loket_work_db_open (const char *path, const LoketSqliteOptions *options, GError **error);

gboolean   loket_work_db_add        (LoketSqlite *db, LoketWorkItem *item, const char *draft_key,
                                     GError **error);
gboolean   loket_work_db_insert     (LoketSqlite *db, const LoketWorkItem *item, GError **error);
gboolean   loket_work_db_get_place_before_all (LoketSqlite *db, gint64 *place, GError **error);
gboolean   loket_work_db_find       (LoketSqlite *db, const char *id, LoketWorkItem **item,
                                     GError **error);
GPtrArray *loket_work_db_list_case  (LoketSqlite *db, const char *case_id, GError **error);
GPtrArray *loket_work_db_list_pending  (LoketSqlite *db, GError **error);
GPtrArray *loket_work_db_list_sendable (LoketSqlite *db, LoketMoment now, GError **error);
char     **loket_work_db_list_case_ids (LoketSqlite *db, GError **error);
gboolean   loket_work_db_count_pending (LoketSqlite *db, const char *case_id, gint64 *count,
                                        GError **error);

gboolean loket_work_db_is_needed (LoketSqlite *db, const char *case_id, gboolean *needed,
                                  GError **error);
gboolean loket_work_db_mark      (LoketSqlite *db, const LoketWorkItem *item, LoketWorkState state,
                                  const char *reason, GBytes *answer, LoketMoment now,
                                  GError **error);
gboolean loket_work_db_end_hold  (LoketSqlite *db, const char *id, GError **error);
gboolean loket_work_db_set_state (LoketSqlite *db, const LoketWorkItem *item, LoketWorkState state,
                                  const char *reason, GBytes *answer, LoketMoment now,
                                  GError **error);
gboolean loket_work_db_remove    (LoketSqlite *db, const char *id, GError **error);
gboolean loket_work_db_take_back (LoketSqlite *db, const char *id, LoketMoment now, char **case_id,
                                  GError **error);
gboolean loket_work_db_erase     (LoketSqlite *db, const char *case_id, gboolean by_hand,
                                  LoketMoment now, GError **error);
gboolean loket_work_db_forget_taken (LoketSqlite *db, const char *case_id, GError **error);

G_END_DECLS
