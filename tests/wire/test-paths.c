/* SPDX-License-Identifier: EUPL-1.2 */
/* Every path of the contract, built and taken apart again. */
#include "loket-paths.h"

static void
check (char *built, const char *wanted, LoketPathKind kind, const char *id, const char *sub_id)
{
  g_autofree char *path = built;
  g_autoptr (LoketPath) parsed = loket_path_parse (path);

  g_assert_cmpstr (path, ==, wanted);
  g_assert_cmpint (parsed->kind, ==, kind);
  g_assert_cmpstr (parsed->id, ==, id);
  g_assert_cmpstr (parsed->sub_id, ==, sub_id);
}

static void
test_both_ways (void)
{
  check (loket_path_make_case ("c1"), "/cases/c1", LOKET_PATH_CASE, "c1", NULL);
  check (loket_path_make_acts ("c1"), "/cases/c1/acts", LOKET_PATH_ACTS, "c1", NULL);
  check (loket_path_make_act ("c1", "a1"), "/cases/c1/acts/a1", LOKET_PATH_ACT, "c1", "a1");
  check (loket_path_make_public_status ("c1"), "/cases/c1/publicStatus", LOKET_PATH_PUBLIC_STATUS,
         "c1", NULL);
  check (loket_path_make_document ("d1"), "/documents/d1", LOKET_PATH_DOCUMENT, "d1", NULL);
  check (loket_path_make_content ("d1"), "/documents/d1/content", LOKET_PATH_DOCUMENT_CONTENT, "d1",
         NULL);
  check (loket_path_make_procedure ("be-fed-ibz", "1"), "/refData/procedures/be-fed-ibz/1",
         LOKET_PATH_PROCEDURE, "be-fed-ibz", "1");
}

static void
test_fixed (void)
{
  static const LoketPathKind kinds[] = {
      LOKET_PATH_HEALTH,    LOKET_PATH_ME,        LOKET_PATH_CHANGES,
      LOKET_PATH_DOCUMENTS, LOKET_PATH_CALENDARS, LOKET_PATH_ORGANIZATIONS,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    check (g_strdup (loket_path_get_fixed (kinds[i])), loket_path_get_fixed (kinds[i]), kinds[i],
           NULL, NULL);
}

/* An id of a stranger's making stays one segment. */
static void
test_encoding (void)
{
  check (loket_path_make_case ("a b%é?#"), "/cases/a%20b%25%C3%A9%3F%23", LOKET_PATH_CASE,
         "a b%é?#", NULL);
  check (loket_path_make_case ("../me"), "/cases/..%2Fme", LOKET_PATH_UNKNOWN, NULL, NULL);
}

static void
test_unknown (void)
{
  static const char *const paths[] = {
      "",
      "/",
      "me",
      "/me/",
      "/cases",
      "/cases/",
      "/cases//acts",
      "/cases/c/act",
      "/cases/c/acts/",
      "/refData/procedures/x",
      "/HEALTH",
      "/cases/%00",
      "/cases/%zz",
      "/cases/%ff",
      "/cases/c/acts/a/b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (LoketPath) parsed = loket_path_parse (paths[i]);

    g_assert_cmpint (parsed->kind, ==, LOKET_PATH_UNKNOWN);
    g_assert_null (parsed->id);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/paths/both-ways", test_both_ways);
  g_test_add_func ("/wire/paths/fixed", test_fixed);
  g_test_add_func ("/wire/paths/encoding", test_encoding);
  g_test_add_func ("/wire/paths/unknown", test_unknown);
  return g_test_run ();
}
