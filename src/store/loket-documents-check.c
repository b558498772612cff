/* SPDX-License-Identifier: EUPL-1.2 */
/* Checking contents: the reader lists them, the thread for files hashes them, a slice at a time, so
 * that nothing that a person opens waits long; the writer marks. */
#include "config.h"

#include <string.h>

#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-documents-check.h"
#include "loket-store-private.h"
#include "loket-uploads-db.h"

/* Read between two things that others want of that thread. */
#define SLICE_BYTES (G_GINT64_CONSTANT (16) * 1024 * 1024)

typedef struct {
  char *sha256;
  gint64 size;
  gboolean is_upload; /* it waits here to be sent, or for its act */
  gboolean unsent;    /* of an upload: nobody else has it */
  gboolean damaged;
} Content;

typedef struct {
  LoketVerifyResult *result;
  gboolean repair;
  gboolean in_part; /* what nothing names is not looked for */
  char *after;      /* (nullable): begin behind this hash */
  gint64 bytes_max; /* of what the loket has as well */
  char *next;       /* (nullable): the last hash, where more are behind it */
  LoketMoment now;
  char *root;
  GPtrArray *contents; /* (element-type Content) */
  guint n_hashed;      /* of them, so far */
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
  g_free (check->after);
  g_free (check->next);
  g_free (check->root);
  g_free (check);
}

static Content *
add_content (Check *check, LoketStatement *statement, gboolean is_upload)
{
  Content *content = g_new0 (Content, 1);

  content->sha256 = loket_statement_column_dup_text (statement, 0);
  content->size = MAX (loket_statement_column_int (statement, 1), 0);
  content->is_upload = is_upload;
  g_ptr_array_add (check->contents, content);
  g_hash_table_add (check->named, content->sha256);
  return content;
}

static gboolean
list_uploads (Check *check, LoketSqlite *work, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work,
                            "SELECT sha256, max (size), max (state <> 'complete') FROM uploads"
                            " GROUP BY sha256",
                            error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    add_content (check, statement, TRUE)->unsent = loket_statement_column_int (statement, 2) != 0;
  }
}

static gboolean
list_kept (Check *check, LoketSqlite *cache, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (cache,
                            "SELECT sha256, max (size) FROM documents"
                            " WHERE state = 'here' AND fleeting = 0 AND sha256 > ?1"
                            " GROUP BY sha256 ORDER BY sha256",
                            error);
  gint64 bytes = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, check->after != NULL ? check->after : "");
  for (;;) {
    const Content *last;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (bytes >= check->bytes_max) {
      last = g_ptr_array_index (check->contents, check->contents->len - 1);
      check->next = g_strdup (last->sha256);
      return TRUE;
    }
    add_content (check, statement, FALSE);
    last = g_ptr_array_index (check->contents, check->contents->len - 1);
    bytes += last->size;
  }
}

/* What is sent has been counted first: the same contents are not looked for at the loket. */
static gpointer
list (LoketStore *self, gpointer data, GError **error)
{
  Check *check = data;

  check->root = loket_documents_care_get_root (&self->read, FALSE);
  return _loket_store_done_or_null (list_uploads (check, self->read.work, error) &&
                                    list_kept (check, self->read.cache, error));
}

static gboolean
count_stray (const char *name, LoketContentKind kind, gpointer user_data)
{
  Check *check = user_data;

  if (kind == LOKET_CONTENT_WHOLE && !g_hash_table_contains (check->named, name))
    check->result->documents_strays++;
  return TRUE; /* here nothing goes */
}

/* @unread: (out): it cannot be read now, which says nothing about it */
static gboolean
is_damaged (const Check *check, const char *sha256, gboolean *unread)
{
  g_autoptr (GError) cause = NULL;
  gboolean good =
      loket_content_is_sha256 (sha256) && loket_content_verify (check->root, sha256, &cause);

  *unread = cause != NULL && !g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT);
  return !good && !*unread;
}

static void
hash_content (Check *check, Content *content)
{
  gboolean unread;

  content->damaged = is_damaged (check, content->sha256, &unread);
  if (unread)
    return; /* it is looked at another time */
  check->result->documents_checked++;
  if (!content->damaged)
    return;
  if (!content->is_upload)
    check->result->documents_damaged++;
  else if (content->unsent && !check->repair)
    check->result->documents_lost++; /* a repair counts what it marks */
}

static gboolean
is_hashed (const Check *check)
{
  return check->n_hashed == check->contents->len;
}

static gpointer
hash_slice (LoketStore *self, gpointer data, GError **error)
{
  Check *check = data;

  for (gint64 bytes = 0; !is_hashed (check) && bytes < SLICE_BYTES;) {
    Content *content = g_ptr_array_index (check->contents, check->n_hashed++);

    hash_content (check, content);
    bytes += content->size;
  }
  if (is_hashed (check) && !check->in_part)
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

/* Its act is refused with it, as when it is sent: a person decides. What the loket has whole
 * already is not lost with what lies here; what failed before has been told. */
static gboolean
fail_uploads (LoketStore *self, const Check *check, const char *sha256, GError **error)
{
  g_autoptr (GPtrArray) uploads = loket_uploads_db_list (self->write.work, error);
  gboolean lost = FALSE;
  gboolean unread;

  if (uploads != NULL && !is_damaged (check, sha256, &unread))
    return TRUE;
  for (guint i = 0; uploads != NULL && i < uploads->len; i++) {
    const LoketUpload *upload = g_ptr_array_index (uploads, i);
    gboolean unsent =
        upload->state == LOKET_UPLOAD_WAITING || upload->state == LOKET_UPLOAD_SENDING;

    if (!unsent || g_strcmp0 (upload->sha256, sha256) != 0)
      continue;
    if (!loket_uploads_db_fail (self->write.work, upload->document_id, LOKET_WORK_CONTENTS_DAMAGED,
                                check->now, error))
      return FALSE;
    lost = TRUE;
  }
  check->result->documents_lost += lost ? 1 : 0;
  return uploads != NULL;
}

static gboolean
fetch_again (LoketStore *self, const Check *check, const char *sha256, GError **error)
{
  check->result->to_fetch = TRUE;
  return loket_sqlite_run_text (self->write.cache,
                                "UPDATE documents SET state = 'wanted', reason = NULL"
                                " WHERE sha256 = ? AND state = 'here'",
                                sha256, error) &&
         drop_damaged (self, check, sha256, error);
}

static gpointer
mark (LoketStore *self, gpointer data, GError **error)
{
  Check *check = data;

  for (guint i = 0; i < check->contents->len; i++) {
    const Content *content = g_ptr_array_index (check->contents, i);

    if (content->damaged &&
        !(content->is_upload ? fail_uploads (self, check, content->sha256, error)
                             : fetch_again (self, check, content->sha256, error)))
      return NULL;
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

static void hash_on (GTask *task);

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
  else if (!is_hashed (check))
    hash_on (g_steal_pointer (&task));
  else if (check->repair)
    _loket_store_write (self, &call, marked_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/* @task: (transfer full) */
static void
hash_on (GTask *task)
{
  LoketStoreCall call = {hash_slice, g_task_get_task_data (task), NULL, NULL};

  _loket_store_do_with_files (g_task_get_source_object (task), &call, hashed_cb, task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (_loket_store_finish (LOKET_STORE (source), result, &error) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    hash_on (g_steal_pointer (&task));
}

static Check *
check_new (LoketStore *store, gboolean repair, LoketVerifyResult *result)
{
  Check *check = g_new0 (Check, 1);

  check->result = result;
  check->repair = repair;
  check->bytes_max = G_MAXINT64;
  check->now = _loket_store_get_now (store);
  check->contents = g_ptr_array_new_with_free_func (content_free);
  check->named = g_hash_table_new (g_str_hash, g_str_equal);
  return check;
}

/* @check: (transfer full) */
static void
run (LoketStore *store, Check *check, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  LoketStoreCall call = {list, check, NULL, NULL};

  g_task_set_task_data (task, check, check_free);
  _loket_store_read (store, &call, NULL, listed_cb, task);
}

void
loket_documents_check_async (LoketStore *store,
                             gboolean repair,
                             LoketVerifyResult *result,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  run (store, check_new (store, repair, result), callback, user_data);
}

void
loket_documents_check_part_async (LoketStore *store,
                                  const char *after,
                                  gint64 bytes_max,
                                  LoketVerifyResult *result,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Check *check = check_new (store, TRUE, result);

  check->in_part = TRUE;
  check->after = g_strdup (after);
  check->bytes_max = bytes_max;
  run (store, check, callback, user_data);
}

gboolean
loket_documents_check_finish (LoketStore *store, GAsyncResult *result, char **next, GError **error)
{
  Check *check = g_task_get_task_data (G_TASK (result));

  if (next != NULL)
    *next = g_steal_pointer (&check->next);
  return g_task_propagate_boolean (G_TASK (result), error);
}
