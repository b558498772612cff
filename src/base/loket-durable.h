/* SPDX-License-Identifier: EUPL-1.2 */
/* Files and names that are on the disk when the call returns, also if the power goes behind it.
 *
 * Bytes are on the disk once their file is synced, and a name once its folder is; a new folder is a
 * name in the one above it. Errors: G_FILE_ERROR; what could not be synced is an error. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean loket_durable_close        (int file, const char *path, GError **error);
gboolean loket_durable_sync_folder  (const char *path, GError **error);
gboolean loket_durable_make_folders (const char *root, const char *path, GError **error);
gboolean loket_durable_rename       (const char *from, const char *to, GError **error);

G_END_DECLS
