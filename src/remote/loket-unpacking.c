/* SPDX-License-Identifier: EUPL-1.2 */
/* gzip, piece by piece; one member or several behind each other. */
#include "config.h"

#include "loket-unpacking.h"

enum {
  PIECE_BYTES = 64 * 1024
};

struct _LoketUnpacking {
  GConverter *converter; /* (owned) */
  guint8 *piece;         /* (owned) */
  gboolean whole;        /* a member has ended, and nothing came behind it */
};

LoketUnpacking *
loket_unpacking_new (void)
{
  LoketUnpacking *self = g_new0 (LoketUnpacking, 1);

  self->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  self->piece = g_malloc (PIECE_BYTES);
  return self;
}

void
loket_unpacking_free (LoketUnpacking *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->converter);
  g_free (self->piece);
  g_free (self);
}

/* @n_read and @n_written: (out): 0 where more input is needed */
static gboolean
step (LoketUnpacking *self,
      const guint8 *bytes,
      gsize length,
      gsize *n_read,
      gsize *n_written,
      GError **error)
{
  GError *cause = NULL;
  GConverterResult result;

  *n_read = *n_written = 0;
  if (self->whole)
    g_converter_reset (self->converter);
  self->whole = FALSE;
  result = g_converter_convert (self->converter, bytes, length, self->piece, PIECE_BYTES,
                                G_CONVERTER_NO_FLAGS, n_read, n_written, &cause);
  self->whole = result == G_CONVERTER_FINISHED;
  if (result != G_CONVERTER_ERROR)
    return TRUE;
  *n_read = *n_written = 0;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)) {
    g_error_free (cause);
    return TRUE;
  }
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
loket_unpacking_add (LoketUnpacking *self,
                     const guint8 *bytes,
                     gsize length,
                     GByteArray *to,
                     gsize bytes_max,
                     GError **error)
{
  gsize n_read, n_written = 0;

  /* What fills the piece may have left something behind it. */
  while (length > 0 || (n_written == PIECE_BYTES && !self->whole)) {
    if (!step (self, bytes, length, &n_read, &n_written, error))
      return FALSE;
    if (n_written > bytes_max || to->len > bytes_max - n_written) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "it is too large unpacked");
      return FALSE;
    }
    if (n_written > 0)
      g_byte_array_append (to, self->piece, (guint) n_written);
    if (n_read == 0 && n_written == 0)
      break;
    bytes += n_read;
    length -= n_read;
  }
  return TRUE;
}

/**
 * loket_unpacking_is_whole:
 *
 * Returns: whether what was packed has come to its end
 */
gboolean
loket_unpacking_is_whole (LoketUnpacking *self)
{
  return self->whole;
}
