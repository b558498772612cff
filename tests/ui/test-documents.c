/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents of a case as they are shown: states in words, what can be done, the same rows while
 * something travels. */
#include <adwaita.h>

#include "loket-document-row.h"
#include "loket-documents.h"
#include "ui-desk.h"

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (says (child, text))
      return TRUE;
  }
  return FALSE;
}

static int
count_deeds (GtkWidget *row)
{
  GtkWidget *button = ui_desk_find_widget (row, GTK_TYPE_MENU_BUTTON);

  return g_menu_model_get_n_items (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)));
}

static gboolean
has_bar (GtkWidget *row)
{
  return gtk_widget_get_visible (ui_desk_find_widget (row, GTK_TYPE_PROGRESS_BAR));
}

typedef struct {
  LoketDocumentState state;
  gboolean travels;
  gboolean pinned;
  gboolean fleeting;
  gboolean pending;
  const char *words;
  gboolean bar;
  int n_deeds;
} Shown;

static void
test_states (void)
{
  static const Shown all[] = {
      {LOKET_DOCUMENT_THERE, .words = "At the loket", .n_deeds = 4},
      {LOKET_DOCUMENT_HERE, .words = "On this computer", .n_deeds = 4},
      {LOKET_DOCUMENT_HERE, .pinned = TRUE, .words = "Kept on this computer", .n_deeds = 4},
      {LOKET_DOCUMENT_HERE, .fleeting = TRUE, .words = "On this computer", .n_deeds = 3},
      {LOKET_DOCUMENT_HERE, .pending = TRUE, .words = "Sent; the loket has not confirmed it yet",
       .n_deeds = 3},
      {LOKET_DOCUMENT_UPLOADING, .pending = TRUE, .words = "Waits to be sent", .bar = TRUE,
       .n_deeds = 3},
      {LOKET_DOCUMENT_UPLOADING, .travels = TRUE, .pending = TRUE, .words = "Being sent: 25 %",
       .bar = TRUE, .n_deeds = 3},
      {LOKET_DOCUMENT_DOWNLOADING, .travels = TRUE, .words = "Being fetched: 25 %", .bar = TRUE,
       .n_deeds = 4},
      {LOKET_DOCUMENT_FAILED, .pending = TRUE, .words = "Not sent", .n_deeds = 3},
      {LOKET_DOCUMENT_FAILED, .words = "Not fetched", .n_deeds = 4},
  };
  GtkWidget *row = g_object_ref_sink (loket_document_row_new ());
  UiDesk desk;

  ui_desk_open (&desk, "en");
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    LoketDeskDocument document = {
        .document_id = (char *) "d1",
        .case_id = (char *) "c1",
        .name = (char *) "<b>brief</b> & co.pdf",
        .size_bytes = 400,
        .done_bytes = 100,
        .added_on = LOKET_NO_DAY,
        .state = all[i].state,
        .travels = all[i].travels,
        .pinned = all[i].pinned,
        .fleeting = all[i].fleeting,
        .act_id = all[i].pending ? (char *) "a1" : NULL,
        .reason = all[i].state == LOKET_DOCUMENT_FAILED ? (char *) "documentTooLarge" : NULL,
    };

    loket_document_row_show (LOKET_DOCUMENT_ROW (row), desk.session, &document, TRUE);
    /* A name is never read as markup. */
    g_assert_true (says (row, "<b>brief</b> & co.pdf"));
    g_assert_true (says (row, all[i].words));
    g_assert_cmpint (has_bar (row), ==, all[i].bar);
    g_assert_cmpint (count_deeds (row), ==, all[i].n_deeds);
  }
  g_assert_finalize_object (row);
  ui_desk_close (&desk);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
add (UiDesk *desk, LoketDossier *dossier)
{
  g_autofree char *path = g_build_filename (desk->folder, "bijlage.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;

  g_file_set_contents (path, "Bewijs", -1, NULL);
  loket_desk_add_document_async (desk->desk, dossier, file, NULL, NULL, done_cb, &result);
  wait_for (&result);
  act = loket_desk_add_document_finish (desk->desk, result, &error);
  g_assert_no_error (error);
}

static void
cancel (UiDesk *desk, GtkWidget *row)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_cancel_document_async (
      desk->desk, loket_document_row_get_document (LOKET_DOCUMENT_ROW (row)), done_cb, &result);
  wait_for (&result);
  loket_desk_change_document_finish (desk->desk, result, &error);
  g_assert_no_error (error);
}

static GtkWidget *
wait_for_row (GtkWidget *documents)
{
  GtkWidget *row;

  while ((row = ui_desk_find_widget (documents, LOKET_TYPE_DOCUMENT_ROW)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static void
show (GtkWidget *documents, UiDesk *desk, const char *case_id)
{
  g_autoptr (LoketDossier) dossier = ui_desk_load (desk, case_id);

  loket_documents_show (LOKET_DOCUMENTS (documents), desk->session, dossier);
}

static void
test_list (void)
{
  GtkWidget *documents = g_object_ref_sink (g_object_new (LOKET_TYPE_DOCUMENTS, NULL));
  g_autoptr (LoketDossier) dossier = NULL;
  const char *case_id;
  GtkWidget *row;
  UiDesk desk;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  case_id = dossier->the_case->case_id;
  show (documents, &desk, case_id);
  g_assert_null (ui_desk_find_widget (documents, LOKET_TYPE_DOCUMENT_ROW));
  g_assert_true (says (documents, "No documents"));
  add (&desk, dossier);
  show (documents, &desk, case_id);
  row = wait_for_row (documents);
  g_assert_true (says (row, "bijlage.txt"));
  g_assert_true (says (row, "Waits to be sent"));
  show (documents, &desk, case_id);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (row == wait_for_row (documents));
  cancel (&desk, row);
  show (documents, &desk, case_id);
  while (ui_desk_find_widget (documents, LOKET_TYPE_DOCUMENT_ROW) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (documents);
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/documents/states", test_states);
  g_test_add_func ("/ui/documents/list", test_list);
  return g_test_run ();
}
