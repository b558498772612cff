/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a folder lies on a network file system, where SQLite's WAL does not work. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean loket_network_path_check (const char *path);
gboolean loket_network_path_is_network_type (guint64 magic, const char *mount_type);

G_END_DECLS
