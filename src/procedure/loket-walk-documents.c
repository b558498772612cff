/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents that a case shows: those with which it came in, and what was attached and detached
 * since. */
#include "config.h"

#include "loket-replay-private.h"

static gboolean
has_id (JsonObject *document, const char *id)
{
  return g_strcmp0 (loket_json_peek_string (document, "documentId"), id) == 0;
}

static gboolean
is_shown (const LoketWalk *walk, const char *id)
{
  GPtrArray *of_facts = walk->current->documents;

  for (guint i = 0; walk->documents != NULL && i < walk->documents->len; i++) {
    if (has_id (walk->documents->pdata[i], id))
      return TRUE;
  }
  for (guint i = 0; walk->documents == NULL && i < of_facts->len; i++) {
    const LoketDocument *document = of_facts->pdata[i];

    if (g_strcmp0 (document->document_id, id) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * _loket_documents_judge:
 * @question: of an `attach` or a `detach`, with its payload
 *
 * Two who remove the same document at a time do no harm: the second is only recorded.
 */
LoketPermission
_loket_documents_judge (const LoketWalk *walk, const LoketQuestion *question)
{
  JsonObject *payload = question->payload;
  gboolean attaches = question->type == LOKET_ACT_ATTACH;
  gboolean shown;

  if (!_loket_payload_says (payload, "documentId") ||
      (attaches && !_loket_payload_says (payload, "name")))
    return (LoketPermission){LOKET_ANSWER_NOT_ALLOWED, g_intern_static_string ("documentGiven")};
  if (!attaches && !_loket_payload_says (payload, "reason"))
    return (LoketPermission){LOKET_ANSWER_NOT_ALLOWED, g_intern_static_string ("reasonGiven")};
  shown = is_shown (walk, loket_json_peek_string (payload, "documentId"));
  if (attaches && shown)
    return (LoketPermission){LOKET_ANSWER_RECORD_ONLY, g_intern_static_string ("documentThere")};
  if (!attaches && !shown)
    return (LoketPermission){LOKET_ANSWER_RECORD_ONLY, g_intern_static_string ("documentGone")};
  return (LoketPermission){LOKET_ANSWER_ALLOWED, NULL};
}

static void
copy_facts (LoketWalk *walk)
{
  JsonArray *array = loket_json_peek_array (walk->current->json, "documents");

  walk->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *document = loket_json_array_peek_object (array, i);

    if (document != NULL)
      g_ptr_array_add (walk->documents, json_object_ref (document));
  }
}

static JsonObject *
make_document (const LoketAct *act)
{
  JsonObject *document = loket_json_object_copy (act->payload);
  g_autofree char *day = loket_day_to_string (act->occurred_on);

  json_object_set_string_member (document, "addedOn", day);
  return document;
}

/**
 * _loket_documents_apply:
 * @act: an `attach` or a `detach` with effect
 */
void
_loket_documents_apply (LoketWalk *walk, const LoketAct *act)
{
  const char *id = loket_act_get_text (act, "documentId");

  if (walk->documents == NULL)
    copy_facts (walk);
  if (act->type == LOKET_ACT_ATTACH) {
    g_ptr_array_add (walk->documents, make_document (act));
    return;
  }
  for (guint i = walk->documents->len; i-- > 0;) {
    if (has_id (walk->documents->pdata[i], id))
      g_ptr_array_remove_index (walk->documents, i);
  }
}

/**
 * _loket_documents_put:
 * @walk: at its end
 *
 * Puts what is shown into the current case.
 */
void
_loket_documents_put (LoketWalk *walk)
{
  LoketCase *changed;

  if (walk->documents == NULL)
    return;
  changed = loket_case_with_documents (walk->current, walk->documents);
  loket_case_unref (walk->current);
  walk->current = changed;
}
