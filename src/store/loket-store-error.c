/* SPDX-License-Identifier: EUPL-1.2 */
/* The error domain of the store. */
#include "config.h"

#include "loket-store-error.h"

G_DEFINE_QUARK (loket_store_error, loket_store_error)
