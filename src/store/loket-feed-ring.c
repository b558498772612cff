/* SPDX-License-Identifier: EUPL-1.2 */
/* A list of short digests, the newest last. */
#include "config.h"

#include <string.h>

#include "loket-cache-db.h"
#include "loket-feed-ring.h"

#define KEY_PASSED "passed"
#define KEY_PASSED_BEFORE "passedBefore"

/* 64 ends are some hours of a busy loket; 16 digits do not meet by chance. */
enum {
  CURSORS_MAX = 64,
  DIGEST_LENGTH = 16
};

static char *
make_digest (const char *cursor)
{
  char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, cursor, -1);

  digest[DIGEST_LENGTH] = '\0';
  return digest;
}

static gboolean
find (LoketSqlite *cache, const char *key, const char *cursor, gboolean *found, GError **error)
{
  g_autofree char *digest = make_digest (cursor);
  g_autofree char *passed = NULL;

  *found = FALSE;
  if (!loket_cache_db_get_meta (cache, key, &passed, error))
    return FALSE;
  *found = passed != NULL && strstr (passed, digest) != NULL;
  return TRUE;
}

/**
 * loket_feed_ring_add:
 *
 * The feed ends at @cursor now. Inside a transaction of the caller.
 */
gboolean
loket_feed_ring_add (LoketSqlite *cache, const char *cursor, GError **error)
{
  g_autofree char *digest = make_digest (cursor);
  g_autofree char *passed = NULL;
  g_autofree char *with_it = NULL;
  const char *kept;
  gsize length;

  if (!loket_cache_db_get_meta (cache, KEY_PASSED, &passed, error))
    return FALSE;
  if (passed != NULL && g_str_has_suffix (passed, digest))
    return TRUE;
  with_it = passed != NULL ? g_strconcat (passed, " ", digest, NULL) : g_strdup (digest);
  length = strlen (with_it);
  kept = with_it;
  if (length > CURSORS_MAX * (DIGEST_LENGTH + 1))
    kept += length - CURSORS_MAX * (DIGEST_LENGTH + 1) + 1;
  return loket_cache_db_set_meta (cache, KEY_PASSED, kept, error);
}

/* @has: (out): whether the feed ended there in this generation */
gboolean
loket_feed_ring_has (LoketSqlite *cache, const char *cursor, gboolean *has, GError **error)
{
  return find (cache, KEY_PASSED, cursor, has, error);
}

/**
 * loket_feed_ring_set_aside:
 * @refused: the loket no longer takes the cursor that is held: then the ends before it are
 *   remembered until the new generation has ended. Else the feed may well end where it ended
 *
 * A new generation begins. Inside a transaction of the caller.
 */
gboolean
loket_feed_ring_set_aside (LoketSqlite *cache, gboolean refused, GError **error)
{
  g_autofree char *passed = NULL;
  char *last;

  if (!loket_cache_db_get_meta (cache, KEY_PASSED, &passed, error))
    return FALSE;
  if (passed != NULL) {
    last = strrchr (passed, ' ');
    passed[last != NULL ? last - passed : 0] = '\0';
  }
  return loket_cache_db_set_meta (cache, KEY_PASSED, NULL, error) &&
         loket_cache_db_set_meta (cache, KEY_PASSED_BEFORE, refused ? passed : NULL, error);
}

/* @had: (out): whether the feed ended there before the loket refused a later cursor */
gboolean
loket_feed_ring_had (LoketSqlite *cache, const char *cursor, gboolean *had, GError **error)
{
  return find (cache, KEY_PASSED_BEFORE, cursor, had, error);
}

gboolean
loket_feed_ring_forget (LoketSqlite *cache, GError **error)
{
  return loket_cache_db_set_meta (cache, KEY_PASSED_BEFORE, NULL, error);
}
