/* SPDX-License-Identifier: EUPL-1.2 */
/* HTTP/1.1 by hand, for a fault that a correct server cannot make. */
#include "config.h"

#include "loket-raw-reply.h"

/**
 * loket_raw_reply_write:
 * @size_bytes: how much of the body is sent
 *
 * A line that is gone already is no matter: it was to break anyway.
 */
void
loket_raw_reply_write (GIOStream *line, LoketResponse *response, gsize size_bytes)
{
  GOutputStream *output = g_io_stream_get_output_stream (line);
  g_autoptr (GString) head = g_string_new (NULL);
  gsize length;
  const char *body = g_bytes_get_data (response->body, &length);
  GHashTableIter iter;
  gpointer name, value;

  g_string_append_printf (head, "HTTP/1.1 %u Cut\r\n", response->status);
  g_hash_table_iter_init (&iter, response->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (head, "%s: %s\r\n", (char *) name, (char *) value);
  g_string_append_printf (head, "content-length: %" G_GSIZE_FORMAT "\r\n\r\n", length);
  if (g_output_stream_write_all (output, head->str, head->len, NULL, NULL, NULL) &&
      size_bytes > 0 && length > 0)
    g_output_stream_write_all (output, body, MIN (size_bytes, length), NULL, NULL, NULL);
}
