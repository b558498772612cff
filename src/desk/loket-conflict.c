/* SPDX-License-Identifier: EUPL-1.2 */
/* Conflicts as data: from the loket's answer, its copy, and the bytes of what it did not take. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-conflict-private.h"
#include "loket-desk-private.h"
#include "loket-http.h"
#include "loket-problem.h"

static void
field_free (LoketConflictField *field)
{
  g_free (field->code);
  g_free (field->base);
  g_free (field->mine);
  g_free (field->theirs);
  g_clear_pointer (&field->base_value, json_node_unref);
  g_clear_pointer (&field->mine_value, json_node_unref);
  g_clear_pointer (&field->theirs_value, json_node_unref);
  g_free (field);
}

void
loket_conflict_free (LoketConflict *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->item, loket_work_item_unref);
  g_clear_pointer (&self->act, loket_act_unref);
  g_clear_pointer (&self->now, loket_dossier_unref);
  g_clear_pointer (&self->base, loket_dossier_unref);
  g_ptr_array_unref (self->unseen);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/**
 * loket_conflict_is_only_kept:
 *
 * Whether nothing of it can be sent any more, because it is only recorded, or its case is no longer
 * ours: it can be read. A complaint is a case of its own, and what a copy gave back is asked about
 * as it was.
 */
gboolean
loket_conflict_is_only_kept (const LoketConflict *self)
{
  return self->recorded ||
         (self->now != NULL && self->now->withdrawn && self->item->kind == LOKET_WORK_ACT &&
          g_strcmp0 (self->item->reason, "salvaged") != 0);
}

/* Returns: (transfer full) (nullable): as a person reads it; NULL where it says nothing */
static char *
value_to_text (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return loket_json_to_string (node, TRUE);
}

/* @text: (out): with @value, the value itself; both NULL where it says nothing */
static void
set_value (JsonNode *node, char **text, JsonNode **value)
{
  *text = value_to_text (node);
  *value = *text != NULL ? json_node_copy (node) : NULL;
}

static LoketConflictField *
add_field (LoketConflict *self, const char *code, JsonNode *mine)
{
  LoketConflictField *field = g_new0 (LoketConflictField, 1);

  field->code = g_strdup (code);
  set_value (mine, &field->mine, &field->mine_value);
  g_ptr_array_add (self->fields, field);
  return field;
}

/* What the loket said that he had not seen. */
static GPtrArray *
read_new_acts (const LoketWorkItem *item)
{
  g_autoptr (LoketResponse) response = loket_response_new (409);
  g_autoptr (LoketProblem) problem = NULL;

  if (item->answer == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  loket_response_set_body (response, item->answer, LOKET_HTTP_PROBLEM);
  problem = loket_problem_from_response (response, item->made_at);
  return g_ptr_array_ref (problem->new_acts);
}

/* The one by which the fact has become what it is now. */
static LoketAct *
find_last_correction (LoketCase *copy, const char *field)
{
  for (guint i = copy->acts->len; field != NULL && i > 0; i--) {
    LoketAct *act = g_ptr_array_index (copy->acts, i - 1);

    if (act->type == LOKET_ACT_CORRECT &&
        g_strcmp0 (loket_json_peek_string (act->payload, "field"), field) == 0)
      return act;
  }
  return NULL;
}

/**
 * _loket_desk_list_unseen:
 * @act: (nullable): @item as an act, where it is one that can be read
 * @copy: (nullable): the loket's: as it has them they are named with their authors
 *
 * Returns: (transfer full) (element-type LoketAct): what the author of @item had not seen
 */
GPtrArray *
_loket_desk_list_unseen (const LoketWorkItem *item, const LoketAct *act, LoketCase *copy)
{
  GPtrArray *unseen = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (GPtrArray) told = read_new_acts (item);

  for (guint i = 0; i < told->len; i++) {
    LoketAct *other = g_ptr_array_index (told, i);
    LoketAct *known = copy != NULL ? loket_case_find_act (copy, other->act_id) : NULL;

    g_ptr_array_add (unseen, loket_act_ref (known != NULL ? known : other));
  }
  if (unseen->len == 0 && copy != NULL && act != NULL && act->type == LOKET_ACT_CORRECT &&
      item->state == LOKET_WORK_CONFLICT && g_strcmp0 (item->reason, "salvaged") != 0) {
    LoketAct *theirs = find_last_correction (copy, loket_json_peek_string (act->payload, "field"));

    if (theirs != NULL)
      g_ptr_array_add (unseen, loket_act_ref (theirs));
  }
  return unseen;
}

static gboolean
is_unseen (LoketConflict *self, const char *act_id)
{
  for (guint i = 0; i < self->unseen->len; i++) {
    if (g_str_equal (((LoketAct *) g_ptr_array_index (self->unseen, i))->act_id, act_id))
      return TRUE;
  }
  return FALSE;
}

/* The loket's copy without what he had not seen. */
static LoketCase *
make_base_case (LoketConflict *self, LoketCase *copy)
{
  g_autoptr (JsonObject) json = loket_json_object_copy (copy->json);
  JsonArray *all = loket_json_peek_array (copy->json, "acts");
  JsonArray *seen = json_array_new ();

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++) {
    JsonObject *act = loket_json_array_peek_object (all, i);
    const char *act_id = act != NULL ? loket_json_peek_string (act, "actId") : NULL;

    if (act_id == NULL || !is_unseen (self, act_id))
      json_array_add_element (seen, json_node_copy (json_array_get_element (all, i)));
  }
  json_object_set_array_member (json, "acts", seen);
  if (self->act != NULL)
    json_object_set_int_member (json, "version", self->act->based_on);
  return loket_case_from_json (json, NULL);
}

static LoketDossier *
make_dossier (LoketDesk *desk, LoketCase *the_case, GPtrArray *live)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (LoketStanding) standing = NULL;
  LoketViewer viewer;

  _loket_desk_get_viewer (desk, the_case->agency, &viewer);
  standing = loket_replay (desk->rules, the_case, live, &viewer, loket_desk_get_now (desk));
  return loket_dossier_new (the_case, live, none, standing);
}

static void
make_dossiers (LoketConflict *self, LoketDesk *desk, const LoketStoredCase *stored)
{
  g_autoptr (GPtrArray) live = NULL;
  g_autoptr (LoketCase) base = stored->copy != NULL ? make_base_case (self, stored->copy) : NULL;

  self->now = _loket_desk_make_dossier (desk, stored);
  if (base == NULL)
    return;
  loket_replayer_split_pending (stored, &live, NULL);
  self->base = make_dossier (desk, base, live);
}

static void
add_correction (LoketConflict *self)
{
  JsonObject *payload = self->act->payload;
  const char *code = loket_json_peek_string (payload, "field");
  LoketConflictField *field;

  if (code == NULL)
    return;
  field = add_field (self, code, json_object_get_member (payload, "new"));
  set_value (json_object_get_member (payload, "old"), &field->base, &field->base_value);
  if (self->now != NULL && !self->recorded)
    set_value (loket_case_get_fact (self->now->standing->current, code), &field->theirs,
               &field->theirs_value);
}

/* The newest of the same type that has the member, too. */
static JsonNode *
find_theirs (LoketConflict *self, const char *member)
{
  for (guint i = self->unseen->len; i > 0; i--) {
    const LoketAct *act = g_ptr_array_index (self->unseen, i - 1);

    if (act->type == self->act->type && json_object_has_member (act->payload, member))
      return json_object_get_member (act->payload, member);
  }
  return NULL;
}

static void
add_members (LoketConflict *self, JsonObject *written)
{
  g_autoptr (GList) members =
      g_list_sort (json_object_get_members (written), (GCompareFunc) g_strcmp0);

  for (GList *l = members; l != NULL; l = l->next) {
    LoketConflictField *field =
        add_field (self, l->data, json_object_get_member (written, l->data));

    if (self->act != NULL)
      set_value (find_theirs (self, l->data), &field->theirs, &field->theirs_value);
  }
}

static void
collect_fields (LoketConflict *self)
{
  g_autoptr (JsonObject) body = NULL;

  if (self->act != NULL && self->act->type == LOKET_ACT_CORRECT) {
    add_correction (self);
  } else if (self->act != NULL) {
    add_members (self, self->act->payload);
  } else {
    body = loket_body_to_object (self->item->body, NULL);
    if (body != NULL)
      add_members (self, body);
  }
}

static guint
count_followers (const LoketStoredCase *stored, const LoketWorkItem *item)
{
  guint count = 0;

  for (guint i = 0; i < stored->items->len; i++) {
    const LoketWorkItem *other = g_ptr_array_index (stored->items, i);

    if (other->position > item->position && other->state != LOKET_WORK_TAKEN)
      count++;
  }
  return count;
}

static LoketConflict *
conflict_new (LoketDesk *desk, const LoketStoredCase *stored, LoketWorkItem *item)
{
  LoketConflict *self = g_new0 (LoketConflict, 1);

  self->item = loket_work_item_ref (item);
  self->act = item->kind == LOKET_WORK_ACT ? loket_work_item_to_act (item, NULL) : NULL;
  self->unseen = _loket_desk_list_unseen (item, self->act, stored->copy);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  self->followers = count_followers (stored, item);
  make_dossiers (self, desk, stored);
  collect_fields (self);
  return self;
}

/* (nullable): a draft that was dropped has what was typed, and not all of an act. */
static LoketAct *
read_recorded_act (const LoketWorkItem *item)
{
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, NULL);
  JsonObject *payload = body != NULL ? loket_json_peek_object (body, "payload") : NULL;
  LoketAct *act = item->kind == LOKET_WORK_ACT ? loket_work_item_to_act (item, NULL) : NULL;

  if (act != NULL || item->kind != LOKET_WORK_ACT || payload == NULL)
    return act;
  return loket_act_new (item->id, loket_act_type_from_string (item->type), "",
                        loket_json_peek_day (body, "occurredOn"), 0, payload);
}

/**
 * _loket_conflict_new_recorded:
 * @stored: (nullable): its case, where that is here
 * @item: as the record of this computer has it
 *
 * Returns: (transfer full): what was written, without what others did
 */
LoketConflict *
_loket_conflict_new_recorded (LoketDesk *desk, const LoketStoredCase *stored, LoketWorkItem *item)
{
  LoketConflict *self = g_new0 (LoketConflict, 1);

  self->recorded = TRUE;
  self->item = loket_work_item_ref (item);
  self->act = read_recorded_act (item);
  self->unseen = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  if (stored != NULL)
    self->now = _loket_desk_make_dossier (desk, stored);
  collect_fields (self);
  return self;
}

static LoketWorkItem *
find_item (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (items, i);

    if (g_str_equal (item->id, id) &&
        (item->state == LOKET_WORK_REFUSED || item->state == LOKET_WORK_CONFLICT))
      return item;
  }
  return NULL;
}

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, &error);
  LoketWorkItem *item = stored != NULL ? find_item (stored->items, id) : NULL;

  if (stored == NULL)
    g_task_return_error (task, _loket_desk_translate (error));
  else if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
  else if (item == NULL)
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                             "%s: there is nothing to decide", id);
  else
    g_task_return_pointer (task, conflict_new (self, stored, item),
                           (GDestroyNotify) loket_conflict_free);
}

void
loket_desk_load_conflict_async (LoketDesk *self,
                                const char *id,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const LoketWorkItem *item = find_item (self->pending, id);

  g_task_set_source_tag (task, loket_desk_load_conflict_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  if (item == NULL)
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                             "%s: there is nothing to decide", id);
  else
    loket_store_read_case_async (self->store, item->case_id, NULL, case_read_cb,
                                 g_steal_pointer (&task));
}

/**
 * loket_desk_load_conflict_finish:
 *
 * Returns: (transfer full): NULL with LOKET_DESK_ERROR_NOT_FOUND where nobody has to decide (any
 *   more), or a disk error
 */
LoketConflict *
loket_desk_load_conflict_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
