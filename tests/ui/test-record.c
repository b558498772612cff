/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the record: what was taken back can be read there, as it was written. */
#include <adwaita.h>

#include "loket-record-page.h"
#include "loket-record-row.h"
#include "loket-window.h"
#include "ui-desk.h"

typedef struct {
  UiDesk desk;
  GtkWidget *window;
  GtkWidget *page;
  LoketDossier *dossier;
} Record;

static void
open_window (Record *self)
{
  self->window = loket_window_new (NULL, self->desk.session);
  self->page = ui_desk_find_widget (self->window, LOKET_TYPE_RECORD_PAGE);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
open_record (Record *self)
{
  ui_desk_open (&self->desk, "en");
  self->dossier = ui_desk_register (&self->desk, "2026-11-20");
  open_window (self);
}

static void
show_record (Record *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "record", NULL);
}

static void
close_record (Record *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  loket_dossier_unref (self->dossier);
  ui_desk_close (&self->desk);
}

/* Done and taken back. */
static void
take_back_act (Record *self, const char *type, const char *payload)
{
  const char *case_id = self->dossier->the_case->case_id;
  g_autoptr (LoketDossier) before = ui_desk_load (&self->desk, case_id);
  g_autoptr (LoketDossier) after = NULL;
  g_autoptr (JsonObject) written = ui_desk_parse (payload);
  const LoketAct *act;

  ui_desk_do (&self->desk, before, type, written);
  after = ui_desk_load (&self->desk, case_id);
  act = after->pending->pdata[after->pending->len - 1];
  ui_desk_take_back (&self->desk, act->act_id);
}

static GtkWidget *
open_row (Record *self, int position)
{
  GtkWidget *first = ui_desk_find_widget (self->page, LOKET_TYPE_RECORD_ROW);
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (first));
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, position));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

static void
test_nothing (void)
{
  Record record = {{NULL}};

  open_record (&record);
  show_record (&record);
  ui_desk_await_label (record.page, "Nothing was taken back");
  close_record (&record);
}

/* Also what comes while the page is open; and it can be copied. */
static void
test_text (void)
{
  Record record = {{NULL}};
  GtkWidget *text;

  open_record (&record);
  show_record (&record);
  take_back_act (&record, "note", "{'text': 'Half a <b>sentence & more'}");
  ui_desk_await_label (record.page, "Taken back at ");
  ui_desk_await_label (record.page, "Adreswijziging niet verwerkt\n“Half a <b>sentence & more”");
  ui_desk_await_label (open_row (&record, 0), "What you wrote");
  ui_desk_await_label (record.page, "Show the case");
  text = gtk_widget_get_next_sibling (ui_desk_find_label (record.page, "Note"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (text)), ==, "Half a <b>sentence & more");
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (text)));
  close_record (&record);
}

/* Beside what stood there when it was written, not beside what stands there now. */
static void
test_correction (void)
{
  Record record = {{NULL}};

  open_record (&record);
  take_back_act (&record, "correct",
                 "{'field': 'subject', 'old': 'Adreswijziging niet verwerkt', 'new': 'Verhuisd'}");
  show_record (&record);
  ui_desk_await_label (record.page, "Taken back at ");
  ui_desk_await_label (open_row (&record, 0), "Yours");
  ui_desk_await_label (record.page, "As it was when you wrote");
  g_assert_null (ui_desk_find_label (record.page, "Of others, meanwhile"));
  close_record (&record);
}

/* A complaint goes with what was done in it: then there is no case to show. */
static void
test_complaint (void)
{
  Record record = {{NULL}};

  open_record (&record);
  ui_desk_take_back (&record.desk, record.dossier->the_case->case_id);
  show_record (&record);
  ui_desk_await_label (record.page, "New complaint");
  ui_desk_await_label (open_row (&record, 0), "Drie keer <b>gemeld</b> & niets.");
  g_assert_null (ui_desk_find_label (record.page, "Show the case"));
  close_record (&record);
}

/* What a loket lost and what was a draft: kept of another hour, and read as well. */
static const char of_another_hour[] =
    "INSERT INTO audit (at, what, id, case_id, type, body) VALUES"
    " (1700000000000000, 'droppedDraft', 'act:c1:note', 'c1', 'note',"
    "  CAST ('{\"payload\":{\"text\":\"Half a thought\"}}' AS BLOB)),"
    " (1700000000000000, 'lostByLoket', 'a2', 'c1', 'note', CAST ('{\"type\":\"note\","
    "  \"basedOn\":1,\"occurredOn\":\"2026-11-20\",\"payload\":{\"text\":\"Of Tom\"}}' AS BLOB))";

static void
add_entries (const char *folder)
{
  ui_desk_change_work (folder, of_another_hour);
}

static void
test_of_others_and_of_drafts (void)
{
  Record record = {{NULL}};
  GtkWidget *row;

  ui_desk_open (&record.desk, "en");
  record.dossier = ui_desk_register (&record.desk, "2026-11-20");
  ui_desk_reopen (&record.desk, "en", add_entries);
  open_window (&record);
  show_record (&record);
  ui_desk_await_label (record.page, "No longer in the loket");
  row = open_row (&record, 0);
  ui_desk_await_label (row, "Note"); /* the name of its field: what is in it has been read */
  g_assert_nonnull (ui_desk_find_label (row, "Of Tom"));
  g_assert_nonnull (ui_desk_find_label (row, "What was written"));
  g_assert_null (ui_desk_find_label (record.page, "What you wrote"));
  ui_desk_await_label (record.page, "A draft that went with its case");
  ui_desk_await_label (open_row (&record, 1), "What you wrote");
  g_assert_null (ui_desk_find_label (record.page, "Payload"));
  close_record (&record);
}

/* What is erased goes at once, also from a row that is open; the others stay as they are. */
static void
test_erased_meanwhile (void)
{
  Record record = {{NULL}};
  g_autoptr (LoketDossier) other = NULL;

  open_record (&record);
  take_back_act (&record, "note", "{'text': 'To be erased'}");
  other = record.dossier;
  record.dossier = ui_desk_register (&record.desk, "2026-11-20");
  take_back_act (&record, "note", "{'text': 'To be kept'}");
  show_record (&record);
  ui_desk_await_label (record.page, "To be kept");
  ui_desk_await_label (open_row (&record, 0), "What you wrote");
  ui_desk_await_label (open_row (&record, 1), "What you wrote");
  ui_desk_erase (&record.desk, other->the_case->case_id);
  while (ui_desk_find_label (record.page, "To be erased") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (ui_desk_find_label (record.page, "What you wrote"));
  close_record (&record);
}

/* The newest first, and the others when they are asked for. */
static void
test_many (void)
{
  Record record = {{NULL}};
  GtkWidget *more;

  open_record (&record);
  for (int i = 1; i <= 52; i++) {
    g_autofree char *payload = g_strdup_printf ("{'text': 'Note number %d.'}", i);

    take_back_act (&record, "note", payload);
  }
  show_record (&record);
  ui_desk_await_label (record.page, "Note number 52.");
  more = gtk_widget_get_parent (ui_desk_await_label (record.page, "Show earlier ones"));
  g_assert_null (ui_desk_find_label (record.page, "Note number 2."));
  g_assert_true (gtk_widget_get_visible (more));
  g_signal_emit_by_name (more, "clicked");
  ui_desk_await_label (record.page, "Note number 1.");
  g_assert_false (gtk_widget_get_visible (more));
  close_record (&record);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/record/nothing", test_nothing);
  g_test_add_func ("/ui/record/text", test_text);
  g_test_add_func ("/ui/record/correction", test_correction);
  g_test_add_func ("/ui/record/complaint", test_complaint);
  g_test_add_func ("/ui/record/of-others-and-of-drafts", test_of_others_and_of_drafts);
  g_test_add_func ("/ui/record/erased-meanwhile", test_erased_meanwhile);
  g_test_add_func ("/ui/record/many", test_many);
  return g_test_run ();
}
