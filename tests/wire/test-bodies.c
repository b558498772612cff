/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies of PUT: the same bytes at every try, refusals that name each member, replays known. */
#include "loket-bodies.h"
#include "loket-error.h"

#define ACT ACT_OF ("a1")
#define ACT_OF(id)                                                                                 \
  "\"actId\":\"" id "\",\"type\":\"extend\",\"occurredOn\":\"2026-11-20\",\"basedOn\":3,"          \
  "\"payload\":{\"reason\":\"x\",\"via\":\"post\"}"
#define FACTS                                                                                      \
  "\"caseId\":\"c1\",\"agency\":\"ibz\",\"procedure\":{\"id\":\"be-fed-ibz\",\"version\":\"1\"},"  \
  "\"receivedOn\":\"2026-11-12\",\"subject\":\"s\",\"newThing\":[1,2]"

static JsonObject *
object (const char *text)
{
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);

  g_assert_nonnull (root);
  return json_object_ref (json_node_get_object (root));
}

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static LoketAct *
make_act (const char *payload_text)
{
  g_autoptr (JsonObject) payload = object (payload_text);

  return loket_act_new ("a1", LOKET_ACT_EXTEND, NULL, loket_day_new (2026, 11, 20), 3, payload);
}

static void
test_act_bytes (void)
{
  g_autoptr (LoketAct) act = make_act ("{\"via\":\"post\",\"reason\":\"x\"}");
  g_autoptr (LoketAct) same = make_act ("{\"reason\":\"x\",\"via\":\"post\"}");
  LoketClockOff clock_off = {0, 3600 * LOKET_SECOND_US};
  g_autoptr (GBytes) body = loket_act_body_make (act, NULL);
  g_autoptr (GBytes) same_body = loket_act_body_make (same, NULL);
  g_autoptr (GBytes) off_body = loket_act_body_make (act, &clock_off);
  g_autoptr (JsonObject) off = loket_body_to_object (off_body, NULL);
  static const char wanted[] =
      "{\"actId\":\"a1\",\"basedOn\":3,\"occurredOn\":\"2026-11-20\","
      "\"payload\":{\"reason\":\"x\",\"via\":\"post\"},\"type\":\"extend\"}";
  g_autoptr (GBytes) wanted_body = bytes (wanted);

  g_assert_true (g_bytes_equal (body, wanted_body));
  g_assert_true (g_bytes_equal (body, same_body));
  g_assert_cmpstr (loket_json_peek_string (loket_json_peek_object (off, "clockOff"), "deskAt"), ==,
                   "1970-01-01T01:00:00.000+01:00");
  g_assert_cmpstr (loket_json_peek_string (loket_json_peek_object (off, "clockOff"), "correctedAt"),
                   ==, "1970-01-01T02:00:00.000+01:00");
}

/* What the loket added is never claimed by a desk that sends an act it had read. */
static void
test_act_without_additions (void)
{
  g_autoptr (JsonObject) taken =
      object ("{" ACT ",\"seq\":4,\"recordedAt\":\"2026-11-20T10:00:00Z\","
              "\"author\":\"p1\",\"authorName\":\"An\"}");
  g_autoptr (LoketAct) act = loket_act_from_json (taken, NULL);
  g_autoptr (GBytes) body = loket_act_body_make (act, NULL);
  g_autoptr (JsonObject) back = loket_body_to_object (body, NULL);

  g_assert_false (json_object_has_member (back, "seq"));
  g_assert_false (json_object_has_member (back, "recordedAt"));
  g_assert_false (json_object_has_member (back, "authorName"));
  g_assert_cmpstr (loket_json_peek_string (back, "author"), ==, "p1");
}

static void
test_act_read (void)
{
  g_autoptr (GBytes) body = bytes ("{" ACT ",\"newThing\":{\"a\":1}}");
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (JsonObject) read = loket_act_body_read (body, "a1", &problem);

  g_assert_null (problem);
  g_assert_nonnull (loket_json_peek_object (read, "newThing"));
}

static void
check_refused (gboolean act, const char *text, const char *issue_word, const char *name)
{
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (JsonObject) read = act ? loket_act_body_read (body, "a1", &problem)
                                    : loket_case_body_read (body, "c1", &problem);
  const LoketIssue *issue;

  g_assert_null (read);
  g_assert_cmpint (problem->kind, ==, LOKET_PROBLEM_BAD_REQUEST);
  g_assert_cmpuint (problem->issues->len, ==, 1);
  issue = g_ptr_array_index (problem->issues, 0);
  g_assert_true (g_str_has_suffix (issue->type, issue_word));
  g_assert_cmpstr (issue->name, ==, name);
}

static void
test_act_refused (void)
{
  check_refused (TRUE, "<html>", ":schemaViolation", NULL);
  check_refused (TRUE, "[]", ":schemaViolation", NULL);
  check_refused (TRUE, "{" ACT ",\"seq\":4}", ":unknownInput", "seq");
  check_refused (TRUE, "{" ACT ",\"recordedAt\":\"x\"}", ":unknownInput", "recordedAt");
  check_refused (TRUE,
                 "{\"actId\":\"a2\",\"type\":\"note\",\"occurredOn\":\"2026-11-20\",\"basedOn\":0,"
                 "\"payload\":{}}",
                 ":invalidInput", "actId");
  check_refused (TRUE,
                 "{\"actId\":\"a1\",\"type\":\"melt\",\"occurredOn\":\"2026-11-20\",\"basedOn\":0,"
                 "\"payload\":{}}",
                 ":unknownInput", "type");
  check_refused (TRUE,
                 "{\"actId\":\"a1\",\"type\":\"note\",\"occurredOn\":\"2026-02-30\",\"basedOn\":0,"
                 "\"payload\":{}}",
                 ":schemaViolation", "occurredOn");
  check_refused (
      TRUE,
      "{\"actId\":\"a1\",\"type\":\"note\",\"occurredOn\":\"2026-11-20\",\"basedOn\":\"0\","
      "\"payload\":{}}",
      ":schemaViolation", "basedOn");
}

static void
test_act_replay (void)
{
  g_autoptr (JsonObject) kept =
      object ("{" ACT ",\"author\":\"p1\",\"authorName\":\"An\",\"seq\":4,"
              "\"recordedAt\":\"2026-11-20T10:00:00Z\"}");
  g_autoptr (JsonObject) same = object ("{\"payload\":{\"via\":\"post\",\"reason\":\"x\"},"
                                        "\"basedOn\":3,\"occurredOn\":\"2026-11-20\","
                                        "\"type\":\"extend\",\"actId\":\"a1\"}");
  g_autoptr (JsonObject) seen_more = object ("{\"payload\":{\"reason\":\"x\",\"via\":\"post\"},"
                                             "\"basedOn\":9,\"occurredOn\":\"2026-11-20\","
                                             "\"type\":\"extend\",\"actId\":\"a1\"}");
  g_autoptr (JsonObject) author = object ("{" ACT ",\"author\":\"p1\"}");
  g_autoptr (JsonObject) other_author = object ("{" ACT ",\"author\":\"p2\"}");
  g_autoptr (JsonObject) more = object ("{" ACT ",\"newThing\":1}");
  g_autoptr (JsonObject) less = object ("{\"actId\":\"a1\",\"type\":\"extend\",\"basedOn\":3,"
                                        "\"payload\":{\"reason\":\"x\",\"via\":\"post\"}}");
  g_autoptr (JsonObject) other = object ("{\"actId\":\"a1\",\"type\":\"extend\",\"basedOn\":3,"
                                         "\"occurredOn\":\"2026-11-20\","
                                         "\"payload\":{\"reason\":\"y\",\"via\":\"post\"}}");

  g_assert_true (loket_act_body_is_equal (kept, same));
  g_assert_true (loket_act_body_is_equal (kept, seen_more));
  g_assert_true (loket_act_body_is_equal (kept, author));
  g_assert_false (loket_act_body_is_equal (kept, other_author));
  g_assert_false (loket_act_body_is_equal (kept, more));
  g_assert_false (loket_act_body_is_equal (kept, less));
  g_assert_false (loket_act_body_is_equal (kept, other));
}

static void
test_case_bytes (void)
{
  g_autoptr (JsonObject) facts =
      object ("{" FACTS ",\"reference\":\"V-1\",\"acts\":[],\"version\":0,"
              "\"flags\":[],\"clocks\":[],\"step\":\"intake\"}");
  g_autoptr (GBytes) body = loket_case_body_make (facts);
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (JsonObject) read = loket_case_body_read (body, "c1", &problem);
  g_autoptr (GBytes) again = loket_case_body_make (read);

  g_assert_null (problem);
  g_assert_false (json_object_has_member (read, "step"));
  g_assert_nonnull (loket_json_peek_array (read, "newThing"));
  g_assert_true (g_bytes_equal (body, again));
}

static void
test_case_refused (void)
{
  check_refused (FALSE, "{" FACTS "}", ":schemaViolation", "reference");
  check_refused (FALSE, "{" FACTS ",\"reference\":\"V-1\",\"acts\":[]}", ":unknownInput", "acts");
  check_refused (FALSE, "{" FACTS ",\"reference\":7}", ":schemaViolation", "reference");
  check_refused (FALSE,
                 "{\"caseId\":\"c1\",\"reference\":\"V\",\"agency\":\"a\",\"procedure\":{},"
                 "\"receivedOn\":\"2026-11-12\"}",
                 ":schemaViolation", "procedure.id");
}

static void
test_case_replay (void)
{
  g_autoptr (JsonObject) sent = object ("{" FACTS ",\"reference\":\"V-1\"}");
  g_autoptr (JsonObject) kept =
      object ("{" FACTS ",\"reference\":\"KL-7\",\"aliases\":[\"V-1\"],"
              "\"version\":3,\"acts\":[{}],\"step\":\"intake\",\"flags\":[],"
              "\"clocks\":[],\"offlinePermitted\":true}");
  g_autoptr (JsonObject) other_reference = object ("{" FACTS ",\"reference\":\"V-2\"}");
  g_autoptr (JsonObject) more = object ("{" FACTS ",\"reference\":\"V-1\",\"facts\":\"f\"}");
  g_autoptr (JsonObject) permitted =
      object ("{" FACTS ",\"reference\":\"V-1\",\"offlinePermitted\":false}");

  g_assert_true (loket_case_body_is_equal (kept, sent));
  g_assert_false (loket_case_body_is_equal (kept, other_reference));
  g_assert_false (loket_case_body_is_equal (kept, more));
  g_assert_false (loket_case_body_is_equal (kept, permitted));
}

/* The case c1 with one act of three, as a loket gives a long history. */
static GBytes *
beginning (void)
{
  return bytes ("{" FACTS ",\"reference\":\"V-1\",\"version\":3,\"actCount\":3,\"acts\":[{" ACT
                ",\"seq\":1}]}");
}

static LoketCase *
decode_with (GBytes *page, GError **error)
{
  g_autoptr (GBytes) body = beginning ();
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  g_ptr_array_add (rest, page);
  return loket_case_decode_with_rest (body, rest, error);
}

/* @data: how many there are by the page: one more, where the case went on meanwhile */
static void
test_rest_of_a_history (gconstpointer data)
{
  gint64 total = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) body = beginning ();
  g_autoptr (LoketCase) first = loket_case_decode_with_rest (body, NULL, NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GBytes) page = NULL;
  g_autoptr (LoketCase) whole = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_case_is_partial (first));
  g_assert_cmpint (loket_case_get_last_seq (first), ==, 1);
  g_ptr_array_add (texts, (gpointer) "{" ACT_OF ("a2") ",\"seq\":11}");
  g_ptr_array_add (texts, (gpointer) "{" ACT_OF ("a3") ",\"seq\":12}");
  page = loket_acts_page_encode (texts, total);
  whole = decode_with (page, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loket_case_is_partial (whole), ==, total > 3);
  g_assert_cmpuint (whole->acts->len, ==, 3);
  g_assert_cmpint (loket_case_get_last_seq (whole), ==, 12);
  g_assert_cmpuint (json_array_get_length (loket_json_peek_array (whole->json, "acts")), ==, 3);
}

/* No date could be proved on a history with a hole, or with an act that stands there twice. */
static void
test_rest_refused (void)
{
  static const struct {
    const char *page, *says;
  } cases[] = {
      {"<html>", ""},
      {"{}", "items"},
      {"{\"items\":[],\"total\":1}", "items: "},
      {"{\"items\":[7]}", "items[0].seq: "},
      {"{\"items\":[{" ACT ",\"seq\":1}]}", "items[0].seq: "},
      {"{\"items\":[{" ACT_OF ("a2") ",\"seq\":3},{" ACT_OF ("a3") ",\"seq\":2}]}",
       "items[1].seq: "},
      {"{\"items\":[{\"actId\":\"a2\",\"seq\":2}]}", "acts[1]."},
      {"{\"items\":[{" ACT ",\"seq\":2}]}", "items[0].actId: "},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) page = bytes (cases[i].page);
    g_autoptr (GError) error = NULL;

    g_assert_null (decode_with (page, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
    g_assert_true (g_str_has_prefix (error->message, cases[i].says));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/bodies/act-bytes", test_act_bytes);
  g_test_add_func ("/wire/bodies/act-without-additions", test_act_without_additions);
  g_test_add_func ("/wire/bodies/act-read", test_act_read);
  g_test_add_func ("/wire/bodies/act-refused", test_act_refused);
  g_test_add_func ("/wire/bodies/act-replay", test_act_replay);
  g_test_add_func ("/wire/bodies/case-bytes", test_case_bytes);
  g_test_add_func ("/wire/bodies/case-refused", test_case_refused);
  g_test_add_func ("/wire/bodies/case-replay", test_case_replay);
  g_test_add_data_func ("/wire/bodies/rest-of-a-history/whole", GINT_TO_POINTER (3),
                        test_rest_of_a_history);
  g_test_add_data_func ("/wire/bodies/rest-of-a-history/gone-on", GINT_TO_POINTER (4),
                        test_rest_of_a_history);
  g_test_add_func ("/wire/bodies/rest-refused", test_rest_refused);
  return g_test_run ();
}
