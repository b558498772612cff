/* SPDX-License-Identifier: EUPL-1.2 */
/* What happened, as lines: all of them hashed, and printed for whoever wants to read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 hash; /* FNV-1a over every line */
  guint64 n_lines;
  gboolean prints;
} SimTrace;

void sim_trace_begin (SimTrace *self, gboolean prints);
void sim_trace_say   (SimTrace *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

guint64 sim_hash_bytes (guint64 hash, const void *bytes, gsize length);
guint32 sim_hash_body  (GBytes *body);

G_END_DECLS
