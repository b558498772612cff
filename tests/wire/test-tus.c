/* SPDX-License-Identifier: EUPL-1.2 */
/* The headers of transfers: metadata, numbers, sums, ranges. */
#include <string.h>

#include "loket-tus.h"

static void
test_metadata (void)
{
  g_autofree char *made = loket_tus_metadata_make ("documentId", "d1", "filetype", NULL, "filename",
                                                   "brief, é.pdf", "empty", "", NULL);
  g_autoptr (GHashTable) read = loket_tus_metadata_parse (made);
  g_autoptr (GHashTable) none = loket_tus_metadata_parse (NULL);
  g_autoptr (GHashTable) spaced = loket_tus_metadata_parse ("a YQ== , b,c Yg==");

  g_assert_cmpstr (made, ==, "documentId ZDE=,filename YnJpZWYsIMOpLnBkZg==,empty ");
  g_assert_cmpuint (g_hash_table_size (read), ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (read, "documentId"), ==, "d1");
  g_assert_cmpstr (g_hash_table_lookup (read, "filename"), ==, "brief, é.pdf");
  g_assert_cmpstr (g_hash_table_lookup (read, "empty"), ==, "");
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_cmpstr (g_hash_table_lookup (spaced, "a"), ==, "a");
  g_assert_cmpstr (g_hash_table_lookup (spaced, "b"), ==, "");
  g_assert_cmpstr (g_hash_table_lookup (spaced, "c"), ==, "b");
}

static void
test_metadata_refused (void)
{
  static const char *const wrong[] = {
      "a YQ==,a Yg==",                   /* twice */
      "a YQ",                            /* not whole */
      "a Y-_=",                          /* of another alphabet */
      "a YQ=a",                          /* goes on behind its end */
      "a ====",        "a YQ==\nb YQ==", /* a second line */
      "a  YQ==",                         /* two spaces */
      "a /w==",                          /* no UTF-8 */
      "a YQBi",                          /* a zero in the middle */
      ",a YQ==",       "é YQ==",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GHashTable) read = loket_tus_metadata_parse (wrong[i]);

    if (read != NULL)
      g_error ("%s was read", wrong[i]);
  }
}

static void
test_numbers (void)
{
  static const char *const wrong[] = {"",   "-1",  "+1",  " 1",
                                      "1 ", "1.0", "0x1", "99999999999999999999"};
  gint64 number = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_tus_number_parse (wrong[i], &number));
  g_assert_false (loket_tus_number_parse (NULL, &number));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (loket_tus_number_parse ("0", &number));
  g_assert_cmpint (number, ==, 0);
  g_assert_true (loket_tus_number_parse ("9223372036854775807", &number));
  g_assert_cmpint (number, ==, G_MAXINT64);
}

/* The sums are those that coreutils give. */
static void
test_sums (void)
{
  static const char *const wrong[] = {"", "sha256", "sha256 YQ==", "md5 kAFQmDzST7DWlj99KOF/cg==",
                                      "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J"};
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  g_autoptr (GBytes) sum = NULL;
  g_autoptr (GBytes) old = NULL;
  g_autofree char *made = loket_tus_checksum_make (bytes);
  g_autofree char *of_nothing = loket_tus_checksum_make (empty);
  GChecksumType algorithm;

  g_assert_cmpstr (made, ==, "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  g_assert_cmpstr (of_nothing, ==, "sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  g_assert_true (loket_tus_checksum_parse (made, &algorithm, &sum));
  g_assert_cmpint (algorithm, ==, G_CHECKSUM_SHA256);
  g_assert_true (loket_tus_checksum_fits (algorithm, sum, bytes));
  g_assert_false (loket_tus_checksum_fits (algorithm, sum, empty));
  g_assert_true (loket_tus_checksum_parse ("sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", &algorithm, &old));
  g_assert_true (loket_tus_checksum_fits (algorithm, old, bytes));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_tus_checksum_parse (wrong[i], &algorithm, &sum));
}

static void
test_ranges (void)
{
  static const struct {
    const char *header;
    gint64 size;
    LoketRangeKind kind;
    gint64 first, last;
  } samples[] = {
      {NULL, 10, LOKET_RANGE_NONE, 0, 0},
      {"bytes=0-", 10, LOKET_RANGE_PART, 0, 9},
      {"bytes=3-4", 10, LOKET_RANGE_PART, 3, 4},
      {"bytes=3-400", 10, LOKET_RANGE_PART, 3, 9},
      {"bytes=9-9", 10, LOKET_RANGE_PART, 9, 9},
      {"bytes=10-", 10, LOKET_RANGE_OUTSIDE, 0, 0},
      {"bytes=-3", 10, LOKET_RANGE_PART, 7, 9},
      {"bytes=-30", 10, LOKET_RANGE_PART, 0, 9},
      {"bytes=-0", 10, LOKET_RANGE_OUTSIDE, 0, 0},
      {"bytes=0-", 0, LOKET_RANGE_OUTSIDE, 0, 0},
      {"bytes=-1", 0, LOKET_RANGE_OUTSIDE, 0, 0},
      {"bytes=4-3", 10, LOKET_RANGE_NONE, 0, 0},
      {"bytes=1-2,4-5", 10, LOKET_RANGE_NONE, 0, 0},
      {"bytes=a-b", 10, LOKET_RANGE_NONE, 0, 0},
      {"bytes=-", 10, LOKET_RANGE_NONE, 0, 0},
      {"bytes=", 10, LOKET_RANGE_NONE, 0, 0},
      {"lines=0-", 10, LOKET_RANGE_NONE, 0, 0},
      {"bytes=99999999999999999999-", 10, LOKET_RANGE_NONE, 0, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    gint64 first = 0, last = 0;

    g_assert_cmpint (loket_range_parse (samples[i].header, samples[i].size, &first, &last), ==,
                     samples[i].kind);
    g_assert_cmpint (first, ==, samples[i].first);
    g_assert_cmpint (last, ==, samples[i].last);
  }
}

static void
test_content_ranges (void)
{
  static const char *const wrong[] = {
      "", "bytes */10", "bytes 0-9/*", "bytes 5-4/10", "bytes 0-10/10", "bytes 0-9", "0-9/10"};
  gint64 first, last, size;

  g_assert_true (loket_content_range_parse ("bytes 1000-1999/184320", &first, &last, &size));
  g_assert_cmpint (first, ==, 1000);
  g_assert_cmpint (last, ==, 1999);
  g_assert_cmpint (size, ==, 184320);
  g_assert_false (loket_content_range_parse (NULL, &first, &last, &size));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_content_range_parse (wrong[i], &first, &last, &size));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/tus/metadata", test_metadata);
  g_test_add_func ("/wire/tus/metadata-refused", test_metadata_refused);
  g_test_add_func ("/wire/tus/numbers", test_numbers);
  g_test_add_func ("/wire/tus/sums", test_sums);
  g_test_add_func ("/wire/tus/ranges", test_ranges);
  g_test_add_func ("/wire/tus/content-ranges", test_content_ranges);
  return g_test_run ();
}
