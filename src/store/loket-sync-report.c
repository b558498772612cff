/* SPDX-License-Identifier: EUPL-1.2 */
/* The report as a value, and as the text that is kept. */
#include "config.h"

#include "loket-json.h"
#include "loket-sync-report.h"

/* The numbers, by the name that they are kept under. */
static const struct {
  const char *name;
  gsize offset;
} numbers[] = {
    {"began", G_STRUCT_OFFSET (LoketSyncReport, began)},
    {"ended", G_STRUCT_OFFSET (LoketSyncReport, ended)},
    {"received", G_STRUCT_OFFSET (LoketSyncReport, received)},
    {"sent", G_STRUCT_OFFSET (LoketSyncReport, sent)},
    {"refused", G_STRUCT_OFFSET (LoketSyncReport, refused)},
    {"withdrawn", G_STRUCT_OFFSET (LoketSyncReport, withdrawn)},
    {"erased", G_STRUCT_OFFSET (LoketSyncReport, erased)},
    {"gone", G_STRUCT_OFFSET (LoketSyncReport, gone)},
    {"quarantined", G_STRUCT_OFFSET (LoketSyncReport, quarantined)},
    {"documentsNotSent", G_STRUCT_OFFSET (LoketSyncReport, documents_not_sent)},
    {"pages", G_STRUCT_OFFSET (LoketSyncReport, pages)},
};

/* @self: (nullable) */
LoketSyncReport *
loket_sync_report_copy (const LoketSyncReport *self)
{
  LoketSyncReport *copy;

  if (self == NULL)
    return NULL;
  copy = g_new0 (LoketSyncReport, 1);
  *copy = *self;
  copy->error = g_strdup (self->error);
  copy->documents_error = g_strdup (self->documents_error);
  return copy;
}

void
loket_sync_report_free (LoketSyncReport *self)
{
  if (self == NULL)
    return;
  g_free (self->error);
  g_free (self->documents_error);
  g_free (self);
}

char *
loket_sync_report_to_text (const LoketSyncReport *self)
{
  g_autoptr (JsonObject) json = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_object_set_int_member (json, numbers[i].name,
                                G_STRUCT_MEMBER (gint64, self, numbers[i].offset));
  if (self->error != NULL)
    json_object_set_string_member (json, "error", self->error);
  if (self->documents_error != NULL)
    json_object_set_string_member (json, "documentsError", self->documents_error);
  return loket_json_object_to_string (json);
}

/**
 * loket_sync_report_from_text:
 * @text: (nullable)
 *
 * Returns: (transfer full) (nullable): NULL where there is none, or none that can be read
 */
LoketSyncReport *
loket_sync_report_from_text (const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? loket_json_parse (text, -1, NULL) : NULL;
  LoketSyncReport *self;
  JsonObject *json;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  json = json_node_get_object (root);
  self = g_new0 (LoketSyncReport, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    G_STRUCT_MEMBER (gint64, self, numbers[i].offset) =
        loket_json_peek_int (json, numbers[i].name, 0);
  self->error = g_strdup (loket_json_peek_string (json, "error"));
  self->documents_error = g_strdup (loket_json_peek_string (json, "documentsError"));
  return self;
}
