/* SPDX-License-Identifier: EUPL-1.2 */
/* The escapes in the texts of JSON: which bytes stand for one character.
 *
 * A character beyond U+FFFF is written as a pair, \ud83d\ude00. Whoever cuts a text at so many
 * units of UTF-16 leaves half of one at its end, and many programs write that as they have it. */
#include "config.h"

#include <string.h>

#include "loket-json-escape.h"

enum {
  ESCAPE_BYTES = 6, /* \uXXXX */
  HALF_HIGH = 0xd800,
  HALF_LOW = 0xdc00,
  HALF_MASK = 0xfc00,
};

/* -1 where no whole \uXXXX stands. */
static int
read_unit (const char *at, gsize length)
{
  int unit = 0;

  if (length < ESCAPE_BYTES || at[0] != '\\' || at[1] != 'u')
    return -1;
  for (int i = 2; i < ESCAPE_BYTES; i++) {
    if (!g_ascii_isxdigit (at[i]))
      return -1;
    unit = unit * 16 + g_ascii_xdigit_value (at[i]);
  }
  return unit;
}

/**
 * loket_json_escape_measure:
 * @at: where a backslash stands in a text
 * @length: how many bytes there are from there
 * @half: (out): whether it is half of a pair
 *
 * Returns: the bytes of the escape: 6, of a whole pair 12, of one that is no \u 2 (which letter it
 *   is, is not judged); 0 where \u is not followed by four hexadecimal digits
 */
gsize
loket_json_escape_measure (const char *at, gsize length, gboolean *half)
{
  int unit = read_unit (at, length);

  *half = FALSE;
  if (unit < 0)
    return length > 1 && at[1] == 'u' ? 0 : 2;
  if ((unit & HALF_MASK) == HALF_HIGH &&
      (read_unit (at + ESCAPE_BYTES, length - ESCAPE_BYTES) & HALF_MASK) == HALF_LOW)
    return 2 * ESCAPE_BYTES;
  *half = (unit & HALF_MASK) == HALF_HIGH || (unit & HALF_MASK) == HALF_LOW;
  return ESCAPE_BYTES;
}

/**
 * loket_json_escape_mend_text:
 * @text: JSON
 *
 * Returns: (transfer full): the same, of the same length, with U+FFFD for each half of a pair
 */
char *
loket_json_escape_mend_text (const char *text, gsize length)
{
  char *mended = g_memdup2 (text, length);
  gsize i = 0;

  while (i < length) {
    gboolean half = FALSE;
    gsize count = mended[i] == '\\' ? loket_json_escape_measure (mended + i, length - i, &half) : 1;

    if (half)
      memcpy (mended + i, "\\ufffd", ESCAPE_BYTES);
    i += MAX (count, 1);
  }
  return mended;
}
