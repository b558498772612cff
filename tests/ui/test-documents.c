/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents of a case as they are shown: states in words, what can be done, the same rows while
 * something travels; files that are let go over it are added. */
#include <adwaita.h>

#include "loket-document-row.h"
#include "loket-documents.h"
#include "loket-sqlite.h"
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

static void
note_count_cb (LoketDocuments *documents, guint n, guint *counted)
{
  *counted = n;
}

static void
refuse (UiDesk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "work.db", NULL);
  LoketSqliteOptions options = {0};
  g_autoptr (LoketSqlite) work = loket_sqlite_open (path, &options, NULL);

  g_assert_true (loket_sqlite_execute (
      work, "UPDATE items SET state = 'refused' WHERE type = 'attach'", NULL));
}

/* One that the loket refused is none of the case, and is listed: so it counts. */
static void
test_refused_counts (void)
{
  GtkWidget *documents = g_object_ref_sink (g_object_new (LOKET_TYPE_DOCUMENTS, NULL));
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (LoketDossier) after = NULL;
  guint counted = 0;
  UiDesk desk;

  ui_desk_open (&desk, "en");
  g_signal_connect (documents, "counted", G_CALLBACK (note_count_cb), &counted);
  dossier = ui_desk_register (&desk, "2026-11-20");
  add (&desk, dossier);
  refuse (&desk);
  after = ui_desk_load (&desk, dossier->the_case->case_id);
  g_assert_cmpuint (after->standing->current->documents->len, ==, 0);
  loket_documents_show (LOKET_DOCUMENTS (documents), desk.session, after);
  g_assert_cmpuint (counted, ==, 0);
  wait_for_row (documents);
  g_assert_cmpuint (counted, ==, 1);
  g_assert_finalize_object (documents);
  ui_desk_close (&desk);
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_DROP_TARGET (controller))
      return GTK_DROP_TARGET (controller); /* the widget keeps it */
  }
  return NULL;
}

static GFile *
make_file (UiDesk *desk, const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  g_file_set_contents (path, name, -1, NULL);
  return g_file_new_for_path (path);
}

/* What GTK gives to the drop target when files are let go over the tab. */
static gboolean
drop (GtkWidget *documents, GSList *files)
{
  GtkDropTarget *target = find_drop_target (documents);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_nonnull (target);
  g_assert_true (
      gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (target), GDK_TYPE_FILE_LIST));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  return taken;
}

/* Two files, and a folder, which is no document: the two are there, and nothing more. */
static void
test_drop (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *documents = g_object_new (LOKET_TYPE_DOCUMENTS, NULL);
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GFile) first = NULL;
  g_autoptr (GFile) second = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GSList) files = NULL;
  UiDesk desk;

  ui_desk_open (&desk, "en");
  gtk_window_set_child (GTK_WINDOW (window), documents);
  dossier = ui_desk_register (&desk, "2026-11-20");
  first = make_file (&desk, "eerste.txt");
  second = make_file (&desk, "tweede.txt");
  folder = g_file_new_for_path (desk.folder);
  files = g_slist_append (g_slist_append (g_slist_append (NULL, first), folder), second);
  show (documents, &desk, dossier->the_case->case_id);
  g_assert_true (drop (documents, files));
  while (loket_desk_get_sync_state (desk.desk)->pending < 3) /* the complaint, and two documents */
    g_main_context_iteration (NULL, TRUE);
  show (documents, &desk, dossier->the_case->case_id);
  while (!says (documents, "eerste.txt") || !says (documents, "tweede.txt"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (loket_desk_get_sync_state (desk.desk)->pending, ==, 3);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/documents/states", test_states);
  g_test_add_func ("/ui/documents/list", test_list);
  g_test_add_func ("/ui/documents/refused-counts", test_refused_counts);
  g_test_add_func ("/ui/documents/drop", test_drop);
  return g_test_run ();
}
