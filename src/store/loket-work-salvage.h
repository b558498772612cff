/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db when it is damaged: set aside as it is, and saved row by row into a fresh one.
 *
 * Nothing is changed in place: the fresh database is made whole beside the damaged one and takes
 * its name in one step, so a full disk or a power cut leaves either all as it was or all done. With
 * the database closed, on any thread. */
#pragma once

#include "loket-salvage.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

LoketSqlite *loket_work_salvage_open (const char *path, const LoketSqliteOptions *options,
                                      gboolean thorough, LoketMoment now, GError **error);

gboolean loket_work_salvage_read        (LoketSqlite *work, LoketSalvage **salvage, GError **error);
gboolean loket_work_salvage_keep        (LoketSqlite *work, const LoketSalvage *salvage,
                                         GError **error);
gboolean loket_work_salvage_acknowledge (LoketSqlite *work, GError **error);

G_END_DECLS
