/* SPDX-License-Identifier: EUPL-1.2 */
/* Plain files beside the databases, the contents of documents: on a real disk in memory, with what of
 * them was synced.
 *
 * fsync() of the whole process is ours: it notes how much of a file is safe, or which names of a
 * folder are, and is a moment at which a machine may crash like any other. A crash takes a picture
 * of the tree as it would be found, which replaces the tree when the desk starts again. One thread. */
#pragma once

#include "loket-sim-disk.h"

G_BEGIN_DECLS

typedef struct _SimPlain SimPlain;

void      sim_plain_forget      (void);
void      sim_plain_sync_folder (const char *path);
SimPlain *sim_plain_take        (const char *folder, SimCrash crash, guint64 salt);
void      sim_plain_restore     (const SimPlain *self, const char *folder);
void      sim_plain_free        (SimPlain *self);

/* Removes it with all that is below. */
void      sim_plain_remove_tree (const char *path);

G_END_DECLS
