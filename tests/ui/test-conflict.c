/* SPDX-License-Identifier: EUPL-1.2 */
/* What was written and what stands there now, as a person reads it: names for codes, lists one a
 * line with what went and what came, never JSON. */
#include <adwaita.h>
#include <string.h>

#include "loket-conflict-fields.h"
#include "loket-diff-label.h"
#include "ui-desk.h"

static void
free_field (gpointer data)
{
  LoketConflictField *field = data;

  g_free (field->code);
  g_clear_pointer (&field->base_value, json_node_unref);
  g_clear_pointer (&field->mine_value, json_node_unref);
  g_clear_pointer (&field->theirs_value, json_node_unref);
  g_free (field);
}

/* @values: with members `base`, `mine`, `theirs`, which may be absent */
static void
add_field (LoketConflict *conflict, const char *code, const char *values)
{
  g_autoptr (JsonObject) json = ui_desk_parse (values);
  LoketConflictField *field = g_new0 (LoketConflictField, 1);

  field->code = g_strdup (code);
  field->base_value = json_object_dup_member (json, "base");
  field->mine_value = json_object_dup_member (json, "mine");
  field->theirs_value = json_object_dup_member (json, "theirs");
  g_ptr_array_add (conflict->fields, field);
}

static LoketConflict *
conflict_new (LoketDossier *now, LoketActType type, const char *payload)
{
  LoketConflict *conflict = g_new0 (LoketConflict, 1);
  g_autoptr (JsonObject) json = ui_desk_parse (payload);

  conflict->now = now != NULL ? loket_dossier_ref (now) : NULL;
  if (type != LOKET_ACT_UNKNOWN)
    conflict->act = loket_act_new ("a1", type, "proef", loket_day_new (2026, 11, 23), 1, json);
  conflict->unseen = g_ptr_array_new ();
  conflict->fields = g_ptr_array_new_with_free_func (free_field);
  return conflict;
}

static void
add_texts (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_texts (child, text);
}

/* All that stands on the cards, in order. */
static char *
read_cards (UiDesk *desk, LoketConflict *conflict)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  g_autoptr (GString) text = g_string_new (NULL);

  loket_conflict_fields_add (GTK_BOX (box), desk->session, conflict);
  add_texts (box, text);
  g_assert_finalize_object (box);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_list_of_codes (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (LoketConflict) conflict = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  conflict = conflict_new (dossier, LOKET_ACT_REQUALIFY, "{}");
  add_field (conflict, "reason", "{'mine': 'Het is een vraag.'}");
  add_field (conflict, "to",
             "{'mine': ['complaint', 'question'], 'theirs': ['complaint', 'report']}");
  text = read_cards (&desk, conflict);
  g_assert_cmpstr (text, ==,
                   "What is really asked|Yours|• complaint\n• information question|"
                   "Of others, meanwhile|• complaint\n• information question\n• report|"
                   "What you wrote|Reason|Het is een vraag.|");
  ui_desk_close (&desk);
}

static void
test_ids (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (LoketConflict) conflict = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  conflict = conflict_new (dossier, LOKET_ACT_ESTABLISH, "{}");
  add_field (conflict, "actId", "{'mine': 'c0ffee'}");
  add_field (conflict, "grievanceId", "{'mine': 'k2'}");
  add_field (conflict, "isPosition", "{'mine': true}");
  text = read_cards (&desk, conflict);
  g_assert_cmpstr (text, ==,
                   "What you wrote|Grievance|2. Onvriendelijk behandeld.|IsPosition|yes|");
  ui_desk_close (&desk);
}

/* A complaint that the loket refused: nobody knows its case, and all of it can be read. */
static void
test_complaint (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketConflict) conflict = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  conflict = conflict_new (NULL, LOKET_ACT_UNKNOWN, "{}");
  add_field (conflict, "caseId", "{'mine': 'c1'}");
  add_field (conflict, "carriers", "{'mine': ['letter']}");
  add_field (conflict, "complainants",
             "{'mine': [{'city': 'Gent', 'name': '<b>Proef</b>', 'postCode': '9000'},"
             "          {'name': 'Tweede'}]}");
  add_field (conflict, "grievances", "{'mine': [{'id': 'k1', 'main': true, 'text': 'Te laat.'}]}");
  add_field (conflict, "procedure", "{'mine': {'id': 'x', 'version': '1'}}");
  add_field (conflict, "receivedOn", "{'mine': '2026-11-20'}");
  text = read_cards (&desk, conflict);
  g_assert_cmpstr (
      text, ==,
      "What you wrote|Grievances|• Te laat.|Complainant|• <b>Proef</b> · 9000 · Gent\n• Tweede|"
      "Date of receipt|Friday 20 November 2026|Carriers|• letter|");
  ui_desk_close (&desk);
}

/* A correction names its fact as the form of corrections does. */
static void
test_correction (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (LoketConflict) conflict = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  conflict = conflict_new (dossier, LOKET_ACT_CORRECT, "{}");
  add_field (conflict, "complainants.0.name",
             "{'base': 'Jan', 'mine': 'Jan Proef', 'theirs': 'Jan Test'}");
  add_field (conflict, "filingLanguage", "{'base': 'nl', 'mine': 'fr', 'theirs': 'de'}");
  text = read_cards (&desk, conflict);
  g_assert_cmpstr (text, ==,
                   "Complainant: name|As it was when you wrote|Jan|Yours|Jan Proef|"
                   "Of others, meanwhile|Jan Test|"
                   "Language of the complaint|As it was when you wrote|Dutch|Yours|Dutch French|"
                   "Of others, meanwhile|Dutch German|");
  ui_desk_close (&desk);
}

/* Of a document its name was chosen; how large it is and what it is summed to, nobody wrote. */
static void
test_document (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketConflict) conflict = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  conflict = conflict_new (NULL, LOKET_ACT_ATTACH, "{}");
  add_field (conflict, "name", "{'mine': 'Attest gemeente.pdf'}");
  add_field (conflict, "sha256", "{'mine': 'c0ffee'}");
  add_field (conflict, "sizeBytes", "{'mine': 50009}");
  text = read_cards (&desk, conflict);
  g_assert_nonnull (strstr (text, "Attest gemeente.pdf"));
  g_assert_null (strstr (text, "50009"));
  ui_desk_close (&desk);
}

static void
test_lists_are_said (void)
{
  const char *const before[] = {"Jan Peeters", "An Claes", NULL};
  const char *const after[] = {"An Claes", "Tom Wuyts", NULL};
  const char *const none[] = {NULL};
  g_autofree char *said = loket_diff_label_say_lists (before, after);
  g_autofree char *emptied = loket_diff_label_say_lists (after, none);

  g_assert_cmpstr (said, ==, "[removed: Jan Peeters], An Claes, [added: Tom Wuyts]");
  g_assert_cmpstr (emptied, ==, "[removed: An Claes], [removed: Tom Wuyts]");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/conflict/list-of-codes", test_list_of_codes);
  g_test_add_func ("/ui/conflict/ids", test_ids);
  g_test_add_func ("/ui/conflict/complaint", test_complaint);
  g_test_add_func ("/ui/conflict/correction", test_correction);
  g_test_add_func ("/ui/conflict/document", test_document);
  g_test_add_func ("/ui/conflict/lists-are-said", test_lists_are_said);
  return g_test_run ();
}
