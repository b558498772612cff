/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a page apart by its text, when the parser refuses it as a whole: so one case that cannot
 * be read does not cost the others. Pure; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  GPtrArray *items; /* (element-type GBytes): the text of each item */
  GBytes *rest;     /* the page with an empty list of items */
} LoketFeedSplit;

LoketFeedSplit *_loket_feed_split      (GBytes *page);
void            _loket_feed_split_free (LoketFeedSplit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFeedSplit, _loket_feed_split_free)

G_END_DECLS
