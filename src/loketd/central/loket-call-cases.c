/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading cases and acts. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-central-private.h"
#include "loket-http.h"

LoketResponse *
_loket_call_get_case (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketRecord) record = _loket_call_find_case (call, &response);
  g_autofree char *etag = NULL;
  g_autoptr (JsonObject) json = NULL;
  GError *error = NULL;

  if (record == NULL)
    return response;
  etag = loket_etag_for_version (record->version);
  json = loket_describe_case (record, call->central->rules, loket_central_get_now (call->central),
                              call->central->acts_max, &error);
  if (json == NULL)
    return _loket_call_fail (error);
  {
    g_autofree char *text = loket_json_object_to_string (json);
    g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

    return _loket_call_reply_tagged (call, body, etag);
  }
}

LoketResponse *
_loket_call_get_acts (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketRecord) record = _loket_call_find_case (call, &response);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) body = NULL;
  gint64 after = 0;
  gsize size = 0;

  if (record == NULL || !_loket_call_read_number (call, "after", 0, G_MAXINT64, &after, &response))
    return response;
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);
    gsize length = strlen (act->body);
    GError *error = NULL;
    char *text;

    if (act->seq <= after)
      continue;
    if (!loket_describe_fits (call->central->acts_max, texts->len, size, length))
      break;
    size += length;
    text = loket_describe_act_text (act, &error);
    if (text == NULL)
      return _loket_call_fail (error);
    g_ptr_array_add (texts, text);
  }
  body = loket_acts_page_encode (texts, record->acts->len);
  response = loket_response_new (200);
  loket_response_set_body (response, body, LOKET_HTTP_JSON);
  return response;
}

LoketResponse *
_loket_call_get_act (LoketCall *call)
{
  LoketResponse *response = NULL;
  g_autoptr (LoketRecord) record = _loket_call_find_case (call, &response);
  GError *error = NULL;

  if (record == NULL)
    return response;
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);
    g_autoptr (JsonObject) json = NULL;

    if (!g_str_equal (act->act_id, call->path->sub_id))
      continue;
    json = loket_describe_act (act, &error);
    return json != NULL ? _loket_call_reply (200, json) : _loket_call_fail (error);
  }
  return _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "no such act in this case");
}
