/* SPDX-License-Identifier: EUPL-1.2 */
/* Entity tags of reference data. */
#include "config.h"

#include "loket-ref-data.h"

static void
procedure_tag_free (LoketProcedureTag *tag)
{
  g_free (tag->id);
  g_free (tag->version);
  g_free (tag->etag);
  g_free (tag);
}

LoketRefData *
loket_ref_data_new (void)
{
  LoketRefData *self = g_new0 (LoketRefData, 1);

  self->procedures = g_ptr_array_new_with_free_func ((GDestroyNotify) procedure_tag_free);
  return self;
}

void
loket_ref_data_free (LoketRefData *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->procedures);
  g_free (self->calendars);
  g_free (self->organizations);
  g_free (self->me);
  g_free (self);
}

void
loket_ref_data_add_procedure (LoketRefData *self,
                              const char *id,
                              const char *version,
                              const char *etag)
{
  LoketProcedureTag *tag = g_new0 (LoketProcedureTag, 1);

  tag->id = g_strdup (id);
  tag->version = g_strdup (version);
  tag->etag = g_strdup (etag);
  g_ptr_array_add (self->procedures, tag);
}

/**
 * loket_ref_data_from_json:
 *
 * Takes what can be read: a tag that is missing costs one fetch, not the page.
 */
LoketRefData *
loket_ref_data_from_json (JsonObject *json)
{
  LoketRefData *self = loket_ref_data_new ();
  JsonArray *procedures = loket_json_peek_array (json, "procedures");
  guint count = procedures != NULL ? json_array_get_length (procedures) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *tag = loket_json_array_peek_object (procedures, i);
    const char *id = tag != NULL ? loket_json_peek_string (tag, "id") : NULL;
    const char *version = tag != NULL ? loket_json_peek_string (tag, "version") : NULL;
    const char *etag = tag != NULL ? loket_json_peek_string (tag, "etag") : NULL;

    if (id != NULL && version != NULL && etag != NULL)
      loket_ref_data_add_procedure (self, id, version, etag);
  }
  self->calendars = g_strdup (loket_json_peek_string (json, "calendars"));
  self->organizations = g_strdup (loket_json_peek_string (json, "organizations"));
  self->me = g_strdup (loket_json_peek_string (json, "me"));
  return self;
}

JsonNode *
loket_ref_data_to_json (const LoketRefData *self)
{
  JsonNode *node = json_node_alloc ();
  JsonObject *json = json_object_new ();
  JsonArray *procedures = json_array_new ();

  for (guint i = 0; i < self->procedures->len; i++) {
    const LoketProcedureTag *tag = g_ptr_array_index (self->procedures, i);
    JsonObject *entry = json_object_new ();

    loket_json_set_text (entry, "id", tag->id);
    loket_json_set_text (entry, "version", tag->version);
    loket_json_set_text (entry, "etag", tag->etag);
    json_array_add_object_element (procedures, entry);
  }
  json_object_set_array_member (json, "procedures", procedures);
  loket_json_set_text (json, "calendars", self->calendars);
  loket_json_set_text (json, "organizations", self->organizations);
  loket_json_set_text (json, "me", self->me);
  json_node_init_object (node, json);
  json_object_unref (json);
  return node;
}
