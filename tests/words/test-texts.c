/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of texts: complete in every language, alike, and refused where they are not. */
#include "loket-error.h"
#include "loket-speech.h"
#include "loket-texts.h"

static JsonObject *
load (const char *language)
{
  g_autoptr (GError) error = NULL;
  JsonObject *texts = loket_texts_load (language, &error);

  g_assert_no_error (error);
  return texts;
}

static void
test_alike (void)
{
  g_autoptr (JsonObject) english = load ("en");

  for (int i = 0; loket_texts_languages[i] != NULL; i++) {
    g_autoptr (JsonObject) other = load (loket_texts_languages[i]);
    g_autoptr (GError) error = NULL;

    g_assert_cmpstr (loket_json_peek_string (other, "language"), ==, loket_texts_languages[i]);
    g_assert_true (loket_texts_compare (english, other, &error));
    g_assert_no_error (error);
  }
}

/* A copy of the English texts in which one text of a part is another one, or gone. */
static JsonObject *
doctor (const char *part, const char *group, const char *key, const char *text)
{
  g_autoptr (JsonObject) english = load ("en");
  JsonObject *copy = loket_json_object_copy (english);
  JsonObject *part_copy = loket_json_object_copy (loket_json_peek_object (english, part));
  JsonObject *target = part_copy;

  if (group != NULL) {
    target = loket_json_object_copy (loket_json_peek_object (part_copy, group));
    json_object_set_object_member (part_copy, group, target);
  }
  json_object_set_object_member (copy, part, part_copy);
  g_assert_true (json_object_has_member (target, key));
  if (text != NULL)
    json_object_set_string_member (target, key, text);
  else
    json_object_remove_member (target, key);
  return copy;
}

static void
assert_refused (JsonObject *texts, int code, const char *place)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_speech_new_from_texts (texts, &error));
  g_assert_error (error, LOKET_ERROR, code);
  g_assert_nonnull (strstr (error->message, place));
}

/* Every name of every family in turn: a code without a name is refused by its place. */
static void
test_every_code_needs_a_name (void)
{
  g_autoptr (JsonObject) english = load ("en");
  static const char *const families[] = {
      "act",        "actDone",   "step",    "outcome", "via",   "waitingFor", "clock",
      "clockState", "clockKind", "urgency", "flag",    "role",  "view",       "letter",
      "check",      "next",      "nextWhy", "reason",  "error",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++) {
    JsonObject *names = loket_json_peek_object (english, "names");
    g_autoptr (GList) codes = json_object_get_members (loket_json_peek_object (names, families[i]));

    g_assert_nonnull (codes);
    for (GList *l = codes; l != NULL; l = l->next) {
      g_autoptr (JsonObject) texts = doctor ("names", families[i], l->data, NULL);
      g_autofree char *place = g_strdup_printf ("names.%s.%s:", families[i], (char *) l->data);

      assert_refused (texts, LOKET_ERROR_INVALID, place);
    }
  }
}

/* The problems of the contract with which a loket refuses something for good: whoever is to decide
 * about it is told why, and not that an administrator must look. */
static void
test_refusals_are_said (void)
{
  g_autoptr (JsonObject) english = load ("en");
  JsonObject *reasons =
      loket_json_peek_object (loket_json_peek_object (english, "names"), "reason");
  static const char *const codes[] = {
      "missingPermission", "resourceNotFound", "payloadTooLarge",
      "actNotAllowed",     "caseChanged",      "differentContent",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_test_message ("%s", codes[i]);
    g_assert_nonnull (loket_json_peek_string (reasons, codes[i]));
  }
}

static void
test_wrong_texts (void)
{
  g_autoptr (JsonObject) unknown = doctor ("sentences", NULL, "pill.lastDay", "last day {dat}");
  g_autoptr (JsonObject) empty = doctor ("names", "step", "intake", "");
  g_autoptr (JsonObject) half = doctor ("counts", "pill.over", "one", NULL);
  g_autoptr (JsonObject) no_names = load ("en");
  g_autoptr (JsonObject) bare = loket_json_object_copy (no_names);

  assert_refused (unknown, LOKET_ERROR_UNKNOWN_WORD, "sentences.pill.lastDay: {dat}");
  assert_refused (empty, LOKET_ERROR_INVALID, "names.step.intake");
  assert_refused (half, LOKET_ERROR_INVALID, "pill.over");
  json_object_remove_member (bare, "months");
  assert_refused (bare, LOKET_ERROR_INVALID, "months");
}

static void
assert_unlike (JsonObject *texts, const char *place)
{
  g_autoptr (JsonObject) english = load ("en");
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_texts_compare (english, texts, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, place));
  g_clear_error (&error);
  g_assert_false (loket_texts_compare (texts, english, &error));
  g_assert_nonnull (strstr (error->message, place));
}

static void
test_languages_that_differ (void)
{
  g_autoptr (JsonObject) missing = doctor ("sentences", NULL, "pill.lastDay", NULL);
  g_autoptr (JsonObject) other = doctor ("sentences", NULL, "pill.lastDay", "last day {date}");
  g_autoptr (JsonObject) no_count = doctor ("counts", "pill.over", "other", "days over");
  g_autoptr (JsonObject) more = doctor ("names", "carrier", "fax", NULL);

  assert_unlike (missing, "sentences.pill.lastDay");
  assert_unlike (other, "sentences.pill.lastDay");
  assert_unlike (no_count, "counts.pill.over.other");
  assert_unlike (more, "names.carrier.fax");
}

static void
test_no_such_language (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_speech_new ("../en", &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/texts/alike", test_alike);
  g_test_add_func ("/words/texts/every-code-needs-a-name", test_every_code_needs_a_name);
  g_test_add_func ("/words/texts/refusals-are-said", test_refusals_are_said);
  g_test_add_func ("/words/texts/wrong-texts", test_wrong_texts);
  g_test_add_func ("/words/texts/languages-that-differ", test_languages_that_differ);
  g_test_add_func ("/words/texts/no-such-language", test_no_such_language);
  return g_test_run ();
}
