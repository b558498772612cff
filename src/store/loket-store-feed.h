/* SPDX-License-Identifier: EUPL-1.2 */
/* What comes in: pages of the feed, single cases, the loket's rules and directory. */
#pragma once

#include "loket-cache-values.h"
#include "loket-feed.h"
#include "loket-store.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

void            loket_store_read_feed_state_async  (LoketStore *self, GAsyncReadyCallback callback,
                                                    gpointer user_data);
LoketFeedState *loket_store_read_feed_state_finish (LoketStore *self, GAsyncResult *result,
                                                    GError **error);

/* LOKET_ERROR_INVALID: it is no page at all; LOKET_STORE_ERROR_BRAKE: it must not come in. Nothing was
 * changed then. */
/* @page: (nullable) (transfer full): @body as decoded, where somebody had to look into it already. */
void             loket_store_apply_page_async  (LoketStore *self, GBytes *body, LoketFeedPage *page,
                                                LoketMoment now, GAsyncReadyCallback callback,
                                                gpointer user_data);
LoketPageResult *loket_store_apply_page_finish (LoketStore *self, GAsyncResult *result,
                                                GError **error);

/* The answer to a GET of one case that a page left out; an older version than the copy's is left aside,
 * and what proves a shorter history stops as a page does. LOKET_ERROR_INVALID: it cannot be read, or is
 * about another case: it was set aside as what came of @case_id.
 * @rest: (element-type GBytes) (nullable): pages of its acts, where @body had not all of them */
void loket_store_apply_case_async   (LoketStore *self, const char *case_id, GBytes *body,
                                     GPtrArray *rest, LoketMoment now, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Likewise, of a case that is here, asked for while the feed goes on. LOKET_STORE_ERROR_NOT_FOUND: it
 * left meanwhile: nothing of the answer is kept. */
void loket_store_refresh_case_async (LoketStore *self, const char *case_id, GBytes *body,
                                     GPtrArray *rest, LoketMoment now, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* @rest_after: (out): the rest of its history is to be asked for behind that `seq`, and all of it is to
 * be given once more: nothing was kept; -1: it is done. */
gboolean loket_store_take_case_finish (LoketStore *self, GAsyncResult *result, gint64 *rest_after,
                                       GError **error);
/* 403 missingPermission, 404, 410 of a case that was asked for alone: the feed alone takes it away; but
 * where something in it was taken, and it is so once more after the feed has ended, the next end of it
 * sets the brake. */
void loket_store_note_unknown_async (LoketStore *self, const char *case_id,
                                     GAsyncReadyCallback callback, gpointer user_data);

/* From the beginning, as a new generation: @cursor_refused: after a 410; else somebody wants it so.
 * What has not come again when it is finished is marked as gone and given back: (transfer full):
 * ids. LOKET_STORE_ERROR_BRAKE: nothing came, or less than came before. */
void   loket_store_begin_generation_async   (LoketStore *self, gboolean cursor_refused,
                                             GAsyncReadyCallback callback, gpointer user_data);
void   loket_store_finish_generation_async  (LoketStore *self, LoketMoment now,
                                             GAsyncReadyCallback callback, gpointer user_data);
char **loket_store_finish_generation_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Rules, calendars, directory, me: bodies by path of the contract, with their entity tags:
 * (element-type LoketKeptBody). */
void       loket_store_keep_body_async    (LoketStore *self, const char *path, const char *etag,
                                           GBytes *body, GAsyncReadyCallback callback,
                                           gpointer user_data);
void       loket_store_list_bodies_async  (LoketStore *self, GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *loket_store_list_bodies_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Items that could not be read: (element-type LoketQuarantinedItem), oldest first: the newest
 * LOKET_QUARANTINE_ITEMS_MAX of them; the count is of these. */
void       loket_store_list_quarantine_async  (LoketStore *self, GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *loket_store_list_quarantine_finish (LoketStore *self, GAsyncResult *result, GError **error);
void       loket_store_count_quarantine_async  (LoketStore *self, GAsyncReadyCallback callback,
                                                gpointer user_data);
gboolean   loket_store_count_quarantine_finish (LoketStore *self, GAsyncResult *result, gint64 *count,
                                                GError **error);

G_END_DECLS
