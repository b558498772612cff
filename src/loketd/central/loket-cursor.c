/* SPDX-License-Identifier: EUPL-1.2 */
/* Making and reading cursors. */
#include "config.h"

#include "loket-cursor.h"

enum {
  AUDIENCE_LENGTH = 16
};

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What the person sees, in few characters; the order in which agencies were written is no matter.
 */
static char *
make_audience (const LoketPerson *person)
{
  g_auto (GStrv) agencies = NULL;
  g_autofree char *joined = NULL;
  char *sum;

  if (person->agencies == NULL)
    return g_strdup ("all");
  agencies = g_strdupv (person->agencies);
  qsort (agencies, g_strv_length (agencies), sizeof (char *), compare_texts);
  joined = g_strjoinv (" ", agencies);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, joined, -1);
  sum[AUDIENCE_LENGTH] = '\0';
  return sum;
}

/**
 * loket_cursor_make:
 *
 * Returns: (transfer full)
 */
char *
loket_cursor_make (const char *realm, const LoketPerson *person, const LoketFeedPlace *place)
{
  g_autofree char *audience = make_audience (person);
  g_autofree char *plain =
      g_strdup_printf ("2.%s.%s.%s.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, realm, audience,
                       place->opening, place->last, place->key);
  char *cursor = g_base64_encode ((const guchar *) plain, strlen (plain));

  /* Safe in a query as it is. */
  g_strdelimit (cursor, "+", '-');
  g_strdelimit (cursor, "/", '_');
  g_strdelimit (cursor, "=", '.');
  return cursor;
}

/**
 * loket_cursor_read:
 * @place: (out): not to be used on failure
 *
 * Returns: FALSE for what is no cursor, or one of other data or of another view of them
 */
gboolean
loket_cursor_read (const char *cursor,
                   const char *realm,
                   const LoketPerson *person,
                   LoketFeedPlace *place)
{
  g_autofree char *encoded = g_strdup (cursor);
  g_autofree guchar *decoded = NULL;
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *audience = make_audience (person);
  gsize length;

  g_strdelimit (encoded, "-", '+');
  g_strdelimit (encoded, "_", '/');
  g_strdelimit (encoded, ".", '=');
  decoded = g_base64_decode (encoded, &length);
  plain = g_strndup ((const char *) decoded, length);
  parts = g_strsplit (plain, ".", 6);
  return g_strv_length (parts) == 6 && g_str_equal (parts[0], "2") &&
         g_str_equal (parts[1], realm) && g_str_equal (parts[2], audience) &&
         g_strlcpy (place->opening, parts[3], sizeof place->opening) < sizeof place->opening &&
         g_ascii_string_to_signed (parts[4], 10, 0, G_MAXINT64, &place->last, NULL) &&
         g_ascii_string_to_signed (parts[5], 10, 0, place->last, &place->key, NULL);
}
