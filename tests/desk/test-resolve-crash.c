/* SPDX-License-Identifier: EUPL-1.2 */
/* Two desks of two persons at one case; what the second decides about his act that came too late is
 * cut off by a failing disk, and by the power, at every single write: either all of it is done or
 * nothing, and no word is lost or there twice. */
#include <gio/gio.h>
#include <sqlite3.h>
#include <string.h>

#include "loket-fault-vfs.h"
#include "loket-store-work.h"
#include "loket-test-desk.h"

enum {
  N_CASES = 40,
  WRITES_MAX = 400,
  TURNS_MAX = 400
};

static const char words[] = "U krijgt gelijk, en wel hierom.";

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *first;
  LoketTestDesk *second;
  gboolean second_asks; /* whose request it is: one thread, one at a time */
  char *case_id;
  char *act_id; /* of the second one's answer, in conflict */
} Prepared;

/* The second desk's account is another person's. */
static LoketResponse *
answer_me (LoketRequest *request, gpointer user_data, GError **error)
{
  Prepared *self = user_data;
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) text = NULL;
  guint wait_ms;

  if (!self->second_asks || !g_str_equal (request->path, "/me"))
    return NULL;
  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  text = g_string_new_len (g_bytes_get_data (response->body, NULL),
                           (gssize) g_bytes_get_size (response->body));
  g_string_replace (text, loket_desk_get_person (self->first->desk), "somebody.else", 0);
  bytes = g_bytes_new (text->str, text->len);
  loket_response_set_body (response, bytes, "application/json");
  return g_steal_pointer (&response);
}

static void
sync_well (LoketTestDesk *desk)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
}

static char *
do_act (LoketTestDesk *desk, const char *case_id, const char *type, JsonObject *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (desk, case_id, type, payload, &error);

  g_assert_no_error (error);
  return g_strdup (act->act_id);
}

static void
prepare (Prepared *self)
{
  g_autoptr (LoketDossier) dossier = NULL;

  self->loket = loket_test_loket_new (N_CASES, 7);
  self->loket->answer = answer_me;
  self->loket->answer_data = self;
  self->first = loket_test_desk_new (self->loket, 11);
  sync_well (self->first);
  self->case_id = loket_test_desk_find_allowed (self->first, LOKET_ACT_ANSWER, 0);
  self->second_asks = TRUE;
  self->second = loket_test_desk_new (self->loket, 12);
  sync_well (self->second);
  g_assert_cmpstr (loket_desk_get_person (self->second->desk), ==, "somebody.else");
  self->act_id = do_act (self->second, self->case_id, "answer",
                         loket_test_payload ("text", words, "via", "post", NULL));
  self->second_asks = FALSE;
  dossier = loket_test_desk_load (self->first, self->case_id, NULL);
  g_free (do_act (self->first, self->case_id, "correct",
                  loket_test_payload ("field", "subject", "old",
                                      dossier->standing->current->subject, "new", "Anders", NULL)));
  sync_well (self->first);
  self->second_asks = TRUE;
  sync_well (self->second);
  loket_test_desk_close (self->second);
}

static void
clear (Prepared *self)
{
  loket_test_desk_free (self->second);
  loket_test_desk_free (self->first);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
  g_free (self->act_id);
}

/* The second desk as it was closed, once more. */
static char *
copy_folder (const char *path)
{
  char *copy = loket_test_make_folder ();
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *from = g_build_filename (path, name, NULL);
    g_autofree char *to = g_build_filename (copy, name, NULL);
    g_autofree char *contents = NULL;
    gsize length;

    if (g_file_test (from, G_FILE_TEST_IS_DIR))
      continue;
    g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
    g_assert_true (g_file_set_contents_full (to, contents, (gssize) length,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
  return copy;
}

/* Read once: a desk is opened some hundred times. */
static LoketRules *shared_rules;

static LoketRules *
make_rules (GPtrArray *kept_bodies, GError **error)
{
  return loket_rules_ref (shared_rules);
}

static LoketDesk *
open_desk (Prepared *self, const char *folder)
{
  LoketDeskOptions options = {.folder = folder};
  LoketDeskParts parts = {
      .clock = self->loket->clock,
      .random = self->second->random,
      .transport = LOKET_TRANSPORT (self->loket->wire),
      .stepped = TRUE,
      .vfs = LOKET_FAULT_VFS,
      .make_rules = make_rules,
  };
  g_autoptr (GError) error = NULL;
  LoketDesk *desk = _loket_desk_open_with (&options, &parts, &error);

  g_assert_no_error (error);
  return desk;
}

static void
settle (LoketDesk *desk)
{
  for (int i = 0; i < TURNS_MAX; i++) {
    if (!_loket_desk_step (desk))
      g_main_context_iteration (NULL, FALSE);
  }
}

static void
close_desk (LoketDesk *desk)
{
  loket_desk_close (desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (desk);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static gboolean
resolve (LoketDesk *desk, const char *id, LoketResolution resolution)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_resolve_async (desk, id, resolution, done_cb, &result);
  settle (desk);
  g_assert_nonnull (result);
  return loket_desk_resolve_finish (desk, result, NULL, NULL);
}

static gboolean
says_words (GBytes *bytes)
{
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return text != NULL && g_strstr_len (text, (gssize) length, words) != NULL;
}

/* How often the words are there, and where. */
typedef struct {
  guint undecided; /* the row as it was */
  guint rows;      /* others */
  guint drafts;
  guint audited;
} Found;

static void
find_words (Prepared *self, LoketDesk *desk, Found *found)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GPtrArray *drafts = loket_desk_list_drafts (desk);

  *found = (Found){0};
  for (guint i = 0; i < desk->pending->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (desk->pending, i);

    g_assert_true (says_words (item->body));
    if (g_str_equal (item->id, self->act_id))
      found->undecided++;
    else
      found->rows++;
  }
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (drafts, i);
    g_autofree char *text = loket_json_object_to_string (draft->fields);

    g_assert_nonnull (strstr (text, words));
    found->drafts++;
  }
  loket_store_list_audit_async (desk->store, 100, done_cb, &result);
  settle (desk);
  entries = loket_store_list_audit_finish (desk->store, result, NULL);
  for (guint i = 0; i < entries->len; i++)
    found->audited += says_words (((LoketAuditEntry *) g_ptr_array_index (entries, i))->body);
}

static void
assert_all_or_nothing (const Found *found, LoketResolution resolution, gboolean resolved)
{
  gboolean becomes_row =
      resolution == LOKET_RESOLUTION_AGAIN || resolution == LOKET_RESOLUTION_NOTE;

  if (found->undecided > 0) {
    g_assert_false (resolved);
    g_assert_cmpuint (found->undecided, ==, 1);
    g_assert_cmpuint (found->rows + found->drafts + found->audited, ==, 0);
    return;
  }
  g_assert_cmpuint (found->rows, ==, becomes_row ? 1 : 0);
  g_assert_cmpuint (found->drafts, ==, resolution == LOKET_RESOLUTION_ADAPT ? 1 : 0);
  g_assert_cmpuint (found->audited, ==, 1);
}

/* How often the loket has the words, in an act of that type. */
static guint
count_at_loket (Prepared *self, LoketActType type)
{
  g_autoptr (LoketDossier) dossier = NULL;
  guint count = 0;

  self->second_asks = FALSE;
  sync_well (self->first);
  dossier = loket_test_desk_load (self->first, self->case_id, NULL);
  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    const LoketAct *act = g_ptr_array_index (dossier->the_case->acts, i);
    const char *text = loket_act_get_text (act, "text");

    if (act->type == type && text != NULL && strstr (text, words) != NULL)
      count++;
  }
  return count;
}

static void
sync_desk (Prepared *self, LoketDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->second_asks = TRUE;
  loket_desk_sync_async (desk, NULL, done_cb, &result);
  while (result == NULL)
    settle (desk);
  loket_desk_sync_finish (desk, result, &error);
  g_assert_no_error (error);
  settle (desk);
}

/* It is sent, once; also where the program ends in between and sends again. */
static void
send_all (Prepared *self, LoketDesk *desk, LoketResolution resolution)
{
  LoketActType type = resolution == LOKET_RESOLUTION_NOTE ? LOKET_ACT_NOTE : LOKET_ACT_ANSWER;
  gboolean is_sent = resolution == LOKET_RESOLUTION_AGAIN || resolution == LOKET_RESOLUTION_NOTE;

  sync_desk (self, desk);
  sync_desk (self, desk);
  g_assert_cmpuint (desk->pending->len, ==, 0);
  g_assert_cmpuint (count_at_loket (self, type), ==, is_sent ? 1 : 0);
}

/* Returns: whether the disk failed at all: else the resolution takes fewer writes than that */
static gboolean
cut_at (Prepared *self, LoketResolution resolution, guint operation, gboolean power)
{
  g_autofree char *folder = copy_folder (self->second->folder);
  LoketDesk *desk = open_desk (self, folder);
  gboolean resolved, failed;
  Found found;

  settle (desk);
  loket_fault_vfs_arm (operation, SQLITE_IOERR_WRITE);
  resolved = resolve (desk, self->act_id, resolution);
  failed = loket_fault_vfs_disarm ();
  if (power)
    loket_fault_vfs_arm (0, SQLITE_IOERR_WRITE);
  close_desk (desk);
  loket_fault_vfs_disarm ();
  if (power)
    loket_fault_vfs_cut_power ();
  else
    loket_fault_vfs_forget ();
  desk = open_desk (self, folder);
  settle (desk);
  find_words (self, desk, &found);
  assert_all_or_nothing (&found, resolution, resolved);
  if (!failed) {
    g_assert_true (resolved);
    send_all (self, desk, resolution);
  }
  close_desk (desk);
  loket_fault_vfs_forget ();
  loket_test_remove_folder (folder);
  return failed;
}

static void
test_cut (gconstpointer data)
{
  LoketResolution resolution = GPOINTER_TO_INT (data);
  Prepared self = {NULL};
  guint operation = 0;

  prepare (&self);
  while (cut_at (&self, resolution, operation, TRUE))
    g_assert_cmpuint (++operation, <, WRITES_MAX);
  g_test_message ("%u writes", operation);
  g_assert_cmpuint (operation, >, 0);
  clear (&self);
}

/* The disk fails, and the program goes on living. */
static void
test_failing (gconstpointer data)
{
  LoketResolution resolution = GPOINTER_TO_INT (data);
  Prepared self = {NULL};
  guint operation = 0;

  prepare (&self);
  while (cut_at (&self, resolution, operation, FALSE))
    g_assert_cmpuint (++operation, <, WRITES_MAX);
  clear (&self);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
  shared_rules = loket_rules_new_load (NULL);
#define ADD(name, resolution)                                                                      \
  g_test_add_data_func ("/desk/resolve-crash/power/" name, GINT_TO_POINTER (resolution),           \
                        test_cut);                                                                 \
  g_test_add_data_func ("/desk/resolve-crash/disk/" name, GINT_TO_POINTER (resolution),            \
                        test_failing)
  ADD ("again", LOKET_RESOLUTION_AGAIN);
  ADD ("adapt", LOKET_RESOLUTION_ADAPT);
  ADD ("note", LOKET_RESOLUTION_NOTE);
  ADD ("drop", LOKET_RESOLUTION_DROP);
  result = g_test_run ();
  loket_rules_unref (shared_rules);
  return result;
}
