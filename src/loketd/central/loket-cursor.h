/* SPDX-License-Identifier: EUPL-1.2 */
/* The cursor of the feed: a place in it, for one set of data and one set of agencies.
 *
 * Opaque to a desk. It names realm and agencies, so a cursor of other data, or of an account that
 * saw other cases, is known as such: what had come before under it would never come again. And it
 * names the last key that there was then, and which opening of the ledger gave that: one that was
 * put back to an earlier day gives the same keys again, to other changes, and what a change since
 * had moved behind the cursor stands before it again. */
#pragma once

#include "loket-callers.h"

G_BEGIN_DECLS

typedef struct {
  gint64 key;        /* of the last item that was handed out; 0 before the first */
  gint64 last;       /* the highest key there was */
  char opening[37];  /* id of the opening that gave `last`; empty: none that is known */
} LoketFeedPlace;

char    *loket_cursor_make (const char *realm, const LoketPerson *person,
                            const LoketFeedPlace *place);
gboolean loket_cursor_read (const char *cursor, const char *realm, const LoketPerson *person,
                            LoketFeedPlace *place);

G_END_DECLS
