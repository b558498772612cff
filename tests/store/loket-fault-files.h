/* SPDX-License-Identifier: EUPL-1.2 */
/* A disk that keeps of a folder what was synced, and nothing else.
 *
 * It stands in the place of fsync() and fdatasync() of the test's program, so it sees the files of
 * ours and those of SQLite alike. Bytes stay as they were at the last sync of their file, names as
 * they were at the last sync of their folder: the harshest disk that keeps its word. One thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void loket_fault_files_begin     (const char *root);
void loket_fault_files_freeze    (void);
void loket_fault_files_cut_power (void);
void loket_fault_files_fail      (gboolean folder, int reason, guint times);
void loket_fault_files_end       (void);

G_END_DECLS
