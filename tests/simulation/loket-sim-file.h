/* SPDX-License-Identifier: EUPL-1.2 */
/* One file in memory: what stands in it, what of it was synced, and its locks. */
#pragma once

#include <sqlite3.h>

#include "loket-sim-bytes.h"
#include "loket-sim-disk.h"

G_BEGIN_DECLS

enum {
  SIM_SHM_LOCKS = 8,
  SIM_SHM_REGIONS = 64,
  SIM_SECTOR_BYTES = 512,
};

/* A write or a truncation that was not synced yet. */
typedef struct {
  gsize offset;  /* of a truncation: the size */
  gsize length;
  guint8 *data;  /* (owned) (nullable): NULL: a truncation */
} SimChange;

typedef struct {
  guint ref_count;
  SimDisk *disk;      /* (nullable): NULL: a temporary file */
  SimBytes live;
  SimBytes synced;
  GArray *changes;    /* (element-type SimChange): since it was synced */
  gboolean is_new;    /* its folder was not synced since it was opened first */
  guint n_open;       /* handles */
  gboolean shown;     /* the real file holds what stands here */
  /* Locks of the database file. */
  guint n_shared;
  gpointer reserved, pending, exclusive; /* which handle has it */
  /* The index of the write-ahead log. */
  guint n_mapped;
  guint8 *regions[SIM_SHM_REGIONS];
  guint shm_shared[SIM_SHM_LOCKS];
  gpointer shm_exclusive[SIM_SHM_LOCKS];
} SimFile;

SimFile *sim_file_new    (SimDisk *disk);
SimFile *sim_file_ref    (SimFile *self);
void     sim_file_unref  (SimFile *self);
void     sim_file_change (SimFile *self, gsize offset, const void *data, gsize length);
void     sim_file_sync   (SimFile *self);
void     sim_file_crash  (SimFile *self, SimCrash crash, SimDice *dice, SimBytes *found);
int      sim_file_lock   (SimFile *self, gpointer handle, int *level, int wanted);
int      sim_file_unlock (SimFile *self, gpointer handle, int *level, int wanted);
int      sim_file_shm_lock  (SimFile *self, gpointer handle, guint *mine, int first, int n,
                             int flags);
void     sim_file_shm_unmap (SimFile *self, gpointer handle, guint *mine);

G_END_DECLS
