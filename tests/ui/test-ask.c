/* SPDX-License-Identifier: EUPL-1.2 */
/* A question: whoever only presses Enter changes nothing. */
#include <adwaita.h>

#include "loket-ask.h"

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  char **answer = user_data;

  *answer = loket_ask_choose_finish (result, NULL);
}

static GtkWindow *
find_question (GtkWindow *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (gtk_window_get_transient_for (each->data) == parent)
      return each->data;
  }
  return NULL;
}

/* The answer of a question in a window so wide, when what has the focus is pressed. */
static char *
press_enter (int width, const LoketAskAnswer *answers, guint n_answers)
{
  g_autoptr (GtkWindow) parent = g_object_ref_sink (GTK_WINDOW (gtk_window_new ()));
  char *answer = NULL;
  GtkWindow *question;

  gtk_window_set_default_size (parent, width, 500);
  gtk_window_present (parent);
  while (!gtk_window_is_active (parent) || gtk_widget_get_width (GTK_WIDGET (parent)) != width)
    g_main_context_iteration (NULL, TRUE);
  loket_ask_choose_async (parent, "A question", "What will happen.", answers, n_answers, NULL,
                          answered_cb, &answer);
  question = find_question (parent);
  while (!gtk_window_is_active (question))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate (gtk_window_get_focus (question));
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (parent);
  return answer;
}

/* Two answers stand beside each other, three long ones on top of each other, the last one first. */
static void
test_enter_changes_nothing (void)
{
  const LoketAskAnswer answers[] = {
      {"stay", "_Keep working", FALSE, FALSE},
      {"close", "_Close, and send it when this desk is opened next", FALSE, FALSE},
      {"send", "_Try to send, then close", TRUE, FALSE},
  };

  for (guint n_answers = 2; n_answers <= G_N_ELEMENTS (answers); n_answers++) {
    g_autofree char *in_wide = press_enter (1000, answers, n_answers);
    g_autofree char *in_narrow = press_enter (400, answers, n_answers);

    g_assert_cmpstr (in_wide, ==, "stay");
    g_assert_cmpstr (in_narrow, ==, "stay");
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/ask/enter-changes-nothing", test_enter_changes_nothing);
  return g_test_run ();
}
