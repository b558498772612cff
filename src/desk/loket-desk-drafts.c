/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts: kept in memory as they are, and in work.db behind it. */
#include "config.h"

#include <string.h>

#include "loket-desk-private.h"
#include "loket-shapes.h"

static void
draft_free (LoketDraft *draft)
{
  g_free (draft->key);
  g_free (draft->case_id);
  json_object_unref (draft->fields);
  g_free (draft);
}

/* Returns: (transfer full) (element-type LoketDraft): none */
GPtrArray *
_loket_desk_make_drafts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
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

static void
remove_key (GPtrArray *keys, const char *key)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (keys, key, g_str_equal, &index))
    g_ptr_array_remove_index (keys, index);
}

/* @failed: keys of those that the disk did not take
 *
 * Returns: whether it took this one, and others wait */
static gboolean
note_written (LoketDesk *self, GPtrArray *failed, const char *key, const GError *error)
{
  gboolean waiting;

  if (error != NULL)
    g_message ("a draft could not be kept: %s", error->message);
  if (self->closed)
    return FALSE;
  remove_key (failed, key);
  if (error != NULL)
    g_ptr_array_add (failed, g_strdup (key));
  waiting = self->unkept_drafts->len + self->undropped_drafts->len > 0;
  if (self->draft_not_kept != waiting) {
    self->draft_not_kept = waiting;
    _loket_desk_update_state (self);
  }
  return error == NULL && waiting;
}

/* Its row in the database goes together with keeping the act: what was saved behind that would come
 * back. */
static gboolean
is_held (LoketDesk *self, const char *key)
{
  return g_ptr_array_find_with_equal_func (self->held_drafts, key, g_str_equal, NULL);
}

typedef struct {
  LoketDesk *desk; /* (owned) */
  char *key;
  GTask *task; /* (owned) (nullable): of who waits for it */
} Writing;

static Writing *
writing_new (LoketDesk *self, const char *key, GTask *task)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->desk = g_object_ref (self);
  writing->key = g_strdup (key);
  writing->task = task;
  return writing;
}

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->desk);
  g_free (writing->key);
  g_clear_object (&writing->task);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void write_others (LoketDesk *self);

/* Of a case that was erased nothing is kept: that is told, and forgotten here, too. */
static void
draft_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  LoketDesk *self = writing->desk;
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error) &&
      g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
    g_clear_error (&error);
    if (!self->closed)
      _loket_desk_read_left (self);
  }
  if (note_written (self, self->unkept_drafts, writing->key, error))
    write_others (self);
}

static void
save (LoketDesk *self, const LoketDraft *draft)
{
  loket_store_save_draft_async (self->store, draft->key, draft->case_id, draft->fields,
                                draft->saved_at, draft_written_cb,
                                writing_new (self, draft->key, NULL));
}

/* What was typed again under its key meanwhile stays. */
static void
draft_dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  LoketDesk *self = writing->desk;
  g_autoptr (GError) error = NULL;
  guint index;
  gboolean typed_again = find_draft (self, writing->key, &index);

  loket_store_write_finish (LOKET_STORE (source), result, &error);
  if (note_written (self, self->undropped_drafts, writing->key, typed_again ? NULL : error))
    write_others (self);
  if (writing->task != NULL && error != NULL)
    g_task_return_error (writing->task, _loket_desk_translate (error));
  else if (writing->task != NULL)
    g_task_return_boolean (writing->task, TRUE);
}

/* @task: (transfer full) (nullable) */
static void
drop (LoketDesk *self, const char *key, GTask *task)
{
  remove_key (self->unkept_drafts, key);
  loket_store_drop_draft_async (self->store, key, draft_dropped_cb, writing_new (self, key, task));
}

/* One that was written does not mean that the others are: those that could not be kept before were
 * kept nowhere but here, and those that could not be dropped are there still. Each stays noted
 * until the disk takes it. */
static void
write_others (LoketDesk *self)
{
  guint index;

  for (guint i = 0; i < self->undropped_drafts->len; i++)
    drop (self, g_ptr_array_index (self->undropped_drafts, i), NULL);
  for (guint i = self->unkept_drafts->len; i > 0; i--) {
    const char *key = g_ptr_array_index (self->unkept_drafts, i - 1);

    if (!find_draft (self, key, &index))
      g_ptr_array_remove_index (self->unkept_drafts, i - 1);
    else if (!is_held (self, key))
      save (self, g_ptr_array_index (self->drafts, index));
  }
}

/* What the disk did not take is tried again: nobody may type any more. */
void
_loket_desk_keep_drafts_again (LoketDesk *self)
{
  if (self->draft_not_kept && !self->closed)
    write_others (self);
}

/* "act:<case>:<type>", or "case:new:<case>" of a complaint that was done before. */
static char *
find_case_id (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 4);

  if (g_strv_length (parts) < 3)
    return NULL;
  if (g_str_equal (parts[0], "act"))
    return g_strdup (parts[1]);
  return loket_shape_is_uuid (parts[2]) ? g_strdup (parts[2]) : NULL;
}

/* A complaint has its id from the first word on: so what an old copy holds of it is known for what
 * was done since. */
static char *
choose_case_id (LoketDesk *self, const char *key)
{
  g_autofree char *case_id = find_case_id (key);
  const LoketDraft *before = NULL;
  guint index;

  if (find_draft (self, key, &index))
    before = g_ptr_array_index (self->drafts, index);
  if (before != NULL && before->case_id != NULL)
    return g_strdup (before->case_id);
  if (case_id == NULL)
    return loket_random_make_uuid (self->random);
  /* One that was adapted at another desk is of the complaint there, which this one does not know.
   */
  return before == NULL ? g_steal_pointer (&case_id) : NULL;
}

/**
 * _loket_desk_find_draft_case:
 *
 * Returns: (transfer full) (nullable): the case that what is typed under @key is about; NULL where
 *   it is a complaint that has no id yet
 */
char *
_loket_desk_find_draft_case (LoketDesk *self, const char *key)
{
  g_autofree char *case_id = NULL;
  guint index;

  if (find_draft (self, key, &index))
    case_id = g_strdup (((LoketDraft *) g_ptr_array_index (self->drafts, index))->case_id);
  return case_id != NULL ? g_steal_pointer (&case_id) : find_case_id (key);
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
  LoketDraft *draft = g_new0 (LoketDraft, 1);
  guint index;

  draft->key = g_strdup (key);
  draft->case_id = choose_case_id (self, key);
  draft->fields = json_object_ref (fields);
  draft->saved_at = loket_clock_get_now (self->clock);
  if (find_draft (self, key, &index))
    g_ptr_array_remove_index (self->drafts, index);
  g_ptr_array_add (self->drafts, draft);
  remove_key (self->undropped_drafts, key);
  if (!is_held (self, key))
    save (self, draft);
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

/**
 * _loket_desk_hold_draft:
 * @key: (nullable)
 *
 * The draft is becoming an act or a complaint, which the store keeps in one transaction with
 * dropping it: until _loket_desk_release_draft() what is saved stays in memory.
 */
void
_loket_desk_hold_draft (LoketDesk *self, const char *key)
{
  if (key != NULL)
    g_ptr_array_add (self->held_drafts, g_strdup (key));
}

/**
 * _loket_desk_release_draft:
 * @key: (nullable)
 * @done: it has become one: the store has dropped it
 */
void
_loket_desk_release_draft (LoketDesk *self, const char *key, gboolean done)
{
  guint index;

  if (key == NULL)
    return;
  remove_key (self->held_drafts, key);
  if (!find_draft (self, key, &index))
    return;
  if (done)
    g_ptr_array_remove_index (self->drafts, index);
  else if (!self->closed && !is_held (self, key))
    save (self, g_ptr_array_index (self->drafts, index));
}

void
loket_desk_drop_draft (LoketDesk *self, const char *key)
{
  guint index;

  if (!find_draft (self, key, &index))
    return;
  g_ptr_array_remove_index (self->drafts, index);
  drop (self, key, NULL);
}

/**
 * loket_desk_drop_draft_async:
 *
 * For who cannot wait until the disk takes it: a program that ends.
 */
void
loket_desk_drop_draft_async (LoketDesk *self,
                             const char *key,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  guint index;

  g_task_set_source_tag (task, loket_desk_drop_draft_async);
  if (!_loket_desk_check_writable (self, task))
    return;
  if (!find_draft (self, key, &index)) {
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                             "%s: no such draft", key);
    return;
  }
  g_ptr_array_remove_index (self->drafts, index);
  drop (self, key, g_steal_pointer (&task));
}

/**
 * loket_desk_drop_draft_finish:
 *
 * Returns: FALSE with LOKET_DESK_ERROR_NOT_FOUND, or LOKET_DESK_ERROR_DISK: then it is there again
 *   when the desk is opened anew
 */
gboolean
loket_desk_drop_draft_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Of a case that left, after its rows went: what was saved behind that goes too. */
void
_loket_desk_forget_drafts (LoketDesk *self, const char *case_id)
{
  for (guint i = self->drafts->len; i > 0; i--) {
    const LoketDraft *draft = g_ptr_array_index (self->drafts, i - 1);
    g_autofree char *key = g_strdup (draft->key);

    if (g_strcmp0 (draft->case_id, case_id) != 0)
      continue;
    g_ptr_array_remove_index (self->drafts, i - 1);
    drop (self, key, NULL);
  }
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

/* What the disk has: drafts of the last run of the program, or carried here. What is here already
 * was typed since, and may not be on the disk yet.
 *
 * @drafts: (element-type LoketDraft): copied; the newest first */
void
_loket_desk_take_drafts (LoketDesk *self, GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *read = g_ptr_array_index (drafts, i);
    LoketDraft *draft;
    guint index;

    if (find_draft (self, read->key, &index) ||
        g_ptr_array_find_with_equal_func (self->undropped_drafts, read->key, g_str_equal, NULL))
      continue;
    draft = g_new0 (LoketDraft, 1);
    draft->key = g_strdup (read->key);
    draft->case_id = g_strdup (read->case_id);
    draft->fields = json_object_ref (read->fields);
    draft->saved_at = read->saved_at;
    g_ptr_array_insert (self->drafts, 0, draft);
  }
}
