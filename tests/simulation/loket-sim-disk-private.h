/* SPDX-License-Identifier: EUPL-1.2 */
/* A disk from inside, for the VFS. */
#pragma once

#include "loket-sim-file.h"
#include "loket-sim-plain.h"

G_BEGIN_DECLS

struct _SimDisk {
  char *folder;
  GHashTable *files;   /* inode -> SimFile */
  GHashTable *durable; /* name -> SimFile: as the folder was when it was last synced */
  guint64 n_operations;
  gboolean armed;
  guint operations_before;
  SimCrash crash;
  SimDice dice;
  gboolean frozen;
  gboolean full;
  SimImage *found; /* (nullable): what is there after the crash */
  SimPlain *plain; /* (nullable): ... beside the databases */
};

SimDisk *_sim_disk_find             (const char *path);
gpointer _sim_disk_get_inode        (const char *path);
void     _sim_disk_sync_folder      (SimDisk *self);
void     _sim_disk_show             (SimDisk *self, const char *path);
SimFile *_sim_disk_make_placeholder (SimDisk *self, const char *path);

G_END_DECLS
