/* SPDX-License-Identifier: EUPL-1.2 */
/* Everything that can be wrong around a desk: each has a sentence in four languages, an exit code,
 * and loses nothing. One test each, named after it. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "loket-desk-errors.h"
#include "loket-http.h"
#include "loket-speech.h"
#include "loket-store-error.h"
#include "loket-sync-status.h"
#include "loket-test-desk.h"

enum {
  N_CASES = 20
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *case_id; /* of a case with a note that is not sent yet */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  self->loket = loket_test_loket_new (N_CASES, 5);
  self->desk = loket_test_desk_new (self->loket, 6);
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  act = loket_test_desk_do (self->desk, self->case_id, "note",
                            loket_test_payload ("text", "Blijft bewaard.", NULL), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
}

static const LoketSyncState *
get_state (Fixture *self)
{
  return loket_desk_get_sync_state (self->desk->desk);
}

/* A person reads it in her language, a script gets a number. */
static void
assert_told (const char *code, int exit_code)
{
  static const char *const languages[] = {"en", "nl", "fr", "de"};

  g_assert_cmpint (loket_desk_errors_get_exit_code (code), ==, exit_code);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketSpeech) speech = loket_speech_new (languages[i], &error);
    const char *sentence;

    g_assert_no_error (error);
    sentence = loket_speech_name (speech, "error", code);
    g_assert_cmpstr (sentence, !=, code);
    g_assert_cmpuint (strlen (sentence), >, 20);
  }
}

static void
assert_note_arrives_once (Fixture *self)
{
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_state (self)->pending, ==, 0);
  dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (dossier->the_case->acts, i);

    if (g_strcmp0 (loket_act_get_text (act, "text"), "Blijft bewaard.") == 0)
      count++;
  }
  g_assert_cmpuint (count, ==, 1);
}

/* The line, or whoever answers */

typedef struct {
  const char *name;
  int transport_error; /* -1: none */
  guint status;
  const char *problem; /* (nullable) */
  const char *type;    /* (nullable): media type of `body` */
  const char *body;    /* (nullable) */
  const char *code;    /* what is told */
} Trouble;

static LoketResponse *
answer_with_trouble (LoketRequest *request, gpointer user_data, GError **error)
{
  const Trouble *trouble = user_data;

  if (trouble->transport_error >= 0) {
    g_set_error_literal (error, LOKET_TRANSPORT_ERROR, trouble->transport_error, "as wanted");
    return NULL;
  }
  if (trouble->problem != NULL)
    return loket_test_problem_new (trouble->status, trouble->problem);
  return loket_test_response_new (trouble->status, trouble->type, trouble->body);
}

static const Trouble line_troubles[] = {
    {"server-away", LOKET_TRANSPORT_ERROR_UNREACHABLE, 0, NULL, NULL, NULL, "serverAway"},
    {"name-unknown", LOKET_TRANSPORT_ERROR_NAME, 0, NULL, NULL, NULL, "serverNameUnknown"},
    {"tls", LOKET_TRANSPORT_ERROR_TLS, 0, NULL, NULL, NULL, "certificateNotTrusted"},
    {"timeout", LOKET_TRANSPORT_ERROR_TIMEOUT, 0, NULL, NULL, NULL, "serverTimedOut"},
    {"truncated", LOKET_TRANSPORT_ERROR_CUT, 0, NULL, NULL, NULL, "connectionCut"},
    {"hundred-megabytes", LOKET_TRANSPORT_ERROR_TOO_LARGE, 0, NULL, NULL, NULL, "answerTooLarge"},
    {"token-missing", LOKET_TRANSPORT_ERROR_TOKEN, 0, NULL, NULL, NULL, "tokenUnreadable"},
    {"address", LOKET_TRANSPORT_ERROR_ADDRESS, 0, NULL, NULL, NULL, "addressWrong"},
    {"401", -1, 401, "invalidAccessToken", NULL, NULL, "loginRefused"},
    {"403", -1, 403, "missingScope", NULL, NULL, "noPermission"},
    {"404", -1, 404, "resourceNotFound", NULL, NULL, "noLoketThere"},
    {"409", -1, 409, "somethingNew", NULL, NULL, "requestRefused"},
    {"410", -1, 410, NULL, "text/html", "<p>Gone</p>", "noLoketThere"},
    {"429", -1, 429, "tooManyRequests", NULL, NULL, "tooManyRequests"},
    {"500", -1, 500, "internalServerError", NULL, NULL, "serverError"},
    {"503", -1, 503, "serviceUnavailable", NULL, NULL, "serverError"},
    {"redirect", -1, 302, NULL, "text/html", "", "serverMoved"},
    {"html-instead-of-json", -1, 200, NULL, "text/html", "<html>Log in</html>", "notALoket"},
    {"403-of-a-portal", -1, 403, NULL, "text/html", "<html>Log in</html>", "notALoket"},
    {"407-of-a-proxy", -1, 407, NULL, "text/html", "", "notALoket"},
    {"511-of-a-network", -1, 511, NULL, "text/html", "<html>Log in</html>", "notALoket"},
    {"garbage", -1, 200, NULL, "application/json", "{\"items\": [{\"ca", "answerUnreadable"},
    {"empty-body", -1, 200, NULL, "application/json", "", "answerUnreadable"},
    {"wrong-types", -1, 200, NULL, "application/json", "{\"items\": {}, \"next\": 1}",
     "answerWrongTypes"},
};

static void
test_line (Fixture *self, gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  self->loket->answer = answer_with_trouble;
  self->loket->answer_data = (gpointer) trouble;
  g_assert_false (loket_test_desk_sync (self->desk, &error));
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, trouble->code);
  g_assert_cmpstr (get_state (self)->error, ==, trouble->code);
  g_assert_cmpstr (get_state (self)->error_detail, ==, error->message);
  assert_told (trouble->code, 1);
  g_assert_cmpuint (get_state (self)->pending, ==, 1);
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, N_CASES);
  self->loket->answer = NULL;
  assert_note_arrives_once (self);
}

/* What comes in and is not known here */

typedef struct {
  LoketTestLoket *loket;
  const char *from;
  const char *to;
} Rewrite;

/* The loket's own words, with one of them changed: what a newer loket would say. */
static LoketResponse *
rewrite (LoketRequest *request, gpointer user_data, GError **error)
{
  const Rewrite *wanted = user_data;
  guint wait_ms;
  g_autoptr (LoketResponse) response =
      loket_central_handle (wanted->loket->central, request, FALSE, &wait_ms);
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (response->body, NULL),
                                               (gssize) g_bytes_get_size (response->body));

  if (!g_str_equal (request->path, "/changes"))
    return g_steal_pointer (&response);
  g_string_replace (text, wanted->from, wanted->to, 0);
  return loket_test_response_new (200, LOKET_HTTP_JSON, text->str);
}

static LoketTestDesk *
open_second_desk (Fixture *self, Rewrite *wanted)
{
  LoketTestDesk *second = loket_test_desk_new (self->loket, 9);
  g_autoptr (GError) error = NULL;

  wanted->loket = self->loket;
  self->loket->answer = rewrite;
  self->loket->answer_data = wanted;
  loket_test_desk_sync (second, &error);
  g_assert_no_error (error);
  return second;
}

/* All cases are there; @count is asked of each what is strange in it. */
static guint
count_in_dossiers (LoketTestDesk *desk, guint (*count) (LoketDossier *dossier))
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (desk, "all");
  guint sum = 0;

  g_assert_cmpuint (lines->len, ==, N_CASES);
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);
    g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, line->case_id, NULL);

    sum += count (dossier);
  }
  return sum;
}

static guint
count_pigeons (LoketDossier *dossier)
{
  guint pigeons = 0;

  for (guint i = 0; i < dossier->standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (dossier->standing->effects, i);

    if (!g_str_equal (effect->act->type_code, "sendPigeon"))
      continue;
    g_assert_cmpstr (effect->permission.reason, ==, "unknownType");
    pigeons++;
  }
  return pigeons;
}

static void
test_unknown_acts (Fixture *self, gconstpointer data)
{
  Rewrite wanted = {.from = "\"type\":\"acknowledge\"", .to = "\"type\":\"sendPigeon\""};
  g_autoptr (LoketTestDesk) second = open_second_desk (self, &wanted);

  g_assert_cmpuint (count_in_dossiers (second, count_pigeons), >, 0);
}

static guint
count_unknown_rules (LoketDossier *dossier)
{
  if (dossier->standing->rules_known)
    return 0;
  g_assert_cmpint (dossier->standing->permissions[LOKET_ACT_NOTE].answer, ==, LOKET_ANSWER_ALLOWED);
  return 1;
}

static void
test_unknown_profile (Fixture *self, gconstpointer data)
{
  Rewrite wanted = {.from = "\"be-vlg-bestuursdecreet\"", .to = "\"be-wal-new\""};
  g_autoptr (LoketTestDesk) second = open_second_desk (self, &wanted);

  g_assert_cmpuint (count_in_dossiers (second, count_unknown_rules), >, 0);
  assert_told ("rulesUnknown", 0);
}

/* An act that an older loket does not know: 400 unknownInput; kept, as refused. */
static LoketResponse *
does_not_know_it (LoketRequest *request, gpointer user_data, GError **error)
{
  if (!g_str_equal (request->method, "PUT"))
    return NULL;
  return loket_test_response_new (
      400, LOKET_HTTP_PROBLEM,
      "{\"type\": \"urn:problem-type:belgif:badRequest\", \"status\": 400, \"issues\": "
      "[{\"type\": \"urn:problem-type:belgif:input-validation:unknownInput\", \"in\": \"body\", "
      "\"name\": \"type\"}]}");
}

static void
test_act_unknown_to_loket (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  const LoketPendingItem *item;
  g_autoptr (GError) error = NULL;

  self->loket->answer = does_not_know_it;
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
  pending = loket_desk_list_pending (self->desk->desk);
  item = g_ptr_array_index (pending, 0);
  g_assert_cmpstr (item->state, ==, "refused");
  g_assert_cmpstr (item->reason, ==, "unknownInput");
  dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_assert_cmpuint (dossier->refused->len, ==, 1);
  assert_told ("actUnknownToLoket", 0);
  /* A person decides: taken back, the case goes on. */
  g_assert_true (loket_test_desk_take_back (self->desk, item->id, &error));
  g_assert_no_error (error);
}

/* The clock */

static void
test_clock_off_by_days (Fixture *self, gconstpointer data)
{
  enum {
    DAY_MS = 24 * 60 * 60 * 1000
  };
  LoketTestDesk *desk = self->desk;
  GPtrArray *requests = loket_test_wire_get_requests (self->loket->wire);
  g_autoptr (LoketClock) wrong = loket_clock_new_stepped (loket_clock_get_now (self->loket->clock) +
                                                          3 * (gint64) DAY_MS * 1000);
  LoketClock *right = self->loket->clock;
  LoketDeskOptions options = {0};
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;
  const char *body;

  loket_test_desk_close (desk);
  self->loket->clock = wrong;
  g_assert_true (loket_test_desk_open (desk, &options, NULL));
  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (self)->clock_off_s, ==, 3 * 24 * 60 * 60);
  g_assert_cmpstr (get_state (self)->error, ==, "clockOff");
  assert_told ("clockOff", 0);
  /* Countdowns and acts go by the loket's clock, and the act keeps both moments. */
  g_assert_cmpint (loket_desk_get_today (desk->desk), ==, loket_day_new (2026, 11, 23));
  act = loket_test_desk_do (desk, self->case_id, "note",
                            loket_test_payload ("text", "Met een verkeerde klok", NULL), &error);
  g_assert_no_error (error);
  loket_test_wire_forget (self->loket->wire);
  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < requests->len; i++) {
    LoketRequest *request = g_ptr_array_index (requests, i);

    if (!g_str_equal (request->method, "PUT"))
      continue;
    body = g_bytes_get_data (request->body, NULL);
    g_assert_nonnull (
        g_strstr_len (body, (gssize) g_bytes_get_size (request->body), "\"deskAt\":\"2026-11-26T"));
    g_assert_nonnull (g_strstr_len (body, (gssize) g_bytes_get_size (request->body),
                                    "\"correctedAt\":\"2026-11-23T"));
  }
  assert_note_arrives_once (self);
  loket_test_desk_close (desk);
  self->loket->clock = right;
}

/* The disk and the folder */

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* No file may grow any more: what cannot be kept is said at once, what was kept stays. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (200 * 1024, 'x');
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  signal (SIGXFSZ, SIG_IGN);
  limit_files (4096);
  act = loket_test_desk_do (self->desk, self->case_id, "note",
                            loket_test_payload ("text", long_text, NULL), &error);
  limit_files (RLIM_INFINITY);
  g_assert_null (act);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DISK);
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "diskFull");
  assert_told ("diskFull", 1);
  g_assert_cmpuint (get_state (self)->pending, ==, 1);
  act = loket_test_desk_do (self->desk, self->case_id, "note",
                            loket_test_payload ("text", long_text, NULL), &second);
  g_assert_no_error (second);
  g_assert_cmpuint (get_state (self)->pending, ==, 2);
  assert_note_arrives_once (self);
}

enum {
  USER_VERSION_PLACE = 60, /* where the format of SQLite's files has it */
  USER_VERSION_BYTES = 4
};

/* @version: (inout): what is written, and then what stood there */
static void
swap_user_version (const char *folder, const char *name, guint8 *version)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  guint8 before[USER_VERSION_BYTES];
  int file = open (path, O_RDWR);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (pread (file, before, USER_VERSION_BYTES, USER_VERSION_PLACE), ==,
                   USER_VERSION_BYTES);
  g_assert_cmpint (pwrite (file, version, USER_VERSION_BYTES, USER_VERSION_PLACE), ==,
                   USER_VERSION_BYTES);
  memcpy (version, before, USER_VERSION_BYTES);
  close (file);
}

static void
test_newer_database (Fixture *self, gconstpointer name)
{
  LoketDeskOptions options = {0};
  guint8 version[USER_VERSION_BYTES] = {0, 0, 0, 99};
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  swap_user_version (self->desk->folder, name, version);
  g_assert_false (loket_test_desk_open (self->desk, &options, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NEWER_DATABASE);
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "newerDatabase");
  assert_told ("newerDatabase", 1);
  swap_user_version (self->desk->folder, name, version);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  assert_note_arrives_once (self);
}

static void
test_two_programs (Fixture *self, gconstpointer data)
{
  LoketTestDesk second = {
      .loket = self->loket, .folder = self->desk->folder, .random = self->desk->random};
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_test_desk_open (&second, &options, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_IN_USE);
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "folderInUse");
  assert_told ("folderInUse", 1);
  assert_note_arrives_once (self);
}

static gboolean
is_on_the_network (const char *path)
{
  return TRUE;
}

static void
test_network_file_system (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  loket_desk_folder_set_network_probe (is_on_the_network);
  g_assert_false (loket_test_desk_open (self->desk, &options, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NETWORK_FOLDER);
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "networkFolder");
  assert_told ("networkFolder", 1);
  loket_desk_folder_set_network_probe (NULL);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  assert_note_arrives_once (self);
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {.folder = "/nonexistent/desk"};
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_desk_open (&options, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NO_FOLDER);
  assert_told ("noFolder", 1);
}

/* Before the first sync: nothing is here, and that is no error. */
static void
test_read_before_first_sync (Fixture *self, gconstpointer data)
{
  LoketTestDesk fresh = {.loket = self->loket, .random = self->desk->random};
  LoketDeskOptions options = {.read_only = TRUE};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  fresh.folder = loket_test_make_folder ();
  g_assert_true (
      loket_desk_init_folder (fresh.folder, "https://loket.example", NULL, NULL, &error));
  g_assert_true (loket_test_desk_open (&fresh, &options, &error));
  lines = loket_test_desk_list (&fresh, "all");
  g_assert_cmpuint (lines->len, ==, 0);
  loket_test_desk_close (&fresh);
  loket_test_remove_folder (fresh.folder);
  g_free (fresh.folder);
}

static void
test_wrong_address (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = loket_test_make_folder ();
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_desk_init_folder (folder, "loket.example", NULL, NULL, &error));
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "addressWrong");
  g_clear_error (&error);
  g_assert_false (
      loket_desk_init_folder (folder, "https://loket.example", "/nonexistent/token", NULL, &error));
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "tokenUnreadable");
  loket_test_remove_folder (folder);
}

/* The cache is damaged: it is fetched anew, and what was not yet sent is still there. */
static void
test_damaged_cache (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *path = g_build_filename (self->desk->folder, "cache.db", NULL);
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  g_assert_true (g_file_set_contents (path, "this is no database at all, but a text", -1, NULL));
  options.read_only = TRUE;
  g_assert_false (loket_test_desk_open (self->desk, &options, &error));
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "databaseDamaged");
  assert_told ("databaseDamaged", 1);
  options.read_only = FALSE;
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_cmpuint (get_state (self)->pending, ==, 1);
  g_assert_cmpstr (get_state (self)->error, ==, "cacheSetAside");
  assert_told ("cacheSetAside", 0);
  assert_note_arrives_once (self);
}

/* A sync tells of this computer what the desk does. */
static void
test_disk_told_by_sync (void)
{
  g_autoptr (GError) full = g_error_new_literal (LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, "x");
  g_autoptr (GError) file = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE, "x");

  g_assert_cmpstr (loket_sync_error_get_code (full), ==, "diskFull");
  g_assert_cmpstr (loket_desk_errors_get_code (full), ==, "diskFull");
  g_assert_cmpstr (loket_sync_error_get_code (file), ==, "fileUnreadable");
}

/* The table of the note: code, exit code, sentence. Every code has all three. */
static void
test_table (void)
{
  g_autoptr (LoketSpeech) speech = loket_speech_new ("en", NULL);
  guint n_troubles;
  const LoketTrouble *troubles = loket_desk_errors_list (&n_troubles);

  for (guint i = 0; i < n_troubles; i++) {
    assert_told (troubles[i].code, troubles[i].exit_code);
    g_test_message ("%s | %d | %s", troubles[i].code, troubles[i].exit_code,
                    loket_speech_name (speech, "error", troubles[i].code));
  }
  for (int i = 0; i <= LOKET_SYNC_ERROR_CANCELLED; i++)
    assert_told (loket_sync_error_to_code ((LoketSyncError) i), 1);
}

static void
add (const char *name, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/bad-input/", name, NULL);

  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (line_troubles); i++)
    add (line_troubles[i].name, &line_troubles[i], test_line);
  add ("unknown-acts", NULL, test_unknown_acts);
  add ("unknown-profile", NULL, test_unknown_profile);
  add ("act-unknown-to-loket", NULL, test_act_unknown_to_loket);
  add ("clock-off-by-days", NULL, test_clock_off_by_days);
  add ("full-disk", NULL, test_full_disk);
  add ("newer-work-database", "work.db", test_newer_database);
  add ("newer-cache-database", "cache.db", test_newer_database);
  add ("two-programs-on-one-desk-folder", NULL, test_two_programs);
  add ("network-file-system", NULL, test_network_file_system);
  add ("no-folder", NULL, test_no_folder);
  add ("read-before-first-sync", NULL, test_read_before_first_sync);
  add ("wrong-address", NULL, test_wrong_address);
  add ("damaged-cache", NULL, test_damaged_cache);
  g_test_add_func ("/bad-input/table", test_table);
  g_test_add_func ("/bad-input/disk-told-by-sync", test_disk_told_by_sync);
  return g_test_run ();
}
