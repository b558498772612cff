/* SPDX-License-Identifier: EUPL-1.2 */
/* The forms against a real desk: each writes the payload of the contract and nothing else, and
 * what it says about the dates before is what happens after. */
#include <adwaita.h>

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
    {"request", "{ 'from': 'service', 'text': 'Uw standpunt?', 'until': '2026-12-01',"
                "  'via': 'mail' }"},
    {"receive", "{ 'from': 'service', 'text': 'Fout erkend.', 'isPosition': true }"},
    {"contact", "{ 'kind': 'phone', 'with': 'citizen', 'text': 'Gebeld.' }"},
    {"establish", "{ 'grievanceId': 'k1', 'text': 'Zes weken stil.', 'proof': 'postregister' }"},
    {"assess", "{ 'grievanceId': 'k1', 'mark': 'founded', 'norms': ['activeService'],"
               "  'text': 'Te lang gewacht.' }"},
    {"extend", "{ 'reason': 'De dienst zoekt het dossier.', 'via': 'mail' }"},
    {"inform", "{ 'text': 'Wij zijn er nog mee bezig.', 'via': 'post' }"},
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
  g_autoptr (JsonObject) payload = ui_desk_parse (walk[10].payload);
  g_auto (GStrv) lines = NULL;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  lines = preview (&desk, dossier, &walk[10], payload);
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
  g_assert_cmpuint (count, >=, 24);
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
  return g_test_run ();
}
