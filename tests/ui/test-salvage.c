/* SPDX-License-Identifier: EUPL-1.2 */
/* The card of a salvaged work.db: where files go with "Understood", it asks first and names them,
 * and the keyboard does not begin on it. */
#include <adwaita.h>
#include <string.h>

#include "loket-notice-card.h"
#include "loket-window.h"
#include "ui-desk.h"

#define ASIDE "work.db.damaged-2026-11-23"

enum {
  PATIENCE_S = 10
};

static void
put_aside (const char *folder, gboolean erased)
{
  g_autofree char *aside = g_build_filename (folder, ASIDE, NULL);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO meta (key, value) VALUES ('salvage', '{\"at\": \"2026-11-23T09:00:00Z\","
      " \"rowsKept\": 3, \"fromBackup\": 0, \"lostTables\": [], \"aside\": \"" ASIDE "\","
      " \"documents\": 0%s}')",
      erased ? ", \"erased\": true" : "");

  g_assert_true (g_file_set_contents (aside, "Het rijbewijs is zoek.", -1, NULL));
  ui_desk_change_work (folder, sql);
}

static void
salvage (const char *folder)
{
  put_aside (folder, FALSE);
}

static void
salvage_and_erase (const char *folder)
{
  put_aside (folder, TRUE);
}

static void
iterate_until (gboolean (*holds) (gpointer), gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (!holds (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (holds (data));
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

static GtkWidget *
find_card (GtkWidget *widget)
{
  if (LOKET_IS_NOTICE_CARD (widget) && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_card (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_told (gpointer data)
{
  return find_card (data) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find_card (data) == NULL;
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_question () != NULL;
}

static gboolean
is_answered (gpointer data)
{
  return find_question () == NULL;
}

static void
answer (const char *response)
{
  AdwMessageDialog *question = find_question ();

  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  iterate_until (is_answered, NULL);
}

static GtkWidget *
open_window (UiDesk *desk, void (*change) (const char *folder))
{
  GtkWidget *window;

  ui_desk_open (desk, "en");
  ui_desk_reopen (desk, "en", change);
  window = loket_window_new (NULL, desk->session);
  gtk_window_present (GTK_WINDOW (window));
  iterate_until (is_told, window);
  iterate_until (is_active, window);
  return window;
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_nothing_goes (void)
{
  UiDesk desk = {NULL};
  GtkWidget *window = open_window (&desk, salvage);
  g_autofree char *aside = g_build_filename (desk.folder, ASIDE, NULL);

  g_action_group_activate_action (G_ACTION_GROUP (window), "acknowledge-salvage", NULL);
  iterate_until (is_gone, window);
  g_assert_null (find_question ());
  loket_desk_flush (desk.desk);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  close_window (window);
  ui_desk_close (&desk);
}

static void
test_files_go (void)
{
  UiDesk desk = {NULL};
  GtkWidget *window = open_window (&desk, salvage_and_erase);
  g_autofree char *aside = g_build_filename (desk.folder, ASIDE, NULL);

  g_action_group_activate_action (G_ACTION_GROUP (window), "acknowledge-salvage", NULL);
  iterate_until (is_asked, NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_question ()), aside));
  answer ("cancel");
  g_assert_nonnull (find_card (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "acknowledge-salvage", NULL);
  iterate_until (is_asked, NULL);
  answer ("confirm");
  iterate_until (is_gone, window);
  loket_desk_flush (desk.desk);
  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
  close_window (window);
  ui_desk_close (&desk);
}

static void
test_enter_acknowledges_nothing (void)
{
  UiDesk desk = {NULL};
  GtkWidget *window = open_window (&desk, salvage_and_erase);
  GtkWidget *focus;

  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), ==, "win.pending");
  close_window (window);
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/salvage/nothing-goes", test_nothing_goes);
  g_test_add_func ("/ui/salvage/files-go", test_files_go);
  g_test_add_func ("/ui/salvage/enter-acknowledges-nothing", test_enter_acknowledges_nothing);
  return g_test_run ();
}
