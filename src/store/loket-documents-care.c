/* SPDX-License-Identifier: EUPL-1.2 */
/* Sweeping, settling, making room. */
#include "config.h"

#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-documents-rescue.h"

/**
 * loket_documents_care_get_root:
 * @fleeting: for what may not be kept on this machine
 *
 * Returns: (transfer full): where the contents lie
 */
char *
loket_documents_care_get_root (LoketConnections *databases, gboolean fleeting)
{
  g_autofree char *folder = g_path_get_dirname (loket_sqlite_get_path (databases->work));

  return fleeting ? loket_content_get_fleeting_root (folder) : g_steal_pointer (&folder);
}

typedef struct {
  LoketConnections *databases;
  gboolean fleeting;
  gboolean at_open; /* nothing is being added now */
  gboolean synced;  /* what the rows do not name any more, they do not after a power cut either */
  GError *error;    /* (nullable): then everything is wanted */
} Sweep;

/* A row that came back would say that contents are here, and their file would be gone. */
static gboolean
sync_rows (Sweep *self)
{
  if (!self->synced)
    self->synced = loket_sqlite_sync_journal (self->databases->cache, &self->error);
  return self->synced;
}

static gboolean
is_content_wanted (Sweep *self, const char *sha256)
{
  gboolean named = FALSE;

  if (!loket_documents_db_names (self->databases->cache, sha256, self->fleeting, &named,
                                 &self->error))
    return TRUE;
  if (named || self->fleeting)
    return named;
  if (!loket_uploads_db_names (self->databases->work, sha256, &named, &self->error))
    return TRUE;
  return named || !sync_rows (self);
}

/* A copy that somebody opened stays as long as its document does. */
static gboolean
is_copy_wanted (Sweep *self, const char *document_id)
{
  g_autoptr (LoketKeptDocument) kept = NULL;
  g_autoptr (LoketUpload) upload = NULL;

  return !loket_documents_db_find (self->databases->cache, document_id, &kept, &self->error) ||
         kept != NULL ||
         !loket_uploads_db_find (self->databases->work, document_id, &upload, &self->error) ||
         upload != NULL;
}

static gboolean
is_wanted (const char *name, LoketContentKind kind, gpointer user_data)
{
  Sweep *self = user_data;
  gboolean expected = TRUE;

  if (self->error != NULL)
    return TRUE;
  if (kind == LOKET_CONTENT_WHOLE)
    return is_content_wanted (self, name);
  if (kind == LOKET_CONTENT_COPY)
    return is_copy_wanted (self, name);
  if (g_str_has_prefix (name, "add-"))
    return !self->at_open;
  return !loket_documents_db_expects (self->databases->cache, name, &expected, &self->error) ||
         expected;
}

static gboolean
sweep (LoketConnections *databases, gboolean fleeting, gboolean at_open, GError **error)
{
  g_autofree char *root = loket_documents_care_get_root (databases, fleeting);
  Sweep self = {.databases = databases, .fleeting = fleeting, .at_open = at_open};

  if (!loket_documents_rescue (databases, error))
    return FALSE;
  loket_content_sweep (root, is_wanted, &self);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

/**
 * loket_documents_care_sweep:
 *
 * After cases went, with all that named a document of theirs.
 */
gboolean
loket_documents_care_sweep (LoketConnections *databases, GError **error)
{
  return sweep (databases, FALSE, FALSE, error) && sweep (databases, TRUE, FALSE, error);
}

/**
 * loket_documents_care_drop_content:
 *
 * Deletes it, unless something else has the same contents.
 */
gboolean
loket_documents_care_drop_content (LoketConnections *databases,
                                   const char *sha256,
                                   gboolean fleeting,
                                   GError **error)
{
  g_autofree char *root = loket_documents_care_get_root (databases, fleeting);
  Sweep self = {.databases = databases, .fleeting = fleeting};

  if (!loket_documents_rescue (databases, error))
    return FALSE;
  if (sha256 != NULL && loket_content_is_sha256 (sha256) && !is_content_wanted (&self, sha256))
    loket_content_drop (root, sha256);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

/* What was sent stays here as if it had been fetched, where the loket's copy speaks of it. A row
 * that was salvaged may be older than its contents' going. */
static gboolean
keep_sent (LoketConnections *databases, const LoketUpload *upload, LoketMoment now, GError **error)
{
  LoketKeptDocument document = {
      .document_id = upload->document_id,
      .case_id = upload->case_id,
      .sha256 = upload->sha256,
      .size = upload->size,
      .state = LOKET_KEPT_HERE,
      .used_at = MAX (now, upload->made_at),
  };
  g_autofree char *root = loket_documents_care_get_root (databases, FALSE);
  g_autoptr (LoketKeptDocument) present = NULL;
  gboolean listed;

  if (!loket_documents_db_is_listed (databases->cache, upload->case_id, upload->document_id,
                                     &listed, error) ||
      !loket_documents_db_find (databases->cache, upload->document_id, &present, error))
    return FALSE;
  if (!listed || !loket_content_is_here (root, upload->sha256))
    return TRUE;
  document.pinned = present != NULL && present->pinned;
  return loket_documents_db_put (databases->cache, &document, error);
}

static gboolean
end_upload (LoketConnections *databases, const LoketUpload *upload, LoketMoment now, GError **error)
{
  if (upload->state == LOKET_UPLOAD_COMPLETE && !keep_sent (databases, upload, now, error))
    return FALSE;
  return loket_uploads_db_drop (databases->work, upload->document_id, error) &&
         loket_documents_care_drop_content (databases, upload->sha256, FALSE, error);
}

/* @at_open: an upload whose act was never kept is nobody's; later its act may just be on its way */
static gboolean
settle (LoketConnections *databases, gboolean at_open, LoketMoment now, GError **error)
{
  g_autoptr (GPtrArray) uploads = loket_documents_rescue (databases, error)
                                      ? loket_uploads_db_list (databases->work, error)
                                      : NULL;

  for (guint i = 0; uploads != NULL && i < uploads->len; i++) {
    const LoketUpload *upload = uploads->pdata[i];
    g_autoptr (LoketWorkItem) item = NULL;

    if (!loket_uploads_db_find_act (databases->work, upload->document_id, &item, error))
      return FALSE;
    if (item != NULL || (upload->state == LOKET_UPLOAD_WAITING && !at_open))
      continue;
    if (!end_upload (databases, upload, now, error))
      return FALSE;
  }
  return uploads != NULL;
}

/**
 * loket_documents_care_settle:
 *
 * Uploads whose act the loket has, or whose act is no more.
 */
gboolean
loket_documents_care_settle (LoketConnections *databases, LoketMoment now, GError **error)
{
  return settle (databases, FALSE, now, error);
}

/**
 * loket_documents_care_open:
 *
 * Once, before anything else is done with documents: what an earlier run left goes.
 */
gboolean
loket_documents_care_open (LoketConnections *databases, GError **error)
{
  g_autofree char *root = loket_documents_care_get_root (databases, FALSE);
  g_autofree char *fleeting_root = loket_documents_care_get_root (databases, TRUE);

  loket_content_drop_copies (root);
  loket_content_drop_root (fleeting_root);
  loket_content_drop_roots_beside (fleeting_root);
  return loket_documents_db_drop_fleeting (databases->cache, error) &&
         settle (databases, TRUE, LOKET_NO_MOMENT, error) && sweep (databases, FALSE, TRUE, error);
}

/**
 * loket_documents_care_make_room:
 * @bytes_max: of what nobody pinned and the loket has as well
 */
gboolean
loket_documents_care_make_room (LoketConnections *databases, gint64 bytes_max, GError **error)
{
  g_autoptr (GPtrArray) oldest = loket_documents_db_list_oldest (databases->cache, error);
  gint64 bytes = 0;

  for (guint i = 0; oldest != NULL && i < oldest->len; i++)
    bytes += ((LoketKeptDocument *) oldest->pdata[i])->size;
  for (guint i = 0; oldest != NULL && i < oldest->len && bytes > bytes_max; i++) {
    const LoketKeptDocument *document = oldest->pdata[i];

    if (!loket_documents_db_drop (databases->cache, document->document_id, error) ||
        !loket_documents_care_drop_content (databases, document->sha256, FALSE, error))
      return FALSE;
    bytes -= document->size;
  }
  return oldest != NULL;
}
