/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows that stand on the pages of a damaged database, each page read for itself: so one that
 * cannot be read, be it the root of a table or the schema, takes no row of another page with it.
 *
 * Rows of deleted content are not met: `secure_delete` writes zeros over it. Values point into the
 * image or belong to the row. Any thread, the image outlives it. */
#pragma once

#include "loket-sqlite-cell.h"

G_BEGIN_DECLS

/* The rows of one page. */
typedef struct {
  const char *table;     /* (nullable): interned; NULL where no tree leads here any more */
  gboolean has_row_ids;
  gboolean doubtful;     /* a newer version of the page was lost, or was never finished */
  GPtrArray *rows;       /* (element-type LoketCarvedRow) */
} LoketCarvedPage;

typedef struct {
  GPtrArray *pages;      /* (element-type LoketCarvedPage) */
  GHashTable *tables;    /* (nullable): names of all its tables; NULL where some are unknown */
  gint64 version;        /* of its schema (`user_version`); 0 where its header cannot be read */
  GHashTable *broken;    /* names of tables of which something could not be read */
  gboolean lost_unknown; /* a page cannot be read, and nothing tells what stood on it */
} LoketCarved;

LoketCarved *loket_sqlite_carve (LoketSqliteImage *image);
void         loket_carved_free  (LoketCarved *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCarved, loket_carved_free)

G_END_DECLS
