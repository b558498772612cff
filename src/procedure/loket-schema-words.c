/* SPDX-License-Identifier: EUPL-1.2 */
/* The words that may stand at a place, and which of them somebody may have meant. */
#include "config.h"

#include <string.h>

#include "loket-codes.h"
#include "loket-schema-private.h"

/* Beyond this a word is not looked at: nobody mistypes so long a one by a letter or two. */
enum {
  WORD_BYTES_MAX = 40,
  SLIPS_MAX = 2,
};

static gboolean
has_act (const char *word)
{
  return loket_act_type_from_string (word) != LOKET_ACT_UNKNOWN;
}

static const char *
get_act (int value)
{
  return loket_act_type_to_string ((LoketActType) value);
}

static gboolean
has_step (const char *word)
{
  return loket_step_from_string (word) != LOKET_STEP_UNKNOWN;
}

static const char *
get_step (int value)
{
  return loket_step_to_string ((LoketStep) value);
}

static gboolean
has_outcome (const char *word)
{
  return loket_outcome_from_string (word) != LOKET_OUTCOME_NONE;
}

static const char *
get_outcome (int value)
{
  return loket_outcome_to_string ((LoketOutcome) value);
}

static gboolean
has_via (const char *word)
{
  return loket_via_from_string (word) != LOKET_VIA_NONE;
}

static const char *
get_via (int value)
{
  return loket_via_to_string ((LoketVia) value);
}

static gboolean
has_clock (const char *word)
{
  return loket_clock_id_from_string (word) != LOKET_CLOCK_UNKNOWN;
}

static const char *
get_clock (int value)
{
  return loket_clock_id_to_string ((LoketClockId) value);
}

const LoketWordSet _loket_act_words = {has_act, get_act};
const LoketWordSet _loket_step_words = {has_step, get_step};
const LoketWordSet _loket_outcome_words = {has_outcome, get_outcome};
const LoketWordSet _loket_via_words = {has_via, get_via};
const LoketWordSet _loket_clock_words = {has_clock, get_clock};

const char *const _loket_letter_words[] = {
    "acknowledgement", "request",      "transferNotice", "referral",    "decline",       "interim",
    "extension",       "nextLineOpen", "invitation",     "proposal",    "settlement",    "answer",
    "closing",         "reminder",     "recommendation", "attestation", "admissibility", NULL};

/* How many letters must be put in, taken out or changed to make the one of the other. */
static guint
count_slips (const char *a, const char *b)
{
  guint row[WORD_BYTES_MAX + 1];
  gsize length = strlen (b);

  if (strlen (a) > WORD_BYTES_MAX || length > WORD_BYTES_MAX)
    return G_MAXUINT;
  for (gsize j = 0; j <= length; j++)
    row[j] = (guint) j;
  for (gsize i = 1; a[i - 1] != '\0'; i++) {
    guint corner = row[0];

    row[0] = (guint) i;
    for (gsize j = 1; j <= length; j++) {
      guint changed = corner + (g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]) ? 0 : 1);

      corner = row[j];
      row[j] = MIN (changed, MIN (row[j], row[j - 1]) + 1);
    }
  }
  return row[length];
}

static void
collect (const LoketSchema *member, GPtrArray *words)
{
  const char *word;

  for (int i = 0; member->words != NULL && member->words[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) member->words[i]);
  for (int i = 1; member->set != NULL && (word = member->set->at (i)) != NULL; i++)
    g_ptr_array_add (words, (gpointer) word);
}

/**
 * _loket_schema_list_words:
 * @member: one of a kind that wants a word
 * @word: (nullable): what stands there instead
 *
 * Returns: (transfer full): the one that looks like @word, else all words, with commas between
 */
char *
_loket_schema_list_words (const LoketSchema *member, const char *word)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  guint best = SLIPS_MAX + 1;
  const char *meant = NULL;

  collect (member, words);
  for (guint i = 0; word != NULL && i < words->len; i++) {
    guint slips = count_slips (word, words->pdata[i]);

    if (slips < best && slips < strlen (word)) {
      best = slips;
      meant = words->pdata[i];
    }
  }
  if (meant != NULL)
    return g_strdup (meant);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}
