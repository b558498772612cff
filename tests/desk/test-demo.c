/* SPDX-License-Identifier: EUPL-1.2 */
/* The demo's loket, with real threads and over real HTTP: it starts, is synced, and leaves nothing.
 */
#include "loket-demo.h"
#include "loket-desk.h"

static char *
find_loketd (void)
{
  return g_build_filename (g_getenv ("LOKET_BUILD_ROOT"), "src", "loketd", "loketd", NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static LoketDesk *
open_desk (LoketDemo *demo)
{
  LoketDeskOptions options = {.folder = loket_demo_get_folder (demo)};
  g_autoptr (GError) error = NULL;
  LoketDesk *desk = loket_desk_open (&options, &error);

  g_assert_no_error (error);
  return desk;
}

static void
sync_well (LoketDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_sync_async (desk, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  loket_desk_sync_finish (desk, result, &error);
  g_assert_no_error (error);
}

#define N_AGENCIES 6

static guint
count_cases_of (LoketDesk *desk, const char *agency)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint count = 0;

  loket_desk_list_lines_async (desk, "all", NULL, 0, done_cb, &listed);
  while (listed == NULL)
    g_main_context_iteration (NULL, TRUE);
  lines = loket_desk_list_lines_finish (desk, listed, NULL);
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (LoketDossier) dossier = NULL;

    loket_desk_load_dossier_async (desk, line->case_id, NULL, done_cb, &result);
    while (result == NULL)
      g_main_context_iteration (NULL, TRUE);
    dossier = loket_desk_load_dossier_finish (desk, result, NULL);
    g_assert_cmpstr (dossier->the_case->agency, ==, agency);
    g_assert_true (dossier->standing->rules_known);
    count++;
  }
  return count;
}

/* One agency at a time, as a person of it; together the scenario's cases. */
static void
test_agencies (void)
{
  g_autofree char *loketd = find_loketd ();
  LoketDemoOptions options = {.loketd = loketd, .today = loket_day_new (2026, 11, 23)};
  g_auto (GStrv) agencies = NULL;
  guint count = 0;

  for (guint i = 0; i < N_AGENCIES; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketDemo) demo = loket_demo_start (&options, &error);
    g_autoptr (LoketDesk) desk = NULL;

    g_assert_no_error (error);
    if (agencies == NULL)
      agencies = loket_demo_list_agencies (demo);
    g_assert_cmpuint (g_strv_length (agencies), ==, N_AGENCIES);
    desk = open_desk (demo);
    sync_well (desk);
    g_assert_cmpuint (loket_desk_list_agencies (desk)->len, ==, 1);
    count += count_cases_of (desk, loket_demo_get_agency (demo));
    loket_desk_close (desk);
    options.agency = agencies[i + 1];
  }
  g_assert_cmpuint (count, ==, 106);
}

static void
test_leaves_nothing (void)
{
  g_autofree char *loketd = find_loketd ();
  LoketDemoOptions options = {.loketd = loketd};
  g_autoptr (GError) error = NULL;
  LoketDemo *demo = loket_demo_start (&options, &error);
  g_autofree char *folder = NULL;
  g_autofree char *root = NULL;
  LoketDesk *desk;

  g_assert_no_error (error);
  folder = g_strdup (loket_demo_get_folder (demo));
  root = g_path_get_dirname (folder);
  desk = open_desk (demo);
  loket_desk_start_watching (desk);
  while (loket_desk_get_count (desk, "all") == 0)
    g_main_context_iteration (NULL, TRUE);
  loket_desk_close (desk);
  g_object_unref (desk);
  loket_demo_stop (demo);
  g_assert_false (g_file_test (root, G_FILE_TEST_EXISTS));
}

/* Who speaks the language of the screen is chosen, where the agency has such a person. */
static void
test_language (void)
{
  g_autofree char *loketd = find_loketd ();
  LoketDemoOptions options = {.loketd = loketd, .agency = "demo-fed", .language = "fr"};
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDemo) demo = loket_demo_start (&options, &error);
  g_autoptr (LoketDesk) desk = NULL;

  g_assert_no_error (error);
  desk = open_desk (demo);
  sync_well (desk);
  g_assert_cmpstr (loket_desk_get_person (desk), ==, "luc.moreau");
  loket_desk_close (desk);
}

static void
test_cannot_start (void)
{
  LoketDemoOptions no_program = {.loketd = "/nonexistent/loketd"};
  LoketDemoOptions no_loket = {.loketd = "/bin/true"};
  LoketDemoOptions no_agency = {.agency = "nowhere"};
  LoketDemoOptions *wrong[] = {&no_program, &no_loket, &no_agency};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_demo_start (wrong[i], &error));
    g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DEMO);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/demo/agencies", test_agencies);
  g_test_add_func ("/desk/demo/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/desk/demo/language", test_language);
  g_test_add_func ("/desk/demo/cannot-start", test_cannot_start);
  return g_test_run ();
}
