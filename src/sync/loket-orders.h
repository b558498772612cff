/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person ordered for the next run of syncing. */
#pragma once

typedef enum {
  LOKET_ORDER_GO_ON = 1 << 0,       /* lift the brake and admit, once, what it refused */
  LOKET_ORDER_CHECK_AGAIN = 1 << 1, /* ask the loket once more; lift the brake where all is well */
  LOKET_ORDER_RESYNC = 1 << 2,      /* everything again, as a new generation */
} LoketOrders;
