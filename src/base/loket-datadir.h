/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the data files lie: `LOKET_DATADIR` where it is set, else where they were installed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *loket_datadir_build_path (const char *first_element, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
