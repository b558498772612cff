/* SPDX-License-Identifier: EUPL-1.2 */
/* The line that each type of act has in a timeline. */
#include "loket-speech.h"

static char *
describe (const char *language, const char *type, const char *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSpeech) speech = loket_speech_new (language, &error);
  g_autofree char *json = g_strdup_printf ("{\"actId\": \"a\", \"type\": \"%s\", "
                                           "\"occurredOn\": \"2026-11-20\", \"payload\": %s}",
                                           type, payload);
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, &error);
  g_autoptr (LoketAct) act = NULL;

  g_assert_no_error (error);
  act = loket_act_from_json (json_node_get_object (root), &error);
  g_assert_no_error (error);
  return loket_speech_describe_act (speech, act);
}

typedef struct {
  const char *language;
  const char *type;
  const char *payload;
  const char *line;
} Sample;

static const Sample samples[] = {
    {"nl", "acknowledge", "{\"via\": \"post\"}", "Ontvangst gemeld, per brief"},
    {"nl", "acknowledge", "{}", "Ontvangst gemeld"},
    {"en", "request",
     "{\"from\": \"service\", \"text\": \"Your\\n position?\", \"until\": \"2026-12-01\"}",
     "Information asked, of the service, by 1 December 2026: Your position?"},
    {"nl", "receive", "{\"from\": \"service\", \"text\": \"Ons standpunt\"}",
     "Reactie ontvangen, van de dienst: Ons standpunt"},
    {"fr", "decline", "{\"kind\": \"inadmissible\", \"reason\": \"anonyme\", \"via\": \"mail\"}",
     "Non traitée, irrecevable, par courriel\u00a0: anonyme"},
    {"de", "note", "{\"text\": \"Angerufen\"}", "Notiz: Angerufen"},
    {"en", "consent", "{\"party\": \"citizen\", \"yes\": false}",
     "Reply to the offer of mediation, the complainant, does not agree"},
    {"en", "correct",
     "{\"field\": \"receivedOn\", \"old\": \"2026-11-12\", \"new\": \"2026-11-10\"}",
     "Corrected, date of receipt: “12 November 2026” became “10 November 2026”"},
    {"en", "correct", "{\"field\": \"subject\", \"new\": \"Lost\"}",
     "Corrected, subject: “empty” became “Lost”"},
    {"en", "assess", "{\"mark\": \"ownMark\", \"text\": \"x\"}", "Assessed, ownMark: x"},
    {"nl", "requalify", "{\"to\": [\"question\", \"report\"], \"reason\": \"Hoe moet het?\"}",
     "Geherkwalificeerd, vraag om informatie, melding: Hoe moet het?"},
    {"fr", "openNextLine", "{\"line\": \"federalOmbudsman\", \"reference\": \"FO-7\"}",
     "Niveau suivant ouvert, Médiateur fédéral, FO-7"},
    {"de", "returnTransfer", "{\"reason\": \"Nicht zuständig.\"}",
     "Weitergeleitete Akte zurückgesandt: Nicht zuständig."},
    {"en", "link", "{\"relation\": \"earlier\", \"reference\": \"KX-1\"}",
     "Case linked, earlier case, KX-1"},
    {"en", "dispatch", "{\"kind\": \"inquiryReply\", \"to\": \"the ombudsman\", \"via\": \"mail\"}",
     "Letter dispatched, reply to the ombudsman, to the ombudsman, by e-mail"},
    {"nl", "fulfilRemedy", "{\"text\": \"Gestort\"}", "Rechtzetting uitgevoerd: Gestort"},
    {"en", "recordConduct", "{\"text\": \"Shouted\", \"reviewOn\": \"2027-02-01\"}",
     "Unreasonable conduct recorded, to be looked at again on 1 February 2027: Shouted"},
    {"nl", "reviewConduct", "{\"text\": \"Rustig nu\", \"keep\": false}",
     "Genoteerd gedrag herbekeken, de maatregel is opgeheven: Rustig nu"},
    {"en", "takeUp", "{\"until\": \"2027-02-01\"}", "Taken up, by 1 February 2027"},
    {"nl", "attach", "{\"documentId\": \"d\", \"name\": \"brief.pdf\"}",
     "Stuk toegevoegd: brief.pdf"},
    {"en", "detach", "{\"documentId\": \"d\", \"name\": \"letter.pdf\", \"reason\": \"Twice\"}",
     "Document removed, letter.pdf: Twice"},
    {"en", "hover", "{\"text\": \"x\"}", "Act of a newer version (hover)"},
    {"en", "note", "{\"text\": 5}", "Note"},
};

static void
test_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *line = describe (samples[i].language, samples[i].type, samples[i].payload);

    g_assert_cmpstr (line, ==, samples[i].line);
  }
}

/* No type is without words, and none shows its code. */
static void
test_every_type (void)
{
  for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++) {
    const char *code = loket_act_type_to_string (type);
    g_autofree char *line = describe ("nl", code, "{\"text\": \"x\", \"reason\": \"y\"}");

    g_assert_cmpuint (strlen (line), >, 3);
    g_assert_null (strchr (line, '{'));
    g_assert_cmpstr (line, !=, code);
  }
}

static void
test_long_text_is_cut_between_characters (void)
{
  g_autoptr (GString) payload = g_string_new ("{\"text\": \"");
  g_autofree char *line = NULL;

  for (int i = 0; i < 500; i++)
    g_string_append (payload, "é");
  g_string_append (payload, "\"}");
  line = describe ("en", "note", payload->str);
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_true (g_str_has_suffix (line, "é…"));
  g_assert_cmpint (g_utf8_strlen (line, -1), ==, strlen ("Note: ") + 161);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/timeline/samples", test_samples);
  g_test_add_func ("/words/timeline/every-type", test_every_type);
  g_test_add_func ("/words/timeline/long-text-is-cut-between-characters",
                   test_long_text_is_cut_between_characters);
  return g_test_run ();
}
