/* SPDX-License-Identifier: EUPL-1.2 */
/* Names, addresses and numbers of a person, looked for word by word in a text.
 *
 * Case and diacritics make no difference. A name that is a word of the language too ("Groot",
 * "Petit") counts where it has a capital: "een groot probleem" names nobody. Words of fewer than
 * three letters and those between first name and surname count only in the whole name, and what the
 * service is called itself tells it nothing. A street counts together with its number: the facts
 * may well be about the street. */
#include "config.h"

#include <string.h>

#include "loket-withheld.h"

enum {
  NAME_LETTERS_MIN = 3,
  GENITIVE_LETTERS_MIN = 4,
  PHONE_DIGITS = 8, /* the end of a number, which no way of writing its beginning changes */
  PHONE_DIGITS_MAX = 14,
};

/* Parts of names that are ordinary words. In Dutch, French, German and English; a longer list would
 * find less. */
static const char *const ordinary[] = {
    "april",  "august", "avril",     "bakker",  "bauer",   "beau",    "beek",     "berg",
    "berger", "blanc",  "blanche",   "blauw",   "bloem",   "boer",    "bois",     "bon",
    "boom",   "bos",    "boulanger", "braun",   "brug",    "brun",    "chef",     "claire",
    "clerc",  "dag",    "dame",      "dijk",    "engel",   "fort",    "france",   "fuchs",
    "gentil", "goed",   "grand",     "gras",    "groen",   "groot",   "gros",     "gross",
    "haan",   "hahn",   "heer",      "herr",    "hoek",    "hof",     "hope",     "jan",
    "jeune",  "jong",   "jung",      "juste",   "kaiser",  "kerk",    "klein",    "klug",
    "koch",   "kok",    "konig",     "koning",  "kort",    "kurz",    "lang",     "lange",
    "lieu",   "long",   "maan",      "mai",     "maire",   "man",     "marchand", "mark",
    "mars",   "meer",   "meester",   "mei",     "meister", "midi",    "molen",    "mooi",
    "moulin", "muur",   "nacht",     "neu",     "neuf",    "nieuw",   "noir",     "nouveau",
    "oud",    "oude",   "page",      "paix",    "petit",   "plan",    "pont",     "poste",
    "prince", "prins",  "raad",      "richter", "roi",     "rood",    "rose",     "rouge",
    "roux",   "ruiter", "schepen",   "schmied", "schnell", "schwarz", "smid",     "snel",
    "stad",   "stark",  "steen",     "stein",   "sterk",   "veld",    "vert",     "ville",
    "vogel",  "vos",    "vriend",    "vrij",    "wald",    "weiss",   "wijs",     "will",
    "wit",    "witte",  "wolf",      "young",   "zand",    "zee",     "zwart"};

/* What stands before or within names and names nobody. */
static const char *const joining[] = {
    "abu",   "and",     "asbl",     "ben",          "bin",    "bint",    "bvba",     "del",
    "della", "den",     "der",      "des",          "dhr",    "docteur", "dokter",   "doktor",
    "dos",   "frau",    "gmbh",     "heer",         "herr",   "het",     "ibn",      "las",
    "les",   "los",     "madame",   "mademoiselle", "maitre", "meester", "mej",      "meneer",
    "mevr",  "mevrouw", "mijnheer", "miss",         "mlle",   "mme",     "monsieur", "mrs",
    "prof",  "sca",     "snc",      "sprl",         "ten",    "ter",     "und",      "van",
    "vande", "vanden",  "vom",      "von",          "vzw",    "zum",     "zur"};

/* A word of a text, folded in two ways: "ü" is written as "u" and as "ue". */
typedef struct {
  char *folded;
  char *spelt_out;
  gsize start; /* bytes */
  gsize end;
  guint n_letters;
  gboolean capital;
  gboolean hit;
} Word;

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->folded);
  g_free (((Word *) data)->spelt_out);
}

/* Letters that have no mark to take away. */
static const char *
replace_letter (gunichar letter)
{
  switch (letter) {
  case 0xE6: /* æ */
    return "ae";
  case 0x153: /* œ */
    return "oe";
  case 0xF8: /* ø */
    return "o";
  case 0x142: /* ł */
    return "l";
  case 0x111: /* đ */
    return "d";
  case 0x131: /* ı */
    return "i";
  default:
    return NULL;
  }
}

static char *
fold (const char *text, gssize length, gboolean spell_out)
{
  g_autofree char *lower = g_utf8_strdown (text, length);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *c = apart; c != NULL && *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    const char *other = replace_letter (letter);

    if (letter == 0x308 && spell_out) /* the two dots of an umlaut */
      g_string_append_c (folded, 'e');
    else if (letter == 0xDF) /* ß */
      g_string_append (folded, "ss");
    else if (other != NULL)
      g_string_append (folded, other);
    else if (!g_unichar_ismark (letter))
      g_string_append_unichar (folded, letter);
  }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

static gboolean
is_in_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter);
}

static void
add_word (GArray *words, const char *text, const char *start, const char *end)
{
  Word word = {
      .folded = fold (start, end - start, FALSE),
      .spelt_out = fold (start, end - start, TRUE),
      .start = start - text,
      .end = end - text,
      .capital = g_unichar_isupper (g_utf8_get_char (start)),
  };

  word.n_letters = (guint) g_utf8_strlen (word.folded, -1);
  g_array_append_val (words, word);
}

/* @text: valid UTF-8 */
static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *c = text;

  g_array_set_clear_func (words, word_clear);
  while (*c != '\0') {
    const char *start = c;

    while (*c != '\0' && is_in_word (g_utf8_get_char (c)))
      c = g_utf8_next_char (c);
    if (c > start)
      add_word (words, text, start, c);
    else
      c = g_utf8_next_char (c);
  }
  return words;
}

static Word *
get (GArray *words, guint index)
{
  return &g_array_index (words, Word, index);
}

static gboolean
is_same (const Word *a, const Word *b)
{
  return g_str_equal (a->folded, b->folded) || g_str_equal (a->folded, b->spelt_out) ||
         g_str_equal (a->spelt_out, b->folded);
}

/* "Peeters", and in Dutch and German what belongs to a Peeter. */
static gboolean
is_same_or_genitive (const Word *part, const Word *word)
{
  gsize length = strlen (part->folded);

  return is_same (part, word) || (part->n_letters >= GENITIVE_LETTERS_MIN &&
                                  strncmp (word->folded, part->folded, length) == 0 &&
                                  g_str_equal (word->folded + length, "s"));
}

static gboolean
is_listed (const char *const *list, gsize count, const Word *word)
{
  for (gsize i = 0; i < count; i++) {
    if (g_str_equal (list[i], word->folded))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_joining (const Word *word)
{
  return is_listed (joining, G_N_ELEMENTS (joining), word);
}

static gboolean
contains (GArray *words, const Word *word)
{
  for (guint i = 0; i < words->len; i++) {
    if (is_same (get (words, i), word))
      return TRUE;
  }
  return FALSE;
}

static void
hit (GArray *words, guint first, guint count)
{
  for (guint i = first; i < first + count; i++)
    get (words, i)->hit = TRUE;
}

/* @count words of @sought from @first on, and on from the beginning where it ends, one after the
 * other in the text. */
static void
find_sequence (GArray *text, GArray *sought, guint first, guint count)
{
  for (guint i = 0; count > 0 && i + count <= text->len; i++) {
    guint k = 0;

    while (k < count && is_same (get (text, i + k), get (sought, (first + k) % sought->len)))
      k++;
    if (k == count)
      hit (text, i, count);
  }
}

static void
find_part (GArray *text, const Word *part)
{
  gboolean is_ordinary = is_listed (ordinary, G_N_ELEMENTS (ordinary), part);

  for (guint i = 0; i < text->len; i++) {
    Word *word = get (text, i);

    if (is_same_or_genitive (part, word) && (word->capital || !is_ordinary))
      word->hit = TRUE;
  }
}

static void
drop_titles (GArray *words)
{
  while (words->len > 1 && is_joining (get (words, 0)))
    g_array_remove_index (words, 0);
}

/* First name before surname, or the other way round: the whole name from each of its words on. */
static void
find_name (GArray *text, const char *name, GArray *known)
{
  g_autoptr (GArray) parts = split_words (name);

  drop_titles (parts);
  for (guint i = 0; parts->len > 1 && i < parts->len; i++)
    find_sequence (text, parts, i, parts->len);
  for (guint i = 0; i < parts->len; i++) {
    Word *part = get (parts, i);

    if (part->n_letters >= NAME_LETTERS_MIN && !is_joining (part) && !contains (known, part) &&
        !g_ascii_isdigit (*part->folded))
      find_part (text, part);
  }
}

/* An organisation is known by its whole name. */
static void
find_whole (GArray *text, const char *sought)
{
  g_autoptr (GArray) words = split_words (sought);

  if (words->len > 1 || (words->len == 1 && get (words, 0)->n_letters >= NAME_LETTERS_MIN))
    find_sequence (text, words, 0, words->len);
}

static gboolean
is_number (const Word *word)
{
  return g_ascii_isdigit (*word->folded);
}

/* "Kerkstraat 12", "12, rue de l’Église": the number before or behind; what follows (a box) adds
 * nothing. */
static void
find_street (GArray *text, const char *street)
{
  g_autoptr (GArray) words = split_words (street);
  guint number = 0;

  while (number < words->len && !is_number (get (words, number)))
    number++;
  if (number == words->len || words->len == 1) {
    find_whole (text, street);
  } else if (number == 0) {
    find_sequence (text, words, 0, words->len);
    find_sequence (text, words, 1, words->len);
  } else {
    find_sequence (text, words, 0, number + 1);
    g_array_set_size (words, number + 1);
    find_sequence (text, words, number, number + 1);
  }
}

static void
append_digits (GString *digits, const char *text)
{
  for (const char *c = text; *c != '\0'; c++) {
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  }
}

/* However its digits are grouped, with the country before it or a nought. */
static void
find_phone (GArray *text, const char *phone)
{
  g_autoptr (GString) sought = g_string_new (NULL);

  append_digits (sought, phone);
  if (sought->len < PHONE_DIGITS)
    return;
  for (guint i = 0; i < text->len; i++) {
    g_autoptr (GString) digits = g_string_new (NULL);

    for (guint k = i; k < text->len && is_number (get (text, k)); k++) {
      append_digits (digits, get (text, k)->folded);
      if (digits->len > PHONE_DIGITS_MAX)
        break;
      if (g_str_has_suffix (digits->str, sought->str + sought->len - PHONE_DIGITS))
        hit (text, i, k - i + 1);
    }
  }
}

static void
find_party (GArray *text, const LoketParty *party, GArray *known)
{
  if (party->name != NULL)
    find_name (text, party->name, known);
  if (party->organisation != NULL)
    find_whole (text, party->organisation);
  if (party->email != NULL)
    find_whole (text, party->email);
  if (party->phone != NULL)
    find_phone (text, party->phone);
  if (party->street != NULL)
    find_street (text, party->street);
}

/* What was found, as it stands in the text, words that follow each other together. */
static void
collect (GPtrArray *found, const char *text, GArray *words)
{
  for (guint i = 0; i < words->len; i++) {
    gsize start = get (words, i)->start;
    g_autofree char *piece = NULL;

    if (!get (words, i)->hit)
      continue;
    while (i + 1 < words->len && get (words, i + 1)->hit)
      i++;
    piece = g_strndup (text + start, get (words, i)->end - start);
    if (!g_ptr_array_find_with_equal_func (found, piece, g_str_equal, NULL))
      g_ptr_array_add (found, g_steal_pointer (&piece));
  }
}

static void
search (GPtrArray *found, const LoketCase *facts, const char *written)
{
  g_autofree char *text = g_utf8_make_valid (written, -1);
  g_autoptr (GArray) words = split_words (text);
  const char *service = facts->service != NULL ? facts->service->name : NULL;
  const char *above = facts->service != NULL ? facts->service->organisation : NULL;
  g_autofree char *names = g_strjoin (" ", service != NULL ? service : "", above, NULL);
  g_autoptr (GArray) known = split_words (names);

  for (guint i = 0; i < facts->complainants->len; i++)
    find_party (words, facts->complainants->pdata[i], known);
  if (facts->representative != NULL)
    find_party (words, facts->representative, known);
  collect (found, text, words);
}

/**
 * loket_withheld_concerns:
 * @facts: as corrected
 *
 * Returns: whether the name is withheld, and this act tells the service or another body something
 */
gboolean
loket_withheld_concerns (const LoketCase *facts, LoketActType type, JsonObject *payload)
{
  const char *from = loket_json_peek_string (payload, "from");
  const char *kind = loket_json_peek_string (payload, "kind");

  if (!loket_json_peek_boolean (facts->json, "nameWithheld", FALSE))
    return FALSE;
  switch ((int) type) {
  case LOKET_ACT_REQUEST:
  case LOKET_ACT_REMIND:
    return from != NULL && !g_str_equal (from, "citizen");
  case LOKET_ACT_TRANSFER:
    /* Who is referred goes there himself: the text is his. */
    return g_strcmp0 (kind, "referral") != 0;
  case LOKET_ACT_DISPATCH:
    return g_strcmp0 (kind, "inquiryReply") == 0;
  case LOKET_ACT_RECOMMEND:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * loket_withheld_search:
 * @facts: as corrected
 *
 * Looks in every text of an act for name, organisation, e-mail address, telephone number and
 * street of whoever complains or represents.
 *
 * Returns: (transfer full) (nullable): what names them, as it stands in the text; NULL where
 *   nothing does
 */
char **
loket_withheld_search (const LoketCase *facts, JsonObject *payload)
{
  static const char *const members[] = {"text", "reason", "to"};
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *text = loket_json_peek_string (payload, members[i]);

    if (text != NULL)
      search (found, facts, text);
  }
  if (found->len == 0)
    return NULL;
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/**
 * loket_withheld_find:
 * @facts: as corrected
 *
 * Returns: (transfer full) (nullable): what of loket_withheld_search() must not be said; NULL where
 *   nothing is found, or nothing is withheld from whom the act tells
 */
char **
loket_withheld_find (const LoketCase *facts, LoketActType type, JsonObject *payload)
{
  return loket_withheld_concerns (facts, type, payload) ? loket_withheld_search (facts, payload)
                                                        : NULL;
}
