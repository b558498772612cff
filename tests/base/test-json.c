/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading what others wrote: wrong types are errors or absences, never warnings. */
#include <string.h>

#include "loket-error.h"
#include "loket-json.h"

static JsonObject *
read_object (const char *text, JsonNode **root)
{
  g_autoptr (GError) error = NULL;

  *root = loket_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

static void
test_wrong_types (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = read_object (
      "{\"t\": 5, \"n\": \"x\", \"d\": \"2026-02-30\", \"o\": [], \"z\": null}", &root);
  g_autoptr (GError) error = NULL;
  LoketDay day;
  gint64 number;

  g_assert_null (loket_json_peek_string (object, "t"));
  g_assert_null (loket_json_peek_string (object, "z"));
  g_assert_null (loket_json_peek_object (object, "o"));
  g_assert_cmpint (loket_json_peek_int (object, "n", 3), ==, 3);
  g_assert_true (loket_json_peek_boolean (object, "n", TRUE));
  g_assert_null (loket_json_get_string (object, "t", &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "t:"));
  g_clear_error (&error);
  g_assert_false (loket_json_get_day (object, "d", &day, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (loket_json_get_int (object, "absent", &number, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
}

static void
test_not_json (void)
{
  static const char *const wrong[] = {"", "   ", "<html></html>", "{\"a\": ", "{]", "\xff\xfe"};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_json_parse (wrong[i], -1, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
  /* Nothing may hide behind a NUL. */
  g_assert_null (loket_json_parse ("[1]\0[2]", 7, NULL));
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  const char *const wrong[] = {
      deep,      "/*\"*/[1]",       "{\"a\": \"x\\u0000y\"}", "[1] // a comment",
      "[1e999]", "{\"a\": -1e400}", "[9223372036854775808]",
  };
  g_autoptr (JsonNode) fine = NULL;
  g_autoptr (GError) none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_json_parse (wrong[i], -1, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
  fine = loket_json_parse (
      "{\"n\": [-9223372036854775807, 1.5e10, 0], \"a/b\": \"\\\\u0000 [[[ // \\\" \"}", -1, &none);
  g_assert_no_error (none);
  g_assert_cmpstr (loket_json_peek_string (json_node_get_object (fine), "a/b"), ==,
                   "\\u0000 [[[ // \" ");
}

static void
test_equal (void)
{
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;
  g_autoptr (JsonNode) c = NULL;
  JsonObject *object_a = read_object ("{\"a\": 1, \"b\": {\"x\": [1, 2]}}", &a);
  JsonObject *object_b = read_object ("{\"b\": {\"x\": [1, 2]}, \"a\": 1}", &b);
  JsonObject *object_c = read_object ("{\"b\": {\"x\": [2, 1]}, \"a\": 1}", &c);

  g_assert_true (loket_json_objects_equal (object_a, object_b));
  g_assert_false (loket_json_objects_equal (object_a, object_c));
}

/* What there is not is absent, never null and never an empty text. */
static void
test_absent_stays_absent (void)
{
  g_autoptr (JsonObject) object = json_object_new ();

  loket_json_set_text (object, "none", NULL);
  loket_json_set_day (object, "never", LOKET_NO_DAY);
  g_assert_cmpuint (json_object_get_size (object), ==, 0);
  loket_json_set_text (object, "empty", "");
  loket_json_set_day (object, "day", loket_day_new (2026, 11, 12));
  g_assert_cmpstr (loket_json_peek_string (object, "empty"), ==, "");
  g_assert_cmpstr (loket_json_peek_string (object, "day"), ==, "2026-11-12");
}

/* What a newer loket sends is kept as it is, and must be readable when it is read again. */
static void
test_written_numbers (void)
{
  static const char text[] = "{\"a\":[1e17,-1E40,1e-300,0.5,7,-2.0,1.5e3,\"1e+17.0 \\\" e.0\"]}";
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, NULL);
  g_autofree char *compact = loket_json_to_string (node, FALSE);
  g_autofree char *pretty = loket_json_to_string (node, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) first = loket_json_parse (compact, -1, &error);
  g_autoptr (JsonNode) second = NULL;

  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, first));
  second = loket_json_parse (pretty, -1, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, second));
  g_assert_nonnull (strstr (compact, "1e+17,"));
  g_assert_nonnull (strstr (compact, "-2.0"));
}

/* What the parser makes of the escapes of a text, that the tree holds as UTF-8. */
/* The smallest number has no positive one of its size; one less is too small. */
static void
test_smallest_number (void)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object = read_object ("{\"n\": -9223372036854775808}", &root);
  g_autofree char *written = loket_json_object_to_string (object);

  g_assert_nonnull (strstr (written, "-9223372036854775808"));
  g_assert_null (loket_json_parse ("[-9223372036854775809]", -1, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (loket_json_parse ("[9223372036854775808]", -1, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
}

static void
test_halves (void)
{
  static const struct {
    const char *text;
    const char *read;
  } cases[] = {
      {"\\ud801!", "\xef\xbf\xbd!"},
      {"cut \\ud83d", "cut \xef\xbf\xbd"},
      {"\\udc00\\n", "\xef\xbf\xbd\n"},
      {"\\ud801\\ud801\\u0041", "\xef\xbf\xbd\xef\xbf\xbd"
                                "A"},
      {"\\uDE00\\uD83D", "\xef\xbf\xbd\xef\xbf\xbd"},
      {"\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd\xf0\x9f\x98\x80"},
      {"\\uD83D\\uDe00\\\\ud801", "\xf0\x9f\x98\x80\\ud801"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"%s\": \"%s\"}", cases[i].text, cases[i].text);
    g_autoptr (JsonNode) root = NULL;
    JsonObject *object = read_object (text, &root);
    g_autofree char *written = loket_json_object_to_string (object);
    g_autoptr (JsonNode) again = NULL;

    g_assert_cmpstr (loket_json_peek_string (object, cases[i].read), ==, cases[i].read);
    g_assert_true (loket_json_objects_equal (object, read_object (written, &again)));
  }
}

/* Less than four digits: the parser would take what follows for them. */
static void
test_short_escapes (void)
{
  static const char *const wrong[] = {"[\"\\u12g4\"]", "[\"\\uZZ\"]", "[\"\\u12\"]", "[\"\\u"};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_json_parse (wrong[i], -1, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, "four hexadecimal digits"));
  }
}

/* The parser makes bytes of octal escapes, which are no UTF-8, and drops other backslashes. */
static void
test_foreign_escapes (void)
{
  static const char *const wrong[] = {"[\"\\666\"]", "[\"\\!\"]", "[\"\\x41\"]", "[\"\\'\"]"};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_json_parse (wrong[i], -1, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, "backslash"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/wrong-types", test_wrong_types);
  g_test_add_func ("/base/json/not-json", test_not_json);
  g_test_add_func ("/base/json/hostile", test_hostile);
  g_test_add_func ("/base/json/absent-stays-absent", test_absent_stays_absent);
  g_test_add_func ("/base/json/equal", test_equal);
  g_test_add_func ("/base/json/written-numbers", test_written_numbers);
  g_test_add_func ("/base/json/smallest-number", test_smallest_number);
  g_test_add_func ("/base/json/halves", test_halves);
  g_test_add_func ("/base/json/short-escapes", test_short_escapes);
  g_test_add_func ("/base/json/foreign-escapes", test_foreign_escapes);
  return g_test_run ();
}
