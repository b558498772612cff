/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of enumeration values. */
#include "config.h"

#include "loket-words-table.h"

/**
 * loket_words_table_find:
 * @name: (nullable): a code as it was read
 * @when_unknown: what to give back when the table does not have it
 */
int
loket_words_table_find (const char *const *names, const char *name, int when_unknown)
{
  for (int i = 0; names[i] != NULL; i++) {
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  }
  return when_unknown;
}

/**
 * loket_words_table_get:
 *
 * Returns: (nullable): the code; NULL for a value outside the table
 */
const char *
loket_words_table_get (const char *const *names, int value)
{
  if (value < 0)
    return NULL;
  for (int i = 0; names[i] != NULL; i++) {
    if (i == value)
      return names[i];
  }
  return NULL;
}
