/* SPDX-License-Identifier: EUPL-1.2 */
/* The feed: cursors that never skip, pages that end, waiting, and who may see what. */
#include "loket-fixture.h"

#include "loket-feed.h"

static const char users[] =
    "{\"people\": ["
    "{\"id\": \"an\", \"name\": \"An Voorbeeld\", \"token\": \"token-of-an\","
    " \"roles\": [\"coordinator\"], \"agencies\": [\"demo-vlg\"]},"
    "{\"id\": \"bo\", \"name\": \"Bo Denkbeeld\", \"token\": \"token-of-bo\","
    " \"roles\": [\"coordinator\"], \"agencies\": [\"demo-fed\"]},"
    "{\"id\": \"ro\", \"name\": \"Ro Lezer\", \"token\": \"token-of-ro\","
    " \"roles\": [\"reader\"], \"agencies\": [\"demo-vlg\", \"demo-fed\"]}]}";

static char *
make_case_id (guint number)
{
  return g_strdup_printf ("0b6f4b4e-5f0c-4d1e-8a51-%012u", number);
}

static void
register_cases (Fixture *fixture, guint first, guint last, const char *agency)
{
  for (guint i = first; i <= last; i++) {
    g_autofree char *id = make_case_id (i);

    fixture_register (fixture, id, agency, "2026-11-12");
  }
}

static LoketFeedPage *
read_page (Fixture *fixture, const char *after, guint page_size)
{
  g_autofree char *path = after != NULL
                              ? g_strdup_printf ("/changes?pageSize=%u&after=%s", page_size, after)
                              : g_strdup_printf ("/changes?pageSize=%u", page_size);
  g_autoptr (LoketResponse) response = fixture_ask (fixture, "GET", path, NULL);
  g_autoptr (GError) error = NULL;
  LoketFeedPage *page;

  g_assert_cmpint (response->status, ==, 200);
  page = loket_feed_page_decode (response->body, &error);
  g_assert_no_error (error);
  return page;
}

static const LoketFeedItem *
get_item (LoketFeedPage *page, guint index)
{
  return g_ptr_array_index (page->items, index);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cursor = NULL;
  guint seen = 0;

  register_cases (fixture, 1, 7, "demo-fed");
  for (;;) {
    g_autoptr (LoketFeedPage) page = read_page (fixture, cursor, 3);

    g_assert_cmpint (page->items->len, <=, 3);
    for (guint i = 0; i < page->items->len; i++) {
      g_autofree char *id = make_case_id (++seen);

      g_assert_cmpstr (get_item (page, i)->case_id, ==, id);
      g_assert_nonnull (get_item (page, i)->contents);
    }
    g_free (cursor);
    cursor = g_strdup (page->next);
    g_assert_nonnull (page->ref_data);
    if (page->items->len == 0)
      break;
  }
  g_assert_cmpint (seen, ==, 7);
}

/* A case that changes while somebody reads comes again at the end, in its new version, once. */
static void
test_change_while_reading (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = make_case_id (1);
  g_autofree char *act_id = fixture_act_id (1);
  g_autofree char *path = g_strdup_printf ("/cases/%s/acts/%s", id, act_id);
  g_autofree char *body = fixture_make_act (1, "note", "an", "2026-11-20", 1, "{\"text\": \"x\"}");
  g_autoptr (LoketFeedPage) first = NULL;
  g_autoptr (LoketFeedPage) rest = NULL;
  g_autoptr (LoketResponse) response = NULL;

  register_cases (fixture, 1, 3, "demo-fed");
  first = read_page (fixture, NULL, 2);
  response = fixture_ask (fixture, "PUT", path, body);
  g_assert_cmpint (response->status, ==, 201);
  rest = read_page (fixture, first->next, 10);
  g_assert_cmpint (rest->items->len, ==, 2);
  g_assert_cmpstr (get_item (rest, 1)->case_id, ==, id);
  g_assert_cmpint (get_item (rest, 1)->version, ==, 2);
}

static void
check_gone (Fixture *fixture, const char *cursor)
{
  g_autofree char *path = g_strconcat ("/changes?after=", cursor, NULL);
  g_autoptr (LoketResponse) response = fixture_ask (fixture, "GET", path, NULL);

  fixture_assert_problem (response, 410, LOKET_PROBLEM_CURSOR_TOO_OLD);
}

static void
test_cursors_of_others (Fixture *fixture, gconstpointer data)
{
  Fixture other = {NULL};
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (LoketFeedPage) mine = NULL;
  g_autoptr (LoketFeedPage) rest = NULL;

  fixture_set_up (&other, NULL);
  register_cases (&other, 1, 2, "demo-fed");
  page = read_page (&other, NULL, 10);
  register_cases (fixture, 1, 1, "demo-fed");
  check_gone (fixture, "nonsense");
  check_gone (fixture, "MQ..");
  mine = read_page (fixture, NULL, 10);
  fixture_tear_down (&other, NULL);
  /* The folder of another loket, made from the same numbers, has the same realm: then the key tells
   * that it was never given here. */
  check_gone (fixture, page->next);
  rest = read_page (fixture, mine->next, 10);
  g_assert_cmpint (rest->items->len, ==, 0);
}

static void
copy_data (Fixture *fixture, const char *from, const char *to)
{
  g_autofree char *source = g_build_filename (fixture->folder, from, NULL);
  g_autofree char *target = g_build_filename (fixture->folder, to, NULL);
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &data, &length, NULL));
  g_assert_true (g_file_set_contents (target, data, (gssize) length, NULL));
}

/* A loket that was put back gives the same keys once more, to other changes: a cursor of what it
 * has lost is known as such, also when it has come as far again. What it gave before that holds. */
static void
test_put_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketFeedPage) before = NULL;
  g_autoptr (LoketFeedPage) lost = NULL;
  g_autoptr (LoketFeedPage) after = NULL;
  g_autofree char *id = make_case_id (3);

  register_cases (fixture, 1, 1, "demo-fed");
  before = read_page (fixture, NULL, 10);
  fixture_close (fixture);
  copy_data (fixture, "loketd.db", "backup");
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  register_cases (fixture, 2, 2, "demo-fed");
  lost = read_page (fixture, before->next, 10);
  g_assert_cmpint (lost->items->len, ==, 1);
  fixture_close (fixture);
  copy_data (fixture, "backup", "loketd.db");
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  check_gone (fixture, lost->next);
  register_cases (fixture, 3, 3, "demo-fed");
  check_gone (fixture, lost->next);
  after = read_page (fixture, before->next, 10);
  g_assert_cmpint (after->items->len, ==, 1);
  g_assert_cmpstr (get_item (after, 0)->case_id, ==, id);
}

/* A case that a lost change had moved behind a cursor stands before it again: nobody would see it.
 */
static void
test_put_back_while_reading (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = make_case_id (1);
  g_autofree char *act_id = fixture_act_id (1);
  g_autofree char *path = g_strdup_printf ("/cases/%s/acts/%s", id, act_id);
  g_autofree char *body = fixture_make_act (1, "note", "an", "2026-11-20", 1, "{\"text\": \"x\"}");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) first = NULL;

  register_cases (fixture, 1, 3, "demo-fed");
  fixture_close (fixture);
  copy_data (fixture, "loketd.db", "backup");
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  response = fixture_ask (fixture, "PUT", path, body);
  g_assert_cmpint (response->status, ==, 201);
  first = read_page (fixture, NULL, 1);
  g_assert_cmpstr (get_item (first, 0)->case_id, !=, id);
  fixture_close (fixture);
  copy_data (fixture, "backup", "loketd.db");
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  check_gone (fixture, first->next);
}

static void
test_bad_parameters (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *path;
    const char *name;
  } wrong[] = {
      {"/changes?pageSize=0", "pageSize"}, {"/changes?pageSize=501", "pageSize"},
      {"/changes?pageSize=x", "pageSize"}, {"/changes?wait=51", "wait"},
      {"/changes?wait=-1", "wait"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (LoketResponse) response = fixture_ask (fixture, "GET", wrong[i].path, NULL);

    fixture_assert_issue (response, "schemaViolation", "query", wrong[i].name);
  }
}

static void
count_change (gpointer user_data)
{
  ++*(guint *) user_data;
}

/* Nothing new: wait; something new: told; patience over: an empty page. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketRequest) request = fixture_request (fixture, "GET", "/changes?wait=7", NULL);
  g_autoptr (LoketResponse) patience_over = NULL;
  g_autoptr (LoketResponse) told = NULL;
  guint changes = 0;
  guint wait_ms = 0;

  loket_central_set_changed_func (fixture->central, count_change, &changes);
  g_assert_null (loket_central_handle (fixture->central, request, TRUE, &wait_ms));
  g_assert_cmpint (wait_ms, ==, 7000);
  patience_over = loket_central_handle (fixture->central, request, FALSE, &wait_ms);
  g_assert_cmpint (patience_over->status, ==, 200);
  g_assert_cmpint (changes, ==, 0);
  register_cases (fixture, 1, 1, "demo-fed");
  g_assert_cmpint (changes, ==, 1);
  told = loket_central_handle (fixture->central, request, TRUE, &wait_ms);
  g_assert_nonnull (told);
}

/* Removals are told; the case is shown to nobody any more. */
static void
test_removals (Fixture *fixture, gconstpointer data)
{
  g_autofree char *withdrawn = make_case_id (1);
  g_autofree char *erased = make_case_id (2);
  g_autofree char *withdrawn_path = g_strconcat ("/cases/", withdrawn, NULL);
  g_autofree char *erased_path = g_strconcat ("/cases/", erased, NULL);
  g_autoptr (LoketFeedPage) before = NULL;
  g_autoptr (LoketFeedPage) after = NULL;
  g_autoptr (LoketResponse) forbidden = NULL;
  g_autoptr (LoketResponse) missing = NULL;
  g_autoptr (GError) error = NULL;

  register_cases (fixture, 1, 2, "demo-fed");
  before = read_page (fixture, NULL, 10);
  loket_central_remove_case (fixture->central, withdrawn, LOKET_CHANGE_WITHDRAWN, "reassigned",
                             &error);
  g_assert_no_error (error);
  loket_central_remove_case (fixture->central, erased, LOKET_CHANGE_ERASED, NULL, &error);
  g_assert_no_error (error);
  after = read_page (fixture, before->next, 10);
  g_assert_cmpint (after->items->len, ==, 2);
  g_assert_cmpint (get_item (after, 0)->change, ==, LOKET_CHANGE_WITHDRAWN);
  g_assert_cmpstr (get_item (after, 0)->reason, ==, "reassigned");
  g_assert_cmpint (get_item (after, 1)->change, ==, LOKET_CHANGE_ERASED);
  forbidden = fixture_ask (fixture, "GET", withdrawn_path, NULL);
  fixture_assert_problem (forbidden, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  missing = fixture_ask (fixture, "GET", erased_path, NULL);
  fixture_assert_problem (missing, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
}

/* After 90 days removals are forgotten: who has not heard of them by then begins anew. */
static void
test_cursor_too_old (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = make_case_id (1);
  g_autoptr (LoketFeedPage) before = NULL;
  g_autoptr (LoketFeedPage) after = NULL;
  g_autoptr (LoketFeedPage) rest = NULL;

  register_cases (fixture, 1, 2, "demo-fed");
  before = read_page (fixture, NULL, 10);
  loket_central_remove_case (fixture->central, id, LOKET_CHANGE_ERASED, NULL, NULL);
  after = read_page (fixture, before->next, 10);
  fixture_close (fixture);
  fixture_open (fixture, loket_day_new (2027, 2, 20), NULL);
  check_gone (fixture, before->next);
  rest = read_page (fixture, after->next, 10);
  g_assert_cmpint (rest->items->len, ==, 0);
}

/* A page ends at 4 MB; a case of more than 256 kB is left out of it and fetched. */
static void
test_large_cases (Fixture *fixture, gconstpointer data)
{
  g_autofree char *filler = g_strnfill (250 * 1024, 'x');
  g_autofree char *large = g_strnfill (300 * 1024, 'y');
  g_autoptr (LoketFeedPage) page = NULL;

  for (guint i = 1; i <= 20; i++) {
    g_autofree char *id = make_case_id (i);
    g_autofree char *path = g_strconcat ("/cases/", id, NULL);
    g_autofree char *body = fixture_make_case (id, "demo-fed", "2026-11-12");
    g_autoptr (GString) text = g_string_new (body);
    g_autoptr (LoketResponse) response = NULL;

    g_string_replace (text, "Er werd geroepen.", i == 1 ? large : filler, 1);
    response = fixture_ask (fixture, "PUT", path, text->str);
    g_assert_cmpint (response->status, ==, 201);
  }
  page = read_page (fixture, NULL, 500);
  g_assert_cmpint (page->items->len, ==, 18);
  g_assert_null (get_item (page, 0)->contents);
  g_assert_null (get_item (page, 0)->error);
  g_assert_nonnull (get_item (page, 1)->contents);
}

static void
check_challenge (LoketResponse *response, LoketProblemKind kind)
{
  fixture_assert_problem (response, 401, kind);
  g_assert_true (
      g_str_has_prefix (loket_response_get_header (response, "www-authenticate"), "Bearer realm="));
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) none = fixture_ask (fixture, "GET", "/me", NULL);
  g_autoptr (LoketResponse) health = fixture_ask (fixture, "GET", "/health", NULL);
  g_autoptr (LoketResponse) wrong = NULL;
  g_autoptr (JsonObject) me = NULL;

  check_challenge (none, LOKET_PROBLEM_NO_ACCESS_TOKEN);
  g_assert_cmpint (health->status, ==, 200);
  fixture->token = "token-of-nobody";
  wrong = fixture_ask (fixture, "GET", "/me", NULL);
  check_challenge (wrong, LOKET_PROBLEM_INVALID_ACCESS_TOKEN);
  fixture->token = "token-of-an";
  me = fixture_get (fixture, "/me");
  g_assert_cmpstr (loket_json_peek_string (me, "personId"), ==, "an");
  g_assert_cmpint (json_array_get_length (loket_json_peek_array (me, "organizations")), ==, 1);
}

/* Everybody sees the cases of the own agencies, and a cursor serves only who sees the same. */
static void
test_own_agencies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *flemish = make_case_id (1);
  g_autofree char *path = g_strconcat ("/cases/", flemish, NULL);
  g_autofree char *body = fixture_make_case (flemish, "demo-vlg", "2026-11-12");
  g_autoptr (LoketFeedPage) of_an = NULL;
  g_autoptr (LoketFeedPage) of_bo = NULL;
  g_autoptr (LoketResponse) forbidden = NULL;
  g_autoptr (LoketResponse) not_there = NULL;

  fixture->token = "token-of-an";
  register_cases (fixture, 1, 2, "demo-vlg");
  of_an = read_page (fixture, NULL, 10);
  g_assert_cmpint (of_an->items->len, ==, 2);
  fixture->token = "token-of-bo";
  register_cases (fixture, 3, 3, "demo-fed");
  of_bo = read_page (fixture, NULL, 10);
  g_assert_cmpint (of_bo->items->len, ==, 1);
  check_gone (fixture, of_an->next);
  forbidden = fixture_ask (fixture, "GET", path, NULL);
  fixture_assert_problem (forbidden, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  not_there = fixture_ask (fixture, "PUT", path, body);
  fixture_assert_problem (not_there, 403, LOKET_PROBLEM_MISSING_PERMISSION);
}

/* A reader adds notes and nothing else; nobody acts in another's name. */
static void
test_roles (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-vlg", "2026-11-12");
  g_autoptr (LoketResponse) registered = NULL;
  g_autoptr (LoketResponse) note = NULL;
  g_autoptr (LoketResponse) take_up = NULL;
  g_autoptr (LoketResponse) other_name = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (JsonObject) act = NULL;

  fixture->token = "token-of-ro";
  registered = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, body);
  fixture_assert_problem (registered, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  fixture->token = "token-of-an";
  fixture_register (fixture, FIXTURE_CASE, "demo-vlg", "2026-11-12");
  other_name = fixture_do (fixture, 1, "takeUp", "bo", "2026-11-20", 1, "{}");
  fixture_assert_issue (other_name, "invalidInput", "body", "author");
  fixture->token = "token-of-ro";
  take_up = fixture_do (fixture, 2, "takeUp", "ro", "2026-11-20", 1, "{}");
  problem = loket_problem_from_response (take_up, 0);
  g_assert_cmpint (problem->kind, ==, LOKET_PROBLEM_ACT_NOT_ALLOWED);
  g_assert_cmpstr (problem->reason, ==, "noPermission");
  note = fixture_do (fixture, 3, "note", "ro", "2026-11-20", 1, "{\"text\": \"x\"}");
  g_assert_cmpint (note->status, ==, 201);
  act = fixture_read (note);
  g_assert_cmpstr (loket_json_peek_string (act, "authorName"), ==, "Ro Lezer");
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"pages", test_pages, NULL},
      {"change-while-reading", test_change_while_reading, NULL},
      {"cursors-of-others", test_cursors_of_others, NULL},
      {"put-back", test_put_back, NULL},
      {"put-back-while-reading", test_put_back_while_reading, NULL},
      {"bad-parameters", test_bad_parameters, NULL},
      {"waiting", test_waiting, NULL},
      {"removals", test_removals, NULL},
      {"cursor-too-old", test_cursor_too_old, NULL},
      {"large-cases", test_large_cases, NULL},
      {"tokens", test_tokens, users},
      {"own-agencies", test_own_agencies, users},
      {"roles", test_roles, users},
  };

  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/loketd/central/feed/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
