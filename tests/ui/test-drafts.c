/* SPDX-License-Identifier: EUPL-1.2 */
/* Nothing typed is lost: what stands in any field of any form is in the draft two seconds later,
 * and in the form when it is opened again, also in another language of the screen, where it is no
 * date yet and where it would not be sent. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "loket-act-form.h"
#include "loket-date-row.h"
#include "loket-form-spec.h"
#include "loket-new-complaint-window.h"
#include "ui-desk.h"

/* Timers of drafts, and the promise. */
enum {
  PROMISE_S = 2
};

/* Of glibc: that the language of this process is another one now. */
extern int _nl_msg_cat_cntr;

static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  _nl_msg_cat_cntr++;
  g_assert_cmpstr (_ ("Timeline"), ==, g_str_equal (language, "nl") ? "Tijdlijn" : "Timeline");
}

/* Where this machine has the other language; see `with-screen`. */
static void
speak_another (void)
{
  if (g_getenv ("LOKET_ENGLISH_ONLY") == NULL)
    speak ("nl");
}

/* (element-type GtkWidget): all in which a person can type. Not: what searches in a list. */
static void
find_typed (GtkWidget *widget, GPtrArray *found)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    return;
  if (GTK_IS_TEXT_VIEW (widget) || GTK_IS_TEXT (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_typed (child, found);
}

static void
set_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_TEXT_VIEW (widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (widget), text);
}

static char *
dup_text (GtkWidget *widget)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!GTK_IS_TEXT_VIEW (widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget)));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), &start, &end);
  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), &start, &end,
                                   FALSE);
}

/* The window that was opened last. */
static GtkWidget *
find_newest (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (G_TYPE_CHECK_INSTANCE_TYPE (each->data, type))
      return each->data;
  }
  g_assert_not_reached ();
}

static void
wait_the_promise (void)
{
  gint64 end = g_get_monotonic_time () + PROMISE_S * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

/* Types into every field; gives the number of fields. Half a date is typed too. */
static guint
type_everywhere (GtkWidget *window)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();

  find_typed (window, typed);
  for (guint i = 0; i < typed->len; i++) {
    g_autofree char *text = g_strdup_printf ("getypt%03u", i);

    set_text (typed->pdata[i], text);
  }
  return typed->len;
}

static const char *
describe (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW);

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))
                     : G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget));
}

static void
check_draft (UiDesk *desk, const char *key, GtkWidget *window)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();
  g_autoptr (JsonObject) draft = loket_desk_load_draft (desk->desk, key);
  g_autofree char *text = draft != NULL ? loket_json_object_to_string (draft) : NULL;

  find_typed (window, typed);
  for (guint i = 0; i < typed->len; i++) {
    g_autofree char *wanted = dup_text (typed->pdata[i]);

    if (text != NULL && strstr (text, wanted) != NULL)
      continue;
    g_test_message ("%s: “%s” (%s) is not in the draft", key, wanted, describe (typed->pdata[i]));
    g_test_fail ();
  }
}

static void
check_resumed (const char *key, GtkWidget *window, GPtrArray *wanted)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();
  g_autoptr (GPtrArray) have = g_ptr_array_new_with_free_func (g_free);

  find_typed (window, typed);
  for (guint i = 0; i < typed->len; i++)
    g_ptr_array_add (have, dup_text (typed->pdata[i]));
  for (guint i = 0; i < wanted->len; i++) {
    if (g_ptr_array_find_with_equal_func (have, wanted->pdata[i], g_str_equal, NULL))
      continue;
    g_test_message ("%s: “%s” is not in the form again", key, (char *) wanted->pdata[i]);
    g_test_fail ();
  }
}

static GPtrArray *
dup_all_texts (GtkWidget *window)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  find_typed (window, typed);
  for (guint i = 0; i < typed->len; i++)
    g_ptr_array_add (texts, dup_text (typed->pdata[i]));
  return texts;
}

static void
test_act_forms (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *parent = gtk_window_new ();
  guint count = 0;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    if (loket_form_spec_find (type) == NULL)
      continue;
    loket_act_form_present (GTK_WINDOW (parent), desk.session, dossier, type, NULL);
    g_ptr_array_add (forms, find_newest (LOKET_TYPE_ACT_FORM));
    g_ptr_array_add (keys, g_strdup_printf ("act:%s:%s", dossier->the_case->case_id,
                                            loket_act_type_to_string (type)));
    count += type_everywhere (forms->pdata[forms->len - 1]);
  }
  g_assert_cmpuint (count, >, 100);
  wait_the_promise ();
  speak_another ();
  for (guint i = 0; i < forms->len; i++) {
    g_autoptr (GPtrArray) wanted = dup_all_texts (forms->pdata[i]);
    g_auto (GStrv) parts = g_strsplit (keys->pdata[i], ":", 3);
    GtkWidget *again;

    check_draft (&desk, keys->pdata[i], forms->pdata[i]);
    gtk_window_destroy (forms->pdata[i]);
    loket_act_form_present_draft (GTK_WINDOW (parent), desk.session, dossier,
                                  loket_act_type_from_string (parts[2]), keys->pdata[i]);
    again = find_newest (LOKET_TYPE_ACT_FORM);
    check_resumed (keys->pdata[i], again, wanted);
    gtk_window_destroy (GTK_WINDOW (again));
  }
  speak ("en");
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

static void
test_new_complaint (void)
{
  UiDesk desk = {NULL};
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (GPtrArray) wanted = NULL;
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  g_ptr_array_add (
      loket_desk_list_agencies (desk.desk),
      loket_agency_ref (loket_rules_get_agency (loket_desk_get_rules (desk.desk), "demo-vlg")));
  loket_new_complaint_window_present (GTK_WINDOW (parent), desk.session, NULL);
  window = find_newest (LOKET_TYPE_NEW_COMPLAINT_WINDOW);
  g_assert_cmpuint (type_everywhere (window), >, 20);
  wait_the_promise ();
  check_draft (&desk, "case:new", window);
  wanted = dup_all_texts (window);
  gtk_window_destroy (GTK_WINDOW (window));
  speak_another ();
  loket_new_complaint_window_present (GTK_WINDOW (parent), desk.session, "case:new");
  window = find_newest (LOKET_TYPE_NEW_COMPLAINT_WINDOW);
  check_resumed ("case:new", window, wanted);
  gtk_window_destroy (GTK_WINDOW (window));
  speak ("en");
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

static const char *
find_title (GtkWidget *window, guint position)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();

  find_typed (window, typed);
  return describe (typed->pdata[position]);
}

/* As it was kept before: known by the title of its field. */
static void
test_draft_of_before (void)
{
  UiDesk desk = {NULL};
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (JsonObject) draft = ui_desk_parse ("{'typed': {}}");
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = NULL;
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  loket_new_complaint_window_present (GTK_WINDOW (parent), desk.session, NULL);
  window = find_newest (LOKET_TYPE_NEW_COMPLAINT_WINDOW);
  key = g_strdup_printf ("%s#1", find_title (window, 0));
  gtk_window_destroy (GTK_WINDOW (window));
  json_object_set_string_member (loket_json_peek_object (draft, "typed"), key, "2026-1");
  loket_desk_save_draft (desk.desk, "case:new:before", draft);
  loket_new_complaint_window_present (GTK_WINDOW (parent), desk.session, "case:new:before");
  window = find_newest (LOKET_TYPE_NEW_COMPLAINT_WINDOW);
  g_ptr_array_add (wanted, g_strdup ("2026-1"));
  check_resumed ("case:new:before", window, wanted);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

/* The question that stands before a window; NULL: there is none. */
static AdwMessageDialog *
find_question (GtkWidget *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (ADW_IS_MESSAGE_DIALOG (each->data) &&
        gtk_window_get_transient_for (each->data) == GTK_WINDOW (window))
      return each->data;
  }
  return NULL;
}

static void
answer (AdwMessageDialog *question, const char *response)
{
  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* @present: shows the form and gives it */
static void
check_throwing_away (UiDesk *desk,
                     GtkWidget *(*present) (UiDesk *, GtkWindow *, LoketDossier *),
                     LoketDossier *dossier,
                     const char *action)
{
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *form = present (desk, GTK_WINDOW (parent), dossier);
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();
  AdwMessageDialog *question;

  /* Nothing was typed: there is nothing to ask about. */
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *) &form);
  gtk_widget_activate_action (form, action, NULL);
  g_assert_null (form);
  form = present (desk, GTK_WINDOW (parent), dossier);
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *) &form);
  find_typed (form, typed);
  set_text (typed->pdata[0], "Half a sen");
  gtk_widget_activate_action (form, action, NULL);
  g_assert_nonnull (form);
  question = find_question (form);
  g_assert_nonnull (question);
  g_assert_cmpstr (adw_message_dialog_get_heading (question), ==, "Throw this draft away?");
  g_assert_cmpstr (adw_message_dialog_get_default_response (question), ==, "cancel");
  gtk_window_close (GTK_WINDOW (form));
  g_assert_nonnull (form);
  answer (question, "cancel");
  g_assert_nonnull (form);
  g_assert_cmpuint (loket_desk_list_drafts (desk->desk)->len, ==, 1);
  gtk_widget_activate_action (form, action, NULL);
  answer (find_question (form), "confirm");
  g_assert_null (form);
  g_assert_cmpuint (loket_desk_list_drafts (desk->desk)->len, ==, 0);
  gtk_window_destroy (GTK_WINDOW (parent));
}

static GtkWidget *
present_note (UiDesk *desk, GtkWindow *parent, LoketDossier *dossier)
{
  loket_act_form_present (parent, desk->session, dossier, LOKET_ACT_NOTE, NULL);
  return find_newest (LOKET_TYPE_ACT_FORM);
}

static GtkWidget *
present_complaint (UiDesk *desk, GtkWindow *parent, LoketDossier *dossier)
{
  loket_new_complaint_window_present (parent, desk->session, NULL);
  return find_newest (LOKET_TYPE_NEW_COMPLAINT_WINDOW);
}

/* What was typed goes only when somebody says so twice, from the form as from the list. */
static void
test_throwing_away_asks (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  check_throwing_away (&desk, present_note, dossier, "form.discard");
  check_throwing_away (&desk, present_complaint, dossier, "complaint.discard");
  ui_desk_close (&desk);
}

/* Closing saves at once what the timer has not saved yet. */
static void
test_closing_saves (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *key = NULL;
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *form;
  g_autoptr (GPtrArray) typed = g_ptr_array_new ();
  g_autoptr (JsonObject) draft = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  loket_act_form_present (GTK_WINDOW (parent), desk.session, dossier, LOKET_ACT_NOTE, NULL);
  form = find_newest (LOKET_TYPE_ACT_FORM);
  find_typed (form, typed);
  set_text (typed->pdata[0], "Half a sen");
  gtk_window_close (GTK_WINDOW (form));
  key = g_strdup_printf ("act:%s:note", dossier->the_case->case_id);
  draft = loket_desk_load_draft (desk.desk, key);
  g_assert_nonnull (draft);
  g_assert_cmpstr (loket_json_peek_string (loket_json_peek_object (draft, "payload"), "text"), ==,
                   "Half a sen");
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOKET_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/drafts/act-forms", test_act_forms);
  g_test_add_func ("/ui/drafts/new-complaint", test_new_complaint);
  g_test_add_func ("/ui/drafts/draft-of-before", test_draft_of_before);
  g_test_add_func ("/ui/drafts/throwing-away-asks", test_throwing_away_asks);
  g_test_add_func ("/ui/drafts/closing-saves", test_closing_saves);
  return g_test_run ();
}
