/* SPDX-License-Identifier: EUPL-1.2 */
/* How what somebody wrote begins. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-beginning.h"

enum {
  LENGTH = 80
};

static char *
cut (const char *text)
{
  char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (line, -1) <= LENGTH)
    return line;
  beginning = g_utf8_substring (line, 0, LENGTH);
  g_free (line);
  return g_strconcat (g_strchomp (beginning), " …", NULL);
}

/**
 * loket_beginning_find:
 * @written: the payload of an act, or the facts of a complaint
 *
 * Returns: (transfer full) (nullable): of the first of the members that people write sentences in,
 *   or the name of a document; NULL where there is none
 */
char *
loket_beginning_find (JsonObject *written)
{
  static const char *const members[] = {"text",  "reason", "subject", "facts",
                                        "proof", "new",    "name",    NULL};

  for (guint i = 0; members[i] != NULL; i++) {
    const char *text = loket_json_peek_string (written, members[i]);
    g_autofree char *beginning = text != NULL && *text != '\0' ? cut (text) : NULL;

    if (beginning != NULL)
      /* TRANSLATORS: the quotation marks around what somebody typed */
      return g_strdup_printf (_ ("“%s”"), beginning);
  }
  return NULL;
}
