/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking in a complaint: folded groups, several demands, advice, duplicates, routing, drafts. */
#include <adwaita.h>
#include <string.h>

#include "loket-choice-row.h"
#include "loket-demand-list.h"
#include "loket-intake-box.h"
#include "loket-intake-extras.h"
#include "loket-missing.h"
#include "loket-new-complaint-window.h"
#include "loket-routing-guide.h"
#include "loket-similar-list.h"
#include "ui-desk.h"

static LoketProfile *
get_profile (UiDesk *desk, const char *id)
{
  return loket_rules_get_newest (loket_desk_get_rules (desk->desk), id);
}

/* What is put into the folded groups comes out again: no member lost, none added. */
static void
test_extras_keep_everything (void)
{
  UiDesk desk = {NULL};
  g_autoptr (JsonObject) facts = ui_desk_parse (
      "{'complainants': [{'name': 'A. Proef'}, {'name': 'B. Proef', 'phone': '02 000 00 01'}],"
      " 'triedFirst': {'on': '2026-11-02', 'with': 'Loket 4', 'text': 'Niets.'},"
      " 'contestedDecision': {'appealUntil': '2026-12-28', 'body': 'Raad van State',"
      " 'notifiedOn': '2026-10-28', 'reference': 'BV/1'},"
      " 'representative': {'name': 'C. Proef', 'mandate': true, 'mandateDocument': 'volmacht.pdf'},"
      " 'nameWithheld': true, 'restricted': true, 'period': 'in mei'}");
  g_autoptr (JsonObject) gathered = ui_desk_parse ("{'complainants': [{'name': 'A. Proef'}]}");
  g_autoptr (GtkWidget) extras = g_object_ref_sink (g_object_new (LOKET_TYPE_INTAKE_EXTRAS, NULL));

  ui_desk_open (&desk, "nl");
  loket_intake_extras_set_speech (LOKET_INTAKE_EXTRAS (extras),
                                  loket_session_get_speech (desk.session));
  loket_intake_extras_adapt (LOKET_INTAKE_EXTRAS (extras),
                             get_profile (&desk, "be-vlg-bestuursdecreet"));
  loket_intake_extras_spread (LOKET_INTAKE_EXTRAS (extras), facts);
  loket_intake_extras_gather (LOKET_INTAKE_EXTRAS (extras), gathered);
  if (!loket_json_objects_equal (gathered, facts))
    g_error ("%s", loket_json_object_to_string (gathered));
  /* A detail that the procedure does not ask goes nowhere. */
  loket_intake_extras_adapt (LOKET_INTAKE_EXTRAS (extras), get_profile (&desk, "be-fed-ibz"));
  json_object_remove_member (gathered, "period");
  loket_intake_extras_gather (LOKET_INTAKE_EXTRAS (extras), gathered);
  g_assert_false (json_object_has_member (gathered, "period"));
  ui_desk_close (&desk);
}

static void
test_several_demands (void)
{
  UiDesk desk = {NULL};
  g_autoptr (GtkWidget) list = g_object_ref_sink (g_object_new (LOKET_TYPE_DEMAND_LIST, NULL));
  static const char *const wanted[] = {"complaint", "accessRequest", NULL};
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) chosen = NULL;

  ui_desk_open (&desk, "nl");
  loket_demand_list_show (LOKET_DEMAND_LIST (list), loket_session_get_speech (desk.session),
                          get_profile (&desk, "be-fed-ibz"));
  first = loket_demand_list_dup_codes (LOKET_DEMAND_LIST (list));
  g_assert_cmpuint (g_strv_length (first), ==, 1);
  g_assert_cmpstr (first[0], ==, "complaint");
  loket_demand_list_set_codes (LOKET_DEMAND_LIST (list), wanted);
  chosen = loket_demand_list_dup_codes (LOKET_DEMAND_LIST (list));
  g_assert_cmpstrv (chosen, wanted);
  ui_desk_close (&desk);
}

static char *
advise (UiDesk *desk, const char *profile, const char *json)
{
  g_autoptr (JsonObject) facts = ui_desk_parse (json);
  g_auto (GStrv) lines = loket_intake_box_advise (loket_session_get_speech (desk->session),
                                                  get_profile (desk, profile), facts);

  return g_strjoinv ("\n", lines);
}

static void
test_advice_of_the_profile (void)
{
  UiDesk desk = {NULL};
  g_autofree char *anonymous = NULL;
  g_autofree char *incomplete = NULL;
  g_autofree char *complete = NULL;

  ui_desk_open (&desk, "en");
  anonymous = advise (&desk, "be-fed-ibz",
                      "{'complainants': [], 'facts': 'x', 'receivedOn': '2026-11-20'}");
  g_assert_nonnull (strstr (anonymous, "Nobody is known"));
  g_assert_nonnull (strstr (anonymous, "and need not: anonymous complaint."));
  incomplete = advise (&desk, "be-vlg-bestuursdecreet",
                       "{'complainants': [{'name': 'A. Proef'}], 'facts': 'x',"
                       " 'receivedOn': '2026-11-20'}");
  g_assert_nonnull (strstr (incomplete, "Still needed: address."));
  g_assert_null (strstr (incomplete, "anonymous"));
  complete = advise (&desk, "be-fed-ibz",
                     "{'complainants': [{'name': 'A. Proef'}], 'facts': 'x',"
                     " 'receivedOn': '2026-11-20'}");
  g_assert_cmpstr (complete, ==, "");
  ui_desk_close (&desk);
}

/* The date of the appeal is the one that was copied, whatever the day of notification. */
static void
test_appeal_is_copied (void)
{
  UiDesk desk = {NULL};
  g_autoptr (JsonObject) with = ui_desk_parse (
      "{'contestedDecision': {'appealUntil': '2026-12-28', 'notifiedOn': '2026-10-28'}}");
  g_autoptr (JsonObject) without =
      ui_desk_parse ("{'contestedDecision': {'notifiedOn': '2026-10-28'}}");
  g_autofree char *said = NULL;

  ui_desk_open (&desk, "en");
  said = loket_intake_say_appeal (loket_session_get_speech (desk.session), with);
  g_assert_cmpstr (said, ==, "Appeal until Monday 28 December 2026");
  g_assert_null (loket_intake_say_appeal (loket_session_get_speech (desk.session), without));
  ui_desk_close (&desk);
}

/* Only what is not held is asked, in the language of the letters. */
static void
test_request_for_what_is_missing (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  names = loket_missing_name (desk.session, dossier);
  g_assert_cmpstr (names, ==, "address");
  text = loket_missing_make_request (desk.session, dossier);
  g_assert_nonnull (strstr (text, "hebben we van u nog nodig:\n– adres\n"));
  g_assert_null (strstr (text, "e-mailadres"));
  ui_desk_close (&desk);
}

static void
look_until (UiDesk *desk, LoketSimilarList *list, const char *json, guint wanted)
{
  g_autoptr (JsonObject) facts = ui_desk_parse (json);

  loket_similar_list_look (list, desk->session, facts);
  while (loket_similar_list_get_count (list) != wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_duplicates_while_typing (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GtkWidget) list = g_object_ref_sink (g_object_new (LOKET_TYPE_SIMILAR_LIST, NULL));

  ui_desk_open (&desk, "nl");
  dossier = ui_desk_register (&desk, "2026-11-16");
  look_until (&desk, LOKET_SIMILAR_LIST (list),
              "{'complainants': [{'name': 'persoon proef'}], 'subject': ''}", 1);
  g_assert_true (gtk_widget_get_visible (list));
  look_until (&desk, LOKET_SIMILAR_LIST (list),
              "{'complainants': [], 'subject': 'iets heel anders'}", 0);
  g_assert_false (gtk_widget_get_visible (list));
  look_until (&desk, LOKET_SIMILAR_LIST (list),
              "{'complainants': [], 'subject': 'adreswijziging verwerkt'}", 1);
  loket_similar_list_stop (LOKET_SIMILAR_LIST (list));
  ui_desk_close (&desk);
}

/* A profile with a tree of its own: the shipped one with one is not needed here. */
static LoketProfile *
make_routed (LoketProfile *base, LoketRules *rules)
{
  g_autoptr (JsonObject) json = loket_json_object_copy (loket_profile_get_json (base));
  g_autoptr (JsonObject) routing = ui_desk_parse (
      "{'start': 'a', 'nodes': ["
      "{'id': 'a', 'question': {'nl': 'Wat?', 'fr': 'Quoi?', 'de': 'Was?', 'en': 'What?'},"
      " 'options': [{'names': {'nl': 'n', 'fr': 'n', 'de': 'n', 'en': 'n'}, 'go': 'b'},"
      "             {'names': {'nl': 'm', 'fr': 'm', 'de': 'm', 'en': 'm'}, 'demands': "
      "['report']}]},"
      "{'id': 'b', 'question': {'nl': 'Wie?', 'fr': 'Qui?', 'de': 'Wer?', 'en': 'Who?'},"
      " 'options': [{'names': {'nl': 'o', 'fr': 'o', 'de': 'o', 'en': 'o'},"
      "              'demands': ['complaint', 'question'], 'services': ['post']}]}]}");
  g_autoptr (JsonObject) directory = ui_desk_parse (
      "{'id': 'test', 'version': '1', 'names': {'nl': 'x', 'fr': 'x', 'de': 'x', 'en': 'x'},"
      " 'services': [{'code': 'post', 'kind': 'ombuds', 'phone': '02 000 00 09',"
      " 'names': {'nl': 'Postdienst', 'fr': 'x', 'de': 'x', 'en': 'x'},"
      " 'hours': [{'days': [1, 2, 3, 4, 5], 'from': '09:00', 'until': '16:30'}],"
      " 'basis': {'value': true, 'confirmed': false}}]}");
  g_autoptr (GError) error = NULL;
  LoketProfile *profile;

  json_object_set_object_member (json, "routing", json_object_ref (routing));
  json_object_set_string_member (json, "directory", "test");
  profile = loket_profile_new (json, &error);
  g_assert_no_error (error);
  loket_rules_add_directory (rules, directory, &error);
  g_assert_no_error (error);
  return profile;
}

static void
chosen_cb (GtkWidget *guide, const char *const *demands, const char *service, gpointer user_data)
{
  g_autofree char *joined = g_strjoinv (" ", (char **) demands);

  g_string_printf (user_data, "%s / %s", joined, service != NULL ? service : "-");
}

static void
test_routing (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketRules) rules = loket_rules_new ();
  g_autoptr (LoketProfile) profile = NULL;
  g_autoptr (GString) chosen = g_string_new (NULL);
  g_autoptr (GtkWidget) guide = g_object_ref_sink (g_object_new (LOKET_TYPE_ROUTING_GUIDE, NULL));
  LoketRoutingGuide *self = LOKET_ROUTING_GUIDE (guide);
  GtkWidget *box;

  ui_desk_open (&desk, "nl");
  g_signal_connect (guide, "chosen", G_CALLBACK (chosen_cb), chosen);
  loket_routing_guide_show (self, loket_session_get_speech (desk.session), rules,
                            get_profile (&desk, "be-fed-ibz"));
  g_assert_false (gtk_widget_get_visible (guide));
  profile = make_routed (get_profile (&desk, "be-fed-ibz"), rules);
  loket_routing_guide_show (self, loket_session_get_speech (desk.session), rules, profile);
  g_assert_true (gtk_widget_get_visible (guide));
  g_assert_cmpuint (loket_routing_guide_count (self), ==, 2);
  loket_routing_guide_choose (self, 0);
  g_assert_cmpstr (chosen->str, ==, "");
  g_assert_cmpuint (loket_routing_guide_count (self), ==, 1);
  loket_routing_guide_choose (self, 0);
  g_assert_cmpstr (chosen->str, ==, "complaint question / Postdienst");
  g_assert_cmpuint (loket_routing_guide_count (self), ==, 0);
  /* The service stands there with its telephone and its hours. */
  box = gtk_widget_get_first_child (guide);
  box =
      gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (gtk_widget_get_first_child (box)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (box)), ==,
                   "02 000 00 09\nmaandag tot vrijdag 09:00–16:30");
  ui_desk_close (&desk);
}

static GtkWidget *
find_row (GtkWidget *widget, GType type, const char *title)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, type, title);
  return found;
}

static void
type_into (GtkWidget *window, const char *title, const char *text)
{
  GtkWidget *row = find_row (window, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static GtkWidget *
present_form (UiDesk *desk, GtkWidget *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  loket_new_complaint_window_present (GTK_WINDOW (parent), desk->session, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (LOKET_IS_NEW_COMPLAINT_WINDOW (window))
      return window;
  }
  g_assert_not_reached ();
}

/* What is typed into the folded groups is in the draft within two seconds. */
static void
test_draft (void)
{
  UiDesk desk = {NULL};
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (JsonObject) draft = NULL;
  gint64 end;
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  window = present_form (&desk, parent);
  type_into (window, "_Subject", "Geen antwoord");
  type_into (window, "Appeal until, as the decision says", "2026-12-28");
  type_into (window, "With whom", "Loket 4");
  end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  draft = loket_desk_load_draft (desk.desk, "case:new");
  g_assert_nonnull (draft);
  g_assert_cmpint (
      loket_json_peek_day (loket_json_peek_object (draft, "contestedDecision"), "appealUntil"), ==,
      loket_day_new (2026, 12, 28));
  g_assert_cmpstr (loket_json_peek_string (loket_json_peek_object (draft, "triedFirst"), "with"),
                   ==, "Loket 4");
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

/* A form that was opened before the first sync had ended offers its choices once it has, and keeps
 * what was typed meanwhile. */
static void
test_agencies_arrive (void)
{
  UiDesk desk = {NULL};
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *window;
  GtkWidget *carrier;
  GtkWidget *subject;
  LoketAgency *agency;

  ui_desk_open (&desk, "en");
  window = present_form (&desk, parent);
  carrier = find_row (window, LOKET_TYPE_CHOICE_ROW, "Carrier");
  g_assert_null (loket_choice_row_get_code (LOKET_CHOICE_ROW (carrier)));
  type_into (window, "_Subject", "Geen antwoord");
  agency = loket_rules_get_agency (loket_desk_get_rules (desk.desk), "demo-fed");
  g_ptr_array_add (loket_desk_list_agencies (desk.desk), loket_agency_ref (agency));
  g_signal_emit_by_name (desk.desk, "agencies-changed");
  g_assert_nonnull (loket_choice_row_get_code (LOKET_CHOICE_ROW (carrier)));
  subject = find_row (window, ADW_TYPE_ENTRY_ROW, "_Subject");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, "Geen antwoord");
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/intake/extras-keep-everything", test_extras_keep_everything);
  g_test_add_func ("/intake/several-demands", test_several_demands);
  g_test_add_func ("/intake/advice-of-the-profile", test_advice_of_the_profile);
  g_test_add_func ("/intake/appeal-is-copied", test_appeal_is_copied);
  g_test_add_func ("/intake/request-for-what-is-missing", test_request_for_what_is_missing);
  g_test_add_func ("/intake/duplicates-while-typing", test_duplicates_while_typing);
  g_test_add_func ("/intake/routing", test_routing);
  g_test_add_func ("/intake/draft", test_draft);
  g_test_add_func ("/intake/agencies-arrive", test_agencies_arrive);
  return g_test_run ();
}
