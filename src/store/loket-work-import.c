/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking in unsent work of another desk. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "loket-cache-db.h"
#include "loket-content.h"
#include "loket-error.h"
#include "loket-fold.h"
#include "loket-store-private.h"
#include "loket-uploads-db.h"
#include "loket-work-carried.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"
#include "loket-work-transfer-private.h"

Transfer *
_loket_transfer_new (const char *path, LoketMoment now)
{
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->path = g_strdup (path);
  transfer->folder = g_strconcat (path, ".documents", NULL);
  transfer->now = now;
  return transfer;
}

void
_loket_transfer_free (gpointer data)
{
  Transfer *transfer = data;

  g_free (transfer->path);
  g_free (transfer->folder);
  g_free (transfer);
}

/* Whose work it is, as pinned at the first sync. */
gboolean
_loket_transfer_read_owner (LoketSqlite *work, char **realm, char **person, GError **error)
{
  if (!loket_cache_db_get_meta (work, "realm", realm, error) ||
      !loket_cache_db_get_meta (work, "person", person, error))
    return FALSE;
  if (*realm != NULL && *person != NULL)
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_OTHERS_WORK,
                       "this desk was never synced: nobody knows whose it is");
  return FALSE;
}

static gboolean
check_owner (LoketStore *self, const LoketCarriedWork *carried, GError **error)
{
  g_autofree char *realm = NULL;
  g_autofree char *person = NULL;

  if (!_loket_transfer_read_owner (self->write.work, &realm, &person, error))
    return FALSE;
  if (g_strcmp0 (carried->realm, realm) == 0 && g_strcmp0 (carried->person, person) == 0)
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_OTHERS_WORK,
                       "the work in this file is of another loket or another person");
  return FALSE;
}

static gboolean
stands_here (LoketSqlite *work, const char *id, gboolean *there, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work, "SELECT 1 FROM items WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, id);
  return loket_statement_next (statement, there, error);
}

/* Known here: it waits here too, the loket has it, or it was taken back or decided upon here. An
 * act that was lost with its row is not: this file may be its author's way to have it again. */
static gboolean
is_known (LoketStore *self, const LoketWorkItem *item, gboolean *known, GError **error)
{
  g_autoptr (LoketCacheEntry) entry = NULL;
  g_autoptr (LoketCase) copy = NULL;
  gboolean there, settled;

  if (!stands_here (self->write.work, item->id, &there, error) ||
      !loket_work_notes_is_settled (self->write.work, item->id, item->case_id, &settled, error))
    return FALSE;
  entry = loket_cache_db_find (self->write.cache, item->case_id, error);
  if (entry == NULL)
    return FALSE;
  copy = loket_cache_entry_to_copy (entry, self->memory);
  *known = there || settled || loket_fold_copy_holds (copy, item);
  return TRUE;
}

/* What was refused or in conflict stays a person's to decide. What was being sent may be at the
 * loket: the same bytes are sent again. */
static gboolean
mark_as_it_was (LoketStore *self,
                const Transfer *transfer,
                const LoketWorkItem *item,
                GError **error)
{
  if (item->state != LOKET_WORK_REFUSED && item->state != LOKET_WORK_CONFLICT &&
      item->state != LOKET_WORK_SENDING)
    return TRUE;
  return loket_work_db_set_state (self->write.work, item, item->state, item->reason, item->answer,
                                  transfer->now, error);
}

static gboolean
take_item (LoketStore *self, Transfer *transfer, gpointer value, GError **error)
{
  const LoketWorkItem *item = value;
  gboolean known;

  if (!is_known (self, item, &known, error))
    return FALSE;
  if (known) {
    transfer->counts.skipped++;
    return TRUE;
  }
  transfer->counts.items++;
  return loket_work_db_insert (self->write.work, item, error) &&
         loket_work_notes_audit (self->write.work, item, "added", FALSE, transfer->now, error) &&
         mark_as_it_was (self, transfer, item, error);
}

/* @same: (out): it stands here with the same words */
static gboolean
find_draft (LoketSqlite *work,
            const char *key,
            const char *fields,
            gboolean *there,
            gboolean *same,
            GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work, "SELECT fields = ?2 FROM drafts WHERE key = ?1", error);

  *same = FALSE;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  loket_statement_bind_text (statement, 2, fields);
  if (!loket_statement_next (statement, there, error))
    return FALSE;
  *same = *there && loket_statement_column_int (statement, 0) != 0;
  return TRUE;
}

/* What is typed here already is not typed over: what comes gets a key of its own, and so does what
 * comes in a later file with other words.
 * @chosen: (out) (transfer full) (nullable): NULL where the same words stand here */
static gboolean
choose_key (LoketSqlite *work, const char *key, const char *fields, char **chosen, GError **error)
{
  g_autofree char *tried = g_strdup (key);

  *chosen = NULL;
  for (guint i = 1;; i++) {
    gboolean there, same;

    if (!find_draft (work, tried, fields, &there, &same, error))
      return FALSE;
    if (!there)
      *chosen = g_steal_pointer (&tried);
    if (!there || same)
      return TRUE;
    g_free (tried);
    tried =
        i == 1 ? g_strconcat (key, ":imported", NULL) : g_strdup_printf ("%s:imported%u", key, i);
  }
}

static gboolean
take_draft (LoketStore *self, Transfer *transfer, gpointer value, GError **error)
{
  const LoketCarriedDraft *draft = value;
  g_autofree char *own_key = NULL;
  gboolean erased;

  /* Erased means erased, also what another desk had still typed of it. */
  if (!loket_work_notes_is_erased (self->write.work, draft->case_id, &erased, error) ||
      (!erased && !choose_key (self->write.work, draft->key, draft->fields, &own_key, error)))
    return FALSE;
  if (own_key == NULL) {
    transfer->counts.skipped++;
    return TRUE;
  }
  transfer->counts.drafts++;
  return loket_work_notes_save_draft (
      self->write.work, own_key, draft->case_id, draft->fields,
      draft->saved_at != LOKET_NO_MOMENT ? draft->saved_at : transfer->now, error);
}

/* Inside the transaction of the row: what is cut off before that ends is named by nobody, and swept
 * at the next opening. */
static gboolean
take_content (LoketStore *self, const Transfer *transfer, const LoketUpload *upload, GError **error)
{
  g_autofree char *path = g_build_filename (transfer->folder, upload->sha256, NULL);
  g_autofree char *part = g_strconcat ("add-", upload->document_id, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LoketContentMark mark = {0};
  gboolean taken;

  /* What lies here may be a damaged copy of the loket's. */
  if (loket_content_verify (self->folder, upload->sha256, NULL))
    return TRUE;
  if (!loket_content_import (self->folder, upload->document_id, file, G_MAXINT64, &mark, error))
    return FALSE;
  taken = g_strcmp0 (mark.sha256, upload->sha256) == 0;
  loket_content_mark_clear (&mark);
  if (!taken) {
    loket_content_drop_part (self->folder, part);
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT, "%s: other contents", path);
    return FALSE;
  }
  return loket_content_keep (self->folder, part, upload->sha256, error);
}

/* The hash proves the contents, and they their size, whatever the file says. */
static gboolean
add_upload (LoketStore *self, const LoketUpload *upload, GError **error)
{
  g_autofree char *path = loket_content_build_path (self->folder, upload->sha256);
  LoketUpload measured = *upload;
  GStatBuf status;

  if (g_stat (path, &status) != 0) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE, "%s: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  measured.size = (gint64) status.st_size;
  return loket_uploads_db_add (self->write.work, &measured, error);
}

static gboolean
take_with_content (LoketStore *self, Transfer *transfer, const LoketUpload *upload, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (take_content (self, transfer, upload, &cause)) {
    transfer->counts.documents++;
    return add_upload (self, upload, error);
  }
  /* Not carried along, or damaged: no reason to refuse every word beside it. The loket says of the
   * act that its contents are missing, and a person decides. */
  if (g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE) ||
      g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE_EMPTY) ||
      g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT)) {
    transfer->counts.skipped++;
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* @waits: (out): whether its act is here, unsent, and means these contents; it came in before */
static gboolean
has_act (LoketSqlite *work, const LoketUpload *upload, gboolean *waits, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      work,
      "SELECT 1 FROM items WHERE case_id = ?1 AND type = 'attach'"
      " AND state <> 'taken' AND " LOKET_WORK_DB_DOCUMENT_ID (
          "items") " = ?2"
                   " AND CASE WHEN json_valid (CAST (body AS TEXT))"
                   " THEN json_extract (CAST (body AS TEXT), '$.payload.sha256') END = ?3",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, upload->case_id);
  loket_statement_bind_text (statement, 2, upload->document_id);
  loket_statement_bind_text (statement, 3, upload->sha256);
  return loket_statement_next (statement, waits, error);
}

static gboolean
take_upload (LoketStore *self, Transfer *transfer, gpointer value, GError **error)
{
  const LoketUpload *upload = value;
  g_autoptr (LoketUpload) present = NULL;
  gboolean waits;

  if (!loket_uploads_db_find (self->write.work, upload->document_id, &present, error) ||
      !has_act (self->write.work, upload, &waits, error))
    return FALSE;
  /* Without its act it is nobody's: that was sent meanwhile. */
  if (present != NULL || !waits) {
    transfer->counts.skipped++;
    return TRUE;
  }
  return take_with_content (self, transfer, upload, error);
}

typedef gboolean (*TakeFunc) (LoketStore *self, Transfer *transfer, gpointer value, GError **error);

static gboolean
take_each (LoketStore *self,
           Transfer *transfer,
           const char *member,
           GPtrArray *values,
           TakeFunc take,
           GError **error)
{
  for (guint i = 0; i < values->len; i++) {
    if (!take (self, transfer, g_ptr_array_index (values, i), error)) {
      g_prefix_error (error, "%s[%u]: ", member, i);
      return FALSE;
    }
  }
  return TRUE;
}

static gpointer
import (LoketStore *self, gpointer data, GError **error)
{
  Transfer *transfer = data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) node = loket_json_load (transfer->path, &cause);
  JsonObject *root =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (LoketCarriedWork) carried = NULL;

  if (root == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE, "%s: %s", transfer->path,
                 cause != NULL ? cause->message : "no object");
    return NULL;
  }
  carried = loket_carried_work_read (root, error);
  if (carried == NULL || !check_owner (self, carried, error) ||
      !loket_sqlite_begin (self->write.work, error))
    return NULL;
  if (!take_each (self, transfer, "items", carried->items, take_item, error) ||
      !take_each (self, transfer, "drafts", carried->drafts, take_draft, error) ||
      !take_each (self, transfer, "uploads", carried->uploads, take_upload, error)) {
    loket_sqlite_roll_back (self->write.work);
    return NULL;
  }
  if (!loket_sqlite_commit (self->write.work, error))
    return NULL;
  return g_memdup2 (&transfer->counts, sizeof transfer->counts);
}

void
loket_store_import_work_async (LoketStore *self,
                               const char *path,
                               LoketMoment now,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketStoreCall call = {import, _loket_transfer_new (path, now), _loket_transfer_free, g_free};

  _loket_store_write (self, &call, callback, user_data);
}

gboolean
loket_store_transfer_finish (LoketStore *self,
                             GAsyncResult *result,
                             LoketTransferCounts *counts,
                             GError **error)
{
  g_autofree LoketTransferCounts *done = _loket_store_finish (self, result, error);

  if (done != NULL)
    *counts = *done;
  return done != NULL;
}
