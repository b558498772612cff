/* SPDX-License-Identifier: EUPL-1.2 */
/* Sends files to a server that speaks tus, as the desk does: over the real transport, with the real
 * store, which is opened anew now and then as if the program had been restarted.
 *
 * Usage: send-documents STORE_FOLDER URL TOKEN_FILE FILE...; prints a line "DOCUMENT_ID TRIES" each
 */
#include <stdlib.h>

#include "loket-bodies.h"
#include "loket-line.h"
#include "loket-soup-transport.h"
#include "loket-store-work.h"
#include "loket-tus.h"
#include "loket-upload.h"

enum {
  TRIES_MAX = 500,
  TRIES_A_RUN = 7,
};

typedef struct {
  const char *folder;
  LoketClock *clock;
  LoketRandom *random;
  LoketTransport *transport;
  LoketLine *line;
  LoketStore *store;
} Sender;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
restart (Sender *self)
{
  LoketStoreOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  self->store = loket_store_open (self->folder, &options, &error);
  g_assert_no_error (error);
}

/* Without an act that speaks of it a document does not survive a restart. */
static void
keep_act (Sender *self, const char *document_id)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *act_id = loket_random_make_uuid (self->random);
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  json_object_set_string_member (payload, "documentId", document_id);
  act = loket_act_new (act_id, LOKET_ACT_ATTACH, "p1", loket_day_new (2026, 11, 23), 1, payload);
  body = loket_act_body_make (act, NULL);
  item = loket_work_item_new_act (document_id, "V-1", act, body, loket_clock_get_now (self->clock));
  loket_store_add_work_async (self->store, item, NULL, NULL, done_cb, &result);
  g_assert_true (loket_store_write_finish (self->store, wait_for (&result), NULL));
}

static char *
import (Sender *self, const char *path)
{
  g_autofree char *document_id = loket_random_make_uuid (self->random);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketUpload) upload = NULL;
  LoketUpload about = {
      .document_id = document_id,
      .case_id = document_id,
      .name = name,
      .made_at = loket_clock_get_now (self->clock),
  };

  loket_store_import_async (self->store, &about, file, G_MAXINT64, done_cb, &result);
  upload = loket_store_import_finish (self->store, wait_for (&result), &error);
  g_assert_no_error (error);
  keep_act (self, document_id);
  return g_steal_pointer (&document_id);
}

static LoketUpload *
find (Sender *self, const char *document_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) uploads = NULL;

  loket_store_list_uploads_async (self->store, FALSE, done_cb, &result);
  uploads = loket_store_list_uploads_finish (self->store, wait_for (&result), NULL);
  for (guint i = 0; uploads != NULL && i < uploads->len; i++) {
    if (g_str_equal (((LoketUpload *) uploads->pdata[i])->document_id, document_id))
      return g_ptr_array_steal_index (uploads, i);
  }
  return NULL;
}

static void
nothing_changed (const char *const *case_ids, gpointer user_data)
{
}

static gboolean
try_once (Sender *self, const char *document_id)
{
  g_autoptr (LoketUpload) upload = find (self, document_id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketSyncParts parts = {
      .store = self->store,
      .line = self->line,
      .clock = self->clock,
      .cases_changed = nothing_changed,
      .piece_bytes = LOKET_TUS_PIECE_BYTES,
  };
  LoketUploadEnd end;
  gint64 retry_after_s;

  g_assert_nonnull (upload);
  loket_upload_send_async (&parts, upload, NULL, NULL, NULL, done_cb, &result);
  if (!loket_upload_send_finish (wait_for (&result), &end, &retry_after_s, &error)) {
    g_debug ("%s: %s", document_id, error->message);
    return FALSE;
  }
  if (end != LOKET_UPLOAD_ENDED_COMPLETE)
    g_error ("%s was refused", document_id);
  return TRUE;
}

static void
send_file (Sender *self, const char *path)
{
  g_autofree char *document_id = import (self, path);
  guint tries = 1;

  while (!try_once (self, document_id)) {
    if (++tries > TRIES_MAX)
      g_error ("%s: it does not arrive", path);
    if (tries % TRIES_A_RUN == 0)
      restart (self);
  }
  g_print ("%s %u\n", document_id, tries);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  LoketSoupTransportOptions options = {.timeout_s = 5};
  Sender self = {0};

  if (argc < 5)
    return EXIT_FAILURE;
  self.folder = argv[1];
  options.base_url = argv[2];
  options.token_file = argv[3];
  self.clock = loket_clock_new_system ();
  self.random = loket_random_new_system ();
  self.transport = loket_soup_transport_new (&options, self.clock, self.random, &error);
  g_assert_no_error (error);
  self.line = loket_line_new (self.transport, self.clock);
  restart (&self);
  for (int i = 4; i < argc; i++)
    send_file (&self, argv[i]);
  loket_store_close (self.store);
  loket_line_free (self.line);
  g_object_unref (self.transport);
  loket_random_free (self.random);
  loket_clock_free (self.clock);
  return EXIT_SUCCESS;
}
