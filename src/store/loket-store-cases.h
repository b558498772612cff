/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading: one case, the rows of a view, the counts; and the projections behind them. */
#pragma once

#include "loket-cache-values.h"
#include "loket-projection.h"
#include "loket-similar-case.h"
#include "loket-store.h"
#include "loket-stored-case.h"
#include "loket-view.h"

G_BEGIN_DECLS

/* NOT_FOUND. @key: case id, reference or alias (also the provisional one) */
void             loket_store_read_case_async  (LoketStore *self, const char *key,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
LoketStoredCase *loket_store_read_case_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Number and subject, as the lists show them; no case is fetched for it. NOT_FOUND */
void  loket_store_name_case_async  (LoketStore *self, const char *case_id,
                                    GAsyncReadyCallback callback, gpointer user_data);
char *loket_store_name_case_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Walks all cases, to replay them: (element-type LoketStoredCase), @after_row 0 for the first page;
 * an empty page ends it. */
typedef enum {
  LOKET_CASES_ALL,
  LOKET_CASES_NOT_REPLAYED,   /* their projection is still the loket's own JSON */
  LOKET_CASES_RESTING_ON_TODAY,
} LoketCaseSelection;

void       loket_store_read_cases_async  (LoketStore *self, LoketCaseSelection selection,
                                          gint64 after_row, guint limit, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* All cases with rows in work.db: to be projected when the desk opens and after a reset. @known:
 * (nullable) (transfer full): case id -> basis (guint64): where it still holds, `fold` is NULL. */
void       loket_store_read_worked_cases_async (LoketStore *self, GHashTable *known,
                                                GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_read_cases_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* @projections: (element-type LoketProjection): computed by replay of what was read */
void loket_store_project_async (LoketStore *self, GPtrArray *projections,
                                GAsyncReadyCallback callback, gpointer user_data);

/* Whether lists show what replay gives: the ids of cases that they show differently. @repair: what was
 * computed is written. */
void   loket_store_compare_async  (LoketStore *self, GPtrArray *projections, gboolean repair,
                                   GAsyncReadyCallback callback, gpointer user_data);
char **loket_store_compare_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* (element-type LoketCaseLine). @limit 0: all */
void       loket_store_list_lines_async  (LoketStore *self, const LoketQuery *query, guint limit,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *loket_store_list_lines_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* @counts: (out): LOKET_N_VIEWS numbers, by LoketView. @border: (out): the next moment at which a
 * term in hours ends, or has a day left; LOKET_NO_MOMENT: there is none. */
void     loket_store_count_views_async  (LoketStore *self, const char *person, LoketDay today,
                                         LoketMoment now, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean loket_store_count_views_finish (LoketStore *self, GAsyncResult *result, gint64 *counts,
                                         LoketMoment *border, GError **error);

/* (element-type LoketSimilarCase): possible duplicates, those of the same person first */
void       loket_store_find_similar_async  (LoketStore *self, const LoketSimilarQuery *query,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *loket_store_find_similar_finish (LoketStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
