/* SPDX-License-Identifier: EUPL-1.2 */
/* The two databases as one executor sees them. No transaction spans them. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

typedef struct {
  LoketSqlite *work;  /* (owned) (nullable) */
  LoketSqlite *cache; /* (owned) (nullable) */
} LoketConnections;

G_END_DECLS
