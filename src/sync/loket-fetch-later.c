/* SPDX-License-Identifier: EUPL-1.2 */
/* The waiting times of single cases. */
#include "config.h"

#include "loket-backoff.h"
#include "loket-fetch-later.h"
#include "loket-pause.h"

enum {
  MILLISECOND_US = 1000
};

struct _LoketFetchLater {
  LoketClock *clock;    /* outlives it */
  LoketRandom *random;  /* outlives it */
  GHashTable *failing;  /* case id -> Failing */
  GHashTable *suspects; /* case id -> Suspect: since the loket last answered something else */
};

typedef struct {
  guint failures; /* in a row */
  LoketPause pause;
} Failing;

typedef struct {
  GError *error;
  gint64 retry_after_s;
} Suspect;

static void
suspect_free (Suspect *suspect)
{
  g_error_free (suspect->error);
  g_free (suspect);
}

/**
 * loket_fetch_later_new:
 * @clock: outlives it
 * @random: outlives it
 */
LoketFetchLater *
loket_fetch_later_new (LoketClock *clock, LoketRandom *random)
{
  LoketFetchLater *self = g_new0 (LoketFetchLater, 1);

  self->clock = clock;
  self->random = random;
  self->failing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->suspects =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) suspect_free);
  return self;
}

void
loket_fetch_later_free (LoketFetchLater *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->failing);
  g_hash_table_unref (self->suspects);
  g_free (self);
}

/**
 * loket_fetch_later_suspect:
 * @error: why the case could not be fetched
 * @retry_after_s: what the loket asked for; -1: nothing
 */
void
loket_fetch_later_suspect (LoketFetchLater *self,
                           const char *case_id,
                           const GError *error,
                           gint64 retry_after_s)
{
  Suspect *suspect = g_new0 (Suspect, 1);

  suspect->error = g_error_copy (error);
  suspect->retry_after_s = retry_after_s;
  g_hash_table_insert (self->suspects, g_strdup (case_id), suspect);
}

static void
count_failure (LoketFetchLater *self, const char *case_id, const Suspect *suspect)
{
  Failing *failing = g_hash_table_lookup (self->failing, case_id);
  guint delay_ms;

  if (failing == NULL) {
    failing = g_new0 (Failing, 1);
    g_hash_table_insert (self->failing, g_strdup (case_id), failing);
  }
  failing->failures++;
  delay_ms = loket_backoff_get_delay_ms (failing->failures, suspect->error, suspect->retry_after_s,
                                         self->random);
  loket_pause_extend_us (&failing->pause, self->clock, (gint64) delay_ms * MILLISECOND_US);
}

/**
 * loket_fetch_later_convict:
 *
 * The loket has answered something else: the cases themselves are at fault.
 */
void
loket_fetch_later_convict (LoketFetchLater *self)
{
  GHashTableIter iter;
  gpointer case_id, suspect;

  g_hash_table_iter_init (&iter, self->suspects);
  while (g_hash_table_iter_next (&iter, &case_id, &suspect))
    count_failure (self, case_id, suspect);
  g_hash_table_remove_all (self->suspects);
}

/**
 * loket_fetch_later_acquit:
 *
 * The loket did not answer something else either: the line is at fault.
 */
void
loket_fetch_later_acquit (LoketFetchLater *self)
{
  g_hash_table_remove_all (self->suspects);
}

void
loket_fetch_later_forget (LoketFetchLater *self, const char *case_id)
{
  g_hash_table_remove (self->failing, case_id);
  g_hash_table_remove (self->suspects, case_id);
}

/* What came otherwise since, with a page or to somebody who opened it. */
static void
forget_others (LoketFetchLater *self, const char *const *to_fetch)
{
  GHashTableIter iter;
  gpointer case_id;

  g_hash_table_iter_init (&iter, self->failing);
  while (g_hash_table_iter_next (&iter, &case_id, NULL)) {
    if (!g_strv_contains (to_fetch, case_id))
      g_hash_table_iter_remove (&iter);
  }
}

/**
 * loket_fetch_later_choose:
 * @to_fetch: all that are not here
 *
 * Returns: (transfer full): those of them that may be asked for now, in the same order
 */
char **
loket_fetch_later_choose (LoketFetchLater *self, const char *const *to_fetch)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  forget_others (self, to_fetch);
  for (int i = 0; to_fetch[i] != NULL; i++) {
    const Failing *failing = g_hash_table_lookup (self->failing, to_fetch[i]);

    if (failing == NULL || loket_pause_get_left_us (&failing->pause, self->clock) == 0)
      g_strv_builder_add (chosen, to_fetch[i]);
  }
  return g_strv_builder_end (chosen);
}

/**
 * loket_fetch_later_count:
 *
 * Returns: how many cases wait because they could not be fetched
 */
guint
loket_fetch_later_count (LoketFetchLater *self)
{
  return g_hash_table_size (self->failing);
}
