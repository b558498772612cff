/* SPDX-License-Identifier: EUPL-1.2 */
/* Fault rules: which request is hit, and what is refused as a rule. */
#include "loket-error.h"
#include "loket-faults.h"

static LoketFaults *
make (const char *rule)
{
  LoketFaults *faults = loket_faults_new ();
  g_autoptr (GError) error = NULL;

  loket_faults_add (faults, rule, &error);
  g_assert_no_error (error);
  return faults;
}

/* The numbers of the requests, of ten, that a rule hits, as in "2,3". */
static char *
list_hits (const char *which)
{
  g_autofree char *rule = g_strdup_printf ("PUT:/cases/*:%s:close", which);
  g_autoptr (LoketFaults) faults = make (rule);
  g_autoptr (GString) hits = g_string_new (NULL);

  for (guint i = 1; i <= 10; i++) {
    LoketFault other = loket_faults_match (faults, "GET", "/cases/a");
    LoketFault elsewhere = loket_faults_match (faults, "PUT", "/me");
    LoketFault fault = loket_faults_match (faults, "PUT", "/cases/a/acts/b");

    g_assert_cmpint (other.kind, ==, LOKET_FAULT_NONE);
    g_assert_cmpint (elsewhere.kind, ==, LOKET_FAULT_NONE);
    if (fault.kind == LOKET_FAULT_CLOSE)
      g_string_append_printf (hits, "%s%u", hits->len > 0 ? "," : "", i);
  }
  return g_string_free (g_steal_pointer (&hits), FALSE);
}

static void
test_which (void)
{
  static const struct {
    const char *which;
    const char *hits;
  } rows[] = {
      {"1", "1"}, {"2-4", "2,3,4"}, {"9-", "9,10"}, {"*", "1,2,3,4,5,6,7,8,9,10"}, {"%4", "4,8"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *hits = list_hits (rows[i].which);

    g_assert_cmpstr (hits, ==, rows[i].hits);
  }
}

static void
test_what (void)
{
  static const struct {
    const char *what;
    LoketFault fault;
  } rows[] = {
      {"delay=250", {LOKET_FAULT_NONE, 250, 0, 0, -1}},
      {"drop", {LOKET_FAULT_DROP, 0, 0, 0, -1}},
      {"cut=17", {LOKET_FAULT_CUT, 0, 17, 0, -1}},
      {"repeat", {LOKET_FAULT_REPEAT, 0, 0, 0, -1}},
      {"status=503,retry-after=9", {LOKET_FAULT_STATUS, 0, 0, 503, 9}},
      {"status=429", {LOKET_FAULT_STATUS, 0, 0, 429, -1}},
      {"html", {LOKET_FAULT_HTML, 0, 0, 0, -1}},
      {"garbage", {LOKET_FAULT_GARBAGE, 0, 0, 0, -1}},
      {"big=1000", {LOKET_FAULT_BIG, 0, 1000, 0, -1}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rule = g_strdup_printf ("*:*:*:%s", rows[i].what);
    g_autoptr (LoketFaults) faults = make (rule);
    LoketFault fault = loket_faults_match (faults, "GET", "/");

    g_assert_cmpint (fault.kind, ==, rows[i].fault.kind);
    g_assert_cmpint (fault.delay_ms, ==, rows[i].fault.delay_ms);
    g_assert_cmpint (fault.size_bytes, ==, rows[i].fault.size_bytes);
    g_assert_cmpint (fault.status, ==, rows[i].fault.status);
    g_assert_cmpint (fault.retry_after_s, ==, rows[i].fault.retry_after_s);
  }
}

/* Whoever writes a method in small letters means the same one. */
static void
test_method (void)
{
  g_autoptr (LoketFaults) faults = make ("put:/x:*:drop");

  g_assert_cmpint (loket_faults_match (faults, "PUT", "/x").kind, ==, LOKET_FAULT_DROP);
  g_assert_cmpint (loket_faults_match (faults, "GET", "/x").kind, ==, LOKET_FAULT_NONE);
}

/* A delay goes with another fault; of two others the first one holds. */
static void
test_together (void)
{
  g_autoptr (LoketFaults) faults = make ("*:*:*:delay=10");
  LoketFault fault;

  g_assert_true (loket_faults_add (faults, "*:*:*:drop", NULL));
  g_assert_true (loket_faults_add (faults, "*:*:*:delay=5", NULL));
  g_assert_true (loket_faults_add (faults, "*:*:*:html", NULL));
  fault = loket_faults_match (faults, "GET", "/");
  g_assert_cmpint (fault.kind, ==, LOKET_FAULT_DROP);
  g_assert_cmpint (fault.delay_ms, ==, 15);
}

static void
test_wrong_rules (void)
{
  static const char *const wrong[] = {
      "",
      "GET",
      "GET:/x:1",
      "GET:/x:0:drop",
      "GET:/x:3-2:drop",
      "GET:/x:a:drop",
      "GET:/x:%0:drop",
      "GET:/x:1:dorp",
      "GET:/x:1:status=200",
      "GET:/x:1:status=503,retry=3",
      "GET:/x:1:cut",
      "GET:/x:1:delay=x",
      "GET:/x:1:big=1073741825",
      ":/x:1:drop",
  };
  g_autoptr (LoketFaults) faults = loket_faults_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (loket_faults_add (faults, wrong[i], &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
}

static void
test_responses (void)
{
  LoketFault status = {LOKET_FAULT_STATUS, 0, 0, 503, 9};
  LoketFault big = {LOKET_FAULT_BIG, 0, 3000, 0, -1};
  LoketFault drop = {LOKET_FAULT_DROP, 0, 0, 0, -1};
  LoketFault echo = {LOKET_FAULT_ECHO, 0, 0, 0, -1};
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", "/cases/x/acts/y");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (LoketResponse) unavailable = loket_fault_make_response (&status, request);
  g_autoptr (LoketResponse) large = loket_fault_make_response (&big, request);
  g_autoptr (LoketResponse) nothing = loket_fault_make_response (&echo, request);
  g_autoptr (LoketResponse) echoed = NULL;

  g_assert_cmpint (unavailable->status, ==, 503);
  g_assert_cmpstr (loket_response_get_header (unavailable, "retry-after"), ==, "9");
  g_assert_cmpint (g_bytes_get_size (large->body), ==, 3000);
  g_assert_null (loket_fault_make_response (&drop, request));
  g_assert_cmpuint (g_bytes_get_size (nothing->body), ==, 0);
  loket_request_set_body (request, body, "application/json");
  echoed = loket_fault_make_response (&echo, request);
  g_assert_true (g_bytes_equal (echoed->body, body));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loketd/faults/which", test_which);
  g_test_add_func ("/loketd/faults/what", test_what);
  g_test_add_func ("/loketd/faults/method", test_method);
  g_test_add_func ("/loketd/faults/together", test_together);
  g_test_add_func ("/loketd/faults/wrong-rules", test_wrong_rules);
  g_test_add_func ("/loketd/faults/responses", test_responses);
  return g_test_run ();
}
