/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person decides about something that the loket did not take.
 *
 * Everything is made ready on what the store has now, and then written in one transaction: a second
 * click, or a desk that ends meanwhile, finds either all of it done or nothing. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-desk-note.h"
#include "loket-desk-private.h"
#include "loket-words-table.h"
#include "loket-work-resolve.h"

static const char *const words[] = {"again", "adapt", "note", "drop", NULL};

/* As the audit calls them. */
static const char *const marks[] = {"resolvedAgain", "adapted", "turnedIntoNote", "dropped"};
G_STATIC_ASSERT (G_N_ELEMENTS (marks) == LOKET_RESOLUTION_DROP + 1);

typedef struct {
  char *id;
  LoketResolution resolution;
  char *draft_key;    /* (nullable): of the draft that it becomes */
  JsonObject *fields; /* (nullable): what that holds */
  GPtrArray *behind; /* (element-type LoketWorkItem) (nullable): of a complaint: what becomes drafts
                      * with it */
  char *later_case_id; /* (nullable): of the complaint, once it is done again */
  char *act_id;        /* (nullable): of the act that takes its place */
} Resolving;

static void
resolving_free (Resolving *self)
{
  g_free (self->id);
  g_free (self->draft_key);
  g_clear_pointer (&self->fields, json_object_unref);
  g_clear_pointer (&self->behind, g_ptr_array_unref);
  g_free (self->later_case_id);
  g_free (self->act_id);
  g_free (self);
}

/**
 * loket_resolution_from_string:
 * @word: again, adapt, note or drop
 */
gboolean
loket_resolution_from_string (const char *word, LoketResolution *resolution)
{
  int found = loket_words_table_find (words, word, -1);

  *resolution = found >= 0 ? (LoketResolution) found : LOKET_RESOLUTION_DROP;
  return found >= 0;
}

static const LoketWorkItem *
find_item (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    if (g_str_equal (item->id, id))
      return item;
  }
  return NULL;
}

/* What counts of our own acts and stands before @item in the order of the case. */
static GPtrArray *
list_live_before (const LoketStoredCase *stored, const LoketWorkItem *item)
{
  GPtrArray *before = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (GPtrArray) live = NULL;

  loket_replayer_split_pending (stored, &live, NULL);
  for (guint i = 0; i < live->len; i++) {
    LoketAct *act = g_ptr_array_index (live, i);
    const LoketWorkItem *other = find_item (stored->items, act->act_id);

    if (other != NULL && other->position < item->position)
      g_ptr_array_add (before, loket_act_ref (act));
  }
  return before;
}

/* A correction says what it corrects: that is now what the case says now. */
static void
renew_old_value (LoketDesk *self, LoketCase *the_case, GPtrArray *before, JsonObject *payload)
{
  const char *field = loket_json_peek_string (payload, "field");
  g_autoptr (LoketStanding) standing = NULL;
  LoketViewer viewer;
  JsonNode *now;

  if (field == NULL)
    return;
  _loket_desk_get_viewer (self, the_case->agency, &viewer);
  standing = loket_replay (self->rules, the_case, before, &viewer, loket_desk_get_now (self));
  now = loket_case_get_fact (standing->current, field);
  json_object_set_member (payload, "old",
                          now != NULL ? json_node_copy (now) : json_node_new (JSON_NODE_NULL));
}

/* Work may stand at two desks of one person, carried from the one to the other: what is decided at
 * both has one id, and is there once. What the loket had and lost is brought back as what it was.
 */
static char *
choose_id (const LoketWorkItem *item)
{
  return g_strcmp0 (item->reason, "lostByLoket") == 0
             ? g_strdup (item->id)
             : loket_random_derive_uuid (item->id, "again");
}

/* The same act once more, based on the version that is here now. Whatever else its bytes say stays:
 * when it happened, and what the clock of the desk said.
 *
 * Returns: (transfer full): NULL where it cannot be read */
static LoketAct *
renew_act (LoketDesk *self,
           const LoketWorkItem *item,
           LoketCase *the_case,
           GPtrArray *before,
           GBytes **bytes,
           GError **error)
{
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, error);
  g_autoptr (JsonObject) copy = body != NULL ? loket_json_object_copy (body) : NULL;
  g_autofree char *id = choose_id (item);
  JsonObject *payload = copy != NULL ? loket_json_peek_object (copy, "payload") : NULL;
  g_autoptr (JsonNode) node = NULL;
  LoketAct *act;

  if (copy == NULL)
    return NULL;
  json_object_set_string_member (copy, "actId", id);
  json_object_set_int_member (copy, "basedOn", the_case->version);
  if (g_str_equal (item->type, "correct") && payload != NULL) {
    JsonObject *renewed = loket_json_object_copy (payload);

    renew_old_value (self, the_case, before, renewed);
    json_object_set_object_member (copy, "payload", renewed);
  }
  act = loket_act_from_json (copy, error);
  node = json_node_init_object (json_node_alloc (), copy);
  *bytes = act != NULL ? loket_body_from_json (node) : NULL;
  return act;
}

static LoketAct *
make_note (
    LoketDesk *self, const LoketWorkItem *item, LoketCase *the_case, GBytes **bytes, GError **error)
{
  g_autoptr (LoketAct) act = loket_work_item_to_act (item, error);
  const char *person = loket_desk_get_person (self);
  g_autofree char *id = loket_random_derive_uuid (item->id, "note");
  g_autofree char *text = act != NULL ? loket_desk_note_compose (act, self->language, error) : NULL;
  g_autoptr (JsonObject) payload = json_object_new ();
  LoketAct *note;

  if (text == NULL)
    return NULL;
  json_object_set_string_member (payload, "text", text);
  note = loket_act_new (id, LOKET_ACT_NOTE, person != NULL ? person : "",
                        loket_desk_get_today (self), the_case->version, payload);
  *bytes = _loket_desk_make_bytes (self, note);
  return note;
}

/* Judged in the place of what it replaces, as if it were done now.
 *
 * Returns: (transfer full): NULL where it cannot be read, or the rules do not allow it */
static LoketWorkItem *
make_act_item (LoketDesk *self,
               const LoketStoredCase *stored,
               const LoketWorkItem *item,
               gboolean as_note,
               GError **error)
{
  LoketCase *the_case = stored->fold->the_case;
  g_autoptr (GPtrArray) before = list_live_before (stored, item);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoketAct) act = as_note ? make_note (self, item, the_case, &bytes, error)
                                     : renew_act (self, item, the_case, before, &bytes, error);
  LoketWorkItem *made;
  GError *refusal = act != NULL ? _loket_desk_judge_act (self, the_case, before, act) : NULL;

  if (act == NULL)
    return NULL;
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return NULL;
  }
  made = loket_work_item_new_act (item->case_id, the_case->reference, act, bytes,
                                  loket_clock_get_now (self->clock));
  made->hold_until = _loket_desk_get_hold (self, the_case, act);
  return made;
}

/* What came from an older copy of work.db may have been taken since: with the same id and the same
 * bytes it is there once, whatever became of it. Where it was not, it can be taken back for a while
 * like anything else that is decided. */
static LoketWorkItem *
make_same_item (LoketDesk *self,
                const LoketStoredCase *stored,
                const LoketWorkItem *item,
                GError **error)
{
  g_autoptr (LoketAct) act = loket_work_item_to_act (item, error);
  LoketWorkItem *made;

  if (act == NULL)
    return NULL;
  made = loket_work_item_new_act (item->case_id, item->reference, act, item->body,
                                  loket_clock_get_now (self->clock));
  made->hold_until = _loket_desk_get_hold (self, stored->fold->the_case, act);
  return made;
}

/* A complaint keeps its id, and so everything that was done in it since. */
static LoketWorkItem *
make_case_item (LoketDesk *self, const LoketWorkItem *item)
{
  return loket_work_item_new_case (item->case_id, item->reference, item->body,
                                   loket_clock_get_now (self->clock));
}

static LoketWorkItem *
make_replacement (LoketDesk *self,
                  const LoketStoredCase *stored,
                  const LoketWorkItem *item,
                  LoketResolution resolution,
                  GError **error)
{
  if (item->kind == LOKET_WORK_CASE && resolution == LOKET_RESOLUTION_AGAIN)
    return make_case_item (self, item);
  if (item->kind == LOKET_WORK_CASE) {
    g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID,
                         "a complaint cannot become a note of itself");
    return NULL;
  }
  if (resolution == LOKET_RESOLUTION_AGAIN && g_strcmp0 (item->reason, "salvaged") == 0)
    return make_same_item (self, stored, item, error);
  if (stored->presence != LOKET_PRESENCE_HERE) {
    g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED,
                         "missingPermission");
    return NULL;
  }
  if (stored->fold->the_case == NULL) {
    g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                 "nothing of the case %s is here", stored->case_id);
    return NULL;
  }
  return make_act_item (self, stored, item, resolution == LOKET_RESOLUTION_NOTE, error);
}

/* The form says it again: whoever adapts an act may do so on another day. */
static void
add_unseen (JsonObject *fields, const LoketWorkItem *item, LoketCase *copy)
{
  g_autoptr (LoketAct) act = loket_work_item_to_act (item, NULL);
  g_autoptr (GPtrArray) unseen = _loket_desk_list_unseen (item, act, copy);
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < unseen->len; i++)
    json_array_add_string_element (ids, ((LoketAct *) g_ptr_array_index (unseen, i))->act_id);
  json_object_set_array_member (fields, "unseen", ids);
}

/* As its form keeps it. */
static JsonObject *
make_draft_fields (const LoketStoredCase *stored, const LoketWorkItem *item, GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject *fields;

  if (item->kind == LOKET_WORK_ACT) {
    fields = loket_work_item_make_draft_fields (item, error);
    if (fields != NULL)
      add_unseen (fields, item, stored->copy);
    return fields;
  }
  body = loket_body_to_object (item->body, error);
  if (body == NULL)
    return NULL;
  fields = loket_json_object_copy (body);
  json_object_remove_member (fields, "caseId");
  json_object_remove_member (fields, "reference");
  return fields;
}

/* The number that the citizen was given stays, unless the loket has something else under it. */
static char *
choose_later_case_id (const LoketWorkItem *item)
{
  return g_strcmp0 (item->reason, "differentContent") == 0
             ? loket_random_derive_uuid (item->id, "adapt")
             : g_strdup (item->id);
}

/* What is typed in the form already is not typed over: then it gets a key of its own. */
static char *
choose_draft_key (LoketDesk *self, const LoketWorkItem *item, const char *later_case_id)
{
  g_autofree char *key = NULL;
  g_autoptr (JsonObject) typed = NULL;

  if (item->kind == LOKET_WORK_CASE)
    return g_strdup_printf ("case:new:%s", later_case_id);
  key = g_strdup_printf ("act:%s:%s", item->case_id, item->type);
  typed = loket_desk_load_draft (self, key);
  return typed == NULL ? g_steal_pointer (&key)
                       : loket_work_item_make_draft_key (item, item->case_id);
}

static gboolean
is_document (const LoketWorkItem *item)
{
  return item->kind == LOKET_WORK_ACT && g_str_equal (item->type, "attach");
}

/* What was done in a complaint that becomes a draft. Its documents cannot: so they are taken back
 * first, by whoever then still has the files.
 *
 * Returns: (transfer full): NULL with LOKET_DESK_ERROR_NOT_ALLOWED */
static GPtrArray *
list_behind (const LoketStoredCase *stored, GError **error)
{
  g_autoptr (GPtrArray) behind =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_work_item_unref);

  for (guint i = 0; i < stored->items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (stored->items, i);

    if (is_document (item)) {
      g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED,
                           "documentsInDraft");
      return NULL;
    }
    if (item->kind == LOKET_WORK_ACT)
      g_ptr_array_add (behind, loket_work_item_ref (item));
  }
  return g_steal_pointer (&behind);
}

static gboolean
make_draft (LoketDesk *self,
            const LoketStoredCase *stored,
            const LoketWorkItem *item,
            Resolving *resolving,
            LoketWorkResolving *written,
            GError **error)
{
  resolving->fields = make_draft_fields (stored, item, error);
  if (resolving->fields == NULL)
    return FALSE;
  if (item->kind == LOKET_WORK_CASE) {
    resolving->behind = list_behind (stored, error);
    if (resolving->behind == NULL)
      return FALSE;
    resolving->later_case_id = choose_later_case_id (item);
    written->later_case_id = g_strdup (resolving->later_case_id);
  }
  resolving->draft_key = choose_draft_key (self, item, resolving->later_case_id);
  written->draft_key = g_strdup (resolving->draft_key);
  written->draft_case_id =
      g_strdup (item->kind == LOKET_WORK_ACT ? item->case_id : resolving->later_case_id);
  written->draft_fields = loket_json_object_to_string (resolving->fields);
  return TRUE;
}

/* No form opens a document again, a note does not carry its contents, and they go with its act. */
static gboolean
may_become (const LoketWorkItem *item, LoketResolution resolution, GError **error)
{
  if (!is_document (item) ||
      (resolution != LOKET_RESOLUTION_ADAPT && resolution != LOKET_RESOLUTION_NOTE))
    return TRUE;
  g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID,
                       "a document cannot become a draft or a note");
  return FALSE;
}

/* Returns: (transfer full): what is to be written; NULL where it cannot be */
static LoketWorkResolving *
make_ready (LoketDesk *self,
            const LoketStoredCase *stored,
            const LoketWorkItem *item,
            Resolving *resolving,
            GError **error)
{
  g_autoptr (LoketWorkResolving) written = loket_work_resolving_new (marks[resolving->resolution]);

  if (!may_become (item, resolving->resolution, error))
    return NULL;
  switch (resolving->resolution) {
  case LOKET_RESOLUTION_AGAIN:
  case LOKET_RESOLUTION_NOTE:
    written->replacement = make_replacement (self, stored, item, resolving->resolution, error);
    return written->replacement != NULL ? g_steal_pointer (&written) : NULL;
  case LOKET_RESOLUTION_ADAPT:
    return make_draft (self, stored, item, resolving, written, error) ? g_steal_pointer (&written)
                                                                      : NULL;
  case LOKET_RESOLUTION_DROP:
  default:
    return g_steal_pointer (&written);
  }
}

static void
take_draft_behind (LoketDesk *self, const LoketWorkItem *item, const char *case_id)
{
  g_autofree char *key = loket_work_item_make_draft_key (item, case_id);
  g_autoptr (JsonObject) fields = loket_work_item_make_draft_fields (item, NULL);

  if (fields != NULL)
    loket_desk_save_draft (self, key, fields);
}

/* What was typed under the same key while this was written is kept beside it. */
static void
take_draft (LoketDesk *self, const char *item_id, Resolving *resolving)
{
  g_autoptr (JsonObject) typed = NULL;

  if (resolving->draft_key == NULL)
    return;
  typed = loket_desk_load_draft (self, resolving->draft_key);
  if (typed != NULL) {
    char *own_key = g_strdup_printf ("%s:%s", resolving->draft_key, item_id);

    g_free (resolving->draft_key);
    resolving->draft_key = own_key;
  }
  loket_desk_save_draft (self, resolving->draft_key, resolving->fields);
  for (guint i = 0; resolving->behind != NULL && i < resolving->behind->len; i++)
    take_draft_behind (self, g_ptr_array_index (resolving->behind, i), resolving->later_case_id);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);
  g_autofree char *held = g_strdup (resolving->draft_key);
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = loket_store_resolve_finish (LOKET_STORE (source), result, &error);

  if (self->closed) {
    if (case_id != NULL)
      g_task_return_boolean (task, TRUE);
    else
      g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (case_id != NULL)
    take_draft (self, resolving->id, resolving);
  _loket_desk_release_draft (self, held, FALSE);
  if (case_id == NULL) {
    /* That the loket has it may have been found only now. */
    _loket_desk_refresh (self, NULL);
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  _loket_desk_project_case (self, case_id, g_steal_pointer (&task));
}

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, &error);
  const LoketWorkItem *item = stored != NULL ? find_item (stored->items, resolving->id) : NULL;
  LoketWorkResolving *written = NULL;

  if (self->closed && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
  else if (stored != NULL && item == NULL)
    g_set_error (&error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND, "%s: nothing waits",
                 resolving->id);
  else if (item != NULL)
    written = make_ready (self, stored, item, resolving, &error);
  if (written == NULL) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (written->replacement != NULL && written->replacement->kind == LOKET_WORK_ACT)
    resolving->act_id = g_strdup (written->replacement->id);
  _loket_desk_hold_draft (self, resolving->draft_key);
  loket_store_resolve_async (self->store, resolving->id, written, loket_clock_get_now (self->clock),
                             resolved_cb, g_steal_pointer (&task));
}

/**
 * loket_desk_resolve_async:
 * @id: of an item that was refused, or is in conflict
 *
 * Whatever is decided, the audit keeps what it said. Behind it its case goes on.
 */
void
loket_desk_resolve_async (LoketDesk *self,
                          const char *id,
                          LoketResolution resolution,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const LoketWorkItem *item = find_item (self->pending, id);
  Resolving *resolving = g_new0 (Resolving, 1);

  g_task_set_source_tag (task, loket_desk_resolve_async);
  resolving->id = g_strdup (id);
  resolving->resolution = resolution;
  g_task_set_task_data (task, resolving, (GDestroyNotify) resolving_free);
  if (!_loket_desk_check_writable (self, task))
    return;
  if (item == NULL)
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                             "%s: nothing waits", id);
  else
    loket_store_read_case_async (self->store, item->case_id, NULL, case_read_cb,
                                 g_steal_pointer (&task));
}

/**
 * loket_desk_resolve_finish:
 * @draft_key: (out) (optional) (nullable) (transfer full): with LOKET_RESOLUTION_ADAPT the key of
 * the draft that it has become
 *
 * Returns: FALSE with LOKET_DESK_ERROR_NOT_ALLOWED (the message is the code of the reason): then it
 *   is as it was; LOKET_DESK_ERROR_ALREADY_TAKEN where nobody has to decide any more;
 *   LOKET_DESK_ERROR_NOTHING_TO_DECIDE where nobody has to yet;
 *   LOKET_DESK_ERROR_NOT_FOUND; LOKET_DESK_ERROR_INVALID where its bytes cannot be read: it can be
 *   dropped; or LOKET_DESK_ERROR_DISK
 */
gboolean
loket_desk_resolve_finish (LoketDesk *self, GAsyncResult *result, char **draft_key, GError **error)
{
  Resolving *resolving = g_task_get_task_data (G_TASK (result));
  gboolean resolved = g_task_propagate_boolean (G_TASK (result), error);

  if (draft_key != NULL)
    *draft_key = resolved ? g_strdup (resolving->draft_key) : NULL;
  return resolved;
}

/**
 * loket_desk_resolve_dup_act_id:
 * @result: of a decision that loket_desk_resolve_finish() found to be done
 *
 * Returns: (transfer full) (nullable): the act that took its place, which can be taken back like
 * any other; NULL where none did
 */
char *
loket_desk_resolve_dup_act_id (GAsyncResult *result)
{
  Resolving *resolving = g_task_get_task_data (G_TASK (result));

  return g_strdup (resolving->act_id);
}
