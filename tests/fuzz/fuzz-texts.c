/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts of people: two of them compared word by word give both again, and any text makes a name of
 * a file that stays in its folder.
 *
 * An input is two texts with a line of `----` between them. */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "loket-file-name.h"
#include "loket-word-diff.h"

void
fuzz_prepare (void)
{
}

static void
try_diff (const char *before, const char *after)
{
  g_autoptr (GArray) runs = loket_word_diff (before, after);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);
  int last = -1;

  for (guint i = 0; i < runs->len; i++) {
    const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);

    g_assert_cmpstr (run->text, !=, "");
    g_assert_true (g_utf8_validate (run->text, -1, NULL));
    g_assert_cmpint (run->kind, !=, last);
    g_assert_false (last == LOKET_WORD_ADDED && run->kind == LOKET_WORD_REMOVED);
    last = run->kind;
    if (run->kind != LOKET_WORD_ADDED)
      g_string_append (left, run->text);
    if (run->kind != LOKET_WORD_REMOVED)
      g_string_append (right, run->text);
  }
  g_assert_cmpstr (left->str, ==, before);
  g_assert_cmpstr (right->str, ==, after);
  /* What is the same is not told as a change. */
  if (g_str_equal (before, after))
    g_assert_cmpuint (runs->len, <=, 1);
}

static void
try_name (const char *name)
{
  g_autofree char *safe = loket_file_name_make_safe (name);
  g_autofree char *again = loket_file_name_make_safe (safe);

  g_assert_cmpstr (safe, !=, "");
  g_assert_cmpuint (strlen (safe), <=, LOKET_FILE_NAME_BYTES_MAX);
  g_assert_true (g_utf8_validate (safe, -1, NULL));
  g_assert_null (strpbrk (safe, "/\\"));
  g_assert_cmpint (safe[0], !=, '.');
  for (const char *c = safe; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
  /* Once harmless, it stays as it is: the same document keeps its name. */
  g_assert_cmpstr (safe, ==, again);
}

void
fuzz_input (GBytes *input)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);
  g_autofree char *ended = g_strndup (text != NULL ? text : "", size);
  g_autofree char *valid = g_utf8_make_valid (ended, -1);
  g_auto (GStrv) parts = g_strsplit (valid, "\n----\n", 2);

  if (parts[0] == NULL)
    return;
  try_name (ended);
  try_name (parts[0]);
  try_diff (parts[0], parts[1] != NULL ? parts[1] : "");
  try_diff (parts[0], parts[0]);
}
