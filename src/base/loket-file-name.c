/* SPDX-License-Identifier: EUPL-1.2 */
/* One name at a time: read as UTF-8, sifted, trimmed, cut. */
#include "config.h"

#include <string.h>

#include "loket-file-name.h"

/* What is left when nothing of a name can be kept. */
#define NAMELESS "document"

/* Where something was left out, so that a cut name is not read as a whole one. */
#define LEFT_OUT "…"

/* An extension longer than this is none that a program knows. */
enum {
  EXTENSION_BYTES_MAX = 16
};

/* Marks that change how a name reads without being seen (right to left, joiners, tags), lines and
 * characters that have no meaning of their own. */
static gboolean
is_unseen (gunichar character)
{
  switch ((int) g_unichar_type (character)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_UNASSIGNED:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Separators here and elsewhere, and what cannot be written to a stick of another system. */
static gboolean
is_forbidden (gunichar character)
{
  return character < 0x80 && strchr ("/\\<>:\"|?*", (int) character) != NULL;
}

static char *
sift (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) sifted = g_string_new (NULL);

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (g_unichar_isspace (character))
      character = ' ';
    if (is_unseen (character) || (character == ' ' && g_str_has_suffix (sifted->str, " ")))
      continue;
    g_string_append_unichar (sifted, is_forbidden (character) ? '-' : character);
  }
  /* What stood between a letter and its mark may be gone. */
  return g_utf8_normalize (sifted->str, -1, G_NORMALIZE_NFC);
}

/* A leading dot hides a file, a leading dash is an option to a program; some systems drop dots and
 * spaces at the end, so that another name is meant than the one that is read. */
static void
trim (char *name)
{
  gsize skipped = strspn (name, ".- ");
  gsize length;

  memmove (name, name + skipped, strlen (name + skipped) + 1);
  length = strlen (name);
  while (length > 0 && strchr (". ", name[length - 1]) != NULL)
    name[--length] = '\0';
}

/* Names of devices, with any extension: "con", "NUL.txt", "com1.tar.gz". */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = {"con", "prn", "aux", "nul", "conin$", "conout$", NULL};
  static const char *const numbered[] = {"com", "lpt"};
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  g_autofree char *lower = g_ascii_strdown (g_strchomp (stem), -1);

  if (g_strv_contains (devices, lower))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (numbered); i++) {
    const char *number = lower + strlen (numbered[i]);

    if (g_str_has_prefix (lower, numbered[i]) && g_utf8_strlen (number, -1) == 1 &&
        (g_ascii_isdigit (*number) || g_unichar_digit_value (g_utf8_get_char (number)) >= 0 ||
         strstr ("¹²³", number) != NULL))
      return TRUE;
  }
  return FALSE;
}

/* Returns: the extension with its dot; "" where there is none that a program would know */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name || dot[1] == '\0' || strlen (dot) > EXTENSION_BYTES_MAX)
    return "";
  for (const char *at = dot + 1; *at != '\0'; at++) {
    if (!g_ascii_isalnum (*at))
      return "";
  }
  return dot;
}

/* Between characters, and with the marks that belong to the last one; only where a letter has more
 * of them than fit, among its marks. */
static gsize
find_cut (const char *name, gsize bytes_max)
{
  const char *end = name + bytes_max;
  const char *cut;

  while ((*end & 0xc0) == 0x80)
    end--;
  cut = end;
  while (cut > name && ((*cut & 0xc0) == 0x80 || g_unichar_ismark (g_utf8_get_char (cut))))
    cut--;
  if (cut == name)
    cut = end;
  while (cut > name && strchr (". ", cut[-1]) != NULL)
    cut--;
  return (gsize) (cut - name);
}

static char *
cut_to_length (const char *name)
{
  const char *extension = find_extension (name);
  gsize stem_bytes = LOKET_FILE_NAME_BYTES_MAX - strlen (LEFT_OUT) - strlen (extension);

  if (strlen (name) <= LOKET_FILE_NAME_BYTES_MAX)
    return g_strdup (name);
  stem_bytes = find_cut (name, stem_bytes);
  return g_strdup_printf ("%.*s" LEFT_OUT "%s", (int) stem_bytes, name, extension);
}

/**
 * loket_file_name_make_safe:
 * @name: (nullable): as it came, in any encoding
 *
 * Separators and what other systems forbid become dashes; control and unseen characters go.
 *
 * Returns: (transfer full): a name without a folder, in UTF-8, of 1 to %LOKET_FILE_NAME_BYTES_MAX
 *   bytes, with the extension that @name had and an ellipsis where it was cut; a safe name stays as
 *   it is
 */
char *
loket_file_name_make_safe (const char *name)
{
  g_autofree char *sifted = sift (name != NULL ? name : "");
  g_autofree char *named = NULL;

  trim (sifted);
  if (*sifted == '\0')
    return g_strdup (NAMELESS);
  named = is_device (sifted) ? g_strconcat ("_", sifted, NULL) : g_strdup (sifted);
  return cut_to_length (named);
}
