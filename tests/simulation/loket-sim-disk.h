/* SPDX-License-Identifier: EUPL-1.2 */
/* Disks in memory that know what was synced: SQLite's default VFS of the simulator.
 *
 * Each folder is a disk of its own. Its files have their names in the real folder, so that whoever
 * creates, renames or deletes them does so as ever; what SQLite writes into them stays here, by
 * inode, until it closes them: then it stands in the real file, for whoever reads that. A crash freezes the disk: from then on nothing more is written, and
 * sim_disk_restore() brings back what a machine would find after it. What was not synced is kept
 * wholly (only the program died), lost, or kept in part: the first writes, or any sectors of them.
 * A name that was made or deleted since the folder was last synced may be there or not.
 * One thread. */
#pragma once

#include "loket-sim-dice.h"

G_BEGIN_DECLS

typedef struct _SimDisk SimDisk;
typedef struct _SimImage SimImage;

typedef enum {
  SIM_CRASH_PROGRAM, /* the program dies, the machine lives: all that was written is there */
  SIM_CRASH_LOST,    /* the power goes: nothing is there but what was synced */
  SIM_CRASH_PREFIX,  /* ... and the first writes of each file */
  SIM_CRASH_SECTORS, /* ... and some sectors of what was written, in any order */
  SIM_N_CRASHES,
} SimCrash;

void       sim_disk_register (void);
SimDisk   *sim_disk_new      (const char *folder);
void       sim_disk_free     (SimDisk *self);

SimImage  *sim_disk_take_image (SimDisk *self);
void       sim_disk_load_image (SimDisk *self, const SimImage *image);
void       sim_image_free      (SimImage *image);

void       sim_disk_arm      (SimDisk *self, guint operations_before, SimCrash crash, guint64 salt);
void       sim_disk_disarm   (SimDisk *self);
void       sim_disk_freeze   (SimDisk *self, SimCrash crash, guint64 salt);
gboolean   sim_disk_is_frozen (SimDisk *self);
SimCrash   sim_disk_get_crash (SimDisk *self);
void       sim_disk_restore  (SimDisk *self);
void       sim_disk_set_full (SimDisk *self, gboolean full);
guint64    sim_disk_count_operations (SimDisk *self);

G_END_DECLS
