/* SPDX-License-Identifier: EUPL-1.2 */
/* Names that somebody might send, and a hundred thousand that nobody would. */
#include <gio/gio.h>
#include <string.h>

#include "loket-file-name.h"
#include "loket-random.h"

typedef struct {
  const char *from;
  const char *to;
} Name;

static void
test_known (void)
{
  static const Name names[] = {
      {"brief.pdf", "brief.pdf"},
      {"Ünïcode naïveté – 3 mei.odt", "Ünïcode naïveté – 3 mei.odt"},
      {"../../etc/passwd", "etc-passwd"},
      {"..\\..\\windows\\win.ini", "windows-win.ini"},
      {"/etc/shadow", "etc-shadow"},
      {"nota 12/2026.pdf", "nota 12-2026.pdf"},
      {"..", "document"},
      {".", "document"},
      {"", "document"},
      {NULL, "document"},
      {"....", "document"},
      {" . . ", "document"},
      {".bashrc", "bashrc"},
      {"-rf", "rf"},
      {"a\nb\tc\x01.txt", "a b c.txt"},
      {"foto\x7f.jpg", "foto.jpg"},
      /* right to left: "factuur" + RLO + "fdp.exe" reads as "factuurexe.pdf" */
      {"factuur\xe2\x80\xae"
       "fdp.exe",
       "factuurfdp.exe"},
      {"\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\x8f\xd8\x9c.txt", "x.txt"},
      {"\xef\xbb\xbfkop.txt", "kop.txt"},
      {"in\xe2\x80\x8bvisible.txt", "invisible.txt"},
      {"line\xe2\x80\xa8next.txt", "line next.txt"},
      {"latin1-\xe9t\xe9.pdf", "latin1-\xef\xbf\xbdt\xef\xbf\xbd.pdf"},
      {"overlong\xc0\x80nul", "overlong\xef\xbf\xbd\xef\xbf\xbdnul"},
      {"CON", "_CON"},
      {"con.txt", "_con.txt"},
      {"Nul.tar.gz", "_Nul.tar.gz"},
      {"lpt9 .x", "_lpt9 .x"},
      {"com\xc2\xb9.log", "_com\xc2\xb9.log"},
      {"console.txt", "console.txt"},
      {"com10", "com10"},
      {"a<b>c:d\"e|f?g*h.txt", "a-b-c-d-e-f-g-h.txt"},
      {"trailing. . .", "trailing"},
      {"e\xcc\x81t\xc3\xa9.pdf", "\xc3\xa9t\xc3\xa9.pdf"},
      {"a    b.txt", "a b.txt"},
      {"~", "~"},
      {"%2e%2e%2fx", "%2e%2e%2fx"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *safe = loket_file_name_make_safe (names[i].from);

    g_assert_cmpstr (safe, ==, names[i].to);
  }
}

/* @unit: repeated until the name has @count of them, then @end */
static char *
make_long (const char *unit, guint count, const char *end)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (name, unit);
  g_string_append (name, end);
  return loket_file_name_make_safe (name->str);
}

static void
test_length (void)
{
  g_autofree char *plain = make_long ("a", 300, ".pdf");
  g_autofree char *faces = make_long ("\xf0\x9f\x98\x80", 300, ".jpeg");
  g_autofree char *shifted = make_long ("\xf0\x9f\x98\x80", 300, "");
  g_autofree char *dots = make_long (".a", 300, "");
  g_autofree char *wide = make_long ("x", 10, ".thisisnoextensionatall");
  g_autofree char *accents = make_long ("\xcc\x81", 300, ".txt");
  g_autofree char *accents_alone = make_long ("\xcc\x81", 300, "");

  g_assert_cmpuint (strlen (plain), ==, LOKET_FILE_NAME_BYTES_MAX);
  g_assert_true (g_str_has_suffix (plain, "aaa\xe2\x80\xa6.pdf"));
  g_assert_cmpuint (strlen (faces), ==, 28 * 4 + 3 + 5);
  g_assert_true (g_utf8_validate (faces, -1, NULL));
  g_assert_true (g_str_has_suffix (faces, "\xf0\x9f\x98\x80\xe2\x80\xa6.jpeg"));
  g_assert_cmpuint (strlen (shifted), ==, 29 * 4 + 3);
  g_assert_cmpuint (strlen (dots), <=, LOKET_FILE_NAME_BYTES_MAX);
  g_assert_cmpstr (wide, ==, "xxxxxxxxxx.thisisnoextensionatall");
  g_assert_cmpuint (strlen (accents), ==, 56 * 2 + 3 + 4);
  g_assert_cmpuint (strlen (accents_alone), ==, 58 * 2 + 3);
}

/* What every name must be, whatever it was made of. */
static void
check (const char *safe)
{
  g_autofree char *again = loket_file_name_make_safe (safe);
  g_autofree char *joined = g_build_filename ("/folder", safe, NULL);
  g_autofree char *canonical = g_canonicalize_filename (joined, "/");
  g_autofree char *parent = g_path_get_dirname (canonical);

  g_assert_cmpstr (again, ==, safe);
  g_assert_cmpstr (parent, ==, "/folder");
  g_assert_cmpuint (strlen (safe), >, 0);
  g_assert_cmpuint (strlen (safe), <=, LOKET_FILE_NAME_BYTES_MAX);
  g_assert_true (g_utf8_validate (safe, -1, NULL));
  g_assert_null (strpbrk (safe, "/\\<>:\"|?*"));
  g_assert_true (safe[0] != '.' && safe[0] != '-' && safe[0] != ' ');
  for (const char *at = safe; *at != '\0'; at = g_utf8_next_char (at)) {
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
    g_assert_cmpint (g_unichar_type (g_utf8_get_char (at)), !=, G_UNICODE_FORMAT);
  }
}

static char *
make_random (LoketRandom *random)
{
  static const char *const pieces[] = {"..",
                                       "/",
                                       "\\",
                                       ".",
                                       "con",
                                       "com1",
                                       "nul",
                                       " ",
                                       "-",
                                       "é",
                                       "a",
                                       "B",
                                       "\xe2\x80\xae",
                                       "\xf0\x9f\x98\x80",
                                       "\n",
                                       "\xff",
                                       ":",
                                       "pdf",
                                       "~",
                                       "\xcc\x81",
                                       "$",
                                       "\xc3",
                                       "\xe2\x80\x8d",
                                       "<\xcc\xb8",
                                       "\xcd\xbe",
                                       "\xef\xbc\x8f",
                                       "lpt",
                                       "9",
                                       "conin$"};
  GString *name = g_string_new (NULL);
  guint count = loket_random_below (random, 60);

  for (guint i = 0; i < count; i++) {
    if (loket_random_below (random, 4) == 0)
      g_string_append_c (name, (char) (1 + loket_random_below (random, 255)));
    else
      g_string_append (name, pieces[loket_random_below (random, G_N_ELEMENTS (pieces))]);
  }
  return g_string_free (name, FALSE);
}

static void
test_random (void)
{
  g_autoptr (LoketRandom) random = loket_random_new_seeded (20261122);

  for (guint i = 0; i < 100000; i++) {
    g_autofree char *name = make_random (random);
    g_autofree char *safe = loket_file_name_make_safe (name);

    check (safe);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/file-name/known", test_known);
  g_test_add_func ("/base/file-name/length", test_length);
  g_test_add_func ("/base/file-name/random", test_random);
  return g_test_run ();
}
