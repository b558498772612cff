/* SPDX-License-Identifier: EUPL-1.2 */
/* What a form shows before an act is done is what then happens: every act that has a form, in cases
 * of both procedures. */
#include "loket-test-desk.h"

enum {
  N_CASES = 240
};

typedef struct {
  LoketActType type;
  const char *payload; /* with ' for " */
  const char *only;    /* (nullable): the one procedure that has it so */
} Example;

#define DECREE "be-vlg-bestuursdecreet"
#define BROCHURE "be-fed-ibz"

static const Example examples[] = {
    {LOKET_ACT_ACKNOWLEDGE, "{ 'via': 'mail' }"},
    {LOKET_ACT_TAKE_UP, "{}"},
    {LOKET_ACT_DECLINE,
     "{ 'kind': 'notHandled', 'ground': 'noInterest', 'reason': 'Geen belang.', 'via': 'post' }",
     DECREE},
    {LOKET_ACT_DECLINE,
     "{ 'kind': 'inadmissible', 'ground': 'anonymous', 'reason': 'Anoniem.', 'via': 'post' }",
     BROCHURE},
    {LOKET_ACT_TRANSFER,
     "{ 'kind': 'external', 'to': 'een andere overheid', 'reason': 'Niet van ons.',"
     "  'via': 'mail' }"},
    {LOKET_ACT_ASSIGN, "{ 'to': 'iemand.anders' }"},
    {LOKET_ACT_REQUEST, "{ 'from': 'service', 'text': 'Uw standpunt?', 'via': 'mail' }"},
    {LOKET_ACT_RECEIVE, "{ 'from': 'service', 'text': 'Fout erkend.', 'isPosition': true }"},
    {LOKET_ACT_CONTACT, "{ 'kind': 'phone', 'with': 'citizen', 'text': 'Gebeld.' }"},
    {LOKET_ACT_NOTE, "{ 'text': 'Gezien.' }"},
    {LOKET_ACT_ESTABLISH, "{ 'text': 'Zes weken stil.', 'proof': 'postregister' }"},
    {LOKET_ACT_ASSESS, "{ 'mark': 'founded', 'text': 'Te lang gewacht.' }"},
    {LOKET_ACT_EXTEND, "{ 'reason': 'Nog niet klaar.', 'via': 'mail' }", DECREE},
    {LOKET_ACT_INFORM, "{ 'text': 'Wij zijn er nog mee bezig.', 'via': 'post' }"},
    {LOKET_ACT_OFFER_MEDIATION, "{ 'via': 'loket' }"},
    {LOKET_ACT_CONSENT, "{ 'party': 'citizen', 'yes': true }"},
    {LOKET_ACT_PROPOSE, "{ 'by': 'service', 'text': 'Excuses.' }"},
    {LOKET_ACT_RESPOND, "{ 'party': 'citizen', 'yes': true }"},
    {LOKET_ACT_SETTLE, "{ 'text': 'Excuses aanvaard.' }"},
    {LOKET_ACT_END_MEDIATION, "{ 'reason': 'Geen akkoord.' }"},
    {LOKET_ACT_SUBMIT, "{}"},
    {LOKET_ACT_APPROVE, "{}"},
    {LOKET_ACT_SEND_BACK, "{ 'reason': 'Nog eens.' }"},
    {LOKET_ACT_ANSWER, "{ 'text': 'Uw klacht is gegrond.', 'via': 'mail' }"},
    {LOKET_ACT_PROMISE_REMEDY, "{ 'text': 'Terugbetaling.' }"},
    {LOKET_ACT_FULFIL_REMEDY, "{ 'text': 'Het bedrag is gestort.' }"},
    {LOKET_ACT_CLOSE, "{ 'outcome': 'withoutObject' }"},
    {LOKET_ACT_REOPEN, "{ 'reason': 'Er is een nieuw stuk.' }"},
    {LOKET_ACT_WITHDRAW, "{ 'text': 'De indiener ziet ervan af.' }"},
    {LOKET_ACT_CORRECT, "{ 'field': 'subject', 'new': 'Iets anders', 'reason': 'verschreven' }"},
    {LOKET_ACT_ANNUL, "{ 'reason': 'Vergissing.' }"},
    {LOKET_ACT_REQUALIFY, "{ 'to': ['complaint', 'question'], 'reason': 'Ook een vraag.' }"},
    {LOKET_ACT_ACCEPT_TRANSFER, "{ 'reference': 'B-7' }"},
    {LOKET_ACT_RETURN_TRANSFER, "{ 'reason': 'Niet onze bevoegdheid.' }"},
    {LOKET_ACT_RECUSE, "{ 'to': 'iemand.anders', 'reason': 'Een oud-collega.' }"},
    {LOKET_ACT_LINK, "{ 'reference': 'KX-2026-000007', 'relation': 'earlier' }"},
    {LOKET_ACT_COMPLETE_FILE, "{}"},
    {LOKET_ACT_REMIND, "{ 'from': 'service', 'text': 'Uw standpunt?', 'via': 'mail' }"},
    {LOKET_ACT_RECORD_PROCEEDINGS, "{ 'text': 'Vredegerecht.' }"},
    {LOKET_ACT_END_PROCEEDINGS, "{ 'text': 'Afstand.' }"},
    {LOKET_ACT_OPEN_NEXT_LINE, "{ 'line': 'flemishOmbudsman', 'reference': 'O-7' }", DECREE},
    {LOKET_ACT_OPEN_NEXT_LINE, "{ 'line': 'federalOmbudsman' }", BROCHURE},
    {LOKET_ACT_INQUIRE, "{ 'reference': 'O-7', 'text': 'Uw standpunt?' }"},
    {LOKET_ACT_DISPATCH, "{ 'kind': 'inquiryReply', 'via': 'mail' }"},
    {LOKET_ACT_FOLLOW_UP, "{ 'text': 'Het bedrag is onderweg.' }"},
    {LOKET_ACT_SET_FOLLOW_UP, "{ 'on': '2027-01-04', 'text': 'nabellen' }"},
    {LOKET_ACT_SET_URGENCY, "{ 'level': 'high', 'reason': 'uitkering gestopt' }"},
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->loket = loket_test_loket_new (N_CASES, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
}

/* The last act of that type in a case; with %LOKET_ACT_UNKNOWN the last that can be annulled. */
static const char *
find_act (LoketDossier *dossier, LoketActType type)
{
  GPtrArray *effects = dossier->standing->effects;

  for (guint i = effects->len; i > 0; i--) {
    const LoketActEffect *effect = g_ptr_array_index (effects, i - 1);
    LoketActType own = effect->act->type;
    gboolean fits =
        type == LOKET_ACT_UNKNOWN
            ? own != LOKET_ACT_ANNUL && !loket_act_type_tells (own) && !effect->annulled_by
            : own == type;

    if (fits)
      return effect->act->act_id;
  }
  return NULL;
}

/* What an act speaks of in this very case. */
static JsonObject *
make_payload (const Example *example, LoketDossier *dossier)
{
  g_autofree char *text = g_strdelimit (g_strdup (example->payload), "'", '"');
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *payload = json_object_ref (json_node_get_object (node));
  LoketCase *facts = dossier->standing->current;
  const char *act_id = NULL;

  if (example->type == LOKET_ACT_ASSESS && facts->grievances->len > 0)
    json_object_set_string_member (
        payload, "grievanceId",
        ((LoketGrievance *) g_ptr_array_index (facts->grievances, 0))->grievance_id);
  if (example->type == LOKET_ACT_CORRECT)
    json_object_set_string_member (payload, "old", facts->subject);
  if (example->type == LOKET_ACT_RESPOND &&
      (act_id = find_act (dossier, LOKET_ACT_PROPOSE)) != NULL)
    json_object_set_string_member (payload, "to", act_id);
  if (example->type == LOKET_ACT_ANNUL && (act_id = find_act (dossier, LOKET_ACT_UNKNOWN)) != NULL)
    json_object_set_string_member (payload, "actId", act_id);
  return payload;
}

static void
assert_same_clocks (LoketStanding *a, LoketStanding *b)
{
  g_assert_cmpuint (a->clocks->len, ==, b->clocks->len);
  for (guint i = 0; i < a->clocks->len; i++) {
    const LoketClockReading *one = g_ptr_array_index (a->clocks, i);
    const LoketClockReading *two = g_ptr_array_index (b->clocks, i);

    g_assert_cmpstr (one->id_code, ==, two->id_code);
    g_assert_cmpint (one->state, ==, two->state);
    g_assert_cmpint (one->from, ==, two->from);
    g_assert_cmpint (one->last_day, ==, two->last_day);
    g_assert_cmpint (one->due, ==, two->due);
    g_assert_cmpint (one->work_by, ==, two->work_by);
    g_assert_cmpint (one->ended_on, ==, two->ended_on);
    g_assert_cmpint (one->days_left, ==, two->days_left);
    g_assert_cmpint (one->working_days_left, ==, two->working_days_left);
    g_assert_cmpint (one->counts_when_taken, ==, two->counts_when_taken);
  }
}

static void
assert_same_standing (LoketStanding *a, LoketStanding *b)
{
  g_assert_cmpint (a->step, ==, b->step);
  g_assert_cmpint (a->flags, ==, b->flags);
  g_assert_cmpint (a->outcome, ==, b->outcome);
  g_assert_cmpint (a->waiting_for, ==, b->waiting_for);
  g_assert_cmpint (a->urgency, ==, b->urgency);
  g_assert_cmpint (a->follow_up_on, ==, b->follow_up_on);
  g_assert_cmpstr (a->assignee, ==, b->assignee);
  g_assert_cmpstr (a->next, ==, b->next);
  g_assert_cmpstr (a->current->subject, ==, b->current->subject);
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++)
    g_assert_cmpint (a->permissions[type].answer, ==, b->permissions[type].answer);
  assert_same_clocks (a, b);
}

/* Returns whether the act has its effect in this case; if so, it was done, and compared. */
static gboolean
try_in_case (LoketTestDesk *desk, const Example *example, const char *profile, const char *case_id)
{
  g_autoptr (LoketDossier) before = loket_test_desk_load (desk, case_id, NULL);
  const char *code = loket_act_type_to_string (example->type);
  g_autoptr (JsonObject) payload = NULL;
  g_autoptr (LoketStanding) preview = NULL;
  g_autoptr (LoketDossier) after = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;
  LoketPermission permission;

  if (!g_str_equal (before->standing->current->procedure_id, profile))
    return FALSE;
  payload = make_payload (example, before);
  preview = loket_desk_preview_act (desk->desk, before, code, loket_desk_get_today (desk->desk),
                                    payload, &permission);
  if (preview == NULL || permission.answer != LOKET_ANSWER_ALLOWED)
    return FALSE;
  act = loket_test_desk_do (desk, case_id, code, json_object_ref (payload), &error);
  g_assert_no_error (error);
  after = loket_test_desk_load (desk, case_id, NULL);
  assert_same_standing (preview, after->standing);
  return TRUE;
}

static gboolean
try_act (LoketTestDesk *desk, const Example *example, const char *profile)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (desk, "all");

  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    if (try_in_case (desk, example, profile, line->case_id))
      return TRUE;
  }
  g_test_message ("%s: no case for %s", profile, loket_act_type_to_string (example->type));
  return FALSE;
}

static void
test_every_act (Fixture *self, gconstpointer profile)
{
  guint missing = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++) {
    if (examples[i].only != NULL && !g_str_equal (examples[i].only, profile))
      continue;
    if (!try_act (self->desk, &examples[i], profile))
      missing++;
  }
  g_assert_cmpuint (missing, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk/effects/be-fed-ibz", Fixture, BROCHURE, set_up, test_every_act, tear_down);
  g_test_add ("/desk/effects/be-vlg-bestuursdecreet", Fixture, DECREE, set_up, test_every_act,
              tear_down);
  return g_test_run ();
}
