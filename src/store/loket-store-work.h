/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes out: acts and new complaints until the loket surely has them, drafts, the audit. */
#pragma once

#include "loket-projection.h"
#include "loket-store.h"
#include "loket-work-item.h"
#include "loket-work-resolve.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

/* Keeps it in work.db (committed and on the disk), then shows it in cache.db. Once the first is
 * done it is kept and this succeeds, whatever becomes of the second.
 * @projection: (nullable) (transfer full): of the case with this act
 * @draft_key: (nullable): the draft it was made from, dropped in the same transaction */
void loket_store_add_work_async (LoketStore *self, LoketWorkItem *item, LoketProjection *projection,
                                 const char *draft_key, GAsyncReadyCallback callback,
                                 gpointer user_data);

/* What may be sent now: (element-type LoketWorkItem): for each case its first item that is not
 * taken, where it waits or was being sent, and is not held; the oldest first.
 * @now: G_MAXINT64: what is held may be sent, too */
void       loket_store_list_sendable_async  (LoketStore *self, LoketMoment now,
                                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_list_sendable_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* All that is not taken: (element-type LoketWorkItem), oldest first. */
void       loket_store_list_pending_async  (LoketStore *self, GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *loket_store_list_pending_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* WAITING (only when surely nothing left), SENDING (before the first byte leaves), REFUSED, CONFLICT.
 * @reason: (nullable): the loket's word;  @answer: (nullable): what it said */
void loket_store_mark_async (LoketStore *self, const char *id, LoketWorkState state,
                             const char *reason, GBytes *answer, LoketMoment now,
                             GAsyncReadyCallback callback, gpointer user_data);

/* The loket confirmed it: its answer goes into cache.db, then the row becomes TAKEN.
 * @answer: (nullable): the body: the act as taken, or the whole case */
void loket_store_take_async (LoketStore *self, const char *id, GBytes *answer, LoketMoment now,
                             GAsyncReadyCallback callback, gpointer user_data);

/* Removes the rows that a checkpointed cache.db holds; also those found there without a reply. Gives
 * the ids of the cases of the latter, which look different now: (transfer full). */
void   loket_store_sweep_async  (LoketStore *self, LoketMoment now, GAsyncReadyCallback callback,
                                 gpointer user_data);
char **loket_store_sweep_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Removes an unsent item (a complaint with all its acts), kept in the audit; else SENT. Gives the id
 * of its case: (transfer full). */
void  loket_store_take_back_async  (LoketStore *self, const char *id, LoketMoment now,
                                    GAsyncReadyCallback callback, gpointer user_data);
char *loket_store_take_back_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Ends the hold of an item; where it is there no more, there is nothing to end. */
void loket_store_end_hold_async (LoketStore *self, const char *id, GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Removes what was refused or is in conflict, as a person decided; else SENT. What takes its place
 * comes in the same transaction. Gives the id of its case: (transfer full).
 * @resolving: (transfer full) */
void  loket_store_resolve_async  (LoketStore *self, const char *id, LoketWorkResolving *resolving,
                                  LoketMoment now, GAsyncReadyCallback callback,
                                  gpointer user_data);
char *loket_store_resolve_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Drafts: (element-type LoketDraft). */
void       loket_store_save_draft_async   (LoketStore *self, const char *key, const char *case_id,
                                           JsonObject *fields, LoketMoment now,
                                           GAsyncReadyCallback callback, gpointer user_data);
void       loket_store_drop_draft_async   (LoketStore *self, const char *key,
                                           GAsyncReadyCallback callback, gpointer user_data);
void       loket_store_list_drafts_async  (LoketStore *self, GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *loket_store_list_drafts_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* What was done on this machine: (element-type LoketAuditEntry), newest first. */
void       loket_store_list_audit_async  (LoketStore *self, guint limit,
                                          GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_list_audit_finish (LoketStore *self, GAsyncResult *result, GError **error);
/* Likewise, those that have bytes. */
void       loket_store_list_record_async  (LoketStore *self, guint limit,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_list_record_finish (LoketStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
