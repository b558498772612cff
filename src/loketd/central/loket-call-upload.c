/* SPDX-License-Identifier: EUPL-1.2 */
/* Uploads by tus 1.0.0: creation, checksum, termination. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-shapes.h"
#include "loket-tus.h"

#define EXTENSIONS "creation,checksum,termination"
#define ALGORITHMS "sha1,sha256"

static void
set_number (LoketResponse *response, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  loket_response_set_header (response, name, text);
}

static LoketResponse *
refuse_transfer (guint status, const char *detail)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_TRANSFER_REFUSED, detail);

  problem->status = status;
  return loket_problem_to_response (problem);
}

/* NULL: it is the version that is spoken here. */
static LoketResponse *
check_version (LoketCall *call)
{
  const char *version = loket_request_get_header (call->request, "tus-resumable");
  LoketResponse *response;

  if (g_strcmp0 (version, LOKET_TUS_VERSION) == 0)
    return NULL;
  response = refuse_transfer (412, "another version of tus");
  loket_response_set_header (response, "tus-version", LOKET_TUS_VERSION);
  return response;
}

static LoketResponse *
refuse_too_large (gint64 limit)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_PAYLOAD_TOO_LARGE, NULL);

  problem->limit = limit;
  return loket_problem_to_response (problem);
}

LoketResponse *
_loket_call_upload_options (LoketCall *call)
{
  LoketResponse *response = loket_response_new (204);

  loket_response_set_header (response, "tus-version", LOKET_TUS_VERSION);
  loket_response_set_header (response, "tus-extension", EXTENSIONS);
  loket_response_set_header (response, "tus-checksum-algorithm", ALGORITHMS);
  set_number (response, "tus-max-size", LOKET_TUS_MAX_BYTES);
  return response;
}

/* NULL with a refusal: what the headers say is no document. */
static LoketDocumentRecord *
read_wish (LoketCall *call, LoketResponse **refusal)
{
  g_autoptr (LoketDocumentRecord) wish = g_new0 (LoketDocumentRecord, 1);
  g_autoptr (GHashTable) values =
      loket_tus_metadata_parse (loket_request_get_header (call->request, "upload-metadata"));
  const char *length = loket_request_get_header (call->request, "upload-length");
  const char *what = NULL;

  if (values == NULL) {
    *refusal = _loket_call_refuse_input ("schemaViolation", "header", "Upload-Metadata",
                                         "names with texts in base64 are wanted");
    return NULL;
  }
  wish->document_id = g_strdup (g_hash_table_lookup (values, "documentId"));
  wish->case_id = g_strdup (g_hash_table_lookup (values, "caseId"));
  wish->name = g_strdup (g_hash_table_lookup (values, "filename"));
  wish->media_type = g_strdup (g_hash_table_lookup (values, "filetype"));
  wish->wanted_sha256 = g_strdup (g_hash_table_lookup (values, "sha256"));
  if (!loket_shape_is_uuid (wish->document_id))
    what = "documentId";
  else if (wish->case_id == NULL)
    what = "caseId";
  else if (wish->name == NULL || *wish->name == '\0')
    what = "filename";
  else if (wish->wanted_sha256 != NULL && !loket_shape_is_sha256 (wish->wanted_sha256))
    what = "sha256";
  if (what != NULL)
    *refusal = _loket_call_refuse_input ("schemaViolation", "header", "Upload-Metadata", what);
  else if (!loket_tus_number_parse (length, &wish->size))
    *refusal = _loket_call_refuse_input ("schemaViolation", "header", "Upload-Length",
                                         "a number of bytes is wanted");
  else if (wish->size > LOKET_TUS_MAX_BYTES)
    *refusal = refuse_too_large (LOKET_TUS_MAX_BYTES);
  return *refusal == NULL ? g_steal_pointer (&wish) : NULL;
}

/* A document of no bytes is whole as soon as it is begun. */
static gboolean
write_wish (LoketCall *call, LoketDocumentRecord *wish, GError **error)
{
  LoketLedger *ledger = call->central->ledger;

  if (!loket_ledger_begin (ledger, error))
    return FALSE;
  if (loket_ledger_add_document (ledger, wish, error) &&
      (wish->size > 0 || loket_ledger_end_document (ledger, wish, error)))
    return loket_ledger_commit (ledger, error);
  loket_ledger_roll_back (ledger);
  return FALSE;
}

static gboolean
is_same (const LoketDocumentRecord *a, const LoketDocumentRecord *b)
{
  return g_str_equal (a->case_id, b->case_id) && a->size == b->size &&
         (a->wanted_sha256 == NULL || b->wanted_sha256 == NULL ||
          g_str_equal (a->wanted_sha256, b->wanted_sha256));
}

static LoketResponse *
reply_location (const LoketDocumentRecord *document)
{
  g_autofree char *path = loket_path_make_document (document->document_id);
  LoketResponse *response = loket_response_new (201);

  loket_response_set_header (response, "location", path);
  set_number (response, "upload-offset", document->offset);
  return response;
}

LoketResponse *
_loket_call_create_upload (LoketCall *call)
{
  LoketResponse *refusal = check_version (call);
  g_autoptr (LoketDocumentRecord) wish = refusal == NULL ? read_wish (call, &refusal) : NULL;
  g_autoptr (LoketDocumentRecord) known = NULL;
  g_autoptr (LoketRecord) record = NULL;
  GError *error = NULL;

  if (wish == NULL)
    return refusal;
  record = _loket_call_find_case_of (call, wish->case_id, &refusal);
  if (record == NULL)
    return refusal;
  if (!_loket_call_look_for_document (call, wish->document_id, &known, &error))
    return _loket_call_fail (error);
  if (known != NULL)
    return is_same (known, wish) ? reply_location (known)
                                 : _loket_call_refuse (LOKET_PROBLEM_DIFFERENT_CONTENT,
                                                       "another document was begun under this id");
  if (!write_wish (call, wish, &error))
    return _loket_call_fail (error);
  return reply_location (wish);
}

/* What stands between the caller and the upload of the path. */
static LoketDocumentRecord *
find_upload (LoketCall *call, LoketResponse **refusal)
{
  *refusal = check_version (call);
  return *refusal == NULL ? _loket_call_find_document (call, refusal) : NULL;
}

LoketResponse *
_loket_call_head_upload (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketDocumentRecord) document = find_upload (call, &response);

  if (document != NULL) {
    response = loket_response_new (200);
    set_number (response, "upload-offset", document->offset);
    set_number (response, "upload-length", document->size);
  }
  loket_response_set_header (response, "cache-control", "no-store");
  return response;
}

static LoketResponse *
check_sum (LoketCall *call, GBytes *bytes)
{
  const char *header = loket_request_get_header (call->request, "upload-checksum");
  g_autoptr (GBytes) sum = NULL;
  GChecksumType algorithm;

  if (header == NULL)
    return NULL;
  if (!loket_tus_checksum_parse (header, &algorithm, &sum))
    return _loket_call_refuse_input ("schemaViolation", "header", "Upload-Checksum",
                                     "sha1 or sha256 and a sum in base64 are wanted");
  return loket_tus_checksum_fits (algorithm, sum, bytes)
             ? NULL
             : refuse_transfer (LOKET_TUS_STATUS_MISMATCH, "the piece has another sum");
}

/* NULL: the piece may be kept. */
static LoketResponse *
check_piece (LoketCall *call, const LoketDocumentRecord *document, GBytes *bytes)
{
  const char *type = loket_request_get_header (call->request, "content-type");
  gint64 offset, length = (gint64) g_bytes_get_size (bytes);
  LoketResponse *response;

  if (!loket_media_type_is (type, LOKET_TUS_OCTETS))
    return _loket_call_refuse (LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE, LOKET_TUS_OCTETS " is wanted");
  if (!loket_tus_number_parse (loket_request_get_header (call->request, "upload-offset"), &offset))
    return _loket_call_refuse_input ("schemaViolation", "header", "Upload-Offset",
                                     "a number of bytes is wanted");
  if (offset != document->offset) {
    response = refuse_transfer (409, "the next piece begins elsewhere");
    set_number (response, "upload-offset", document->offset);
    return response;
  }
  if (length > LOKET_CENTRAL_BODY_MAX_BYTES)
    return refuse_too_large (LOKET_CENTRAL_BODY_MAX_BYTES);
  if (length > document->size - offset)
    return refuse_too_large (document->size - offset);
  return check_sum (call, bytes);
}

/* @fits: (out): whether the whole, if it is one now, is what its sender said */
static gboolean
keep_piece (LoketLedger *ledger,
            LoketDocumentRecord *document,
            GBytes *bytes,
            gboolean *fits,
            GError **error)
{
  *fits = TRUE;
  if (!loket_ledger_append_piece (ledger, document, bytes, error))
    return FALSE;
  if (document->offset < document->size)
    return TRUE;
  if (!loket_ledger_end_document (ledger, document, error))
    return FALSE;
  *fits =
      document->wanted_sha256 == NULL || g_str_equal (document->wanted_sha256, document->sha256);
  return *fits || loket_ledger_empty_document (ledger, document, error);
}

static LoketResponse *
take_piece (LoketCall *call, LoketDocumentRecord *document, GBytes *bytes)
{
  LoketLedger *ledger = call->central->ledger;
  LoketResponse *response;
  GError *error = NULL;
  gboolean fits;

  if (!loket_ledger_begin (ledger, &error))
    return _loket_call_fail (error);
  if (!keep_piece (ledger, document, bytes, &fits, &error)) {
    loket_ledger_roll_back (ledger);
    return _loket_call_fail (error);
  }
  if (!loket_ledger_commit (ledger, &error))
    return _loket_call_fail (error);
  response = fits ? loket_response_new (204)
                  : refuse_transfer (LOKET_TUS_STATUS_MISMATCH, "the whole has another sum");
  set_number (response, "upload-offset", document->offset);
  return response;
}

LoketResponse *
_loket_call_patch_upload (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketDocumentRecord) document = find_upload (call, &response);
  g_autoptr (GBytes) bytes = NULL;

  if (document == NULL)
    return response;
  bytes =
      call->request->body != NULL ? g_bytes_ref (call->request->body) : g_bytes_new_static ("", 0);
  response = check_piece (call, document, bytes);
  if (response != NULL)
    return response;
  if (g_bytes_get_size (bytes) > 0)
    return take_piece (call, document, bytes);
  response = loket_response_new (204);
  set_number (response, "upload-offset", document->offset);
  return response;
}

LoketResponse *
_loket_call_delete_upload (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketDocumentRecord) document = find_upload (call, &response);
  LoketLedger *ledger = call->central->ledger;
  GError *error = NULL;
  gboolean attached;

  if (document == NULL)
    return response;
  if (!loket_ledger_is_attached (ledger, document, &attached, &error))
    return _loket_call_fail (error);
  if (attached)
    return _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION, "it belongs to a case by now");
  if (!loket_ledger_begin (ledger, &error))
    return _loket_call_fail (error);
  if (!loket_ledger_remove_document (ledger, document, &error)) {
    loket_ledger_roll_back (ledger);
    return _loket_call_fail (error);
  }
  return loket_ledger_commit (ledger, &error) ? loket_response_new (204) : _loket_call_fail (error);
}
