/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the complainant wants his name withheld from the service: does a text that goes there name
 * him? Pure; reads names only to keep them out. */
#pragma once

#include "loket-case.h"

G_BEGIN_DECLS

gboolean loket_withheld_concerns (const LoketCase *facts, LoketActType type, JsonObject *payload);
char   **loket_withheld_find     (const LoketCase *facts, LoketActType type, JsonObject *payload);
char   **loket_withheld_search   (const LoketCase *facts, JsonObject *payload);

G_END_DECLS
