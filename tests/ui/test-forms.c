/* SPDX-License-Identifier: EUPL-1.2 */
/* The forms against a real desk: each writes the payload of the contract and nothing else, and
 * what it says about the dates before is what happens after. */
#include <adwaita.h>

#include "loket-act-form.h"
#include "loket-act-payload.h"
#include "loket-effect-box.h"
#include "loket-form-spec.h"
#include "ui-desk.h"

typedef struct {
  const char *type;
  const char *payload;
} Example;

/* In an order in which the procedure of the decree lets them all be done. */
static const Example walk[] = {
    {"acknowledge", "{ 'via': 'mail' }"},
    {"note", "{ 'text': 'Citaat: <b>niet gelezen</b> & terug' }"},
    {"takeUp", "{}"},
    {"setFollowUp", "{ 'on': '2026-11-30', 'text': 'nabellen' }"},
    {"setUrgency", "{ 'level': 'high', 'reason': 'uitkering gestopt' }"},
    {"requalify", "{ 'to': ['complaint', 'question'], 'reason': 'Er is ook een vraag.' }"},
    {"recuse", "{ 'to': 'iemand.anders', 'reason': 'Een oud-collega.' }"},
    {"link", "{ 'reference': 'KX-2026-000007', 'relation': 'earlier' }"},
    {"request", "{ 'from': 'service', 'text': 'Uw standpunt?', 'until': '2026-12-01',"
                "  'via': 'mail' }"},
    {"remind", "{ 'from': 'service', 'text': 'Uw standpunt a.u.b.', 'via': 'mail' }"},
    {"completeFile", "{ 'text': 'Het laatste stuk is er.' }"},
    {"recordProceedings", "{ 'text': 'Vredegerecht, zelfde feiten.', 'reference': 'R 12' }"},
    {"endProceedings", "{ 'text': 'Afstand.' }"},
    {"inquire", "{ 'line': 'flemishOmbudsman', 'reference': 'O-7', 'text': 'Uw standpunt?' }"},
    {"dispatch", "{ 'kind': 'inquiryReply', 'to': 'Vlaamse Ombudsdienst', 'via': 'mail' }"},
    {"openNextLine", "{ 'line': 'flemishOmbudsman', 'reference': 'O-7' }"},
    {"receive", "{ 'from': 'service', 'text': 'Fout erkend.', 'isPosition': true }"},
    {"contact", "{ 'kind': 'phone', 'with': 'citizen', 'text': 'Gebeld.' }"},
    {"establish", "{ 'grievanceId': 'k1', 'text': 'Zes weken stil.', 'proof': 'postregister' }"},
    {"assess", "{ 'grievanceId': 'k1', 'mark': 'founded', 'norms': ['activeService'],"
               "  'text': 'Te lang gewacht.' }"},
    {"extend", "{ 'reason': 'De dienst zoekt het dossier.', 'via': 'mail' }"},
    {"inform", "{ 'text': 'Wij zijn er nog mee bezig.', 'via': 'post' }"},
    {"recordConduct", "{ 'text': 'Belde twaalf keer op een dag.', 'measure': 'Alleen per brief.',"
                      "  'reviewOn': '2027-01-11' }"},
    {"reviewConduct", "{ 'text': 'Het gaat beter.', 'keep': false }"},
    {"informLegal", "{ 'text': 'Per mail.' }"},
    {"offerMediation", "{ 'via': 'loket' }"},
    {"consent", "{ 'party': 'citizen', 'yes': false }"},
    {"propose", "{ 'by': 'service', 'text': 'Excuses.' }"},
    {"endMediation", "{ 'reason': 'Geen akkoord.' }"},
    {"correct", "{ 'field': 'subject', 'old': 'Adreswijziging niet verwerkt',"
                "  'new': 'Adreswijziging niet verwerkt (twee keer)', 'reason': 'aangevuld' }"},
    {"answer", "{ 'text': 'Uw klacht is gegrond.', 'via': 'loket' }"},
};

static GPtrArray *
make_fields (UiDesk *desk, LoketDossier *dossier, const LoketFormSpec *spec)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_object_unref);

  for (const LoketFieldSpec *field = spec->fields; field->member != NULL; field++)
    g_ptr_array_add (fields, g_object_ref_sink (
                                 loket_form_field_new (desk->session, dossier, field, spec->type)));
  loket_act_payload_link (fields);
  return fields;
}

/* What is put into the fields comes out again: no member lost, none added. */
static void
check_payload (UiDesk *desk, LoketDossier *dossier, const Example *example, JsonObject *payload)
{
  const LoketFormSpec *spec = loket_form_spec_find (loket_act_type_from_string (example->type));
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (JsonObject) gathered = NULL;

  g_test_message ("%s", example->type);
  g_assert_nonnull (spec);
  fields = make_fields (desk, dossier, spec);
  loket_act_payload_spread (fields, payload);
  gathered = loket_act_payload_gather (fields, dossier->standing->current, NULL);
  if (!loket_json_objects_equal (gathered, payload))
    g_error ("%s: %s", example->type, loket_json_object_to_string (gathered));
  for (guint i = 0; i < fields->len; i++)
    g_assert_null (loket_form_field_check (fields->pdata[i]));
}

static char **
preview (UiDesk *desk, LoketDossier *dossier, const Example *example, JsonObject *payload)
{
  LoketPermission permission;
  g_autoptr (LoketStanding) after = loket_desk_preview_act (
      desk->desk, dossier, example->type, loket_desk_get_today (desk->desk), payload, &permission);

  g_assert_nonnull (after);
  g_assert_cmpint (permission.answer, ==, LOKET_ANSWER_ALLOWED);
  return loket_effect_describe (loket_session_get_speech (desk->session), dossier->standing, after);
}

static void
test_walk (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *case_id = NULL;

  ui_desk_open (&desk, "nl");
  dossier = ui_desk_register (&desk, "2026-11-16");
  case_id = g_strdup (dossier->the_case->case_id);
  for (gsize i = 0; i < G_N_ELEMENTS (walk); i++) {
    g_autoptr (JsonObject) payload = ui_desk_parse (walk[i].payload);
    g_auto (GStrv) promised = NULL;
    g_auto (GStrv) happened = NULL;
    LoketDossier *after;

    check_payload (&desk, dossier, &walk[i], payload);
    promised = preview (&desk, dossier, &walk[i], payload);
    ui_desk_do (&desk, dossier, walk[i].type, payload);
    after = ui_desk_load (&desk, case_id);
    happened = loket_effect_describe (loket_session_get_speech (desk.session), dossier->standing,
                                      after->standing);
    g_assert_cmpstrv (promised, happened);
    loket_dossier_unref (dossier);
    dossier = after;
  }
  g_assert_cmpint (dossier->standing->step, ==, LOKET_STEP_CLOSED);
  ui_desk_close (&desk);
}

/* An extension is shown as the date that it moves. */
static void
test_effect_of_extension (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  const Example example = {"extend", "{ 'reason': 'De dienst zoekt het dossier.', 'via': 'mail' }"};
  g_autoptr (JsonObject) payload = ui_desk_parse (example.payload);
  g_auto (GStrv) lines = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  lines = preview (&desk, dossier, &example, payload);
  g_assert_cmpuint (g_strv_length (lines), ==, 1);
  g_assert_true (g_str_has_prefix (lines[0], "Answer: 31 December 2026 → "));
  ui_desk_close (&desk);
}

/* A required field says what it wants, and a ground belongs to the kind that was chosen. */
static void
test_decline (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (JsonObject) kind = ui_desk_parse ("{ 'kind': 'notHandled' }");
  g_autoptr (JsonObject) ground = ui_desk_parse ("{ 'ground': 'noInterest' }");
  g_autoptr (JsonObject) undecided = NULL;
  g_autoptr (JsonObject) gathered = NULL;
  g_autofree char *error = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  fields = make_fields (&desk, dossier, loket_form_spec_find (LOKET_ACT_DECLINE));
  loket_act_payload_spread (fields, kind);
  undecided = loket_act_payload_gather (fields, dossier->standing->current, NULL);
  g_assert_false (json_object_has_member (undecided, "ground"));
  loket_act_payload_spread (fields, ground);
  gathered = loket_act_payload_gather (fields, dossier->standing->current, NULL);
  g_assert_cmpstr (loket_json_peek_string (gathered, "ground"), ==, "noInterest");
  g_assert_null (loket_json_peek_string (gathered, "reason"));
  error = loket_form_field_check (fields->pdata[2]);
  g_assert_nonnull (error);
  ui_desk_close (&desk);
}

/* Every act of the menu has a form that can be made, for a case in any step. */
static void
test_every_form (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  guint count = 0;

  ui_desk_open (&desk, "de");
  dossier = ui_desk_register (&desk, "2026-11-16");
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    const LoketFormSpec *spec = loket_form_spec_find (type);
    g_autoptr (GPtrArray) fields = NULL;

    if (spec == NULL)
      continue;
    fields = make_fields (&desk, dossier, spec);
    count++;
  }
  g_assert_cmpuint (count, >=, 48);
  ui_desk_close (&desk);
}

/* What the person can see of it in red. */
static const char *
find_red (GtkWidget *widget)
{
  const char *found = NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (gtk_widget_has_css_class (widget, "field-error"))
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_red (child);
  return found;
}

static GtkWidget *
find_form (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (LOKET_IS_ACT_FORM (each->data))
      return each->data;
  }
  g_assert_not_reached ();
}

/* A form that was only just opened has nothing to reproach; one that is done too early has. */
static void
test_nothing_red_yet (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  GtkWidget *parent = gtk_window_new ();
  guint count = 0;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    const LoketFormSpec *spec = loket_form_spec_find (type);
    GtkWidget *form;

    if (spec == NULL || spec->hidden ||
        dossier->standing->permissions[type].answer != LOKET_ANSWER_ALLOWED)
      continue;
    loket_act_form_present (GTK_WINDOW (parent), desk.session, dossier, type, NULL);
    form = find_form ();
    if (find_red (form) != NULL)
      g_error ("%s: %s", loket_act_type_to_string (type), find_red (form));
    if (type == LOKET_ACT_SET_FOLLOW_UP || type == LOKET_ACT_CORRECT) {
      gtk_widget_activate_action (form, "form.done", NULL);
      g_assert_cmpstr (find_red (form), ==, "This is needed.");
    }
    gtk_window_destroy (GTK_WINDOW (form));
    count++;
  }
  g_assert_cmpuint (count, >, 10);
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

/* A date that moves is shown before its reason is there, and the reason is asked for at the end. */
static void
test_correction_wants_a_reason (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (JsonObject) payload = ui_desk_parse ("{ 'field': 'receivedOn', 'new': '2026-11-13' }");
  g_autoptr (JsonObject) gathered = NULL;
  g_auto (GStrv) lines = NULL;
  const Example example = {"correct", NULL};

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  fields = make_fields (&desk, dossier, loket_form_spec_find (LOKET_ACT_CORRECT));
  gathered = loket_act_payload_gather (fields, dossier->standing->current, NULL);
  g_assert_false (loket_act_payload_complete (fields, gathered));
  loket_act_payload_suggest (fields, payload);
  json_object_unref (gathered);
  gathered = loket_act_payload_gather (fields, dossier->standing->current, NULL);
  g_assert_false (json_object_has_member (gathered, "reason"));
  g_assert_true (loket_act_payload_complete (fields, gathered));
  lines = preview (&desk, dossier, &example, gathered);
  g_assert_cmpuint (g_strv_length (lines), >=, 2);
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/forms/walk", test_walk);
  g_test_add_func ("/ui/forms/effect-of-extension", test_effect_of_extension);
  g_test_add_func ("/ui/forms/decline", test_decline);
  g_test_add_func ("/ui/forms/every-form", test_every_form);
  g_test_add_func ("/ui/forms/nothing-red-yet", test_nothing_red_yet);
  g_test_add_func ("/ui/forms/correction-wants-a-reason", test_correction_wants_a_reason);
  return g_test_run ();
}
