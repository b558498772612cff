/* SPDX-License-Identifier: EUPL-1.2 */
/* What is shown of a case: the server's copy and our rows of work.db, matched by id.
 *
 * Pure. The copy wins: an act found in it is taken, whatever the reply was. Rows count whether
 * pending or taken, so no crash between the two databases shows less than a person saw before. */
#pragma once

#include "loket-case.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

typedef struct {
  LoketCase *the_case;  /* (owned) (nullable): the copy, else the complaint as taken in here; NULL
                         * when neither is there */
  GPtrArray *pending;   /* (element-type LoketAct): what the copy does not hold, in local order */
  GPtrArray *unread;    /* (element-type LoketWorkItem): rows whose bytes could not be read */
  gboolean registered;  /* the loket knows the case: there is a copy */
} LoketFold;

LoketFold *loket_fold_new  (LoketCase *copy, GPtrArray *items);
void       loket_fold_free (LoketFold *self);
gboolean   loket_fold_copy_holds (LoketCase *copy, const LoketWorkItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFold, loket_fold_free)

G_END_DECLS
