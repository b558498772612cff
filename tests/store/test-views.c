/* SPDX-License-Identifier: EUPL-1.2 */
/* Views, counts, order and search against a naive evaluation that uses no SQL. */
#include "config.h"

#include <string.h>

#include "loket-random.h"
#include "loket-test-store.h"

enum {
  N_CASES = 400,
  FIRST_DAY = 739000,
  N_DAYS = 40
};

static const char *const steps[] = {"intake",    "investigating", "mediating",
                                    "answering", "aftercare",     "closed"};
static const char *const outcomes[] = {"none", "answered", "settled", "declined", "transferred"};
static const char *const waiting[] = {"nobody", "citizen", "service", "approver"};
static const char *const flag_lists[] = {"", "\"acknowledged\"", "\"acknowledged\",\"takenUp\"",
                                         "\"nextLineOpen\""};
static const char *const assignees[] = {"null", "\"p1\"", "\"p2\""};
static const char *const urgencies[] = {"", "high", "urgent"};

static const char *
pick (LoketRandom *random, const char *const *words, guint count)
{
  return words[loket_random_below (random, count)];
}

#define PICK(random, words) pick (random, words, G_N_ELEMENTS (words))

static char *
make_clocks (LoketRandom *random)
{
  static const char *const kinds[] = {"legal", "norm", "internal"};
  static const char *const states[] = {"running", "overdue", "met", "suspended"};
  GString *clocks = g_string_new (NULL);
  guint count = loket_random_below (random, 4);

  for (guint i = 0; i < count; i++) {
    LoketDay due = FIRST_DAY + (LoketDay) loket_random_below (random, N_DAYS);
    g_autofree char *due_text = loket_day_to_string (due);
    g_autofree char *work_by =
        loket_day_to_string (due - (LoketDay) loket_random_below (random, 4));

    g_autofree char *due_at = loket_moment_to_string (
        loket_moment_of_day (due, (int) loket_random_below (random, 24), 30));
    g_autofree char *in_hours = g_strdup_printf (",\"dueAt\":\"%s\"", due_at);

    g_string_append_printf (clocks,
                            "%s{\"clock\":\"answer\",\"kind\":\"%s\",\"state\":\"%s\","
                            "\"lastDay\":\"%s\",\"due\":\"%s\",\"workBy\":\"%s\"%s}",
                            i > 0 ? "," : "", PICK (random, kinds), PICK (random, states), due_text,
                            due_text, work_by, loket_random_below (random, 3) == 0 ? in_hours : "");
  }
  return g_string_free (clocks, FALSE);
}

static char *
make_acts (LoketRandom *random)
{
  const char *urgency = PICK (random, urgencies);
  LoketDay day = FIRST_DAY + (LoketDay) loket_random_below (random, N_DAYS);
  g_autofree char *on = loket_day_to_string (day);
  g_autofree char *level = g_strdup_printf ("{\"level\":\"%s\",\"reason\":\"x\"}", urgency);
  g_autofree char *follow_up = g_strdup_printf ("{\"on\":\"%s\",\"text\":\"x\"}", on);
  g_autofree char *first = test_act_json ("a1", "setFollowUp", 1, follow_up);
  g_autofree char *second = test_act_json ("a2", "setUrgency", 2, level);
  g_autofree char *inquiry = test_act_json ("a3", "inquire", 3, "{\"text\":\"x\"}");

  if (loket_random_below (random, 20) == 0)
    return g_strdup_printf ("%s,%s", first, inquiry);
  return *urgency != '\0' ? g_strdup_printf ("%s,%s", first, second) : g_strdup (first);
}

static char *
make_case (LoketRandom *random, guint number)
{
  g_autofree char *clocks = make_clocks (random);
  g_autofree char *acts = make_acts (random);
  g_autofree char *id = g_strdup_printf ("case-%u", number);
  g_autofree char *reference = g_strdup_printf ("KL-%04u", loket_random_below (random, 10000));
  g_autofree char *more = g_strdup_printf (
      "\"subject\":\"Dossier %u\",\"step\":\"%s\",\"outcome\":\"%s\",\"waitingFor\":\"%s\","
      "\"flags\":[%s],\"assignee\":%s,\"clocks\":[%s],\"acts\":[%s]",
      number, PICK (random, steps), PICK (random, outcomes), PICK (random, waiting),
      PICK (random, flag_lists), PICK (random, assignees), clocks, acts);

  return test_case_json (id, reference, more);
}

typedef struct {
  TestStore store;
  GPtrArray *projections; /* (element-type LoketProjection): what the naive evaluation reads */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (20261122);
  g_autoptr (GString) items = g_string_new (NULL);

  test_store_set_up (&fixture->store, data);
  fixture->projections = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_projection_free);
  for (guint i = 0; i < N_CASES; i++) {
    g_autofree char *json = make_case (random, i);
    g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
    g_autoptr (LoketCase) copy = loket_case_from_json (json_node_get_object (root), NULL);
    g_autofree char *item = test_upsert (copy->case_id, 1, json);

    g_ptr_array_add (fixture->projections, loket_projection_new_from_case (copy));
    g_string_append_printf (items, "%s%s", i > 0 ? "," : "", item);
  }
  loket_page_result_free (test_store_apply (&fixture->store, "k", items->str));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->projections);
  test_store_tear_down (&fixture->store, data);
}

/* A term in hours is over behind its moment, one in days behind its day. */
static gboolean
is_over_at (const LoketOpenClock *clock, LoketDay today, LoketMoment now)
{
  return clock->due_at != LOKET_NO_MOMENT ? clock->due_at < now : clock->due < today;
}

static gboolean
has_clock (const LoketProjection *p, LoketDay today, LoketMoment now, gboolean overdue)
{
  for (guint i = 0; i < p->open_clocks->len; i++) {
    LoketOpenClock *clock = &g_array_index (p->open_clocks, LoketOpenClock, i);

    gboolean is_over = is_over_at (clock, today, now);

    if (overdue ? is_over : !is_over && clock->work_by <= today)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_in (const LoketProjection *p, LoketView view, LoketDay today, LoketMoment now)
{
  gboolean ended = p->step == LOKET_STEP_AFTERCARE || p->step == LOKET_STEP_CLOSED;

  switch ((int) view) {
  case LOKET_VIEW_INBOX:
    return p->step == LOKET_STEP_INTAKE &&
           (!(p->flags & LOKET_FLAG_ACKNOWLEDGED) || p->assignee == NULL);
  case LOKET_VIEW_TODAY:
    return has_clock (p, today, now, FALSE) || p->follow_up_on == today;
  case LOKET_VIEW_OVERDUE:
    return has_clock (p, today, now, TRUE);
  case LOKET_VIEW_MINE:
    return g_strcmp0 (p->assignee, "p1") == 0;
  case LOKET_VIEW_WAITING:
    return p->waiting_for != LOKET_WAITING_FOR_NOBODY;
  case LOKET_VIEW_APPROVAL:
    return p->waiting_for == LOKET_WAITING_FOR_APPROVER;
  case LOKET_VIEW_MEDIATION:
    return p->step == LOKET_STEP_MEDIATING;
  case LOKET_VIEW_TRANSFERRED:
    return p->outcome == LOKET_OUTCOME_TRANSFERRED;
  case LOKET_VIEW_OMBUDSMAN:
    return (p->flags & LOKET_FLAG_NEXT_LINE_OPEN) != 0 || p->inquiry_open;
  case LOKET_VIEW_AFTERCARE:
    return p->step == LOKET_STEP_AFTERCARE;
  case LOKET_VIEW_ANSWERED:
    return ended && (p->outcome == LOKET_OUTCOME_ANSWERED || p->outcome == LOKET_OUTCOME_SETTLED);
  case LOKET_VIEW_ALL:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Legal before norm before internal; then the earliest workBy. */
static const LoketOpenClock *
leading (const LoketProjection *p)
{
  const LoketOpenClock *best = NULL;

  for (int kind = LOKET_CLOCK_KIND_LEGAL; kind <= LOKET_CLOCK_KIND_INTERNAL && best == NULL;
       kind++) {
    for (guint i = 0; i < p->open_clocks->len; i++) {
      const LoketOpenClock *clock = &g_array_index (p->open_clocks, LoketOpenClock, i);

      if ((int) clock->kind == kind && (best == NULL || clock->work_by < best->work_by))
        best = clock;
    }
  }
  return best;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LoketProjection *x = *(LoketProjection *const *) a, *y = *(LoketProjection *const *) b;
  const LoketOpenClock *clock_x = leading (x), *clock_y = leading (y);
  LoketDay day_x = clock_x != NULL ? clock_x->work_by : G_MAXINT32;
  LoketDay day_y = clock_y != NULL ? clock_y->work_by : G_MAXINT32;

  if (x->urgency != y->urgency)
    return x->urgency > y->urgency ? -1 : 1;
  if (day_x != day_y)
    return day_x < day_y ? -1 : 1;
  return strcmp (x->reference, y->reference);
}

static void
assert_view (Fixture *fixture, LoketView view, LoketDay today, LoketMoment now)
{
  g_autoptr (GPtrArray) lines = test_store_list_at (&fixture->store, view, NULL, today, now);
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();

  for (guint i = 0; i < fixture->projections->len; i++) {
    if (is_in (g_ptr_array_index (fixture->projections, i), view, today, now))
      g_ptr_array_add (expected, g_ptr_array_index (fixture->projections, i));
  }
  g_ptr_array_sort (expected, compare);
  g_assert_cmpuint (lines->len, ==, expected->len);
  for (guint i = 0; i < lines->len; i++) {
    LoketCaseLine *line = g_ptr_array_index (lines, i);
    LoketProjection *p = g_ptr_array_index (expected, i);
    const LoketOpenClock *clock = leading (p);

    g_assert_cmpstr (line->reference, ==, p->reference);
    g_assert_cmpint (line->due, ==, clock != NULL ? clock->due : LOKET_NO_DAY);
    g_assert_cmpint (line->due_at, ==, clock != NULL ? clock->due_at : LOKET_NO_MOMENT);
    if (clock == NULL)
      g_assert_cmpint (line->state, ==, LOKET_CLOCK_STATE_NO_TERM);
    else
      g_assert_cmpint (line->state, ==,
                       is_over_at (clock, today, now) ? LOKET_CLOCK_STATE_OVERDUE
                                                      : LOKET_CLOCK_STATE_RUNNING);
  }
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  for (LoketDay today = FIRST_DAY; today < FIRST_DAY + N_DAYS; today += 13) {
    for (int view = 0; view < LOKET_N_VIEWS; view++)
      assert_view (fixture, view, today, loket_moment_of_day (today, 11, 0));
  }
}

/* When next a term in hours of the case ends, or has a day left. */
static LoketMoment
find_border (const LoketProjection *p, LoketMoment now)
{
  LoketMoment border = G_MAXINT64;

  for (guint i = 0; i < p->open_clocks->len; i++) {
    LoketMoment due_at = g_array_index (p->open_clocks, LoketOpenClock, i).due_at;

    if (due_at != LOKET_NO_MOMENT && due_at > now)
      border = MIN (border, due_at - LOKET_DAY_US > now ? due_at - LOKET_DAY_US : due_at);
  }
  return border;
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  gint64 counts[LOKET_N_VIEWS];
  g_autoptr (GAsyncResult) result = NULL;
  LoketDay today = FIRST_DAY + 20;
  LoketMoment now = loket_moment_of_day (today, 16, 0);
  LoketMoment border, expected_border = G_MAXINT64;

  loket_store_count_views_async (fixture->store.store, "p1", today, now, test_store_done_cb,
                                 &result);
  g_assert_true (loket_store_count_views_finish (
      fixture->store.store, test_store_wait (&fixture->store, &result), counts, &border, NULL));
  for (int view = 0; view < LOKET_N_VIEWS; view++) {
    gint64 expected = 0;

    for (guint i = 0; i < fixture->projections->len; i++)
      expected += is_in (g_ptr_array_index (fixture->projections, i), view, today, now);
    g_assert_cmpint (counts[view], ==, expected);
    g_assert_true (view == LOKET_VIEW_DRAFTS || view == LOKET_VIEW_APPROVAL || expected > 10);
  }
  for (guint i = 0; i < fixture->projections->len; i++)
    expected_border =
        MIN (expected_border, find_border (g_ptr_array_index (fixture->projections, i), now));
  g_assert_cmpint (border, ==, expected_border);
}

/* The next line opens by the passing of a day alone: nothing is written for it. */
static void
test_next_line_by_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) projections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_projection_free);
  g_autofree char *json = test_case_json ("late", "KL-L", "\"step\":\"answering\"");
  g_autofree char *item = test_upsert ("late", 1, json);
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketCase) copy = loket_case_from_json (json_node_get_object (root), NULL);
  LoketProjection *projection = loket_projection_new_from_case (copy);
  GAsyncResult *written = NULL;
  guint counts[2];

  loket_page_result_free (test_store_apply (&fixture->store, "k2", item));
  projection->next_line_after = FIRST_DAY;
  g_ptr_array_add (projections, projection);
  loket_store_project_async (fixture->store.store, projections, test_store_done_cb, &written);
  test_store_wait_written (&fixture->store, &written);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GPtrArray) lines =
        test_store_list (&fixture->store, LOKET_VIEW_OMBUDSMAN, NULL, FIRST_DAY + i);

    counts[i] = lines->len;
  }
  g_assert_cmpuint (counts[1], ==, counts[0] + 1);
}

static void
apply_searchable (TestStore *store)
{
  g_autofree char *one = test_case_json (
      "c1", "KL-2026-000123",
      "\"aliases\":[\"V-1A2B3C4D\"],\"subject\":\"Onbeleefd aan het loket\","
      "\"complainants\":[{\"name\":\"Zo\\u00eb Priv\\u00e9\",\"email\":\"zoe@example.org\"}],"
      "\"facts\":\"Op de klachtenco\\u00f6rdinator gewacht\",\"grievances\":[{\"id\":\"g1\","
      "\"text\":\"Wachttijd van drie uur\"}],\"acts\":[{\"actId\":\"a1\",\"type\":\"note\","
      "\"occurredOn\":\"2026-11-03\",\"seq\":1,\"payload\":{\"text\":\"Teruggebeld\"}}]");
  g_autofree char *two =
      test_case_json ("c2", "KL-2026-000124", "\"subject\":\"\\\"quoted\\\" AND (NOT) near*\"");
  g_autofree char *first = test_upsert ("c1", 1, one);
  g_autofree char *second = test_upsert ("c2", 1, two);
  g_autofree char *items = g_strdup_printf ("%s,%s", first, second);
  GAsyncResult *result = NULL;
  g_auto (GStrv) gone = NULL;

  loket_page_result_free (test_store_apply (store, "k", items));
  loket_store_finish_generation_async (store->store, 0, test_store_done_cb, &result);
  gone =
      loket_store_finish_generation_finish (store->store, test_store_wait (store, &result), NULL);
  g_object_unref (result);
}

static void
assert_found (TestStore *store, const char *words, const char *expected)
{
  g_autoptr (GPtrArray) lines = test_store_list (store, LOKET_VIEW_ALL, words, FIRST_DAY);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (ids, "%s ", ((LoketCaseLine *) g_ptr_array_index (lines, i))->case_id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_search (TestStore *store, gconstpointer data)
{
  apply_searchable (store);
  assert_found (store, "prive", "c1 ");
  assert_found (store, "PRIVÉ", "c1 ");
  assert_found (store, "klachtencoordinator", "c1 ");
  assert_found (store, "zoe wacht", "c1 ");
  assert_found (store, "zoe elders", "");
  assert_found (store, "terugge", "c1 ");
  assert_found (store, "drie", "c1 ");
  assert_found (store, "KL-2026-00012", "c1 c2 ");
  assert_found (store, "kl-2026-000123", "c1 ");
  assert_found (store, "V-1A2B3C4D", "c1 ");
  assert_found (store, "lachten", "");
  assert_found (store, "", "c1 c2 ");
  assert_found (store, " - ", "c1 c2 ");
}

/* What is typed is words, never syntax of the index. */
static void
test_search_syntax (TestStore *store, gconstpointer data)
{
  const char *const typed[] = {
      "\"",        "a\"b", "*",  "subject:quoted", "AND", "NOT",      "(",
      "near(a b)", "a OR", "^x", "{a b}",          "-",   "\xff\xfe", "'; DROP TABLE cases"};

  apply_searchable (store);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_ptr_array_unref (test_store_list (store, LOKET_VIEW_ALL, typed[i], FIRST_DAY));
  assert_found (store, "\"quoted\"", "c2 ");
  assert_found (store, "and (not) near*", "c2 ");
}

/* A changed text is found, and the old one no more. */
static void
test_search_after_change (TestStore *store, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c1", "KL-1", "\"subject\":\"Parkeerboete\"");
  g_autofree char *item = test_upsert ("c1", 2, json);

  apply_searchable (store);
  loket_page_result_free (test_store_apply (store, "k2", item));
  assert_found (store, "parkeer", "c1 ");
  assert_found (store, "onbeleefd", "");
  loket_work_item_unref (test_store_add_note (store, "c1", "a9", "Nachtelijk"));
  test_store_project (store, "c1");
  assert_found (store, "nachtelijk", "c1 ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/views/naive", Fixture, NULL, set_up, test_views, tear_down);
  g_test_add ("/store/views/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/store/views/next-line-by-day", Fixture, NULL, set_up, test_next_line_by_day,
              tear_down);
#define ADD(path, func)                                                                            \
  g_test_add ("/store/search/" path, TestStore, NULL, test_store_set_up, func, test_store_tear_down)
  ADD ("words", test_search);
  ADD ("syntax", test_search_syntax);
  ADD ("after-change", test_search_after_change);
  return g_test_run ();
}
