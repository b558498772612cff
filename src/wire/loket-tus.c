/* SPDX-License-Identifier: EUPL-1.2 */
/* Headers of tus 1.0.0 and of ranges, read and written. */
#include "config.h"

#include <string.h>

#include "loket-tus.h"

enum {
  SHA1_BYTES = 20,
  SHA256_BYTES = 32,
};

/* g_base64_decode() leaves out what it does not know: here every character counts. */
static GBytes *
decode_base64 (const char *text)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize length = strlen (text);
  gsize n_digits = strspn (text, digits);
  gsize n_bytes;
  guchar *bytes;

  if (length % 4 != 0 || length - n_digits > 2 ||
      strspn (text + n_digits, "=") != length - n_digits)
    return NULL;
  if (length == 0)
    return g_bytes_new_static ("", 0);
  bytes = g_base64_decode (text, &n_bytes);
  return g_bytes_new_take (bytes, n_bytes);
}

/* A text that a person may have typed: valid, and without an end in its middle. */
static char *
decode_text (const char *base64)
{
  g_autoptr (GBytes) bytes = decode_base64 (base64);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (length == 0)
    return g_strdup ("");
  if (!g_utf8_validate_len (text, length, NULL))
    return NULL;
  return g_strndup (text, length);
}

static gboolean
is_key (const char *key)
{
  if (*key == '\0')
    return FALSE;
  for (; *key != '\0'; key++) {
    if (!g_ascii_isgraph (*key) || *key == ',')
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_tus_metadata_parse:
 * @header: (nullable): value of Upload-Metadata
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): name -> text, empty for an absent
 *   header; NULL where a name comes twice, or a value is no base64 of a text
 */
GHashTable *
loket_tus_metadata_parse (const char *header)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (header != NULL ? header : "", ",", -1);

  for (int i = 0; pairs[i] != NULL; i++) {
    char *key = g_strstrip (pairs[i]);
    char *space = strchr (key, ' ');
    const char *value = "";
    char *text;

    if (space != NULL) {
      *space = '\0';
      value = space + 1;
    }
    text = decode_text (value);
    if (text == NULL || !is_key (key) || g_hash_table_contains (values, key)) {
      g_free (text);
      return NULL;
    }
    g_hash_table_insert (values, g_strdup (key), text);
  }
  return g_steal_pointer (&values);
}

/**
 * loket_tus_metadata_make:
 * @name: a key, followed by its text (nullable: then the key is left out), and so on, then NULL
 *
 * Returns: (transfer full): a value for Upload-Metadata
 */
char *
loket_tus_metadata_make (const char *name, ...)
{
  GString *header = g_string_new (NULL);
  va_list list;

  va_start (list, name);
  for (; name != NULL; name = va_arg (list, const char *)) {
    const char *text = va_arg (list, const char *);
    g_autofree char *base64 = NULL;

    if (text == NULL)
      continue;
    base64 = g_base64_encode ((const guchar *) text, strlen (text));
    g_string_append_printf (header, "%s%s %s", header->len > 0 ? "," : "", name, base64);
  }
  va_end (list);
  return g_string_free (header, FALSE);
}

/**
 * loket_tus_number_parse:
 * @text: (nullable): value of Upload-Offset, Upload-Length or Tus-Max-Size
 * @number: (out): untouched on failure
 *
 * Digits and nothing else: no sign, no space.
 */
gboolean
loket_tus_number_parse (const char *text, gint64 *number)
{
  if (text == NULL || *text == '\0' || strspn (text, "0123456789") != strlen (text))
    return FALSE;
  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

/**
 * loket_tus_checksum_parse:
 * @header: value of Upload-Checksum
 * @algorithm: (out)
 * @sum: (out) (transfer full)
 *
 * Returns: FALSE where it is none, or of an algorithm other than sha1 and sha256
 */
gboolean
loket_tus_checksum_parse (const char *header, GChecksumType *algorithm, GBytes **sum)
{
  static const struct {
    const char *prefix;
    GChecksumType algorithm;
    gsize n_bytes;
  } known[] = {
      {"sha1 ", G_CHECKSUM_SHA1, SHA1_BYTES},
      {"sha256 ", G_CHECKSUM_SHA256, SHA256_BYTES},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (GBytes) bytes = NULL;

    if (!g_str_has_prefix (header, known[i].prefix))
      continue;
    bytes = decode_base64 (header + strlen (known[i].prefix));
    if (bytes == NULL || g_bytes_get_size (bytes) != known[i].n_bytes)
      return FALSE;
    *algorithm = known[i].algorithm;
    *sum = g_steal_pointer (&bytes);
    return TRUE;
  }
  return FALSE;
}

static GBytes *
compute_sum (GChecksumType algorithm, GBytes *bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (algorithm);
  guint8 digest[SHA256_BYTES];
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
  length = sizeof digest;
  g_checksum_get_digest (checksum, digest, &length);
  return g_bytes_new (digest, length);
}

/**
 * loket_tus_checksum_make:
 *
 * Returns: (transfer full): a value for Upload-Checksum, by sha256
 */
char *
loket_tus_checksum_make (GBytes *bytes)
{
  g_autoptr (GBytes) sum = compute_sum (G_CHECKSUM_SHA256, bytes);
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (sum, NULL), g_bytes_get_size (sum));

  return g_strconcat ("sha256 ", base64, NULL);
}

/**
 * loket_tus_checksum_fits:
 *
 * Returns: whether the bytes have that sum
 */
gboolean
loket_tus_checksum_fits (GChecksumType algorithm, GBytes *sum, GBytes *bytes)
{
  g_autoptr (GBytes) found = compute_sum (algorithm, bytes);

  return g_bytes_equal (found, sum);
}

static gboolean
parse_digits (const char *start, const char *end, gint64 *number)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  return loket_tus_number_parse (text, number);
}

/**
 * loket_range_parse:
 * @header: (nullable): value of Range
 * @size: of the whole
 * @first: (out): with PART
 * @last: (out): with PART: the last byte that is given
 *
 * One range of bytes; several at once, and what is no range, are answered with the whole, as RFC
 * 9110 lets.
 */
LoketRangeKind
loket_range_parse (const char *header, gint64 size, gint64 *first, gint64 *last)
{
  const char *spec, *dash;
  gint64 from = 0, to = size - 1;

  if (header == NULL || !g_str_has_prefix (header, "bytes="))
    return LOKET_RANGE_NONE;
  spec = header + strlen ("bytes=");
  dash = strchr (spec, '-');
  if (dash == NULL || (dash == spec && dash[1] == '\0'))
    return LOKET_RANGE_NONE;
  if (dash == spec) {
    gint64 count;

    if (!loket_tus_number_parse (dash + 1, &count))
      return LOKET_RANGE_NONE;
    if (count == 0)
      return LOKET_RANGE_OUTSIDE;
    from = MAX (size - count, 0);
  } else if (!parse_digits (spec, dash, &from) ||
             (dash[1] != '\0' && !loket_tus_number_parse (dash + 1, &to))) {
    return LOKET_RANGE_NONE;
  } else if (dash[1] != '\0' && to < from) {
    return LOKET_RANGE_NONE;
  }
  if (from >= size)
    return LOKET_RANGE_OUTSIDE;
  *first = from;
  *last = MIN (to, size - 1);
  return LOKET_RANGE_PART;
}

/**
 * loket_content_range_parse:
 * @header: (nullable): value of Content-Range of a part
 *
 * Returns: FALSE where it does not say which part of how much this is
 */
gboolean
loket_content_range_parse (const char *header, gint64 *first, gint64 *last, gint64 *size)
{
  const char *spec, *dash, *slash;

  if (header == NULL || !g_str_has_prefix (header, "bytes "))
    return FALSE;
  spec = header + strlen ("bytes ");
  dash = strchr (spec, '-');
  slash = dash != NULL ? strchr (dash, '/') : NULL;
  return slash != NULL && parse_digits (spec, dash, first) &&
         parse_digits (dash + 1, slash, last) && loket_tus_number_parse (slash + 1, size) &&
         *first <= *last && *last < *size;
}
