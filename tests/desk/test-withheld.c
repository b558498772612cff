/* SPDX-License-Identifier: EUPL-1.2 */
/* Whose name is withheld is not named to the service, and no innocent text is refused. */
#include "loket-withheld.h"

static LoketCase *
make_case (const char *name, const char *more)
{
  g_autofree char *text = g_strdup_printf (
      "{'caseId':'c','reference':'KX-1','agency':'x','procedure':{'id':'p','version':'1'},"
      "'receivedOn':'2026-11-16','registeredOn':'2026-11-16','subject':'s','facts':'f',"
      "'complainants':[{'name':'%s','email':'els.v@voorbeeld.be','phone':'0471 23 45 67',"
      "'street':'Kerkstraat 12 bus 3'}],'service':{'name':'Dienst Wegen Aalst'},"
      "'grievances':[],'demandKinds':[],'carriers':[],'channels':[],'filingLanguage':'nl',"
      "'answerChannel':'mail','offlinePermitted':true,'version':1,'acts':[]%s}",
      name, more);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  LoketCase *facts;

  g_strdelimit (text, "'", '"');
  root = loket_json_parse (text, -1, &error);
  g_assert_no_error (error);
  facts = loket_case_from_json (json_node_get_object (root), &error);
  g_assert_no_error (error);
  return facts;
}

static char *
find (const LoketCase *facts,
      LoketActType type,
      const char *member,
      const char *code,
      const char *text)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_auto (GStrv) found = NULL;

  json_object_set_string_member (payload, member, code);
  json_object_set_string_member (payload, "text", text);
  found = loket_withheld_find (facts, type, payload);
  return found != NULL ? g_strjoinv ("|", found) : NULL;
}

typedef struct {
  const char *name; /* of the complainant */
  const char *text;
  const char *found; /* NULL: nothing */
} Example;

static const Example examples[] = {
    {"Els Verhaeghe", "Mevrouw Verhaeghe wacht al zes weken.", "Verhaeghe"},
    {"Els Verhaeghe", "ELS VERHAEGHE", "ELS VERHAEGHE"},
    {"Els Verhaeghe", "wat verhaeghes klacht betreft", "verhaeghes"},
    {"Els Verhaeghe", "verhaeghen is iemand anders, elst en nels ook", NULL},
    {"Els Verhaeghe", "Wat is uw standpunt over de feiten van 12 november?", NULL},
    {"Els Verhaeghe", "mail naar ELS.V@voorbeeld.be", "ELS.V@voorbeeld.be"},
    {"Els Verhaeghe", "een mail aan info@voorbeeld.be", NULL},
    {"Els Verhaeghe", "bel +32 (0)471/23.45.67 terug", "32 (0)471/23.45.67"},
    {"Els Verhaeghe", "nummer 0471 23 45 68", NULL},
    {"Els Verhaeghe", "woont kerkstraat 12, tweede verdieping", "kerkstraat 12"},
    {"Els Verhaeghe", "de werken in de Kerkstraat, en op nummer 12 van de Markt", NULL},
    {"Jan De Groot", "een groot probleem sinds 12 jan", NULL},
    {"Jan De Groot", "de heer Groot belde", "Groot"},
    {"Jan De Groot", "jan de groot belde", "jan de groot"},
    {"Jan De Groot", "De Groot Jan belde", "De Groot Jan"},
    {"Hélène Lefèvre-Dubois", "Mme LEFEVRE a écrit", "LEFEVRE"},
    {"Hélène Lefèvre-Dubois", "helene a écrit", "helene"},
    {"Hélène Petit", "un petit retard", NULL},
    {"Hélène Petit", "Monsieur Petit", "Petit"},
    {"Jörg Müller", "Herr Mueller wartet", "Mueller"},
    {"Jörg Müller", "muller", "muller"},
    {"Bo Li", "de klager, Bo Li, vraagt", "Bo Li"},
    {"Bo Li", "De bo in lila", NULL},
    {"An van den Aalst", "de dienst in Aalst, van den overkant", NULL},
    {"Mevr. Dr. Åse Łukasz", "Lukasz en Ase", "Lukasz|Ase"},
    {"", "Wie belde er?", NULL},
};

static void
test_examples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++) {
    g_autoptr (LoketCase) facts = make_case (examples[i].name, ",'nameWithheld':true");
    g_autofree char *found = find (facts, LOKET_ACT_REQUEST, "from", "service", examples[i].text);

    g_test_message ("%s: %s", examples[i].name, examples[i].text);
    g_assert_cmpstr (found, ==, examples[i].found);
  }
}

static void
test_representative (void)
{
  g_autoptr (LoketCase) facts = make_case (
      "Els Verhaeghe",
      ",'nameWithheld':true,'representative':{'name':'Karim Ouali','organisation':'Huis van de "
      "Buurt'}");
  g_autofree char *name = find (facts, LOKET_ACT_REMIND, "from", "third", "Zegt Ouali dat?");
  g_autofree char *house =
      find (facts, LOKET_ACT_REMIND, "from", "third", "Het huis van de buurt schreef.");
  g_autofree char *nobody =
      find (facts, LOKET_ACT_REMIND, "from", "third", "Een huis in de buurt.");

  g_assert_cmpstr (name, ==, "Ouali");
  g_assert_cmpstr (house, ==, "huis van de buurt");
  g_assert_null (nobody);
}

/* Who is told: the complainant may read his own name. */
static void
test_whom_it_tells (void)
{
  static const struct {
    LoketActType type;
    const char *member, *code;
    gboolean refused;
  } acts[] = {
      {LOKET_ACT_REQUEST, "from", "service", TRUE},
      {LOKET_ACT_REQUEST, "from", "citizen", FALSE},
      {LOKET_ACT_REMIND, "from", "third", TRUE},
      {LOKET_ACT_TRANSFER, "kind", "external", TRUE},
      {LOKET_ACT_TRANSFER, "kind", "internal", TRUE},
      {LOKET_ACT_TRANSFER, "kind", "referral", FALSE},
      {LOKET_ACT_DISPATCH, "kind", "inquiryReply", TRUE},
      {LOKET_ACT_DISPATCH, "kind", "otherLetter", FALSE},
      {LOKET_ACT_RECOMMEND, "until", "2026-12-01", TRUE},
      {LOKET_ACT_NOTE, "kind", "note", FALSE},
      {LOKET_ACT_ANSWER, "via", "mail", FALSE},
  };
  g_autoptr (LoketCase) facts = make_case ("Els Verhaeghe", ",'nameWithheld':true");
  g_autoptr (LoketCase) open = make_case ("Els Verhaeghe", "");

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autofree char *found = find (facts, acts[i].type, acts[i].member, acts[i].code, "Verhaeghe");
    g_autofree char *none = find (open, acts[i].type, acts[i].member, acts[i].code, "Verhaeghe");

    g_assert_cmpstr (found, ==, acts[i].refused ? "Verhaeghe" : NULL);
    g_assert_null (none);
  }
}

/* Nothing that a person can type breaks it. */
static void
test_any_text (void)
{
  static const char *const texts[] = {"", "\xff\xfe Verhaeghe", "\xcc\x81\xcc\x88",
                                      "\xf0\x9f\x98\x80",
                                      "00000000000000000000000000000000000000000000"};
  g_autoptr (LoketCase) facts = make_case ("Els Verhaeghe", ",'nameWithheld':true");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *found = find (facts, LOKET_ACT_REQUEST, "from", "service", texts[i]);

    g_assert_cmpstr (found, ==, i == 1 ? "Verhaeghe" : NULL);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/withheld/examples", test_examples);
  g_test_add_func ("/withheld/representative", test_representative);
  g_test_add_func ("/withheld/whom-it-tells", test_whom_it_tells);
  g_test_add_func ("/withheld/any-text", test_any_text);
  return g_test_run ();
}
