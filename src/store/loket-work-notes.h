/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db: drafts, audit. Functions on its connection, on the connection's thread. */
#pragma once

#include "loket-sqlite.h"
#include "loket-work-item.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

gboolean   loket_work_notes_save_draft  (LoketSqlite *db, const char *key, const char *case_id,
                                         const char *fields, LoketMoment now, GError **error);
gboolean   loket_work_notes_find_draft_case (LoketSqlite *db, const char *key, char **case_id,
                                             GError **error);
gboolean   loket_work_notes_drop_draft  (LoketSqlite *db, const char *key, GError **error);
gboolean   loket_work_notes_count_drafts (LoketSqlite *db, const char *case_id, gint64 *count,
                                          GError **error);
GPtrArray *loket_work_notes_list_drafts (LoketSqlite *db, GError **error);

gboolean   loket_work_notes_audit       (LoketSqlite *db, const LoketWorkItem *item,
                                         const char *what, gboolean with_body, LoketMoment now,
                                         GError **error);
gboolean   loket_work_notes_audit_case  (LoketSqlite *db, const char *case_id, const char *what,
                                         LoketMoment now, GError **error);
gboolean   loket_work_notes_is_erased   (LoketSqlite *db, const char *case_id, gboolean *erased,
                                         GError **error);
gboolean   loket_work_notes_note_return (LoketSqlite *db, const char *case_id, LoketMoment now,
                                         GError **error);
gboolean   loket_work_notes_is_settled  (LoketSqlite *db, const char *id, const char *case_id,
                                         gboolean *settled, GError **error);
gboolean   loket_work_notes_is_taken    (LoketSqlite *db, const char *case_id, gboolean *taken,
                                         GError **error);
gboolean   loket_work_notes_audit_unkept (LoketSqlite *db, const char *key, const char *case_id,
                                          LoketMoment saved_at, GError **error);
gboolean   loket_work_notes_audit_erased (LoketSqlite *db, const char *case_id, GError **error);
gboolean   loket_work_notes_drop_drafts (LoketSqlite *db, const char *case_id, GError **error);
GPtrArray *loket_work_notes_list_audit  (LoketSqlite *db, guint limit, GError **error);
GPtrArray *loket_work_notes_list_record (LoketSqlite *db, guint limit, GError **error);

G_END_DECLS
