/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of the dates on paper: every term, in four languages, as text and as a reader of PDF
 * finds it (skipped where pdftotext is not installed). */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "loket-error.h"
#include "loket-proof.h"
#include "loket-replay.h"
#include "paper-words.h"

static const char case_text[] =
    "{\"caseId\": \"11111111-1111-4111-8111-111111111111\", \"reference\": \"KV-2026-000123\","
    " \"agency\": \"demo-vlg\","
    " \"procedure\": {\"id\": \"be-vlg-bestuursdecreet\", \"version\": \"1\"},"
    " \"receivedOn\": \"2026-11-12\", \"registeredOn\": \"2026-11-13\", \"version\": 1,"
    " \"subject\": \"Grof\\nen <b>&amp;\\u202e luid\", \"filingLanguage\": \"nl\","
    " \"answerChannel\": \"mail\", \"acts\": [], \"complainants\": []}";

typedef struct {
  const char *language;
  const char *sentences[8];
} Sample;

static const Sample samples[] = {
    {"en",
     {"Proof of the dates: KV-2026-000123", "As it stands on Monday 28 December 2026",
      "Answer: 1 day over", "The last day is Sunday 27 December 2026.", "Christmas",
      "Bare: late by 1 day; if the last day moved to Monday 28 December 2026: still in time."}},
    {"nl",
     {"Bewijs van de datums: KV-2026-000123", "Stand op maandag 28 december 2026",
      "Antwoord: 1 dag te laat", "De laatste dag is zondag 27 december 2026.", "Kerstmis",
      "Zonder verplaatsing: 1 dag te laat; is de laatste dag verplaatst naar maandag 28 december "
      "2026: nog op tijd."}},
    {"fr",
     {"Preuve des dates : KV-2026-000123", "Situation au lundi 28 décembre 2026",
      "Réponse : 1 jour de retard", "Le dernier jour est le dimanche 27 décembre 2026.", "Noël",
      "si le dernier jour est reporté au lundi 28 décembre 2026 : encore dans le délai."}},
    {"de",
     {"Nachweis der Daten: KV-2026-000123", "Stand am Montag, 28. Dezember 2026",
      "Antwort: 1 Tag überschritten", "Der letzte Tag ist Sonntag, 27. Dezember 2026.",
      "Weihnachten", "Ohne Verschiebung: 1 Tag verspätet;"}},
};

static LoketProof *
compose (const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  g_autoptr (LoketSpeech) speech = loket_speech_new (language, &error);
  g_autoptr (JsonNode) root = loket_json_parse (case_text, -1, &error);
  g_autoptr (LoketCase) the_case = loket_case_from_json (json_node_get_object (root), &error);
  g_autoptr (LoketStanding) standing = NULL;
  const LoketViewer anybody = {NULL, 0};
  LoketMoment now = loket_moment_of_day (loket_day_new (2026, 12, 28), 12, 0);

  g_assert_no_error (error);
  standing = loket_replay (rules, the_case, NULL, &anybody, now);
  return loket_proof_compose (rules, standing, speech, now);
}

static void
test_as_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (LoketProof) proof = compose (samples[i].language);
    g_autofree char *text = loket_proof_to_text (proof);

    for (int s = 0; samples[i].sentences[s] != NULL; s++)
      paper_assert_says (text, samples[i].sentences[s]);
    /* What a citizen typed is one line, without what turns the direction of the rest. */
    paper_assert_says (text, "Grof en <b>&amp; luid");
    g_assert_null (strstr (text, "Grof\n"));
    g_assert_null (strstr (text, "\u202e"));
    g_assert_null (strchr (text, '{'));
  }
}

static void
test_as_pdf (void)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *folder = g_dir_make_tmp ("loket-proof-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "proof.pdf", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (LoketProof) proof = compose (samples[i].language);
    g_autoptr (GSubprocess) process = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;

    g_assert_true (loket_proof_write (proof, path, &error));
    g_assert_no_error (error);
    if (program == NULL)
      continue;
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "-layout", path,
                                "-", NULL);
    g_assert_no_error (error);
    g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
    g_assert_no_error (error);
    for (int s = 0; samples[i].sentences[s] != NULL; s++)
      paper_assert_says (text, samples[i].sentences[s]);
  }
  g_unlink (path);
  g_rmdir (folder);
  if (program == NULL)
    g_test_skip ("pdftotext is not installed");
}

static void
test_other_endings_are_refused (void)
{
  g_autoptr (LoketProof) proof = compose ("en");
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_proof_write (proof, "/nowhere/proof.odt", &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/proof/as-text", test_as_text);
  g_test_add_func ("/paper/proof/as-pdf", test_as_pdf);
  g_test_add_func ("/paper/proof/other-endings-are-refused", test_other_endings_are_refused);
  return g_test_run ();
}
