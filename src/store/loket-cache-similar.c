/* SPDX-License-Identifier: EUPL-1.2 */
/* Similar cases: the same person, or the same words in the subject. */
#include "config.h"

#include <string.h>

#include "loket-cache-index.h"
#include "loket-cache-similar.h"

/* Shorter words stand in every subject; a single one is no likeness. */
enum {
  NAME_LENGTH_MIN = 3,
  SUBJECT_WORD_LENGTH_MIN = 4,
  SUBJECT_WORDS_MIN = 2
};

void
loket_similar_case_free (LoketSimilarCase *self)
{
  g_free (self->case_id);
  g_free (self->reference);
  g_free (self->subject);
  g_free (self->person);
  g_free (self);
}

/**
 * loket_similar_query_copy:
 *
 * Returns: (transfer full): with texts of its own
 */
LoketSimilarQuery *
loket_similar_query_copy (const LoketSimilarQuery *query)
{
  LoketSimilarQuery *copy = g_new0 (LoketSimilarQuery, 1);

  copy->agency = g_strdup (query->agency);
  copy->name = g_strdup (query->name);
  copy->email = g_strdup (query->email);
  copy->phone = g_strdup (query->phone);
  copy->subject = g_strdup (query->subject);
  copy->case_id = g_strdup (query->case_id);
  return copy;
}

void
loket_similar_query_free (LoketSimilarQuery *query)
{
  g_free ((char *) query->agency);
  g_free ((char *) query->name);
  g_free ((char *) query->email);
  g_free ((char *) query->phone);
  g_free ((char *) query->subject);
  g_free ((char *) query->case_id);
  g_free (query);
}

/* Every word of a text of some length, quoted so that nothing in it is syntax. */
static char *
quote_words (const char *text, glong length_min, gboolean also_beginnings, guint *count)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\r\n,;.:!?()\"'", -1);
  g_autoptr (GString) quoted = g_string_new (NULL);

  *count = 0;
  for (int i = 0; words[i] != NULL; i++) {
    if (g_utf8_strlen (words[i], -1) < length_min ||
        !g_unichar_isalnum (g_utf8_get_char (words[i])))
      continue;
    g_string_append_printf (quoted, "%s\"%s\"%s", *count > 0 ? " " : "", words[i],
                            also_beginnings ? "*" : "");
    (*count)++;
  }
  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

static void
add_alternative (GString *match, const char *phrase)
{
  g_string_append_printf (match, "%snames : (%s)", match->len > 0 ? " OR " : "", phrase);
}

/* A name in whatever order it is typed; a single short word says nothing. */
static void
add_name (GString *match, const char *name)
{
  g_autofree char *words = NULL;
  guint count;

  if (name == NULL || g_utf8_strlen (name, -1) < NAME_LENGTH_MIN)
    return;
  words = quote_words (name, 2, FALSE, &count);
  if (count > 1 || (count == 1 && g_utf8_strlen (name, -1) > NAME_LENGTH_MIN))
    add_alternative (match, words);
}

static char *
match_person (const LoketSimilarQuery *query)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_autofree char *phone = loket_cache_index_fold_phone (query->phone);

  add_name (match, query->name);
  if (query->email != NULL && strchr (query->email, '@') != NULL) {
    g_autofree char *valid = g_utf8_make_valid (query->email, -1);
    g_autofree char *quoted = g_strdup_printf ("\"%s\"", g_strdelimit (valid, "\"", ' '));

    add_alternative (match, quoted);
  }
  if (phone != NULL) {
    g_autofree char *quoted = g_strdup_printf ("\"%s\"", phone);

    add_alternative (match, quoted);
  }
  return match->len > 0 ? g_strdup (match->str) : NULL;
}

static char *
match_subject (const LoketSimilarQuery *query)
{
  g_autofree char *words = NULL;
  guint count;

  if (query->subject == NULL)
    return NULL;
  words = quote_words (query->subject, SUBJECT_WORD_LENGTH_MIN, TRUE, &count);
  return count >= SUBJECT_WORDS_MIN ? g_strdup_printf ("subject : (%s)", words) : NULL;
}

static gboolean
is_listed (GPtrArray *found, const char *case_id)
{
  for (guint i = 0; i < found->len; i++) {
    if (g_str_equal (((LoketSimilarCase *) found->pdata[i])->case_id, case_id))
      return TRUE;
  }
  return FALSE;
}

static void
add_row (GPtrArray *found, LoketStatement *statement, gboolean same_person)
{
  const char *received = loket_statement_column_text (statement, 5);
  LoketSimilarCase *similar;

  if (is_listed (found, loket_statement_column_text (statement, 0)))
    return;
  similar = g_new0 (LoketSimilarCase, 1);
  similar->case_id = loket_statement_column_dup_text (statement, 0);
  similar->reference = loket_statement_column_dup_text (statement, 1);
  similar->subject = loket_statement_column_dup_text (statement, 2);
  similar->person = loket_statement_column_dup_text (statement, 3);
  similar->step = loket_step_from_string (loket_statement_column_text (statement, 4));
  if (received == NULL || !loket_day_parse (received, &similar->received_on))
    similar->received_on = LOKET_NO_DAY;
  similar->same_person = same_person;
  g_ptr_array_add (found, similar);
}

/* The newest first, and no more of them read than are wanted. A case that is not at the loket yet
 * has no copy: it was taken in at this desk. */
static const char select_similar[] =
    "SELECT case_id, cases.reference, cases.subject, person, step,"
    " json_extract (copies.json, '$.receivedOn')"
    " FROM search JOIN cases ON cases.id = search.rowid"
    " LEFT JOIN copies ON copies.row = cases.id"
    " WHERE search MATCH ?1 AND presence <> 'withdrawn' AND case_id IS NOT ?3"
    " AND (?2 IS NULL OR copies.json IS NULL OR json_extract (copies.json, '$.agency') = ?2)"
    " ORDER BY search.rowid DESC LIMIT ?4";

static gboolean
collect (LoketSqlite *db,
         const LoketSimilarQuery *query,
         const char *match,
         guint limit,
         GPtrArray *found,
         GError **error)
{
  gboolean same_person = g_str_has_prefix (match, "names");
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, select_similar, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, match);
  loket_statement_bind_text (statement, 2, query->agency);
  loket_statement_bind_text (statement, 3, query->case_id);
  loket_statement_bind_int (statement, 4, limit);
  while (row) {
    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (row)
      add_row (found, statement, same_person);
  }
  return TRUE;
}

/**
 * loket_cache_similar_find:
 * @limit: of each of the two kinds
 *
 * Returns: (transfer full) (element-type LoketSimilarCase): those of the same person first
 */
GPtrArray *
loket_cache_similar_find (LoketSqlite *db,
                          const LoketSimilarQuery *query,
                          guint limit,
                          GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_similar_case_free);
  g_autofree char *person = match_person (query);
  g_autofree char *subject = match_subject (query);

  if (person != NULL && !collect (db, query, person, limit, found, error))
    return NULL;
  if (subject != NULL && !collect (db, query, subject, limit, found, error))
    return NULL;
  return g_steal_pointer (&found);
}
