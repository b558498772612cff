/* SPDX-License-Identifier: EUPL-1.2 */
/* The shortest way from one text to the other, over words, blanks and single signs (E. W. Myers, An
 * O(ND) Difference Algorithm and Its Variations, 1986). Texts that have too little in common for
 * anybody to read such a way are shown one after the other. */
#include "config.h"

#include <string.h>

#include "loket-word-diff.h"

/* So many words may differ; the memory it takes grows with the square. */
enum {
  DIFFERENCES_MAX = 1000
};

typedef struct {
  const char *text;
  gsize length;
  guint id; /* the same for the same word */
} Word;

typedef struct {
  const Word *before; /* without what both begin and end with */
  const Word *after;
  int n_before;
  int n_after;
} Middle;

/* One step of the way, from its end: a word of `before` or of `after`. */
typedef struct {
  LoketWordKind kind;
  const Word *word;
} Step;

static void
run_clear (LoketWordRun *run)
{
  g_free (run->text);
}

typedef enum {
  SIGN_WORD,
  SIGN_BLANK,
  SIGN_OTHER,
} Sign;

static Sign
get_sign (gunichar c)
{
  if (g_unichar_isspace (c))
    return SIGN_BLANK;
  return g_unichar_isalnum (c) || g_unichar_ismark (c) ? SIGN_WORD : SIGN_OTHER;
}

static const char *
find_end (const char *text)
{
  Sign sign = get_sign (g_utf8_get_char (text));
  const char *end = g_utf8_next_char (text);

  while (sign != SIGN_OTHER && *end != '\0' && get_sign (g_utf8_get_char (end)) == sign)
    end = g_utf8_next_char (end);
  return end;
}

/* @ids: what the words are called in both texts */
static GArray *
split (const char *text, GHashTable *ids)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  while (*text != '\0') {
    const char *end = find_end (text);
    Word word = {text, (gsize) (end - text), 0};
    g_autofree char *key = g_strndup (text, word.length);

    word.id = GPOINTER_TO_UINT (g_hash_table_lookup (ids, key));
    if (word.id == 0) {
      word.id = g_hash_table_size (ids) + 1;
      g_hash_table_insert (ids, g_steal_pointer (&key), GUINT_TO_POINTER (word.id));
    }
    g_array_append_val (words, word);
    text = end;
  }
  return words;
}

/* @furthest: of the differences before, by diagonal from -d: how far `before` was read. How far it
 * is read on the diagonal @k with @d differences, as far as both go on alike. */
static int
advance (const Middle *middle, const int *furthest, int d, int k)
{
  int x;
  int y;

  if (d == 0)
    x = 0;
  else if (k == -d || (k != d && furthest[d - 1 + k - 1] < furthest[d - 1 + k + 1]))
    x = furthest[d - 1 + k + 1];
  else
    x = furthest[d - 1 + k - 1] + 1;
  for (y = x - k; x < middle->n_before && y >= 0 && y < middle->n_after; x++, y++) {
    if (middle->before[x].id != middle->after[y].id)
      break;
  }
  return x;
}

/* One row for each number of differences: how far each diagonal goes. NULL: too many. */
static GPtrArray *
find_rows (const Middle *middle)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  int goal = middle->n_before - middle->n_after;

  for (int d = 0; d <= DIFFERENCES_MAX; d++) {
    const int *before = d > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;
    int *row = g_new0 (int, 2 * d + 1);

    g_ptr_array_add (rows, row);
    for (int k = -d; k <= d; k += 2) {
      row[d + k] = advance (middle, before, d, k);
      if (k == goal && row[d + k] >= middle->n_before)
        return g_steal_pointer (&rows);
    }
  }
  return NULL;
}

static void
add_step (GArray *steps, LoketWordKind kind, const Word *word)
{
  Step step = {kind, word};

  g_array_append_val (steps, step);
}

/* Walks the rows back; the steps come from the end to the beginning. */
static void
walk_back (const Middle *middle, GPtrArray *rows, GArray *steps)
{
  int x = middle->n_before;
  int y = middle->n_after;

  for (int d = (int) rows->len - 1; d >= 0; d--) {
    const int *before = d > 0 ? g_ptr_array_index (rows, d - 1) : NULL;
    int k = x - y;
    gboolean added =
        d > 0 && (k == -d || (k != d && before[d - 1 + k - 1] < before[d - 1 + k + 1]));
    int from_x = d > 0 ? before[d - 1 + (added ? k + 1 : k - 1)] : 0;
    int until_x = d == 0 || added ? from_x : from_x + 1;

    for (; x > until_x; x--, y--)
      add_step (steps, LOKET_WORD_SAME, &middle->before[x - 1]);
    if (d > 0 && added)
      add_step (steps, LOKET_WORD_ADDED, &middle->after[--y]);
    else if (d > 0)
      add_step (steps, LOKET_WORD_REMOVED, &middle->before[--x]);
  }
}

/* Too much differs: all of the one goes, all of the other comes. */
static void
replace_all (const Middle *middle, GArray *steps)
{
  for (int i = middle->n_after; i > 0; i--)
    add_step (steps, LOKET_WORD_ADDED, &middle->after[i - 1]);
  for (int i = middle->n_before; i > 0; i--)
    add_step (steps, LOKET_WORD_REMOVED, &middle->before[i - 1]);
}

typedef struct {
  GArray *runs;
  GString *same;
  GString *removed;
  GString *added;
} Writer;

static void
write_run (Writer *self, LoketWordKind kind, GString *text)
{
  LoketWordRun run = {kind, g_strndup (text->str, text->len)};

  if (text->len > 0)
    g_array_append_val (self->runs, run);
  else
    g_free (run.text);
  g_string_truncate (text, 0);
}

static gboolean
is_blank (const GString *text)
{
  for (const char *c = text->str; *c != '\0'; c = g_utf8_next_char (c)) {
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;
  }
  return TRUE;
}

/* A change begins behind what stayed the same. Where only blanks stayed between two changes, they
 * are one change: nobody reads words and blanks in turn. */
static void
begin_change (Writer *self)
{
  gboolean between = self->removed->len > 0 || self->added->len > 0;

  if (between && is_blank (self->same)) {
    g_string_append (self->removed, self->same->str);
    g_string_append (self->added, self->same->str);
    g_string_truncate (self->same, 0);
  } else if (self->same->len > 0) {
    write_run (self, LOKET_WORD_REMOVED, self->removed);
    write_run (self, LOKET_WORD_ADDED, self->added);
    write_run (self, LOKET_WORD_SAME, self->same);
  }
}

static void
write_word (Writer *self, LoketWordKind kind, const Word *word)
{
  GString *text = self->same;

  if (kind != LOKET_WORD_SAME) {
    begin_change (self);
    text = kind == LOKET_WORD_REMOVED ? self->removed : self->added;
  }
  g_string_append_len (text, word->text, (gssize) word->length);
}

static void
write_all (Writer *self, GArray *before, GArray *steps, guint prefix, guint suffix)
{
  for (guint i = 0; i < prefix; i++)
    write_word (self, LOKET_WORD_SAME, &g_array_index (before, Word, i));
  for (guint i = steps->len; i > 0; i--) {
    const Step *step = &g_array_index (steps, Step, i - 1);

    write_word (self, step->kind, step->word);
  }
  for (guint i = before->len - suffix; i < before->len; i++)
    write_word (self, LOKET_WORD_SAME, &g_array_index (before, Word, i));
  write_run (self, LOKET_WORD_REMOVED, self->removed);
  write_run (self, LOKET_WORD_ADDED, self->added);
  write_run (self, LOKET_WORD_SAME, self->same);
}

static guint
count_alike (GArray *before, GArray *after, guint skipped, gboolean from_end)
{
  guint most = MIN (before->len, after->len) - skipped;
  guint count = 0;

  for (; count < most; count++) {
    guint b = from_end ? before->len - 1 - count : count;
    guint a = from_end ? after->len - 1 - count : count;

    if (g_array_index (before, Word, b).id != g_array_index (after, Word, a).id)
      break;
  }
  return count;
}

/* An array that never had a word has no memory to point into. */
static const Word *
get_words (GArray *words, guint first)
{
  return words->len > 0 ? &g_array_index (words, Word, first) : NULL;
}

static void
find_steps (GArray *before, GArray *after, Writer *writer)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  guint prefix = count_alike (before, after, 0, FALSE);
  guint suffix = count_alike (before, after, prefix, TRUE);
  Middle middle = {
      .before = get_words (before, prefix),
      .after = get_words (after, prefix),
      .n_before = (int) (before->len - prefix - suffix),
      .n_after = (int) (after->len - prefix - suffix),
  };
  g_autoptr (GPtrArray) rows = find_rows (&middle);

  if (rows != NULL)
    walk_back (&middle, rows, steps);
  else
    replace_all (&middle, steps);
  write_all (writer, before, steps, prefix, suffix);
}

/* What is no UTF-8 has no words. */
static void
write_whole (Writer *self, const char *before, const char *after)
{
  gboolean same = g_str_equal (before, after);

  g_string_append (same ? self->same : self->removed, before);
  if (!same)
    g_string_append (self->added, after);
  write_run (self, LOKET_WORD_REMOVED, self->removed);
  write_run (self, LOKET_WORD_ADDED, self->added);
  write_run (self, LOKET_WORD_SAME, self->same);
}

/**
 * loket_word_diff:
 *
 * Returns: (transfer full)
 */
GArray *
loket_word_diff (const char *before, const char *after)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Writer writer = {
      g_array_new (FALSE, FALSE, sizeof (LoketWordRun)),
      g_string_new (NULL),
      g_string_new (NULL),
      g_string_new (NULL),
  };

  g_array_set_clear_func (writer.runs, (GDestroyNotify) run_clear);
  if (g_utf8_validate (before, -1, NULL) && g_utf8_validate (after, -1, NULL)) {
    g_autoptr (GArray) words_before = split (before, ids);
    g_autoptr (GArray) words_after = split (after, ids);

    find_steps (words_before, words_after, &writer);
  } else {
    write_whole (&writer, before, after);
  }
  g_string_free (writer.same, TRUE);
  g_string_free (writer.removed, TRUE);
  g_string_free (writer.added, TRUE);
  return writer.runs;
}
