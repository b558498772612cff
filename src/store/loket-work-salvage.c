/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening work.db, and saving it where it is damaged.
 *
 * Files, in this order: work.db.damaged-<date> is a second name of the damaged one;
 * work.db.salvage is being filled; work.db.salvaged is whole, and replaces work.db at this opening
 * or, after a power cut, at the next. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "loket-aside.h"
#include "loket-sqlite-carve.h"
#include "loket-work-copies.h"
#include "loket-work-db.h"
#include "loket-work-refill.h"
#include "loket-work-salvage.h"

/* Checked whole at every opening up to this size (some 50 ms); beyond it by the daily check. */
enum {
  CHECK_SIZE_MAX = 16 * 1024 * 1024,
  WAL_HEADER = 32,
};

static const char insert_note[] = "INSERT INTO meta (key, value) VALUES ('salvage', ?1)"
                                  " ON CONFLICT (key) DO UPDATE SET value = ?1";

static goffset
get_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (goffset) status.st_size : -1;
}

static gboolean
stands_beside (const char *path, const char *name)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *other = g_build_filename (folder, name, NULL);

  return get_size (other) > 0;
}

/* Before SQLite sees it: an empty file would make it delete the WAL, and of a damaged WAL it keeps
 * only the beginning. */
static gboolean
look (const char *path, gboolean *damaged, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (LoketSqliteImage) image = NULL;

  *damaged = FALSE;
  if (get_size (path) <= 0) {
    /* cache.db is made after it: where that stands this is no new desk. */
    g_autoptr (GPtrArray) copies = loket_work_copies_list (path);

    *damaged = copies->len > 0 || get_size (wal) > 0 || stands_beside (path, "cache.db");
    return TRUE;
  }
  image = loket_sqlite_image_load (path, get_size (wal) >= WAL_HEADER, error);
  if (image == NULL)
    return FALSE;
  *damaged = !loket_sqlite_image_has_header (image) || loket_sqlite_image_wal_is_damaged (image);
  return TRUE;
}

/* The newest copy that is whole itself. */
static gboolean
take_backup (LoketWorkRefill *refill, const char *path, GError **error)
{
  g_autoptr (GPtrArray) copies = loket_work_copies_list (path);

  for (guint i = 0; i < copies->len; i++) {
    g_autoptr (LoketSqliteImage) image =
        loket_sqlite_image_load (g_ptr_array_index (copies, i), TRUE, NULL);
    g_autoptr (LoketCarved) carved = NULL;

    if (image == NULL || !loket_sqlite_image_has_header (image))
      continue;
    carved = loket_sqlite_carve (image);
    if (g_hash_table_size (carved->broken) == 0 && !carved->lost_unknown)
      return loket_work_refill_take (refill, carved, TRUE, error);
  }
  return TRUE;
}

typedef struct {
  const char *path;
  LoketSalvage *salvage; /* its counts are filled in */
} Filling;

/* The note of an earlier damage came along with the other rows. */
static gboolean
keep_note (LoketSqlite *fresh, LoketSalvage *salvage, GError **error)
{
  g_autoptr (LoketSalvage) earlier = NULL;

  if (!loket_work_salvage_read (fresh, &earlier, error))
    return FALSE;
  if (earlier != NULL)
    loket_salvage_add_earlier (salvage, earlier);
  return loket_work_salvage_keep (fresh, salvage, error);
}

static gboolean
fill (LoketSqlite *fresh, gpointer data, GError **error)
{
  Filling *filling = data;
  LoketSalvage *salvage = filling->salvage;
  g_autoptr (LoketWorkRefill) refill = loket_work_refill_new (fresh, error);
  g_autoptr (LoketSqliteImage) image = NULL;
  g_autoptr (LoketCarved) carved = NULL;

  if (refill == NULL)
    return FALSE;
  if (get_size (filling->path) >= 0) {
    image = loket_sqlite_image_load (filling->path, TRUE, error);
    if (image == NULL)
      return FALSE;
    carved = loket_sqlite_carve (image);
    if (!loket_work_refill_take (refill, carved, FALSE, error))
      return FALSE;
  } else {
    loket_work_refill_lose_all (refill);
  }
  if (loket_work_refill_lost (refill) && !take_backup (refill, filling->path, error))
    return FALSE;
  loket_work_refill_count (refill, &salvage->rows_kept, &salvage->from_backup);
  salvage->lost_tables = loket_work_refill_list_lost (refill);
  return keep_note (fresh, salvage, error);
}

gboolean
loket_work_salvage_keep (LoketSqlite *work, const LoketSalvage *salvage, GError **error)
{
  g_autofree char *note = loket_salvage_to_json (salvage);

  return loket_sqlite_run_text (work, insert_note, note, error);
}

/* All of it must be in the file when it takes the place of the other: no WAL goes along. */
static gboolean
make_fresh (const char *path,
            const char *fresh_path,
            const LoketSqliteOptions *options,
            LoketSalvage *salvage,
            GError **error)
{
  g_autofree char *wal = g_strconcat (fresh_path, "-wal", NULL);
  Filling filling = {path, salvage};
  LoketSqlite *fresh;
  gboolean complete = FALSE, filled;

  if (!loket_sqlite_delete_files (fresh_path, error))
    return FALSE;
  fresh = loket_work_db_open (fresh_path, options, error);
  filled = fresh != NULL && loket_sqlite_transaction (fresh, fill, &filling, error) &&
           loket_sqlite_check (fresh, error) && loket_sqlite_checkpoint (fresh, &complete, error);
  loket_sqlite_close (fresh);
  if (!filled)
    return FALSE;
  if (complete && get_size (wal) <= 0)
    return TRUE;
  g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, "%s: could not be written whole",
               fresh_path);
  return FALSE;
}

/* Puts a fresh one that is whole in its place. Whatever is cut off in between is done again. */
static gboolean
finish (const char *path, GError **error)
{
  g_autofree char *whole = g_strconcat (path, ".salvaged", NULL);

  if (get_size (whole) <= 0)
    return TRUE;
  return loket_aside_delete_journals (path, error) && loket_aside_rename (whole, path, error);
}

static gboolean
salvage (const char *path, const LoketSqliteOptions *options, LoketMoment now, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".salvage", NULL);
  g_autofree char *whole = g_strconcat (path, ".salvaged", NULL);
  g_autoptr (LoketSalvage) note = g_new0 (LoketSalvage, 1);

  note->at = now;
  if (!loket_aside_copy (path, now, &note->aside_path, error))
    return FALSE;
  if (make_fresh (path, fresh, options, note, error) &&
      loket_aside_delete_journals (fresh, error) && loket_aside_rename (fresh, whole, error))
    return finish (path, error);
  loket_sqlite_delete_files (fresh, NULL);
  if (note->aside_path != NULL && get_size (whole) <= 0)
    loket_sqlite_delete_files (note->aside_path, NULL);
  return FALSE;
}

/* A page that was written over in the middle of a long text breaks no rule of SQLite; but what was
 * kept was JSON. */
static gboolean
check_texts (LoketSqlite *work, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gint64 unread;

  if (!loket_sqlite_read_int (
          work,
          "SELECT (SELECT count(*) FROM items WHERE NOT json_valid (CAST (body AS TEXT)))"
          " + (SELECT count(*) FROM drafts WHERE NOT json_valid (fields))",
          &unread, &cause)) {
    /* A table is not there. */
    if (g_error_matches (cause, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_STATEMENT))
      cause->code = LOKET_SQLITE_ERROR_CORRUPT;
    g_propagate_error (error, g_steal_pointer (&cause));
    return FALSE;
  }
  if (unread > 0)
    g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT,
                 "%s: %" G_GINT64_FORMAT " texts cannot be read", loket_sqlite_get_path (work),
                 unread);
  return unread == 0;
}

static gboolean
check_whole (LoketSqlite *work, GError **error)
{
  return loket_sqlite_check (work, error) && check_texts (work, error);
}

static LoketSqlite *
open_checked (const char *path,
              const LoketSqliteOptions *options,
              gboolean thorough,
              GError **error)
{
  g_autoptr (LoketSqlite) work = loket_work_db_open (path, options, error);
  gboolean to_check = thorough || get_size (path) <= CHECK_SIZE_MAX;

  if (work == NULL || (to_check && !check_whole (work, error)))
    return NULL;
  return g_steal_pointer (&work);
}

/**
 * loket_work_salvage_open:
 * @thorough: check it whole, however large it is
 * @now: names the damaged file, and stands in the note
 *
 * Opens work.db; where it is damaged, or its file is gone from a desk that had one, saves what can
 * be read and keeps a note of it (loket_work_salvage_read()).
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR; then nothing is changed
 */
LoketSqlite *
loket_work_salvage_open (const char *path,
                         const LoketSqliteOptions *options,
                         gboolean thorough,
                         LoketMoment now,
                         GError **error)
{
  g_autoptr (GError) cause = NULL;
  LoketSqlite *work = NULL;
  gboolean damaged;

  if (!finish (path, error) || !look (path, &damaged, error))
    return NULL;
  if (!damaged) {
    work = open_checked (path, options, thorough, &cause);
    if (work != NULL)
      return work;
    if (!loket_sqlite_error_tells_damage (cause)) {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  }
  g_message ("%s is damaged and is saved row by row: %s", path,
             cause != NULL ? cause->message : "its first bytes, or its WAL");
  return salvage (path, options, now, error) ? loket_work_db_open (path, options, error) : NULL;
}

/* Nobody is sent to look for a file that is not there any more. */
static void
forget_gone (LoketSalvage *salvage)
{
  if (salvage->aside_path != NULL && get_size (salvage->aside_path) < 0)
    g_clear_pointer (&salvage->aside_path, g_free);
  if (salvage->documents_path == NULL || get_size (salvage->documents_path) >= 0)
    return;
  g_clear_pointer (&salvage->documents_path, g_free);
  salvage->documents = 0;
}

/**
 * loket_work_salvage_read:
 * @salvage: (out) (nullable) (transfer full): NULL where there is nothing to tell; it names no file
 *   that is gone
 */
gboolean
loket_work_salvage_read (LoketSqlite *work, LoketSalvage **salvage, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (loket_sqlite_get_path (work));
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work, "SELECT value FROM meta WHERE key = 'salvage'", error);
  gboolean row;

  *salvage = NULL;
  if (statement == NULL || !loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *salvage = loket_salvage_from_json (loket_statement_column_text (statement, 0), folder);
  if (*salvage != NULL)
    forget_gone (*salvage);
  return TRUE;
}

/* A person has seen it. What was set aside is not touched. */
gboolean
loket_work_salvage_acknowledge (LoketSqlite *work, GError **error)
{
  return loket_sqlite_execute (work, "DELETE FROM meta WHERE key = 'salvage'", error);
}
