/* SPDX-License-Identifier: EUPL-1.2 */
/* The numbered steps of the ledger's schema. */
#pragma once

extern const char *const loket_ledger_steps[];
