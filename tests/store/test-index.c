/* SPDX-License-Identifier: EUPL-1.2 */
/* The full-text index: written where its texts changed, and only there. */
#include <glib/gstdio.h>

#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-cache-projection.h"

static const char json[] = "{\"subject\": \"Vergunning\", \"acts\": [{\"text\": \"brug\"}],"
                           " \"complainants\": [{\"name\": \"An Proef\"}]}";
static const char other_json[] =
    "{\"subject\": \"Vergunning\", \"acts\": [{\"text\": \"tunnel\"}]}";

typedef struct {
  char *folder;
  LoketSqlite *cache;
  gint64 row;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  LoketSqliteOptions options = {0};
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("loket-index-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "cache.db", NULL);
  fixture->cache = loket_cache_db_open (path, &options, &error);
  g_assert_no_error (error);
  g_assert_true (loket_cache_projection_add_row (fixture->cache, "c1", &fixture->row, &error));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "cache.db", NULL);

  loket_sqlite_close (fixture->cache);
  loket_sqlite_delete_files (path, NULL);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
put (Fixture *fixture, const char *text, const char *pending_text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_cache_index_put (fixture->cache, fixture->row, text, pending_text, &error));
  g_assert_no_error (error);
}

static gboolean
finds (Fixture *fixture, const char *word)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM search WHERE search MATCH '%s'", word);
  gint64 count;

  g_assert_true (loket_sqlite_read_int (fixture->cache, sql, &count, NULL));
  return count > 0;
}

/* A word that only this test put there stays as long as nothing is written. */
static void
mark (Fixture *fixture)
{
  g_assert_true (loket_sqlite_execute (fixture->cache, "UPDATE search SET body = 'vreemd'", NULL));
  g_assert_true (finds (fixture, "vreemd"));
}

static void
test_same_texts (Fixture *fixture, gconstpointer data)
{
  put (fixture, json, "brief");
  g_assert_true (finds (fixture, "brug") && finds (fixture, "proef") && finds (fixture, "brief"));
  mark (fixture);
  put (fixture, json, "brief");
  g_assert_true (finds (fixture, "vreemd"));
}

static void
test_other_texts (Fixture *fixture, gconstpointer data)
{
  put (fixture, json, NULL);
  mark (fixture);
  put (fixture, json, "brief");
  g_assert_true (finds (fixture, "brief") && !finds (fixture, "vreemd"));
  mark (fixture);
  put (fixture, other_json, "brief");
  g_assert_true (finds (fixture, "tunnel") && !finds (fixture, "vreemd"));
  mark (fixture);
  g_assert_true (
      loket_sqlite_execute (fixture->cache, "UPDATE cases SET subject = 'Andere naam'", NULL));
  put (fixture, other_json, "brief");
  g_assert_true (finds (fixture, "andere") && !finds (fixture, "vreemd"));
}

/* What was filled from the copies alone lacks the words of acts that wait. */
static void
test_after_refill (Fixture *fixture, gconstpointer data)
{
  put (fixture, json, "brief");
  g_assert_true (loket_cache_index_remove (fixture->cache, fixture->row, NULL));
  put (fixture, json, "brief");
  g_assert_true (finds (fixture, "brief"));
  g_assert_true (loket_sqlite_execute (
      fixture->cache, "INSERT INTO copies (row, json) VALUES (1, '{\"subject\": \"x\"}')", NULL));
  g_assert_true (loket_cache_index_refill (fixture->cache, NULL));
  g_assert_false (finds (fixture, "brief"));
  put (fixture, json, "brief");
  g_assert_true (finds (fixture, "brief"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/index/same-texts", Fixture, NULL, set_up, test_same_texts, tear_down);
  g_test_add ("/store/index/other-texts", Fixture, NULL, set_up, test_other_texts, tear_down);
  g_test_add ("/store/index/after-refill", Fixture, NULL, set_up, test_after_refill, tear_down);
  return g_test_run ();
}
