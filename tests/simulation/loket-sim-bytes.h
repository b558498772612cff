/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands in a file: blocks that copies of it share until one of them is written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum {
  SIM_BLOCK_BYTES = 4096 /* a page of SQLite: most writes take the place of a whole block */
};

typedef struct _SimBlock SimBlock;

typedef struct {
  SimBlock **blocks; /* (owned) (nullable): a block that is NULL is all zeros */
  gsize n_blocks;
  gsize room;        /* in blocks */
  gsize size;        /* in bytes */
} SimBytes;

void sim_bytes_resize (SimBytes *self, gsize size);
void sim_bytes_read   (const SimBytes *self, gsize offset, void *data, gsize length);
void sim_bytes_write  (SimBytes *self, gsize offset, const void *data, gsize length);
void sim_bytes_copy   (SimBytes *self, const SimBytes *other);
void sim_bytes_clear  (SimBytes *self);

G_END_DECLS
