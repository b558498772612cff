/* SPDX-License-Identifier: EUPL-1.2 */
/* The headers of a document's transfer: strict, never beyond the document, and what is made reads
 * the same.
 *
 * An input is lines; the first character of a line says what it is. */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "loket-tus.h"

void
fuzz_prepare (void)
{
}

static void
try_metadata (const char *text)
{
  g_autoptr (GHashTable) metadata = loket_tus_metadata_parse (text);
  GHashTableIter iter;
  gpointer name, value;

  if (metadata == NULL)
    return;
  g_hash_table_iter_init (&iter, metadata);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    g_autofree char *made = NULL;
    g_autoptr (GHashTable) again = NULL;

    g_assert_cmpstr (name, !=, "");
    g_assert_true (g_utf8_validate (value, -1, NULL));
    made = loket_tus_metadata_make (name, value, NULL);
    again = loket_tus_metadata_parse (made);
    g_assert_nonnull (again);
    g_assert_cmpstr (g_hash_table_lookup (again, name), ==, value);
  }
}

/* Any text may be a document's name. */
static void
try_value (const char *text)
{
  g_autofree char *made = loket_tus_metadata_make ("filename", text, "caseId", "x", NULL);
  g_autoptr (GHashTable) metadata = loket_tus_metadata_parse (made);

  g_assert_nonnull (metadata);
  g_assert_cmpstr (g_hash_table_lookup (metadata, "filename"), ==, text);
  g_assert_cmpuint (g_hash_table_size (metadata), ==, 2);
}

static void
try_number (const char *text)
{
  gint64 number = -7;

  if (loket_tus_number_parse (text, &number)) {
    g_assert_cmpint (number, >=, 0);
    for (const char *c = text; *c != '\0'; c++)
      g_assert_true (g_ascii_isdigit (*c));
  } else {
    g_assert_cmpint (number, ==, -7);
  }
}

static void
try_checksum (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *made = loket_tus_checksum_make (bytes);
  GChecksumType algorithm;
  GBytes *sum = NULL;

  if (loket_tus_checksum_parse (text, &algorithm, &sum)) {
    g_assert_nonnull (sum);
    loket_tus_checksum_fits (algorithm, sum, bytes);
    g_clear_pointer (&sum, g_bytes_unref);
  }
  g_assert_null (sum);
  g_assert_true (loket_tus_checksum_parse (made, &algorithm, &sum));
  g_assert_true (loket_tus_checksum_fits (algorithm, sum, bytes));
  g_bytes_unref (sum);
}

static void
try_range (const char *text)
{
  static const gint64 sizes[] = {0, 1, 500, G_MAXINT64};
  gint64 first, last, size;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    if (loket_range_parse (text, sizes[i], &first, &last) != LOKET_RANGE_PART)
      continue;
    g_assert_cmpint (first, >=, 0);
    g_assert_cmpint (first, <=, last);
    g_assert_cmpint (last, <, sizes[i]);
  }
  if (loket_content_range_parse (text, &first, &last, &size)) {
    g_assert_cmpint (first, >=, 0);
    g_assert_cmpint (first, <=, last);
    g_assert_true (size < 0 || last < size);
  }
}

void
fuzz_input (GBytes *input)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);
  g_autofree char *ended = g_strndup (text != NULL ? text : "", size);
  g_auto (GStrv) lines = g_strsplit (ended, "\n", 64);

  for (int i = 0; lines[i] != NULL; i++) {
    const char *said = lines[i][0] != '\0' ? lines[i] + 1 : "";

    switch (lines[i][0]) {
    case 'M':
      try_metadata (said);
      break;
    case 'V':
      if (g_utf8_validate (said, -1, NULL))
        try_value (said);
      break;
    case 'N':
      try_number (said);
      break;
    case 'C':
      try_checksum (said);
      break;
    case 'R':
      try_range (said);
      break;
    default:
      break;
    }
  }
}
