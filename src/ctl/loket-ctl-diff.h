/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl procedures --diff: what a new version changes, and which dates of open cases it moves. */
#pragma once

#include "loket-ctl.h"
#include "loket-rules.h"

G_BEGIN_DECLS

/* Two versions that are compared; both are profiles, or both are calendars. */
typedef struct {
  gboolean calendars;
  JsonObject *before; /* (owned) */
  JsonObject *after;  /* (owned) */
} LoketCtlVersions;

/* A clock of an open case whose dates are others under the new version. */
typedef struct {
  char *reference;
  char *clock;
  LoketDay before[3]; /* last day, due, work by; LOKET_NO_DAY: none */
  LoketDay after[3];
} LoketCtlMove;

int        loket_ctl_diff (LoketCtl *self, LoketRules *rules, const char *before, const char *after);
GPtrArray *loket_ctl_find_moves (LoketCtl *self, const LoketCtlVersions *versions, guint *open,
                                 GError **error);

G_END_DECLS
