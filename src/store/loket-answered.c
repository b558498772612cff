/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers of both databases. */
#include "config.h"

#include "loket-answered.h"
#include "loket-cache-answered.h"
#include "loket-cache-db.h"
#include "loket-work-db.h"

/**
 * loket_answered_list:
 *
 * Returns: (transfer full): ids of acts of @case_id, and its own where it was registered; one may
 *   stand there twice; NULL with an error
 */
char **
loket_answered_list (LoketConnections *databases, const char *case_id, GError **error)
{
  g_auto (GStrv) noted = loket_cache_answered_list (databases->cache, case_id, error);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GStrvBuilder) both = g_strv_builder_new ();

  if (noted == NULL)
    return NULL;
  items = loket_work_db_list_case (databases->work, case_id, error);
  if (items == NULL)
    return NULL;
  g_strv_builder_addv (both, (const char **) noted);
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    if (item->state == LOKET_WORK_TAKEN)
      g_strv_builder_add (both, item->id);
  }
  return g_strv_builder_end (both);
}

/* Whether its case is ours, and the copy on this disk does not have it. */
static gboolean
is_missing (LoketSqlite *cache, const LoketWorkItem *item, gboolean *missing, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (cache,
                            "SELECT 1 FROM cases LEFT JOIN copies ON copies.row = cases.id"
                            " WHERE case_id = ?1 AND presence = 'here' AND kept = 1"
                            " AND instr (coalesce (json, ''), ?2) = 0",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, item->case_id);
  loket_statement_bind_text (statement, 2, item->id);
  return loket_statement_next (statement, missing, error);
}

/**
 * loket_answered_check_rows:
 * @missing: (out): whether something of @case_id was taken that its copy does not have
 */
gboolean
loket_answered_check_rows (LoketConnections *databases,
                           const char *case_id,
                           gboolean *missing,
                           GError **error)
{
  g_autoptr (GPtrArray) items = loket_work_db_list_case (databases->work, case_id, error);

  *missing = FALSE;
  for (guint i = 0; items != NULL && i < items->len && !*missing; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    if (item->state == LOKET_WORK_TAKEN && !is_missing (databases->cache, item, missing, error))
      return FALSE;
  }
  return items != NULL;
}

/* Cases of which something was taken that their copy does not have. */
static char **
list_worked (LoketConnections *databases, GError **error)
{
  g_auto (GStrv) worked = loket_work_db_list_case_ids (databases->work, error);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  if (worked == NULL)
    return NULL;
  for (int i = 0; worked[i] != NULL; i++) {
    gboolean missing;

    if (!loket_answered_check_rows (databases, worked[i], &missing, error))
      return NULL;
    if (missing)
      g_strv_builder_add (found, worked[i]);
  }
  return g_strv_builder_end (found);
}

/**
 * loket_answered_list_cases:
 *
 * Returns: (transfer full): ids of the cases of which the feed is to show something; one may stand
 *   there twice; NULL with an error
 */
char **
loket_answered_list_cases (LoketConnections *databases, GError **error)
{
  g_auto (GStrv) noted = loket_cache_answered_list_cases (databases->cache, error);
  g_auto (GStrv) worked = NULL;
  g_autoptr (GStrvBuilder) both = g_strv_builder_new ();

  if (noted == NULL)
    return NULL;
  worked = list_worked (databases, error);
  if (worked == NULL)
    return NULL;
  g_strv_builder_addv (both, (const char **) noted);
  g_strv_builder_addv (both, (const char **) worked);
  return g_strv_builder_end (both);
}

static gboolean
has_come (LoketSqlite *cache, const char *case_id, gboolean *come, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      cache,
      "SELECT 1 FROM cases WHERE case_id = ? AND generation = " LOKET_CACHE_SELECT_GENERATION,
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  return loket_statement_next (statement, come, error);
}

/* Of @case_ids, those that have not come. */
static gboolean
add_not_come (LoketSqlite *cache, GStrvBuilder *not_come, char **case_ids, GError **error)
{
  for (int i = 0; case_ids[i] != NULL; i++) {
    gboolean come;

    if (!has_come (cache, case_ids[i], &come, error))
      return FALSE;
    if (!come)
      g_strv_builder_add (not_come, case_ids[i]);
  }
  return TRUE;
}

/**
 * loket_answered_list_not_come:
 *
 * Where everything was asked for anew: cases that the loket did not know before, or of which it has
 * taken something that stands in no copy, and that have not come.
 *
 * Returns: (transfer full): ids of cases; one may stand there twice; NULL with an error
 */
char **
loket_answered_list_not_come (LoketConnections *databases, GError **error)
{
  g_auto (GStrv) unknown = loket_cache_answered_list_unknown (databases->cache, error);
  g_auto (GStrv) worked = NULL;
  g_autoptr (GStrvBuilder) not_come = g_strv_builder_new ();

  if (unknown == NULL || !add_not_come (databases->cache, not_come, unknown, error))
    return NULL;
  worked = list_worked (databases, error);
  if (worked == NULL || !add_not_come (databases->cache, not_come, worked, error))
    return NULL;
  return g_strv_builder_end (not_come);
}

/* What a power cut took from cache.db, and what the feed had shown, is noted there once more. */
static gboolean
note_rows (LoketConnections *databases, const char *case_id, GError **error)
{
  g_auto (GStrv) answered = loket_answered_list (databases, case_id, error);

  for (int i = 0; answered != NULL && answered[i] != NULL; i++) {
    if (!loket_cache_answered_note (databases->cache, case_id, answered[i], error))
      return FALSE;
  }
  return answered != NULL;
}

/**
 * loket_answered_note_unknown:
 *
 * Asked for @case_id alone, the loket does not know it. The feed may be about to say that it was
 * taken away, or another loket stand there for a moment: it is asked once more when the feed has
 * ended; and where it says so again it has lost what it took.
 */
gboolean
loket_answered_note_unknown (LoketConnections *databases, const char *case_id, GError **error)
{
  gint64 unknown;

  if (!note_rows (databases, case_id, error) ||
      !loket_cache_answered_get_unknown (databases->cache, case_id, &unknown, error))
    return FALSE;
  if (unknown == LOKET_UNKNOWN_NEVER)
    unknown = LOKET_UNKNOWN_ONCE;
  else if (unknown == LOKET_UNKNOWN_ASKED_AGAIN)
    unknown = LOKET_UNKNOWN_TWICE;
  return loket_cache_answered_set_unknown (databases->cache, case_id, unknown, error);
}
