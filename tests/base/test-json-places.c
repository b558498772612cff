/* SPDX-License-Identifier: EUPL-1.2 */
/* Places of a JSON text and where they stand, and what is said of a text that is no JSON. */
#include <string.h>

#include "loket-json-places.h"
#include "loket-json.h"

static const char sample[] = "{\n"
                             "  \"a\": [1, [true, null],\n"
                             "    {\"b\": -1.5e3}],\r\n"
                             "  \"é\": \"x\\\"y\\u00e9\\\\\", \"n.o\": {},\r"
                             "  \"q\\u0022\": false\n"
                             "}\n";

static void
assert_spot (LoketJsonPlaces *places, const char *place, guint line, guint column)
{
  LoketJsonSpot spot = loket_json_places_find (places, place);

  if (spot.line != line || spot.column != column)
    g_error ("%s: %u:%u, but %u:%u was wanted", place, spot.line, spot.column, line, column);
}

static void
test_find (void)
{
  g_autoptr (LoketJsonPlaces) places = loket_json_places_new (sample, strlen (sample));
  LoketJsonSpot spot;

  g_assert_null (loket_json_places_get_problem (places, &spot));
  g_assert_cmpuint (loket_json_places_count_twice (places), ==, 0);
  assert_spot (places, "", 1, 1);
  assert_spot (places, "a", 2, 3);
  assert_spot (places, "a[0]", 2, 9);
  assert_spot (places, "a[1]", 2, 12);
  assert_spot (places, "a[1][1]", 2, 19);
  assert_spot (places, "a[2]", 3, 5);
  assert_spot (places, "a[2].b", 3, 6);
  assert_spot (places, "é", 4, 3);
  assert_spot (places, "n.o", 4, 24);
  assert_spot (places, "q\"", 5, 3);
}

/* What is missing is shown where it should stand. */
static void
test_missing (void)
{
  g_autoptr (LoketJsonPlaces) places = loket_json_places_new (sample, strlen (sample));

  assert_spot (places, "a[2].c", 3, 5);
  assert_spot (places, "a[2].c.d[3]", 3, 5);
  assert_spot (places, "a[7].b", 2, 3);
  assert_spot (places, "zzz", 1, 1);
  assert_spot (places, "n.o.p", 4, 24);
}

static void
test_twice (void)
{
  static const char text[] = "{\"a\": 1,\n \"b\": [{\"a\": 1,\n\"a\": 2}],\n\"a\": 3}";
  g_autoptr (LoketJsonPlaces) places = loket_json_places_new (text, strlen (text));
  LoketJsonSpot spot;

  g_assert_cmpuint (loket_json_places_count_twice (places), ==, 2);
  g_assert_cmpstr (loket_json_places_get_twice (places, 0, &spot), ==, "b[0].a");
  g_assert_cmpuint (spot.line, ==, 3);
  g_assert_cmpstr (loket_json_places_get_twice (places, 1, &spot), ==, "a");
  g_assert_cmpuint (spot.line, ==, 4);
  assert_spot (places, "a", 4, 1);
}

static void
test_problems (void)
{
  static const struct {
    const char *text;
    guint line, column;
    const char *said;
  } cases[] = {
      {"", 1, 1, "ends too early"},
      {" \n ", 2, 2, "ends too early"},
      {"{\"a\": 1,\n}", 2, 1, "comma too many"},
      {"[1,\n2,\n]", 3, 1, "comma too many"},
      {"{\"a\": 1\n \"b\": 2}", 2, 2, "a comma or }"},
      {"[1 2]", 1, 4, "a comma or ]"},
      {"{\"a\" 1}", 1, 6, "a colon"},
      {"{a: 1}", 1, 2, "the name of a member"},
      {"{\"a\": {", 1, 8, "the name of a member"},
      {"{\"a\": 1", 1, 8, "a } is missing"},
      {"[1", 1, 3, "a ] is missing"},
      {"{\"a\": \"x", 1, 7, "does not end"},
      {"{\"a\": \"x\n\"}", 1, 9, "the line ends within a text"},
      {"[\"\t\"]", 1, 3, "a tab"},
      {"[\"\\x\"]", 1, 4, "behind a backslash"},
      {"[\"\\u12g4\"]", 1, 7, "four hexadecimal"},
      {"[\"\\u0000\"]", 1, 9, "NUL"},
      {"[\"\\ud83d\\ude00 \\ud801!\"]", 1, 16, "half of a character"},
      {"[\n\"x\\udc00\"]", 2, 3, "half of a character"},
      {"[01]", 1, 2, "begin with 0"},
      {"[-]", 1, 3, "a digit"},
      {"[1.]", 1, 4, "a digit"},
      {"[99999999999999999999]", 1, 2, "too large"},
      {"[yes]", 1, 2, "a word without"},
      {"[é'x']", 1, 2, "may not stand here"},
      {"[1] // done", 1, 5, "behind the end"},
      {"{}}", 1, 3, "behind the end"},
      {"\xef\xbb\xbf{}", 1, 1, "BOM"},
      {"{\"a\": \"\xe9\"}", 1, 8, "not UTF-8"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (LoketJsonPlaces) places =
        loket_json_places_new (cases[i].text, strlen (cases[i].text));
    LoketJsonSpot spot = {0, 0};
    const char *problem = loket_json_places_get_problem (places, &spot);

    if (problem == NULL || strstr (problem, cases[i].said) == NULL || spot.line != cases[i].line ||
        spot.column != cases[i].column)
      g_error ("%s: %u:%u %s, but %u:%u %s was wanted", cases[i].text, spot.line, spot.column,
               problem, cases[i].line, cases[i].column, cases[i].said);
  }
}

static void
test_levels (void)
{
  for (guint levels = 99; levels < 103; levels++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (LoketJsonPlaces) places = NULL;
    LoketJsonSpot spot;

    for (guint i = 0; i < levels; i++)
      g_string_append_c (text, '[');
    for (guint i = 0; i < levels; i++)
      g_string_append_c (text, ']');
    places = loket_json_places_new (text->str, text->len);
    g_assert_cmpint (loket_json_places_get_problem (places, &spot) == NULL, ==, levels <= 100);
  }
}

/* What is found good here is good for the parser too, and the other way round. */
static void
test_agrees_with_the_parser (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures",
                                            "procedures", "small.json", NULL);
  g_autofree char *text = NULL;
  gsize length;
  guint refused = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize cut = 0; cut <= length; cut += 1 + cut % 31) {
    /* A copy of its own, so that one byte too far is seen. */
    g_autofree char *part = g_memdup2 (text, MAX (cut, 1));
    g_autoptr (LoketJsonPlaces) places = loket_json_places_new (part, cut);
    g_autoptr (JsonNode) node = loket_json_parse (part, (gssize) cut, NULL);
    LoketJsonSpot spot;
    gboolean good = loket_json_places_get_problem (places, &spot) == NULL;

    g_assert_cmpint (good, ==, node != NULL);
    refused += good ? 0 : 1;
  }
  g_assert_cmpuint (refused, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-places/find", test_find);
  g_test_add_func ("/base/json-places/missing", test_missing);
  g_test_add_func ("/base/json-places/twice", test_twice);
  g_test_add_func ("/base/json-places/problems", test_problems);
  g_test_add_func ("/base/json-places/levels", test_levels);
  g_test_add_func ("/base/json-places/agrees-with-the-parser", test_agrees_with_the_parser);
  return g_test_run ();
}
