/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk folder: everything of one account at one loket, and the lock on it.
 *
 * One process writes to it; a second one waits two seconds, then is told who holds it. Folder 0700,
 * files 0600. Refused on a network file system: SQLite's WAL needs shared memory. Main thread. */
#pragma once

#include <glib.h>

#include "loket-store-error.h"

G_BEGIN_DECLS

typedef struct _LoketDeskFolder LoketDeskFolder;

typedef struct {
  gboolean read_only; /* beside its owner: no lock, desk.ini is not written */
  gboolean create;    /* make the folder and desk.ini where they are missing */
  guint wait_ms;      /* for the lock; 0: two seconds */
} LoketDeskFolderOptions;

LoketDeskFolder *loket_desk_folder_open  (const char *path, const LoketDeskFolderOptions *options,
                                          GError **error);
void             loket_desk_folder_close (LoketDeskFolder *self);

char       *loket_desk_folder_get_default_path (void);
const char *loket_desk_folder_get_path         (LoketDeskFolder *self);
char       *loket_desk_folder_build_path       (LoketDeskFolder *self, const char *name);

/* desk.ini: group and key; a value that is set is written at once, atomically. */
char    *loket_desk_folder_get_value (LoketDeskFolder *self, const char *group, const char *key);
gboolean loket_desk_folder_set_value (LoketDeskFolder *self, const char *group, const char *key,
                                      const char *value, GError **error);

/* For tests: what statfs() says of a path is replaced; NULL puts it back. */
typedef gboolean (*LoketNetworkProbe) (const char *path);
void loket_desk_folder_set_network_probe (LoketNetworkProbe probe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDeskFolder, loket_desk_folder_close)

G_END_DECLS
