/* SPDX-License-Identifier: EUPL-1.2 */
/* Paths, queries and headers of a request: what was taken apart and made again is the same.
 *
 * An input is lines; the first character of a line says what it is. */
#include "config.h"

#include "fuzz.h"
#include "loket-callers.h"
#include "loket-cursor.h"
#include "loket-faults.h"
#include "loket-http.h"
#include "loket-message.h"
#include "loket-paths.h"

#define NOON G_GINT64_CONSTANT (1795345200000000)

static LoketPerson person = {.id = (char *) "p1"};

void
fuzz_prepare (void)
{
}

static char *
make_path (const LoketPath *path)
{
  switch (path->kind) {
  case LOKET_PATH_CASE:
    return loket_path_make_case (path->id);
  case LOKET_PATH_ACTS:
    return loket_path_make_acts (path->id);
  case LOKET_PATH_ACT:
    return loket_path_make_act (path->id, path->sub_id);
  case LOKET_PATH_PUBLIC_STATUS:
    return loket_path_make_public_status (path->id);
  case LOKET_PATH_DOCUMENT:
    return loket_path_make_document (path->id);
  case LOKET_PATH_DOCUMENT_CONTENT:
    return loket_path_make_content (path->id);
  case LOKET_PATH_PROCEDURE:
    return loket_path_make_procedure (path->id, path->sub_id);
  default:
    return g_strdup (loket_path_get_fixed (path->kind));
  }
}

static void
try_path (const char *text)
{
  g_autoptr (LoketPath) path = loket_path_parse (text);
  g_autoptr (LoketPath) again = NULL;
  g_autofree char *made = NULL;

  if (path->kind == LOKET_PATH_UNKNOWN)
    return;
  made = make_path (path);
  again = loket_path_parse (made);
  g_assert_cmpint (path->kind, ==, again->kind);
  g_assert_cmpstr (path->id, ==, again->id);
  g_assert_cmpstr (path->sub_id, ==, again->sub_id);
}

static void
try_query (const char *text)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autofree char *value = NULL;

  loket_request_add_query (request, "after", text);
  loket_request_add_query (request, text, "x");
  value = loket_request_dup_query_value (request, "after");
  g_assert_cmpstr (value, ==, text);
  g_free (request->query);
  request->query = g_strdup (text);
  g_free (loket_request_dup_query_value (request, "after"));
}

static void
try_date (const char *text)
{
  LoketMoment moment, again;
  gint64 seconds;

  if (loket_retry_after_parse (text, NOON, &seconds)) {
    g_assert_cmpint (seconds, >=, 0);
    g_assert_cmpint (seconds, <=, LOKET_RETRY_AFTER_MAX_S);
  }
  if (loket_http_date_parse (text, &moment)) {
    g_autofree char *said = loket_http_date_to_string (moment);

    g_assert_true (loket_http_date_parse (said, &again));
    g_assert_cmpint (moment, ==, again);
  }
  if (loket_moment_parse (text, &moment)) {
    g_autofree char *said = loket_moment_to_string (moment);

    g_assert_true (loket_moment_parse (said, &again));
    g_assert_cmpint (moment, ==, again);
  }
}

static void
try_tag (const char *text)
{
  g_autofree char *tag = loket_etag_for_version (7);
  g_autofree char *list = g_strdup_printf ("%s, %s", tag, text);

  loket_etag_matches (text, tag);
  g_assert_true (loket_etag_matches (list, tag));
  loket_media_type_is (text, LOKET_HTTP_PROBLEM);
}

static void
try_cursor (const char *text)
{
  LoketFeedPlace place, again;

  if (!loket_cursor_read (text, "realm", &person, &place))
    return;
  g_assert_cmpint (place.key, >=, 0);
  {
    g_autofree char *made = loket_cursor_make ("realm", &person, &place);

    g_assert_true (loket_cursor_read (made, "realm", &person, &again));
    g_assert_cmpint (place.key, ==, again.key);
    g_assert_cmpint (place.last, ==, again.last);
    g_assert_cmpstr (place.opening, ==, again.opening);
  }
}

static void
try_fault (const char *text)
{
  g_autoptr (LoketFaults) faults = loket_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_faults_add (faults, text, &error) == (error == NULL));
  loket_faults_match (faults, "GET", "/changes");
}

static void
try_line (const char *line)
{
  g_autoptr (LoketCallers) callers = NULL;
  LoketProblemKind problem;

  switch (line[0]) {
  case '/':
    try_path (line);
    break;
  case '?':
    try_query (line + 1);
    break;
  case 'D':
    try_date (line + 1);
    break;
  case 'E':
    try_tag (line + 1);
    break;
  case 'C':
    try_cursor (line + 1);
    break;
  case 'F':
    try_fault (line + 1);
    break;
  case 'A':
    callers = loket_callers_new_open ("secret");
    if (loket_callers_identify (callers, line + 1, &problem) != NULL)
      g_assert_nonnull (strstr (line, "secret"));
    break;
  default:
    break;
  }
}

void
fuzz_input (GBytes *input)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);
  g_autofree char *ended = g_strndup (text != NULL ? text : "", size);
  g_autofree char *valid = g_utf8_make_valid (ended, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", 64);

  for (int i = 0; lines[i] != NULL; i++)
    try_line (lines[i]);
}
