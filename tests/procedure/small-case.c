/* SPDX-License-Identifier: EUPL-1.2 */
/* Building the case of the small rules, replaying it, and what is asked of the result. */
#include "small-case.h"

static char *
unquote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static void
set_up (SmallCase *fixture, gconstpointer data)
{
  fixture->rules = small_new_rules ();
  fixture->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  fixture->acts = g_string_new (NULL);
  fixture->count = 0;
  fixture->more = "";
  fixture->version = "1";
}

static void
tear_down (SmallCase *fixture, gconstpointer data)
{
  loket_rules_unref (fixture->rules);
  g_ptr_array_unref (fixture->pending);
  g_string_free (fixture->acts, TRUE);
}

/* Each with a case of its own. */
void
small_add_tests (const char *folder, const SmallTest *tests, gsize n_tests)
{
  for (gsize i = 0; i < n_tests; i++) {
    g_autofree char *path = g_strconcat (folder, tests[i].name, NULL);

    g_test_add (path, SmallCase, NULL, set_up, tests[i].test, tear_down);
  }
}

/* An act that the loket has taken on the day on which it was done; its id is `a1`, `a2`, ... */
void
small_take (SmallCase *fixture, const char *type, const char *day, const char *payload)
{
  g_autofree char *json = unquote (payload);

  fixture->count++;
  g_string_append_printf (fixture->acts,
                          "%s{\"actId\":\"a%d\",\"type\":\"%s\",\"author\":\"p\",\"occurredOn\":"
                          "\"%s\",\"seq\":%d,\"recordedAt\":\"%sT10:00:00Z\",\"payload\":%s}",
                          fixture->count > 1 ? "," : "", fixture->count, type, day, fixture->count,
                          day, json);
}

/* @acts: those that need no payload, as in "takeUp 2026-04-25, suspend 2026-04-27" */
void
small_take_all (SmallCase *fixture, const char *acts)
{
  g_auto (GStrv) each = g_strsplit (acts, ", ", -1);

  for (int i = 0; each[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (each[i], " ", 2);

    small_take (fixture, words[0], words[1], "{}");
  }
}

LoketAct *
small_make_act (const char *id, const char *type, const char *day, const char *payload)
{
  g_autofree char *json = unquote (payload);
  g_autoptr (JsonNode) node = loket_json_parse (json, -1, NULL);

  return loket_act_new (id, loket_act_type_from_string (type), "p", small_day (day), 0,
                        json_node_get_object (node));
}

void
small_pend (
    SmallCase *fixture, const char *id, const char *type, const char *day, const char *payload)
{
  g_ptr_array_add (fixture->pending, small_make_act (id, type, day, payload));
}

/* Received on Friday 24 April 2026; Friday 1 May is a holiday, Thursday 30 April a closed day. */
LoketCase *
small_build_case (SmallCase *fixture)
{
  g_autofree char *more = unquote (fixture->more);
  g_autofree char *text = g_strdup_printf (
      "{\"caseId\":\"c\",\"reference\":\"r\",\"agency\":\"elsewhere\",\"procedure\":{\"id\":"
      "\"small\",\"version\":\"%s\"},\"receivedOn\":\"2026-04-24\",\"answerChannel\":\"post\"%s,"
      "\"acts\":[%s]}",
      fixture->version, more, fixture->acts->str);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, &error);
  LoketCase *the_case;

  g_assert_no_error (error);
  the_case = loket_case_from_json (json_node_get_object (node), &error);
  g_assert_no_error (error);
  return the_case;
}

LoketMoment
small_noon (const char *day)
{
  return loket_moment_of_day (small_day (day), 12, 0);
}

LoketStanding *
small_replay_by (SmallCase *fixture, const char *today, LoketRoles roles)
{
  g_autoptr (LoketCase) the_case = small_build_case (fixture);
  LoketViewer viewer = {"p", roles};

  return loket_replay (fixture->rules, the_case, fixture->pending, &viewer, small_noon (today));
}

LoketStanding *
small_replay (SmallCase *fixture, const char *today)
{
  return small_replay_by (fixture, today, 0);
}

/* One line a row: kind day days unit subject act source confirmed. */
static char *
print_proof (const LoketClockReading *reading)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reading->explanation->len; i++) {
    const LoketExplanationLine *line = g_ptr_array_index (reading->explanation, i);
    g_autofree char *day = loket_day_to_string (line->day);

    g_string_append (text, line->kind);
    if (day != NULL)
      g_string_append_printf (text, " %s", day);
    if (line->unit != NULL)
      g_string_append_printf (text, " %d %s", line->days, line->unit);
    else if (line->days != 0)
      g_string_append_printf (text, " %d", line->days);
    if (line->subject != NULL)
      g_string_append_printf (text, " (%s)", line->subject);
    if (line->act_id != NULL)
      g_string_append_printf (text, " by %s", line->act_id);
    if (line->source != NULL)
      g_string_append_printf (text, " [%s]", line->source);
    if (line->names != NULL)
      g_string_append_printf (text, " \"%s\"", loket_json_peek_string (line->names, "en"));
    g_string_append (text, line->confirmed ? "\n" : " ?\n");
  }
  return g_string_free (text, FALSE);
}

void
small_assert_proof (LoketStanding *standing, LoketClockId id, const char *wanted)
{
  g_autofree char *proof = print_proof (loket_standing_get_clock (standing, id));

  g_assert_cmpstr (proof, ==, wanted);
}

void
small_assert_effect (LoketStanding *standing,
                     const char *act_id,
                     LoketAnswer answer,
                     const char *reason)
{
  LoketActEffect *effect = loket_standing_get_effect (standing, act_id);

  g_assert_nonnull (effect);
  g_assert_cmpstr (effect->permission.reason, ==, reason);
  g_assert_cmpint (effect->permission.answer, ==, answer);
}

/* The small rules with one place changed, as another version. */
void
small_use_changed (SmallCase *fixture, const char *place, const char *value)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) changed = small_change (json_node_get_object (node), place, value);
  g_autoptr (JsonObject) json = small_change (changed, "version", "\"2\"");
  g_autoptr (GError) error = NULL;

  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  fixture->version = "2";
}
