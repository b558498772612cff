/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a vector, and writing what replay makes of it in the form of its `expect`. */
#pragma once

#include "loket-replay.h"

G_BEGIN_DECLS

/* The shipped rules, and the profiles that are made for tests only. */
LoketRules *vector_load_rules (GError **error);

/* NULL with an error where the vector cannot be read. */
JsonNode *vector_replay (LoketRules *rules, JsonObject *vector, GError **error);

G_END_DECLS
