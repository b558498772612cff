/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading: one case, the rows of a view, the counts; and the projections behind them. */
#pragma once

#include "loket-fold.h"
#include "loket-projection.h"
#include "loket-store.h"
#include "loket-view.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_PRESENCE_HERE,
  LOKET_PRESENCE_WITHDRAWN, /* no longer ours; kept because of unsent work */
  LOKET_PRESENCE_GONE,      /* did not come again with a full resync: to be asked about */
} LoketPresence;

typedef struct {
  gint64 row;        /* for loket_store_read_cases_async() */
  char *case_id;
  LoketCase *copy;   /* (owned) (nullable): the server's */
  GPtrArray *items;  /* (element-type LoketWorkItem): all rows of work.db, in local order */
  LoketFold *fold;   /* (owned): what is shown */
  LoketPresence presence;
  gboolean to_fetch; /* there is a copy, but it may not be kept on this machine: GET it */
  LoketProjection *shown; /* (owned) (nullable): what the list shows of it */
} LoketStoredCase;

/* NOT_FOUND. @key: case id, reference or alias (also the provisional one) */
void             loket_store_read_case_async  (LoketStore *self, const char *key,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
LoketStoredCase *loket_store_read_case_finish (LoketStore *self, GAsyncResult *result, GError **error);
void             loket_stored_case_free       (LoketStoredCase *self);

/* Walks all cases, to replay them: (element-type LoketStoredCase), @after_row 0 for the first page;
 * an empty page ends it. */
typedef enum {
  LOKET_CASES_ALL,
  LOKET_CASES_WITH_WORK,      /* rows in work.db: to be projected when the desk opens */
  LOKET_CASES_NOT_REPLAYED,   /* their projection is still the loket's own JSON */
  LOKET_CASES_RESTING_ON_TODAY,
} LoketCaseSelection;

void       loket_store_read_cases_async  (LoketStore *self, LoketCaseSelection selection,
                                          gint64 after_row, guint limit, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_read_cases_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* @projections: (element-type LoketProjection): computed by replay of what was read */
void loket_store_project_async (LoketStore *self, GPtrArray *projections,
                                GAsyncReadyCallback callback, gpointer user_data);

/* One row of a view. */
typedef struct {
  gint64 id;
  char *case_id;
  char *reference;
  char *subject;
  char *person;
  LoketStep step;
  char *clock;        /* (nullable): code of the leading clock */
  LoketClockState state; /* running or overdue, on the day of asking; NO_TERM without a clock */
  LoketDay last_day;
  LoketDay due;
  LoketDay work_by;
  LoketUrgency urgency;
  gboolean pending;   /* something of it is not taken yet */
  LoketPresence presence;
} LoketCaseLine;

/* (element-type LoketCaseLine). @limit 0: all */
void       loket_store_list_lines_async  (LoketStore *self, const LoketQuery *query, guint limit,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *loket_store_list_lines_finish (LoketStore *self, GAsyncResult *result, GError **error);
void       loket_case_line_free          (LoketCaseLine *self);

/* @counts: (out): LOKET_N_VIEWS numbers, by LoketView */
void     loket_store_count_views_async  (LoketStore *self, const char *person, LoketDay today,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_store_count_views_finish (LoketStore *self, GAsyncResult *result, gint64 *counts,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStoredCase, loket_stored_case_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCaseLine, loket_case_line_free)

G_END_DECLS
