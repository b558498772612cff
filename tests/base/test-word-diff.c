/* SPDX-License-Identifier: EUPL-1.2 */
/* The difference of two texts: what is read of it, and that nothing of either text is ever lost. */
#include <string.h>

#include "loket-random.h"
#include "loket-word-diff.h"

static const char *const signs[] = {"=", "-", "+"};

/* "=same-removed+added", each run between bars. */
static char *
spell (const char *before, const char *after)
{
  g_autoptr (GArray) runs = loket_word_diff (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++) {
    const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);

    g_string_append_printf (text, "%s[%s]", signs[run->kind], run->text);
  }
  return g_string_free (text, FALSE);
}

static void
assert_spelled (const char *before, const char *after, const char *expected)
{
  g_autofree char *text = spell (before, after);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_read (void)
{
  assert_spelled ("", "", "");
  assert_spelled ("Een.", "Een.", "=[Een.]");
  assert_spelled ("", "Nieuw", "+[Nieuw]");
  assert_spelled ("Weg", "", "-[Weg]");
  assert_spelled ("Wij geven u gelijk.", "Wij geven u geen gelijk.",
                  "=[Wij geven u ]+[geen ]=[gelijk.]");
  assert_spelled ("op 3 mei 2026", "op 6 mei 2026", "=[op ]-[3]+[6]=[ mei 2026]");
  assert_spelled ("à la \xc3\xa9t\xc3\xa9", "à la hiver", "=[à la ]-[\xc3\xa9t\xc3\xa9]+[hiver]");
}

/* Words that changed one after the other are one change. */
static void
test_grouped (void)
{
  assert_spelled ("een twee drie vier", "een 2 3 vier", "=[een ]-[twee drie]+[2 3]=[ vier]");
}

/* A wrong byte must not be lost either. */
static void
test_no_utf8 (void)
{
  assert_spelled ("a \xff b", "a c", "-[a \xff b]+[a c]");
  assert_spelled ("\xff", "\xff", "=[\xff]");
}

static void
assert_whole (const char *before, const char *after)
{
  g_autoptr (GArray) runs = loket_word_diff (before, after);
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++) {
    const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);

    g_assert_cmpstr (run->text, !=, "");
    if (i > 0)
      g_assert_cmpint (run->kind, !=, g_array_index (runs, LoketWordRun, i - 1).kind);
    if (i > 0 && run->kind == LOKET_WORD_REMOVED)
      g_assert_cmpint (g_array_index (runs, LoketWordRun, i - 1).kind, ==, LOKET_WORD_SAME);
    if (run->kind != LOKET_WORD_ADDED)
      g_string_append (old, run->text);
    if (run->kind != LOKET_WORD_REMOVED)
      g_string_append (new, run->text);
  }
  g_assert_cmpstr (old->str, ==, before);
  g_assert_cmpstr (new->str, ==, after);
}

static char *
make_text (LoketRandom *random, guint n_words)
{
  static const char *const words[] = {
      "de", "klacht", " ",    "\n",           ".",  "\xc3\xa9", "a\xcc\x81", "\xf0\x9f\x98\x80",
      "é",  "  ",     "niet", "\xe2\x80\x8b", "12", ","};
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append (text, words[loket_random_below (random, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static void
test_any_texts (void)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (5);

  for (int i = 0; i < 4000; i++) {
    g_autofree char *before = make_text (random, loket_random_below (random, 40));
    g_autofree char *after = make_text (random, loket_random_below (random, 40));

    assert_whole (before, after);
  }
}

/* The way found is a shortest one: as many words stay as the longest common subsequence has. */
static void
test_shortest (void)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (6);

  for (int round = 0; round < 500; round++) {
    char before[24] = "";
    char after[24] = "";
    int common[12][12] = {{0}};
    g_autoptr (GArray) runs = NULL;
    gsize same = 0;

    /* Single signs, none of them a blank, so that nothing is grouped. */
    for (int i = 0; i < 11; i++) {
      before[i] = ".,;:"[loket_random_below (random, 4)];
      after[i] = ".,;:"[loket_random_below (random, 4)];
    }
    for (int i = 0; i < 11; i++)
      for (int j = 0; j < 11; j++)
        common[i + 1][j + 1] =
            before[i] == after[j] ? common[i][j] + 1 : MAX (common[i][j + 1], common[i + 1][j]);
    runs = loket_word_diff (before, after);
    for (guint i = 0; i < runs->len; i++) {
      const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);

      same += run->kind == LOKET_WORD_SAME ? strlen (run->text) : 0;
    }
    g_assert_cmpuint (same, ==, common[11][11]);
  }
}

/* Texts as long as any act's, with nothing in common: no more work than can be waited for. */
static void
test_bounded (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GArray) runs = NULL;

  for (int i = 0; i < 60000; i++) {
    g_string_append_printf (before, "a%d ", i);
    g_string_append_printf (after, "b%d ", i);
  }
  g_test_timer_start ();
  runs = loket_word_diff (before->str, after->str);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5.0);
  g_assert_cmpuint (runs->len, >, 0);
  assert_whole (before->str, after->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/word-diff/read", test_read);
  g_test_add_func ("/base/word-diff/grouped", test_grouped);
  g_test_add_func ("/base/word-diff/no-utf8", test_no_utf8);
  g_test_add_func ("/base/word-diff/any-texts", test_any_texts);
  g_test_add_func ("/base/word-diff/shortest", test_shortest);
  g_test_add_func ("/base/word-diff/bounded", test_bounded);
  return g_test_run ();
}
