/* SPDX-License-Identifier: EUPL-1.2 */
/* A page of the feed of changes: read by the desk, written by the loket.
 *
 * One item that cannot be read never costs the page: it is handed out with its error. A page is
 * not changed once read. The reader takes a page as the end of the feed when it has no items. */
#pragma once

#include "loket-case.h"
#include "loket-ref-data.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_CHANGE_UPSERTED,
  LOKET_CHANGE_WITHDRAWN, /* no longer for this account */
  LOKET_CHANGE_ERASED,    /* erased at the loket: to be erased here */
} LoketChange;

const char *loket_change_to_string (LoketChange change);

typedef struct {
  guint index;          /* place in the page */
  GError *error;        /* (nullable): what is wrong with it; then only index, case_id, raw count */
  char *case_id;        /* (nullable) only when bad and without a readable id */
  gint64 version;
  LoketChange change;
  char *reason;         /* (nullable): why it was withdrawn or erased */
  LoketCase *contents;  /* (nullable): NULL although upserted: to be fetched, too large for a page, or
                         * not with its whole history */
  JsonNode *raw;        /* the item as it came; its text, where it is no JSON */
} LoketFeedItem;

typedef struct {
  GPtrArray *items;        /* (element-type LoketFeedItem): in the loket's order */
  char *next;              /* opaque cursor: what to ask after */
  LoketRefData *ref_data;  /* (nullable) */
} LoketFeedPage;

LoketFeedPage *loket_feed_page_decode (GBytes *body, GError **error);
void           loket_feed_page_free   (LoketFeedPage *self);

/* Writing: cases are handed over as the JSON text that the loket keeps, and not parsed again. */
typedef struct _LoketFeedWriter LoketFeedWriter;

LoketFeedWriter *loket_feed_writer_new        (void);
void             loket_feed_writer_free       (LoketFeedWriter *self);
void             loket_feed_writer_add_upsert (LoketFeedWriter *self, const char *case_id,
                                               gint64 version, const char *case_json);
void             loket_feed_writer_add_removal (LoketFeedWriter *self, const char *case_id,
                                                gint64 version, LoketChange change,
                                                const char *reason);
guint            loket_feed_writer_get_count  (LoketFeedWriter *self);
gsize            loket_feed_writer_get_size   (LoketFeedWriter *self);
GBytes          *loket_feed_writer_finish     (LoketFeedWriter *self, const char *next,
                                               const LoketRefData *ref_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFeedPage, loket_feed_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFeedWriter, loket_feed_writer_free)

G_END_DECLS
