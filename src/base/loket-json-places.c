/* SPDX-License-Identifier: EUPL-1.2 */
/* A small reader of JSON text that keeps nothing of it but where everything stands. */
#include "config.h"

#include <string.h>

#include "loket-json-escape.h"
#include "loket-json-places.h"
#include "loket-json.h"

typedef struct {
  char *place;
  LoketJsonSpot spot;
} Twice;

struct _LoketJsonPlaces {
  GHashTable *spots; /* of place: LoketJsonSpot, both owned */
  GArray *twice;     /* of Twice */
  const char *problem;
  LoketJsonSpot problem_spot;
};

typedef struct {
  LoketJsonPlaces *found;
  const char *at;
  const char *end;
  LoketJsonSpot spot; /* of `at` */
  GString *place;     /* of the value that is read */
  guint depth;
} Reader;

static gboolean read_value (Reader *self);

/* The first problem is the one told: what follows may be its consequence. */
static gboolean
stop (Reader *self, const char *problem)
{
  if (self->found->problem == NULL) {
    self->found->problem = problem;
    self->found->problem_spot = self->spot;
  }
  return FALSE;
}

static gboolean
has (Reader *self, char c)
{
  return self->at < self->end && *self->at == c;
}

/* One character on; CR, LF and CR LF end a line each, and only the first byte of a character
 * counts for the column. */
static void
step (Reader *self)
{
  char c = *self->at++;

  if (c == '\n' || (c == '\r' && !has (self, '\n'))) {
    self->spot.line++;
    self->spot.column = 1;
  } else if (c != '\r' && (self->at >= self->end || (*self->at & 0xc0) != 0x80)) {
    self->spot.column++;
  }
}

static void
skip_blanks (Reader *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    step (self);
}

static gboolean
read_hex (Reader *self)
{
  gboolean zero = TRUE;

  for (int i = 0; i < 4; i++) {
    if (self->at >= self->end || !g_ascii_isxdigit (*self->at))
      return stop (self, "behind \\u four hexadecimal digits are wanted");
    zero &= *self->at == '0';
    step (self);
  }
  return !zero || stop (self, "a text may not hold the character NUL (\\u0000)");
}

/* @count: (out): the bytes of the escape */
static gboolean
check_halves (Reader *self, gsize *count)
{
  gboolean half;

  *count = loket_json_escape_measure (self->at, (gsize) (self->end - self->at), &half);
  return !half ||
         stop (self, "half of a character (a surrogate): \\ud800 to \\udbff and \\udc00 to "
                     "\\udfff are written only as a pair");
}

static gboolean
read_escape (Reader *self)
{
  gsize count;

  if (!check_halves (self, &count))
    return FALSE;
  if (count > 6) {
    for (gsize i = 0; i < count; i++)
      step (self);
    return TRUE;
  }
  step (self);
  if (has (self, 'u')) {
    step (self);
    return read_hex (self);
  }
  if (self->at >= self->end || *self->at == '\0' || strchr ("\"\\/bfnrt", *self->at) == NULL)
    return stop (self, "behind a backslash only \" \\ / b f n r t u may stand; a backslash itself "
                       "is written twice");
  step (self);
  return TRUE;
}

static gboolean
read_string (Reader *self)
{
  LoketJsonSpot begun = self->spot;

  step (self);
  while (self->at < self->end) {
    unsigned char c = (unsigned char) *self->at;

    if (c == '"') {
      step (self);
      return TRUE;
    }
    if (c == '\\') {
      if (!read_escape (self))
        return FALSE;
    } else if (c < 0x20) {
      return stop (self, c == '\n' || c == '\r'
                             ? "the line ends within a text: its closing \" is missing, or \\n is "
                               "wanted for a new line"
                             : "a tab or another control character stands within a text");
    } else {
      step (self);
    }
  }
  self->spot = begun;
  return stop (self, "a text begins here that does not end: its closing \" is missing");
}

static gboolean
read_digits (Reader *self)
{
  if (self->at >= self->end || !g_ascii_isdigit (*self->at))
    return stop (self, "a digit is wanted here");
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    step (self);
  return TRUE;
}

static gboolean
read_number (Reader *self)
{
  const char *begin = self->at;
  LoketJsonSpot begun = self->spot;

  if (has (self, '-'))
    step (self);
  if (has (self, '0') && self->at + 1 < self->end && g_ascii_isdigit (self->at[1]))
    return stop (self, "a number does not begin with 0");
  if (!read_digits (self))
    return FALSE;
  if (has (self, '.')) {
    step (self);
    if (!read_digits (self))
      return FALSE;
  }
  if (has (self, 'e') || has (self, 'E')) {
    step (self);
    if (has (self, '+') || has (self, '-'))
      step (self);
    if (!read_digits (self))
      return FALSE;
  }
  if (loket_json_number_is_kept (begin, (gsize) (self->at - begin)))
    return TRUE;
  self->spot = begun;
  return stop (self, "a number that is too large");
}

static gboolean
read_word (Reader *self)
{
  static const char *const words[] = {"true", "false", "null", NULL};

  for (int i = 0; words[i] != NULL; i++) {
    gsize length = strlen (words[i]);

    if ((gsize) (self->end - self->at) < length || strncmp (self->at, words[i], length) != 0)
      continue;
    for (gsize j = 0; j < length; j++)
      step (self);
    return TRUE;
  }
  return stop (self, g_ascii_isalpha (*self->at)
                         ? "a word without \" around it: a text is written between two \""
                         : "a character that may not stand here: a value is wanted");
}

/* Notes where the place stands; FALSE where it has been seen before. */
static gboolean
note_place (Reader *self, LoketJsonSpot spot)
{
  return g_hash_table_insert (self->found->spots, g_strdup (self->place->str),
                              g_memdup2 (&spot, sizeof spot));
}

/* The parser knows best which name a text with escapes is. */
static void
append_member (GString *place, const char *begin, gsize length)
{
  g_autofree char *raw = g_strndup (begin, length);
  g_autofree char *list = g_strdup_printf ("[\"%s\"]", raw);
  g_autoptr (JsonNode) node = strchr (raw, '\\') != NULL ? loket_json_parse (list, -1, NULL) : NULL;
  const char *name =
      node != NULL ? loket_json_array_peek_string (json_node_get_array (node), 0) : raw;

  if (place->len > 0)
    g_string_append_c (place, '.');
  g_string_append (place, name);
}

static gboolean
read_member (Reader *self)
{
  LoketJsonSpot spot = self->spot;
  gsize length = self->place->len;
  const char *begin = self->at + 1;
  gboolean good;

  if (!has (self, '"'))
    return stop (self, has (self, '}') ? "a comma too many: nothing follows before }"
                                       : "the name of a member is wanted here, between two \"");
  if (!read_string (self))
    return FALSE;
  append_member (self->place, begin, (gsize) (self->at - 1 - begin));
  if (!note_place (self, spot)) {
    Twice twice = {g_strdup (self->place->str), spot};

    g_array_append_val (self->found->twice, twice);
  }
  skip_blanks (self);
  if (!has (self, ':'))
    return stop (self, "a colon is wanted here, behind the name of a member");
  step (self);
  skip_blanks (self);
  good = read_value (self);
  g_string_truncate (self->place, length);
  return good;
}

static gboolean
read_object (Reader *self)
{
  step (self);
  skip_blanks (self);
  while (!has (self, '}')) {
    if (!read_member (self))
      return FALSE;
    skip_blanks (self);
    if (has (self, '}'))
      break;
    if (!has (self, ','))
      return stop (self, self->at < self->end
                             ? "a comma or } is wanted here; is a comma missing before?"
                             : "the text ends too early: a } is missing");
    step (self);
    skip_blanks (self);
    if (has (self, '}'))
      return stop (self, "a comma too many: no member follows before this }");
  }
  step (self);
  return TRUE;
}

static gboolean
read_array (Reader *self)
{
  gsize length = self->place->len;

  step (self);
  skip_blanks (self);
  for (guint i = 0; !has (self, ']'); i++) {
    g_string_append_printf (self->place, "[%u]", i);
    note_place (self, self->spot);
    if (!read_value (self))
      return FALSE;
    g_string_truncate (self->place, length);
    skip_blanks (self);
    if (has (self, ']'))
      break;
    if (!has (self, ','))
      return stop (self, self->at < self->end
                             ? "a comma or ] is wanted here; is a comma missing before?"
                             : "the text ends too early: a ] is missing");
    step (self);
    skip_blanks (self);
    if (has (self, ']'))
      return stop (self, "a comma too many: nothing follows before this ]");
  }
  step (self);
  return TRUE;
}

static gboolean
read_nested (Reader *self)
{
  gboolean good;

  if (self->depth >= LOKET_JSON_DEPTH_MAX)
    return stop (self, "too many levels");
  self->depth++;
  good = has (self, '{') ? read_object (self) : read_array (self);
  self->depth--;
  return good;
}

static gboolean
read_value (Reader *self)
{
  if (self->at >= self->end)
    return stop (self, "the text ends too early: a value is wanted");
  if (has (self, '{') || has (self, '['))
    return read_nested (self);
  if (has (self, '"'))
    return read_string (self);
  if (has (self, '-') || g_ascii_isdigit (*self->at))
    return read_number (self);
  return read_word (self);
}

static void
read_text (Reader *self)
{
  const char *valid_end;

  if (self->end - self->at >= 3 && strncmp (self->at, "\xef\xbb\xbf", 3) == 0) {
    stop (self, "the file begins with a mark that some editors write (BOM): save it as UTF-8 "
                "without it");
    return;
  }
  if (!g_utf8_validate_len (self->at, (gsize) (self->end - self->at), &valid_end)) {
    while (self->at < valid_end)
      step (self);
    stop (self, "the file is not UTF-8: save it as UTF-8");
    return;
  }
  skip_blanks (self);
  note_place (self, self->spot);
  if (!read_value (self))
    return;
  skip_blanks (self);
  if (self->at < self->end)
    stop (self, "something stands behind the end: a bracket too many?");
}

static void
clear_twice (Twice *twice)
{
  g_free (twice->place);
}

/**
 * loket_json_places_new:
 * @text: need not end with a NUL, nor be JSON
 * @length: in bytes
 *
 * Returns: (transfer full): what could be read up to the first problem
 */
LoketJsonPlaces *
loket_json_places_new (const char *text, gsize length)
{
  LoketJsonPlaces *self = g_new0 (LoketJsonPlaces, 1);
  g_autoptr (GString) place = g_string_new (NULL);
  Reader reader = {self, text, text + length, {1, 1}, place, 0};

  self->spots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->twice = g_array_new (FALSE, FALSE, sizeof (Twice));
  g_array_set_clear_func (self->twice, (GDestroyNotify) clear_twice);
  read_text (&reader);
  return self;
}

void
loket_json_places_free (LoketJsonPlaces *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->spots);
  g_array_unref (self->twice);
  g_free (self);
}

/**
 * loket_json_places_get_problem:
 * @spot: (out): where; untouched where there is none
 *
 * Returns: (transfer none) (nullable): why it is no JSON, and what is wanted; English
 */
const char *
loket_json_places_get_problem (LoketJsonPlaces *self, LoketJsonSpot *spot)
{
  if (self->problem != NULL)
    *spot = self->problem_spot;
  return self->problem;
}

/* Takes the last member or element away: where that is missing, what should hold it is shown. */
static void
cut_last (char *place)
{
  char *dot = strrchr (place, '.');
  char *bracket = strrchr (place, '[');
  char *cut = MAX (dot, bracket);

  *(cut != NULL ? cut : place) = '\0';
}

/**
 * loket_json_places_find:
 *
 * Returns: where the name of the member or the element begins; of one that is not there, where
 *   what should hold it does. Of a member that is there twice: the last one, which counts
 */
LoketJsonSpot
loket_json_places_find (LoketJsonPlaces *self, const char *place)
{
  g_autofree char *wanted = g_strdup (place);
  const LoketJsonSpot *spot = g_hash_table_lookup (self->spots, wanted);

  while (spot == NULL && *wanted != '\0') {
    cut_last (wanted);
    spot = g_hash_table_lookup (self->spots, wanted);
  }
  return spot != NULL ? *spot : (LoketJsonSpot){1, 1};
}

/**
 * loket_json_places_count_twice:
 *
 * Returns: how many members have been written again in the object that has them: only the last
 *   one counts, which nobody sees
 */
guint
loket_json_places_count_twice (LoketJsonPlaces *self)
{
  return self->twice->len;
}

/**
 * loket_json_places_get_twice:
 * @spot: (out): of the later one
 *
 * Returns: (transfer none): its place
 */
const char *
loket_json_places_get_twice (LoketJsonPlaces *self, guint index, LoketJsonSpot *spot)
{
  const Twice *twice = &g_array_index (self->twice, Twice, index);

  *spot = twice->spot;
  return twice->place;
}
