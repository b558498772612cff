/* SPDX-License-Identifier: EUPL-1.2 */
/* "Why this date?" at each countdown, terms in hours, both readings, and the term that is the
 * citizen's own. Cases are replayed under a profile made for tests that counts hours. */
#include <adwaita.h>

#include "loket-case-heading.h"
#include "loket-clocks-card.h"
#include "loket-datadir.h"
#include "loket-deadline-card.h"
#include "loket-effect-box.h"
#include "loket-letters.h"
#include "loket-replay.h"
#include "loket-why-button.h"
#include "ui-desk.h"

static const char case_text[] =
    "{ 'caseId': '11111111-1111-4111-8111-111111111111', 'reference': 'KV-2026-000123',"
    "  'agency': 'demo-vlg', 'procedure': { 'id': 'test-hours', 'version': '1' },"
    "  'receivedOn': '2026-11-26', 'receivedAt': '2026-11-26T15:00:00.000+01:00',"
    "  'registeredOn': '2026-11-26', 'subject': 'Loket gesloten', 'filingLanguage': 'nl',"
    "  'answerChannel': 'mail', 'version': 1, 'acts': [], 'complainants': [], %s"
    "  'grievances': [], 'demandKinds': ['complaint'], 'carriers': ['mail'], 'channels': [] }";

/* Today is Monday 23 November 2026. */
static LoketDossier *
make_dossier (const char *decision)
{
  g_autofree char *path =
      loket_datadir_build_path ("vectors", "profiles", "test-hours", "1.json", NULL);
  g_autofree char *text = g_strdup_printf (case_text, decision);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  g_autoptr (JsonNode) profile = loket_json_load (path, &error);
  g_autoptr (JsonObject) json = ui_desk_parse (text);
  g_autoptr (LoketCase) the_case = loket_case_from_json (json, &error);
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const LoketViewer anybody = {NULL, 0};

  g_assert_no_error (error);
  loket_rules_add_profile (rules, json_node_get_object (profile), &error);
  g_assert_no_error (error);
  standing = loket_replay (rules, the_case, NULL, &anybody,
                           loket_moment_of_day (loket_day_new (2026, 11, 23), 12, 0));
  return loket_dossier_new (the_case, none, none, standing);
}

/* All texts that can be seen from @widget downwards, joined. */
static void
collect_texts (GtkWidget *widget, GString *texts)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (texts, "|%s", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

static void
assert_shows (GtkWidget *widget, const char *wanted, gboolean is_there)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  collect_texts (widget, texts);
  if ((strstr (texts->str, wanted) != NULL) != is_there)
    g_error ("“%s” %s in: %s", wanted, is_there ? "is not" : "is", texts->str);
}

static void
test_clocks_card (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) contested =
      make_dossier ("'contestedDecision': { 'notifiedOn': '2026-11-01',"
                    " 'appealUntil': '2026-12-02' },");
  g_autoptr (LoketDossier) plain = make_dossier ("");
  GtkWidget *card = g_object_ref_sink (g_object_new (LOKET_TYPE_CLOCKS_CARD, NULL));

  ui_desk_open (&desk, "en");
  loket_clocks_card_show (LOKET_CLOCKS_CARD (card), desk.session, contested);
  assert_shows (card, "Friday 27 November by 15:00|27 November 2026|", TRUE);
  assert_shows (card, "Appeal against the decision|9 days left|2 December 2026", TRUE);
  assert_shows (card, "Term of the complainant", TRUE);
  loket_clocks_card_count_down (LOKET_CLOCKS_CARD (card), desk.session);
  assert_shows (card, "Friday 27 November by 15:00|27 November 2026|", TRUE);
  /* Where no decision is contested nobody is told of a term against one. */
  loket_clocks_card_show (LOKET_CLOCKS_CARD (card), desk.session, plain);
  assert_shows (card, "Appeal against the decision", FALSE);
  assert_shows (card, "Term of the complainant", FALSE);
  g_assert_finalize_object (card);
  ui_desk_close (&desk);
}

static void
test_heading (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) far = make_dossier ("'contestedDecision': { 'notifiedOn': '2026-11-01',"
                                               " 'appealUntil': '2026-12-02' },");
  g_autoptr (LoketDossier) near = make_dossier ("'contestedDecision': { 'notifiedOn': '2026-11-01',"
                                                " 'appealUntil': '2026-11-30' },");
  g_autoptr (LoketDossier) plain = make_dossier ("");
  GtkWidget *heading = g_object_ref_sink (g_object_new (LOKET_TYPE_CASE_HEADING, NULL));

  ui_desk_open (&desk, "en");
  loket_case_heading_show (LOKET_CASE_HEADING (heading), desk.session, far);
  assert_shows (
      heading, "|Appeal against the decision: until 2 December 2026, not stopped by this complaint",
      TRUE);
  loket_case_heading_show (LOKET_CASE_HEADING (heading), desk.session, near);
  assert_shows (heading,
                "|⚠ Appeal against the decision: until 30 November 2026, not stopped by this "
                "complaint · 7 days left",
                TRUE);
  loket_case_heading_show (LOKET_CASE_HEADING (heading), desk.session, plain);
  assert_shows (heading, "Appeal", FALSE);
  g_assert_finalize_object (heading);
  ui_desk_close (&desk);
}

/* The citizen's term ends first, and is not what the card counts down to. */
static void
test_deadline_card (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier =
      make_dossier ("'contestedDecision': { 'notifiedOn': '2026-11-01',"
                    " 'appealUntil': '2026-11-24' },");
  GtkWidget *card = g_object_ref_sink (g_object_new (LOKET_TYPE_DEADLINE_CARD, NULL));

  ui_desk_open (&desk, "en");
  loket_deadline_card_show (LOKET_DEADLINE_CARD (card), desk.session, dossier);
  assert_shows (card, "Acknowledge receipt by Friday 27 November 2026 at 15:00", TRUE);
  assert_shows (card, "Appeal", FALSE);
  g_assert_true (gtk_widget_get_visible (ui_desk_find_widget (card, GTK_TYPE_MENU_BUTTON)));
  g_assert_finalize_object (card);
  ui_desk_close (&desk);
}

static GtkWidget *
open_why (GtkWindow *window, GtkWidget *button)
{
  gtk_window_set_child (window, button);
  gtk_window_present (window);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return ui_desk_find_widget (button, GTK_TYPE_POPOVER);
}

static guint
count_rows (GtkWidget *popover)
{
  GtkListBox *list = GTK_LIST_BOX (ui_desk_find_widget (popover, GTK_TYPE_LIST_BOX));
  guint count = 0;

  while (gtk_list_box_get_row_at_index (list, (int) count) != NULL)
    count++;
  return count;
}

/* The short proof decides the date and leads on; the whole one stands alone. */
static void
test_why_button (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  LoketClockReading *clock;
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *popover;
  guint shorter;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-12");
  clock = loket_standing_get_clock (dossier->standing, LOKET_CLOCK_ANSWER);
  popover = open_why (
      window, loket_why_button_new (desk.session, dossier->standing, clock, LOKET_PROOF_SHORT));
  shorter = count_rows (popover);
  assert_shows (popover, "|The last day is Sunday 27 December 2026.", TRUE);
  assert_shows (popover, "Work by Thursday 24 December 2026", TRUE);
  assert_shows (popover, "|⚠ Bare: last day Sunday 27 December 2026", TRUE);
  assert_shows (popover, "Whole explanation", TRUE);
  assert_shows (popover, "Christmas", FALSE);
  popover = open_why (
      window, loket_why_button_new (desk.session, dossier->standing, clock, LOKET_PROOF_WHOLE));
  g_assert_cmpuint (count_rows (popover), ==, shorter + 5);
  assert_shows (popover, "Christmas", TRUE);
  assert_shows (popover, "Whole explanation", FALSE);
  gtk_window_destroy (window);
  ui_desk_close (&desk);
}

/* What-if: the proof beside a date that moves is that of the day after the act. */
static void
test_effect_has_its_proof (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (LoketStanding) after = NULL;
  g_autoptr (JsonObject) payload = ui_desk_parse ("{ 'reason': 'Wij zoeken nog.', 'via': 'mail' }");
  GtkWidget *box = g_object_new (LOKET_TYPE_EFFECT_BOX, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *button;
  LoketPermission permission;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  after = loket_desk_preview_act (desk.desk, dossier, "extend", loket_day_new (2026, 11, 23),
                                  payload, &permission);
  loket_effect_box_show (LOKET_EFFECT_BOX (box), desk.session, dossier->standing, after,
                         &permission);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  button = ui_desk_find_widget (box, GTK_TYPE_MENU_BUTTON);
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  assert_shows (button, "Extended on Monday 23 November 2026 by 45 calendar days.", TRUE);
  gtk_window_destroy (window);
  ui_desk_close (&desk);
}

static void
test_readings_are_for_who_investigates (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  LoketSpeech *speech;
  LoketClockReading *clock;
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  ui_desk_open (&desk, "en");
  speech = loket_session_get_speech (desk.session);
  dossier = ui_desk_register (&desk, "2026-11-12");
  clock = loket_standing_get_clock (dossier->standing, LOKET_CLOCK_ANSWER);
  loket_proof_show_readings (GTK_LABEL (label), speech, LOKET_ROLE_COORDINATOR, clock);
  g_assert_false (gtk_widget_get_visible (label));
  loket_proof_show_readings (GTK_LABEL (label), speech,
                             LOKET_ROLE_COORDINATOR | LOKET_ROLE_INVESTIGATOR, clock);
  assert_shows (label, "|Bare: last day Sunday 27 December 2026; if it moved", TRUE);
  loket_proof_show_readings (GTK_LABEL (label), speech, LOKET_ROLE_INVESTIGATOR, NULL);
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_finalize_object (label);
  ui_desk_close (&desk);
}

/* The proof of all terms is saved from the menu of the letters, which a case always has by it. */
static void
test_menu_saves_the_proof (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GMenuModel) menu = NULL;
  g_autoptr (GMenuModel) section = NULL;
  g_autofree char *action = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-12");
  menu = loket_letters_make_menu (desk.session, dossier);
  section =
      g_menu_model_get_item_link (menu, g_menu_model_get_n_items (menu) - 1, G_MENU_LINK_SECTION);
  g_assert_true (
      g_menu_model_get_item_attribute (section, 0, G_MENU_ATTRIBUTE_ACTION, "s", &action));
  g_assert_cmpstr (action, ==, "case.save-proof");
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/explanation/clocks-card", test_clocks_card);
  g_test_add_func ("/ui/explanation/heading", test_heading);
  g_test_add_func ("/ui/explanation/deadline-card", test_deadline_card);
  g_test_add_func ("/ui/explanation/why-button", test_why_button);
  g_test_add_func ("/ui/explanation/effect-has-its-proof", test_effect_has_its_proof);
  g_test_add_func ("/ui/explanation/readings-are-for-who-investigates",
                   test_readings_are_for_who_investigates);
  g_test_add_func ("/ui/explanation/menu-saves-the-proof", test_menu_saves_the_proof);
  return g_test_run ();
}
