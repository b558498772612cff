/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of one data file beside the rules that are known, for who writes it.
 *
 * Nothing is added. All that is wrong is found at once, where a value that is wrong does not hide
 * what depends on it. */
#pragma once

#include "loket-flaws.h"
#include "loket-rules.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_DATA_PROFILE,
  LOKET_DATA_CALENDAR,
  LOKET_DATA_AGENCY,
  LOKET_DATA_DIRECTORY,
} LoketDataKind;

LoketDataKind loket_data_guess_kind  (JsonObject *json);
void          loket_data_count_facts (JsonNode *node, guint *facts, guint *unconfirmed);
void          loket_rules_check      (LoketRules *self, JsonObject *json, LoketFlaws *flaws);

G_END_DECLS
