/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing a page of the feed from the cases' own texts. */
#include "config.h"

#include "loket-feed.h"

struct _LoketFeedWriter {
  GString *text;
  guint count;
};

LoketFeedWriter *
loket_feed_writer_new (void)
{
  LoketFeedWriter *self = g_new0 (LoketFeedWriter, 1);

  self->text = g_string_new ("{\"items\":[");
  return self;
}

void
loket_feed_writer_free (LoketFeedWriter *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_text (GString *text, const char *value)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), value);
  g_autofree char *quoted = loket_json_to_string (node, FALSE);

  g_string_append (text, quoted);
}

static void
begin_item (LoketFeedWriter *self, const char *case_id, gint64 version, LoketChange change)
{
  if (self->count++ > 0)
    g_string_append_c (self->text, ',');
  g_string_append (self->text, "{\"caseId\":");
  append_text (self->text, case_id);
  g_string_append_printf (self->text, ",\"version\":%" G_GINT64_FORMAT ",\"change\":\"%s\"",
                          version, loket_change_to_string (change));
}

/**
 * loket_feed_writer_add_upsert:
 * @case_json: (nullable): the case as JSON text, put in as it is; NULL for one that is too large
 *   for a page and is to be fetched
 */
void
loket_feed_writer_add_upsert (LoketFeedWriter *self,
                              const char *case_id,
                              gint64 version,
                              const char *case_json)
{
  begin_item (self, case_id, version, LOKET_CHANGE_UPSERTED);
  if (case_json != NULL) {
    g_string_append (self->text, ",\"case\":");
    g_string_append (self->text, case_json);
  }
  g_string_append_c (self->text, '}');
}

/**
 * loket_feed_writer_add_removal:
 * @change: withdrawn or erased
 * @reason: (nullable): a code
 */
void
loket_feed_writer_add_removal (LoketFeedWriter *self,
                               const char *case_id,
                               gint64 version,
                               LoketChange change,
                               const char *reason)
{
  g_return_if_fail (change != LOKET_CHANGE_UPSERTED);

  begin_item (self, case_id, version, change);
  if (reason != NULL) {
    g_string_append (self->text, ",\"reason\":");
    append_text (self->text, reason);
  }
  g_string_append_c (self->text, '}');
}

guint
loket_feed_writer_get_count (LoketFeedWriter *self)
{
  return self->count;
}

/**
 * loket_feed_writer_get_size:
 *
 * Returns: the bytes so far, to end a page before it is too large
 */
gsize
loket_feed_writer_get_size (LoketFeedWriter *self)
{
  return self->text->len;
}

/**
 * loket_feed_writer_finish:
 * @next: the cursor after the last item
 * @ref_data: (nullable)
 *
 * Returns: (transfer full): the page; the writer can only be freed after that
 */
GBytes *
loket_feed_writer_finish (LoketFeedWriter *self, const char *next, const LoketRefData *ref_data)
{
  g_string_append (self->text, "],\"next\":");
  append_text (self->text, next);
  if (ref_data != NULL) {
    g_autoptr (JsonNode) node = loket_ref_data_to_json (ref_data);
    g_autofree char *text = loket_json_to_string (node, FALSE);

    g_string_append (self->text, ",\"refData\":");
    g_string_append (self->text, text);
  }
  g_string_append_c (self->text, '}');
  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}
