/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing unsent work to a file. */
#include "config.h"

#include <glib/gstdio.h>

#include "loket-cache-db.h"
#include "loket-content.h"
#include "loket-durable.h"
#include "loket-store-private.h"
#include "loket-uploads-db.h"
#include "loket-work-carried.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"
#include "loket-work-transfer-private.h"

static void
set_moment (JsonObject *json, const char *member, LoketMoment moment)
{
  g_autofree char *text = loket_moment_to_string (moment);

  json_object_set_string_member (json, member, text);
}

/* @as_text: whether it can stand there as it is; else it is carried along all the same */
static void
set_bytes (JsonObject *json, const char *member, GBytes *bytes, gboolean as_text)
{
  gsize length = 0;
  const guchar *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *coded_member = g_strconcat (member, "Base64", NULL);
  g_autofree char *text = data == NULL ? NULL
                          : as_text    ? g_strndup ((const char *) data, length)
                                       : g_base64_encode (data, length);

  loket_json_set_text (json, as_text ? member : coded_member, text);
}

/* A NUL would end it before its end. */
static gboolean
is_text (GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return data == NULL || g_utf8_validate_len (data, length, NULL);
}

static JsonObject *
item_to_json (const LoketWorkItem *item)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "kind", loket_work_kind_to_string (item->kind));
  json_object_set_string_member (json, "id", item->id);
  json_object_set_string_member (json, "caseId", item->case_id);
  json_object_set_string_member (json, "reference", item->reference);
  json_object_set_string_member (json, "type", item->type);
  set_bytes (json, "body", item->body, loket_carried_work_check_body (item, NULL));
  json_object_set_string_member (json, "state", loket_work_state_to_string (item->state));
  loket_json_set_text (json, "reason", item->reason);
  set_bytes (json, "answer", item->answer, is_text (item->answer));
  set_moment (json, "madeAt", item->made_at);
  return json;
}

static JsonObject *
draft_to_json (const LoketDraft *draft)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "key", draft->key);
  /* A complaint that is typed on at two desks is two, each with an id of its own. */
  if (!loket_draft_is_of_complaint (draft))
    loket_json_set_text (json, "caseId", draft->case_id);
  json_object_set_object_member (json, "fields", json_object_ref (draft->fields));
  set_moment (json, "savedAt", draft->saved_at);
  return json;
}

static JsonObject *
upload_to_json (const LoketUpload *upload)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "documentId", upload->document_id);
  json_object_set_string_member (json, "caseId", upload->case_id);
  json_object_set_string_member (json, "sha256", upload->sha256);
  json_object_set_int_member (json, "size", upload->size);
  json_object_set_string_member (json, "name", upload->name);
  loket_json_set_text (json, "mediaType", upload->media_type);
  set_moment (json, "madeAt", upload->made_at);
  return json;
}

/* Contents that are damaged or gone keep no word of the rest here: their act goes without them.
 * @written: (out) */
static gboolean
write_content (LoketStore *self,
               const Transfer *transfer,
               const char *sha256,
               gboolean *written,
               GError **error)
{
  g_autofree char *path = g_build_filename (transfer->folder, sha256, NULL);
  g_autofree char *beside = g_path_get_dirname (transfer->folder);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;

  *written = FALSE;
  if (!loket_content_is_here (self->folder, sha256))
    return TRUE;
  if (!loket_durable_make_folders (beside, transfer->folder, &cause)) {
    g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, cause->message);
    return FALSE;
  }
  *written = loket_content_write_to (self->folder, sha256, target, &cause);
  if (*written || g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
add_uploads (LoketStore *self, Transfer *transfer, JsonObject *root, GError **error)
{
  g_autoptr (GPtrArray) uploads = loket_uploads_db_list (self->read.work, error);
  JsonArray *array = json_array_new ();

  json_object_set_array_member (root, "uploads", array);
  for (guint i = 0; uploads != NULL && i < uploads->len; i++) {
    const LoketUpload *upload = g_ptr_array_index (uploads, i);
    gboolean written;

    if (!write_content (self, transfer, upload->sha256, &written, error))
      return FALSE;
    if (!written) {
      transfer->counts.skipped++;
      continue;
    }
    json_array_add_object_element (array, upload_to_json (upload));
    transfer->counts.documents++;
  }
  return uploads != NULL;
}

static gboolean
add_work (LoketStore *self, Transfer *transfer, JsonObject *root, GError **error)
{
  g_autoptr (GPtrArray) items = loket_work_db_list_pending (self->read.work, error);
  g_autoptr (GPtrArray) drafts =
      items != NULL ? loket_work_notes_list_drafts (self->read.work, error) : NULL;
  JsonArray *of_items = json_array_new (), *of_drafts = json_array_new ();

  json_object_set_array_member (root, "items", of_items);
  json_object_set_array_member (root, "drafts", of_drafts);
  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (of_items, item_to_json (g_ptr_array_index (items, i)));
  for (guint i = 0; i < drafts->len; i++)
    json_array_add_object_element (of_drafts, draft_to_json (g_ptr_array_index (drafts, i)));
  transfer->counts.items = items->len;
  transfer->counts.drafts = drafts->len;
  return add_uploads (self, transfer, root, error);
}

static gboolean
write_file (const Transfer *transfer, JsonObject *root, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), root);
  g_autofree char *written = loket_json_to_string (node, TRUE);
  /* A name in a damaged row makes the file unreadable for all the others. */
  g_autofree char *text = g_utf8_make_valid (written, -1);
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (transfer->path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &cause))
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE, cause->message);
  return FALSE;
}

static gpointer export(LoketStore *self, gpointer data, GError **error)
{
  Transfer *transfer = data;
  g_autoptr (JsonObject) root = json_object_new ();
  g_autofree char *realm = NULL;
  g_autofree char *person = NULL;

  if (!_loket_transfer_read_owner (self->read.work, &realm, &person, error))
    return NULL;
  json_object_set_string_member (root, "format", LOKET_CARRIED_WORK_FORMAT);
  json_object_set_int_member (root, "version", LOKET_CARRIED_WORK_VERSION);
  json_object_set_string_member (root, "realm", realm);
  json_object_set_string_member (root, "person", person);
  set_moment (root, "exportedAt", transfer->now);
  if (!add_work (self, transfer, root, error) || !write_file (transfer, root, error))
    return NULL;
  return g_memdup2 (&transfer->counts, sizeof transfer->counts);
}

void
loket_store_export_work_async (LoketStore *self,
                               const char *path,
                               LoketMoment now,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketStoreCall call = {export, _loket_transfer_new (path, now), _loket_transfer_free, g_free};

  _loket_store_read (self, &call, NULL, callback, user_data);
}
