/* SPDX-License-Identifier: EUPL-1.2 */
/* A filled work.db, to be damaged. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "loket-test-damage.h"

void
damage_close_store (Damage *self)
{
  g_clear_pointer (&self->store.store, loket_store_close);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

gboolean
damage_try_open_with (Damage *self, const char *vfs, GError **error)
{
  LoketStoreOptions options = {.stepped = TRUE, .vfs = vfs};

  self->store.store = loket_store_open (self->store.folder, &options, error);
  return self->store.store != NULL;
}

void
damage_open_store (Damage *self)
{
  g_autoptr (GError) error = NULL;

  damage_try_open_with (self, NULL, &error);
  g_assert_no_error (error);
}

char *
damage_make_id (const char *kind, int number)
{
  return g_strdup_printf ("%s-%04d", kind, number);
}

/* Every tenth does not fit on a page. */
static char *
make_text (const char *id, int number)
{
  g_autofree char *filling = g_strnfill (number % 10 == 0 ? 9000 : 300, 'a' + number % 26);

  return g_strconcat (id, " ", filling, NULL);
}

void
damage_add_one (Damage *self, int number)
{
  g_autofree char *id = damage_make_id ("act", number);
  g_autofree char *key = damage_make_id ("draft", number);
  g_autofree char *text = make_text (id, number);
  g_autofree char *typed = make_text (key, number);
  g_autoptr (JsonObject) fields = json_object_new ();
  GAsyncResult *result = NULL;

  json_object_set_string_member (fields, "text", typed);
  loket_work_item_unref (test_store_add_note (&self->store, "c1", id, text));
  loket_store_save_draft_async (self->store.store, key, NULL, fields, 3, test_store_done_cb,
                                &result);
  test_store_wait_written (&self->store, &result);
}

void
damage_read_bytes (Damage *self)
{
  g_clear_pointer (&self->bytes, g_free);
  g_clear_pointer (&self->wal_bytes, g_free);
  self->wal_length = 0;
  g_assert_true (g_file_get_contents (self->path, &self->bytes, &self->length, NULL));
  g_file_get_contents (self->wal, &self->wal_bytes, &self->wal_length, NULL);
}

void
damage_set_up_with (Damage *self, int n_items)
{
  test_store_set_up (&self->store, NULL);
  self->path = test_store_build_path (&self->store, "work.db");
  self->wal = test_store_build_path (&self->store, "work.db-wal");
  for (int i = 0; i < n_items; i++)
    damage_add_one (self, i);
}

void
damage_set_up (Damage *self, gconstpointer data)
{
  damage_set_up_with (self, DAMAGE_ITEMS);
  damage_close_store (self);
  damage_read_bytes (self);
}

void
damage_tear_down (Damage *self, gconstpointer data)
{
  test_store_tear_down (&self->store, data);
  g_free (self->path);
  g_free (self->wal);
  g_free (self->bytes);
  g_free (self->wal_bytes);
}

void
damage_drop_asides (Damage *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->store.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = test_store_build_path (&self->store, name);

    if (g_str_has_prefix (name, "work.db"))
      g_unlink (path);
  }
}

/* Puts the files back as they were filled, then damaged by the caller. */
void
damage_put_back (Damage *self)
{
  damage_drop_asides (self);
  g_assert_true (g_file_set_contents (self->path, self->bytes, (gssize) self->length, NULL));
  if (self->wal_length > 0)
    g_assert_true (
        g_file_set_contents (self->wal, self->wal_bytes, (gssize) self->wal_length, NULL));
}

void
damage_overwrite (const char *path, goffset offset, const void *bytes, gsize length)
{
  int file = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (pwrite (file, bytes, length, offset), ==, length);
  close (file);
}

GHashTable *
damage_list_items (Damage *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;

  loket_store_list_pending_async (self->store.store, test_store_done_cb, &result);
  items = loket_store_list_pending_finish (self->store.store,
                                           test_store_wait (&self->store, &result), NULL);
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);
    gsize length;
    const char *body = g_bytes_get_data (item->body, &length);
    int number = atoi (item->id + strlen ("act-"));
    g_autofree char *text = make_text (item->id, number);

    /* What is kept is kept to the letter. */
    g_assert_nonnull (g_strstr_len (body, (gssize) length, text));
    g_assert_true (g_hash_table_add (ids, g_strdup (item->id)));
  }
  return ids;
}

GHashTable *
damage_list_drafts (Damage *self)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  loket_store_list_drafts_async (self->store.store, test_store_done_cb, &result);
  drafts = loket_store_list_drafts_finish (self->store.store,
                                           test_store_wait (&self->store, &result), NULL);
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (drafts, i);
    int number = atoi (draft->key + strlen ("draft-"));
    g_autofree char *text = make_text (draft->key, number);

    g_assert_true (g_strcmp0 (loket_json_peek_string (draft->fields, "text"), text) == 0);
    g_hash_table_add (keys, g_strdup (draft->key));
  }
  return keys;
}

gboolean
damage_tells_lost (Damage *self, const char *table)
{
  const LoketSalvage *salvage = loket_store_get_salvage (self->store.store);

  return salvage != NULL && g_strv_contains ((const char *const *) salvage->lost_tables, table);
}

void
damage_assert_sound (Damage *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;

  loket_store_verify_async (self->store.store, FALSE, test_store_done_cb, &result);
  found =
      loket_store_verify_finish (self->store.store, test_store_wait (&self->store, &result), NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->work, ==, NULL);
}

void
damage_assert_all_there (Damage *self, int n_items)
{
  g_autoptr (GHashTable) items = damage_list_items (self);
  g_autoptr (GHashTable) drafts = damage_list_drafts (self);

  g_assert_cmpuint (g_hash_table_size (items), ==, n_items);
  g_assert_cmpuint (g_hash_table_size (drafts), ==, n_items);
}
