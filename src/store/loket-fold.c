/* SPDX-License-Identifier: EUPL-1.2 */
/* The fold. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-fold.h"

/* The complaint as it was taken in here. Its id stands in the path of the request, and the loket
 * gives the reference: the bytes need not carry them. */
static LoketCase *
case_from_item (const LoketWorkItem *item)
{
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, NULL);
  g_autoptr (JsonObject) json = NULL;

  if (body == NULL)
    return NULL;
  json = loket_json_object_copy (body);
  json_object_set_string_member (json, "caseId", item->case_id);
  if (!json_object_has_member (json, "reference"))
    json_object_set_string_member (json, "reference", item->reference);
  return loket_case_from_json (json, NULL);
}

/**
 * loket_fold_copy_holds:
 * @copy: (nullable): the server's copy
 *
 * Returns: whether the loket has @item, as its own copy proves
 */
gboolean
loket_fold_copy_holds (LoketCase *copy, const LoketWorkItem *item)
{
  if (copy == NULL)
    return FALSE;
  return item->kind == LOKET_WORK_CASE || loket_case_find_act (copy, item->id) != NULL;
}

static void
fold_item (LoketFold *self, LoketCase *copy, LoketWorkItem *item)
{
  LoketAct *act;

  if (loket_fold_copy_holds (copy, item))
    return;
  if (item->kind == LOKET_WORK_CASE) {
    self->the_case = case_from_item (item);
    if (self->the_case == NULL)
      g_ptr_array_add (self->unread, loket_work_item_ref (item));
    return;
  }
  act = loket_work_item_to_act (item, NULL);
  if (act != NULL)
    g_ptr_array_add (self->pending, act);
  else
    g_ptr_array_add (self->unread, loket_work_item_ref (item));
}

/**
 * loket_fold_new:
 * @copy: (nullable): the server's copy
 * @items: (element-type LoketWorkItem): the case's rows of work.db, in local order, of any state
 *
 * Returns: (transfer full)
 */
LoketFold *
loket_fold_new (LoketCase *copy, GPtrArray *items)
{
  LoketFold *self = g_new0 (LoketFold, 1);

  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  self->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_work_item_unref);
  self->registered = copy != NULL;
  if (copy != NULL)
    self->the_case = loket_case_ref (copy);
  for (guint i = 0; i < items->len; i++)
    fold_item (self, copy, g_ptr_array_index (items, i));
  return self;
}

void
loket_fold_free (LoketFold *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->the_case, loket_case_unref);
  g_ptr_array_unref (self->pending);
  g_ptr_array_unref (self->unread);
  g_free (self);
}
