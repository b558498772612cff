/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents of the loket: finding one, giving its contents, and whether they are there for an act.
 */
#include "config.h"

#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-tus.h"

/**
 * _loket_call_look_for_document:
 * @found: (out) (transfer full) (nullable): the caller's document of that id
 *
 * Whoever may see the case may see its documents, and nobody else: for them it is not there.
 */
gboolean
_loket_call_look_for_document (LoketCall *call,
                               const char *document_id,
                               LoketDocumentRecord **found,
                               GError **error)
{
  LoketLedger *ledger = call->central->ledger;
  g_autoptr (GPtrArray) documents = loket_ledger_list_documents (ledger, document_id, error);

  *found = NULL;
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    const LoketDocumentRecord *document = g_ptr_array_index (documents, i);
    GError *cause = NULL;
    g_autoptr (LoketRecord) record = loket_ledger_find_case (ledger, document->case_id, &cause);

    if (cause != NULL) {
      g_propagate_error (error, cause);
      return FALSE;
    }
    if (record == NULL || !_loket_call_may_see (call, record))
      continue;
    *found = g_ptr_array_steal_index (documents, i);
    return TRUE;
  }
  return documents != NULL;
}

/**
 * _loket_call_find_document:
 * @refusal: (out): why the document of the path is not given
 *
 * Returns: (transfer full) (nullable)
 */
LoketDocumentRecord *
_loket_call_find_document (LoketCall *call, LoketResponse **refusal)
{
  LoketDocumentRecord *document;
  GError *error = NULL;

  if (!_loket_call_look_for_document (call, call->path->id, &document, &error))
    *refusal = _loket_call_fail (error);
  else if (document == NULL)
    *refusal = _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "no such document");
  return document;
}

static LoketResponse *
refuse_range (const LoketDocumentRecord *document)
{
  g_autoptr (LoketProblem) problem =
      loket_problem_new (LOKET_PROBLEM_TRANSFER_REFUSED, "nothing of that range is there");
  g_autofree char *range = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, document->size);
  LoketResponse *response;

  problem->status = 416;
  response = loket_problem_to_response (problem);
  loket_response_set_header (response, "content-range", range);
  return response;
}

/* A part of what has changed since would be put together with what it does not belong to. */
static gboolean
range_holds (LoketCall *call, const char *etag)
{
  const char *if_range = loket_request_get_header (call->request, "if-range");

  return if_range == NULL || g_str_equal (if_range, etag);
}

static LoketResponse *
reply_part (LoketCall *call,
            const LoketDocumentRecord *document,
            LoketRangeKind kind,
            gint64 first,
            gint64 last)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
      loket_ledger_read_document (call->central->ledger, document, first, last, &error);
  LoketResponse *response;

  if (bytes == NULL)
    return _loket_call_fail (error);
  response = loket_response_new (kind == LOKET_RANGE_PART ? 206 : 200);
  loket_response_set_body (response, bytes, "application/octet-stream");
  if (kind == LOKET_RANGE_PART) {
    g_autofree char *range =
        g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, first,
                         last, document->size);

    loket_response_set_header (response, "content-range", range);
  }
  return response;
}

/* What comes from outside is never shown by a browser as a page of the loket. */
static void
set_content_headers (LoketResponse *response, const char *etag)
{
  loket_response_set_header (response, "etag", etag);
  loket_response_set_header (response, "accept-ranges", "bytes");
  loket_response_set_header (response, "content-disposition", "attachment");
  loket_response_set_header (response, "x-content-type-options", "nosniff");
}

LoketResponse *
_loket_call_get_content (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketDocumentRecord) document = _loket_call_find_document (call, &response);
  g_autofree char *etag = NULL;
  LoketRangeKind kind = LOKET_RANGE_NONE;
  gint64 first = 0, last;

  if (document == NULL)
    return response;
  if (document->sha256 == NULL)
    return _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "its contents are not there yet");
  etag = g_strdup_printf ("\"%s\"", document->sha256);
  last = document->size - 1;
  if (range_holds (call, etag))
    kind = loket_range_parse (loket_request_get_header (call->request, "range"), document->size,
                              &first, &last);
  if (loket_etag_matches (loket_request_get_header (call->request, "if-none-match"), etag))
    response = loket_response_new (304);
  else if (kind == LOKET_RANGE_OUTSIDE)
    return refuse_range (document);
  else
    response = reply_part (call, document, kind, first, last);
  set_content_headers (response, etag);
  return response;
}

static gboolean
is_wanted (const LoketDocumentRecord *document, const LoketRecord *record, JsonObject *payload)
{
  return g_str_equal (document->case_id, record->case_id) &&
         g_strcmp0 (document->sha256, loket_json_peek_string (payload, "sha256")) == 0 &&
         document->size == loket_json_peek_int (payload, "sizeBytes", -1);
}

/**
 * _loket_call_check_contents:
 * @body: an act whose payload has its shape
 *
 * Returns: (transfer full) (nullable): a refusal of an `attach` whose contents are not there whole
 */
LoketResponse *
_loket_call_check_contents (LoketCall *call, const LoketRecord *record, JsonObject *body)
{
  JsonObject *payload = loket_json_peek_object (body, "payload");
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  GError *error = NULL;

  if (g_strcmp0 (loket_json_peek_string (body, "type"), "attach") != 0)
    return NULL;
  documents = loket_ledger_list_documents (call->central->ledger,
                                           loket_json_peek_string (payload, "documentId"), &error);
  if (documents == NULL)
    return _loket_call_fail (error);
  for (guint i = 0; i < documents->len; i++) {
    if (is_wanted (g_ptr_array_index (documents, i), record, payload))
      return NULL;
  }
  problem = loket_problem_new_not_allowed ("documentMissing", "its contents are not there whole");
  return loket_problem_to_response (problem);
}
