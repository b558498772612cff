/* SPDX-License-Identifier: EUPL-1.2 */
/* A working day at a desk whose disk fails at the n-th write, sync, truncation or deletion, for
 * every n: once, from there on, or with a power cut. Opened again, nothing is lost that the person
 * was told is kept, and in the loket nothing is there twice.
 *
 * LOKET_DISK_STRIDE=N looks at every N-th n only, LOKET_DISK_FROM=N and LOKET_DISK_TO=N at a part
 * of them: parts add up. What was looked at by now stands in DISK.md. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "loket-bodies.h"
#include "loket-desk-care.h"
#include "loket-desk-documents.h"
#include "loket-fault-vfs.h"
#include "loket-problem.h"
#include "loket-test-desk.h"
#include "loket-test-rules.h"

enum {
  N_CASES = 8,
  N_DRAFTS = 2,
  SYNCS_MAX = 6
};

typedef enum {
  DISK_FAILS_ONCE,
  DISK_FAILS_FROM_THERE,
  DISK_LOSES_POWER
} DiskMode;

/* What the person was told. */
typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  GHashTable *kept;   /* id -> id of its case: it is shown, and the loket gets it once */
  GHashTable *gone;   /* ids of what was taken back: the loket never gets it */
  GHashTable *drafts; /* key -> text */
  GHashTable *typed;  /* key -> text: what stands in the forms */
  guint n_of_others;
} Day;

/* The cases of a seed are always the same; chosen once, with a disk that is well. */
static struct {
  char *plain;
  char *changing;
  char *leaving;
} cases;

/* For whoever reads of a failure. */
static char *moment;

static const char *const texts[N_DRAFTS] = {"Een half zinnetje", "En nog een half"};

static void
settle (Day *day)
{
  GHashTableIter iter;
  gpointer key, text;

  loket_test_desk_settle (day->desk);
  /* As long as the window does not say that they are not kept, they are. */
  if (day->desk->desk->draft_not_kept)
    return;
  g_hash_table_remove_all (day->drafts);
  g_hash_table_iter_init (&iter, day->typed);
  while (g_hash_table_iter_next (&iter, &key, &text))
    g_hash_table_insert (day->drafts, g_strdup (key), g_strdup (text));
}

static void
type (Day *day, const char *key, const char *text)
{
  g_autoptr (JsonObject) fields = loket_test_payload ("text", text, NULL);

  loket_desk_save_draft (day->desk->desk, key, fields);
  g_hash_table_insert (day->typed, g_strdup (key), g_strdup (text));
  /* What stood there before is no longer what is to be found. */
  g_hash_table_remove (day->drafts, key);
  settle (day);
}

static char *
do_act (Day *day, const char *case_id, const char *type, JsonObject *payload)
{
  g_autoptr (LoketAct) act = loket_test_desk_do (day->desk, case_id, type, payload, NULL);

  settle (day);
  if (act == NULL)
    return NULL;
  g_hash_table_insert (day->kept, g_strdup (act->act_id), g_strdup (case_id));
  return g_strdup (act->act_id);
}

static void
take_back (Day *day, const char *id)
{
  gboolean taken_back;

  if (id == NULL)
    return;
  taken_back = loket_test_desk_take_back (day->desk, id, NULL);
  /* Refused by the disk it may be either: the person was told. */
  g_hash_table_remove (day->kept, id);
  if (taken_back)
    g_hash_table_add (day->gone, g_strdup (id));
  settle (day);
}

static void
synchronize (Day *day, LoketTestLine line)
{
  day->loket->line = line;
  day->loket->line_method = line == LOKET_TEST_DROP_REPLY ? "PUT" : NULL;
  loket_test_desk_sync (day->desk, NULL);
  day->loket->line = LOKET_TEST_UP;
  day->loket->line_method = NULL;
  settle (day);
}

static void
register_complaint (Day *day)
{
  static const char json[] =
      "{\"agency\": \"demo-vlg\", \"receivedOn\": \"2026-11-20\", \"subject\": \"Nieuw\","
      "\"facts\": \"De brug ging niet open.\", \"filingLanguage\": \"nl\", \"answerChannel\":"
      "\"mail\", \"complainants\": [{\"name\": \"Ann Verzonnen\"}], \"grievances\": [{\"id\":"
      "\"k1\", \"text\": \"Niemand nam op.\", \"main\": true}], \"demandKinds\": [\"complaint\"],"
      "\"carriers\": [\"mail\"], \"channels\": [\"citizen\"]}";
  g_autoptr (JsonNode) facts = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketDossier) dossier =
      loket_test_desk_register (day->desk, json_node_get_object (facts), NULL);

  settle (day);
  if (dossier == NULL)
    return;
  g_hash_table_insert (day->kept, g_strdup (dossier->the_case->case_id),
                       g_strdup (dossier->the_case->case_id));
  g_free (do_act (day, dossier->the_case->case_id, "note",
                  loket_test_payload ("text", "Bij de nieuwe klacht", NULL)));
}

static LoketResponse *
ask_loket (Day *day, const char *method, const char *path, const char *body)
{
  g_autoptr (LoketRequest) request = loket_request_new (method, path);
  guint wait_ms;

  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    loket_request_set_body (request, bytes, "application/json");
  }
  return loket_central_handle (day->loket->central, request, FALSE, &wait_ms);
}

/* Somebody else has the same case before him. */
static void
somebody_else_corrects (Day *day, const char *case_id, const char *old)
{
  g_autofree char *act_id = g_strdup_printf ("22222222-2222-4222-8222-%012u", ++day->n_of_others);
  g_autofree char *path = g_strdup_printf ("/cases/%s/acts/%s", case_id, act_id);
  g_autofree char *body = g_strdup_printf (
      "{\"actId\": \"%s\", \"type\": \"correct\", \"author\": \"somebody.else\", \"occurredOn\":"
      " \"2026-11-23\", \"basedOn\": 1, \"payload\": {\"field\": \"subject\", \"old\": \"%s\","
      " \"new\": \"Van een ander\", \"reason\": \"Gevraagd.\"}}",
      act_id, old);
  g_autoptr (LoketResponse) response = ask_loket (day, "PUT", path, body);

  g_assert_cmpuint (response->status, ==, 201);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* What becomes of it instead is kept in its place. */
static void
turn_into_note (Day *day, const char *id, const char *case_id)
{
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean there = FALSE;

  loket_desk_resolve_async (day->desk->desk, id, LOKET_RESOLUTION_NOTE, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (day->desk);
  loket_desk_resolve_finish (day->desk->desk, result, NULL, NULL);
  settle (day);
  pending = loket_desk_list_pending (day->desk->desk);
  for (guint i = 0; i < pending->len; i++)
    there |= g_str_equal (((LoketPendingItem *) g_ptr_array_index (pending, i))->id, id);
  if (there)
    return;
  g_hash_table_remove (day->kept, id);
  for (guint i = 0; i < pending->len; i++) {
    LoketPendingItem *item = g_ptr_array_index (pending, i);

    if (g_str_equal (item->case_id, case_id) && g_str_equal (item->type, "note"))
      g_hash_table_insert (day->kept, g_strdup (item->id), g_strdup (case_id));
  }
}

static char *
dup_subject (Day *day, const char *case_id)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (day->desk, case_id, NULL);

  return dossier != NULL ? g_strdup (dossier->standing->current->subject) : NULL;
}

static void
conflict (Day *day)
{
  g_autofree char *subject = dup_subject (day, cases.changing);
  g_autofree char *id = NULL;

  if (subject == NULL)
    return;
  id = do_act (day, cases.changing, "correct",
               loket_test_payload ("field", "subject", "old", subject, "new", "Van mij", "reason",
                                   "Gevraagd.", NULL));
  somebody_else_corrects (day, cases.changing, subject);
  synchronize (day, LOKET_TEST_UP);
  if (id != NULL)
    turn_into_note (day, id, cases.changing);
}

/* A draft becomes its act: one of the two is there, whatever the disk does. */
static void
do_what_was_typed (Day *day, const char *case_id)
{
  g_autofree char *key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) payload = loket_test_payload ("text", "Getypt, en dan gedaan", NULL);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (day->desk, case_id, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAct) act = NULL;

  if (dossier == NULL)
    return;
  type (day, key, "Getypt, en dan gedaan");
  loket_desk_do_act_async (day->desk->desk, dossier, "note", loket_desk_get_today (day->desk->desk),
                           payload, key, NULL, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (day->desk);
  act = loket_desk_do_act_finish (day->desk->desk, result, NULL);
  if (act != NULL) {
    g_hash_table_remove (day->typed, key);
    g_hash_table_remove (day->drafts, key);
    g_hash_table_insert (day->kept, g_strdup (act->act_id), g_strdup (case_id));
  }
  settle (day);
}

/* Once it is said to be kept its contents lie here, and come to the loket with it. */
static void
attach (Day *day)
{
  g_autofree char *path = g_build_filename (day->loket->folder, "brief.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (day->desk, cases.plain, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAct) act = NULL;

  if (dossier == NULL)
    return;
  g_assert_true (g_file_set_contents (path, "Geachte mevrouw", -1, NULL));
  loket_desk_add_document_async (day->desk->desk, dossier, file, NULL, NULL, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (day->desk);
  act = loket_desk_add_document_finish (day->desk->desk, result, NULL);
  settle (day);
  if (act != NULL)
    g_hash_table_insert (day->kept, g_strdup (act->act_id), g_strdup (cases.plain));
}

static LoketResponse *
too_old (LoketRequest *request, gpointer user_data, GError **error)
{
  gboolean *said = user_data;

  if (*said || request->query == NULL || strstr (request->query, "after=") == NULL)
    return NULL;
  *said = TRUE;
  {
    g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_CURSOR_TOO_OLD, NULL);

    return loket_problem_to_response (problem);
  }
}

static void
new_generation (Day *day)
{
  gboolean said = FALSE;

  day->loket->answer = too_old;
  day->loket->answer_data = &said;
  synchronize (day, LOKET_TEST_UP);
  day->loket->answer = NULL;
}

static void
work (Day *day)
{
  g_autofree char *note_key = g_strdup_printf ("act:%s:note", cases.plain);
  g_autofree char *left_key = g_strdup_printf ("act:%s:contact", cases.leaving);
  g_autofree char *taken_back = NULL;

  synchronize (day, LOKET_TEST_UP);
  type (day, note_key, "Een half");
  type (day, note_key, texts[0]);
  g_free (do_act (day, cases.plain, "note", loket_test_payload ("text", "Eerste", NULL)));
  taken_back = do_act (day, cases.plain, "note", loket_test_payload ("text", "Terug", NULL));
  take_back (day, taken_back);
  do_what_was_typed (day, cases.changing);
  attach (day);
  register_complaint (day);
  synchronize (day, LOKET_TEST_DROP_REPLY);
  synchronize (day, LOKET_TEST_UP);
  conflict (day);
  type (day, left_key, texts[1]);
  g_free (do_act (day, cases.leaving, "note", loket_test_payload ("text", "Te laat", NULL)));
  g_assert_true (loket_central_remove_case (day->loket->central, cases.leaving,
                                            LOKET_CHANGE_WITHDRAWN, "reassigned", NULL));
  synchronize (day, LOKET_TEST_UP);
  new_generation (day);
  loket_clock_step (day->loket->clock, 24 * 60 * 60 * 1000);
  synchronize (day, LOKET_TEST_UP);
  g_free (do_act (day, cases.plain, "note", loket_test_payload ("text", "Laatste", NULL)));
}

static void
execute_file (const char *database, const char *path)
{
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (database, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  /* It comes from another loket: which one is not known yet. */
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM meta", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* A desk that an older version left behind: its refused act and its draft are carried over. */
static void
day_begin (Day *day)
{
  g_autofree char *database = NULL;
  g_autofree char *fixture = g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures",
                                               "store", "work-1.sql", NULL);

  day->loket = loket_test_loket_new (N_CASES, 7);
  day->desk = loket_test_desk_new_closed (day->loket, 11);
  day->desk->vfs = LOKET_FAULT_VFS;
  day->desk->make_rules = loket_test_rules_make;
  database = g_build_filename (day->desk->folder, "work.db", NULL);
  g_unlink (database);
  execute_file (database, fixture);
  day->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  day->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  day->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  day->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (day->kept, g_strdup ("a1"), g_strdup ("c1"));
}

static void
day_end (Day *day)
{
  loket_test_desk_free (day->desk);
  loket_test_loket_free (day->loket);
  g_hash_table_unref (day->kept);
  g_hash_table_unref (day->gone);
  g_hash_table_unref (day->drafts);
  g_hash_table_unref (day->typed);
  loket_fault_vfs_forget ();
}

static gboolean
is_pending (Day *day, const char *id, gboolean stuck_only)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (day->desk->desk);

  for (guint i = 0; i < pending->len; i++) {
    LoketPendingItem *item = g_ptr_array_index (pending, i);

    if (g_str_equal (item->id, id))
      return !stuck_only || g_str_equal (item->state, "refused") ||
             g_str_equal (item->state, "conflict");
  }
  return FALSE;
}

/* What was kept is in what the person sees, without a loket too. */
static void
check_shown (Day *day)
{
  GHashTableIter iter;
  gpointer id, case_id;

  g_hash_table_iter_init (&iter, day->kept);
  while (g_hash_table_iter_next (&iter, &id, &case_id)) {
    g_autoptr (LoketDossier) dossier = NULL;

    if (is_pending (day, id, FALSE))
      continue;
    dossier = loket_test_desk_load (day->desk, case_id, NULL);
    if (dossier == NULL ||
        (!g_str_equal (id, case_id) && loket_standing_get_effect (dossier->standing, id) == NULL))
      g_error ("%s: %s of case %s was kept and is not shown", moment, (char *) id,
               (char *) case_id);
  }
}

static void
check_drafts (Day *day)
{
  GHashTableIter iter;
  gpointer key, text;
  JsonObject *of_old = loket_desk_load_draft (day->desk->desk, "case:new");

  g_assert_nonnull (of_old);
  g_assert_cmpstr (loket_json_peek_string (of_old, "subject"), ==, "half");
  g_hash_table_iter_init (&iter, day->drafts);
  while (g_hash_table_iter_next (&iter, &key, &text)) {
    JsonObject *draft = loket_desk_load_draft (day->desk->desk, key);

    if (draft == NULL)
      g_error ("%s: the draft %s is lost", moment, (char *) key);
    g_assert_cmpstr (loket_json_peek_string (draft, "text"), ==, text);
  }
}

static void
check_sound (Day *day)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketVerifyResult *found;

  loket_desk_verify_async (day->desk->desk, FALSE, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (day->desk);
  found = loket_desk_verify_finish (day->desk->desk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->work, ==, NULL);
  g_assert_cmpstr (found->cache, ==, NULL);
  g_assert_cmpstr (found->search, ==, NULL);
  loket_verify_result_free (found);
}

static gboolean
loket_has (Day *day, const char *case_id, const char *id)
{
  g_autofree char *path = g_str_equal (case_id, id)
                              ? g_strdup_printf ("/cases/%s", case_id)
                              : g_strdup_printf ("/cases/%s/acts/%s", case_id, id);
  g_autoptr (LoketResponse) response = ask_loket (day, "GET", path, NULL);

  return response->status == 200;
}

/* Each of our texts at most once, whatever its id is. */
static void
check_nothing_twice (Day *day, const char *case_id)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s", case_id);
  g_autoptr (LoketResponse) response = ask_loket (day, "GET", path, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonObject) json =
      response->status == 200 ? loket_body_to_object (response->body, NULL) : NULL;
  JsonArray *acts = json != NULL ? loket_json_peek_array (json, "acts") : NULL;

  for (guint i = 0; acts != NULL && i < json_array_get_length (acts); i++) {
    JsonObject *act = loket_json_array_peek_object (acts, i);
    const char *text = loket_json_peek_string (loket_json_peek_object (act, "payload"), "text");

    if (text != NULL && g_str_equal (loket_json_peek_string (act, "type"), "note"))
      g_assert_true (g_hash_table_add (seen, (gpointer) text));
  }
}

static void
check_loket (Day *day)
{
  GHashTableIter iter;
  gpointer id, case_id;

  g_hash_table_iter_init (&iter, day->kept);
  while (g_hash_table_iter_next (&iter, &id, &case_id)) {
    /* The loket refused it, and the person sees that. */
    if (is_pending (day, id, TRUE))
      continue;
    if (!loket_has (day, case_id, id))
      g_error ("%s: %s of case %s was kept and never came to the loket", moment, (char *) id,
               (char *) case_id);
    check_nothing_twice (day, case_id);
  }
  g_hash_table_iter_init (&iter, day->gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_false (loket_has (day, cases.plain, id));
}

static void
check (Day *day)
{
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_test_desk_open (day->desk, &options, &error);
  g_assert_no_error (error);
  loket_test_desk_settle (day->desk);
  check_drafts (day);
  check_shown (day);
  check_sound (day);
  for (int i = 0; i < SYNCS_MAX; i++)
    synchronize (day, LOKET_TEST_UP);
  check_loket (day);
  check_shown (day);
  check_sound (day);
}

static void
close_desk (Day *day, DiskMode mode)
{
  if (mode == DISK_LOSES_POWER)
    /* Nothing that closing wants to write arrives either. */
    loket_fault_vfs_arm (0, SQLITE_IOERR_WRITE);
  loket_test_desk_close (day->desk);
  loket_fault_vfs_disarm ();
  if (mode == DISK_LOSES_POWER)
    loket_fault_vfs_cut_power ();
}

/* Returns: whether the disk failed at all: else the day takes fewer operations than that */
static gboolean
fail_at (guint operation, DiskMode mode)
{
  static const int codes[] = {SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_IOERR_FSYNC};
  int code = codes[operation % G_N_ELEMENTS (codes)];
  LoketDeskOptions options = {0};
  Day day = {NULL};
  gboolean failed;

  g_free (moment);
  moment = g_strdup_printf ("mode %d, operation %u", mode, operation);
  day_begin (&day);
  if (mode == DISK_FAILS_ONCE)
    loket_fault_vfs_arm_once (operation, code);
  else
    loket_fault_vfs_arm (operation, code);
  /* Where it cannot even be opened the person was told so. */
  if (loket_test_desk_open (day.desk, &options, NULL))
    work (&day);
  failed = loket_fault_vfs_disarm ();
  close_desk (&day, mode);
  check (&day);
  day_end (&day);
  return failed;
}

static void
choose_cases (void)
{
  g_autoptr (LoketTestLoket) loket = loket_test_loket_new (N_CASES, 7);
  g_autoptr (LoketTestDesk) desk = loket_test_desk_new (loket, 11);
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
  cases.plain = loket_test_desk_find_allowed (desk, LOKET_ACT_NOTE, 0);
  cases.changing = loket_test_desk_find_allowed (desk, LOKET_ACT_CORRECT, 1);
  cases.leaving = loket_test_desk_find_allowed (desk, LOKET_ACT_NOTE, 2);
}

static guint
get_number (const char *variable, guint otherwise)
{
  const char *said = g_getenv (variable);

  return said != NULL ? (guint) atoi (said) : otherwise;
}

static void
test_mode (gconstpointer data)
{
  guint stride = get_number ("LOKET_DISK_STRIDE", 1);
  guint first = get_number ("LOKET_DISK_FROM", 0);
  guint last = get_number ("LOKET_DISK_TO", G_MAXUINT - stride);
  guint operation = first;
  guint looked_at = 0;
  gboolean failed = TRUE;

  while (operation <= last && failed) {
    failed = fail_at (operation, (DiskMode) GPOINTER_TO_INT (data));
    looked_at += failed;
    operation += stride;
  }
  g_test_message ("from operation %u to before %u: %u looked at%s", first, operation, looked_at,
                  failed ? "" : ", the day is over");
  g_assert_true (failed || operation > 200);
}

int
main (int argc, char *argv[])
{
  /* Nothing has to outlive this machine. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
  choose_cases ();
  g_test_add_data_func ("/desk/failing-disk/once", GINT_TO_POINTER (DISK_FAILS_ONCE), test_mode);
  g_test_add_data_func ("/desk/failing-disk/from-there", GINT_TO_POINTER (DISK_FAILS_FROM_THERE),
                        test_mode);
  g_test_add_data_func ("/desk/failing-disk/power-cut", GINT_TO_POINTER (DISK_LOSES_POWER),
                        test_mode);
  return g_test_run ();
}
