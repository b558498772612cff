/* SPDX-License-Identifier: EUPL-1.2 */
/* The brake in work.db, and what a person admitted. Functions on its connection, on the writer. */
#pragma once

#include "loket-brake.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_brake_db_read (LoketSqlite *work, LoketBrake **brake, GError **error);
gboolean loket_brake_db_set  (LoketSqlite *work, const LoketBrake *brake, GError **error);
gboolean loket_brake_db_lift (LoketSqlite *work, gboolean admit, GError **error);

gboolean loket_brake_db_admits        (LoketSqlite *work, LoketBrakeKind kind, gboolean *admits,
                                       GError **error);
gboolean loket_brake_db_admits_removals (LoketSqlite *work, gint64 removed, gboolean *admits,
                                         GError **error);
gboolean loket_brake_db_end_admission (LoketSqlite *work, LoketBrakeKind kind, GError **error);

G_END_DECLS
