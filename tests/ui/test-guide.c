/* SPDX-License-Identifier: EUPL-1.2 */
/* The cards of a stage against a real desk: what they say, and what their buttons begin. */
#include <adwaita.h>

#include "loket-act-form.h"
#include "loket-case-heading.h"
#include "loket-clocks-card.h"
#include "loket-deadline-card.h"
#include "loket-form-field.h"
#include "loket-form-notices.h"
#include "loket-guide-parts.h"
#include "loket-next-card.h"
#include "loket-stage-cards.h"
#include "loket-stages.h"
#include "ui-desk.h"

typedef GtkWidget *(*MakeCard) (LoketSession *session, LoketDossier *dossier);

static void
collect (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

/* All that a card says; NULL where the case has none. */
static char *
read_card (UiDesk *desk, LoketDossier *dossier, MakeCard make)
{
  GtkWidget *card = make (desk->session, dossier);
  GString *text;

  if (card == NULL)
    return NULL;
  g_object_ref_sink (card);
  text = g_string_new (NULL);
  collect (card, text);
  g_object_unref (card);
  return g_string_free (text, FALSE);
}

/* What a form says beside its fields; NULL: nothing. */
static const char *
read_notices (UiDesk *desk, LoketDossier *dossier, LoketActType type)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  g_autoptr (GString) text = g_string_new (NULL);

  loket_form_notices_fill (GTK_BOX (box), desk->session, dossier, type);
  collect (box, text);
  g_object_unref (box);
  return text->len > 0 ? g_intern_string (text->str) : NULL;
}

#define assert_says(text, words) g_assert_nonnull (strstr (text, words))
#define assert_silent(text, words) g_assert_null (strstr (text, words))

static LoketDossier *
act (UiDesk *desk, LoketDossier *dossier, const char *type, const char *payload)
{
  g_autoptr (JsonObject) object = ui_desk_parse (payload);
  g_autofree char *case_id = g_strdup (dossier->the_case->case_id);

  ui_desk_do (desk, dossier, type, object);
  loket_dossier_unref (dossier);
  return ui_desk_load (desk, case_id);
}

static const char *
part_after (const char *text, const char *heading)
{
  const char *part = strstr (text, heading);

  g_assert_nonnull (part);
  return part;
}

/* Three questions, each with its grounds and no other's, and each with its own answer. */
static void
test_questions (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *open = NULL;
  g_autofree char *declined = NULL;
  g_autofree char *admissible = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  open = read_card (&desk, dossier, loket_questions_card_make);
  admissible = g_strndup (open, (gsize) (part_after (open, "Competent?") - open));
  assert_says (admissible, "Admissible? Not said yet.");
  assert_says (admissible, "anonymous complaint");
  assert_silent (admissible, "court");
  assert_says (part_after (open, "Taken up?"), "You may decline, you need not");
  assert_says (part_after (open, "Taken up?"), "tell it by 26 November 2026");
  assert_silent (part_after (open, "Taken up?"), "anonymous complaint");
  dossier = act (&desk, dossier, "decline",
                 "{ 'kind': 'notHandled', 'ground': 'noInterest', 'reason': 'r', 'via': 'post' }");
  declined = read_card (&desk, dossier, loket_questions_card_make);
  assert_says (declined, "Taken up? No, told on 23 November 2026");
  assert_says (declined, "Admissible? Nobody had to say it.");
  ui_desk_close (&desk);
}

/* A ground speaks of complaints handled before: the person's other ones are shown, not this one. */
static void
test_earlier_cases (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) earlier = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GtkWidget) card = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  ui_desk_open (&desk, "en");
  earlier = ui_desk_register (&desk, "2026-11-02");
  dossier = ui_desk_register (&desk, "2026-11-16");
  card = g_object_ref_sink (loket_questions_card_make (desk.session, dossier));
  while (strstr (text->str, earlier->the_case->reference) == NULL) {
    g_main_context_iteration (NULL, TRUE);
    g_string_truncate (text, 0);
    collect (card, text);
  }
  assert_says (text->str, "the same facts?");
  assert_silent (text->str, dossier->the_case->reference);
  ui_desk_close (&desk);
}

static LoketFormField *
find_field (GtkWidget *widget, const char *member)
{
  LoketFormField *found = NULL;

  if (LOKET_IS_FORM_FIELD (widget) &&
      g_str_equal (loket_form_field_get_spec (LOKET_FORM_FIELD (widget))->member, member))
    return LOKET_FORM_FIELD (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_field (child, member);
  return found;
}

/* "Inadmissible" opens the form on that kind, and its ground still has to be chosen. */
static void
test_begins_with (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (JsonObject) suggested = loket_guide_payload ("kind", "inadmissible", NULL);
  g_autoptr (JsonNode) kind = NULL;
  g_autoptr (JsonNode) ground = NULL;
  g_autoptr (GList) windows = NULL;
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *form = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  loket_act_form_present_with (GTK_WINDOW (parent), desk.session, dossier, LOKET_ACT_DECLINE,
                               suggested);
  windows = gtk_window_list_toplevels ();
  for (GList *each = windows; each != NULL; each = each->next) {
    if (LOKET_IS_ACT_FORM (each->data))
      form = each->data;
  }
  g_assert_nonnull (form);
  kind = loket_form_field_dup_value (find_field (form, "kind"));
  ground = loket_form_field_dup_value (find_field (form, "ground"));
  g_assert_cmpstr (json_node_get_string (kind), ==, "inadmissible");
  g_assert_null (ground);
  gtk_window_destroy (GTK_WINDOW (form));
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

/* Once it is taken up the questions are answered: the stage is over. */
static void
test_questions_answered (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;

  ui_desk_open (&desk, "en");
  dossier = act (&desk, ui_desk_register (&desk, "2026-11-16"), "takeUp", "{}");
  g_assert_null (read_card (&desk, dossier, loket_questions_card_make));
  g_assert_null (read_card (&desk, dossier, loket_transfer_card_make));
  g_assert_null (read_card (&desk, dossier, loket_next_line_card_make));
  g_assert_null (read_card (&desk, dossier, loket_mediation_card_make));
  g_assert_null (read_card (&desk, dossier, loket_demand_card_make));
  g_assert_null (read_card (&desk, dossier, loket_inquiry_card_make));
  ui_desk_close (&desk);
}

/* Passed on, taken over or returned; never to the same body twice. */
static void
test_transfer (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (JsonObject) again =
      loket_guide_payload ("kind", "external", "to", "Stad Voorbeeld", NULL);
  g_autoptr (JsonObject) other = loket_guide_payload ("kind", "external", "to", "Elders", NULL);
  g_autofree char *waiting = NULL;
  g_autofree char *returned = NULL;

  ui_desk_open (&desk, "en");
  dossier = act (&desk, ui_desk_register (&desk, "2026-11-16"), "transfer",
                 "{ 'kind': 'external', 'to': 'Stad Voorbeeld', 'reason': 'r', 'via': 'mail' }");
  waiting = read_card (&desk, dossier, loket_transfer_card_make);
  assert_says (waiting, "Passed on to Stad Voorbeeld on 23 November 2026");
  assert_says (waiting, "The complainant was told on 23 November 2026, by e-mail.");
  assert_says (waiting, "Record that it was taken over …");
  dossier = act (&desk, dossier, "returnTransfer", "{ 'reason': 'Niet van ons.' }");
  returned = read_card (&desk, dossier, loket_transfer_card_make);
  assert_says (returned, "it is with us again");
  assert_says (returned, "Niet van ons.");
  assert_says (returned, "Reopen …");
  dossier = act (&desk, dossier, "reopen", "{ 'reason': 'Teruggekeerd.' }");
  g_assert_cmpstr (loket_guide_ask (desk.session, dossier, LOKET_ACT_TRANSFER, again).reason, ==,
                   "returnedBefore");
  g_assert_cmpint (loket_guide_ask (desk.session, dossier, LOKET_ACT_TRANSFER, other).answer, ==,
                   LOKET_ANSWER_ALLOWED);
  ui_desk_close (&desk);
}

static void
test_taken_over (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = act (&desk, ui_desk_register (&desk, "2026-11-16"), "transfer",
                 "{ 'kind': 'external', 'to': 'Stad Voorbeeld', 'reason': 'r', 'via': 'mail' }");
  dossier = act (&desk, dossier, "acceptTransfer", "{ 'reference': 'SV-12' }");
  text = read_card (&desk, dossier, loket_transfer_card_make);
  assert_says (text, "Stad Voorbeeld took the case over on 23 November 2026 and holds it now.");
  assert_says (text, "Number there: SV-12");
  ui_desk_close (&desk);
}

/* 45 days after 9 October is 23 November, which is today; after 8 October it was yesterday. */
static void
test_first_late_day (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) in_time = NULL;
  g_autoptr (LoketDossier) late = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  in_time = ui_desk_register (&desk, "2026-10-09");
  g_assert_null (read_card (&desk, in_time, loket_next_line_card_make));
  late = ui_desk_register (&desk, "2026-10-08");
  text = read_card (&desk, late, loket_next_line_card_make);
  assert_says (text, "The answer should have been there by 22 November 2026");
  assert_says (text, "Flemish Ombudsman Service");
  assert_says (text, "1700");
  assert_says (text, "Tell the complainant …");
  ui_desk_close (&desk);
}

static void
test_inquiry (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = act (&desk, ui_desk_register (&desk, "2026-11-16"), "inquire",
                 "{ 'line': 'flemishOmbudsman', 'reference': 'O-7', 'text': 'Uw standpunt?' }");
  text = read_card (&desk, dossier, loket_inquiry_card_make);
  assert_says (text, "O-7: Uw standpunt?");
  assert_says (text, "Our own answer to the complainant stays due by 31 December 2026.");
  assert_says (text, "The reply has left …");
  ui_desk_close (&desk);
}

/* A report is owed no reasoned answer; what it was before is not forgotten. */
static void
test_demands (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *text = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  g_assert_null (read_card (&desk, dossier, loket_demand_card_make));
  dossier = act (&desk, dossier, "requalify",
                 "{ 'to': ['report', 'accessRequest'], 'reason': 'Geen klacht.' }");
  text = read_card (&desk, dossier, loket_demand_card_make);
  assert_says (text, "No reasoned answer is owed");
  assert_says (text, "pass it on at once");
  assert_says (text, "Requalified on 23 November 2026: Geen klacht.");
  ui_desk_close (&desk);
}

/* Light: two calls. What was proposed and said to it stands there; afterwards how it ended. */
static void
test_light_mediation (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *under_way = NULL;
  g_autofree char *ended = NULL;

  ui_desk_open (&desk, "en");
  dossier = act (&desk, ui_desk_register (&desk, "2026-11-16"), "takeUp", "{}");
  dossier = act (&desk, dossier, "offerMediation", "{ 'via': 'mail' }");
  dossier = act (&desk, dossier, "propose", "{ 'by': 'service', 'text': 'Excuses.' }");
  under_way = read_card (&desk, dossier, loket_mediation_card_make);
  assert_says (under_way, "Two calls may do");
  assert_says (under_way, "Excuses.");
  assert_silent (under_way, "has not said it yet");
  dossier = act (&desk, dossier, "endMediation", "{ 'reason': 'Geen akkoord.' }");
  ended = read_card (&desk, dossier, loket_mediation_card_make);
  assert_says (ended, "Geen akkoord.");
  assert_says (ended, "the last day is 31 December 2026");
  ui_desk_close (&desk);
}

#define PROPOSE "\"act\": \"propose\", \"in\": [\"mediating\"], \"guards\": "
#define CONSENT "{ \"guard\": \"consentOfAll\" }"

/* A data folder in which the procedure of the decree mediates as heavily as one may. */
static char *
make_heavy_data (void)
{
  g_autofree char *folder = g_dir_make_tmp ("loket-heavy-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("cp -r %s/. %s", g_getenv ("LOKET_DATADIR"), folder);
  g_autofree char *path =
      g_build_filename (folder, "procedures", "be-vlg-bestuursdecreet", "1.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (
      g_string_replace (changed, "\"acts\": [", "\"mediation\": \"heavy\",\n  \"acts\": [", 1), ==,
      1);
  g_assert_cmpuint (g_string_replace (changed, PROPOSE "[", PROPOSE "[" CONSENT ", ", 1), ==, 1);
  g_file_set_contents (path, changed->str, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}

/* Heavy: nothing is proposed before both sides have agreed, and the card says who has not. */
static void
test_heavy_mediation (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *folder = make_heavy_data ();
  g_autofree char *data = g_strdup (g_getenv ("LOKET_DATADIR"));
  g_autofree char *command = g_strdup_printf ("rm -rf %s", folder);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_setenv ("LOKET_DATADIR", folder, TRUE);
  ui_desk_open (&desk, "en");
  dossier = act (&desk, ui_desk_register (&desk, "2026-11-16"), "takeUp", "{}");
  dossier = act (&desk, dossier, "offerMediation", "{ 'via': 'mail' }");
  dossier = act (&desk, dossier, "consent", "{ 'party': 'citizen', 'yes': true }");
  before = read_card (&desk, dossier, loket_mediation_card_make);
  assert_says (before, "the complainant\nagrees\n23 November 2026\n");
  assert_says (before, "the service\nhas not said it yet\n–\n");
  assert_says (before, "Propose a solution: First the complainant and the service must agree");
  assert_silent (before, "Propose a solution …");
  dossier = act (&desk, dossier, "consent", "{ 'party': 'service', 'yes': true }");
  after = read_card (&desk, dossier, loket_mediation_card_make);
  assert_silent (after, "has not said it yet");
  assert_says (after, "Propose a solution …");
  ui_desk_close (&desk);
  g_setenv ("LOKET_DATADIR", data, TRUE);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
}

/* A letter that came back: who does not know of it, and the way to send it again; gone once it was.
 */
static void
test_returned_letter (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *returned = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *card = NULL;
  const char *letter;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  dossier = act (&desk, dossier, "acknowledge", "{ 'via': 'post' }");
  g_assert_null (read_card (&desk, dossier, loket_returned_card_make));
  letter = ((LoketAct *) dossier->pending->pdata[0])->act_id;
  returned = g_strdup_printf ("{ 'actId': '%s', 'text': 'Onbekend op dit adres.' }", letter);
  sent = g_strdup_printf ("{ 'kind': 'otherLetter', 'actId': '%s', 'via': 'post' }", letter);
  dossier = act (&desk, dossier, "returnedMail", returned);
  g_assert_cmpstr (dossier->standing->next, ==, "sendAgain");
  card = read_card (&desk, dossier, loket_returned_card_make);
  g_assert_nonnull (card);
  assert_says (card, "Onbekend op dit adres.");
  assert_says (card, "Proef Persoon does not know what it says.");
  assert_says (card, "Other ways to the complainant: proef@voorbeeld.example.");
  assert_says (card, "runs again");
  dossier = act (&desk, dossier, "dispatch", sent);
  g_assert_null (read_card (&desk, dossier, loket_returned_card_make));
  ui_desk_close (&desk);
}

/* Damages: the legal service first, and the form of an answer warns until it was told. */
static void
test_damages (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *open = NULL;
  g_autofree char *told = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  g_assert_null (read_card (&desk, dossier, loket_damages_card_make));
  dossier =
      act (&desk, dossier, "correct",
           "{ 'field': 'damagesClaimed', 'old': null, 'new': '150 <b>euro</b>', 'reason': 'r' }");
  open = read_card (&desk, dossier, loket_damages_card_make);
  assert_says (open, "150 <b>euro</b>");
  assert_says (open, "has not been told yet");
  assert_says (read_notices (&desk, dossier, LOKET_ACT_ANSWER), "Admit nothing");
  g_assert_null (read_notices (&desk, dossier, LOKET_ACT_NOTE));
  dossier = act (&desk, dossier, "informLegal", "{}");
  told = read_card (&desk, dossier, loket_damages_card_make);
  assert_says (told, "was told on 23 November 2026");
  g_assert_null (read_notices (&desk, dossier, LOKET_ACT_ANSWER));
  ui_desk_close (&desk);
}

/* Conduct: shown with its day, on that day to be looked at, and gone when it is lifted. */
static void
test_conduct (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *later = NULL;
  g_autofree char *due = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  g_assert_null (read_card (&desk, dossier, loket_conduct_card_make));
  dossier = act (&desk, dossier, "recordConduct",
                 "{ 'text': 'Scheldt.', 'measure': 'Per brief.', 'reviewOn': '2026-12-14' }");
  later = read_card (&desk, dossier, loket_conduct_card_make);
  assert_says (later, "Limit: Per brief.");
  assert_says (later, "Looked at again on 14 December 2026.");
  assert_says (later, "changes no term and no right");
  dossier = act (&desk, dossier, "reviewConduct",
                 "{ 'text': 'Nog eens.', 'keep': true, 'reviewOn': '2026-11-23' }");
  due = read_card (&desk, dossier, loket_conduct_card_make);
  assert_says (due, "To be looked at again since 23 November 2026");
  dossier = act (&desk, dossier, "reviewConduct", "{ 'text': 'Goed nu.', 'keep': false }");
  g_assert_null (read_card (&desk, dossier, loket_conduct_card_make));
  ui_desk_close (&desk);
}

/* When every grievance is judged, the guide says what the main one says, and decides nothing. */
static void
test_mark_of_the_case (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *card = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  dossier = act (&desk, dossier, "takeUp", "{}");
  dossier = act (&desk, dossier, "assess",
                 "{ 'grievanceId': 'k1', 'mark': 'founded', 'norms': [], 'text': 't' }");
  g_assert_null (read_card (&desk, dossier, loket_mark_card_make));
  dossier = act (&desk, dossier, "assess",
                 "{ 'grievanceId': 'k2', 'mark': 'unfounded', 'norms': [], 'text': 't' }");
  card = read_card (&desk, dossier, loket_mark_card_make);
  g_assert_nonnull (card);
  assert_says (card, "The main grievance: founded.");
  dossier = act (&desk, dossier, "assess", "{ 'mark': 'founded', 'norms': [], 'text': 't' }");
  g_assert_null (read_card (&desk, dossier, loket_mark_card_make));
  ui_desk_close (&desk);
}

/* Who declines sees in the form what the same person complained of before. */
static void
test_earlier_in_the_form (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) earlier = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  ui_desk_open (&desk, "en");
  earlier = ui_desk_register (&desk, "2026-11-02");
  dossier = ui_desk_register (&desk, "2026-11-16");
  gtk_window_set_child (GTK_WINDOW (window), box);
  loket_form_notices_fill (GTK_BOX (box), desk.session, dossier, LOKET_ACT_DECLINE);
  while (strstr (text->str, earlier->the_case->reference) == NULL) {
    g_main_context_iteration (NULL, TRUE);
    g_string_truncate (text, 0);
    collect (box, text);
  }
  assert_silent (text->str, dossier->the_case->reference);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_desk_close (&desk);
}

static GtkWidget *
make_next_card (LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *card = g_object_new (LOKET_TYPE_NEXT_CARD, NULL);

  loket_next_card_show (LOKET_NEXT_CARD (card), session, dossier);
  return card;
}

/* Who waits for a reply is told so; behind the term also that it is over, and what to do. */
static void
test_late_reply (void)
{
  static const struct {
    const char *received;
    gboolean late;
  } cases[] = {{"2026-11-16", FALSE}, {"2026-06-01", TRUE}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    UiDesk desk = {NULL};
    g_autoptr (LoketDossier) dossier = NULL;
    g_autofree char *words = NULL;

    ui_desk_open (&desk, "en");
    dossier = act (&desk, ui_desk_register (&desk, cases[i].received), "acknowledge",
                   "{ 'via': 'mail' }");
    dossier = act (&desk, dossier, "takeUp", "{}");
    dossier = act (&desk, dossier, "request",
                   "{ 'from': 'service', 'text': 'What happened?', 'via': 'mail' }");
    words = read_card (&desk, dossier, make_next_card);
    assert_says (words, "Next: Wait for the reply");
    if (cases[i].late) {
      assert_says (words, "The term has passed and the reply is not there yet.");
      assert_says (words, "The next line is open to the complainant.");
      assert_silent (words, "The term keeps running");
    } else {
      assert_says (words, "The term keeps running");
      assert_silent (words, "The term has passed");
    }
    ui_desk_close (&desk);
  }
}

static GtkWidget *
make_deadline_card (LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *card = g_object_new (LOKET_TYPE_DEADLINE_CARD, NULL);

  loket_deadline_card_show (LOKET_DEADLINE_CARD (card), session, dossier);
  return card;
}

static GtkWidget *
make_clocks_card (LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *card = g_object_new (LOKET_TYPE_CLOCKS_CARD, NULL);

  loket_clocks_card_show (LOKET_CLOCKS_CARD (card), session, dossier);
  return card;
}

static GtkWidget *
make_stages (LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *stages = g_object_new (LOKET_TYPE_STAGES, NULL);

  loket_stages_show (LOKET_STAGES (stages), session, dossier);
  return stages;
}

static GtkWidget *
make_heading (LoketSession *session, LoketDossier *dossier)
{
  GtkWidget *heading = g_object_new (LOKET_TYPE_CASE_HEADING, NULL);

  loket_case_heading_show (LOKET_CASE_HEADING (heading), session, dossier);
  return heading;
}

/* What ends a case and is not sent yet does not let it look finished, nor its term met. */
static void
test_unsent_end (void)
{
  static const struct {
    const char *received;
    const char *answer;
    const char *says; /* by the card of the deadline */
    gboolean rests;   /* the term rests on the loket taking it */
  } cases[] = {
      {"2026-10-05", "{ 'via': 'loket', 'text': 'We were wrong.' }",
       "Answer: done here, not sent yet\nThe term ended on Thursday 19 November 2026", TRUE},
      {"2026-11-16", "{ 'via': 'loket', 'text': 'We were wrong.' }",
       "Answer: done here, not sent yet\nIt counts on the day on which the loket takes it", TRUE},
      {"2026-11-16", "{ 'via': 'post', 'text': 'We were wrong.' }",
       "Closed here, not sent yet: no term is running", FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    UiDesk desk = {NULL};
    g_autoptr (LoketDossier) dossier = NULL;
    g_autofree char *deadline = NULL;
    g_autofree char *clocks = NULL;
    g_autofree char *stages = NULL;
    g_autofree char *heading = NULL;
    g_autofree char *next = NULL;

    ui_desk_open (&desk, "en");
    dossier = act (&desk, ui_desk_register (&desk, cases[i].received), "takeUp", "{}");
    dossier = act (&desk, dossier, "answer", cases[i].answer);
    deadline = read_card (&desk, dossier, make_deadline_card);
    assert_says (deadline, cases[i].says);
    clocks = read_card (&desk, dossier, make_clocks_card);
    g_assert_cmpint (strstr (clocks, "not sent yet") != NULL, ==, cases[i].rests);
    stages = read_card (&desk, dossier, make_stages);
    assert_says (stages, "Answer\nnot sent yet");
    heading = read_card (&desk, dossier, make_heading);
    assert_says (heading, "Answered · not sent yet");
    next = read_card (&desk, dossier, make_next_card);
    assert_says (next, "not sent yet");
    assert_silent (next, "The case is closed");
    ui_desk_close (&desk);
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/guide/questions", test_questions);
  g_test_add_func ("/ui/guide/questions-answered", test_questions_answered);
  g_test_add_func ("/ui/guide/earlier-cases", test_earlier_cases);
  g_test_add_func ("/ui/guide/begins-with", test_begins_with);
  g_test_add_func ("/ui/guide/transfer", test_transfer);
  g_test_add_func ("/ui/guide/taken-over", test_taken_over);
  g_test_add_func ("/ui/guide/first-late-day", test_first_late_day);
  g_test_add_func ("/ui/guide/inquiry", test_inquiry);
  g_test_add_func ("/ui/guide/demands", test_demands);
  g_test_add_func ("/ui/guide/light-mediation", test_light_mediation);
  g_test_add_func ("/ui/guide/heavy-mediation", test_heavy_mediation);
  g_test_add_func ("/ui/guide/returned-letter", test_returned_letter);
  g_test_add_func ("/ui/guide/damages", test_damages);
  g_test_add_func ("/ui/guide/conduct", test_conduct);
  g_test_add_func ("/ui/guide/mark-of-the-case", test_mark_of_the_case);
  g_test_add_func ("/ui/guide/late-reply", test_late_reply);
  g_test_add_func ("/ui/guide/unsent-end", test_unsent_end);
  g_test_add_func ("/ui/guide/earlier-in-the-form", test_earlier_in_the_form);
  return g_test_run ();
}
