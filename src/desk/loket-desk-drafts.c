/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts: kept in memory as they are, and in work.db behind it. */
#include "config.h"

#include <string.h>

#include "loket-desk-private.h"

static void
draft_free (LoketDraft *draft)
{
  g_free (draft->key);
  g_free (draft->case_id);
  json_object_unref (draft->fields);
  g_free (draft);
}

static gboolean
find_draft (LoketDesk *self, const char *key, guint *index)
{
  for (guint i = 0; i < self->drafts->len; i++) {
    if (g_str_equal (((LoketDraft *) g_ptr_array_index (self->drafts, i))->key, key)) {
      *index = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Returns: whether the disk takes again what it did not take before */
static gboolean
note_written (LoketDesk *self, LoketStore *store, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = loket_store_write_finish (store, result, &error);

  if (!kept)
    g_message ("a draft could not be kept: %s", error->message);
  if (self->closed || self->draft_not_kept == !kept)
    return FALSE;
  self->draft_not_kept = !kept;
  _loket_desk_update_state (self);
  return kept;
}

static void
kept_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;

  note_written (self, LOKET_STORE (source), result);
}

/* One that was kept does not mean that the others are: those that could not be kept before were
 * kept nowhere but here. */
static void
draft_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;

  if (!note_written (self, LOKET_STORE (source), result))
    return;
  for (guint i = 0; i < self->drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (self->drafts, i);

    loket_store_save_draft_async (self->store, draft->key, draft->case_id, draft->fields,
                                  draft->saved_at, kept_again_cb, g_object_ref (self));
  }
}

/* The case stands in the middle of the key "act:<case>:<type>". */
static char *
find_case_id (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 3);

  return g_strv_length (parts) == 3 && g_str_equal (parts[0], "act") ? g_strdup (parts[1]) : NULL;
}

/**
 * loket_desk_save_draft:
 * @key: "act:<case>:<type>" or "case:new"
 * @fields: a reference is kept; not to be changed any more
 *
 * What could not be kept is told by ::sync-changed and the state's error `draftNotKept`.
 */
void
loket_desk_save_draft (LoketDesk *self, const char *key, JsonObject *fields)
{
  LoketMoment now = loket_clock_get_now (self->clock);
  LoketDraft *draft = g_new0 (LoketDraft, 1);
  guint index;

  draft->key = g_strdup (key);
  draft->case_id = find_case_id (key);
  draft->fields = json_object_ref (fields);
  draft->saved_at = now;
  if (find_draft (self, key, &index))
    g_ptr_array_remove_index (self->drafts, index);
  g_ptr_array_add (self->drafts, draft);
  loket_store_save_draft_async (self->store, key, draft->case_id, fields, now, draft_written_cb,
                                g_object_ref (self));
}

/**
 * loket_desk_load_draft:
 *
 * Returns: (transfer full) (nullable): NULL where there is none
 */
JsonObject *
loket_desk_load_draft (LoketDesk *self, const char *key)
{
  guint index;

  if (!find_draft (self, key, &index))
    return NULL;
  return json_object_ref (((LoketDraft *) g_ptr_array_index (self->drafts, index))->fields);
}

/* After a draft became an act, the store has dropped it in the same transaction. */
void
_loket_desk_forget_draft (LoketDesk *self, const char *key)
{
  guint index;

  if (key != NULL && find_draft (self, key, &index))
    g_ptr_array_remove_index (self->drafts, index);
}

void
loket_desk_drop_draft (LoketDesk *self, const char *key)
{
  guint index;

  if (!find_draft (self, key, &index))
    return;
  g_ptr_array_remove_index (self->drafts, index);
  loket_store_drop_draft_async (self->store, key, draft_written_cb, g_object_ref (self));
}

GPtrArray *
loket_desk_list_drafts (LoketDesk *self)
{
  return self->drafts;
}

/**
 * loket_desk_flush:
 *
 * Waits until everything that was asked for lies on the disk.
 */
void
loket_desk_flush (LoketDesk *self)
{
  loket_store_flush (self->store);
}

/* The drafts of the last run of the program. @drafts: (element-type LoketDraft): copied */
void
_loket_desk_take_drafts (LoketDesk *self, GPtrArray *drafts)
{
  g_ptr_array_unref (self->drafts);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *read = g_ptr_array_index (drafts, i);
    LoketDraft *draft = g_new0 (LoketDraft, 1);

    draft->key = g_strdup (read->key);
    draft->case_id = g_strdup (read->case_id);
    draft->fields = json_object_ref (read->fields);
    draft->saved_at = read->saved_at;
    g_ptr_array_add (self->drafts, draft);
  }
}
