/* SPDX-License-Identifier: EUPL-1.2 */
/* The error domain of the lower folders. */
#include "config.h"

#include "loket-error.h"

G_DEFINE_QUARK (loket_error, loket_error)
