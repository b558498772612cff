/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person decided about something that the loket did not take: its row goes, with all that it
 * said kept in the audit, and what takes its place comes in one transaction of work.db. */
#pragma once

#include "loket-json.h"
#include "loket-sqlite.h"
#include "loket-store-error.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

typedef struct {
  const char *what;           /* for the audit: resolvedAgain, adapted, turnedIntoNote, dropped */
  LoketWorkItem *replacement; /* (owned) (nullable): takes its place in the order of its case */
  char *draft_key;            /* (nullable): of the draft that it becomes */
  char *draft_case_id;        /* (nullable): never where @draft_key is set */
  char *draft_fields;         /* (nullable): JSON */
  char *later_case_id;        /* (nullable): of a complaint that becomes a draft, once it is done
                               * again: what was done in it becomes drafts of that case */
} LoketWorkResolving;

LoketWorkResolving *loket_work_resolving_new  (const char *what);
void                loket_work_resolving_free (LoketWorkResolving *self);

/* An act as a draft, for the form of its type. */
char       *loket_work_item_make_draft_key    (const LoketWorkItem *item, const char *case_id);
JsonObject *loket_work_item_make_draft_fields (const LoketWorkItem *item, GError **error);

/* On the thread of the connection. */
gboolean loket_work_resolve (LoketSqlite *db, const char *id, const LoketWorkResolving *resolving,
                             LoketMoment now, char **case_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketWorkResolving, loket_work_resolving_free)

G_END_DECLS
