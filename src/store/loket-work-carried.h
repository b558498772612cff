/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work in a file that somebody carried here: read whole and checked, before anything of it is
 * written. Pure. */
#pragma once

#include "loket-uploads-db.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

typedef struct {
  char *key;
  char *case_id; /* (nullable) */
  char *fields;  /* an object, as JSON text */
  LoketMoment saved_at; /* LOKET_NO_MOMENT: not said */
} LoketCarriedDraft;

typedef struct {
  char *realm;        /* (nullable): whose it is */
  char *person;       /* (nullable) */
  GPtrArray *items;   /* (element-type LoketWorkItem): with state, reason and answer */
  GPtrArray *drafts;  /* (element-type LoketCarriedDraft) */
  GPtrArray *uploads; /* (element-type LoketUpload): their size is as the file says */
} LoketCarriedWork;

#define LOKET_CARRIED_WORK_FORMAT "loket-work"
#define LOKET_CARRIED_WORK_VERSION 1

LoketCarriedWork *loket_carried_work_read       (JsonObject *root, GError **error);
void              loket_carried_work_free       (LoketCarriedWork *self);
gboolean          loket_carried_work_check_body (const LoketWorkItem *item, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCarriedWork, loket_carried_work_free)

G_END_DECLS
