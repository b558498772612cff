/* SPDX-License-Identifier: EUPL-1.2 */
/* Checking contents: the reader lists them, the thread for files hashes them, the writer marks. */
#include "config.h"

#include <string.h>

#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-documents-check.h"
#include "loket-store-private.h"
#include "loket-uploads-db.h"

typedef struct {
  char *sha256;
  gboolean is_upload; /* nobody else has it */
  gboolean damaged;
} Content;

typedef struct {
  LoketVerifyResult *result;
  gboolean repair;
  char *root;
  GPtrArray *contents; /* (element-type Content) */
  GHashTable *named;   /* hashes; belong to the contents */
} Check;

static void
content_free (gpointer data)
{
  Content *content = data;

  g_free (content->sha256);
  g_free (content);
}

static void
check_free (gpointer data)
{
  Check *check = data;

  g_hash_table_unref (check->named);
  g_ptr_array_unref (check->contents);
  g_free (check->root);
  g_free (check);
}

static gboolean
list_from (Check *check, LoketSqlite *db, const char *sql, gboolean is_upload, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    Content *content;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    content = g_new0 (Content, 1);
    content->sha256 = loket_statement_column_dup_text (statement, 0);
    content->is_upload = is_upload;
    g_ptr_array_add (check->contents, content);
    g_hash_table_add (check->named, content->sha256);
  }
}

/* What is sent has been counted first: the same contents are not looked for at the loket. */
static gpointer
list (LoketStore *self, gpointer data, GError **error)
{
  Check *check = data;

  check->root = loket_documents_care_get_root (&self->read, FALSE);
  return list_from (check, self->read.work, "SELECT DISTINCT sha256 FROM uploads", TRUE, error) &&
                 list_from (check, self->read.cache,
                            "SELECT DISTINCT sha256 FROM documents"
                            " WHERE state = 'here' AND fleeting = 0 AND sha256 IS NOT NULL",
                            FALSE, error)
             ? LOKET_STORE_DONE
             : NULL;
}

static gboolean
count_stray (const char *name, LoketContentKind kind, gpointer user_data)
{
  Check *check = user_data;

  if (kind == LOKET_CONTENT_WHOLE && !g_hash_table_contains (check->named, name))
    check->result->documents_strays++;
  return TRUE; /* here nothing goes */
}

static gpointer
hash (LoketStore *self, gpointer data, GError **error)
{
  Check *check = data;

  for (guint i = 0; i < check->contents->len; i++) {
    Content *content = g_ptr_array_index (check->contents, i);
    g_autoptr (GError) cause = NULL;

    content->damaged = !loket_content_is_sha256 (content->sha256) ||
                       (!loket_content_verify (check->root, content->sha256, &cause) &&
                        g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT));
    /* That it cannot be read now says nothing about it: it is looked at another time. */
    if (cause != NULL && !content->damaged)
      continue;
    check->result->documents_checked++;
    if (content->damaged && content->is_upload)
      check->result->documents_lost++;
    else if (content->damaged)
      check->result->documents_damaged++;
  }
  loket_content_sweep (check->root, count_stray, check);
  return LOKET_STORE_DONE;
}

/* The same contents may have been added since they were hashed: then they are good, and nobody else
 * has them. */
static gboolean
drop_damaged (LoketStore *self, const Check *check, const char *sha256, GError **error)
{
  gboolean added;

  if (!loket_uploads_db_names (self->write.work, sha256, &added, error))
    return FALSE;
  if (!added)
    loket_content_drop (check->root, sha256);
  return TRUE;
}

static gpointer
mark (LoketStore *self, gpointer data, GError **error)
{
  Check *check = data;

  for (guint i = 0; i < check->contents->len; i++) {
    const Content *content = g_ptr_array_index (check->contents, i);

    if (!content->damaged || content->is_upload)
      continue;
    if (!loket_sqlite_run_text (self->write.cache,
                                "UPDATE documents SET state = 'wanted', reason = NULL"
                                " WHERE sha256 = ? AND state = 'here'",
                                content->sha256, error) ||
        !drop_damaged (self, check, content->sha256, error))
      return NULL;
    check->result->to_fetch = TRUE;
  }
  if (check->result->documents_strays > 0 && check->result->work == NULL &&
      !loket_documents_care_sweep (&self->write, error))
    return NULL;
  return LOKET_STORE_DONE;
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (_loket_store_finish (LOKET_STORE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
hashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketStore *self = LOKET_STORE (source);
  Check *check = g_task_get_task_data (task);
  LoketStoreCall call = {mark, check, NULL, NULL};
  g_autoptr (GError) error = NULL;

  if (_loket_store_finish (self, result, &error) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (check->repair)
    _loket_store_write (self, &call, marked_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketStore *self = LOKET_STORE (source);
  LoketStoreCall call = {hash, g_task_get_task_data (task), NULL, NULL};
  g_autoptr (GError) error = NULL;

  if (_loket_store_finish (self, result, &error) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    _loket_store_do_with_files (self, &call, hashed_cb, g_steal_pointer (&task));
}

void
loket_documents_check_async (LoketStore *store,
                             gboolean repair,
                             LoketVerifyResult *result,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  Check *check = g_new0 (Check, 1);
  LoketStoreCall call = {list, check, NULL, NULL};

  check->result = result;
  check->repair = repair;
  check->contents = g_ptr_array_new_with_free_func (content_free);
  check->named = g_hash_table_new (g_str_hash, g_str_equal);
  g_task_set_task_data (task, check, check_free);
  _loket_store_read (store, &call, NULL, listed_cb, task);
}

gboolean
loket_documents_check_finish (LoketStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
