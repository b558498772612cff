/* SPDX-License-Identifier: EUPL-1.2 */
/* Letters in the language of the letter: what they say as text, and what a reader of PDF finds in
 * them (skipped where pdftotext and pdfinfo are not installed). */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "loket-error.h"
#include "loket-letter.h"
#include "loket-replay.h"
#include "paper-words.h"

static const char *const case_text =
    "{\"caseId\": \"11111111-1111-4111-8111-111111111111\", \"reference\": \"KF-2026-000123\","
    " \"agency\": \"%s\", \"procedure\": {\"id\": \"%s\", \"version\": \"1\"},"
    " \"receivedOn\": \"2026-11-12\", \"registeredOn\": \"2026-11-13\", \"version\": 1,"
    " \"subject\": \"Onvriendelijk <b>&amp; grof</b>\", \"filingLanguage\": \"%s\","
    " \"answerChannel\": \"mail\", \"acts\": [],"
    " \"complainants\": [{\"name\": \"Wout Verzonnen\", \"street\": \"Dorpsstraat 7\","
    " \"postCode\": \"9999\", \"city\": \"Nergenshuizen\"}]}";

static LoketRules *
load_rules (void)
{
  g_autoptr (GError) error = NULL;
  LoketRules *rules = loket_rules_new_load (&error);

  g_assert_no_error (error);
  return rules;
}

static LoketStanding *
stand (LoketRules *rules,
       const char *agency,
       const char *procedure,
       const char *language,
       LoketDay today)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (case_text, agency, procedure, language);
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, &error);
  g_autoptr (LoketCase) the_case = loket_case_from_json (json_node_get_object (root), &error);
  const LoketViewer anybody = {NULL, 0};

  g_assert_no_error (error);
  return loket_replay (rules, the_case, NULL, &anybody, loket_moment_of_day (today, 12, 0));
}

static LoketLetter *
compose (
    const char *procedure, const char *language, const char *kind, const char *text, LoketDay date)
{
  g_autoptr (LoketRules) rules = load_rules ();
  gboolean federal = g_str_equal (procedure, "be-fed-ibz");
  g_autoptr (LoketStanding) standing =
      stand (rules, federal ? "demo-fed" : "demo-vlg", procedure, language, date);
  g_autoptr (GError) error = NULL;
  LoketLetter *letter = loket_letter_compose (rules, standing, kind, date, text, &error);

  g_assert_no_error (error);
  return letter;
}

typedef struct {
  const char *procedure;
  const char *filing_language;
  const char *language;
  const char *title;
  const char *sentences[6];
} Sample;

/* The Flemish procedure answers in Dutch, whatever the complaint was written in. */
static const Sample acknowledgements[] = {
    {"be-fed-ibz",
     "nl",
     "nl",
     "Ontvangstbevestiging KF-2026-000123",
     {"op donderdag 12 november 2026", "dossiernummer KF-2026-000123",
      "uiterlijk op zaterdag 12 december 2026", "Noor Voorbeeld",
      "schort de termijnen om in beroep te gaan niet op"}},
    {"be-fed-ibz",
     "fr",
     "fr",
     "Accusé de réception KF-2026-000123",
     {"le jeudi 12 novembre 2026", "numéro de dossier KF-2026-000123",
      "au plus tard le samedi 12 décembre 2026", "Noor Voorbeeld",
      "ne suspend pas les délais de recours"}},
    {"be-fed-ibz",
     "de",
     "de",
     "Empfangsbestätigung KF-2026-000123",
     {"am Donnerstag, 12. November 2026", "Aktenzeichen KF-2026-000123",
      "spätestens am Samstag, 12. Dezember 2026", "Noor Voorbeeld",
      "setzt die Rechtsbehelfsfristen nicht aus"}},
    {"be-vlg-bestuursdecreet",
     "fr",
     "nl",
     "Bevestiging van ontvangst KF-2026-000123",
     {"op donderdag 12 november 2026", "uiterlijk op zondag 27 december 2026"}},
};

static void
test_acknowledgement_as_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acknowledgements); i++) {
    const Sample *sample = &acknowledgements[i];
    g_autoptr (LoketLetter) letter =
        compose (sample->procedure, sample->filing_language, "acknowledgement", NULL,
                 loket_day_new (2026, 11, 13));
    g_autofree char *text = loket_letter_to_text (letter);

    g_assert_cmpstr (letter->language, ==, sample->language);
    g_assert_cmpstr (letter->title, ==, sample->title);
    for (int s = 0; sample->sentences[s] != NULL; s++)
      paper_assert_says (text, sample->sentences[s]);
    paper_assert_says (text, "Onvriendelijk <b>&amp; grof</b>");
    g_assert_null (strchr (text, '{'));
  }
}

/* No day is promised that has gone by. */
static void
test_late_acknowledgement_promises_nothing (void)
{
  g_autoptr (LoketLetter) letter =
      compose ("be-fed-ibz", "nl", "acknowledgement", NULL, loket_day_new (2026, 12, 13));
  g_autofree char *text = loket_letter_to_text (letter);

  paper_assert_says (text, "liep af op zaterdag 12 december 2026");
  g_assert_null (strstr (text, "uiterlijk"));
}

static void
test_answer_as_text (void)
{
  g_autoptr (LoketLetter) letter =
      compose ("be-vlg-bestuursdecreet", "nl", "answer",
               "Uw klacht is gegrond.\n\nWij {zorgen} ervoor.", loket_day_new (2026, 12, 1));
  g_autofree char *text = loket_letter_to_text (letter);

  paper_assert_says (text, "Uw klacht is gegrond.");
  paper_assert_says (text, "Wij {zorgen} ervoor.");
  paper_assert_says (text, "Vlaamse Ombudsdienst");
}

/* 30 days after 12 November is 12 December: on the 13th the next line is open, and the letter says
 * which it is and that the answer is late. */
static void
test_next_line_on_the_first_late_day (void)
{
  g_autoptr (LoketLetter) letter =
      compose ("be-fed-ibz", "fr", "nextLineOpen", NULL, loket_day_new (2026, 12, 13));
  g_autofree char *text = loket_letter_to_text (letter);

  paper_assert_says (text, "12 décembre 2026");
  paper_assert_says (text, "Vous pouvez déjà vous adresser à");
  paper_assert_says (text, "Service central des plaintes");
  paper_assert_says (text, "02 500 21 11");
  paper_assert_says (text, "Votre plainte ne suspend pas les délais de recours.");
}

static void
test_letters_that_cannot_be_made (void)
{
  g_autoptr (LoketRules) rules = load_rules ();
  LoketDay today = loket_day_new (2026, 11, 13);
  g_autoptr (LoketStanding) standing = stand (rules, "demo-fed", "be-fed-ibz", "nl", today);
  g_autoptr (LoketStanding) strange = stand (rules, "demo-fed", "be-moon", "nl", today);
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_letter_compose (rules, standing, "answer", today, "", &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (loket_letter_compose (rules, standing, "nextLineOpen", today, NULL, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (loket_letter_compose (rules, standing, "poem", today, NULL, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD);
  g_clear_error (&error);
  g_assert_null (loket_letter_compose (rules, strange, "acknowledgement", today, NULL, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND);
}

/* Somebody without a name, of an agency that nobody described here, still gets a letter. */
static void
test_bare_letter (void)
{
  g_autoptr (LoketRules) rules = load_rules ();
  LoketDay today = loket_day_new (2026, 11, 13);
  g_autoptr (LoketStanding) standing = stand (rules, "elsewhere", "be-fed-ibz", "pl", today);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketLetter) letter = NULL;

  g_ptr_array_set_size (standing->current->complainants, 0);
  letter = loket_letter_compose (rules, standing, "acknowledgement", today, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (letter->language, ==, "nl");
  g_assert_cmpuint (g_strv_length (letter->addressee), ==, 0);
  g_assert_cmpstr (letter->letterhead[0], ==, "elsewhere");
}

/* What a program says of a PDF; NULL where it is not installed. */
static char *
read_pdf (const LoketLetter *letter, const char *program, const char *option)
{
  g_autofree char *folder = g_dir_make_tmp ("loket-letter-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "letter.pdf", NULL);
  g_autofree char *found = g_find_program_in_path (program);
  const char *arguments[] = {program, option, path, "-", NULL};
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (loket_letter_write (letter, path, &error));
  g_assert_no_error (error);
  if (g_str_equal (program, "pdfinfo"))
    arguments[3] = NULL;
  if (found != NULL) {
    process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
    g_assert_no_error (error);
    g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_subprocess_get_successful (process));
  }
  g_unlink (path);
  g_rmdir (folder);
  return text;
}

/* What people typed changes nothing but its own place: no further line in the head of the letter,
 * no command to a terminal, no turned direction; and letters of other scripts stay. */
static void
test_hostile_text (void)
{
  static const char hostile[] =
      "{\"caseId\": \"11111111-1111-4111-8111-111111111111\", \"reference\": \"KF-2026-000123\","
      " \"agency\": \"demo-fed\", \"procedure\": {\"id\": \"be-fed-ibz\", \"version\": \"1\"},"
      " \"receivedOn\": \"2026-11-12\", \"registeredOn\": \"2026-11-13\", \"version\": 1,"
      " \"subject\": \"een\\nOns dossiernummer: 7\\u202egespiegeld\\u001b[31m {day} \u05d0\u05d1\","
      " \"filingLanguage\": \"nl\", \"answerChannel\": \"mail\", \"acts\": [],"
      " \"complainants\": [{\"name\": \"Wout\\u2028Verzonnen\", \"street\": \"<b>&\\r\\n7\"}]}";
  g_autoptr (LoketRules) rules = load_rules ();
  LoketDay today = loket_day_new (2026, 12, 1);
  g_autoptr (JsonNode) root = loket_json_parse (hostile, -1, NULL);
  g_autoptr (LoketCase) the_case = loket_case_from_json (json_node_get_object (root), NULL);
  g_autoptr (LoketStanding) standing =
      loket_replay (rules, the_case, NULL, NULL, loket_moment_of_day (today, 12, 0));
  g_autofree char *wide = g_strnfill (3000, 'W');
  g_autofree char *answer = g_strconcat ("Rood\x1b[31m.\r\n\xe2\x80\xae", wide, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketLetter) letter =
      loket_letter_compose (rules, standing, "answer", today, answer, &error);
  g_autofree char *text = NULL;
  g_autofree char *drawn = NULL;

  g_assert_no_error (error);
  text = loket_letter_to_text (letter);
  paper_assert_says (text, "een Ons dossiernummer: 7gespiegeld[31m {day} \u05d0\u05d1\n");
  paper_assert_says (text, "\n\nRood[31m.\n\n");
  paper_assert_says (text, wide);
  g_assert_cmpstr (letter->addressee[0], ==, "Wout Verzonnen");
  g_assert_cmpstr (letter->addressee[1], ==, "<b>& 7");
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_true (*c == '\n' || g_unichar_isprint (g_utf8_get_char (c)));
  drawn = read_pdf (letter, "pdftotext", "-raw");
  if (drawn != NULL)
    paper_assert_says (drawn, "Wout Verzonnen");
}

static void
test_acknowledgement_as_pdf (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acknowledgements); i++) {
    const Sample *sample = &acknowledgements[i];
    g_autoptr (LoketLetter) letter =
        compose (sample->procedure, sample->filing_language, "acknowledgement", NULL,
                 loket_day_new (2026, 11, 13));
    g_autofree char *text = read_pdf (letter, "pdftotext", "-layout");

    if (text == NULL) {
      g_test_skip ("pdftotext is not installed");
      return;
    }
    for (int s = 0; sample->sentences[s] != NULL; s++)
      paper_assert_says (text, sample->sentences[s]);
    paper_assert_says (text, sample->title);
    paper_assert_says (text, "Dorpsstraat 7");
    paper_assert_says (text, "9999 Nergenshuizen");
    paper_assert_says (text, "Onvriendelijk <b>&amp; grof</b>");
    paper_assert_says (text, letter->letterhead[0]);
  }
}

static void
test_long_answer_as_pdf (void)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (LoketLetter) letter = NULL;
  g_autofree char *text = NULL;

  for (int i = 1; i <= 120; i++)
    g_string_append_printf (answer,
                            "Punt %d. Wij onderzochten dit punt en hoorden de dienst, die "
                            "ons haar standpunt gaf over wat er toen aan het loket is gebeurd.\n",
                            i);
  letter = compose ("be-fed-ibz", "nl", "answer", answer->str, loket_day_new (2026, 12, 1));
  text = read_pdf (letter, "pdftotext", "-layout");
  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  for (int i = 1; i <= 120; i++) {
    g_autofree char *sentence = g_strdup_printf ("Punt %d. Wij onderzochten", i);

    paper_assert_says (text, sentence);
  }
  paper_assert_says (text, "Pagina 1 van");
  paper_assert_says (text, "Pagina 4 van");
  g_assert_nonnull (strchr (text, '\f'));
}

static void
test_metadata (void)
{
  g_autoptr (LoketLetter) letter =
      compose ("be-fed-ibz", "de", "acknowledgement", NULL, loket_day_new (2026, 11, 13));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = loket_letter_to_pdf (letter, &error);
  g_autofree char *info = read_pdf (letter, "pdfinfo", "-struct");
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  g_autofree char *end = g_strndup (bytes + length - 400, 400);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (end, "/Lang (de)"));
  if (info == NULL) {
    g_test_skip ("pdfinfo is not installed");
    return;
  }
  g_assert_nonnull (strstr (info, "H1"));
  g_free (info);
  info = read_pdf (letter, "pdfinfo", "-isodates");
  paper_assert_says (info, "Title: Empfangsbestätigung KF-2026-000123");
  paper_assert_says (info, "Tagged: yes");
  paper_assert_says (info, "595.28 x 841.89 pts (A4)");
  paper_assert_says (info, "CreationDate: 2026-11-13T12:00:00");
}

static void
test_wrong_ending (void)
{
  g_autoptr (LoketLetter) letter =
      compose ("be-fed-ibz", "nl", "acknowledgement", NULL, loket_day_new (2026, 11, 13));
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_letter_write (letter, "letter.doc", &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (loket_letter_write (letter, "/nowhere/letter.txt", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/letter/acknowledgement-as-text", test_acknowledgement_as_text);
  g_test_add_func ("/paper/letter/late-acknowledgement-promises-nothing",
                   test_late_acknowledgement_promises_nothing);
  g_test_add_func ("/paper/letter/answer-as-text", test_answer_as_text);
  g_test_add_func ("/paper/letter/next-line-on-the-first-late-day",
                   test_next_line_on_the_first_late_day);
  g_test_add_func ("/paper/letter/letters-that-cannot-be-made", test_letters_that_cannot_be_made);
  g_test_add_func ("/paper/letter/bare-letter", test_bare_letter);
  g_test_add_func ("/paper/letter/hostile-text", test_hostile_text);
  g_test_add_func ("/paper/letter/acknowledgement-as-pdf", test_acknowledgement_as_pdf);
  g_test_add_func ("/paper/letter/long-answer-as-pdf", test_long_answer_as_pdf);
  g_test_add_func ("/paper/letter/metadata", test_metadata);
  g_test_add_func ("/paper/letter/wrong-ending", test_wrong_ending);
  return g_test_run ();
}
