/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents at the loket: uploads by tus, who may, what an act needs, and giving them back. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-fixture.h"
#include "loket-ledger-schema.h"
#include "loket-migrations.h"
#include "loket-tus.h"

#define DOCUMENT "11111111-2222-4333-8444-555555555501"
#define OTHER "11111111-2222-4333-8444-555555555502"
#define OTHER_CASE "11111111-2222-4333-8444-555555555503"
#define ABC_SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const char users[] =
    "{\"people\": ["
    "{\"token\": \"token-of-an\", \"id\": \"p1\", \"name\": \"An\", \"agencies\": [\"demo-fed\"],"
    " \"roles\": [\"coordinator\"]},"
    "{\"token\": \"token-of-bo\", \"id\": \"p2\", \"name\": \"Bo\", \"agencies\": [\"demo-vlg\"],"
    " \"roles\": [\"coordinator\"]}]}";

static LoketRequest *
make_request (Fixture *fixture, const char *method, const char *path)
{
  LoketRequest *request = fixture_request (fixture, method, path, NULL);

  loket_request_set_header (request, "tus-resumable", "1.0.0");
  return request;
}

static LoketResponse *
begin (
    Fixture *fixture, const char *id, const char *case_id, const char *length, const char *sha256)
{
  g_autoptr (LoketRequest) request = make_request (fixture, "POST", "/documents");
  g_autofree char *metadata =
      loket_tus_metadata_make ("documentId", id, "caseId", case_id, "filename", "a.txt", "filetype",
                               "text/plain", "sha256", sha256, NULL);

  loket_request_set_header (request, "upload-metadata", metadata);
  loket_request_set_header (request, "upload-length", length);
  return fixture_send (fixture, request);
}

static LoketResponse *
send_piece (Fixture *fixture, const char *offset, const char *text, const char *checksum)
{
  g_autoptr (LoketRequest) request = make_request (fixture, "PATCH", "/documents/" DOCUMENT);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  loket_request_set_body (request, bytes, LOKET_TUS_OCTETS);
  loket_request_set_header (request, "upload-offset", offset);
  loket_request_set_header (request, "upload-checksum", checksum);
  return fixture_send (fixture, request);
}

static void
assert_offset (Fixture *fixture, const char *offset)
{
  g_autoptr (LoketRequest) request = make_request (fixture, "HEAD", "/documents/" DOCUMENT);
  g_autoptr (LoketResponse) response = fixture_send (fixture, request);

  g_assert_cmpint (response->status, ==, offset != NULL ? 200 : 404);
  g_assert_cmpstr (loket_response_get_header (response, "upload-offset"), ==, offset);
  g_assert_cmpstr (loket_response_get_header (response, "tus-resumable"), ==, "1.0.0");
}

static void
assert_status (LoketResponse *response, guint status)
{
  g_autoptr (LoketResponse) owned = response;

  g_assert_cmpint (owned->status, ==, status);
  g_assert_cmpstr (loket_response_get_header (owned, "tus-resumable"), ==, "1.0.0");
}

static void
set_up_case (Fixture *fixture)
{
  fixture_register (fixture, FIXTURE_CASE, "demo-fed", "2026-11-16");
}

static void
set_up_document (Fixture *fixture, const char *text)
{
  g_autofree char *length = g_strdup_printf ("%zu", strlen (text));

  set_up_case (fixture);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, length, NULL), 201);
  if (*text != '\0')
    assert_status (send_piece (fixture, "0", text, NULL), 204);
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) response = fixture_ask (fixture, "OPTIONS", "/documents", NULL);

  g_assert_cmpint (response->status, ==, 204);
  g_assert_cmpstr (loket_response_get_header (response, "tus-version"), ==, "1.0.0");
  g_assert_cmpstr (loket_response_get_header (response, "tus-resumable"), ==, "1.0.0");
  g_assert_cmpstr (loket_response_get_header (response, "tus-extension"), ==,
                   "creation,checksum,termination");
  g_assert_cmpstr (loket_response_get_header (response, "tus-max-size"), ==, "104857600");
  g_assert_cmpstr (loket_response_get_header (response, "tus-checksum-algorithm"), ==,
                   "sha1,sha256");
}

static void
test_in_pieces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) first = NULL;
  g_autoptr (LoketResponse) again = NULL;

  set_up_case (fixture);
  first = begin (fixture, DOCUMENT, FIXTURE_CASE, "7", NULL);
  g_assert_cmpint (first->status, ==, 201);
  g_assert_cmpstr (loket_response_get_header (first, "location"), ==, "/documents/" DOCUMENT);
  assert_offset (fixture, "0");
  assert_status (send_piece (fixture, "0", "abc", NULL), 204);
  assert_offset (fixture, "3");
  again = begin (fixture, DOCUMENT, FIXTURE_CASE, "7", NULL);
  g_assert_cmpstr (loket_response_get_header (again, "location"), ==, "/documents/" DOCUMENT);
  assert_offset (fixture, "3");
  assert_status (send_piece (fixture, "0", "abc", NULL), 409);
  assert_status (send_piece (fixture, "4", "d", NULL), 409);
  assert_status (send_piece (fixture, "-3", "d", NULL), 400);
  assert_status (send_piece (fixture, NULL, "d", NULL), 400);
  assert_status (send_piece (fixture, "3", "defgh", NULL), 413);
  assert_status (send_piece (fixture, "3", "", NULL), 204);
  assert_offset (fixture, "3");
  /* What was promised is there after the loket was started again. */
  fixture_close (fixture);
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  assert_offset (fixture, "3");
  assert_status (send_piece (fixture, "3", "defg", NULL), 204);
  assert_offset (fixture, "7");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketRequest) no_tus = fixture_request (fixture, "POST", "/documents", NULL);
  g_autoptr (LoketRequest) no_type = make_request (fixture, "PATCH", "/documents/" DOCUMENT);
  g_autoptr (LoketResponse) old = NULL;

  set_up_case (fixture);
  old = fixture_send (fixture, no_tus);
  g_assert_cmpint (old->status, ==, 412);
  g_assert_cmpstr (loket_response_get_header (old, "tus-version"), ==, "1.0.0");
  assert_status (begin (fixture, "d1", FIXTURE_CASE, "3", NULL), 400);
  assert_status (begin (fixture, DOCUMENT, NULL, "3", NULL), 400);
  assert_status (begin (fixture, DOCUMENT, OTHER, "3", NULL), 404);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "three", NULL), 400);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, NULL, NULL), 400);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", "ABC"), 400);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "104857601", NULL), 413);
  assert_offset (fixture, NULL);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "104857600", NULL), 201);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", NULL), 409);
  loket_request_set_header (no_type, "upload-offset", "0");
  assert_status (fixture_send (fixture, no_type), 415);
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  set_up_case (fixture);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", ABC_SHA256), 201);
  assert_status (
      send_piece (fixture, "0", "abd", "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="), 460);
  assert_status (send_piece (fixture, "0", "abc", "md5 kAFQmDzST7DWlj99KOF/cg=="), 400);
  assert_offset (fixture, "0");
  /* Each piece may be right, and the whole another one. */
  assert_status (send_piece (fixture, "0", "abd", NULL), 460);
  assert_offset (fixture, "0");
  assert_status (
      send_piece (fixture, "0", "abc", "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="), 204);
  assert_offset (fixture, "3");
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", NULL), 201);
}

static LoketResponse *
get_content (Fixture *fixture, const char *header, const char *value)
{
  g_autoptr (LoketRequest) request =
      fixture_request (fixture, "GET", "/documents/" DOCUMENT "/content", NULL);

  loket_request_set_header (request, "if-range", "\"" ABC_SHA256 "\"");
  loket_request_set_header (request, header, value);
  return fixture_send (fixture, request);
}

static void
assert_content (LoketResponse *response, guint status, const char *range, const char *text)
{
  g_autoptr (LoketResponse) owned = response;
  gsize length;
  const char *body = g_bytes_get_data (owned->body, &length);

  g_assert_cmpint (owned->status, ==, status);
  g_assert_cmpstr (loket_response_get_header (owned, "content-range"), ==, range);
  if (text != NULL)
    g_assert_cmpmem (body, length, text, strlen (text));
  if (status != 416)
    g_assert_cmpstr (loket_response_get_header (owned, "etag"), ==, "\"" ABC_SHA256 "\"");
}

static void
test_content (Fixture *fixture, gconstpointer data)
{
  set_up_case (fixture);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", NULL), 201);
  assert_status (send_piece (fixture, "0", "a", NULL), 204);
  {
    g_autoptr (LoketResponse) early = get_content (fixture, "range", NULL);

    fixture_assert_problem (early, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  }
  assert_status (send_piece (fixture, "1", "bc", NULL), 204);
  assert_content (get_content (fixture, "range", NULL), 200, NULL, "abc");
  assert_content (get_content (fixture, "range", "bytes=0-1"), 206, "bytes 0-1/3", "ab");
  assert_content (get_content (fixture, "range", "bytes=1-"), 206, "bytes 1-2/3", "bc");
  assert_content (get_content (fixture, "range", "bytes=-1"), 206, "bytes 2-2/3", "c");
  assert_content (get_content (fixture, "range", "bytes=3-"), 416, "bytes */3", NULL);
  assert_content (get_content (fixture, "if-none-match", "\"" ABC_SHA256 "\""), 304, NULL, "");
  {
    g_autoptr (LoketRequest) request =
        fixture_request (fixture, "GET", "/documents/" DOCUMENT "/content", NULL);

    loket_request_set_header (request, "range", "bytes=1-");
    loket_request_set_header (request, "if-range", "\"another\"");
    assert_content (fixture_send (fixture, request), 200, NULL, "abc");
  }
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) content = NULL;

  set_up_document (fixture, "");
  content = get_content (fixture, "range", NULL);
  g_assert_cmpint (content->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (content->body), ==, 0);
}

#define ATTACH(sha256)                                                                             \
  "{\"documentId\": \"" DOCUMENT                                                                   \
  "\", \"name\": \"a.txt\", \"sizeBytes\": 3, \"sha256\": \"" sha256 "\"}"

static void
assert_missing (LoketResponse *response)
{
  g_autoptr (LoketResponse) owned = response;
  g_autoptr (LoketProblem) problem = loket_problem_from_response (owned, 0);

  fixture_assert_problem (owned, 409, LOKET_PROBLEM_ACT_NOT_ALLOWED);
  g_assert_cmpstr (problem->reason, ==, "documentMissing");
}

static void
test_attach (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) taken = NULL;
  g_autoptr (LoketResponse) shapeless = NULL;
  g_autoptr (LoketRequest) removal = make_request (fixture, "DELETE", "/documents/" DOCUMENT);

  set_up_case (fixture);
  assert_missing (fixture_do (fixture, 1, "attach", "me", "2026-11-20", 1, ATTACH (ABC_SHA256)));
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", NULL), 201);
  assert_missing (fixture_do (fixture, 1, "attach", "me", "2026-11-20", 1, ATTACH (ABC_SHA256)));
  assert_status (send_piece (fixture, "0", "abc", NULL), 204);
  assert_missing (
      fixture_do (fixture, 1, "attach", "me", "2026-11-20", 1,
                  ATTACH ("0000000000000000000000000000000000000000000000000000000000000000")));
  shapeless = fixture_do (fixture, 1, "attach", "me", "2026-11-20", 1, ATTACH ("ABC"));
  fixture_assert_issue (shapeless, "schemaViolation", "body", "payload.sha256");
  taken = fixture_do (fixture, 1, "attach", "me", "2026-11-20", 1, ATTACH (ABC_SHA256));
  g_assert_cmpint (taken->status, ==, 201);
  assert_status (fixture_send (fixture, removal), 403);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketRequest) removal = make_request (fixture, "DELETE", "/documents/" DOCUMENT);

  set_up_document (fixture, "abc");
  assert_status (fixture_send (fixture, removal), 204);
  assert_offset (fixture, NULL);
  assert_status (fixture_send (fixture, removal), 404);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "9", NULL), 201);
  assert_offset (fixture, "0");
}

/* Only who may see the case. */
static void
test_access (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) content = NULL;
  g_autoptr (LoketResponse) nobody = NULL;
  g_autoptr (LoketRequest) removal = NULL;

  fixture->token = "token-of-an";
  set_up_document (fixture, "abc");
  fixture->token = "token-of-bo";
  removal = make_request (fixture, "DELETE", "/documents/" DOCUMENT);
  content = get_content (fixture, "range", NULL);
  fixture_assert_problem (content, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  assert_status (begin (fixture, OTHER, FIXTURE_CASE, "3", NULL), 403);
  assert_status (begin (fixture, DOCUMENT, FIXTURE_CASE, "3", NULL), 403);
  assert_status (send_piece (fixture, "3", "", NULL), 404);
  assert_status (fixture_send (fixture, removal), 404);
  fixture->token = NULL;
  nobody = get_content (fixture, "range", NULL);
  g_assert_cmpint (nobody->status, ==, 401);
}

/* An id that is taken in a case that he may not see is to him like any other, from the first call
 * to the last; and each keeps his own. */
static void
test_same_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) begun = NULL;
  g_autoptr (LoketResponse) theirs = NULL;
  g_autoptr (LoketResponse) ours = NULL;
  g_autoptr (LoketRequest) removal = NULL;

  fixture->token = "token-of-an";
  set_up_document (fixture, "abc");
  fixture->token = "token-of-bo";
  fixture_register (fixture, OTHER_CASE, "demo-vlg", "2026-11-16");
  assert_offset (fixture, NULL);
  begun = begin (fixture, DOCUMENT, OTHER_CASE, "2", NULL);
  g_assert_cmpint (begun->status, ==, 201);
  g_assert_cmpstr (loket_response_get_header (begun, "location"), ==, "/documents/" DOCUMENT);
  g_assert_cmpstr (loket_response_get_header (begun, "upload-offset"), ==, "0");
  assert_status (send_piece (fixture, "0", "xy", NULL), 204);
  assert_status (begin (fixture, DOCUMENT, OTHER_CASE, "3", NULL), 409);
  theirs = get_content (fixture, "range", NULL);
  g_assert_cmpmem (g_bytes_get_data (theirs->body, NULL), g_bytes_get_size (theirs->body), "xy", 2);
  removal = make_request (fixture, "DELETE", "/documents/" DOCUMENT);
  assert_status (fixture_send (fixture, removal), 204);
  assert_offset (fixture, NULL);
  fixture->token = "token-of-an";
  assert_offset (fixture, "3");
  ours = get_content (fixture, "range", NULL);
  g_assert_cmpmem (g_bytes_get_data (ours->body, NULL), g_bytes_get_size (ours->body), "abc", 3);
}

/* What is erased is erased with its documents. */
static void
test_erased (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketResponse) content = NULL;

  set_up_document (fixture, "abc");
  loket_central_remove_case (fixture->central, FIXTURE_CASE, LOKET_CHANGE_ERASED, NULL, &error);
  g_assert_no_error (error);
  content = get_content (fixture, "range", NULL);
  fixture_assert_problem (content, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  assert_offset (fixture, NULL);
}

/* As version 3 of the ledger kept them. */
static void
test_from_version_3 (Fixture *fixture, gconstpointer data)
{
  const char *const steps[] = {loket_ledger_steps[0], loket_ledger_steps[1], loket_ledger_steps[2],
                               NULL};
  LoketSqliteOptions options = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "loketd.db", NULL);
  LoketSqlite *database;

  fixture_close (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  database = loket_sqlite_open (path, &options, &error);
  g_assert_no_error (error);
  loket_migrations_run (database, steps, NULL, &error);
  g_assert_no_error (error);
  loket_sqlite_execute (database,
                        "INSERT INTO documents VALUES ('" OTHER "', '" OTHER_CASE
                        "', 'b', NULL, 1, 1, NULL, NULL, 'p1'), ('" DOCUMENT "', '" FIXTURE_CASE
                        "', 'a', NULL, 3, 3, NULL, '" ABC_SHA256 "', 'p1');"
                        "INSERT INTO pieces VALUES ('" DOCUMENT "', 0, x'61'), ('" DOCUMENT
                        "', 1, x'6263'), ('" OTHER "', 0, x'7a')",
                        &error);
  g_assert_no_error (error);
  loket_sqlite_close (database);
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  set_up_case (fixture);
  assert_content (get_content (fixture, "range", NULL), 200, NULL, "abc");
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"options", test_options, NULL},  {"in-pieces", test_in_pieces, NULL},
      {"refused", test_refused, NULL},  {"sums", test_sums, NULL},
      {"content", test_content, NULL},  {"empty", test_empty, NULL},
      {"attach", test_attach, NULL},    {"delete", test_delete, NULL},
      {"access", test_access, users},   {"erased", test_erased, NULL},
      {"same-id", test_same_id, users}, {"from-version-3", test_from_version_3, NULL},
  };

  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/loketd/documents/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
