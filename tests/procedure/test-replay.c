/* SPDX-License-Identifier: EUPL-1.2 */
/* Replay: what vectors do not say: the proof of each date, judging one act, corrected facts, rules
 * that nobody here knows. */
#include "loket-replay.h"
#include "small.h"

typedef struct {
  LoketRules *rules;
  GPtrArray *pending;
  GString *acts; /* of taken acts, as JSON */
  int count;
  const char *more; /* (nullable): further members of the case, JSON with single quotes */
  const char *version;
} Fixture;

static char *
unquote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->rules = small_new_rules ();
  fixture->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  fixture->acts = g_string_new (NULL);
  fixture->count = 0;
  fixture->more = "";
  fixture->version = "1";
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  loket_rules_unref (fixture->rules);
  g_ptr_array_unref (fixture->pending);
  g_string_free (fixture->acts, TRUE);
}

/* An act that the loket has taken on the day on which it was done; its id is `a1`, `a2`, ... */
static void
take (Fixture *fixture, const char *type, const char *day, const char *payload)
{
  g_autofree char *json = unquote (payload);

  fixture->count++;
  g_string_append_printf (fixture->acts,
                          "%s{\"actId\":\"a%d\",\"type\":\"%s\",\"author\":\"p\",\"occurredOn\":"
                          "\"%s\",\"seq\":%d,\"recordedAt\":\"%sT10:00:00Z\",\"payload\":%s}",
                          fixture->count > 1 ? "," : "", fixture->count, type, day, fixture->count,
                          day, json);
}

static LoketAct *
make_act (const char *id, const char *type, const char *day, const char *payload)
{
  g_autofree char *json = unquote (payload);
  g_autoptr (JsonNode) node = loket_json_parse (json, -1, NULL);

  return loket_act_new (id, loket_act_type_from_string (type), "p", small_day (day), 0,
                        json_node_get_object (node));
}

static void
pend (Fixture *fixture, const char *id, const char *type, const char *day, const char *payload)
{
  g_ptr_array_add (fixture->pending, make_act (id, type, day, payload));
}

/* Received on Friday 24 April 2026; Friday 1 May is a holiday, Thursday 30 April a closed day. */
static LoketCase *
build_case (Fixture *fixture)
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

static LoketMoment
noon (const char *day)
{
  return loket_moment_of_day (small_day (day), 12, 0);
}

static LoketStanding *
replay_by (Fixture *fixture, const char *today, LoketRoles roles)
{
  g_autoptr (LoketCase) the_case = build_case (fixture);
  LoketViewer viewer = {"p", roles};

  return loket_replay (fixture->rules, the_case, fixture->pending, &viewer, noon (today));
}

static LoketStanding *
replay (Fixture *fixture, const char *today)
{
  return replay_by (fixture, today, 0);
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

static void
assert_proof (LoketStanding *standing, LoketClockId id, const char *wanted)
{
  g_autofree char *proof = print_proof (loket_standing_get_clock (standing, id));

  g_assert_cmpstr (proof, ==, wanted);
}

static void
assert_effect (LoketStanding *standing, const char *act_id, LoketAnswer answer, const char *reason)
{
  LoketActEffect *effect = loket_standing_get_effect (standing, act_id);

  g_assert_nonnull (effect);
  g_assert_cmpstr (effect->permission.reason, ==, reason);
  g_assert_cmpint (effect->permission.answer, ==, answer);
}

static void
test_proof_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = replay (fixture, "2026-04-25");
  LoketClockReading *reading = loket_standing_get_clock (standing, LOKET_CLOCK_ACKNOWLEDGEMENT);

  assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 5 workingDay [Invented rule book, 7]\n"
                "lastDay 2026-05-04\n"
                "workBy 2026-05-04 (office)\n"
                "unconfirmed (counts) ?\n"
                "unconfirmed (rollRule) ?\n");
  g_assert_cmpint (reading->days_left, ==, 9);
  g_assert_cmpint (reading->working_days_left, ==, 4);
  g_assert_true (reading->confirmed);
  /* Sunday 24 May 2026; in these rules Whit Monday is no holiday. */
  assert_proof (standing, LOKET_CLOCK_ANSWER,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 1 month [Invented rule book, 7]\n"
                "lastDay 2026-05-24\n"
                "weekend 2026-05-24\n"
                "rollOver 2026-05-25 [Invented rule book, 7]\n"
                "workBy 2026-05-22 (office)\n");
  assert_proof (standing, LOKET_CLOCK_REMEDY, "notStarted ?\n");
  g_assert_true (loket_standing_get_leading_clock (standing) == reading);
  g_assert_true (standing->rules_known);
}

static void
test_proof_extended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *reading;

  take (fixture, "takeUp", "2026-04-27", "{}");
  take (fixture, "suspend", "2026-04-30", "{}");
  take (fixture, "suspend", "2026-05-01", "{}");
  take (fixture, "resume", "2026-05-03", "{}");
  take (fixture, "suspend", "2026-05-06", "{}");
  take (fixture, "resume", "2026-05-06", "{}");
  take (fixture, "suspend", "2026-05-09", "{}");
  take (fixture, "resume", "2026-05-10", "{}");
  take (fixture, "extend", "2026-05-12", "{'reason':'difficult'}");
  standing = replay (fixture, "2026-05-12");
  /* 24 May and two weeks is 7 June; four days did not count: 11 June. */
  assert_proof (standing, LOKET_CLOCK_ANSWER,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 1 month [Invented rule book, 7]\n"
                "extension 2026-05-12 2 week (extend) by a9 ?\n"
                "suspension 2026-05-01 3 calendarDay (suspend) by a2\n"
                "suspension 2026-05-10 1 calendarDay (suspend) by a7\n"
                "lastDay 2026-06-11\n"
                "workBy 2026-06-11 (office)\n");
  reading = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  g_assert_false (reading->confirmed);
  g_assert_cmpint (reading->state, ==, LOKET_CLOCK_STATE_RUNNING);
}

static void
test_proof_suspended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *reading;

  take (fixture, "takeUp", "2026-04-27", "{}");
  take (fixture, "suspend", "2026-05-04", "{}");
  standing = replay (fixture, "2026-05-20");
  assert_proof (standing, LOKET_CLOCK_ANSWER,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 1 month [Invented rule book, 7]\n"
                "suspension 2026-05-05 0 calendarDay (suspend) by a2\n");
  reading = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  g_assert_cmpint (reading->state, ==, LOKET_CLOCK_STATE_SUSPENDED);
  g_assert_cmpint (reading->days_left, ==, 20);
  g_assert_cmpint (reading->last_day, ==, LOKET_NO_DAY);
  g_assert_true (standing->flags & LOKET_FLAG_SUSPENDED);
}

static void
test_proof_ended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  take (fixture, "acknowledge", "2026-04-28", "{}");
  take (fixture, "takeUp", "2026-04-28", "{}");
  take (fixture, "promiseRemedy", "2026-04-29", "{'text':'a new form'}");
  pend (fixture, "p1", "answer", "2026-05-25", "{'text':'sorry','via':'loket'}");
  standing = replay (fixture, "2026-05-26");
  assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 5 workingDay [Invented rule book, 7]\n"
                "lastDay 2026-05-04\n"
                "workBy 2026-05-04 (office)\n"
                "unconfirmed (counts) ?\n"
                "unconfirmed (rollRule) ?\n"
                "satisfied 2026-04-28 (acknowledge) by a1\n");
  assert_proof (standing, LOKET_CLOCK_ANSWER,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 1 month [Invented rule book, 7]\n"
                "lastDay 2026-05-24\n"
                "weekend 2026-05-24\n"
                "rollOver 2026-05-25 [Invented rule book, 7]\n"
                "workBy 2026-05-22 (office)\n"
                "satisfied 2026-05-26 (answer) by p1\n"
                "countsWhenTaken 2026-05-26 (answer) by p1\n");
  assert_proof (standing, LOKET_CLOCK_REMEDY, "noTerm ?\n");
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->state, ==,
                   LOKET_CLOCK_STATE_MET_LATE);
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_REMEDY)->state, ==,
                   LOKET_CLOCK_STATE_NO_TERM);
  g_assert_true (loket_standing_get_effect (standing, "p1")->counts_when_taken);
  g_assert_null (loket_standing_get_leading_clock (standing));
}

static void
test_proof_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  fixture->more = ",'receivedOn':'2026-04-01'";
  take (fixture, "takeUp", "2026-04-02", "{}");
  take (fixture, "promiseRemedy", "2026-04-02", "{'text':'a new form'}");
  take (fixture, "answer", "2026-04-10", "{'text':'sorry'}");
  take (fixture, "close", "2026-04-20", "{}");
  standing = replay (fixture, "2026-04-21");
  /* 1 April and one month is Friday 1 May, a holiday: the limit moves to Monday. */
  assert_proof (standing, LOKET_CLOCK_ANSWER,
                "anchor 2026-04-01 (received) [Invented rule book, 7]\n"
                "period 1 month [Invented rule book, 7]\n"
                "lastDay 2026-05-01\n"
                "holiday 2026-05-01 (labourDay) \"Labour Day\"\n"
                "rollOver 2026-05-04 [Invented rule book, 7]\n"
                "workBy 2026-04-29 (office)\n"
                "satisfied 2026-04-10 (answer) by a3\n");
  assert_proof (standing, LOKET_CLOCK_REMEDY, "noTerm ?\nclosed 2026-04-20 (close) by a4\n");
  /* An answer that comes after the term for it does not excuse the missing acknowledgement. */
  assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                "anchor 2026-04-01 (received) [Invented rule book, 7]\n"
                "period 5 workingDay [Invented rule book, 7]\n"
                "lastDay 2026-04-09\n"
                "workBy 2026-04-09 (office)\n"
                "unconfirmed (counts) ?\n"
                "unconfirmed (rollRule) ?\n"
                "closed 2026-04-20 (close) by a4\n");
}

/* Monday 6 April 2026 is Easter Monday: no confirmed rule moves the last day away from it. */
static void
test_proof_no_roll_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) weeks =
      small_change (json_node_get_object (node), "clocks.0.unit.value", "\"week\"");
  g_autoptr (JsonObject) json = small_change (weeks, "version", "\"2\"");
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (GError) error = NULL;

  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  fixture->version = "2";
  fixture->more = ",'receivedOn':'2026-03-02'";
  standing = replay (fixture, "2026-03-03");
  assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                "anchor 2026-03-02 (received) [Invented rule book, 7]\n"
                "period 5 week [Invented rule book, 7]\n"
                "lastDay 2026-04-06\n"
                "holiday 2026-04-06 (easterMonday) \"Easter Monday\"\n"
                "noRollOver 2026-04-06\n"
                "workBy 2026-04-03 (office)\n"
                "unconfirmed (counts) ?\n"
                "unconfirmed (rollRule) ?\n");
}

static LoketPermission
judge (Fixture *fixture, const char *type, const char *day, const char *payload, LoketRoles roles)
{
  g_autoptr (LoketCase) the_case = build_case (fixture);
  g_autoptr (LoketAct) act = make_act ("new", type, day, payload);
  LoketViewer viewer = {"p", roles};

  return loket_replay_judge (fixture->rules, the_case, fixture->pending, act, &viewer,
                             noon ("2026-05-20"));
}

static void
test_judge (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *type;
    const char *day;
    const char *payload;
    LoketRoles roles;
    LoketAnswer answer;
    const char *reason;
  } questions[] = {
      {"acknowledge", "2026-04-24", "{}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"acknowledge", "2026-04-23", "{}", 0, LOKET_ANSWER_NOT_ALLOWED, "beforeReceipt"},
      {"acknowledge", "2026-04-23", "{'via':'loket'}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"acknowledge", "2026-05-20", "{}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"acknowledge", "2026-05-21", "{}", 0, LOKET_ANSWER_NOT_ALLOWED, "inTheFuture"},
      {"takeUp", "2026-05-01", "{}", 0, LOKET_ANSWER_NOT_ALLOWED, "wrongStep"},
      {"settle", "2026-05-01", "{}", 0, LOKET_ANSWER_NOT_ALLOWED, "notInProcedure"},
      {"decline", "2026-05-01", "{'kind':'odd'}", 0, LOKET_ANSWER_NOT_ALLOWED, "notInProcedure"},
      {"answer", "2026-05-01", "{}", 0, LOKET_ANSWER_RECORD_ONLY, "textGiven"},
      {"answer", "2026-05-01", "{'text':' \\t'}", 0, LOKET_ANSWER_RECORD_ONLY, "textGiven"},
      {"answer", "2026-05-01", "{'text':'a'}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"answer", "2026-05-01", "{'text':'a'}", LOKET_ROLE_READER, LOKET_ANSWER_NOT_ALLOWED,
       "noPermission"},
      {"answer", "2026-05-01", "{'text':'a'}", LOKET_ROLE_CONNECTED_SERVICE,
       LOKET_ANSWER_NOT_ALLOWED, "noPermission"},
      {"note", "2026-05-01", "{'text':'a'}", LOKET_ROLE_READER, LOKET_ANSWER_ALLOWED, NULL},
      {"note", "2026-05-01", "{}", LOKET_ROLE_READER, LOKET_ANSWER_NOT_ALLOWED, "textGiven"},
      {"answer", "2026-05-01", "{'text':'a'}", LOKET_ROLE_READER | LOKET_ROLE_INVESTIGATOR,
       LOKET_ANSWER_ALLOWED, NULL},
      {"extend", "2026-05-20", "{'reason':'a'}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"suspend", "2026-05-20", "{}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"resume", "2026-05-20", "{}", 0, LOKET_ANSWER_NOT_ALLOWED, "done"},
      {"setUrgency", "2026-05-20", "{'level':'normal'}", 0, LOKET_ANSWER_ALLOWED, NULL},
      {"setUrgency", "2026-05-20", "{}", 0, LOKET_ANSWER_NOT_ALLOWED, "urgencyKnown"},
      {"link", "2026-05-20", "{}", 0, LOKET_ANSWER_ALLOWED, NULL},
  };

  take (fixture, "takeUp", "2026-04-27", "{}");
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    LoketPermission permission = judge (fixture, questions[i].type, questions[i].day,
                                        questions[i].payload, questions[i].roles);

    g_assert_cmpstr (permission.reason, ==, questions[i].reason);
    g_assert_cmpint (permission.answer, ==, questions[i].answer);
  }
}

/* What replay says of one act more is what judging said of it. */
static void
test_judge_is_replay (Fixture *fixture, gconstpointer data)
{
  for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++) {
    const char *code = loket_act_type_to_string ((LoketActType) type);
    LoketPermission permission =
        judge (fixture, code, "2026-05-20", "{'text':'a','reason':'b'}", 0);
    g_autoptr (LoketStanding) standing = NULL;

    pend (fixture, "new", code, "2026-05-20", "{'text':'a','reason':'b'}");
    standing = replay (fixture, "2026-05-20");
    assert_effect (standing, "new", permission.answer, permission.reason);
    g_ptr_array_set_size (fixture->pending, 0);
  }
}

static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  fixture->more = ",'grievances':[{'id':'g1','text':'rude'}]";
  take (fixture, "correct", "2026-04-25",
        "{'field':'receivedOn','old':'2026-04-24','new':'2026-04-22','reason':'stamp'}");
  take (fixture, "correct", "2026-04-26",
        "{'field':'receivedOn','old':'2026-04-24','new':'2026-04-20','reason':'stamp'}");
  take (fixture, "correct", "2026-04-26",
        "{'field':'grievances.0.text','old':'rude','new':'very rude','reason':'letter'}");
  take (fixture, "correct", "2026-04-26", "{'field':'subject','old':null,'new':'counter'}");
  take (fixture, "correct", "2026-04-26", "{'field':'subject','new':'desk'}");
  take (fixture, "correct", "2026-04-26", "{'field':'reference','old':'r','new':'x'}");
  take (fixture, "correct", "2026-04-26",
        "{'field':'receivedOn','old':'2026-04-22','new':'2026-04-30','reason':'stamp'}");
  take (fixture, "correct", "2026-04-26",
        "{'field':'receivedOn','old':'2026-04-22','new':'soon','reason':'stamp'}");
  take (fixture, "correct", "2026-04-26",
        "{'field':'receivedOn','old':'2026-04-22','new':'2026-04-28','reason':' '}");
  take (fixture, "correct", "2026-04-26",
        "{'field':'receivedOn','old':'2026-04-22','new':'2026-04-28','reason':'ok'}");
  take (fixture, "correct", "2026-04-26", "{'field':' ','new':'x'}");
  standing = replay (fixture, "2026-04-28");
  assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a2", LOKET_ANSWER_NOT_ALLOWED, "oldDiffers");
  assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a4", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a5", LOKET_ANSWER_NOT_ALLOWED, "oldDiffers");
  assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "fieldUnknown");
  assert_effect (standing, "a7", LOKET_ANSWER_NOT_ALLOWED, "receiptInTheFuture");
  assert_effect (standing, "a8", LOKET_ANSWER_NOT_ALLOWED, "valueUnfit");
  assert_effect (standing, "a9", LOKET_ANSWER_NOT_ALLOWED, "reasonGiven");
  assert_effect (standing, "a10", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a11", LOKET_ANSWER_NOT_ALLOWED, "fieldUnknown");
  g_assert_cmpint (standing->current->received_on, ==, small_day ("2026-04-28"));
  g_assert_cmpstr (standing->current->subject, ==, "counter");
  g_assert_cmpstr (((LoketGrievance *) g_ptr_array_index (standing->current->grievances, 0))->text,
                   ==, "very rude");
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->from, ==,
                   small_day ("2026-04-28"));
}

static void
test_annulled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  take (fixture, "takeUp", "2026-04-25", "{}");
  take (fixture, "suspend", "2026-04-26", "{}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a1','reason':'wrong case'}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a1','reason':'again'}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a3','reason':'back'}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a6','reason':'itself'}");
  take (fixture, "acknowledge", "2026-04-27", "{}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a7','reason':'sent'}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a2'}");
  take (fixture, "note", "2026-04-27", "{'text':'x'}");
  take (fixture, "annul", "2026-04-27", "{'actId':'a10','reason':''}");
  pend (fixture, "p1", "annul", "2026-04-28", "{'actId':'a2','reason':'clean'}");
  standing = replay (fixture, "2026-04-28");
  assert_effect (standing, "a1", LOKET_ANSWER_RECORD_ONLY, "annulled");
  assert_effect (standing, "a2", LOKET_ANSWER_RECORD_ONLY, "annulled");
  assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a4", LOKET_ANSWER_NOT_ALLOWED, "alreadyAnnulled");
  assert_effect (standing, "a5", LOKET_ANSWER_NOT_ALLOWED, "cannotBeAnnulled");
  assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "actUnknown");
  assert_effect (standing, "a8", LOKET_ANSWER_NOT_ALLOWED, "letterHasLeft");
  /* The annulment that has its effect leaves nothing to those before it either. */
  assert_effect (standing, "a9", LOKET_ANSWER_NOT_ALLOWED, "alreadyAnnulled");
  assert_effect (standing, "a11", LOKET_ANSWER_NOT_ALLOWED, "reasonGiven");
  assert_effect (standing, "p1", LOKET_ANSWER_ALLOWED, NULL);
  g_assert_cmpstr (loket_standing_get_effect (standing, "a1")->annulled_by->act_id, ==, "a3");
  g_assert_null (loket_standing_get_effect (standing, "a3")->annulled_by);
  g_assert_cmpint (standing->step, ==, LOKET_STEP_INTAKE);
  g_assert_false (standing->flags & LOKET_FLAG_TAKEN_UP);
}

/* Acts come by `seq`, whatever the order in which they were handed over; none counts twice. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (LoketCase) the_case = NULL;
  static const char *const wanted[] = {"a1", "a2", "a3", "p1"};

  take (fixture, "takeUp", "2026-04-25", "{}");
  take (fixture, "suspend", "2026-04-26", "{}");
  take (fixture, "resume", "2026-04-27", "{}");
  pend (fixture, "a2", "suspend", "2026-04-26", "{}");
  pend (fixture, "p1", "note", "2026-04-20", "{'text':'x'}");
  pend (fixture, "p1", "note", "2026-04-20", "{'text':'x'}");
  the_case = build_case (fixture);
  {
    gpointer first = g_ptr_array_steal_index (the_case->acts, 0);

    g_ptr_array_add (the_case->acts, first);
  }
  standing = loket_replay (fixture->rules, the_case, fixture->pending, NULL, noon ("2026-04-28"));
  g_assert_cmpuint (standing->effects->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < standing->effects->len; i++)
    g_assert_cmpstr (((LoketActEffect *) g_ptr_array_index (standing->effects, i))->act->act_id, ==,
                     wanted[i]);
  assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
}

/* Two acts of one place are a fault of the loket; they keep the order in which they came. */
static void
test_equal_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  take (fixture, "takeUp", "2026-04-25", "{}");
  fixture->count--;
  take (fixture, "suspend", "2026-04-26", "{}");
  g_string_replace (fixture->acts, "}{", "},{", 1);
  g_string_replace (fixture->acts, "\"actId\":\"a1\"", "\"actId\":\"a0\"", 1);
  standing = replay (fixture, "2026-04-28");
  g_assert_cmpuint (standing->effects->len, ==, 2);
  assert_effect (standing, "a0", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
}

static void
test_rules_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *leading, *bare;

  fixture->version = "99";
  fixture->more = ",'step':'answering','outcome':'settled','flags':['late','acknowledged'],"
                  "'clocks':[{'clock':'answer','kind':'legal','state':'running'},7,"
                  "{'clock':'moonlight','kind':'legal','state':'overdue','from':'2026-04-01',"
                  "'lastDay':'2026-04-10','due':'2026-04-11','workBy':'2026-04-09','daysLeft':-3,"
                  "'workingDaysLeft':2,'basis':'confirmed'}]";
  take (fixture, "takeUp", "2026-04-25", "{}");
  take (fixture, "note", "2026-04-25", "{'text':'x'}");
  take (fixture, "note", "2026-04-25", "{}");
  take (fixture, "correct", "2026-04-25", "{'field':'subject','new':'x'}");
  take (fixture, "fly", "2026-04-25", "{}");
  standing = replay (fixture, "2026-04-28");
  g_assert_false (standing->rules_known);
  g_assert_cmpint (standing->step, ==, LOKET_STEP_ANSWERING);
  g_assert_cmpint (standing->outcome, ==, LOKET_OUTCOME_SETTLED);
  g_assert_cmpint (standing->flags, ==, LOKET_FLAG_LATE | LOKET_FLAG_ACKNOWLEDGED);
  g_assert_cmpstr (standing->next, ==, "nothing");
  g_assert_cmpuint (standing->checklist->len, ==, 0);
  assert_effect (standing, "a1", LOKET_ANSWER_RECORD_ONLY, "rulesUnknown");
  assert_effect (standing, "a2", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a3", LOKET_ANSWER_NOT_ALLOWED, "textGiven");
  assert_effect (standing, "a4", LOKET_ANSWER_RECORD_ONLY, "rulesUnknown");
  assert_effect (standing, "a5", LOKET_ANSWER_RECORD_ONLY, "unknownType");
  g_assert_cmpuint (standing->clocks->len, ==, 2);
  /* The first has no day on which to work: a clock without one comes last. */
  bare = g_ptr_array_index (standing->clocks, 0);
  g_assert_cmpint (bare->id, ==, LOKET_CLOCK_ANSWER);
  g_assert_cmpint (bare->days_left, ==, 0);
  g_assert_cmpint (bare->working_days_left, ==, 0);
  g_assert_false (bare->confirmed);
  leading = loket_standing_get_leading_clock (standing);
  g_assert_cmpstr (leading->id_code, ==, "moonlight");
  g_assert_cmpint (leading->id, ==, LOKET_CLOCK_UNKNOWN);
  g_assert_cmpint (leading->from, ==, small_day ("2026-04-01"));
  g_assert_cmpint (leading->last_day, ==, small_day ("2026-04-10"));
  g_assert_cmpint (leading->due, ==, small_day ("2026-04-11"));
  g_assert_cmpint (leading->work_by, ==, small_day ("2026-04-09"));
  g_assert_cmpint (leading->days_left, ==, -3);
  g_assert_cmpint (leading->working_days_left, ==, 2);
  g_assert_true (leading->confirmed);
  g_assert_cmpint (standing->permissions[LOKET_ACT_ANSWER].answer, ==, LOKET_ANSWER_RECORD_ONLY);
  g_assert_cmpint (standing->permissions[LOKET_ACT_ASSIGN].answer, ==, LOKET_ANSWER_ALLOWED);
}

/* An agency's own target stands behind the clocks of its procedure. */
static void
test_agency_targets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) without = replay (fixture, "2026-04-25");
  g_autoptr (LoketStanding) with = NULL;
  LoketClockReading *reading;

  g_assert_cmpuint (without->clocks->len, ==, 3);
  fixture->more = ",'agency':'small-town'";
  take (fixture, "contact", "2026-04-26", "{'text':'called','with':'service'}");
  with = replay (fixture, "2026-04-26");
  g_assert_cmpuint (with->clocks->len, ==, 4);
  reading = g_ptr_array_index (with->clocks, 3);
  g_assert_cmpint (reading->id, ==, LOKET_CLOCK_FIRST_CONTACT);
  g_assert_cmpint (reading->due, ==, small_day ("2026-04-27"));
  g_assert_cmpint (reading->state, ==, LOKET_CLOCK_STATE_MET);
}

static void
test_viewer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) reader = NULL;
  g_autoptr (LoketStanding) coordinator = NULL;

  take (fixture, "takeUp", "2026-04-25", "{}");
  pend (fixture, "p1", "acknowledge", "2026-04-26", "{}");
  reader = replay_by (fixture, "2026-04-26", LOKET_ROLE_READER | LOKET_ROLE_CONNECTED_SERVICE);
  coordinator = replay_by (fixture, "2026-04-26", LOKET_ROLE_COORDINATOR);
  /* What was taken is never judged by who looks at it. */
  assert_effect (reader, "a1", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (reader, "p1", LOKET_ANSWER_NOT_ALLOWED, "noPermission");
  assert_effect (coordinator, "p1", LOKET_ANSWER_ALLOWED, NULL);
  g_assert_cmpint (reader->permissions[LOKET_ACT_NOTE].answer, ==, LOKET_ANSWER_ALLOWED);
  g_assert_cmpstr (reader->permissions[LOKET_ACT_ANSWER].reason, ==, "noPermission");
  g_assert_cmpint (coordinator->permissions[LOKET_ACT_ANSWER].answer, ==, LOKET_ANSWER_ALLOWED);
  g_assert_cmpstr (coordinator->permissions[LOKET_ACT_UNKNOWN].reason, ==, "unknownType");
}

static void
test_checklist (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = replay (fixture, "2026-04-25");
  LoketCheck *acknowledged = g_ptr_array_index (standing->checklist, 0);
  LoketCheck *answered = g_ptr_array_index (standing->checklist, 1);

  g_assert_cmpuint (standing->checklist->len, ==, 5);
  g_assert_cmpstr (acknowledged->code, ==, "acknowledged");
  g_assert_cmpstr (acknowledged->source, ==, "Invented rule book");
  g_assert_true (acknowledged->must);
  g_assert_false (acknowledged->done);
  g_assert_false (answered->must);
  g_assert_null (loket_standing_get_clock (standing, LOKET_CLOCK_INFORMED));
  g_assert_null (loket_standing_get_effect (standing, "nowhere"));
}

/* Which clock a list shows: legal before norm before internal, the earliest day to work on first,
 * of equal ones the first, and a clock without such a day last. */
static void
test_leading_clock (Fixture *fixture, gconstpointer data)
{
#define CLOCK(id, kind, state, day)                                                                \
  "{'clock':'" id "','kind':'" kind "','state':'" state "','workBy':'" day "'}"
  static const struct {
    const char *clocks;
    const char *wanted;
  } lists[] = {
      {CLOCK ("a", "norm", "running", "2026-04-01") "," CLOCK ("b", "legal", "running",
                                                               "2026-05-01"),
       "b"},
      {CLOCK ("a", "internal", "running", "2026-04-01") "," CLOCK ("b", "norm", "overdue",
                                                                   "2026-05-01"),
       "b"},
      {CLOCK ("a", "internal", "overdue", "2026-04-01"), "a"},
      {CLOCK ("a", "legal", "met", "2026-04-01") "," CLOCK ("b", "legal", "suspended",
                                                            "2026-04-01"),
       NULL},
      {CLOCK ("a", "legal", "running", "2026-05-02") "," CLOCK ("b", "legal", "overdue",
                                                                "2026-05-01"),
       "b"},
      {CLOCK ("a", "legal", "running", "2026-05-01") "," CLOCK ("b", "legal", "overdue",
                                                                "2026-05-01"),
       "a"},
      {CLOCK ("a", "legal", "running", "2026-05-01") "," CLOCK ("b", "legal", "overdue", ""), "a"},
      {CLOCK ("a", "legal", "running", "") "," CLOCK ("b", "legal", "overdue", "2026-05-01"), "b"},
      {CLOCK ("a", "legal", "running", "") "," CLOCK ("b", "legal", "overdue", ""), "a"},
  };
#undef CLOCK

  fixture->version = "99";
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autofree char *more = g_strdup_printf (",'clocks':[%s]", lists[i].clocks);
    g_autoptr (LoketStanding) standing = NULL;
    LoketClockReading *leading;

    fixture->more = more;
    standing = replay (fixture, "2026-04-25");
    leading = loket_standing_get_leading_clock (standing);
    g_assert_cmpstr (leading != NULL ? leading->id_code : NULL, ==, lists[i].wanted);
  }
}

/* Spans that touch are one. */
static void
test_touching_suspensions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  take (fixture, "takeUp", "2026-04-25", "{}");
  take (fixture, "suspend", "2026-04-27", "{}");
  take (fixture, "resume", "2026-04-29", "{}");
  take (fixture, "suspend", "2026-04-29", "{}");
  take (fixture, "resume", "2026-05-01", "{}");
  standing = replay (fixture, "2026-05-02");
  assert_proof (standing, LOKET_CLOCK_ANSWER,
                "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                "period 1 month [Invented rule book, 7]\n"
                "suspension 2026-04-28 4 calendarDay (suspend) by a2\n"
                "lastDay 2026-05-28\n"
                "workBy 2026-05-28 (office)\n");
}

static LoketCheck *
find_check (LoketStanding *standing, const char *code)
{
  for (guint i = 0; i < standing->checklist->len; i++) {
    LoketCheck *check = g_ptr_array_index (standing->checklist, i);

    if (g_str_equal (check->code, code))
      return check;
  }
  g_error ("%s is not in the checklist", code);
}

static void
test_assessed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketCheck *check;

  fixture->more = ",'grievances':[{'id':'g1','text':'a'},{'id':'g2','text':'b'},{'text':'c'}]";
  take (fixture, "assess", "2026-04-25", "{'grievanceId':'g1'}");
  take (fixture, "note", "2026-04-25", "{'text':'x'}");
  take (fixture, "assess", "2026-04-25", "{'grievanceId':'g3'}");
  take (fixture, "assess", "2026-04-25", "{'grievanceId':null}");
  take (fixture, "assess", "2026-04-25", "{}");
  take (fixture, "assess", "2026-04-25", "{'grievanceId':1}");
  standing = replay (fixture, "2026-04-26");
  check = find_check (standing, "everyGrievanceAssessed");
  assert_effect (standing, "a3", LOKET_ANSWER_NOT_ALLOWED, "grievanceKnown");
  assert_effect (standing, "a4", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a5", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "grievanceKnown");
  g_assert_cmpint (check->count, ==, 1);
  g_assert_cmpint (check->of, ==, 3);
  g_assert_false (check->done);
}

/* A guard finds its clock, the first one too; the fifth working day is Monday 4 May. */
static void
test_guard_on_first_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  take (fixture, "inform", "2026-05-04", "{}");
  take (fixture, "inform", "2026-05-05", "{}");
  standing = replay (fixture, "2026-05-06");
  assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
  assert_effect (standing, "a2", LOKET_ANSWER_RECORD_ONLY, "beforeTermEnds");
}

/* The small rules with one place changed, as another version. */
static void
use_changed (Fixture *fixture, const char *place, const char *value)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) changed = small_change (json_node_get_object (node), place, value);
  g_autoptr (JsonObject) json = small_change (changed, "version", "\"2\"");
  g_autoptr (GError) error = NULL;

  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  fixture->version = "2";
}

/* The day on which somebody was told the decision that he contests stands in the case. */
static void
test_decision_notified (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *more;
    const char *from;
  } cases[] = {
      {"", NULL},
      {",'contestedDecision':{}", NULL},
      {",'contestedDecision':{'notifiedOn':'2026-04-15'}", "2026-04-15"},
  };

  use_changed (fixture, "clocks.1.anchor.value", "\"decisionNotified\"");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (LoketStanding) standing = NULL;
    g_autofree char *from = NULL;

    fixture->more = cases[i].more;
    standing = replay (fixture, "2026-04-25");
    from = loket_day_to_string (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->from);
    g_assert_cmpstr (from, ==, cases[i].from);
  }
}

static void
test_reopened_at_intake (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_changed (fixture, "acts.10.to", "\"intake\"");
  take (fixture, "takeUp", "2026-04-25", "{}");
  take (fixture, "answer", "2026-04-26", "{'text':'a'}");
  take (fixture, "reopen", "2026-04-27", "{'reason':'b'}");
  standing = replay (fixture, "2026-04-28");
  g_assert_cmpint (standing->step, ==, LOKET_STEP_INTAKE);
  g_assert_true (find_check (standing, "admissible")->done);
}

static void
assert_next (Fixture *fixture, const char *wanted)
{
  g_autoptr (LoketStanding) standing = replay (fixture, "2026-04-26");

  g_assert_cmpstr (standing->next, ==, wanted);
}

#define CHECK(code) "{\"code\":\"" code "\",\"must\":true,\"source\":\"x\"}"

static void
test_next (Fixture *fixture, gconstpointer data)
{
  assert_next (fixture, "acknowledge");
  use_changed (fixture, "checklist", "[" CHECK ("bothSidesHeard") "]");
  take (fixture, "acknowledge", "2026-04-25", "{}");
  assert_next (fixture, "decideTakeUp");
  take (fixture, "takeUp", "2026-04-25", "{}");
  assert_next (fixture, "hearService");
  take (fixture, "contact", "2026-04-25", "{'text':'a','with':'citizen'}");
  assert_next (fixture, "hearService");
  take (fixture, "contact", "2026-04-25", "{'text':'a','with':'service'}");
  assert_next (fixture, "assess");
  take (fixture, "assess", "2026-04-25", "{}");
  assert_next (fixture, "answer");
}

/* Where the authority does not ask for it, nobody is told to hear the service. */
static void
test_next_without_hearing (Fixture *fixture, gconstpointer data)
{
  use_changed (fixture, "checklist", "[" CHECK ("answered") "]");
  take (fixture, "acknowledge", "2026-04-25", "{}");
  take (fixture, "takeUp", "2026-04-25", "{}");
  assert_next (fixture, "assess");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/procedure/replay/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("proof-running", test_proof_running);
  ADD ("proof-extended", test_proof_extended);
  ADD ("proof-suspended", test_proof_suspended);
  ADD ("proof-ended", test_proof_ended);
  ADD ("proof-closed", test_proof_closed);
  ADD ("proof-no-roll-over", test_proof_no_roll_over);
  ADD ("judge", test_judge);
  ADD ("judge-is-replay", test_judge_is_replay);
  ADD ("corrected", test_corrected);
  ADD ("annulled", test_annulled);
  ADD ("order", test_order);
  ADD ("rules-unknown", test_rules_unknown);
  ADD ("agency-targets", test_agency_targets);
  ADD ("viewer", test_viewer);
  ADD ("checklist", test_checklist);
  ADD ("assessed", test_assessed);
  ADD ("guard-on-first-clock", test_guard_on_first_clock);
  ADD ("reopened-at-intake", test_reopened_at_intake);
  ADD ("next", test_next);
  ADD ("next-without-hearing", test_next_without_hearing);
  ADD ("leading-clock", test_leading_clock);
  ADD ("touching-suspensions", test_touching_suspensions);
  ADD ("decision-notified", test_decision_notified);
  ADD ("equal-places", test_equal_places);
  return g_test_run ();
}
