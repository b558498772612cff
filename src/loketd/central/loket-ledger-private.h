/* SPDX-License-Identifier: EUPL-1.2 */
/* The inside of the ledger, shared by its reading and its writing half. */
#pragma once

#include "loket-ledger.h"
#include "loket-sqlite.h"

struct _LoketLedger {
  LoketSqlite *database; /* (owned) */
  char *realm;
};
