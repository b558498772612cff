/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared blocks. */
#include "loket-sim-bytes.h"

#include <string.h>

struct _SimBlock {
  guint ref_count;
  SimBlock *next; /* (nullable): of those that nobody has */
  guint8 data[SIM_BLOCK_BYTES];
};

static SimBlock *unused; /* never given back: the next schedule needs as many */

static SimBlock *
block_new (void)
{
  SimBlock *block = unused;

  if (block != NULL)
    unused = block->next;
  else
    block = g_new (SimBlock, 1);
  block->ref_count = 1;
  return block;
}

static void
block_unref (SimBlock *block)
{
  if (block == NULL || --block->ref_count > 0)
    return;
  block->next = unused;
  unused = block;
}

static gsize
count_blocks (gsize size)
{
  return (size + SIM_BLOCK_BYTES - 1) / SIM_BLOCK_BYTES;
}

static void
make_room (SimBytes *self, gsize n_blocks)
{
  if (n_blocks <= self->room)
    return;
  self->room = MAX (n_blocks, self->room * 2);
  self->blocks = g_renew (SimBlock *, self->blocks, self->room);
}

/* Returns: (transfer none): a block of its own. What @keeps says of what stood there it still has.
 */
static SimBlock *
own (SimBytes *self, gsize i, gboolean keeps)
{
  SimBlock *before = self->blocks[i];

  if (before != NULL && before->ref_count == 1)
    return before;
  self->blocks[i] = block_new ();
  if (keeps && before != NULL)
    memcpy (self->blocks[i]->data, before->data, SIM_BLOCK_BYTES);
  else if (keeps)
    memset (self->blocks[i]->data, 0, SIM_BLOCK_BYTES);
  block_unref (before);
  return self->blocks[i];
}

static void
shrink (SimBytes *self, gsize size)
{
  gsize n_blocks = count_blocks (size);
  gsize end = size % SIM_BLOCK_BYTES;

  for (gsize i = n_blocks; i < self->n_blocks; i++)
    block_unref (self->blocks[i]);
  self->n_blocks = n_blocks;
  if (end > 0 && self->blocks[n_blocks - 1] != NULL)
    memset (own (self, n_blocks - 1, TRUE)->data + end, 0, SIM_BLOCK_BYTES - end);
}

/**
 * sim_bytes_resize:
 *
 * What is new is zeros.
 */
void
sim_bytes_resize (SimBytes *self, gsize size)
{
  if (size < self->size)
    shrink (self, size);
  make_room (self, count_blocks (size));
  while (self->n_blocks < count_blocks (size))
    self->blocks[self->n_blocks++] = NULL;
  self->size = size;
}

/**
 * sim_bytes_read:
 * @length: no more than is there
 */
void
sim_bytes_read (const SimBytes *self, gsize offset, void *data, gsize length)
{
  guint8 *to = data;

  while (length > 0) {
    const SimBlock *block = self->blocks[offset / SIM_BLOCK_BYTES];
    gsize at = offset % SIM_BLOCK_BYTES;
    gsize n = MIN (length, SIM_BLOCK_BYTES - at);

    if (block != NULL)
      memcpy (to, block->data + at, n);
    else
      memset (to, 0, n);
    to += n;
    offset += n;
    length -= n;
  }
}

void
sim_bytes_write (SimBytes *self, gsize offset, const void *data, gsize length)
{
  const guint8 *from = data;

  if (offset + length > self->size)
    sim_bytes_resize (self, offset + length);
  while (length > 0) {
    gsize at = offset % SIM_BLOCK_BYTES;
    gsize n = MIN (length, SIM_BLOCK_BYTES - at);

    memcpy (own (self, offset / SIM_BLOCK_BYTES, n < SIM_BLOCK_BYTES)->data + at, from, n);
    from += n;
    offset += n;
    length -= n;
  }
}

/**
 * sim_bytes_copy:
 *
 * Costs as much as there are blocks, not as much as stands in them.
 */
void
sim_bytes_copy (SimBytes *self, const SimBytes *other)
{
  make_room (self, other->n_blocks);
  for (gsize i = 0; i < MAX (self->n_blocks, other->n_blocks); i++) {
    SimBlock *block = i < other->n_blocks ? other->blocks[i] : NULL;

    if (i < self->n_blocks && self->blocks[i] == block)
      continue;
    if (block != NULL)
      block->ref_count++;
    if (i < self->n_blocks)
      block_unref (self->blocks[i]);
    if (i < other->n_blocks)
      self->blocks[i] = block;
  }
  self->n_blocks = other->n_blocks;
  self->size = other->size;
}

void
sim_bytes_clear (SimBytes *self)
{
  for (gsize i = 0; i < self->n_blocks; i++)
    block_unref (self->blocks[i]);
  g_clear_pointer (&self->blocks, g_free);
  self->size = self->room = self->n_blocks = 0;
}
