/* SPDX-License-Identifier: EUPL-1.2 */
/* What the loket did not take, beside what is known now: what its author saw, what he did, and what
 * others did meanwhile. For something refused there is nothing of others, and the fields are his.
 * A plain value; main thread. */
#pragma once

#include "loket-desk.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

typedef struct {
  char *code;   /* of a correction: the fact; else the member of the payload */
  char *base;   /* (nullable): as its author saw it; a correction's old value */
  char *mine;   /* (nullable): as he wrote it */
  char *theirs; /* (nullable): as others wrote it meanwhile */
  JsonNode *base_value;   /* (owned) (nullable): the same three as the contract has them: a list of */
  JsonNode *mine_value;   /* names is read otherwise than a text */
  JsonNode *theirs_value;
} LoketConflictField;

typedef struct {
  LoketWorkItem *item; /* (owned) */
  LoketAct *act;       /* (owned) (nullable): NULL for a complaint, and where it cannot be read */
  LoketDossier *now;   /* (owned) (nullable): the case as it is known now, without what is refused */
  LoketDossier *base;  /* (owned) (nullable): as its author saw it: without what he had not seen */
  GPtrArray *unseen;   /* (element-type LoketAct): what he had not seen, in the order of seq */
  GPtrArray *fields;   /* (element-type LoketConflictField): what was written, in the order of codes */
  guint followers;     /* how much of ours waits behind it in its case */
  gboolean recorded;   /* it is in the record of this computer: there is nothing to decide any more */
} LoketConflict;

void     loket_conflict_free         (LoketConflict *self);
gboolean loket_conflict_is_only_kept (const LoketConflict *self);

/* @id: of something refused or in conflict */
void           loket_desk_load_conflict_async  (LoketDesk *self, const char *id,
                                                GAsyncReadyCallback callback, gpointer user_data);
LoketConflict *loket_desk_load_conflict_finish (LoketDesk *self, GAsyncResult *result,
                                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketConflict, loket_conflict_free)

G_END_DECLS
