/* SPDX-License-Identifier: EUPL-1.2 */
/* One page of a b-tree and its cells. */
#pragma once

#include "loket-sqlite-image.h"

G_BEGIN_DECLS

/* Type of a value: SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL. */
typedef struct {
  int type;
  gint64 number;
  const guint8 *bytes;
  gsize length;
} LoketCarvedValue;

typedef struct {
  gint64 row_id;         /* of a table with row ids; else 0 */
  guint n_values;
  LoketCarvedValue *values;
  guint8 *payload;       /* (owned): what the values point into */
} LoketCarvedRow;

typedef enum {
  LOKET_PAGE_OTHER = 0,           /* none of a b-tree, or one that cannot be read */
  LOKET_PAGE_INDEX_INTERIOR = 2,
  LOKET_PAGE_TABLE_INTERIOR = 5,
  LOKET_PAGE_INDEX_LEAF = 10,
  LOKET_PAGE_TABLE_LEAF = 13,
} LoketPageKind;

/* Where a page number leads to, on the way along an overflow chain. */
typedef struct {
  LoketSqliteImage *image;
  GHashTable *first;    /* (nullable): number -> page, looked at before the image */
  GHashTable *overflow; /* numbers that a chain went over are added */
} LoketPageSource;

const guint8   *loket_sqlite_page_find      (const LoketPageSource *source, guint number);
LoketPageKind   loket_sqlite_page_get_kind  (const LoketPageSource *source, const guint8 *page,
                                             gboolean first);
guint           loket_sqlite_page_count     (const guint8 *page, gboolean first);
guint           loket_sqlite_page_get_child (const LoketPageSource *source, const guint8 *page,
                                             gboolean first, guint index);
LoketCarvedRow *loket_sqlite_page_read_row  (const LoketPageSource *source, const guint8 *page,
                                             gboolean first, guint index);
void            loket_carved_row_free       (LoketCarvedRow *self);

G_END_DECLS
