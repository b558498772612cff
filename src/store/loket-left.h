/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left: no longer ours, erased, or gone; and what a person has to decide of them.
 *
 *   withdrawn  no longer ours: its copy goes, unless there is unsent work or a draft of it
 *   erased     every text is out; what was not yet sent is told by type and date, until dismissed,
 *              also where the case came again since
 *   gone       did not come again with a new generation: kept, and marked
 * On the connections' thread. */
#pragma once

#include "loket-cache-values.h"
#include "loket-connections.h"
#include "loket-memory-copies.h"
#include "loket-moment.h"

G_BEGIN_DECLS

/* Something that was not yet sent of a case that was erased. */
typedef struct {
  char *type;          /* act type, or "register"; of a draft: what it would have become */
  gboolean is_draft;
  LoketMoment made_at; /* when it was done, or saved */
} LoketDroppedWork;

typedef struct {
  char *case_id;
  char *reference;   /* (nullable): NULL once erased */
  char *subject;     /* (nullable): likewise */
  LoketPresence presence;
  guint pending;     /* acts that were not taken */
  guint drafts;
  GPtrArray *dropped; /* (element-type LoketDroppedWork): of an erased case; else empty */
  gboolean by_hand;   /* erased here alone, not at the loket */
  gboolean came_again; /* it is a case like any other now: only what was dropped is still told */
} LoketLeftCase;

void       loket_left_case_free (LoketLeftCase *self);
GPtrArray *loket_left_list      (LoketConnections *databases, GError **error);
gboolean   loket_left_dismiss   (LoketConnections *databases, LoketMemoryCopies *memory,
                                 const char *case_id, LoketMoment now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLeftCase, loket_left_case_free)

G_END_DECLS
