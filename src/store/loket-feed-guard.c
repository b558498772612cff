/* SPDX-License-Identifier: EUPL-1.2 */
/* Removals are counted from one end of the feed to the next. That the loket's history is shorter
 * than ours is taken as proven by:
 *   - a version lower than the feed itself gave before of that case;
 *   - a newer copy without an act that the loket gave before, though with later ones;
 *   - where everything is asked for anew: a copy of the version that is held, or a later one,
 * without an act that the loket answered (no page is asked for while it answers);
 *   - the same of one case that is asked for alone: it was too large for its page, the feed came to
 * its end without what was answered, or it came anew in a lower version than a GET had given;
 *   - a cursor with which the feed ended before an earlier end, handed out again;
 *   - after the loket refused our cursor: an end of the feed that was one before that cursor.
 * An older copy alone proves nothing where a proxy or a slow reply may bring it. */
#include "config.h"

#include <stdio.h>

#include "loket-admitted-loss.h"
#include "loket-answered.h"
#include "loket-brake-db.h"
#include "loket-cache-answered.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-feed-guard.h"
#include "loket-feed-ring.h"
#include "loket-history.h"

#define KEY_REMOVED "removed"

/* More than a tenth, and more than three: a small desk may well lose one of its five cases. */
enum {
  REMOVALS_FREE = 3,
  TIMES_MAX = 10
};

/* What stands in the lists, also where the loket's answer to a complaint was lost; and what of that
 * the loket has given. */
#define LISTED "presence = 'here'"
#define HELD "version > 0 AND " LISTED

static gboolean
read_window (LoketSqlite *cache, LoketFeedWindow *window, GError **error)
{
  g_autofree char *text = NULL;

  *window = (LoketFeedWindow){0};
  if (!loket_cache_db_get_meta (cache, KEY_REMOVED, &text, error))
    return FALSE;
  if (text != NULL && sscanf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &window->known,
                              &window->removed) == 2)
    return TRUE;
  window->removed = 0;
  return loket_sqlite_read_int (cache, "SELECT count(*) FROM cases WHERE " LISTED, &window->known,
                                error);
}

static gboolean
write_window (LoketSqlite *cache, const LoketFeedWindow *window, GError **error)
{
  g_autofree char *text = NULL;

  if (window->removed > 0)
    text =
        g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, window->known, window->removed);
  return loket_cache_db_set_meta (cache, KEY_REMOVED, text, error);
}

static gboolean
is_mass (const LoketFeedWindow *window)
{
  return window->removed > REMOVALS_FREE && window->removed * TIMES_MAX > window->known;
}

/* @removals: (nullable) (element-type utf8): cases that would go */
static gboolean
stop (LoketConnections *databases,
      LoketBrakeKind kind,
      LoketMoment now,
      const LoketFeedWindow *numbers,
      const char *detail,
      GPtrArray *removals,
      GError **error)
{
  g_autoptr (LoketBrake) brake = loket_brake_new (kind, now, detail);
  g_autoptr (GStrvBuilder) case_ids = g_strv_builder_new ();

  brake->known = numbers->known;
  brake->affected = numbers->removed;
  for (guint i = 0; removals != NULL && i < MIN (removals->len, LOKET_BRAKE_CASES_MAX); i++)
    g_strv_builder_add (case_ids, g_ptr_array_index (removals, i));
  brake->case_ids = g_strv_builder_end (case_ids);
  return loket_brake_db_set (databases->work, brake, error);
}

static gboolean
check_window (LoketConnections *databases,
              const LoketFeedWindow *window,
              GPtrArray *removals,
              LoketMoment now,
              GError **error)
{
  gboolean admitted;

  if (!is_mass (window))
    return TRUE;
  if (!loket_brake_db_admits_removals (databases->work, window->removed, &admitted, error))
    return FALSE;
  return admitted ||
         stop (databases, LOKET_BRAKE_MASS_WITHDRAWAL, now, window, NULL, removals, error);
}

/* Removals of what is here and not counted yet.
 * @removals: (element-type utf8): takes @case_id where it is one */
static gboolean
count_removal (LoketSqlite *cache,
               const char *case_id,
               LoketFeedWindow *window,
               GPtrArray *removals,
               GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (cache, "SELECT 1 FROM cases WHERE case_id = ? AND " LISTED, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  window->removed += row;
  if (row)
    g_ptr_array_add (removals, (gpointer) case_id);
  return TRUE;
}

static gboolean
count_removals (LoketSqlite *cache,
                LoketFeedPage *page,
                LoketFeedWindow *window,
                GPtrArray *removals,
                GError **error)
{
  for (guint i = 0; i < page->items->len; i++) {
    const LoketFeedItem *item = g_ptr_array_index (page->items, i);

    if (item->error == NULL && item->change != LOKET_CHANGE_UPSERTED &&
        !count_removal (cache, item->case_id, window, removals, error))
      return FALSE;
  }
  return TRUE;
}

typedef struct {
  LoketConnections *databases;
  LoketMemoryCopies *memory;
  gboolean anew;      /* everything is asked for once more */
  gboolean alone;     /* one case is */
  guint n_back;       /* cases that went back */
  const char *detail; /* (nullable): of the first */
} History;

static gboolean
read_versions (LoketSqlite *cache, const char *case_id, gint64 *held, gint64 *fed, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (cache, "SELECT version, fed FROM cases WHERE case_id = ?", error);
  gboolean row;

  *held = *fed = 0;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row) {
    *held = loket_statement_column_int (statement, 0);
    *fed = loket_statement_column_int (statement, 1);
  }
  return TRUE;
}

/**
 * loket_feed_guard_read_least:
 * @least: (out): an older copy than of this version, asked for alone, is not what the feed spoke
 * of, or proves nothing of what was answered; 0: any will do
 */
gboolean
loket_feed_guard_read_least (LoketConnections *databases,
                             const char *case_id,
                             gint64 *least,
                             GError **error)
{
  g_auto (GStrv) answered = loket_answered_list (databases, case_id, error);
  gint64 held, fed;

  if (answered == NULL || !read_versions (databases->cache, case_id, &held, &fed, error))
    return FALSE;
  *least = answered[0] != NULL ? MAX (held, fed) : fed;
  return TRUE;
}

static gboolean
lacks_acts (const History *self, const LoketCase *held, const LoketCase *came)
{
  g_autoptr (GPtrArray) missing = NULL;

  if (!self->anew && !self->alone)
    return loket_history_is_cut (held, came);
  missing = loket_history_list_missing (held, came);
  return missing->len > 0;
}

/* In an ordinary page the copy may be of before the answer. */
static gboolean
lacks_answers (const History *self, LoketCase *came, gboolean *lacks, GError **error)
{
  g_auto (GStrv) answered = NULL;

  *lacks = FALSE;
  if (!self->anew && !self->alone)
    return TRUE;
  answered = loket_answered_list (self->databases, came->case_id, error);
  for (int i = 0; answered != NULL && answered[i] != NULL; i++)
    *lacks |= !loket_cache_answered_stands_in (came, answered[i]);
  return answered != NULL;
}

static gboolean
check_acts (History *self, const LoketFeedItem *item, GError **error)
{
  g_autoptr (LoketCacheEntry) entry =
      loket_cache_db_find (self->databases->cache, item->case_id, error);
  g_autoptr (LoketCase) held = NULL;
  gboolean lacks;

  if (entry == NULL || !lacks_answers (self, item->contents, &lacks, error))
    return FALSE;
  held = loket_cache_entry_to_copy (entry, self->memory);
  if (!lacks && (held == NULL || !lacks_acts (self, held, item->contents)))
    return TRUE;
  self->n_back++;
  self->detail = "an act that was taken is missing in a copy of its case that is no older";
  return TRUE;
}

static gboolean
check_item (History *self, const LoketFeedItem *item, GError **error)
{
  gint64 held, fed;

  if (item->error != NULL || item->change != LOKET_CHANGE_UPSERTED)
    return TRUE;
  if (!read_versions (self->databases->cache, item->case_id, &held, &fed, error))
    return FALSE;
  if (item->version < fed) {
    self->n_back++;
    self->detail = "a case comes with a lower version than the feed gave before";
    return TRUE;
  }
  if (item->contents == NULL || item->version < held)
    return TRUE;
  return check_acts (self, item, error);
}

/* The one that is held is no proof: then the feed only stands still. */
static gboolean
check_cursor (History *self, const LoketFeedPage *page, GError **error)
{
  LoketSqlite *cache = self->databases->cache;
  g_autofree char *cursor = NULL;
  gboolean passed;

  if (page->items->len == 0)
    return TRUE;
  if (!loket_cache_db_get_meta (cache, "cursor", &cursor, error) ||
      !loket_feed_ring_has (cache, page->next, &passed, error))
    return FALSE;
  if (passed && g_strcmp0 (cursor, page->next) != 0)
    self->detail = "the feed goes back to where it ended before";
  return TRUE;
}

static gboolean
history_init (History *self, LoketConnections *databases, LoketMemoryCopies *memory, GError **error)
{
  g_autofree char *anew = NULL;

  *self = (History){.databases = databases, .memory = memory};
  if (!loket_cache_db_get_meta (databases->cache, "resyncing", &anew, error))
    return FALSE;
  self->anew = anew != NULL;
  return TRUE;
}

static gboolean
stop_if_shorter (const History *self, LoketMoment now, GError **error)
{
  LoketFeedWindow numbers = {.removed = self->n_back};

  if (self->detail == NULL)
    return TRUE;
  return loket_sqlite_read_int (self->databases->cache, "SELECT count(*) FROM cases WHERE " HELD,
                                &numbers.known, error) &&
         stop (self->databases, LOKET_BRAKE_CURSOR_BACK, now, &numbers, self->detail, NULL, error);
}

static gboolean
check_history (LoketConnections *databases,
               LoketMemoryCopies *memory,
               const LoketFeedPage *page,
               LoketMoment now,
               GError **error)
{
  History self;
  gboolean admitted;

  if (!loket_brake_db_admits (databases->work, LOKET_BRAKE_CURSOR_BACK, &admitted, error))
    return FALSE;
  if (admitted)
    return TRUE;
  if (!history_init (&self, databases, memory, error))
    return FALSE;
  for (guint i = 0; i < page->items->len; i++) {
    if (!check_item (&self, g_ptr_array_index (page->items, i), error))
      return FALSE;
  }
  return check_cursor (&self, page, error) && stop_if_shorter (&self, now, error);
}

/* What the loket took in a case that it does not know any more, and of which its feed says nothing:
 * at the next end of it. Where everything is asked for anew the end of that judges it. */
static gboolean
check_unknown (LoketConnections *databases, LoketMoment now, GError **error)
{
  g_auto (GStrv) unknown = loket_cache_answered_list_unknown (databases->cache, error);
  g_autofree char *anew = NULL;
  LoketFeedWindow numbers = {0};

  if (unknown == NULL || !loket_cache_db_get_meta (databases->cache, "resyncing", &anew, error) ||
      !loket_sqlite_read_int (databases->cache, "SELECT count(*) FROM cases WHERE " HELD,
                              &numbers.known, error))
    return FALSE;
  if (unknown[0] == NULL || anew != NULL)
    return TRUE;
  numbers.removed = g_strv_length (unknown);
  return stop (databases, LOKET_BRAKE_CURSOR_BACK, now, &numbers,
               "a case in which the loket took something is not known to it any more", NULL, error);
}

/**
 * loket_feed_guard_check_case:
 * @item: what was asked for alone because of the feed
 *
 * Returns: FALSE with LOKET_STORE_ERROR_BRAKE where it must not come in, or a disk error
 */
gboolean
loket_feed_guard_check_case (LoketConnections *databases,
                             LoketMemoryCopies *memory,
                             const LoketFeedItem *item,
                             LoketMoment now,
                             GError **error)
{
  History self;

  if (!history_init (&self, databases, memory, error))
    return FALSE;
  self.alone = TRUE;
  return check_item (&self, item, error) && stop_if_shorter (&self, now, error);
}

/**
 * loket_feed_guard_check_page:
 * @window: (out): for loket_feed_guard_pass_page()
 *
 * Returns: FALSE with LOKET_STORE_ERROR_BRAKE where the page must not come in, or a disk error
 */
gboolean
loket_feed_guard_check_page (LoketConnections *databases,
                             LoketMemoryCopies *memory,
                             LoketFeedPage *page,
                             LoketMoment now,
                             LoketFeedWindow *window,
                             GError **error)
{
  g_autoptr (GPtrArray) removals = g_ptr_array_new ();

  if (!read_window (databases->cache, window, error) ||
      !count_removals (databases->cache, page, window, removals, error) ||
      !check_window (databases, window, removals, now, error) ||
      !check_history (databases, memory, page, now, error))
    return FALSE;
  return page->items->len > 0 ||
         (check_unknown (databases, now, error) &&
          loket_brake_db_end_admission (databases->work, LOKET_BRAKE_MASS_WITHDRAWAL, error));
}

/* Of what changed it is written with the copy already. */
static gboolean
note_version (LoketSqlite *cache, const LoketFeedItem *item, GError **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  if (item->error != NULL || item->change != LOKET_CHANGE_UPSERTED)
    return TRUE;
  statement = loket_sqlite_prepare (
      cache, "UPDATE cases SET fed = ?2 WHERE case_id = ?1 AND fed <> ?2", error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, item->case_id);
  loket_statement_bind_int (statement, 2, item->version);
  return loket_statement_run (statement, error);
}

/**
 * loket_feed_guard_pass_page:
 *
 * The page came in: remembers what the next one is judged by. Inside its transaction, before the
 * cursor is stored.
 */
gboolean
loket_feed_guard_pass_page (LoketSqlite *cache,
                            const LoketFeedWindow *window,
                            const LoketFeedPage *page,
                            GError **error)
{
  const LoketFeedWindow over = {0};

  for (guint i = 0; i < page->items->len; i++) {
    if (!note_version (cache, g_ptr_array_index (page->items, i), error))
      return FALSE;
  }
  if (!loket_admitted_loss_pass (cache, error))
    return FALSE;
  if (page->items->len > 0)
    return write_window (cache, window, error);
  return write_window (cache, &over, error) && loket_feed_ring_add (cache, page->next, error);
}

/**
 * loket_feed_guard_check_end:
 *
 * A new generation is at its end: did anything come, and did it come further than before?
 */
gboolean
loket_feed_guard_check_end (LoketConnections *databases, LoketMoment now, GError **error)
{
  LoketSqlite *cache = databases->cache;
  g_autofree char *cursor = NULL;
  g_auto (GStrv) not_come = NULL;
  LoketFeedWindow numbers = {0};
  gboolean empty_admitted, back_admitted;
  gboolean was_passed = FALSE;
  gint64 came;

  if (!loket_brake_db_admits (databases->work, LOKET_BRAKE_EMPTY_LOKET, &empty_admitted, error) ||
      !loket_brake_db_admits (databases->work, LOKET_BRAKE_CURSOR_BACK, &back_admitted, error) ||
      !loket_cache_db_get_meta (cache, "cursor", &cursor, error) ||
      !loket_sqlite_read_int (cache, "SELECT count(*) FROM cases WHERE " HELD, &numbers.known,
                              error) ||
      !loket_sqlite_read_int (cache,
                              "SELECT EXISTS (SELECT 1 FROM to_fetch) OR EXISTS (SELECT 1 FROM"
                              " cases WHERE generation = " LOKET_CACHE_SELECT_GENERATION ")",
                              &came, error) ||
      (cursor != NULL && !loket_feed_ring_had (cache, cursor, &was_passed, error)))
    return FALSE;
  numbers.removed = numbers.known;
  if (came == 0 && numbers.known > 0 && !empty_admitted)
    return stop (databases, LOKET_BRAKE_EMPTY_LOKET, now, &numbers, NULL, NULL, error);
  not_come = loket_answered_list_not_come (databases, error);
  if (not_come == NULL)
    return FALSE;
  numbers.removed = g_strv_length (not_come);
  if (numbers.removed > 0 && !back_admitted)
    return stop (databases, LOKET_BRAKE_CURSOR_BACK, now, &numbers,
                 "a case in which the loket took something has not come again", NULL, error);
  numbers.removed = 0;
  if (was_passed && !back_admitted)
    return stop (databases, LOKET_BRAKE_CURSOR_BACK, now, &numbers,
                 "the feed ends where it was before the cursor that the loket refused", NULL,
                 error);
  return loket_brake_db_end_admission (databases->work, LOKET_BRAKE_EMPTY_LOKET, error) &&
         loket_admitted_loss_note_late (cache, back_admitted, error) &&
         loket_brake_db_end_admission (databases->work, LOKET_BRAKE_CURSOR_BACK, error);
}

/* Inside the transaction that ends the generation. */
gboolean
loket_feed_guard_pass_end (LoketSqlite *cache, GError **error)
{
  return loket_feed_ring_forget (cache, error);
}
