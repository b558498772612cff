/* SPDX-License-Identifier: EUPL-1.2 */
/* What lies aside. */
#include "config.h"

#include "loket-work-quarantine.h"

static const char delete_earlier[] = "DELETE FROM quarantine WHERE case_id = ? AND digest <> ?";
static const char insert_item[] =
    "INSERT INTO quarantine (digest, case_id, reason, at, bytes) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (digest) DO UPDATE SET at = excluded.at, bytes = excluded.bytes";
static const char delete_oldest[] =
    "DELETE FROM quarantine WHERE id NOT IN"
    " (SELECT id FROM quarantine ORDER BY at DESC, id DESC LIMIT ?)";
/* Nothing came at this moment: it stands for what has not come again. */
static const char mark_all[] = "UPDATE quarantine SET at = 0 WHERE at <> 0";
static const char delete_marked[] = "DELETE FROM quarantine WHERE at = 0";

typedef struct {
  const char *digest;
  const char *case_id;
  const char *reason;
  GBytes *bytes;
  LoketMoment now;
} NewItem;

/* Of one case only what came last: a case that changes each minute does not push the others out. */
static gboolean
drop_earlier (LoketSqlite *db, const NewItem *item, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, delete_earlier, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, item->case_id);
  loket_statement_bind_text (statement, 2, item->digest);
  return loket_statement_run (statement, error);
}

static gboolean
insert (LoketSqlite *db, const NewItem *item, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, insert_item, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, item->digest);
  loket_statement_bind_text (statement, 2, item->case_id);
  loket_statement_bind_text (statement, 3, item->reason);
  loket_statement_bind_int (statement, 4, item->now);
  loket_statement_bind_bytes (statement, 5, item->bytes);
  return loket_statement_run (statement, error);
}

static gboolean
keep_newest (LoketSqlite *db, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, delete_oldest, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, LOKET_QUARANTINE_ITEMS_MAX);
  return loket_statement_run (statement, error);
}

static gboolean
add_in_transaction (LoketSqlite *db, gpointer data, GError **error)
{
  return drop_earlier (db, data, error) && insert (db, data, error) && keep_newest (db, error);
}

/* Whether it says anywhere that it may not be kept on this machine. It is looked for in the text:
 * who cannot read the item cannot say where that would stand, nor whether it is JSON (where it is
 * none the text lies in quotes). */
static gboolean
forbids_keeping (GBytes *bytes)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("offlinePermitted\\\\?\"\\s*+:\\s*+(?!true)", G_REGEX_RAW, 0, NULL);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return text != NULL && g_regex_match_full (regex, text, (gssize) length, 0, 0, NULL, NULL);
}

/**
 * loket_work_quarantine_add:
 * @case_id: (nullable)
 * @bytes: the item as it came; the same item twice is kept once
 * @with_bytes: LOKET_QUARANTINE_BYTES_MAX of it are kept, unless it says that it may not be; FALSE:
 *   no word of it
 */
gboolean
loket_work_quarantine_add (LoketSqlite *db,
                           const char *case_id,
                           const char *reason,
                           GBytes *bytes,
                           gboolean with_bytes,
                           LoketMoment now,
                           GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  gsize bytes_max = with_bytes && !forbids_keeping (bytes) ? LOKET_QUARANTINE_BYTES_MAX : 0;
  g_autoptr (GBytes) beginning =
      g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), bytes_max));
  NewItem item = {digest, case_id, reason, beginning, now};

  return loket_sqlite_transaction (db, add_in_transaction, &item, error);
}

/* A case came whole, or is no longer ours: what was kept aside of it is of no use any more. */
gboolean
loket_work_quarantine_release (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (db, "DELETE FROM quarantine WHERE case_id = ?", case_id, error);
}

/**
 * loket_work_quarantine_begin_anew:
 *
 * Everything is about to come from the beginning: what lies aside does so until
 * loket_work_quarantine_end_anew(), unless it comes again.
 */
gboolean
loket_work_quarantine_begin_anew (LoketSqlite *db, GError **error)
{
  return loket_sqlite_execute (db, mark_all, error);
}

/**
 * loket_work_quarantine_end_anew:
 *
 * Everything has come: what did not come again is at the loket no more, or could be read.
 */
gboolean
loket_work_quarantine_end_anew (LoketSqlite *db, GError **error)
{
  return loket_sqlite_execute (db, delete_marked, error);
}

static void
item_free (LoketQuarantinedItem *item)
{
  g_free (item->case_id);
  g_free (item->reason);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  g_free (item);
}

static LoketQuarantinedItem *
item_from_statement (LoketStatement *statement)
{
  LoketQuarantinedItem *item = g_new0 (LoketQuarantinedItem, 1);

  item->id = loket_statement_column_int (statement, 0);
  item->case_id = loket_statement_column_dup_text (statement, 1);
  item->reason = loket_statement_column_dup_text (statement, 2);
  item->at = loket_statement_column_int (statement, 3);
  item->bytes = loket_statement_column_dup_bytes (statement, 4);
  return item;
}

/* Returns: (transfer full) (element-type LoketQuarantinedItem): oldest first */
GPtrArray *
loket_work_quarantine_list (LoketSqlite *db, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "SELECT id, case_id, reason, at, bytes FROM quarantine ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&items);
    g_ptr_array_add (items, item_from_statement (statement));
  }
}

/* @count: (out): LOKET_QUARANTINE_ITEMS_MAX where so many or more came */
gboolean
loket_work_quarantine_count (LoketSqlite *db, gint64 *count, GError **error)
{
  return loket_sqlite_read_int (db, "SELECT count (*) FROM quarantine", count, error);
}
