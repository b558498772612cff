/* SPDX-License-Identifier: EUPL-1.2 */
/* Freeing what cache.db tells. */
#include "config.h"

#include "loket-cache-values.h"
#include "loket-words-table.h"

static const char *const presences[] = {"here", "withdrawn", "gone", "erased", NULL};

const char *
loket_presence_to_string (LoketPresence presence)
{
  return loket_words_table_get (presences, presence);
}

LoketPresence
loket_presence_from_string (const char *code)
{
  return loket_words_table_find (presences, code, LOKET_PRESENCE_HERE);
}

/**
 * loket_list_entry_key:
 *
 * FNV-1a in 64 bits: among 100,000 cases two with one key are a matter of one in 3,000,000,000.
 */
guint64
loket_list_entry_key (const char *case_id)
{
  guint64 key = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *c = case_id; *c != '\0'; c++)
    key = (key ^ (guchar) *c) * G_GUINT64_CONSTANT (0x100000001b3);
  return key;
}

void
loket_feed_state_free (LoketFeedState *self)
{
  if (self == NULL)
    return;
  g_free (self->cursor);
  g_free (self->realm);
  g_strfreev (self->to_fetch);
  g_free (self);
}

void
loket_page_result_free (LoketPageResult *self)
{
  if (self == NULL)
    return;
  g_free (self->next);
  g_strfreev (self->changed);
  g_strfreev (self->to_fetch);
  g_strfreev (self->to_project);
  g_clear_pointer (&self->ref_data, loket_ref_data_free);
  g_free (self);
}

void
loket_case_line_free (LoketCaseLine *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->reference);
  g_free (self->subject);
  g_free (self->person);
  g_free (self->clock);
  g_free (self);
}
