/* SPDX-License-Identifier: EUPL-1.2 */
/* The trace. */
#include "loket-sim-trace.h"

#include <string.h>

#define FNV_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_FACTOR G_GUINT64_CONSTANT (0x100000001b3)

guint64
sim_hash_bytes (guint64 hash, const void *bytes, gsize length)
{
  const guint8 *at = bytes;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ at[i]) * FNV_FACTOR;
  return hash;
}

guint32
sim_hash_body (GBytes *body)
{
  gsize length;
  const void *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  return data != NULL ? (guint32) (sim_hash_bytes (FNV_START, data, length) & G_MAXUINT32) : 0;
}

void
sim_trace_begin (SimTrace *self, gboolean prints)
{
  *self = (SimTrace){.hash = FNV_START, .prints = prints};
}

void
sim_trace_say (SimTrace *self, const char *format, ...)
{
  char line[512];
  va_list arguments;
  int length;

  va_start (arguments, format);
  length = g_vsnprintf (line, sizeof line, format, arguments);
  va_end (arguments);
  self->hash = sim_hash_bytes (self->hash, line, MIN ((gsize) length, sizeof line - 1));
  self->n_lines++;
  if (self->prints)
    g_print ("%s\n", line);
}
