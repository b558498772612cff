/* SPDX-License-Identifier: EUPL-1.2 */
/* A scenario while it is read: shared by the reading of its cases and of their acts. */
#pragma once

#include "loket-central-private.h"
#include "loket-draft.h"
#include "loket-scenario-day.h"

/* Office hours begin then, for what does not say when it was done. */
#define LOKET_SCENARIO_FIRST_HOUR 9

typedef struct {
  LoketCentral *central;
  const char *id;    /* of the scenario */
  GPtrArray *people; /* (element-type LoketPerson) (owned) */
  GHashTable *keys;  /* keys of cases, for looking up only */
  GPtrArray *drafts; /* (element-type LoketDraft) (owned) */
  LoketMoment now;
} LoketScenario;

/* One case while it is read. */
typedef struct {
  LoketScenario *scenario;
  LoketDraft *draft;
  LoketScenarioDays days;
  const char *key;
  const char *agency;
  const char *assignee; /* (nullable) */
  GHashTable *act_ids;  /* key of an act -> its id */
  LoketMoment last;     /* when the last act was taken */
  LoketDay last_bare;   /* its day, before it was moved to an open one */
} LoketScenarioCase;

const LoketPerson *_loket_scenario_find_person      (LoketScenario *self, const char *id);
const LoketPerson *_loket_scenario_find_coordinator (LoketScenario *self, const char *agency);
gboolean           _loket_scenario_read_day (LoketScenarioCase *reading, JsonObject *json,
                                             const char *member, LoketDay *day, GError **error);
gboolean           _loket_scenario_read_act (JsonObject *json, guint index, gpointer reading,
                                             GError **error);
