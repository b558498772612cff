/* SPDX-License-Identifier: EUPL-1.2 */
/* The main window: which list stands beside which case. */
#include <adwaita.h>
#include <locale.h>

#include "loket-window.h"
#include "ui-desk.h"

static void
settle (UiDesk *desk)
{
  while (g_main_context_iteration (NULL, FALSE) || !loket_desk_is_settled (desk->desk) ||
         loket_case_list_is_loading (loket_desk_get_case_list (desk->desk)))
    continue;
}

/* Views in which the one complaint of the desk stands, and in which it does not: whoever comes back
 * from a page without a list finds the list that was there. */
static void
test_list_is_left_alone (void)
{
  static const char *const views[] = {"inbox", "overdue", "all", "mediation"};
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  GtkWidget *window;
  guint n_found = 0;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  window = loket_window_new (NULL, desk.session);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    guint before;

    gtk_widget_activate_action (window, "win.show-view", "s", views[i]);
    settle (&desk);
    before = g_list_model_get_n_items (G_LIST_MODEL (loket_desk_get_case_list (desk.desk)));
    n_found += before;
    gtk_widget_activate_action (window, "win.pending", NULL);
    gtk_widget_activate_action (window, "win.open-case", "s", dossier->the_case->case_id);
    settle (&desk);
    g_assert_cmpuint (
        g_list_model_get_n_items (G_LIST_MODEL (loket_desk_get_case_list (desk.desk))), ==, before);
  }
  g_assert_cmpuint (n_found, >, 0);
  g_assert_cmpuint (n_found, <, G_N_ELEMENTS (views));
  gtk_window_destroy (GTK_WINDOW (window));
  settle (&desk);
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/window/list-is-left-alone", test_list_is_left_alone);
  return g_test_run ();
}
