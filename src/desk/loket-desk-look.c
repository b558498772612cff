/* SPDX-License-Identifier: EUPL-1.2 */
/* The daily look, behind the first sync of a day: the databases, the full-text index, contents of
 * documents and a slice of the rows, one after the other, where nobody waits for them. What is
 * found is mended at once: it can be had again from the loket, or built anew; what cannot is told.
 */
#include "config.h"

#include "loket-desk-private.h"
#include "loket-documents-check.h"

/* Kept in desk.ini. */
#define STATE_CHECKED_ON "checked-on"
#define STATE_CHECKED_UP_TO "checked-up-to"
#define STATE_DOCUMENTS_UP_TO "checked-documents-up-to"

/* A hundred cases each: a desk of 100,000 is walked over in a month. */
enum {
  SLICE_PAGES = 40
};

/* What may be kept unpinned is walked over in four days. */
#define DOCUMENTS_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)

/* The index of a large desk takes seconds in which nobody writes. */
#define SEARCH_PAUSE_US (15 * 60 * LOKET_SECOND_US)

/* Rows of lists: what differs can only be the loket's own dates or a mistake of an older program.
 */

static void
slice_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  LoketReplayCheck check;

  if (self->closed || !loket_replayer_check_finish (result, &check, &error))
    return;
  if (check.n_differing > 0)
    g_message ("%u of %u rows of lists differed from replay", check.n_differing, check.n_checked);
  next = g_strdup_printf ("%" G_GINT64_FORMAT, check.next_row);
  loket_desk_set_state (self, STATE_CHECKED_UP_TO, next);
}

static void
look_at_rows (LoketDesk *self)
{
  g_autofree char *from = loket_desk_get_state (self, STATE_CHECKED_UP_TO);

  loket_replayer_check_async (self->replayer, from != NULL ? g_ascii_strtoll (from, NULL, 10) : 0,
                              SLICE_PAGES, TRUE, slice_checked_cb, g_object_ref (self));
}

/* Contents of documents */

typedef struct {
  LoketDesk *desk; /* (owned) */
  LoketVerifyResult found;
} Contents;

static void
contents_free (Contents *contents)
{
  g_object_unref (contents->desk);
  g_free (contents);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Contents, contents_free)

static void
tell_contents (LoketDesk *self, const LoketVerifyResult *found)
{
  if (found->documents_lost > 0) {
    g_message ("%u documents were damaged before they were sent", found->documents_lost);
    _loket_desk_note_care (self, LOKET_WORK_CONTENTS_DAMAGED);
    _loket_desk_read_pending (self);
    _loket_desk_refresh (self, NULL);
  }
  if (found->documents_damaged > 0) {
    g_message ("%u documents were damaged and are fetched again", found->documents_damaged);
    _loket_desk_note_care (self, "documentFetchedAgain");
    loket_transfers_hurry (loket_sync_get_transfers (self->sync));
  }
}

static void
contents_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Contents) contents = user_data;
  LoketDesk *self = contents->desk;
  g_autofree char *next = NULL;
  gboolean checked = loket_documents_check_finish (LOKET_STORE (source), result, &next, NULL);

  if (self->closed)
    return;
  if (checked) {
    loket_desk_set_state (self, STATE_DOCUMENTS_UP_TO, next);
    tell_contents (self, &contents->found);
  }
  look_at_rows (self);
}

static void
look_at_contents (LoketDesk *self)
{
  g_autofree char *after = loket_desk_get_state (self, STATE_DOCUMENTS_UP_TO);
  Contents *contents = g_new0 (Contents, 1);

  contents->desk = g_object_ref (self);
  loket_documents_check_part_async (self->store, after, DOCUMENTS_BYTES, &contents->found,
                                    contents_checked_cb, contents);
}

/* The full-text index */

static void
take_search (LoketDesk *self, LoketSearchCheck found)
{
  self->search_unchecked = found == LOKET_SEARCH_NOT_CHECKED;
  self->search_tried_us = loket_clock_get_monotonic_us (self->clock);
  if (found == LOKET_SEARCH_DAMAGED)
    _loket_desk_note_care (self, "searchBuiltAnew");
}

static void
search_checked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  LoketSearchCheck found = loket_store_check_search_finish (LOKET_STORE (source), result);

  if (!self->closed)
    take_search (self, found);
}

static void
search_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  LoketSearchCheck found = loket_store_check_search_finish (LOKET_STORE (source), result);

  if (self->closed)
    return;
  take_search (self, found);
  look_at_contents (self);
}

/* Somebody had to write: another time of the day is quieter. */
static void
look_at_search_again (LoketDesk *self)
{
  gint64 now_us = loket_clock_get_monotonic_us (self->clock);

  if (!self->search_unchecked || now_us - self->search_tried_us < SEARCH_PAUSE_US)
    return;
  self->search_unchecked = FALSE;
  loket_store_check_search_async (self->store, search_checked_again_cb, g_object_ref (self));
}

static void
databases_looked_at_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;

  if (loket_store_look_finish (LOKET_STORE (source), result, NULL) && !self->closed)
    loket_store_check_search_async (self->store, search_checked_cb, g_object_ref (self));
}

/**
 * _loket_desk_check_in_background:
 *
 * After a sync that went well, while nothing else is going on.
 */
void
_loket_desk_check_in_background (LoketDesk *self)
{
  LoketDay today = loket_moment_get_day (loket_clock_get_now (self->clock));
  g_autofree char *last = loket_desk_get_state (self, STATE_CHECKED_ON);
  g_autofree char *now = loket_day_to_string (today);

  if (self->read_only || !self->watching || !loket_desk_is_settled (self))
    return;
  if (g_strcmp0 (last, now) == 0) {
    look_at_search_again (self);
    return;
  }
  loket_desk_set_state (self, STATE_CHECKED_ON, now);
  loket_store_look_async (self->store, databases_looked_at_cb, g_object_ref (self));
}
