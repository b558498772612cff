/* SPDX-License-Identifier: EUPL-1.2 */
/* Replay of ten thousand cases: a desk replays them all after a first sync, and on every midnight.
 */
#include "loket-replay.h"

#define CASES 10000

/* Reading JSON takes longer than replay and is not what is measured here. */
#define DIFFERENT_CASES 500

/* Well under the few seconds that a person would notice, on a machine that is busy with more. */
#define SECONDS_MAX 5.0

static void
add_act (GString *acts, int seq, LoketDay day, const char *type, const char *payload)
{
  g_autofree char *text = loket_day_to_string (day);

  g_string_append_printf (acts,
                          "%s{\"actId\":\"a%d\",\"type\":\"%s\",\"author\":\"p\",\"occurredOn\":"
                          "\"%s\",\"seq\":%d,\"recordedAt\":\"%sT10:00:00Z\",\"payload\":%s}",
                          seq > 1 ? "," : "", seq, type, text, seq, text, payload);
}

static LoketCase *
build_case (int number)
{
  LoketDay received = loket_day_new (2026, 1, 1) + number % 300;
  g_autofree char *received_text = loket_day_to_string (received);
  g_autoptr (GString) acts = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  add_act (acts, 1, received + 2, "acknowledge", "{\"via\":\"loket\"}");
  add_act (acts, 2, received + 3, "takeUp", "{}");
  add_act (acts, 3, received + 3, "request", "{\"from\":\"service\",\"text\":\"t\"}");
  add_act (acts, 4, received + 9, "receive", "{\"from\":\"service\",\"text\":\"t\"}");
  add_act (acts, 5, received + 12, "establish", "{\"text\":\"t\"}");
  add_act (acts, 6, received + 12, "assess", "{\"text\":\"t\",\"grievanceId\":\"g\"}");
  add_act (acts, 7, received + 30, "extend", "{\"reason\":\"r\",\"via\":\"mail\"}");
  if (number % 2 == 0)
    add_act (acts, 8, received + 40, "answer", "{\"text\":\"t\",\"via\":\"post\"}");
  text = g_strdup_printf ("{\"caseId\":\"c%d\",\"reference\":\"r\",\"agency\":\"a\",\"procedure\":"
                          "{\"id\":\"be-vlg-bestuursdecreet\",\"version\":\"1\"},\"receivedOn\":"
                          "\"%s\",\"grievances\":[{\"id\":\"g\",\"text\":\"t\"}],\"acts\":[%s]}",
                          number, received_text, acts->str);
  node = loket_json_parse (text, -1, NULL);
  return loket_case_from_json (json_node_get_object (node), NULL);
}

static void
test_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_case_unref);
  LoketMoment now = loket_moment_of_day (loket_day_new (2026, 11, 22), 12, 0);
  guint closed = 0;
  double seconds;

  g_assert_no_error (error);
  for (int i = 0; i < DIFFERENT_CASES; i++)
    g_ptr_array_add (cases, build_case (i));
  g_test_timer_start ();
  for (guint i = 0; i < CASES; i++) {
    g_autoptr (LoketStanding) standing =
        loket_replay (rules, g_ptr_array_index (cases, i % cases->len), NULL, NULL, now);

    closed += standing->step == LOKET_STEP_CLOSED;
  }
  seconds = g_test_timer_elapsed ();
  g_test_minimized_result (seconds, "%d cases in %.2f s", CASES, seconds);
  g_assert_cmpuint (closed, >, CASES / 3);
  g_assert_cmpfloat (seconds, <, SECONDS_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/replay/speed", test_many);
  return g_test_run ();
}
