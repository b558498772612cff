/* SPDX-License-Identifier: EUPL-1.2 */
/* Which documents a case shows: those with which it came in, and what acts made of them. */
#include "small-case.h"

#define ATTACH(id) "{'documentId':'" id "','name':'" id ".pdf','sizeBytes':3,'sha256':'00'}"
#define DETACH(id) "{'documentId':'" id "','reason':'x'}"

static void
assert_shown (SmallCase *fixture, const char *wanted)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-05-20");
  GPtrArray *documents = standing->current->documents;
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < documents->len; i++) {
    const LoketDocument *document = documents->pdata[i];

    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", document->document_id);
  }
  g_assert_cmpstr (found->str, ==, wanted);
}

static void
test_shown (SmallCase *fixture, gconstpointer data)
{
  fixture->more = ",'documents':[{'documentId':'d1','name':'letter'},{'documentId':'d2'},7]";
  assert_shown (fixture, "d1 d2");
  small_take (fixture, "attach", "2026-04-25", ATTACH ("d3"));
  assert_shown (fixture, "d1 d2 d3");
  small_take (fixture, "detach", "2026-04-25", DETACH ("d1"));
  assert_shown (fixture, "d2 d3");
  small_pend (fixture, "new", "attach", "2026-04-25", ATTACH ("d1"));
  assert_shown (fixture, "d2 d3 d1");
  g_ptr_array_set_size (fixture->pending, 0);
  small_take (fixture, "annul", "2026-04-26", "{'actId':'a2','reason':'wrong one'}");
  assert_shown (fixture, "d1 d2 d3");
  small_take (fixture, "annul", "2026-04-26", "{'actId':'a1','reason':'wrong one'}");
  assert_shown (fixture, "d1 d2");
}

static void
test_told (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  const LoketDocument *document;
  g_autofree char *added_on = NULL;

  small_take (fixture, "attach", "2026-04-25",
              "{'documentId':'d1','name':'a.pdf','mediaType':'application/pdf','sizeBytes':3,"
              "'sha256':'00','kind':'annex'}");
  standing = small_replay (fixture, "2026-05-20");
  g_assert_cmpuint (standing->current->documents->len, ==, 1);
  document = standing->current->documents->pdata[0];
  g_assert_cmpstr (document->name, ==, "a.pdf");
  g_assert_cmpstr (document->media_type, ==, "application/pdf");
  g_assert_cmpint (document->size_bytes, ==, 3);
  g_assert_cmpstr (document->sha256, ==, "00");
  g_assert_cmpstr (document->kind, ==, "annex");
  added_on = loket_day_to_string (document->added_on);
  g_assert_cmpstr (added_on, ==, "2026-04-25");
}

static void
test_refused (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_take (fixture, "attach", "2026-04-25", "{'name':'a.pdf'}");
  small_take (fixture, "attach", "2026-04-25", "{'documentId':'d1','name':' '}");
  small_take (fixture, "attach", "2026-04-25", ATTACH ("d1"));
  small_take (fixture, "attach", "2026-04-25", ATTACH ("d1"));
  small_take (fixture, "detach", "2026-04-25", "{'documentId':'d1'}");
  small_take (fixture, "detach", "2026-04-25", "{'reason':'x'}");
  small_take (fixture, "detach", "2026-04-25", DETACH ("d1"));
  small_take (fixture, "detach", "2026-04-25", DETACH ("d1"));
  standing = small_replay (fixture, "2026-05-20");
  small_assert_effect (standing, "a1", LOKET_ANSWER_NOT_ALLOWED, "documentGiven");
  small_assert_effect (standing, "a2", LOKET_ANSWER_NOT_ALLOWED, "documentGiven");
  small_assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a4", LOKET_ANSWER_RECORD_ONLY, "documentThere");
  small_assert_effect (standing, "a5", LOKET_ANSWER_NOT_ALLOWED, "reasonGiven");
  small_assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "documentGiven");
  small_assert_effect (standing, "a7", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a8", LOKET_ANSWER_RECORD_ONLY, "documentGone");
}

static void
test_who_may (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) reader = small_replay_by (fixture, "2026-05-20", LOKET_ROLE_READER);
  g_autoptr (LoketStanding) closed = NULL;
  g_autoptr (LoketStanding) unknown = NULL;

  g_assert_cmpint (reader->permissions[LOKET_ACT_ATTACH].answer, ==, LOKET_ANSWER_ALLOWED);
  g_assert_cmpstr (reader->permissions[LOKET_ACT_DETACH].reason, ==, "noPermission");
  small_take (fixture, "takeUp", "2026-04-25", "{}");
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','via':'post'}");
  closed = small_replay (fixture, "2026-05-20");
  g_assert_cmpint (closed->step, ==, LOKET_STEP_CLOSED);
  g_assert_cmpint (closed->permissions[LOKET_ACT_ATTACH].answer, ==, LOKET_ANSWER_ALLOWED);
  g_assert_cmpint (closed->permissions[LOKET_ACT_DETACH].answer, ==, LOKET_ANSWER_ALLOWED);
  fixture->version = "99";
  small_take (fixture, "attach", "2026-04-25", ATTACH ("d1"));
  assert_shown (fixture, "d1");
  unknown = small_replay (fixture, "2026-05-20");
  g_assert_false (unknown->rules_known);
  g_assert_cmpint (unknown->permissions[LOKET_ACT_ATTACH].answer, ==, LOKET_ANSWER_ALLOWED);
}

int
main (int argc, char **argv)
{
  static const SmallTest tests[] = {
      {"shown", test_shown},
      {"told", test_told},
      {"refused", test_refused},
      {"who-may", test_who_may},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/documents/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
