/* SPDX-License-Identifier: EUPL-1.2 */
/* Carved rows into a fresh work.db. */
#include "config.h"

#include <string.h>

#include "loket-json.h"
#include "loket-work-notes.h"
#include "loket-work-refill.h"

typedef struct {
  char *name;
  char *type;      /* of a STRICT table: TEXT, INTEGER, BLOB */
  gboolean needed; /* neither NULL nor left out */
  gboolean row_id; /* it is another name of the row id: NULL in the record */
} Column;

typedef struct {
  char *name;
  gboolean has_row_ids;
  gboolean counts_on; /* AUTOINCREMENT: a row id is never given twice */
  gboolean lost;      /* something of it could not be read */
  GPtrArray *columns; /* (element-type Column): in the order of a record */
} Table;

struct _LoketWorkRefill {
  LoketSqlite *fresh;
  gint64 version;    /* of its schema */
  GPtrArray *tables; /* (element-type Table): audit first, which says what must not come back */
  guint kept;
  guint from_backup;
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->type);
  g_free (column);
}

static void
table_free (gpointer data)
{
  Table *table = data;

  g_free (table->name);
  g_ptr_array_unref (table->columns);
  g_free (table);
}

/* The key of a table without row ids stands first in its records. */
static gboolean
read_columns (LoketSqlite *fresh, Table *table, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      fresh,
      "SELECT name, type, \"notnull\" AND dflt_value IS NULL, pk FROM pragma_table_info (?1)"
      " ORDER BY CASE WHEN ?2 OR pk = 0 THEN 1 ELSE 0 END, iif (?2, cid, pk), cid",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, table->name);
  loket_statement_bind_int (statement, 2, table->has_row_ids);
  for (;;) {
    Column *column;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    column = g_new0 (Column, 1);
    column->name = loket_statement_column_dup_text (statement, 0);
    column->type = loket_statement_column_dup_text (statement, 1);
    column->row_id = table->has_row_ids && loket_statement_column_int (statement, 3) == 1 &&
                     g_str_equal (column->type, "INTEGER");
    column->needed = !column->row_id && loket_statement_column_int (statement, 2) != 0;
    g_ptr_array_add (table->columns, column);
  }
}

static gboolean
read_tables (LoketWorkRefill *self, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->fresh,
      "SELECT name, instr (upper (sql), 'WITHOUT ROWID') = 0,"
      " instr (upper (sql), 'AUTOINCREMENT') > 0 FROM sqlite_schema"
      " WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name <> 'audit', name",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    Table *table;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    table = g_new0 (Table, 1);
    table->columns = g_ptr_array_new_with_free_func (column_free);
    table->name = loket_statement_column_dup_text (statement, 0);
    table->has_row_ids = loket_statement_column_int (statement, 1) != 0;
    table->counts_on = loket_statement_column_int (statement, 2) != 0;
    g_ptr_array_add (self->tables, table);
    if (!read_columns (self->fresh, table, error))
      return FALSE;
  }
}

/**
 * loket_work_refill_new:
 * @fresh: empty, of the newest schema; in a transaction
 */
LoketWorkRefill *
loket_work_refill_new (LoketSqlite *fresh, GError **error)
{
  g_autoptr (LoketWorkRefill) self = g_new0 (LoketWorkRefill, 1);

  self->fresh = fresh;
  self->tables = g_ptr_array_new_with_free_func (table_free);
  if (!loket_sqlite_read_int (fresh, "PRAGMA user_version", &self->version, error) ||
      !read_tables (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
loket_work_refill_free (LoketWorkRefill *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static gboolean
fits (const Column *column, const LoketCarvedValue *value)
{
  if (value->type == SQLITE_NULL)
    return !column->needed;
  if (column->row_id)
    return FALSE;
  return value->type == (g_str_equal (column->type, "TEXT")      ? SQLITE_TEXT
                         : g_str_equal (column->type, "INTEGER") ? SQLITE_INTEGER
                                                                 : SQLITE_BLOB);
}

/* A row that was written before a column was added is shorter. */
static gboolean
row_fits (const Table *table, const LoketCarvedRow *row)
{
  if (row->n_values > table->columns->len || row->n_values < 2)
    return FALSE;
  for (guint i = 0; i < table->columns->len; i++) {
    const Column *column = g_ptr_array_index (table->columns, i);

    if (i < row->n_values ? !fits (column, &row->values[i]) : column->needed)
      return FALSE;
  }
  return TRUE;
}

static gboolean
page_fits (const Table *table, const LoketCarvedPage *page)
{
  if (page->has_row_ids != table->has_row_ids)
    return FALSE;
  if (page->table != NULL)
    return g_str_equal (page->table, table->name);
  for (guint i = 0; i < page->rows->len; i++) {
    if (!row_fits (table, g_ptr_array_index (page->rows, i)))
      return FALSE;
  }
  return page->rows->len > 0;
}

static int
find_column (const Table *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++) {
    if (g_str_equal (((Column *) g_ptr_array_index (table->columns, i))->name, name))
      return (int) i;
  }
  return -1;
}

static char *
dup_value (const Table *table, const LoketCarvedRow *row, const char *column)
{
  int index = find_column (table, column);
  const LoketCarvedValue *value = &row->values[MAX (index, 0)];

  if (index < 0 || (guint) index >= row->n_values || value->type != SQLITE_TEXT)
    return g_strdup ("");
  return g_strndup ((const char *) value->bytes, value->length);
}

static gboolean
is_taken (const Table *table, const LoketCarvedRow *row)
{
  g_autofree char *state = dup_value (table, row, "state");

  return g_str_equal (table->name, "items") && g_str_equal (state, "taken");
}

/* What was taken, taken back or erased since the row was written must not come back. */
static gboolean
may_item_return (LoketWorkRefill *self,
                 const Table *table,
                 const LoketCarvedRow *row,
                 gboolean *may,
                 GError **error)
{
  g_autofree char *id = dup_value (table, row, "id");
  g_autofree char *case_id = dup_value (table, row, "case_id");
  gboolean settled;

  if (!loket_work_notes_is_settled (self->fresh, id, case_id, &settled, error))
    return FALSE;
  *may = !settled;
  return TRUE;
}

static gboolean
is_draft (const Table *table)
{
  return g_str_equal (table->name, "drafts");
}

static gboolean
is_of_complaint (const Table *table, const LoketCarvedRow *row)
{
  g_autofree char *key = dup_value (table, row, "key");
  LoketDraft draft = {.key = key};

  return is_draft (table) && loket_draft_is_of_complaint (&draft);
}

static gboolean
may_draft_return (LoketWorkRefill *self,
                  const Table *table,
                  const LoketCarvedRow *row,
                  gboolean *may,
                  GError **error)
{
  g_autofree char *case_id = dup_value (table, row, "case_id");
  gboolean erased;

  if (!loket_work_notes_is_erased (self->fresh, case_id, &erased, error))
    return FALSE;
  *may = !erased;
  return TRUE;
}

/* The draft of a complaint that the loket took nobody would know for one; also a sound page may be
 * one from before it was done. */
static gboolean
was_taken (LoketWorkRefill *self,
           const Table *table,
           const LoketCarvedRow *row,
           gboolean *taken,
           GError **error)
{
  g_autofree char *case_id = dup_value (table, row, "case_id");

  *taken = FALSE;
  return !is_of_complaint (table, row) ||
         loket_work_notes_is_taken (self->fresh, case_id, taken, error);
}

static gboolean
may_return (LoketWorkRefill *self,
            const Table *table,
            const LoketCarvedRow *row,
            gboolean *may,
            GError **error)
{
  if (g_str_equal (table->name, "items"))
    return may_item_return (self, table, row, may, error);
  return !is_draft (table) || may_draft_return (self, table, row, may, error);
}

static char *
build_insert (const Table *table, const LoketCarvedRow *row)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < row->n_values; i++) {
    const Column *column = g_ptr_array_index (table->columns, i);

    g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", column->name);
    g_string_append (marks, i > 0 ? ", ?" : "?");
  }
  return g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s) ON CONFLICT DO NOTHING", table->name,
                          names->str, marks->str);
}

static void
bind_value (LoketStatement *statement, int index, const LoketCarvedValue *value, GPtrArray *held)
{
  GBytes *bytes;

  if (value->type == SQLITE_INTEGER) {
    loket_statement_bind_int (statement, index, value->number);
    return;
  }
  if (value->type == SQLITE_NULL)
    return;
  bytes = g_bytes_new_static (value->bytes, value->length);
  g_ptr_array_add (held, bytes);
  if (value->type == SQLITE_TEXT)
    loket_statement_bind_text_bytes (statement, index, bytes);
  else
    loket_statement_bind_bytes (statement, index, bytes);
}

/* @again: it comes from an older copy: a person decides about it. */
static gboolean
insert (LoketWorkRefill *self,
        Table *table,
        const LoketCarvedRow *row,
        gboolean again,
        gboolean *inserted,
        GError **error)
{
  g_autofree char *sql = build_insert (table, row);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (self->fresh, sql, error);
  g_autoptr (GError) cause = NULL;
  gboolean is_item = g_str_equal (table->name, "items");
  gboolean of_complaint = is_of_complaint (table, row);
  gint64 before, after;

  if (statement == NULL ||
      !loket_sqlite_read_int (self->fresh, "SELECT total_changes ()", &before, error))
    return FALSE;
  for (guint i = 0; i < row->n_values; i++) {
    const Column *column = g_ptr_array_index (table->columns, i);
    int index = (int) i + 1;

    if (column->row_id && (!again || table->counts_on))
      loket_statement_bind_int (statement, index, row->row_id);
    else if (again && is_item && g_str_equal (column->name, "state"))
      loket_statement_bind_text (statement, index, "conflict");
    else if (again && is_item && g_str_equal (column->name, "reason"))
      loket_statement_bind_text (statement, index, "salvaged");
    else if (of_complaint && g_str_equal (column->name, "case_id"))
      continue; /* the loket may have another one under that id: it gets one of its own anew */
    else
      bind_value (statement, index, &row->values[i], held);
  }
  if (!loket_statement_run (statement, &cause)) {
    table->lost = TRUE; /* what stands on the page is no row of it */
    if (g_error_matches (cause, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CONSTRAINT))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&cause));
    return FALSE;
  }
  if (!loket_sqlite_read_int (self->fresh, "SELECT total_changes ()", &after, error))
    return FALSE;
  *inserted = after > before;
  return TRUE;
}

/* On a page that was written over in the middle of a long text the row can still look sound. */
static gboolean
reads_as_json (const Table *table, const LoketCarvedRow *row)
{
  const char *const columns[] = {"body", "fields"};
  gboolean is_kept = g_str_equal (table->name, "items") || is_draft (table);

  for (guint i = 0; is_kept && i < G_N_ELEMENTS (columns); i++) {
    int index = find_column (table, columns[i]);
    const LoketCarvedValue *value = &row->values[MAX (index, 0)];
    g_autoptr (JsonNode) root = NULL;

    if (index < 0)
      continue;
    root = loket_json_parse ((const char *) value->bytes, (gssize) value->length, NULL);
    if (root == NULL)
      return FALSE;
  }
  return TRUE;
}

/* What was taken stays so, also where a newer version of its page was lost: cache.db may not have
 * it yet. Of an older copy it is not wanted. */
static gboolean
take_row (LoketWorkRefill *self,
          Table *table,
          const LoketCarvedRow *row,
          gboolean is_backup,
          gboolean doubtful,
          GError **error)
{
  gboolean taken = is_taken (table, row);
  gboolean again = is_backup || (doubtful && !taken);
  gboolean may = TRUE, done = FALSE, inserted = FALSE;
  gboolean counts = !g_str_equal (table->name, "meta");

  if (!row_fits (table, row) || !reads_as_json (table, row)) {
    table->lost |= !is_backup && !doubtful;
    return TRUE;
  }
  if (is_backup && taken)
    return TRUE;
  if (!was_taken (self, table, row, &done, error) ||
      (again && !may_return (self, table, row, &may, error)))
    return FALSE;
  if (may && !done && !insert (self, table, row, again, &inserted, error))
    return FALSE;
  self->kept += inserted && counts && !again;
  self->from_backup += inserted && counts && again;
  return TRUE;
}

static gboolean
take_pages (LoketWorkRefill *self,
            Table *table,
            const LoketCarved *carved,
            gboolean is_backup,
            gboolean doubtful,
            GError **error)
{
  for (guint i = 0; i < carved->pages->len; i++) {
    const LoketCarvedPage *page = g_ptr_array_index (carved->pages, i);

    if (page->doubtful != doubtful || !page_fits (table, page))
      continue;
    for (guint k = 0; k < page->rows->len; k++) {
      if (!take_row (self, table, g_ptr_array_index (page->rows, k), is_backup, doubtful, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* A table that an older schema did not have yet is none that was lost. */
static gboolean
is_lost (LoketWorkRefill *self, const Table *table, const LoketCarved *carved)
{
  gboolean missing = carved->version == self->version && carved->tables != NULL &&
                     !g_hash_table_contains (carved->tables, table->name);

  return missing || carved->lost_unknown || g_hash_table_contains (carved->broken, table->name);
}

/**
 * loket_work_refill_take:
 * @is_backup: it is an older copy: only what is lost is looked for in it
 *
 * The same row twice is taken once, the first that came.
 */
gboolean
loket_work_refill_take (LoketWorkRefill *self,
                        const LoketCarved *carved,
                        gboolean is_backup,
                        GError **error)
{
  for (guint i = 0; i < self->tables->len; i++) {
    Table *table = g_ptr_array_index (self->tables, i);

    if (!is_backup)
      table->lost |= is_lost (self, table, carved);
    if ((!is_backup || table->lost) && !take_pages (self, table, carved, is_backup, FALSE, error))
      return FALSE;
  }
  for (guint i = 0; !is_backup && i < self->tables->len; i++) {
    if (!take_pages (self, g_ptr_array_index (self->tables, i), carved, FALSE, TRUE, error))
      return FALSE;
  }
  return TRUE;
}

/* Whether something may be missing. */
gboolean
loket_work_refill_lost (LoketWorkRefill *self)
{
  for (guint i = 0; i < self->tables->len; i++) {
    if (((Table *) g_ptr_array_index (self->tables, i))->lost)
      return TRUE;
  }
  return FALSE;
}

/* There was nothing to read. */
void
loket_work_refill_lose_all (LoketWorkRefill *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    ((Table *) g_ptr_array_index (self->tables, i))->lost = TRUE;
}

char **
loket_work_refill_list_lost (LoketWorkRefill *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->tables->len; i++) {
    const Table *table = g_ptr_array_index (self->tables, i);

    if (table->lost)
      g_strv_builder_add (names, table->name);
  }
  return g_strv_builder_end (names);
}

void
loket_work_refill_count (LoketWorkRefill *self, guint *kept, guint *from_backup)
{
  *kept = self->kept;
  *from_backup = self->from_backup;
}
