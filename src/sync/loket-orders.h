/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person ordered for the next run of syncing. */
#pragma once

typedef enum {
  LOKET_ORDER_CHECK_AGAIN = 1 << 0, /* ask the loket once more; lift the brake where all is well */
  LOKET_ORDER_RESYNC = 1 << 1,      /* everything again, as a new generation */
} LoketOrders;
