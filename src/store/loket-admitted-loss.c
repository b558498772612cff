/* SPDX-License-Identifier: EUPL-1.2 */
/* The admission lies in work.db with the brake, the cases that are late in `meta` of cache.db. */
#include "config.h"

#include "loket-admitted-loss.h"
#include "loket-brake-db.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-work-item.h"

#define KEY_LATE "lateAdmitted" /* ids of cases */

/* Of what was let in, the cases that are still asked for alone: what came otherwise, or left, is
 * late no more. */
static gboolean
read_late (LoketSqlite *cache, char ***late, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) noted = NULL;
  g_auto (GStrv) to_fetch = NULL;
  g_autoptr (GStrvBuilder) both = g_strv_builder_new ();

  if (!loket_cache_db_get_meta (cache, KEY_LATE, &text, error))
    return FALSE;
  noted = g_strsplit (text != NULL ? text : "", " ", -1);
  if (noted[0] != NULL && (to_fetch = loket_cache_fetch_list (cache, error)) == NULL)
    return FALSE;
  for (int i = 0; noted[i] != NULL; i++) {
    if (g_strv_contains ((const char *const *) to_fetch, noted[i]))
      g_strv_builder_add (both, noted[i]);
  }
  *late = g_strv_builder_end (both);
  return TRUE;
}

static gboolean
write_late (LoketSqlite *cache, gpointer data, GError **error)
{
  char **late = data;
  g_autofree char *text = g_strjoinv (" ", late);

  return loket_cache_db_set_meta (cache, KEY_LATE, late[0] != NULL ? text : NULL, error);
}

/**
 * loket_admitted_loss_pass:
 *
 * What has come, or left, is late no more: what comes after it is judged again. Inside the
 * transaction that writes it, when it is not asked for any more.
 */
gboolean
loket_admitted_loss_pass (LoketSqlite *cache, GError **error)
{
  g_autofree char *noted = NULL;
  g_auto (GStrv) late = NULL;

  if (!loket_cache_db_get_meta (cache, KEY_LATE, &noted, error))
    return FALSE;
  return noted == NULL || (read_late (cache, &late, error) && write_late (cache, late, error));
}

/**
 * loket_admitted_loss_note_late:
 * @admitted: whether a shorter history that was let in has come to its end
 *
 * At the end of a generation. What was let in and is too large for its page may come long after
 * that; it is on the disk before the admission ends.
 */
gboolean
loket_admitted_loss_note_late (LoketSqlite *cache, gboolean admitted, GError **error)
{
  g_auto (GStrv) late = NULL;

  if (admitted)
    late = loket_cache_fetch_list (cache, error);
  else if (!read_late (cache, &late, error))
    return FALSE;
  return late != NULL && loket_sqlite_transaction_synced (cache, write_late, late, error);
}

/**
 * loket_admitted_loss_is_awaited:
 * @case_id: (nullable): NULL: of a page
 * @awaited: (out): whether somebody let a shorter history in, and it has not come yet
 */
gboolean
loket_admitted_loss_is_awaited (LoketConnections *databases,
                                const char *case_id,
                                gboolean *awaited,
                                GError **error)
{
  g_auto (GStrv) late = NULL;

  if (!loket_brake_db_admits (databases->work, LOKET_BRAKE_CURSOR_BACK, awaited, error) ||
      !read_late (databases->cache, &late, error))
    return FALSE;
  *awaited |= case_id != NULL && g_strv_contains ((const char *const *) late, case_id);
  return TRUE;
}

/**
 * loket_admitted_loss_leave_first:
 * @items: (element-type LoketWorkItem): what may be sent
 *
 * Takes out of it what would leave before something of its case that the loket has lost, and that
 * will be unsent work again when the loss that was let in has come: what comes first is not known
 * yet. Before a complaint comes nothing.
 */
gboolean
loket_admitted_loss_leave_first (LoketConnections *databases, GPtrArray *items, GError **error)
{
  g_auto (GStrv) late = NULL;
  gboolean all;

  if (!loket_brake_db_admits (databases->work, LOKET_BRAKE_CURSOR_BACK, &all, error) ||
      !read_late (databases->cache, &late, error))
    return FALSE;
  for (guint i = items->len; i > 0; i--) {
    const LoketWorkItem *item = g_ptr_array_index (items, i - 1);

    if (item->kind != LOKET_WORK_CASE &&
        (all || g_strv_contains ((const char *const *) late, item->case_id)))
      g_ptr_array_remove_index (items, i - 1);
  }
  return TRUE;
}
