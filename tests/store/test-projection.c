/* SPDX-License-Identifier: EUPL-1.2 */
/* Projections: nothing in them depends on today, and both ways to make one agree. */
#include "config.h"

#include "loket-projection.h"
#include "loket-replay.h"

static LoketRules *rules;

static LoketCase *
read_case (const char *procedure, const char *acts)
{
  g_autofree char *text = g_strdup_printf (
      "{\"caseId\":\"c1\",\"reference\":\"KL-1\",\"aliases\":[\"V-1\"],\"agency\":\"demo\","
      "\"procedure\":%s,\"receivedOn\":\"2026-11-02\",\"answerChannel\":\"mail\","
      "\"filingLanguage\":\"nl\",\"subject\":\"Wachttijd\","
      "\"complainants\":[{\"organisation\":\"vzw Voorbeeld\"}],\"acts\":[%s]}",
      procedure, acts);
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  LoketCase *the_case = loket_case_from_json (json_node_get_object (root), &error);

  g_assert_no_error (error);
  return the_case;
}

static char *
dup_procedure (const char *id)
{
  LoketProfile *profile = loket_rules_get_newest (rules, id);

  g_assert_nonnull (profile);
  return g_strdup_printf ("{\"id\":\"%s\",\"version\":\"%s\"}", id,
                          loket_profile_get_version (profile));
}

static LoketStanding *
replay_on (LoketCase *the_case, GPtrArray *pending, LoketDay day)
{
  const LoketViewer viewer = {NULL, 0};

  return loket_replay (rules, the_case, pending, &viewer, loket_moment_of_day (day, 12, 0));
}

static LoketProjection *
project_on (LoketCase *the_case, GPtrArray *pending, LoketDay day)
{
  g_autoptr (LoketStanding) standing = replay_on (the_case, pending, day);

  return loket_projection_new_from_standing (standing, rules, pending);
}

static const char acknowledged[] =
    "{\"actId\":\"a1\",\"type\":\"acknowledge\",\"occurredOn\":\"2026-11-04\",\"seq\":1,"
    "\"recordedAt\":\"2026-11-04T10:00:00Z\",\"payload\":{\"via\":\"mail\"}}";

static void
assert_same (const LoketProjection *a, const LoketProjection *b)
{
  g_assert_true (loket_projection_same_dates (a, b));
  g_assert_cmpint (a->flags, ==, b->flags);
  g_assert_cmpint (a->next_line_after, ==, b->next_line_after);
  g_assert_cmpint (a->leading, ==, b->leading);
  g_assert_cmpint (a->waiting_for, ==, b->waiting_for);
}

/* Seen on any day from receipt to long after the term: the same projection. */
static void
test_no_today (gconstpointer data)
{
  g_autofree char *procedure = dup_procedure (data);
  const char *const histories[] = {"", acknowledged};
  LoketDay received = loket_day_new (2026, 11, 2);

  for (guint i = 0; i < G_N_ELEMENTS (histories); i++) {
    g_autoptr (LoketCase) the_case = read_case (procedure, histories[i]);
    g_autoptr (GPtrArray) none = g_ptr_array_new ();
    g_autoptr (LoketProjection) first = project_on (the_case, none, received + 2);

    g_assert_cmpuint (first->open_clocks->len, >, 0);
    g_assert_cmpint (first->leading, >=, 0);
    g_assert_false (first->rests_on_today);
    for (LoketDay day = received + 2; day < received + 150; day++) {
      g_autoptr (LoketProjection) later = project_on (the_case, none, day);
      g_autoptr (LoketStanding) standing = replay_on (the_case, none, day);
      LoketClockReading *leading = loket_standing_get_leading_clock (standing);
      gboolean open;

      if (later->flags != first->flags) {
        /* Only the next line may open by lateness; then it stays so, and the day was foretold. */
        g_assert_cmpint (later->flags, ==, first->flags | LOKET_FLAG_NEXT_LINE_OPEN);
        g_assert_cmpint (day, >, first->next_line_after);
        later->flags = first->flags;
      }
      assert_same (first, later);
      g_assert_cmpstr (g_array_index (later->open_clocks, LoketOpenClock, later->leading).clock, ==,
                       leading->id_code);
      open = (first->flags & LOKET_FLAG_NEXT_LINE_OPEN) != 0 ||
             (first->next_line_after != LOKET_NO_DAY && day > first->next_line_after);
      g_assert_cmpint (open, ==, (standing->flags & LOKET_FLAG_NEXT_LINE_OPEN) != 0);
    }
  }
}

static void
append_clock (GString *clocks, const LoketClockReading *reading)
{
  g_autofree char *last_day = loket_day_to_string (reading->last_day);
  g_autofree char *due = loket_day_to_string (reading->due);
  g_autofree char *work_by = loket_day_to_string (reading->work_by);

  g_string_append_printf (
      clocks,
      "%s{\"clock\":\"%s\",\"kind\":\"%s\",\"state\":\"%s\",\"lastDay\":\"%s\","
      "\"due\":\"%s\",\"workBy\":\"%s\"}",
      clocks->len > 0 ? "," : "", reading->id_code, loket_clock_kind_to_string (reading->kind),
      loket_clock_state_to_string (reading->state), last_day != NULL ? last_day : "",
      due != NULL ? due : "", work_by != NULL ? work_by : "");
}

/* What the loket says of its case, and replay of the same case: one projection. */
static void
test_loket_agrees (gconstpointer data)
{
  g_autofree char *procedure = dup_procedure (data);
  g_autoptr (LoketCase) the_case = read_case (procedure, acknowledged);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (LoketStanding) standing = replay_on (the_case, none, loket_day_new (2026, 11, 20));
  g_autoptr (LoketProjection) ours = loket_projection_new_from_standing (standing, rules, none);
  g_autoptr (LoketProjection) theirs = NULL;
  g_autoptr (LoketCase) told = NULL;
  g_autoptr (GString) clocks = g_string_new (NULL);
  g_autoptr (JsonObject) json = loket_json_object_copy (the_case->json);
  g_autofree char *list = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < standing->clocks->len; i++)
    append_clock (clocks, g_ptr_array_index (standing->clocks, i));
  list = g_strdup_printf ("[%s]", clocks->str);
  node = loket_json_parse (list, -1, NULL);
  json_object_set_member (json, "clocks", json_node_copy (node));
  json_object_set_string_member (json, "step", loket_step_to_string (standing->step));
  told = loket_case_from_json (json, NULL);
  theirs = loket_projection_new_from_case (told);
  g_assert_true (loket_projection_same_dates (ours, theirs));
  g_assert_cmpint (ours->leading, ==, theirs->leading);
  g_assert_cmpstr (ours->person, ==, "vzw Voorbeeld");
  g_assert_cmpstr (theirs->person, ==, "vzw Voorbeeld");
  g_assert_cmpstr (ours->aliases, ==, "V-1");
}

/* A pending act through the loket counts on the day of looking: that is told. */
static void
test_rests_on_today (void)
{
  g_autofree char *procedure = dup_procedure ("be-fed-ibz");
  g_autoptr (LoketCase) the_case = read_case (procedure, "");
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (LoketProjection) informed = NULL;
  g_autoptr (LoketProjection) projection = NULL;

  json_object_set_string_member (payload, "via", "loket");
  json_object_set_string_member (payload, "text", "Ontvangen");
  g_ptr_array_add (pending, loket_act_new ("a1", LOKET_ACT_ACKNOWLEDGE, "p1",
                                           loket_day_new (2026, 11, 4), 1, payload));
  projection = project_on (the_case, pending, loket_day_new (2026, 11, 5));
  g_assert_true (projection->rests_on_today);
  g_assert_true ((projection->flags & LOKET_FLAG_ACKNOWLEDGED) != 0);
  g_assert_cmpstr (projection->pending_text, ==, "Ontvangen\n");
  g_ptr_array_set_size (pending, 0);
  g_ptr_array_add (pending, loket_act_new ("a2", LOKET_ACT_INFORM, "p1",
                                           loket_day_new (2026, 11, 4), 1, payload));
  informed = project_on (the_case, pending, loket_day_new (2026, 11, 5));
  /* It ends no clock, but the day on which it counts is not known yet. */
  g_assert_true (informed->rests_on_today);
}

#define TAKEN(id, seq, type, payload)                                                              \
  "{\"actId\":\"" id "\",\"type\":\"" type "\",\"occurredOn\":\"2026-11-04\",\"seq\":" seq         \
  ",\"recordedAt\":\"2026-11-04T10:00:00Z\",\"payload\":" payload "}"

/* An inquiry is open until the reply has left; one that came later is open again. */
static void
test_inquiry (void)
{
  static const char inquiry[] = TAKEN ("a1", "1", "inquire", "{\"text\":\"Hoe?\"}");
  static const char other[] = TAKEN ("a2", "2", "dispatch", "{\"kind\":\"answer\"}");
  static const char reply[] = TAKEN ("a3", "3", "dispatch", "{\"kind\":\"inquiryReply\"}");
  static const char again[] = TAKEN ("a4", "4", "inquire", "{\"text\":\"En nu?\"}");
  const char *const acts[] = {"", inquiry, other, reply, again};
  const gboolean open[] = {FALSE, TRUE, TRUE, FALSE, TRUE};
  g_autofree char *procedure = dup_procedure ("be-fed-ibz");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GString) history = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autoptr (LoketCase) the_case = NULL;
    g_autoptr (LoketProjection) ours = NULL;
    g_autoptr (LoketProjection) theirs = NULL;

    g_string_append_printf (history, "%s%s", history->len > 0 ? "," : "", acts[i]);
    the_case = read_case (procedure, history->str);
    ours = project_on (the_case, none, loket_day_new (2026, 11, 5));
    theirs = loket_projection_new_from_case (the_case);
    g_assert_cmpint (ours->inquiry_open, ==, open[i]);
    g_assert_cmpint (theirs->inquiry_open, ==, open[i]);
  }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  rules = loket_rules_new_load (&error);
  g_assert_no_error (error);
  g_test_add_data_func ("/store/projection/no-today/ibz", "be-fed-ibz", test_no_today);
  g_test_add_data_func ("/store/projection/no-today/vlg", "be-vlg-bestuursdecreet", test_no_today);
  g_test_add_data_func ("/store/projection/loket-agrees/ibz", "be-fed-ibz", test_loket_agrees);
  g_test_add_data_func ("/store/projection/loket-agrees/vlg", "be-vlg-bestuursdecreet",
                        test_loket_agrees);
  g_test_add_func ("/store/projection/rests-on-today", test_rests_on_today);
  g_test_add_func ("/store/projection/inquiry", test_inquiry);
  result = g_test_run ();
  loket_rules_unref (rules);
  return result;
}
