/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold of the contents of documents: whole where a row names them, nowhere else, and once
 * by their hash. */
#include "loket-sim-view.h"

#include "loket-central-private.h"
#include "loket-content.h"
#include "loket-ledger-documents.h"
#include "loket-sim-people.h"
#include "loket-store-private.h"
#include "loket-work-db.h"

/* A row that no act names was cut off before anybody was told that it is kept: it has no contents,
 * perhaps, and goes when the desk opens on a disk that takes it. */
#define SELECT_UPLOADS_OF_ACTS                                                                     \
  "SELECT document_id, sha256, state FROM uploads WHERE EXISTS (SELECT 1 FROM items"               \
  " WHERE uploads.document_id = " LOKET_WORK_DB_DOCUMENT_ID ("items") ")"

/* Returns: whether the file of that hash holds what it says */
static gboolean
is_whole (const char *folder, const char *sha256)
{
  g_autofree char *path = loket_content_build_path (folder, sha256);
  g_autofree char *data = NULL;
  g_autofree char *sum = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return FALSE;
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
  return g_str_equal (sum, sha256);
}

static void
check_rows (SimView *view, LoketSqlite *db, const char *sql)
{
  const SimDesk *desk = view->desk;
  g_autoptr (LoketStatement) rows = sim_view_ask (view, db, sql);

  while (sim_view_next (view, rows)) {
    const char *sha256 = loket_statement_column_text (rows, 1);

    if (!is_whole (desk->folder, sha256))
      sim_world_fail (desk->world, "contentsLost",
                      "desk %u: of document %s (%s) the contents are not here whole", desk->number,
                      loket_statement_column_text (rows, 0), loket_statement_column_text (rows, 2));
  }
}

static gboolean
is_in_outbox (SimView *view, const SimTyped *typed)
{
  for (guint i = 0; i < view->bodies->len; i++) {
    if (sim_text_is_in (g_ptr_array_index (view->bodies, i), typed->member, typed->token))
      return TRUE;
  }
  return FALSE;
}

/**
 * sim_view_check_contents:
 *
 * None is lost at the desk before the loket has it, and what is said to be here is here. What the
 * loket had whole, and has lost, nobody promised to keep.
 */
void
sim_view_check_contents (SimView *view)
{
  const SimDesk *desk = view->desk;
  const SimModel *model = desk->world->model;

  check_rows (view, view->work, SELECT_UPLOADS_OF_ACTS);
  check_rows (view, view->cache,
              "SELECT document_id, sha256, state FROM documents"
              " WHERE state = 'here' AND fleeting = 0");
  for (guint i = 0; i < model->typed->len; i++) {
    const SimTyped *typed = g_ptr_array_index (model->typed, i);

    if (typed->sha256 != NULL && typed->desk == desk->number && typed->places == SIM_PLACE_OUT &&
        !typed->came_back && !g_hash_table_contains (model->texts, typed->token) &&
        is_in_outbox (view, typed) && !is_whole (desk->folder, typed->sha256))
      sim_world_fail (desk->world, "contentsLost", "desk %u: the contents of “%s” are gone",
                      desk->number, typed->token);
  }
}

/**
 * sim_world_check_attached:
 * @payload: of an act that the loket has taken
 */
void
sim_world_check_attached (SimWorld *world, const char *case_id, JsonObject *payload)
{
  const char *document_id = loket_json_peek_string (payload, "documentId");
  LoketLedger *ledger = world->central->ledger;
  g_autoptr (GPtrArray) records = loket_ledger_list_documents (ledger, document_id, NULL);
  g_autofree char *sum = NULL;

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const LoketDocumentRecord *record = g_ptr_array_index (records, i);
    g_autoptr (GBytes) contents = NULL;

    if (!g_str_equal (record->case_id, case_id))
      continue;
    contents = loket_ledger_read_document (ledger, record, 0, record->size - 1, NULL);
    g_free (sum);
    sum = contents != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents) : NULL;
  }
  if (g_strcmp0 (sum, loket_json_peek_string (payload, "sha256")) != 0)
    sim_world_fail (world, "attachedNotWhole", "the loket took document %s, and has it not whole",
                    document_id);
}

static gboolean
is_named (SimView *view, const char *name)
{
  LoketSqlite *const databases[] = {view->work, view->cache};
  static const char *const questions[] = {
      "SELECT 1 FROM uploads WHERE sha256 = ?1",
      "SELECT 1 FROM documents WHERE sha256 = ?1 OR document_id = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++) {
    g_autoptr (LoketStatement) statement = sim_view_ask (view, databases[i], questions[i]);

    if (statement != NULL)
      loket_statement_bind_text (statement, 1, name);
    if (sim_view_next (view, statement))
      return TRUE;
  }
  return FALSE;
}

static void
check_files (SimView *view, const char *folder)
{
  SimDesk *desk = view->desk;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      check_files (view, path);
    else if (!is_named (view, name))
      sim_world_fail (desk->world, "strayContents", "desk %u: nothing names %s", desk->number,
                      path + strlen (desk->folder));
    else if (loket_content_is_sha256 (name) && !is_whole (desk->folder, name))
      sim_world_fail (desk->world, "contentsLost", "desk %u: %s holds something else", desk->number,
                      path + strlen (desk->folder));
  }
}

/* No row speaks of a document of a case that was erased. */
static void
check_erased_rows (SimView *view, LoketSqlite *db, const char *sql)
{
  g_autoptr (LoketStatement) rows = sim_view_ask (view, db, sql);

  while (sim_view_next (view, rows)) {
    const char *case_id = loket_statement_column_text (rows, 0);

    if (g_hash_table_contains (view->desk->world->model->erased, case_id))
      sim_world_fail (view->desk->world, "erasedStays",
                      "desk %u keeps a document of the erased case %s", view->desk->number,
                      case_id);
  }
}

/* Erased means erased, at once; but what other cases have as well stays. */
static void
check_erased_contents (SimDesk *desk)
{
  GPtrArray *typed = desk->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    const SimTyped *erased = g_ptr_array_index (typed, i);

    if (erased->places == SIM_PLACE_ERASED && erased->sha256 != NULL && !erased->shared &&
        loket_content_is_here (desk->folder, erased->sha256))
      sim_world_fail (desk->world, "erasedStays", "desk %u keeps the contents of “%s”",
                      desk->number, erased->token);
  }
}

/**
 * sim_desk_check_strays:
 *
 * When all is quiet: opened once more a desk has the contents that its rows name, and no others.
 */
void
sim_desk_check_strays (SimDesk *desk)
{
  g_autofree char *folder = g_build_filename (desk->folder, "documents", NULL);
  SimView view = {.desk = desk};

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  check_erased_contents (desk);
  sim_desk_close (desk);
  if (!sim_desk_open (desk))
    return;
  sim_world_settle (desk->world);
  view.work = desk->desk->store->read.work;
  view.cache = desk->desk->store->read.cache;
  check_files (&view, folder);
  check_erased_rows (&view, view.work, "SELECT case_id FROM uploads");
  check_erased_rows (&view, view.cache, "SELECT case_id FROM documents");
}
