/* SPDX-License-Identifier: EUPL-1.2 */
/* The chosen case stays in sight when the list around it is another one. */
#include <adwaita.h>

#include "loket-case-list-pane.h"
#include "loket-case-list-row.h"
#include "ui-desk.h"

enum {
  N_CASES = 40,
  PATIENCE_S = 30,
};

typedef struct {
  UiDesk desk;
  GtkWidget *window;
  LoketCaseListPane *pane;
  GListModel *cases;
} Fixture;

static GtkWidget *
find_list (Fixture *fixture)
{
  return ui_desk_find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_LIST_VIEW);
}

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  int *frames = user_data;

  (*frames)--;
  return *frames > 0;
}

/* The list is read on another thread; then some frames in which widgets find their places. */
static void
settle (Fixture *fixture, guint count)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  int frames = 5;

  while (g_list_model_get_n_items (fixture->cases) != count ||
         loket_case_list_is_loading (LOKET_CASE_LIST (fixture->cases))) {
    g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, PATIENCE_S);
    g_main_context_iteration (NULL, FALSE);
  }
  gtk_widget_add_tick_callback (fixture->window, count_frame_cb, &frames, NULL);
  while (frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ui_desk_open (&fixture->desk, "en");
  for (guint i = 0; i < N_CASES; i++)
    loket_dossier_unref (ui_desk_register (&fixture->desk, "2026-11-20"));
  fixture->cases = G_LIST_MODEL (loket_desk_get_case_list (fixture->desk.desk));
  fixture->pane = g_object_new (LOKET_TYPE_CASE_LIST_PANE, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 480);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  loket_case_list_pane_set_session (fixture->pane, fixture->desk.session);
  loket_case_list_pane_show_view (fixture->pane, "all", "All cases");
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture, N_CASES);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ui_desk_close (&fixture->desk);
}

/* The row of a case that lies wholly in what is seen of the list; NULL: it is not in sight. */
static GtkWidget *
find_in_sight (Fixture *fixture, guint position)
{
  GtkWidget *list = find_list (fixture);
  g_autoptr (LoketCaseRow) row = g_list_model_get_item (fixture->cases, position);

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *content = gtk_widget_get_first_child (child);
    graphene_rect_t box;

    if (!gtk_widget_get_child_visible (child) || content == NULL ||
        loket_case_list_row_get (LOKET_CASE_LIST_ROW (content)) != row ||
        !gtk_widget_compute_bounds (child, list, &box))
      continue;
    if (box.origin.y >= 0 && box.origin.y + box.size.height <= gtk_widget_get_height (list))
      return child;
  }
  return NULL;
}

static char *
dup_case_id (Fixture *fixture, guint position)
{
  g_autoptr (LoketCaseRow) row = g_list_model_get_item (fixture->cases, position);

  return g_strdup (loket_case_row_get_case_id (row));
}

static char *
dup_reference (Fixture *fixture, guint position)
{
  g_autoptr (LoketCaseRow) row = g_list_model_get_item (fixture->cases, position);

  return g_strdup (loket_case_row_get_reference (row));
}

/* A case that was opened elsewhere, in a message or when the program starts. */
static void
test_opened_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *case_id = dup_case_id (fixture, N_CASES - 3);

  g_assert_null (find_in_sight (fixture, N_CASES - 3));
  loket_case_list_pane_select (fixture->pane, case_id);
  settle (fixture, N_CASES);
  g_assert_nonnull (find_in_sight (fixture, N_CASES - 3));
}

/* Searched, chosen, and Esc: among all cases it is seen, and has the keyboard. */
static void
test_after_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search = ui_desk_find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_SEARCH_ENTRY);
  g_autofree char *case_id = dup_case_id (fixture, N_CASES - 3);
  g_autofree char *reference = dup_reference (fixture, N_CASES - 3);

  gtk_widget_grab_focus (search);
  gtk_editable_set_text (GTK_EDITABLE (search), reference);
  settle (fixture, 1);
  loket_case_list_pane_select (fixture->pane, case_id);
  g_signal_emit_by_name (search, "stop-search");
  settle (fixture, N_CASES);
  g_assert_nonnull (find_in_sight (fixture, N_CASES - 3));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) ==
                 find_in_sight (fixture, N_CASES - 3));
}

/* What the loket sends meanwhile does not pull the list back to the chosen case. */
static void
test_stays_where_scrolled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *chosen = dup_case_id (fixture, 0);
  g_autofree char *last = dup_case_id (fixture, N_CASES - 1);

  loket_case_list_pane_select (fixture->pane, chosen);
  settle (fixture, N_CASES);
  gtk_widget_activate_action (find_list (fixture), "list.scroll-to-item", "u", N_CASES - 1);
  settle (fixture, N_CASES);
  loket_dossier_unref (ui_desk_register (&fixture->desk, "2026-11-23"));
  settle (fixture, N_CASES + 1);
  g_assert_nonnull (
      find_in_sight (fixture, loket_case_list_find (LOKET_CASE_LIST (fixture->cases), last)));
}

/* An answer that still waits while a term is over ends nothing: the row says so. */
static void
test_late_answer_not_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketDossier) dossier = ui_desk_register (&fixture->desk, "2026-09-14");
  g_autoptr (JsonObject) answer = ui_desk_parse ("{'via': 'loket', 'text': 'We were wrong.'}");

  ui_desk_do (&fixture->desk, dossier, "answer", answer);
  settle (fixture, N_CASES + 1);
  loket_case_list_pane_select (fixture->pane, dossier->the_case->case_id);
  ui_desk_await_label (GTK_WIDGET (fixture->pane), " · not sent yet");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/ui/case-list/opened-elsewhere", test_opened_elsewhere);
  ADD ("/ui/case-list/after-search", test_after_search);
  ADD ("/ui/case-list/stays-where-scrolled", test_stays_where_scrolled);
  ADD ("/ui/case-list/late-answer-not-sent", test_late_answer_not_sent);
  return g_test_run ();
}
