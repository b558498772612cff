/* SPDX-License-Identifier: EUPL-1.2 */
/* gzip for JSON; what is packed already, or is asked for in ranges, stays as it is. */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "loket-http.h"
#include "loket-packing.h"

enum {
  /* Below this it costs more than it saves. */
  WORTH_BYTES = 1024,
  /* Pages of the feed are large, and are made for many: quick before small. */
  LEVEL = 1,
};

/* `gzip`, or `*`, unless it is named with a weight of nothing. */
static gboolean
takes_gzip (const char *accept_encoding)
{
  g_auto (GStrv) codings = g_strsplit (accept_encoding != NULL ? accept_encoding : "", ",", -1);

  for (int i = 0; codings[i] != NULL; i++) {
    char *semicolon = strchr (codings[i], ';');
    const char *weight = semicolon != NULL ? g_strstrip (semicolon + 1) : "q=1";

    if (semicolon != NULL)
      *semicolon = '\0';
    g_strstrip (codings[i]);
    if (g_ascii_strcasecmp (codings[i], "gzip") == 0 || g_str_equal (codings[i], "*"))
      return g_str_has_prefix (weight, "q=") && g_ascii_strtod (weight + 2, NULL) > 0;
  }
  return FALSE;
}

static gboolean
is_worth_it (LoketResponse *response)
{
  const char *type = loket_response_get_header (response, "content-type");

  return g_bytes_get_size (response->body) >= WORTH_BYTES &&
         (loket_media_type_is (type, LOKET_HTTP_JSON) ||
          loket_media_type_is (type, LOKET_HTTP_PROBLEM));
}

static GBytes *
pack (GBytes *body)
{
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  gsize length;
  const void *bytes = g_bytes_get_data (body, &length);

  if (!g_output_stream_write_all (packed, bytes, length, NULL, NULL, NULL) ||
      !g_output_stream_close (packed, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/**
 * loket_packing_apply:
 * @response: its body is replaced where the caller takes gzip and it is worth it
 */
void
loket_packing_apply (LoketRequest *request, LoketResponse *response)
{
  g_autofree char *type = g_strdup (loket_response_get_header (response, "content-type"));
  g_autoptr (GBytes) packed = NULL;

  if (!is_worth_it (response))
    return;
  loket_response_set_header (response, "vary", "Authorization, Accept, Accept-Encoding");
  if (!takes_gzip (loket_request_get_header (request, "accept-encoding")))
    return;
  packed = pack (response->body);
  if (packed == NULL)
    return;
  loket_response_set_body (response, packed, type);
  loket_response_set_header (response, "content-encoding", "gzip");
}
