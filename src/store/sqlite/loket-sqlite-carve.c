/* SPDX-License-Identifier: EUPL-1.2 */
/* Carving: first along the trees that still stand, then over the pages that none of them reaches.
 */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "loket-sqlite-carve.h"

#define SCHEMA "sqlite_schema"

/* Its columns. */
enum {
  SCHEMA_TYPE,
  SCHEMA_NAME,
  SCHEMA_TABLE,
  SCHEMA_ROOT,
  SCHEMA_SQL,
  SCHEMA_COLUMNS = 5,
};

enum {
  DEPTH_MAX = 20
};

typedef struct {
  LoketCarved *result;
  LoketPageSource source;
  GHashTable *seen; /* numbers of pages that were read, or are known to be free */
} Carving;

/* What a walk goes along. */
typedef struct {
  const char *table;  /* (nullable): NULL: an index, of which nothing needs to be kept */
  GPtrArray *rows_of; /* (element-type LoketCarvedPage): where pages are put */
  gboolean has_row_ids;
} Tree;

static void
page_free (gpointer data)
{
  LoketCarvedPage *page = data;

  g_ptr_array_unref (page->rows);
  g_free (page);
}

void
loket_carved_free (LoketCarved *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->pages);
  g_hash_table_unref (self->broken);
  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_free (self);
}

static void
note_broken (Carving *self, const Tree *tree)
{
  if (tree->table != NULL)
    g_hash_table_add (self->result->broken, (gpointer) tree->table);
}

/* Reads what rows stand on the page. Returns: whether that was all of them */
static gboolean
read_page (Carving *self, const Tree *tree, guint number, const guint8 *bytes, gboolean doubtful)
{
  LoketPageKind kind = loket_sqlite_page_get_kind (&self->source, bytes, number == 1);
  LoketCarvedPage *page = g_new0 (LoketCarvedPage, 1);
  guint count = loket_sqlite_page_count (bytes, number == 1);

  page->table = tree->table;
  page->has_row_ids = kind == LOKET_PAGE_TABLE_LEAF;
  page->doubtful = doubtful;
  page->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_carved_row_free);
  for (guint i = 0; i < count; i++) {
    LoketCarvedRow *row = loket_sqlite_page_read_row (&self->source, bytes, number == 1, i);

    if (row != NULL)
      g_ptr_array_add (page->rows, row);
  }
  g_ptr_array_add (tree->rows_of, page);
  return page->rows->len == count;
}

static gboolean
see (Carving *self, guint number)
{
  return g_hash_table_add (self->seen, GUINT_TO_POINTER (number));
}

static gboolean
has_row_ids (LoketPageKind kind)
{
  return kind == LOKET_PAGE_TABLE_LEAF || kind == LOKET_PAGE_TABLE_INTERIOR;
}

static void
walk (Carving *self, const Tree *tree, guint number, guint depth)
{
  const guint8 *page = loket_sqlite_page_find (&self->source, number);
  LoketPageKind kind;
  gboolean old = loket_sqlite_image_is_old (self->source.image, number);

  if (page == NULL || depth > DEPTH_MAX || !see (self, number)) {
    note_broken (self, tree);
    return;
  }
  kind = loket_sqlite_page_get_kind (&self->source, page, number == 1);
  if (kind != LOKET_PAGE_OTHER && tree->has_row_ids != has_row_ids (kind)) {
    g_hash_table_remove (self->seen, GUINT_TO_POINTER (number)); /* a page of something else */
    kind = LOKET_PAGE_OTHER;
  }
  if (kind == LOKET_PAGE_OTHER || old)
    note_broken (self, tree);
  if (kind == LOKET_PAGE_OTHER)
    return;
  if (kind != LOKET_PAGE_TABLE_INTERIOR && !read_page (self, tree, number, page, old))
    note_broken (self, tree);
  if (kind == LOKET_PAGE_TABLE_LEAF || kind == LOKET_PAGE_INDEX_LEAF)
    return;
  for (guint i = 0; i <= loket_sqlite_page_count (page, number == 1); i++)
    walk (self, tree, loket_sqlite_page_get_child (&self->source, page, number == 1, i), depth + 1);
}

static char *
dup_text (const LoketCarvedValue *value)
{
  return value->type == SQLITE_TEXT ? g_strndup ((const char *) value->bytes, value->length) : NULL;
}

static void
walk_schema_row (Carving *self, const LoketCarvedRow *row)
{
  g_autofree char *type = NULL;
  g_autofree char *name = NULL;
  Tree tree = {NULL, self->result->pages};
  gboolean is_table;

  if (row->n_values != SCHEMA_COLUMNS || row->values[SCHEMA_ROOT].type != SQLITE_INTEGER)
    return;
  type = dup_text (&row->values[SCHEMA_TYPE]);
  name = dup_text (&row->values[SCHEMA_NAME]);
  is_table = g_strcmp0 (type, "table") == 0;
  if (name == NULL || (!is_table && g_strcmp0 (type, "index") != 0))
    return;
  if (is_table) {
    g_autofree char *sql = dup_text (&row->values[SCHEMA_SQL]);

    tree.table = g_intern_string (name);
    tree.has_row_ids = sql == NULL || strstr (sql, "WITHOUT ROWID") == NULL;
    g_hash_table_add (self->result->tables, (gpointer) tree.table);
  }
  walk (self, &tree, (guint) row->values[SCHEMA_ROOT].number, 0);
}

/* Where none of its tables is known nothing tells which page is whose. */
static void
walk_schema (Carving *self)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (page_free);
  Tree schema = {g_intern_static_string (SCHEMA), pages, TRUE};

  self->result->tables = g_hash_table_new (g_str_hash, g_str_equal);
  walk (self, &schema, 1, 0);
  for (guint i = 0; i < pages->len; i++) {
    LoketCarvedPage *page = g_ptr_array_index (pages, i);

    for (guint k = 0; k < page->rows->len; k++)
      walk_schema_row (self, g_ptr_array_index (page->rows, k));
  }
  if (g_hash_table_size (self->result->tables) == 0 ||
      g_hash_table_contains (self->result->broken, SCHEMA))
    g_clear_pointer (&self->result->tables, g_hash_table_unref);
}

static gboolean
is_zero (const guint8 *page, gsize length)
{
  return page[0] == 0 && memcmp (page, page + 1, length - 1) == 0;
}

/* A trunk of the list of free pages: the next trunk, a count, and so many numbers. */
static gboolean
is_free_trunk (const guint8 *page, guint size, guint n_pages)
{
  guint count = loket_sqlite_image_read_32 (page + 4);

  if (loket_sqlite_image_read_32 (page) > n_pages || count > size / 4 - 2)
    return FALSE;
  for (guint i = 0; i < count; i++) {
    guint number = loket_sqlite_image_read_32 (page + 8 + 4 * (gsize) i);

    if (number < 2 || number > n_pages)
      return FALSE;
  }
  return TRUE;
}

/* A page of a table to which nothing leads any more. */
static void
read_stray (Carving *self, guint number, const guint8 *page)
{
  Tree tree = {NULL, self->result->pages};
  LoketPageKind kind = loket_sqlite_page_get_kind (&self->source, page, number == 1);

  if (kind == LOKET_PAGE_OTHER || (kind == LOKET_PAGE_TABLE_LEAF && number == 1))
    return;
  see (self, number);
  if (kind != LOKET_PAGE_TABLE_INTERIOR && loket_sqlite_page_count (page, number == 1) > 0 &&
      !read_page (self, &tree, number, page,
                  loket_sqlite_image_is_old (self->source.image, number)))
    self->result->lost_unknown = TRUE;
}

static void
read_strays (Carving *self)
{
  const guint size = loket_sqlite_image_get_page_size (self->source.image);
  const guint n_pages = loket_sqlite_image_get_n_pages (self->source.image);

  for (guint i = 1; i <= n_pages; i++) {
    const guint8 *page = loket_sqlite_page_find (&self->source, i);

    if (page != NULL && !g_hash_table_contains (self->seen, GUINT_TO_POINTER (i)) &&
        !g_hash_table_contains (self->source.overflow, GUINT_TO_POINTER (i)))
      read_stray (self, i, page);
  }
  /* Where the schema is gone nothing else tells that a page is missing. */
  for (guint i = 2; self->result->tables == NULL && i <= n_pages; i++) {
    const guint8 *page = loket_sqlite_page_find (&self->source, i);

    if (page == NULL || (!g_hash_table_contains (self->seen, GUINT_TO_POINTER (i)) &&
                         !g_hash_table_contains (self->source.overflow, GUINT_TO_POINTER (i)) &&
                         !is_zero (page, size) && !is_free_trunk (page, size, n_pages)))
      self->result->lost_unknown = TRUE;
  }
}

typedef const guint8 *(*GetVersion) (LoketSqliteImage *image, guint index, guint *number);

/* Versions of pages beside the newest that was committed. */
static void
read_versions (Carving *self, guint n_versions, GetVersion get_version)
{
  g_autoptr (GHashTable) first = g_hash_table_new (NULL, NULL);
  Tree tree = {NULL, self->result->pages};
  guint number;

  for (guint i = 0; i < n_versions; i++) {
    const guint8 *page = get_version (self->source.image, i, &number);

    g_hash_table_insert (first, GUINT_TO_POINTER (number), (gpointer) page);
  }
  self->source.first = first;
  for (guint i = 0; i < n_versions; i++) {
    const guint8 *page = get_version (self->source.image, i, &number);
    LoketPageKind kind = loket_sqlite_page_get_kind (&self->source, page, number == 1);

    if (number > 1 && (kind == LOKET_PAGE_TABLE_LEAF || kind == LOKET_PAGE_INDEX_LEAF))
      read_page (self, &tree, number, page, TRUE);
  }
  self->source.first = NULL;
}

/* Of a transaction of which a frame was damaged: what it wrote, where its end is missing; what
 * stood there before, where only its end is there: one of the two has what it was about. */
static void
read_unsure (Carving *self)
{
  LoketSqliteImage *image = self->source.image;

  read_versions (self, loket_sqlite_image_get_n_extra (image), loket_sqlite_image_get_extra);
  read_versions (self, loket_sqlite_image_get_n_before (image), loket_sqlite_image_get_before);
}

/**
 * loket_sqlite_carve:
 *
 * Returns: (transfer full): all rows that can be read
 */
LoketCarved *
loket_sqlite_carve (LoketSqliteImage *image)
{
  LoketCarved *result = g_new0 (LoketCarved, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) overflow = g_hash_table_new (NULL, NULL);
  Carving self = {result, {image, NULL, overflow}, seen};

  result->pages = g_ptr_array_new_with_free_func (page_free);
  result->broken = g_hash_table_new (g_str_hash, g_str_equal);
  result->version = loket_sqlite_image_get_user_version (image);
  if (loket_sqlite_image_get_n_pages (image) > 0)
    walk_schema (&self);
  else
    result->lost_unknown = TRUE;
  read_strays (&self);
  read_unsure (&self);
  result->lost_unknown |= loket_sqlite_image_lost_a_page (image);
  return result;
}
