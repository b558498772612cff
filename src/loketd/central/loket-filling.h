/* SPDX-License-Identifier: EUPL-1.2 */
/* Filling an empty loket: with a scenario that somebody wrote, or with plausible, invented cases.
 *
 * All in one transaction; every act is checked by the rules of its procedure. How a scenario is
 * written stands in data/scenarios/FORMAT.md: persons without a token, and cases with a `key`,
 * `agency`, day of receipt (`received`), `facts` as the contract writes them and `acts`, each with
 * `type`, `day`, `via`, `author` and `payload`. A day is relative to today: "-38", "0", "+5", with
 * `<` or `>` behind it for an open day of the office at or before, at or after it. */
#pragma once

#include "loket-central.h"

G_BEGIN_DECLS

gboolean loket_filling_scenario (LoketCentral *central, const char *path, GError **error);
gboolean loket_filling_cases    (LoketCentral *central, guint count, guint64 seed, GError **error);

G_END_DECLS
