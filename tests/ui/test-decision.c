/* SPDX-License-Identifier: EUPL-1.2 */
/* The window of a decision: whoever only presses Enter has decided nothing, and what is done all
 * the same can be taken back like any other act. */
#include <adwaita.h>
#include <string.h>

#include "loket-act-form.h"
#include "loket-decision-window.h"
#include "loket-desk-documents.h"
#include "loket-window.h"
#include "ui-desk.h"

/* Of the questions of this file. */
enum {
  PATIENCE_S = 10
};

/* As a salvage brings it from an older copy of work.db. */
static void
make_salvaged (const char *folder)
{
  ui_desk_change_work (folder, "UPDATE items SET state = 'conflict', reason = 'salvaged'"
                               " WHERE kind = 'act'");
}

static void
iterate_until (gboolean (*holds) (gpointer), gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (!holds (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (holds (data));
}

typedef struct {
  GtkWidget *window;
  const char *text;
} Wanted;

static gboolean
is_told (gpointer data)
{
  const Wanted *wanted = data;

  return ui_desk_find_label (wanted->window, wanted->text) != NULL;
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

static gpointer
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (G_TYPE_CHECK_INSTANCE_TYPE (each->data, type))
      return each->data;
  }
  return NULL;
}

static const LoketPendingItem *
find_pending (UiDesk *desk, const char *kind, GPtrArray **pending)
{
  *pending = loket_desk_list_pending (desk->desk);
  for (guint i = 0; i < (*pending)->len; i++) {
    const LoketPendingItem *item = (*pending)->pdata[i];

    if (g_str_equal (item->kind, kind))
      return item;
  }
  return NULL;
}

static gboolean
is_pending_read (gpointer data)
{
  g_autoptr (GPtrArray) pending = NULL;

  return find_pending (data, "act", &pending) != NULL;
}

static GtkWidget *
open_window_of (UiDesk *desk, GtkWidget *window, const char *way)
{
  g_autoptr (GPtrArray) pending = NULL;
  const LoketPendingItem *item;
  GtkWidget *decision;

  iterate_until (is_pending_read, desk);
  item = find_pending (desk, "act", &pending);
  g_assert_nonnull (item);
  g_action_group_activate_action (G_ACTION_GROUP (window), "decide",
                                  g_variant_new_string (item->id));
  decision = find_window (LOKET_TYPE_DECISION_WINDOW);
  g_assert_nonnull (decision);
  iterate_until (is_told, &(Wanted){decision, "What is to become of it?"});
  iterate_until (is_told, &(Wanted){decision, way});
  iterate_until (is_active, decision);
  return decision;
}

static GtkWidget *
open_decision (UiDesk *desk, GtkWidget *window)
{
  return open_window_of (desk, window, "Do it all the same");
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
add_document (UiDesk *desk, LoketDossier *dossier)
{
  g_autofree char *path = g_build_filename (desk->folder, "..", "Attest gemeente.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;

  g_assert_true (g_file_set_contents (path, "%PDF-1.4", -1, NULL));
  loket_desk_add_document_async (desk->desk, dossier, file, "Attest gemeente.pdf", NULL, added_cb,
                                 &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  act = loket_desk_add_document_finish (desk->desk, result, &error);
  g_assert_no_error (error);
}

static void
open_answer (UiDesk *desk)
{
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (JsonObject) payload = ui_desk_parse ("{'via': 'loket'}");

  ui_desk_open (desk, "en");
  dossier = ui_desk_register (desk, "2026-11-20");
  ui_desk_do (desk, dossier, "acknowledge", payload);
  ui_desk_reopen (desk, "en", make_salvaged);
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The row on the page is pressed with Enter: pressed twice, it still decides nothing. */
static void
test_enter_decides_nothing (void)
{
  UiDesk desk = {NULL};
  g_autoptr (GPtrArray) pending = NULL;
  GtkWidget *window;
  GtkWidget *decision;
  GtkWidget *focus;

  open_answer (&desk);
  window = loket_window_new (NULL, desk.session);
  gtk_window_present (GTK_WINDOW (window));
  decision = open_decision (&desk, window);
  focus = gtk_window_get_focus (GTK_WINDOW (decision));
  g_assert_nonnull (focus);
  g_assert_false (GTK_IS_BUTTON (focus));
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (decision)));
  g_assert_cmpstr (find_pending (&desk, "act", &pending)->state, ==, "conflict");
  gtk_window_destroy (GTK_WINDOW (decision));
  close_window (window);
  ui_desk_close (&desk);
}

static gboolean
is_decision_open (gpointer data)
{
  return find_window (LOKET_TYPE_DECISION_WINDOW) != NULL;
}

/* It may have arrived: whoever wants to take it back decides about it. */
static void
test_taken_back (void)
{
  UiDesk desk = {NULL};
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) after = NULL;
  GtkWidget *window;

  open_answer (&desk);
  window = loket_window_new (NULL, desk.session);
  gtk_window_present (GTK_WINDOW (window));
  iterate_until (is_pending_read, &desk);
  g_action_group_activate_action (G_ACTION_GROUP (window), "take-back",
                                  g_variant_new_string (find_pending (&desk, "act", &pending)->id));
  iterate_until (is_decision_open, NULL);
  g_assert_cmpstr (find_pending (&desk, "act", &after)->state, ==, "conflict");
  gtk_window_destroy (GTK_WINDOW (find_window (LOKET_TYPE_DECISION_WINDOW)));
  close_window (window);
  ui_desk_close (&desk);
}

/* It is held, and its toast has the button of every act. */
static void
test_done_all_the_same (void)
{
  UiDesk desk = {NULL};
  g_autoptr (GPtrArray) pending = NULL;
  const LoketPendingItem *item;
  GtkWidget *window;
  GtkWidget *decision;

  open_answer (&desk);
  window = loket_window_new (NULL, desk.session);
  gtk_window_present (GTK_WINDOW (window));
  decision = open_decision (&desk, window);
  gtk_widget_activate_action (decision, "decision.choose", "s", "again");
  iterate_until (is_told, &(Wanted){window, "Not sent yet: "});
  item = find_pending (&desk, "act", &pending);
  g_assert_cmpstr (item->state, ==, "waiting");
  g_assert_cmpint (item->hold_until, !=, LOKET_NO_MOMENT);
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  iterate_until (is_told, &(Wanted){window, "Taken back: "});
  close_window (window);
  ui_desk_close (&desk);
}

/* Whoever adapts what came back sees in its form, and on a later day, what had not been seen. */
static void
test_adapted (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) before = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (JsonObject) payload = ui_desk_parse ("{'via': 'loket'}");
  g_autoptr (JsonObject) draft = NULL;
  g_autoptr (JsonObject) kept = NULL;
  g_autofree char *key = NULL;
  g_autofree char *json = NULL;
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *form;

  ui_desk_open (&desk, "en");
  before = ui_desk_register (&desk, "2026-11-20");
  ui_desk_do (&desk, before, "acknowledge", payload);
  dossier = ui_desk_load (&desk, before->the_case->case_id);
  key = g_strdup_printf ("act:%s:note", dossier->the_case->case_id);
  json = g_strdup_printf ("{'payload': {'text': 'Half a sen'}, 'unseen': ['%s', 'not here']}",
                          ((LoketActEffect *) dossier->standing->effects->pdata[0])->act->act_id);
  draft = ui_desk_parse (json);
  loket_desk_save_draft (desk.desk, key, draft);
  loket_act_form_present_draft (GTK_WINDOW (parent), desk.session, dossier, LOKET_ACT_NOTE, key);
  form = find_window (LOKET_TYPE_ACT_FORM);
  g_assert_nonnull (ui_desk_find_label (form, "Done in the case since you wrote this:\nReceipt"));
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_desk_find_widget (form, GTK_TYPE_TEXT_VIEW))),
      "Half a sentence", -1);
  gtk_window_close (GTK_WINDOW (form));
  kept = loket_desk_load_draft (desk.desk, key);
  g_assert_cmpstr (loket_json_peek_string (loket_json_peek_object (kept, "payload"), "text"), ==,
                   "Half a sentence");
  g_assert_cmpuint (json_array_get_length (loket_json_peek_array (kept, "unseen")), ==, 2);
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

/* What cannot be sent is not offered to be sent once more, and its file is named before it goes. */
static void
make_damaged (const char *folder)
{
  ui_desk_change_work (folder, "UPDATE items SET state = 'refused', reason = 'contentsDamagedHere'"
                               " WHERE kind = 'act'");
}

static void
test_damaged_document (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  GtkWidget *window;
  GtkWidget *decision;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  add_document (&desk, dossier);
  ui_desk_reopen (&desk, "en", make_damaged);
  window = loket_window_new (NULL, desk.session);
  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "pending", NULL);
  iterate_until (is_told, &(Wanted){window, "They do not go by themselves"});
  decision = open_window_of (&desk, window, "Drop it");
  g_assert_null (ui_desk_find_label (decision, "Try again"));
  gtk_widget_activate_action (decision, "decision.choose", "s", "drop");
  g_assert_nonnull (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_window (ADW_TYPE_MESSAGE_DIALOG)),
                            "Attest gemeente.pdf"));
  gtk_window_destroy (GTK_WINDOW (find_window (ADW_TYPE_MESSAGE_DIALOG)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_window_destroy (GTK_WINDOW (decision));
  close_window (window);
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/decision/enter-decides-nothing", test_enter_decides_nothing);
  g_test_add_func ("/ui/decision/taken-back", test_taken_back);
  g_test_add_func ("/ui/decision/done-all-the-same", test_done_all_the_same);
  g_test_add_func ("/ui/decision/adapted", test_adapted);
  g_test_add_func ("/ui/decision/damaged-document", test_damaged_document);
  return g_test_run ();
}
