/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for documents that nobody names any more. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "loket-content.h"
#include "loket-documents-db.h"
#include "loket-documents-rescue.h"
#include "loket-durable.h"
#include "loket-file-name.h"
#include "loket-json.h"
#include "loket-uploads-db.h"
#include "loket-work-db.h"
#include "loket-work-salvage.h"

#define FOLDER_END ".documents"

enum {
  NAMES_MAX = 1000 /* documents of one name */
};

typedef struct {
  LoketConnections *databases;
  char *root;
  char *folder;  /* where they go */
  GError *error; /* (owned) (nullable): the first */
} Rescue;

static void
rescue_clear (Rescue *self)
{
  g_free (self->root);
  g_free (self->folder);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rescue, rescue_clear)

/* A second name costs no room on a disk that may be full; where there is no such thing the bytes
 * are copied. It cannot be written: it may still be the contents that are sent. */
static gboolean
give_name (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  if (link (from, to) != 0 &&
      (errno == EEXIST || errno == ENOSPC ||
       !g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error))) {
    if (error != NULL && *error == NULL)
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", to,
                   g_strerror (errno));
    return FALSE;
  }
  g_chmod (to, 0400);
  return TRUE;
}

static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf one, two;

  return g_stat (a, &one) == 0 && g_stat (b, &two) == 0 && one.st_dev == two.st_dev &&
         one.st_ino == two.st_ino;
}

/* A try that was cut off has put it there already. */
static char *
choose_path (Rescue *self, const char *content, const char *name)
{
  g_autofree char *safe = loket_file_name_make_safe (name);
  char *path = g_build_filename (self->folder, safe, NULL);

  for (int i = 2;
       g_file_test (path, G_FILE_TEST_EXISTS) && !is_same_file (content, path) && i < NAMES_MAX;
       i++) {
    g_autofree char *numbered = g_strdup_printf ("%d %s", i, safe);

    g_free (path);
    path = g_build_filename (self->folder, numbered, NULL);
  }
  return path;
}

static void
put_aside (Rescue *self, const char *sha256, const char *name)
{
  g_autofree char *content = loket_content_build_path (self->root, sha256);
  g_autofree char *path = NULL;

  if (self->error != NULL || !g_file_test (content, G_FILE_TEST_IS_REGULAR) ||
      !loket_durable_make_folders (self->root, self->folder, &self->error))
    return;
  path = choose_path (self, content, name);
  if (!is_same_file (content, path))
    give_name (content, path, &self->error);
}

/* The act still says what was to be sent with it. */
static gboolean
find_upload (const LoketWorkItem *item, const LoketAct *act, LoketUpload *upload)
{
  JsonObject *payload = act != NULL ? act->payload : NULL;

  if (payload == NULL || act->type != LOKET_ACT_ATTACH)
    return FALSE;
  *upload = (LoketUpload){
      .document_id = (char *) loket_json_peek_string (payload, "documentId"),
      .case_id = item->case_id,
      .sha256 = (char *) loket_json_peek_string (payload, "sha256"),
      .size = loket_json_peek_int (payload, "sizeBytes", -1),
      .name = (char *) loket_json_peek_string (payload, "name"),
      .media_type = (char *) loket_json_peek_string (payload, "mediaType"),
      .made_at = item->made_at,
  };
  return loket_content_is_id (upload->document_id) && loket_content_is_sha256 (upload->sha256) &&
         upload->size >= 0 && upload->name != NULL;
}

static gboolean
add_missing_upload (Rescue *self, const LoketWorkItem *item, GError **error)
{
  g_autoptr (LoketAct) act = loket_work_item_to_act (item, NULL);
  g_autoptr (LoketUpload) present = NULL;
  LoketUpload upload;

  if (!find_upload (item, act, &upload) || !loket_content_is_here (self->root, upload.sha256))
    return TRUE;
  if (!loket_uploads_db_find (self->databases->work, upload.document_id, &present, error))
    return FALSE;
  return present != NULL || loket_uploads_db_add (self->databases->work, &upload, error);
}

/* Rows of contents that are gone, of acts that are here: they are sent as if nothing had been. */
static gboolean
add_missing_uploads (Rescue *self, GError **error)
{
  g_autoptr (GPtrArray) items = loket_work_db_list_pending (self->databases->work, error);

  for (guint i = 0; items != NULL && i < items->len; i++) {
    if (!add_missing_upload (self, g_ptr_array_index (items, i), error))
      return FALSE;
  }
  return items != NULL;
}

/* The other way round: the row is here, and its act is gone. What the loket has is not lost. */
static gboolean
put_aside_without_act (Rescue *self, GError **error)
{
  g_autoptr (GPtrArray) uploads = loket_uploads_db_list (self->databases->work, error);

  for (guint i = 0; uploads != NULL && i < uploads->len; i++) {
    const LoketUpload *upload = g_ptr_array_index (uploads, i);
    g_autoptr (LoketWorkItem) item = NULL;
    gboolean listed;

    if (!loket_uploads_db_find_act (self->databases->work, upload->document_id, &item, error) ||
        !loket_documents_db_is_listed (self->databases->cache, upload->case_id, upload->document_id,
                                       &listed, error))
      return FALSE;
    if (item == NULL && !listed && loket_content_is_sha256 (upload->sha256))
      put_aside (self, upload->sha256, upload->name);
  }
  return uploads != NULL;
}

static gboolean
put_aside_unnamed (const char *name, LoketContentKind kind, gpointer user_data)
{
  Rescue *self = user_data;
  gboolean fetched = FALSE, sent = FALSE;
  g_autofree char *called = NULL;

  if (kind != LOKET_CONTENT_WHOLE || !loket_content_is_sha256 (name) || self->error != NULL)
    return TRUE;
  if (loket_documents_db_names (self->databases->cache, name, FALSE, &fetched, &self->error) &&
      loket_uploads_db_names (self->databases->work, name, &sent, &self->error) && !fetched &&
      !sent) {
    called = g_strdup_printf ("document-%.12s", name);
    put_aside (self, name, called);
  }
  return TRUE; /* here nothing goes */
}

/* Until a person has seen them what was found after an earlier damage and now lies together. */
static char *
build_folder (const char *root, const LoketSalvage *salvage)
{
  g_autofree char *day = loket_day_to_string (loket_moment_get_day (salvage->at));
  g_autofree char *name = g_strconcat ("work.db.damaged-", day, FOLDER_END, NULL);

  if (salvage->documents_path != NULL)
    return g_strdup (salvage->documents_path);
  return salvage->aside_path != NULL ? g_strconcat (salvage->aside_path, FOLDER_END, NULL)
                                     : g_build_filename (root, name, NULL);
}

static guint
count_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static gboolean
rescue (LoketConnections *databases, LoketSalvage *salvage, GError **error)
{
  g_auto (Rescue) self = {databases};

  self.root = g_path_get_dirname (loket_sqlite_get_path (databases->work));
  self.folder = build_folder (self.root, salvage);
  if (!add_missing_uploads (&self, error) || !put_aside_without_act (&self, error))
    return FALSE;
  loket_content_sweep (self.root, put_aside_unnamed, &self);
  salvage->documents = count_names (self.folder);
  if (self.error == NULL && salvage->documents > 0)
    loket_durable_sync_folder (self.folder, &self.error);
  if (self.error != NULL) {
    g_propagate_error (error, g_steal_pointer (&self.error));
    return FALSE;
  }
  g_free (salvage->documents_path);
  salvage->documents_path = salvage->documents > 0 ? g_strdup (self.folder) : NULL;
  salvage->documents_sought = TRUE;
  return loket_work_salvage_keep (databases->work, salvage, error);
}

/**
 * loket_documents_rescue:
 *
 * Before anything is thrown away: where work.db was saved since this was last asked, looks for
 * contents that may be all that is left of something. What an act that is here speaks of is sent
 * again; the rest gets a second name in a folder of its own, which stays when the first one goes.
 * Nothing to do costs a look at one row.
 *
 * Returns: FALSE where it could not be done, and nothing may be thrown away
 */
gboolean
loket_documents_rescue (LoketConnections *databases, GError **error)
{
  g_autoptr (LoketSalvage) salvage = NULL;

  if (!loket_work_salvage_read (databases->work, &salvage, error))
    return FALSE;
  return salvage == NULL || salvage->documents_sought || rescue (databases, salvage, error);
}

/**
 * loket_documents_rescue_drop_folders:
 *
 * Deletes what was ever put aside: what was erased may lie there. Not before a person has
 * acknowledged the salvage: until then it may be the only copy of something else.
 */
void
loket_documents_rescue_drop_folders (LoketSqlite *work)
{
  g_autofree char *root = g_path_get_dirname (loket_sqlite_get_path (work));
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (root, name, NULL);

    if (g_str_has_prefix (name, "work.db.damaged-") && g_str_has_suffix (name, FOLDER_END))
      loket_content_drop_root (path);
  }
}
