/* SPDX-License-Identifier: EUPL-1.2 */
/* Days of a scenario: relative to today, if wanted on an open day of the agency's office. */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

typedef struct {
  LoketDay today;
  LoketCalendar *office;   /* not owned */
  const char *language;    /* of the words in which a date inside a text is written */
} LoketScenarioDays;

gboolean  loket_scenario_day_read_bare (const LoketScenarioDays *self, const char *text,
                                         LoketDay *day);
gboolean  loket_scenario_day_read   (const LoketScenarioDays *self, const char *text, LoketDay *day);
JsonNode *loket_scenario_day_fill_in (const LoketScenarioDays *self, JsonNode *node, GError **error);

G_END_DECLS
