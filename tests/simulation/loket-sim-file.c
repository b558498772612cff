/* SPDX-License-Identifier: EUPL-1.2 */
/* Files in memory. */
#include "loket-sim-file.h"

static void
change_clear (gpointer data)
{
  g_free (((SimChange *) data)->data);
}

SimFile *
sim_file_new (SimDisk *disk)
{
  SimFile *self = g_new0 (SimFile, 1);

  self->ref_count = 1;
  self->disk = disk;
  self->is_new = TRUE;
  self->changes = g_array_new (FALSE, FALSE, sizeof (SimChange));
  g_array_set_clear_func (self->changes, change_clear);
  return self;
}

SimFile *
sim_file_ref (SimFile *self)
{
  self->ref_count++;
  return self;
}

void
sim_file_unref (SimFile *self)
{
  if (--self->ref_count > 0)
    return;
  g_array_unref (self->changes);
  sim_bytes_clear (&self->live);
  sim_bytes_clear (&self->synced);
  for (guint i = 0; i < SIM_SHM_REGIONS; i++)
    g_free (self->regions[i]);
  g_free (self);
}

static void
apply (SimBytes *bytes, const SimChange *change)
{
  if (change->data == NULL)
    sim_bytes_resize (bytes, change->offset);
  else
    sim_bytes_write (bytes, change->offset, change->data, change->length);
}

/**
 * sim_file_change:
 * @data: (nullable): NULL: a truncation to @offset
 */
void
sim_file_change (SimFile *self, gsize offset, const void *data, gsize length)
{
  SimChange change = {offset, length, NULL};

  if (data != NULL)
    change.data = g_memdup2 (data, length);
  apply (&self->live, &change);
  self->shown = FALSE;
  if (self->disk != NULL)
    g_array_append_val (self->changes, change);
  else
    change_clear (&change);
}

/* With all its changes what was synced is what stands there now. */
void
sim_file_sync (SimFile *self)
{
  if (self->changes->len == 0)
    return;
  sim_bytes_copy (&self->synced, &self->live);
  g_array_set_size (self->changes, 0);
}

/* Sectors of a write arrive each by itself; what lies between keeps what was there before. */
static void
apply_some_sectors (SimBytes *bytes, const SimChange *change, SimDice *dice)
{
  gsize at = 0;

  while (at < change->length) {
    gsize sector_end = (change->offset + at) / SIM_SECTOR_BYTES * SIM_SECTOR_BYTES +
                       SIM_SECTOR_BYTES - change->offset;
    gsize end = MIN (sector_end, change->length);

    if (sim_dice_chance (dice, 50))
      sim_bytes_write (bytes, change->offset + at, change->data + at, end - at);
    at = end;
  }
}

/* Any of the writes, each wholly, in part or not at all; of two to one place the later holds. */
static void
apply_some (SimFile *self, SimBytes *found, SimDice *dice)
{
  for (guint i = 0; i < self->changes->len; i++) {
    const SimChange *change = &g_array_index (self->changes, SimChange, i);
    guint32 fate = sim_dice_below (dice, 3);

    if (fate == 0 || (fate == 1 && change->data == NULL))
      continue;
    if (fate == 1)
      apply_some_sectors (found, change, dice);
    else
      apply (found, change);
  }
}

/**
 * sim_file_crash:
 * @found: (out): what stands in it after the crash
 */
void
sim_file_crash (SimFile *self, SimCrash crash, SimDice *dice, SimBytes *found)
{
  guint n_kept = 0;

  sim_bytes_copy (found, &self->synced);
  if (crash == SIM_CRASH_PROGRAM)
    n_kept = self->changes->len;
  else if (crash == SIM_CRASH_PREFIX)
    n_kept = sim_dice_below (dice, self->changes->len + 1);
  else if (crash == SIM_CRASH_SECTORS)
    apply_some (self, found, dice);
  for (guint i = 0; i < n_kept; i++)
    apply (found, &g_array_index (self->changes, SimChange, i));
}

static gboolean
is_other (gpointer holder, gpointer handle)
{
  return holder != NULL && holder != handle;
}

static int
lock_shared (SimFile *self, gpointer handle, int *level)
{
  if (is_other (self->pending, handle) || is_other (self->exclusive, handle))
    return SQLITE_BUSY;
  self->n_shared++;
  *level = SQLITE_LOCK_SHARED;
  return SQLITE_OK;
}

/**
 * sim_file_lock:
 * @level: (inout): what the handle has
 */
int
sim_file_lock (SimFile *self, gpointer handle, int *level, int wanted)
{
  if (*level >= wanted)
    return SQLITE_OK;
  if (wanted == SQLITE_LOCK_SHARED)
    return lock_shared (self, handle, level);
  if (wanted == SQLITE_LOCK_RESERVED) {
    if (is_other (self->reserved, handle) || is_other (self->pending, handle))
      return SQLITE_BUSY;
    self->reserved = handle;
    *level = SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
  }
  if (is_other (self->pending, handle) || is_other (self->reserved, handle))
    return SQLITE_BUSY;
  self->pending = handle;
  *level = SQLITE_LOCK_PENDING;
  if (self->n_shared > 1)
    return SQLITE_BUSY;
  self->exclusive = handle;
  *level = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

int
sim_file_unlock (SimFile *self, gpointer handle, int *level, int wanted)
{
  if (*level <= wanted)
    return SQLITE_OK;
  if (self->reserved == handle)
    self->reserved = NULL;
  if (self->pending == handle)
    self->pending = NULL;
  if (self->exclusive == handle)
    self->exclusive = NULL;
  if (wanted == SQLITE_LOCK_NONE)
    self->n_shared--;
  *level = wanted;
  return SQLITE_OK;
}

static int
shm_unlock (SimFile *self, gpointer handle, guint *mine, int first, int n)
{
  for (int i = first; i < first + n; i++) {
    if (self->shm_exclusive[i] == handle)
      self->shm_exclusive[i] = NULL;
    else if (*mine & (1u << i))
      self->shm_shared[i]--;
    *mine &= ~(1u << i);
  }
  return SQLITE_OK;
}

/**
 * sim_file_shm_lock:
 * @mine: (inout): bits of the shared locks of this handle
 */
int
sim_file_shm_lock (SimFile *self, gpointer handle, guint *mine, int first, int n, int flags)
{
  if (flags & SQLITE_SHM_UNLOCK)
    return shm_unlock (self, handle, mine, first, n);
  for (int i = first; i < first + n; i++) {
    guint others = self->shm_shared[i] - ((*mine >> i) & 1);

    if (is_other (self->shm_exclusive[i], handle) ||
        ((flags & SQLITE_SHM_EXCLUSIVE) != 0 && others > 0))
      return SQLITE_BUSY;
  }
  for (int i = first; i < first + n; i++) {
    if (flags & SQLITE_SHM_EXCLUSIVE) {
      self->shm_exclusive[i] = handle;
    } else if ((*mine & (1u << i)) == 0) {
      self->shm_shared[i]++;
      *mine |= 1u << i;
    }
  }
  return SQLITE_OK;
}

/* The index goes with the last one who looks at it. */
void
sim_file_shm_unmap (SimFile *self, gpointer handle, guint *mine)
{
  shm_unlock (self, handle, mine, 0, SIM_SHM_LOCKS);
  if (--self->n_mapped > 0)
    return;
  for (guint i = 0; i < SIM_SHM_REGIONS; i++)
    g_clear_pointer (&self->regions[i], g_free);
}
