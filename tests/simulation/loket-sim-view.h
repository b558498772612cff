/* SPDX-License-Identifier: EUPL-1.2 */
/* What one desk shows, for the checks. */
#pragma once

#include "loket-sim-world.h"

G_BEGIN_DECLS

/* What one desk has, read once a step. */
typedef struct {
  SimDesk *desk;
  LoketSqlite *work;
  LoketSqlite *cache;
  GPtrArray *bodies; /* of the outbox, as text */
  GHashTable *taken; /* ids of rows that are taken -> case id */
  GHashTable *items; /* case id -> number that changes with its rows */
  GPtrArray *drafts; /* fields, as text */
  gboolean all;      /* look at every case, changed or not */
} SimView;

LoketStatement *sim_view_ask  (SimView *view, LoketSqlite *db, const char *sql);
gboolean        sim_view_next (SimView *view, LoketStatement *statement);
void            sim_view_check_contents   (SimView *view);
gboolean        sim_view_keeps_lost       (SimView *view, SimTyped *typed);
void            sim_desk_check_strays     (SimDesk *desk);
void            sim_view_check_projection (SimView *view, const char *case_id);

G_END_DECLS
