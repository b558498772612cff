/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands on a page. */
#include "paper-words.h"

#include <string.h>

/* Words only: a line may have been broken anywhere between two of them. */
static char *
squeeze (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (!g_unichar_isspace (character))
      g_string_append_unichar (words, character);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
paper_assert_says (const char *text, const char *sentence)
{
  g_autofree char *words = squeeze (text);
  g_autofree char *wanted = squeeze (sentence);

  if (strstr (words, wanted) == NULL)
    g_error ("“%s” is not in: %s", sentence, text);
}
