/* SPDX-License-Identifier: EUPL-1.2 */
/* A file of unsent work that somebody carried here: it is refused with a place and nothing of it is
 * taken in, or all of it; taken in again it changes nothing, and what is exported here says the
 * same. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fuzz.h"
#include "loket-paths.h"
#include "loket-store-brake.h"
#include "loket-store-private.h"
#include "loket-test-store.h"
#include "loket-work-transfer.h"

/* Of the hour of the transfers; files have no smaller parts than the second. */
#define NOW G_GINT64_CONSTANT (1795426200000000)
#define CASE_1 "00000000-0000-4000-8000-000000000001"

static TestStore test;
static char *carried;  /* what came */
static char *exported; /* what goes */

/* A desk that has synced, with one case. */
void
fuzz_prepare (void)
{
  static const char *const contents = "Bewijs";
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contents, -1);
  g_autofree char *act =
      test_act_json ("00000000-0000-4000-8000-000000000101", "note", 1, "{\"text\":\"x\"}");
  g_autofree char *more = g_strdup_printf ("\"acts\":[%s]", act);
  g_autofree char *json = test_case_json (CASE_1, "KL-1", more);
  g_autofree char *item = test_upsert (CASE_1, 2, json);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  test_store_set_up (&test, NULL);
  loket_store_bind_async (test.store, "realm", "person", NULL, NOW, test_store_done_cb, &result);
  test_store_wait (&test, &result);
  loket_page_result_free (test_store_apply (&test, "1", item));
  carried = test_store_build_path (&test, "carried.json");
  exported = test_store_build_path (&test, "exported.json");
  folder = g_strconcat (carried, ".documents", NULL);
  path = g_build_filename (folder, sha256, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static gboolean
transfer (const char *path, gboolean import, LoketTransferCounts *counts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  *counts = (LoketTransferCounts){0};
  if (import)
    loket_store_import_work_async (test.store, path, NOW, test_store_done_cb, &result);
  else
    loket_store_export_work_async (test.store, path, NOW, test_store_done_cb, &result);
  return loket_store_transfer_finish (test.store, test_store_wait (&test, &result), counts, error);
}

static void
empty_desk (void)
{
  g_autoptr (GError) error = NULL;

  loket_sqlite_execute (test.store->write.work,
                        "DELETE FROM items; DELETE FROM drafts; DELETE FROM uploads;"
                        "DELETE FROM audit;",
                        &error);
  g_assert_no_error (error);
}

/* All that work.db says of the work, in one text; "" of nothing. */
static char *
sum_up (gboolean with_audit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      test.store->write.work,
      "SELECT coalesce (group_concat (said, x'0a'), '') FROM ("
      " SELECT kind || id || case_id || reference || type || hex (body) || state ||"
      "  coalesce (reason, '-') || coalesce (hex (answer), '-') || made_at / 1000000 AS said FROM "
      "items"
      " UNION ALL SELECT key || coalesce (case_id, '-') || fields || saved_at / 1000000 FROM drafts"
      " UNION ALL SELECT document_id || case_id || sha256 || size || name ||"
      "  coalesce (media_type, '-') FROM uploads"
      " UNION ALL SELECT what || id FROM audit WHERE ?1 ORDER BY 1)",
      &error);
  gboolean row;

  g_assert_no_error (error);
  loket_statement_bind_int (statement, 1, with_audit);
  g_assert_true (loket_statement_next (statement, &row, &error));
  return loket_statement_column_dup_text (statement, 0);
}

/* What is sent of it goes where it should: an id never becomes another path. */
static void
check_paths (const LoketWorkItem *item)
{
  g_autofree char *text = item->kind == LOKET_WORK_ACT
                              ? loket_path_make_act (item->case_id, item->id)
                              : loket_path_make_case (item->case_id);
  g_autoptr (LoketPath) path = loket_path_parse (text);

  g_assert_cmpint (path->kind, ==, item->kind == LOKET_WORK_ACT ? LOKET_PATH_ACT : LOKET_PATH_CASE);
  g_assert_cmpstr (path->id, ==, item->case_id);
}

/* Nothing that is not sent yet is shown as taken. */
static void
check_item (const LoketWorkItem *item)
{
  g_autoptr (LoketStoredCase) stored = NULL;

  check_paths (item);
  if (item->kind == LOKET_WORK_ACT) {
    g_autoptr (LoketAct) act = loket_work_item_to_act (item, NULL);

    g_assert_true (act == NULL || loket_act_is_pending (act));
  }
  stored = test_store_read_case (&test, item->case_id);
  if (stored != NULL && stored->fold->the_case != NULL)
    loket_projection_free (loket_projection_new_from_case (stored->fold->the_case));
}

static void
check_pending (guint wanted)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) sendable_result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) sendable = NULL;

  loket_store_list_pending_async (test.store, test_store_done_cb, &result);
  items = loket_store_list_pending_finish (test.store, test_store_wait (&test, &result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, wanted);
  for (guint i = 0; i < items->len; i++)
    check_item (g_ptr_array_index (items, i));
  loket_store_list_sendable_async (test.store, G_MAXINT64, test_store_done_cb, &sendable_result);
  sendable = loket_store_list_sendable_finish (test.store,
                                               test_store_wait (&test, &sendable_result), &error);
  g_assert_no_error (error);
}

static void
check_again (const LoketTransferCounts *taken)
{
  g_autofree char *before = sum_up (TRUE);
  g_autofree char *after = NULL;
  LoketTransferCounts counts;
  g_autoptr (GError) error = NULL;

  transfer (carried, TRUE, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.items + counts.drafts + counts.documents, ==, 0);
  after = sum_up (TRUE);
  g_assert_cmpstr (before, ==, after);
}

static void
check_export (void)
{
  g_autofree char *before = sum_up (FALSE);
  g_autofree char *after = NULL;
  LoketTransferCounts counts;
  g_autoptr (GError) error = NULL;

  transfer (exported, FALSE, &counts, &error);
  g_assert_no_error (error);
  empty_desk ();
  transfer (exported, TRUE, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.skipped, ==, 0);
  after = sum_up (FALSE);
  g_assert_cmpstr (before, ==, after);
}

/* `items[2].body.payload`, or the file where it is no JSON or of somebody else. */
static void
check_refused (const GError *error)
{
  g_autofree char *nothing = sum_up (TRUE);

  g_assert_cmpstr (nothing, ==, "");
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_OTHERS_WORK))
    return;
  g_assert_true (
      g_str_has_prefix (error->message, carried) || g_str_has_prefix (error->message, "format: ") ||
      g_str_has_prefix (error->message, "items") || g_str_has_prefix (error->message, "drafts") ||
      g_str_has_prefix (error->message, "uploads"));
  g_assert_nonnull (strstr (error->message, ": "));
}

void
fuzz_input (GBytes *input)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);
  g_autoptr (GError) error = NULL;
  LoketTransferCounts counts;

  g_assert_true (g_file_set_contents_full (carried, text != NULL ? text : "", (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  if (!transfer (carried, TRUE, &counts, &error)) {
    check_refused (error);
    return;
  }
  check_pending (counts.items);
  check_again (&counts);
  check_export ();
  empty_desk ();
}
