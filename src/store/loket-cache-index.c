/* SPDX-License-Identifier: EUPL-1.2 */
/* The full-text index. */
#include "config.h"

#include "loket-cache-index.h"

enum {
  PHONE_LENGTH_MIN = 8
};

/* Which texts of a case are found, taken out of its JSON by SQLite itself: that is faster than a
 * tree of objects, and the same words serve one case and a first ingest of all. What is cut out by
 * `->` is small: json_tree() reads all that it is given, and the whole is read only once. */
#define STRINGS_BELOW(json, place, keys)                                                           \
  "coalesce ((SELECT group_concat (atom, ' ') FROM json_tree (" json " -> '" place "')"            \
  " WHERE type = 'text' AND key IN (" keys ")), '')"

#define NAME_KEYS "'name', 'organisation'"
#define PERSON_KEYS NAME_KEYS ", 'email'"

/* As loket_cache_index_fold_phone() folds what is looked for. */
#define PHONES_BELOW(json, place)                                                                  \
  "coalesce ((SELECT group_concat (replace (replace (' ' || replace (replace (replace (replace"    \
  " (replace (atom, ' ', ''), '/', ''), '.', ''), '-', ''), '(0)', ''), ' +32', ' 0'),"            \
  " ' 0032', ' 0'), ' ') FROM json_tree (" json " -> '" place "')"                                 \
  " WHERE type = 'text' AND key = 'phone'), '')"

/* clang-format off */
#define SELECT_TEXTS(json)                                                                         \
  "SELECT id, reference,"                                                                          \
  " coalesce ((SELECT group_concat (alias, ' ') FROM aliases WHERE row = id), ''),"                \
  " subject || ' ' || coalesce (json_extract (" json ", '$.subject'), ''),"                        \
  " " STRINGS_BELOW (json, "$.complainants", PERSON_KEYS)                                          \
  " || ' ' || " PHONES_BELOW (json, "$.complainants")                                              \
  " || ' ' || " STRINGS_BELOW (json, "$.representative", PERSON_KEYS)                              \
  " || ' ' || " PHONES_BELOW (json, "$.representative")                                            \
  " || ' ' || " STRINGS_BELOW (json, "$.service", NAME_KEYS)                                       \
  " || ' ' || " STRINGS_BELOW (json, "$.documents", NAME_KEYS) ","                                 \
  " coalesce (json_extract (" json ", '$.facts'), '')"                                             \
  " || ' ' || " STRINGS_BELOW (json, "$.grievances", "'text'")                                     \
  " || ' ' || " STRINGS_BELOW (json, "$.acts", "'text', 'reason', 'new'")
/* clang-format on */

#define INSERT_TEXTS "INSERT INTO search (rowid, reference, aliases, subject, names, body) "

static const char insert_one[] =
    INSERT_TEXTS SELECT_TEXTS ("?2") " || ' ' || ?3 FROM cases WHERE id = ?1";
static const char insert_missing[] =
    INSERT_TEXTS SELECT_TEXTS ("copies.json") " FROM cases JOIN copies ON copies.row = cases.id"
                                              " WHERE id NOT IN (SELECT rowid FROM search)";

gboolean
loket_cache_index_remove (LoketSqlite *db, gint64 row, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "DELETE FROM search WHERE rowid = ?", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  return loket_statement_run (statement, error);
}

static guint64
add_text (guint64 number, const char *text)
{
  const guint64 factor = 1099511628211u;

  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    number = (number ^ (guchar) *c) * factor;
  return number * factor; /* so that no two texts beside each other can change places */
}

/* What stands in the index of the case, and what it is made of now, each as a number. */
typedef struct {
  gboolean there;
  gint64 was; /* 0: unknown */
  gint64 is;
} Indexed;

static gboolean
read_indexed (LoketSqlite *db,
              gint64 row,
              const char *json,
              const char *pending_text,
              Indexed *indexed,
              GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db,
                            "SELECT EXISTS (SELECT 1 FROM search WHERE rowid = id), indexed,"
                            " reference, subject, (SELECT group_concat (alias, ' ') FROM aliases"
                            " WHERE row = id) FROM cases WHERE id = ?",
                            error);
  guint64 number = add_text (add_text (14695981039346656037u, json), pending_text);
  gboolean found;

  *indexed = (Indexed){0};
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  if (!loket_statement_next (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  indexed->there = loket_statement_column_int (statement, 0) != 0;
  indexed->was = loket_statement_column_int (statement, 1);
  for (int i = 2; i <= 4; i++)
    number = add_text (number, loket_statement_column_text (statement, i));
  indexed->is = (gint64) MAX (number, 1);
  return TRUE;
}

static gboolean
note_indexed (LoketSqlite *db, gint64 row, gint64 number, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "UPDATE cases SET indexed = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  loket_statement_bind_int (statement, 2, number);
  return loket_statement_run (statement, error);
}

static gboolean
insert_texts (
    LoketSqlite *db, gint64 row, const char *json, const char *pending_text, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, insert_one, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  loket_statement_bind_text (statement, 2, json);
  loket_statement_bind_text (statement, 3, pending_text != NULL ? pending_text : "");
  return loket_statement_run (statement, error);
}

/**
 * loket_cache_index_put:
 * @row: of the case, whose row in `cases` is up to date
 * @json: the case
 * @pending_text: (nullable): words of acts that are not in @json yet
 *
 * Writes nothing where all that is what it was made of before.
 */
gboolean
loket_cache_index_put (
    LoketSqlite *db, gint64 row, const char *json, const char *pending_text, GError **error)
{
  Indexed indexed;

  if (!read_indexed (db, row, json, pending_text, &indexed, error))
    return FALSE;
  if (indexed.there && indexed.was == indexed.is)
    return TRUE;
  return (!indexed.there || loket_cache_index_remove (db, row, error)) &&
         insert_texts (db, row, json, pending_text, error) &&
         note_indexed (db, row, indexed.is, error);
}

/**
 * loket_cache_index_fill:
 *
 * Adds all copies that are not in it, in one go: five times as fast as page by page.
 */
gboolean
loket_cache_index_fill (LoketSqlite *db, GError **error)
{
  return loket_sqlite_execute (
             db, "UPDATE cases SET indexed = NULL WHERE id NOT IN (SELECT rowid FROM search)",
             error) &&
         loket_sqlite_execute (db, insert_missing, error);
}

/**
 * loket_cache_index_refill:
 *
 * Takes the texts of all copies anew: a newer program may look for more of them.
 */
gboolean
loket_cache_index_refill (LoketSqlite *db, GError **error)
{
  return loket_sqlite_execute (db, "DELETE FROM search", error) &&
         loket_cache_index_fill (db, error);
}

/**
 * loket_cache_index_rebuild:
 *
 * Builds it anew from its own texts: only then is a deleted word out of the file.
 */
gboolean
loket_cache_index_rebuild (LoketSqlite *db, GError **error)
{
  return loket_sqlite_execute (db, "INSERT INTO search (search) VALUES ('rebuild')", error);
}

/**
 * loket_cache_index_check:
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR_CORRUPT when index and texts differ
 */
gboolean
loket_cache_index_check (LoketSqlite *db, GError **error)
{
  return loket_sqlite_execute (
      db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", error);
}

static gboolean
has_word (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_cache_index_fold_phone:
 * @phone: (nullable): as typed
 *
 * Returns: (transfer full) (nullable): as the index has it: digits, a Belgian number with its zero;
 *   NULL when it is too short to be somebody's
 */
char *
loket_cache_index_fold_phone (const char *phone)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) typed = g_string_new (phone);

  g_string_replace (typed, "(0)", "", 0);
  for (const char *c = typed->str; *c != '\0'; c++) {
    if (g_ascii_isdigit (*c) || (*c == '+' && digits->len == 0))
      g_string_append_c (digits, *c);
  }
  if (g_str_has_prefix (digits->str, "+32"))
    g_string_replace (digits, "+32", "0", 1);
  else if (g_str_has_prefix (digits->str, "0032"))
    g_string_replace (digits, "0032", "0", 1);
  return digits->len >= PHONE_LENGTH_MIN ? g_strdup (digits->str) : NULL;
}

/**
 * loket_cache_index_make_query:
 * @words: (nullable): as typed; nothing in it is syntax
 *
 * Returns: (transfer full) (nullable): a query that wants every word, each also as a beginning;
 *   NULL when there is no word in it
 */
char *
loket_cache_index_make_query (const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words != NULL ? words : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (valid, " \t\r\n", -1);
  g_autoptr (GString) query = g_string_new (NULL);

  for (int i = 0; parts[i] != NULL; i++) {
    g_autoptr (GString) part = g_string_new (parts[i]);

    if (!has_word (part->str))
      continue;
    g_string_replace (part, "\"", "\"\"", 0);
    g_string_append_printf (query, "%s\"%s\"*", query->len > 0 ? " " : "", part->str);
  }
  return query->len > 0 ? g_strdup (query->str) : NULL;
}
