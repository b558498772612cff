/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers of both databases. */
#include "config.h"

#include "loket-answered.h"
#include "loket-cache-answered.h"
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

/* @missing: (out): whether something of it was taken that its copy does not have */
static gboolean
check_rows (LoketConnections *databases, const char *case_id, gboolean *missing, GError **error)
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
  worked = loket_work_db_list_case_ids (databases->work, error);
  if (worked == NULL)
    return NULL;
  g_strv_builder_addv (both, (const char **) noted);
  for (int i = 0; worked[i] != NULL; i++) {
    gboolean missing;

    if (!check_rows (databases, worked[i], &missing, error))
      return NULL;
    if (missing)
      g_strv_builder_add (both, worked[i]);
  }
  return g_strv_builder_end (both);
}

/**
 * loket_answered_note_unknown:
 *
 * Asked for @case_id alone, the loket does not know it. The feed may be about to say that it was
 * taken away; where it ends once more without that, the loket has lost what it took.
 */
gboolean
loket_answered_note_unknown (LoketConnections *databases, const char *case_id, GError **error)
{
  g_auto (GStrv) answered = loket_answered_list (databases, case_id, error);

  for (int i = 0; answered != NULL && answered[i] != NULL; i++) {
    if (!loket_cache_answered_note (databases->cache, case_id, answered[i], error))
      return FALSE;
  }
  return answered != NULL && loket_cache_answered_mark_unknown (databases->cache, case_id, error);
}
