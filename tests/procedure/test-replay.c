/* SPDX-License-Identifier: EUPL-1.2 */
/* Replay: what vectors do not say: judging one act, corrected facts, rules that nobody here knows.
 */
#include "small-case.h"

static LoketPermission
judge (SmallCase *fixture, const char *type, const char *day, const char *payload, LoketRoles roles)
{
  g_autoptr (LoketCase) the_case = small_build_case (fixture);
  g_autoptr (LoketAct) act = small_make_act ("new", type, day, payload);
  LoketViewer viewer = {"p", roles};

  return loket_replay_judge (fixture->rules, the_case, fixture->pending, act, &viewer,
                             small_noon ("2026-05-20"));
}

static void
test_judge (SmallCase *fixture, gconstpointer data)
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

  small_take (fixture, "takeUp", "2026-04-27", "{}");
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    LoketPermission permission = judge (fixture, questions[i].type, questions[i].day,
                                        questions[i].payload, questions[i].roles);

    g_assert_cmpstr (permission.reason, ==, questions[i].reason);
    g_assert_cmpint (permission.answer, ==, questions[i].answer);
  }
}

/* What replay says of one act more is what judging said of it. */
static void
test_judge_is_replay (SmallCase *fixture, gconstpointer data)
{
  for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++) {
    const char *code = loket_act_type_to_string ((LoketActType) type);
    LoketPermission permission =
        judge (fixture, code, "2026-05-20", "{'text':'a','reason':'b'}", 0);
    g_autoptr (LoketStanding) standing = NULL;

    small_pend (fixture, "new", code, "2026-05-20", "{'text':'a','reason':'b'}");
    standing = small_replay (fixture, "2026-05-20");
    small_assert_effect (standing, "new", permission.answer, permission.reason);
    g_ptr_array_set_size (fixture->pending, 0);
  }
}

static void
test_corrected (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  fixture->more = ",'grievances':[{'id':'g1','text':'rude'}]";
  small_take (fixture, "correct", "2026-04-25",
              "{'field':'receivedOn','old':'2026-04-24','new':'2026-04-22','reason':'stamp'}");
  small_take (fixture, "correct", "2026-04-26",
              "{'field':'receivedOn','old':'2026-04-24','new':'2026-04-20','reason':'stamp'}");
  small_take (fixture, "correct", "2026-04-26",
              "{'field':'grievances.0.text','old':'rude','new':'very rude','reason':'letter'}");
  small_take (fixture, "correct", "2026-04-26", "{'field':'subject','old':null,'new':'counter'}");
  small_take (fixture, "correct", "2026-04-26", "{'field':'subject','new':'desk'}");
  small_take (fixture, "correct", "2026-04-26", "{'field':'reference','old':'r','new':'x'}");
  small_take (fixture, "correct", "2026-04-26",
              "{'field':'receivedOn','old':'2026-04-22','new':'2026-04-30','reason':'stamp'}");
  small_take (fixture, "correct", "2026-04-26",
              "{'field':'receivedOn','old':'2026-04-22','new':'soon','reason':'stamp'}");
  small_take (fixture, "correct", "2026-04-26",
              "{'field':'receivedOn','old':'2026-04-22','new':'2026-04-28','reason':' '}");
  small_take (fixture, "correct", "2026-04-26",
              "{'field':'receivedOn','old':'2026-04-22','new':'2026-04-28','reason':'ok'}");
  small_take (fixture, "correct", "2026-04-26", "{'field':' ','new':'x'}");
  standing = small_replay (fixture, "2026-04-28");
  small_assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a2", LOKET_ANSWER_NOT_ALLOWED, "oldDiffers");
  small_assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a4", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a5", LOKET_ANSWER_NOT_ALLOWED, "oldDiffers");
  small_assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "fieldUnknown");
  small_assert_effect (standing, "a7", LOKET_ANSWER_NOT_ALLOWED, "receiptInTheFuture");
  small_assert_effect (standing, "a8", LOKET_ANSWER_NOT_ALLOWED, "valueUnfit");
  small_assert_effect (standing, "a9", LOKET_ANSWER_NOT_ALLOWED, "reasonGiven");
  small_assert_effect (standing, "a10", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a11", LOKET_ANSWER_NOT_ALLOWED, "fieldUnknown");
  g_assert_cmpint (standing->current->received_on, ==, small_day ("2026-04-28"));
  g_assert_cmpstr (standing->current->subject, ==, "counter");
  g_assert_cmpstr (((LoketGrievance *) g_ptr_array_index (standing->current->grievances, 0))->text,
                   ==, "very rude");
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->from, ==,
                   small_day ("2026-04-28"));
}

static void
test_annulled (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_take_all (fixture, "takeUp 2026-04-25, suspend 2026-04-26");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a1','reason':'wrong case'}");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a1','reason':'again'}");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a3','reason':'back'}");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a6','reason':'itself'}");
  small_take (fixture, "acknowledge", "2026-04-27", "{}");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a7','reason':'sent'}");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a2'}");
  small_take (fixture, "note", "2026-04-27", "{'text':'x'}");
  small_take (fixture, "annul", "2026-04-27", "{'actId':'a10','reason':''}");
  small_pend (fixture, "p1", "annul", "2026-04-28", "{'actId':'a2','reason':'clean'}");
  standing = small_replay (fixture, "2026-04-28");
  small_assert_effect (standing, "a1", LOKET_ANSWER_RECORD_ONLY, "annulled");
  small_assert_effect (standing, "a2", LOKET_ANSWER_RECORD_ONLY, "annulled");
  small_assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a4", LOKET_ANSWER_NOT_ALLOWED, "alreadyAnnulled");
  small_assert_effect (standing, "a5", LOKET_ANSWER_NOT_ALLOWED, "cannotBeAnnulled");
  small_assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "actUnknown");
  small_assert_effect (standing, "a8", LOKET_ANSWER_NOT_ALLOWED, "letterHasLeft");
  /* The annulment that has its effect leaves nothing to those before it either. */
  small_assert_effect (standing, "a9", LOKET_ANSWER_NOT_ALLOWED, "alreadyAnnulled");
  small_assert_effect (standing, "a11", LOKET_ANSWER_NOT_ALLOWED, "reasonGiven");
  small_assert_effect (standing, "p1", LOKET_ANSWER_ALLOWED, NULL);
  g_assert_cmpstr (loket_standing_get_effect (standing, "a1")->annulled_by->act_id, ==, "a3");
  g_assert_null (loket_standing_get_effect (standing, "a3")->annulled_by);
  g_assert_cmpint (standing->step, ==, LOKET_STEP_INTAKE);
  g_assert_false (standing->flags & LOKET_FLAG_TAKEN_UP);
}

/* Acts come by `seq`, whatever the order in which they were handed over; none counts twice. */
static void
test_order (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (LoketCase) the_case = NULL;
  static const char *const wanted[] = {"a1", "a2", "a3", "p1"};

  small_take_all (fixture, "takeUp 2026-04-25, suspend 2026-04-26, resume 2026-04-27");
  small_pend (fixture, "a2", "suspend", "2026-04-26", "{}");
  small_pend (fixture, "p1", "note", "2026-04-20", "{'text':'x'}");
  small_pend (fixture, "p1", "note", "2026-04-20", "{'text':'x'}");
  the_case = small_build_case (fixture);
  {
    gpointer first = g_ptr_array_steal_index (the_case->acts, 0);

    g_ptr_array_add (the_case->acts, first);
  }
  standing =
      loket_replay (fixture->rules, the_case, fixture->pending, NULL, small_noon ("2026-04-28"));
  g_assert_cmpuint (standing->effects->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < standing->effects->len; i++)
    g_assert_cmpstr (((LoketActEffect *) g_ptr_array_index (standing->effects, i))->act->act_id, ==,
                     wanted[i]);
  small_assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
}

/* Two acts of one place are a fault of the loket; they keep the order in which they came. */
static void
test_equal_places (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_take (fixture, "takeUp", "2026-04-25", "{}");
  fixture->count--;
  small_take (fixture, "suspend", "2026-04-26", "{}");
  g_string_replace (fixture->acts, "}{", "},{", 1);
  g_string_replace (fixture->acts, "\"actId\":\"a1\"", "\"actId\":\"a0\"", 1);
  standing = small_replay (fixture, "2026-04-28");
  g_assert_cmpuint (standing->effects->len, ==, 2);
  small_assert_effect (standing, "a0", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
}

static void
test_rules_unknown (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *leading, *bare;

  fixture->version = "99";
  fixture->more = ",'step':'answering','outcome':'settled','flags':['late','acknowledged'],"
                  "'clocks':[{'clock':'answer','kind':'legal','state':'running'},7,"
                  "{'clock':'moonlight','kind':'legal','state':'overdue','from':'2026-04-01',"
                  "'lastDay':'2026-04-10','due':'2026-04-11','workBy':'2026-04-09','daysLeft':-3,"
                  "'workingDaysLeft':2,'basis':'confirmed'}]";
  small_take (fixture, "takeUp", "2026-04-25", "{}");
  small_take (fixture, "note", "2026-04-25", "{'text':'x'}");
  small_take (fixture, "note", "2026-04-25", "{}");
  small_take (fixture, "correct", "2026-04-25", "{'field':'subject','new':'x'}");
  small_take (fixture, "fly", "2026-04-25", "{}");
  standing = small_replay (fixture, "2026-04-28");
  g_assert_false (standing->rules_known);
  g_assert_cmpint (standing->step, ==, LOKET_STEP_ANSWERING);
  g_assert_cmpint (standing->outcome, ==, LOKET_OUTCOME_SETTLED);
  g_assert_cmpint (standing->flags, ==, LOKET_FLAG_LATE | LOKET_FLAG_ACKNOWLEDGED);
  g_assert_cmpstr (standing->next, ==, "nothing");
  g_assert_cmpuint (standing->checklist->len, ==, 0);
  small_assert_effect (standing, "a1", LOKET_ANSWER_RECORD_ONLY, "rulesUnknown");
  small_assert_effect (standing, "a2", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a3", LOKET_ANSWER_NOT_ALLOWED, "textGiven");
  small_assert_effect (standing, "a4", LOKET_ANSWER_RECORD_ONLY, "rulesUnknown");
  small_assert_effect (standing, "a5", LOKET_ANSWER_RECORD_ONLY, "unknownType");
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
test_agency_targets (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) without = small_replay (fixture, "2026-04-25");
  g_autoptr (LoketStanding) with = NULL;
  LoketClockReading *reading;

  g_assert_cmpuint (without->clocks->len, ==, 3);
  fixture->more = ",'agency':'small-town'";
  small_take (fixture, "contact", "2026-04-26", "{'text':'called','with':'service'}");
  with = small_replay (fixture, "2026-04-26");
  g_assert_cmpuint (with->clocks->len, ==, 4);
  reading = g_ptr_array_index (with->clocks, 3);
  g_assert_cmpint (reading->id, ==, LOKET_CLOCK_FIRST_CONTACT);
  g_assert_cmpint (reading->due, ==, small_day ("2026-04-27"));
  g_assert_cmpint (reading->state, ==, LOKET_CLOCK_STATE_MET);
}

static void
test_viewer (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) reader = NULL;
  g_autoptr (LoketStanding) coordinator = NULL;

  small_take (fixture, "takeUp", "2026-04-25", "{}");
  small_pend (fixture, "p1", "acknowledge", "2026-04-26", "{}");
  reader =
      small_replay_by (fixture, "2026-04-26", LOKET_ROLE_READER | LOKET_ROLE_CONNECTED_SERVICE);
  coordinator = small_replay_by (fixture, "2026-04-26", LOKET_ROLE_COORDINATOR);
  /* What was taken is never judged by who looks at it. */
  small_assert_effect (reader, "a1", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (reader, "p1", LOKET_ANSWER_NOT_ALLOWED, "noPermission");
  small_assert_effect (coordinator, "p1", LOKET_ANSWER_ALLOWED, NULL);
  g_assert_cmpint (reader->permissions[LOKET_ACT_NOTE].answer, ==, LOKET_ANSWER_ALLOWED);
  g_assert_cmpstr (reader->permissions[LOKET_ACT_ANSWER].reason, ==, "noPermission");
  g_assert_cmpint (coordinator->permissions[LOKET_ACT_ANSWER].answer, ==, LOKET_ANSWER_ALLOWED);
  g_assert_cmpstr (coordinator->permissions[LOKET_ACT_UNKNOWN].reason, ==, "unknownType");
}

static void
test_checklist (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-04-25");
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
test_leading_clock (SmallCase *fixture, gconstpointer data)
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
    standing = small_replay (fixture, "2026-04-25");
    leading = loket_standing_get_leading_clock (standing);
    g_assert_cmpstr (leading != NULL ? leading->id_code : NULL, ==, lists[i].wanted);
  }
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
test_assessed (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketCheck *check;

  fixture->more = ",'grievances':[{'id':'g1','text':'a'},{'id':'g2','text':'b'},{'text':'c'}]";
  small_take (fixture, "assess", "2026-04-25", "{'grievanceId':'g1'}");
  small_take (fixture, "note", "2026-04-25", "{'text':'x'}");
  small_take (fixture, "assess", "2026-04-25", "{'grievanceId':'g3'}");
  small_take (fixture, "assess", "2026-04-25", "{'grievanceId':null}");
  small_take (fixture, "assess", "2026-04-25", "{}");
  small_take (fixture, "assess", "2026-04-25", "{'grievanceId':1}");
  standing = small_replay (fixture, "2026-04-26");
  check = find_check (standing, "everyGrievanceAssessed");
  small_assert_effect (standing, "a3", LOKET_ANSWER_NOT_ALLOWED, "grievanceKnown");
  small_assert_effect (standing, "a4", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a5", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "grievanceKnown");
  g_assert_cmpint (check->count, ==, 1);
  g_assert_cmpint (check->of, ==, 3);
  g_assert_false (check->done);
}

/* A guard finds its clock, the first one too; the fifth working day is Monday 4 May. */
static void
test_guard_on_first_clock (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_take_all (fixture, "inform 2026-05-04, inform 2026-05-05");
  standing = small_replay (fixture, "2026-05-06");
  small_assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a2", LOKET_ANSWER_RECORD_ONLY, "beforeTermEnds");
}

/* The day on which somebody was told the decision that he contests stands in the case. */
static void
test_decision_notified (SmallCase *fixture, gconstpointer data)
{
  static const struct {
    const char *more;
    const char *from;
  } cases[] = {
      {"", NULL},
      {",'contestedDecision':{}", NULL},
      {",'contestedDecision':{'notifiedOn':'2026-04-15'}", "2026-04-15"},
  };

  small_use_changed (fixture, "clocks.1.anchor.value", "\"decisionNotified\"");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (LoketStanding) standing = NULL;
    g_autofree char *from = NULL;

    fixture->more = cases[i].more;
    standing = small_replay (fixture, "2026-04-25");
    from = loket_day_to_string (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->from);
    g_assert_cmpstr (from, ==, cases[i].from);
  }
}

static void
test_reopened_at_intake (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_use_changed (fixture, "acts.10.to", "\"intake\"");
  small_take (fixture, "takeUp", "2026-04-25", "{}");
  small_take (fixture, "answer", "2026-04-26", "{'text':'a'}");
  small_take (fixture, "reopen", "2026-04-27", "{'reason':'b'}");
  standing = small_replay (fixture, "2026-04-28");
  g_assert_cmpint (standing->step, ==, LOKET_STEP_INTAKE);
  g_assert_true (find_check (standing, "admissible")->done);
}

static void
assert_next (SmallCase *fixture, const char *wanted)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-04-26");

  g_assert_cmpstr (standing->next, ==, wanted);
}

#define CHECK(code) "{\"code\":\"" code "\",\"must\":true,\"source\":\"x\"}"

static void
test_next (SmallCase *fixture, gconstpointer data)
{
  assert_next (fixture, "acknowledge");
  small_use_changed (fixture, "checklist",
                     "[" CHECK ("bothSidesHeard") "," CHECK ("everyGrievanceAssessed") "]");
  small_take (fixture, "acknowledge", "2026-04-25", "{}");
  assert_next (fixture, "decideTakeUp");
  small_take (fixture, "takeUp", "2026-04-25", "{}");
  assert_next (fixture, "hearService");
  small_take (fixture, "contact", "2026-04-25", "{'text':'a','with':'citizen'}");
  assert_next (fixture, "hearService");
  small_take (fixture, "contact", "2026-04-25", "{'text':'a','with':'service'}");
  assert_next (fixture, "assess");
  small_take (fixture, "assess", "2026-04-25", "{}");
  assert_next (fixture, "answer");
}

/* Where the authority does not ask for it, nobody is told to hear the service. */
static void
test_next_without_hearing (SmallCase *fixture, gconstpointer data)
{
  small_use_changed (fixture, "checklist",
                     "[" CHECK ("answered") "," CHECK ("everyGrievanceAssessed") "]");
  small_take_all (fixture, "acknowledge 2026-04-25, takeUp 2026-04-25");
  assert_next (fixture, "assess");
}

/* Where it asks for no assessment either, the answer is next. */
static void
test_next_without_assessing (SmallCase *fixture, gconstpointer data)
{
  small_use_changed (fixture, "checklist", "[" CHECK ("answered") "]");
  small_take_all (fixture, "acknowledge 2026-04-25, takeUp 2026-04-25");
  assert_next (fixture, "answer");
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"judge", test_judge},
      {"judge-is-replay", test_judge_is_replay},
      {"corrected", test_corrected},
      {"annulled", test_annulled},
      {"order", test_order},
      {"rules-unknown", test_rules_unknown},
      {"agency-targets", test_agency_targets},
      {"viewer", test_viewer},
      {"checklist", test_checklist},
      {"assessed", test_assessed},
      {"guard-on-first-clock", test_guard_on_first_clock},
      {"reopened-at-intake", test_reopened_at_intake},
      {"next", test_next},
      {"next-without-hearing", test_next_without_hearing},
      {"next-without-assessing", test_next_without_assessing},
      {"leading-clock", test_leading_clock},
      {"decision-notified", test_decision_notified},
      {"equal-places", test_equal_places},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/replay/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
