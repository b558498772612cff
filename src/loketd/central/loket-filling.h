/* SPDX-License-Identifier: EUPL-1.2 */
/* Filling an empty loket: with a scenario that somebody wrote, or with plausible, invented cases.
 *
 * All in one transaction; every act is checked by the rules of its procedure. */
#pragma once

#include "loket-central.h"

G_BEGIN_DECLS

gboolean loket_filling_scenario (LoketCentral *central, const char *path, GError **error);
gboolean loket_filling_cases    (LoketCentral *central, guint count, guint64 seed, GError **error);

G_END_DECLS
