/* SPDX-License-Identifier: EUPL-1.2 */
/* The small rules of tests/fixtures/procedures, and changing one place in them. */
#pragma once

#include "loket-rules.h"

G_BEGIN_DECLS

JsonNode   *small_load      (const char *name);
JsonObject *small_change    (JsonObject *json, const char *place, const char *value);
LoketRules *small_new_rules (void);
LoketDay    small_day       (const char *text);

G_END_DECLS
