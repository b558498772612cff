/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents from desk to loket to desk, on one thread, with everything cut that can be cut. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-desk-documents.h"
#include "loket-test-desk.h"
#include "loket-tus.h"

enum {
  N_CASES = 8,
  N_PIECES = 2,
  BYTES = (N_PIECES - 1) * LOKET_TUS_PIECE_BYTES + 12345,
  CUTS_MAX = 40,
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *case_id;
  char *source; /* a file of the person's */
  /* Which request about documents fails, counted from 1; 0: none */
  guint cut_at;
  gboolean after;     /* it is done first; its reply is lost */
  const char *method; /* (nullable): of those that count; NULL: any */
  guint seen;
  guint status;       /* it is answered with this instead of being cut; 0: cut */
  const char *reason; /* (nullable): of that answer */
  gboolean corrupt;   /* contents come with a wrong byte */
} Fixture;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (LoketTestDesk *desk, GAsyncResult **result)
{
  while (*result == NULL) {
    if (!_loket_desk_step (desk->desk))
      g_main_context_iteration (NULL, FALSE);
  }
  return *result;
}

static LoketResponse *
make_refusal (Fixture *self)
{
  g_autoptr (GBytes) body = NULL;
  LoketResponse *response;
  g_autofree char *text = g_strdup_printf (
      "{\"type\": \"urn:problem-type:loket:actNotAllowed\", \"status\": %u, \"reason\": \"%s\"}",
      self->status, self->reason != NULL ? self->reason : "x");

  body = g_bytes_new (text, strlen (text));
  response = loket_response_new (self->status);
  loket_response_set_header (response, "tus-resumable", "1.0.0");
  loket_response_set_body (response, body, "application/problem+json");
  return response;
}

static LoketResponse *
spoil (LoketResponse *response)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);
  g_autofree char *copy = g_memdup2 (data, length);
  g_autoptr (GBytes) body = NULL;

  copy[length / 2] ^= 1;
  body = g_bytes_new (copy, length);
  loket_response_set_body (response, body, "application/octet-stream");
  return response;
}

static gboolean
concerns (Fixture *self, LoketRequest *request)
{
  if (self->reason != NULL && strstr (request->path, "/acts/") != NULL)
    return TRUE;
  return g_str_has_prefix (request->path, "/documents") &&
         (self->method == NULL || g_str_equal (request->method, self->method));
}

static LoketResponse *
answer (LoketRequest *request, gpointer user_data, GError **error)
{
  Fixture *self = user_data;
  guint wait_ms;

  if (!concerns (self, request))
    return NULL;
  if (++self->seen != self->cut_at)
    return self->corrupt && g_str_has_suffix (request->path, "/content")
               ? spoil (loket_central_handle (self->loket->central, request, TRUE, &wait_ms))
               : NULL;
  if (self->status != 0)
    return make_refusal (self);
  if (self->after)
    loket_response_unref (loket_central_handle (self->loket->central, request, TRUE, &wait_ms));
  g_set_error_literal (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TIMEOUT, "cut");
  return NULL;
}

/* The same bytes at every run. */
static void
write_source (Fixture *self, gsize bytes, guint8 seed)
{
  g_autofree char *text = g_malloc (bytes);

  for (gsize i = 0; i < bytes; i++)
    text[i] = (char) (i * 31 + i / 4099 + seed);
  g_file_set_contents (self->source, text, (gssize) bytes, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->loket = loket_test_loket_new (N_CASES, 7);
  self->loket->answer = answer;
  self->loket->answer_data = self;
  self->desk = loket_test_desk_new (self->loket, 11);
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ATTACH, 0);
  self->source = g_build_filename (self->loket->folder, "Bijlage: één.pdf", NULL);
  write_source (self, BYTES, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
  g_free (self->source);
}

static LoketAct *
add_to (Fixture *self, LoketTestDesk *desk, GError **error)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, self->case_id, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (self->source);
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_add_document_async (desk->desk, dossier, file, NULL, NULL, done_cb, &result);
  return loket_desk_add_document_finish (desk->desk, wait_for (desk, &result), error);
}

static void
add (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = add_to (self, self->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (loket_json_peek_string (act->payload, "name"), ==, "Bijlage- één.pdf");
  g_assert_cmpint (loket_json_peek_int (act->payload, "sizeBytes", 0), ==, BYTES);
  g_assert_cmpstr (loket_json_peek_string (act->payload, "mediaType"), ==, "application/pdf");
}

static GPtrArray *
list (Fixture *self, LoketTestDesk *desk)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, self->case_id, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *documents;

  loket_desk_list_documents_async (desk->desk, dossier, NULL, done_cb, &result);
  documents = loket_desk_list_documents_finish (desk->desk, wait_for (desk, &result), &error);
  g_assert_no_error (error);
  return documents;
}

/* The one that was added last. */
static LoketDeskDocument *
get_last (Fixture *self, LoketTestDesk *desk)
{
  g_autoptr (GPtrArray) documents = list (self, desk);

  g_assert_cmpuint (documents->len, >, 0);
  return g_ptr_array_steal_index (documents, documents->len - 1);
}

static void
assert_state (Fixture *self, LoketTestDesk *desk, LoketDocumentState state, gboolean taken)
{
  g_autoptr (LoketDeskDocument) document = get_last (self, desk);

  g_assert_cmpstr (loket_document_state_to_string (document->state), ==,
                   loket_document_state_to_string (state));
  g_assert_cmpint (document->act_id == NULL, ==, taken);
}

static void
restart (Fixture *self)
{
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
}

static char *
open_last (Fixture *self, LoketTestDesk *desk, GError **error)
{
  g_autoptr (LoketDeskDocument) document = get_last (self, desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = NULL;

  loket_desk_open_document_async (desk->desk, document, NULL, done_cb, &result);
  file = loket_desk_open_document_finish (desk->desk, wait_for (desk, &result), error);
  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
assert_same_contents (Fixture *self, const char *path)
{
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;
  gsize ours_length, theirs_length;

  g_assert_true (g_file_get_contents (path, &ours, &ours_length, NULL));
  g_assert_true (g_file_get_contents (self->source, &theirs, &theirs_length, NULL));
  g_assert_cmpmem (ours, ours_length, theirs, theirs_length);
}

/* How many acts of that type the loket has of the case. */
static guint
count_acts (Fixture *self, LoketTestDesk *desk, LoketActType type)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, self->case_id, NULL);
  guint count = 0;

  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    const LoketAct *act = dossier->the_case->acts->pdata[i];

    count += act->type == type ? 1 : 0;
  }
  return count;
}

static void
sync_well (LoketTestDesk *desk)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint count = 0;

  if (folder == NULL)
    return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? 1 : 0;
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    count += count_files (inner);
  }
  return count;
}

static guint
count_contents (LoketTestDesk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "documents", NULL);

  return count_files (path);
}

static LoketTestDesk *
open_second_desk (Fixture *self)
{
  LoketTestDesk *second = loket_test_desk_new (self->loket, 12);

  sync_well (second);
  return second;
}

static void
test_round (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *own = NULL;
  g_autofree char *there = NULL;

  add (self);
  assert_state (self, self->desk, LOKET_DOCUMENT_UPLOADING, FALSE);
  own = open_last (self, self->desk, NULL);
  assert_same_contents (self, own);
  sync_well (self->desk);
  sync_well (self->desk);
  assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 1);
  second = open_second_desk (self);
  assert_state (self, second, LOKET_DOCUMENT_THERE, TRUE);
  there = open_last (self, second, NULL);
  assert_same_contents (self, there);
  assert_state (self, second, LOKET_DOCUMENT_HERE, TRUE);
}

/* How many requests about documents there are where nothing is cut: the first that is not reached.
 */
static gboolean
upload_cut_at (Fixture *self, guint cut_at, gboolean with_restart)
{
  gboolean reached;

  self->seen = 0;
  self->cut_at = cut_at;
  write_source (self, BYTES, (guint8) cut_at);
  add (self);
  loket_test_desk_sync (self->desk, NULL);
  reached = self->seen >= cut_at;
  self->cut_at = 0;
  if (with_restart)
    restart (self);
  sync_well (self->desk);
  sync_well (self->desk);
  assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  return reached;
}

static void
test_upload_cut (Fixture *self, gconstpointer data)
{
  gboolean with_restart = GPOINTER_TO_INT (data) & 1;
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *there = NULL;
  guint cut_at = 1;

  self->after = (GPOINTER_TO_INT (data) & 2) != 0;
  while (upload_cut_at (self, cut_at, with_restart) && cut_at < CUTS_MAX)
    cut_at++;
  /* Creation, how far, and the pieces at the least. */
  g_assert_cmpuint (cut_at, >, 2 + N_PIECES);
  g_assert_cmpuint (cut_at, <, CUTS_MAX);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, cut_at);
  second = open_second_desk (self);
  there = open_last (self, second, NULL);
  assert_same_contents (self, there);
}

static void
test_download_cut (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) own = self->desk;
  guint cut_at;
  gboolean reached = TRUE;

  add (self);
  sync_well (own);
  for (cut_at = 1; reached && cut_at < CUTS_MAX; cut_at++) {
    g_autofree char *first = NULL;
    g_autofree char *path = NULL;
    g_autoptr (GError) error = NULL;

    self->desk = loket_test_desk_new (self->loket, 20 + cut_at);
    sync_well (self->desk);
    self->seen = 0;
    self->cut_at = cut_at;
    self->after = cut_at % 2 == 0;
    first = open_last (self, self->desk, NULL);
    reached = self->seen >= cut_at;
    g_assert_cmpint (first == NULL, ==, reached);
    restart (self);
    self->seen = 0;
    self->cut_at = 0;
    path = open_last (self, self->desk, &error);
    g_assert_no_error (error);
    assert_same_contents (self, path);
    /* What was here was not asked for again. */
    if (reached)
      g_assert_cmpuint (self->seen, ==, N_PIECES - (cut_at - 1));
    loket_test_desk_free (self->desk);
  }
  g_assert_cmpuint (cut_at, ==, N_PIECES + 2);
  self->desk = g_steal_pointer (&own);
}

static void
test_wrong_contents (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *spoilt = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDeskDocument) document = NULL;

  add (self);
  sync_well (self->desk);
  second = open_second_desk (self);
  self->corrupt = TRUE;
  spoilt = open_last (self, second, &error);
  g_assert_null (spoilt);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT);
  g_assert_cmpstr (error->message, ==, "documentDamaged");
  g_clear_error (&error);
  g_assert_cmpuint (count_contents (second), ==, 0);
  document = get_last (self, second);
  g_assert_cmpint (document->state, ==, LOKET_DOCUMENT_FAILED);
  g_assert_cmpstr (document->reason, ==, "documentDamaged");
  self->corrupt = FALSE;
  path = open_last (self, second, &error);
  g_assert_no_error (error);
  assert_same_contents (self, path);
}

/* What lies here and was changed by somebody is fetched again. */
static void
test_damaged_here (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  char head[3] = {0};

  add (self);
  sync_well (self->desk);
  sync_well (self->desk);
  document = get_last (self, self->desk);
  memcpy (head, document->sha256, 2);
  content = g_build_filename (self->desk->folder, "documents", head, document->sha256, NULL);
  g_assert_true (g_file_set_contents (content, "iets anders", -1, NULL));
  path = open_last (self, self->desk, &error);
  g_assert_no_error (error);
  assert_same_contents (self, path);
}

static void
test_erased (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *path = NULL;
  g_autofree char *open_folder = g_build_filename (self->desk->folder, "open", NULL);
  g_autoptr (GError) error = NULL;

  add (self);
  sync_well (self->desk);
  sync_well (self->desk);
  second = open_second_desk (self);
  path = open_last (self, second, NULL);
  add (self); /* and one that is not sent yet */
  g_assert_cmpuint (count_contents (second), ==, 1);
  g_assert_true (loket_central_remove_case (self->loket->central, self->case_id,
                                            LOKET_CHANGE_ERASED, "test", &error));
  sync_well (self->desk);
  sync_well (second);
  g_assert_cmpuint (count_contents (self->desk), ==, 0);
  g_assert_cmpuint (count_contents (second), ==, 0);
  g_assert_cmpuint (count_files (open_folder), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Two people hand the same letter in: two documents, and on each desk one content. */
static void
test_same_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = open_second_desk (self);
  g_autoptr (LoketAct) act = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  add (self);
  act = add_to (self, second, NULL);
  g_assert_nonnull (act);
  sync_well (self->desk);
  sync_well (second);
  sync_well (second);
  sync_well (self->desk);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 2);
  path = open_last (self, self->desk, NULL);
  assert_same_contents (self, path);
  documents = list (self, self->desk);
  for (guint i = documents->len - 2; i < documents->len; i++)
    g_assert_cmpint (((LoketDeskDocument *) documents->pdata[i])->state, ==, LOKET_DOCUMENT_HERE);
  g_assert_cmpuint (count_contents (self->desk), ==, 1);
  /* It was here already, so nothing was fetched. */
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "GET", "/documents"), ==, 0);
}

static const LoketPendingItem *
find_pending (GPtrArray *pending, const char *type)
{
  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if (g_str_equal (item->type, type))
      return item;
  }
  return NULL;
}

static void
assert_pending (Fixture *self, const char *state)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk->desk);
  const LoketPendingItem *item = find_pending (pending, "attach");

  g_assert_cmpstr (item != NULL ? item->state : NULL, ==, state);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;

  self->method = "POST";
  self->cut_at = 1;
  self->status = 413;
  add (self);
  sync_well (self->desk);
  assert_pending (self, "refused");
  document = get_last (self, self->desk);
  g_assert_cmpint (document->state, ==, LOKET_DOCUMENT_FAILED);
  g_assert_cmpstr (document->reason, ==, "documentTooLarge");
  g_assert_nonnull (document->act_id);
}

/* Its contents would go with its act. */
static void
assert_not_resolved (Fixture *self, const char *act_id, LoketResolution resolution)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_resolve_async (self->desk->desk, act_id, resolution, done_cb, &result);
  g_assert_false (
      loket_desk_resolve_finish (self->desk->desk, wait_for (self->desk, &result), NULL, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID);
  assert_pending (self, "refused");
}

/* All of it arrived, and the act that speaks of it was refused: nothing waits for a yes. */
static void
test_act_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;

  self->method = "none";
  self->reason = "notDone";
  self->status = 409;
  self->cut_at = 1;
  add (self);
  sync_well (self->desk);
  assert_pending (self, "refused");
  document = get_last (self, self->desk);
  g_assert_cmpint (document->state, ==, LOKET_DOCUMENT_FAILED);
  g_assert_nonnull (document->act_id);
  assert_not_resolved (self, document->act_id, LOKET_RESOLUTION_ADAPT);
  assert_not_resolved (self, document->act_id, LOKET_RESOLUTION_NOTE);
}

/* What is asked for while the desk closes ends with an error, and the program goes on. */
static void
test_closed_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (self->source);
  g_autoptr (LoketDeskDocument) document = NULL;
  GAsyncResult *opened = NULL, *added = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  add (self);
  sync_well (self->desk);
  document = get_last (self, self->desk);
  g_assert_null (document->act_id);
  loket_desk_open_document_async (self->desk->desk, document, NULL, done_cb, &opened);
  loket_desk_add_document_async (self->desk->desk, dossier, file, NULL, NULL, done_cb, &added);
  loket_desk_close (self->desk->desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (loket_desk_open_document_finish (self->desk->desk, opened, NULL));
  g_assert_null (loket_desk_add_document_finish (self->desk->desk, added, NULL));
  g_clear_object (&opened);
  g_clear_object (&added);
  restart (self);
  documents = list (self, self->desk);
  g_assert_cmpuint (documents->len, ==, 1);
}

/* The loket lost the contents between their last piece and the act. */
static void
test_missing (Fixture *self, gconstpointer data)
{
  self->method = "none";
  self->reason = "documentMissing";
  self->status = 409;
  self->cut_at = 1;
  add (self);
  for (int i = 0; i < 3; i++)
    sync_well (self->desk);
  g_assert_cmpuint (self->seen, ==, 2);
  assert_pending (self, NULL);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 1);
}

/* The loket forgets what was begun (it keeps unfinished uploads for a while only). */
static void
test_forgotten (Fixture *self, gconstpointer data)
{
  self->method = "HEAD";
  self->cut_at = 1;
  self->status = GPOINTER_TO_UINT (data);
  add (self);
  for (int i = 0; i < 3; i++)
    sync_well (self->desk);
  assert_pending (self, NULL);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "POST", "/documents"), ==, 2);
}

/* A piece that is answered with a conflict, a wrong sum or a lower limit goes once more. */
static void
test_piece_again (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *path = NULL;

  self->method = "PATCH";
  self->cut_at = 2;
  self->status = GPOINTER_TO_UINT (data);
  add (self);
  sync_well (self->desk);
  assert_pending (self, NULL);
  second = open_second_desk (self);
  path = open_last (self, second, NULL);
  assert_same_contents (self, path);
}

/* A line too bad for documents is good enough for everything else. */
static void
test_others_go_on (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketAct) note = NULL;

  add (self);
  note = loket_test_desk_do (self->desk, self->case_id, "note",
                             loket_test_payload ("text", "Intussen.", NULL), NULL);
  self->loket->line = LOKET_TEST_AWAY;
  self->loket->line_method = "PATCH";
  sync_well (self->desk);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_NOTE), >, 0);
  assert_pending (self, "waiting");
  assert_state (self, self->desk, LOKET_DOCUMENT_UPLOADING, FALSE);
  self->loket->line = LOKET_TEST_UP;
  sync_well (self->desk);
  assert_pending (self, NULL);
}

static void
change (Fixture *self, const LoketDeskDocument *document, const char *reason, gboolean cancel)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (cancel)
    loket_desk_cancel_document_async (self->desk->desk, document, done_cb, &result);
  else
    loket_desk_remove_document_async (self->desk->desk, dossier, document, reason, done_cb,
                                      &result);
  loket_desk_change_document_finish (self->desk->desk, wait_for (self->desk, &result), &error);
  g_assert_no_error (error);
  loket_test_desk_settle (self->desk);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GPtrArray) before = list (self, self->desk);
  g_autoptr (GPtrArray) after = NULL;

  self->cut_at = 5;
  add (self);
  loket_test_desk_sync (self->desk, NULL);
  document = get_last (self, self->desk);
  g_assert_cmpint (document->done_bytes, >, 0);
  change (self, document, NULL, TRUE);
  after = list (self, self->desk);
  g_assert_cmpuint (after->len, ==, before->len);
  sync_well (self->desk);
  g_assert_cmpuint (count_contents (self->desk), ==, 0);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 0);
}

static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GPtrArray) before = list (self, self->desk);
  g_autoptr (GPtrArray) after = NULL;

  add (self);
  sync_well (self->desk);
  sync_well (self->desk);
  document = get_last (self, self->desk);
  change (self, document, "Hoort hier niet.", FALSE);
  sync_well (self->desk);
  after = list (self, self->desk);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpuint (count_acts (self, self->desk, LOKET_ACT_DETACH), ==, 1);
}

static void
pin (LoketTestDesk *desk, const LoketDeskDocument *document, gboolean pinned, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_pin_document_async (desk->desk, document, pinned, done_cb, &result);
  loket_desk_change_document_finish (desk->desk, wait_for (desk, &result), error);
  loket_test_desk_settle (desk);
}

/* Kept on this machine: fetched as soon as the line lets it, also after a restart. */
static void
test_pinned (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) first = self->desk;
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  add (self);
  sync_well (first);
  self->desk = open_second_desk (self);
  document = get_last (self, self->desk);
  self->loket->line = LOKET_TEST_AWAY;
  pin (self->desk, document, TRUE, &error);
  g_assert_no_error (error);
  assert_state (self, self->desk, LOKET_DOCUMENT_DOWNLOADING, TRUE);
  restart (self);
  self->loket->line = LOKET_TEST_UP;
  sync_well (self->desk);
  assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  g_clear_pointer (&document, loket_desk_document_free);
  document = get_last (self, self->desk);
  g_assert_true (document->pinned);
  pin (self->desk, document, FALSE, &error);
  g_assert_no_error (error);
  assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  document->fleeting = TRUE;
  pin (self->desk, document, TRUE, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  loket_test_desk_free (self->desk);
  self->desk = g_steal_pointer (&first);
}

static void
test_limit (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;
  GStatBuf status;

  g_assert_cmpint (loket_desk_get_document_bytes_max (self->desk->desk), ==, LOKET_TUS_MAX_BYTES);
  g_assert_cmpint (truncate (self->source, LOKET_TUS_MAX_BYTES + 1), ==, 0);
  g_assert_cmpint (g_stat (self->source, &status), ==, 0);
  act = add_to (self, self->desk, &error);
  g_assert_null (act);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_FILE_TOO_LARGE);
  g_assert_cmpuint (count_contents (self->desk), ==, 0);
  assert_pending (self, NULL);
  sync_well (self->desk);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, NULL, "/documents"), ==, 0);
}

/* A line that broke while the limit was asked is no answer. */
static void
test_limit_cut (Fixture *self, gconstpointer data)
{
  self->method = "OPTIONS";
  self->cut_at = 1;
  add (self);
  sync_well (self->desk);
  write_source (self, BYTES, 2);
  add (self);
  sync_well (self->desk);
  write_source (self, BYTES, 3);
  add (self);
  sync_well (self->desk);
  g_assert_cmpuint (self->seen, ==, 2);
}

static void
add_test (const char *name, gconstpointer data, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/desk/documents/", name, NULL);

  g_test_add (path, Fixture, data, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("round", NULL, test_round);
  add_test ("upload-cut-before", GINT_TO_POINTER (0), test_upload_cut);
  add_test ("upload-cut-before-restart", GINT_TO_POINTER (1), test_upload_cut);
  add_test ("upload-cut-after", GINT_TO_POINTER (2), test_upload_cut);
  add_test ("upload-cut-after-restart", GINT_TO_POINTER (3), test_upload_cut);
  add_test ("download-cut", NULL, test_download_cut);
  add_test ("wrong-contents", NULL, test_wrong_contents);
  add_test ("damaged-here", NULL, test_damaged_here);
  add_test ("erased", NULL, test_erased);
  add_test ("same-twice", NULL, test_same_twice);
  add_test ("refused", NULL, test_refused);
  add_test ("act-refused", NULL, test_act_refused);
  add_test ("closed-meanwhile", NULL, test_closed_meanwhile);
  add_test ("missing", NULL, test_missing);
  add_test ("forgotten-404", GUINT_TO_POINTER (404), test_forgotten);
  add_test ("forgotten-410", GUINT_TO_POINTER (410), test_forgotten);
  add_test ("piece-409", GUINT_TO_POINTER (409), test_piece_again);
  add_test ("piece-460", GUINT_TO_POINTER (460), test_piece_again);
  add_test ("piece-413", GUINT_TO_POINTER (413), test_piece_again);
  add_test ("others-go-on", NULL, test_others_go_on);
  add_test ("cancelled", NULL, test_cancelled);
  add_test ("removed", NULL, test_removed);
  add_test ("pinned", NULL, test_pinned);
  add_test ("limit", NULL, test_limit);
  add_test ("limit-cut", NULL, test_limit_cut);
  return g_test_run ();
}
