/* SPDX-License-Identifier: EUPL-1.2 */
/* What the feed can bring, and how it can fail. */
#include <string.h>

#include "loket-test-sync.h"

typedef struct {
  TestLie lie;
  LoketSyncError error;
  gboolean online; /* a loket was reached */
} FeedFailure;

/* The feed fails so: nothing is lost, what was there stays, and the next sync is well again. */
static void
test_feed_failure (TestSync *self, gconstpointer data)
{
  const FeedFailure *failure = data;
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  TestLie wanted = failure->lie;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  before = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (before, 0), "kept");
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  test_sync_run_fails (self, failure->error);
  g_assert_cmpint (status->online, ==, failure->online);
  g_assert_cmpint (status->failing_since, ==, loket_clock_get_now (self->loket->clock));
  after = test_sync_list_lines (self);
  g_assert_cmpuint (after->len, ==, before->len);
  self->loket->answer = NULL;
  test_sync_run_well (self);
  g_assert_cmpint (status->failing_since, ==, LOKET_NO_MOMENT);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (before, 0), "kept"), ==, 1);
}

static LoketResponse *
too_old_once (LoketRequest *request, gpointer user_data, GError **error)
{
  guint *seen = user_data;

  if (!g_str_equal (request->path, "/changes") || (*seen)++ > 0)
    return NULL;
  return loket_test_response_new (410, "application/problem+json",
                                  "{\"type\": \"urn:problem-type:loket:desk:cursorTooOld\"}");
}

static void
test_cursor_too_old (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  guint seen = 0;

  test_sync_run_well (self);
  self->loket->answer = too_old_once;
  self->loket->answer_data = &seen;
  test_sync_run_well (self);
  g_assert_true (status->restarted);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
}

/* One of our cases, with CASE for its id. */
#define ERASED "{\"caseId\": \"CASE\", \"version\": 99, \"change\": \"erased\"}"

static const char feed_with_a_tag[] =
    "{\"items\": [" ERASED "], \"next\": \"1\", \"refData\": {\"me\": \"another\"}}";
static const char feed_without_a_tag[] = "{\"items\": [" ERASED "], \"next\": \"1\"}";

static LoketResponse *
other_realm (LoketRequest *request, gpointer user_data, GError **error)
{
  if (g_str_equal (request->path, "/me"))
    return loket_test_response_new (
        200, "application/json",
        "{\"personId\": \"x\", \"name\": \"X\", \"organizations\": [], \"realm\": \"elsewhere\"}");
  if (g_str_equal (request->path, "/changes"))
    return loket_test_response_new (200, "application/json", user_data);
  return NULL;
}

/* Also when the feed does not say whose it is: what was asked in another run of the program proves
 * nothing in this one. */
static void
test_other_realm (TestSync *self, gconstpointer feed)
{
  g_autoptr (GString) text = g_string_new (feed);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *act_id = NULL;
  TestWaiting waiting = {0};

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "not for you");
  test_sync_close_desk (self);
  test_sync_open_desk (self);
  loket_sync_load_async (self->sync, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_true (loket_sync_load_finish (self->sync, result, NULL));
  g_string_replace (text, "CASE", test_sync_get_case_id (lines, 0), 0);
  self->loket->answer = other_realm;
  self->loket->answer_data = text->str;
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "PUT", "/"), ==, 0);
  after = test_sync_list_lines (self);
  g_assert_cmpuint (after->len, ==, N_CASES);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 1);
}

static LoketResponse *
unchanged_calendars (LoketRequest *request, gpointer user_data, GError **error)
{
  char **asked_with = user_data;

  if (g_str_equal (request->path, "/changes"))
    return loket_test_response_new (
        200, "application/json",
        "{\"items\": [], \"next\": \"1\", \"refData\": {\"calendars\": \"another\"}}");
  if (!g_str_equal (request->path, "/refData/calendars"))
    return NULL;
  g_assert_null (*asked_with);
  *asked_with = g_strdup (loket_request_get_header (request, "if-none-match"));
  return loket_response_new (304);
}

/* What we have is asked for with its tag; a 304 is an answer, and nothing is asked twice. */
static void
test_reference_is_asked_with_its_tag (TestSync *self, gconstpointer data)
{
  g_autofree char *asked_with = NULL;

  test_sync_run_well (self);
  self->loket->answer = unchanged_calendars;
  self->loket->answer_data = &asked_with;
  test_sync_run_well (self);
  test_sync_run_well (self);
  g_assert_nonnull (asked_with);
  g_assert_true (g_str_has_prefix (asked_with, "\""));
}

/* One bad item is put aside and told; the rest of its page is there. */
/* A page of the feed with @put behind the first @find; others as they are. */
static LoketResponse *
spoil_page (LoketTestLoket *loket, LoketRequest *request, const char *find, const char *put)
{
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (GString) text = NULL;
  const char *found;
  guint wait_ms;

  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  response = loket_central_handle (loket->central, request, FALSE, &wait_ms);
  text = g_string_new_len (g_bytes_get_data (response->body, NULL),
                           (gssize) g_bytes_get_size (response->body));
  found = strstr (text->str, find);
  if (found == NULL)
    return g_steal_pointer (&response);
  g_string_insert (text, found - text->str + (gssize) strlen (find), put);
  return loket_test_response_new (200, "application/json", text->str);
}

static LoketResponse *
spoil_one_item (LoketRequest *request, gpointer user_data, GError **error)
{
  return spoil_page (user_data, request, "\"receivedOn\":\"", "x");
}

static void
test_quarantine (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;

  self->loket->answer = spoil_one_item;
  self->loket->answer_data = self->loket;
  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES - 1);
  g_assert_cmpuint (status->quarantined, ==, 1);
}

static LoketResponse *
cut_one_subject (LoketRequest *request, gpointer user_data, GError **error)
{
  return spoil_page (user_data, request, "\"subject\":\"", "cut \\ud83d");
}

/* A text that somebody cut in the middle of a character is shown, and keeps nothing back. */
static void
test_half_a_character (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  guint n_cut = 0;

  self->loket->answer = cut_one_subject;
  self->loket->answer_data = self->loket;
  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
  g_assert_cmpuint (status->quarantined, ==, 0);
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    n_cut += g_str_has_prefix (line->subject, "cut \xef\xbf\xbd");
  }
  g_assert_cmpuint (n_cut, ==, 1);
}

static LoketResponse *
time_out_feed (LoketRequest *request, gpointer user_data, GError **error)
{
  if (g_str_equal (request->path, "/changes"))
    g_set_error_literal (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TIMEOUT, "slow");
  return NULL;
}

/* A loket whose feed is too slow still gets what was done. */
static void
test_slow_feed (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "not held up");
  self->loket->answer = time_out_feed;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_TIMEOUT);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
}

/* A feed that never ends: after some pages it sends us back. */
typedef struct {
  const char *const *cursors; /* what is sent after each page, again and again */
  guint length;
  guint seen;
} Circle;

static LoketResponse *
go_round (LoketRequest *request, gpointer user_data, GError **error)
{
  Circle *circle = user_data;
  g_autofree char *body = NULL;

  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  g_assert_cmpuint (circle->seen, <, 50);
  body = g_strdup_printf ("{\"items\": [{\"caseId\": \"c1\", \"version\": 1, \"change\": "
                          "\"withdrawn\"}], \"next\": \"%s\"}",
                          circle->cursors[circle->seen++ % circle->length]);
  return loket_test_response_new (200, "application/json", body);
}

static void
test_feed_in_circles (TestSync *self, gconstpointer data)
{
  static const char *const cursors[] = {"a", "b", "c"};
  Circle circle = {cursors, GPOINTER_TO_UINT (data), 0};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "sent all the same");
  self->loket->answer = go_round;
  self->loket->answer_data = &circle;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_GARBAGE);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
}

#define FEED(status_, type_, body_, error_, online_)                                               \
  {                                                                                                \
    {.method = "GET", .path_end = "/changes", .status = status_, .type = type_, .body = body_},    \
        error_, online_                                                                            \
  }

static const struct {
  const char *name;
  FeedFailure failure;
} feed_failures[] = {
    {"401", FEED (401, "expiredAccessToken", NULL, LOKET_SYNC_ERROR_LOGIN, TRUE)},
    {"403", FEED (403, "missingScope", NULL, LOKET_SYNC_ERROR_PERMISSION, TRUE)},
    {"404", FEED (404, "resourceNotFound", NULL, LOKET_SYNC_ERROR_NO_LOKET, FALSE)},
    {"404-of-another-server", FEED (404, NULL, NULL, LOKET_SYNC_ERROR_NO_LOKET, FALSE)},
    {"410-of-another-server", FEED (410, NULL, NULL, LOKET_SYNC_ERROR_NO_LOKET, FALSE)},
    {"429", FEED (429, "tooManyRequests", NULL, LOKET_SYNC_ERROR_BUSY, TRUE)},
    {"500", FEED (500, "internalServerError", NULL, LOKET_SYNC_ERROR_SERVER, TRUE)},
    {"503", FEED (503, "serviceUnavailable", NULL, LOKET_SYNC_ERROR_SERVER, TRUE)},
    {"302", FEED (302, NULL, NULL, LOKET_SYNC_ERROR_MOVED, FALSE)},
    {"html-instead-of-json", FEED (200, NULL, NULL, LOKET_SYNC_ERROR_NOT_JSON, FALSE)},
    {"garbage", FEED (200, NULL, "{\"items\": [", LOKET_SYNC_ERROR_GARBAGE, FALSE)},
    {"wrong-types", FEED (200, NULL, "{\"items\": 7}", LOKET_SYNC_ERROR_WRONG_TYPES, FALSE)},
    {"a-list", FEED (200, NULL, "[]", LOKET_SYNC_ERROR_WRONG_TYPES, FALSE)},
};

static void
add_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (feed_failures); i++) {
    g_autofree char *path = g_strconcat ("feed/", feed_failures[i].name, NULL);

    test_sync_add (path, &feed_failures[i].failure, test_feed_failure);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("cursor-too-old", NULL, test_cursor_too_old);
  test_sync_add ("reference-is-asked-with-its-tag", NULL, test_reference_is_asked_with_its_tag);
  test_sync_add ("other-realm/with-a-tag", feed_with_a_tag, test_other_realm);
  test_sync_add ("other-realm/without-a-tag", feed_without_a_tag, test_other_realm);
  test_sync_add ("quarantine", NULL, test_quarantine);
  test_sync_add ("half-a-character", NULL, test_half_a_character);
  test_sync_add ("slow-feed", NULL, test_slow_feed);
  test_sync_add ("feed-in-circles/same", GUINT_TO_POINTER (1), test_feed_in_circles);
  test_sync_add ("feed-in-circles/earlier", GUINT_TO_POINTER (3), test_feed_in_circles);
  add_table ();
  return g_test_run ();
}
