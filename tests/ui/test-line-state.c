/* SPDX-License-Identifier: EUPL-1.2 */
/* What the foot of the window shows when it is pressed: each thing that waits, or plainly none. */
#include <adwaita.h>

#include "loket-line-state.h"
#include "ui-desk.h"

static gboolean
has_list (GtkWidget *line_state)
{
  GtkWidget *popover = ui_desk_find_widget (line_state, GTK_TYPE_POPOVER);

  return gtk_widget_get_visible (ui_desk_find_widget (popover, GTK_TYPE_SCROLLED_WINDOW));
}

static const char *
get_sentence (GtkWidget *line_state)
{
  GtkWidget *popover = ui_desk_find_widget (line_state, GTK_TYPE_POPOVER);

  return gtk_label_get_text (GTK_LABEL (ui_desk_find_widget (popover, GTK_TYPE_LABEL)));
}

static void
test_list_only_when_something_waits (void)
{
  UiDesk desk;
  GtkWidget *line_state = g_object_ref_sink (g_object_new (LOKET_TYPE_LINE_STATE, NULL));

  ui_desk_open (&desk, "en");
  loket_line_state_set_session (LOKET_LINE_STATE (line_state), desk.session);
  g_assert_false (has_list (line_state));
  g_assert_cmpstr (get_sentence (line_state), ==,
                   "Nothing waits: the loket has everything that you did.");
  loket_dossier_unref (ui_desk_register (&desk, "2026-11-20"));
  g_assert_true (has_list (line_state));
  g_assert_cmpstr (get_sentence (line_state), ==, "Not yet taken by the loket");
  g_assert_finalize_object (line_state);
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/line-state/list-only-when-something-waits",
                   test_list_only_when_something_waits);
  return g_test_run ();
}
