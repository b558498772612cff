/* SPDX-License-Identifier: EUPL-1.2 */
/* An act, as the desk reads it and as the loket takes it: what was read and written again reads
 * the same, and a body equals itself, sent as often as it takes. A page of them is the rest of a
 * history, each behind the one before it, or none. */
#include "config.h"

#include "fuzz.h"
#include "loket-bodies.h"

void
fuzz_prepare (void)
{
}

static void
try_value (JsonObject *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_act_from_json (json, &error);
  g_autoptr (LoketAct) again = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) same_body = NULL;

  g_assert_true ((act == NULL) == (error != NULL));
  if (act == NULL)
    return;
  first = loket_act_to_json (act);
  again = loket_act_from_json (json_node_get_object (first), &error);
  g_assert_no_error (error);
  second = loket_act_to_json (again);
  fuzz_assert_same (json_node_get_object (first), json_node_get_object (second));
  body = loket_act_body_make (act, NULL);
  same_body = loket_act_body_make (again, NULL);
  g_assert_true (g_bytes_equal (body, same_body));
}

static void
try_body (GBytes *input, JsonObject *json)
{
  const char *named = loket_json_peek_string (json, "actId");
  const char *id = named != NULL ? named : "00000000-0000-4000-8000-000000000101";
  LoketProblem *problem = NULL;
  g_autoptr (JsonObject) read = loket_act_body_read (input, id, &problem);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonObject) again = NULL;

  g_assert_true ((read == NULL) == (problem != NULL));
  if (read == NULL) {
    g_assert_cmpuint (problem->issues->len + (problem->detail != NULL), >, 0);
    loket_problem_unref (problem);
    return;
  }
  node = json_node_init_object (json_node_alloc (), read);
  body = loket_body_from_json (node);
  again = loket_act_body_read (body, id, &problem);
  g_assert_null (problem);
  fuzz_assert_same (read, again);
  g_assert_true (loket_act_body_is_equal (read, again));
}

/* The same of a complaint that was taken in. */
static void
try_case_body (GBytes *input, JsonObject *json)
{
  const char *named = loket_json_peek_string (json, "caseId");
  const char *id = named != NULL ? named : "00000000-0000-4000-8000-000000000001";
  LoketProblem *problem = NULL;
  g_autoptr (JsonObject) read = loket_case_body_read (input, id, &problem);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonObject) again = NULL;

  g_assert_true ((read == NULL) == (problem != NULL));
  if (read == NULL) {
    loket_problem_unref (problem);
    return;
  }
  body = loket_case_body_make (read);
  again = loket_case_body_read (body, id, &problem);
  g_assert_null (problem);
  g_assert_true (loket_case_body_is_equal (read, again));
}

/* The first act of a thousand. */
#define BEGINNING                                                                                  \
  "{\"caseId\":\"c1\",\"reference\":\"KL-1\",\"agency\":\"ibz\","                                  \
  "\"procedure\":{\"id\":\"be-fed-ibz\",\"version\":\"1\"},"                                       \
  "\"receivedOn\":\"2026-11-12\",\"version\":4,\"actCount\":1000,"                                 \
  "\"acts\":[{\"actId\":\"a1\",\"type\":\"note\",\"author\":\"p1\",\"basedOn\":1,"                 \
  "\"occurredOn\":\"2026-11-16\",\"seq\":1,\"payload\":{\"text\":\"x\"}}]}"

static void
try_page (GBytes *input)
{
  g_autoptr (GBytes) beginning = g_bytes_new_static (BEGINNING, sizeof BEGINNING - 1);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCase) read = NULL;
  gint64 last = 0;

  g_ptr_array_add (rest, input);
  read = loket_case_decode_with_rest (beginning, rest, &error);
  g_assert_true ((read == NULL) == (error != NULL));
  if (read == NULL)
    return;
  g_assert_cmpuint (read->acts->len, >, 1);
  for (guint i = 0; i < read->acts->len; i++) {
    const LoketAct *act = g_ptr_array_index (read->acts, i);

    g_assert_cmpint (act->seq, >, last);
    last = act->seq;
  }
  g_assert_cmpint (loket_case_get_last_seq (read), ==, last);
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) json = fuzz_read_object (input);

  if (json == NULL)
    return;
  try_value (json);
  try_body (input, json);
  try_case_body (input, json);
  try_page (input);
}
