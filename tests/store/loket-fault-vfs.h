/* SPDX-License-Identifier: EUPL-1.2 */
/* A disk that fills up, fails, or loses power: an SQLite VFS over the system's own.
 *
 * Writes, truncations, syncs and deletions are counted; the n-th fails, alone or with all after it.
 * At a power cut everything that was written and not synced is gone, in each file by itself. One
 * thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOKET_FAULT_VFS "loket-fault"

void     loket_fault_vfs_register (void);
void     loket_fault_vfs_arm      (guint operations_before, int result_code);
void     loket_fault_vfs_arm_once (guint operations_before, int result_code);
gboolean loket_fault_vfs_disarm   (void);
void     loket_fault_vfs_cut_power (void);
void     loket_fault_vfs_forget   (void);

G_END_DECLS
