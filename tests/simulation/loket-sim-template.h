/* SPDX-License-Identifier: EUPL-1.2 */
/* How every schedule begins: a loket with cases, and a desk of each person that has synced them.
 * Made once a process, and cloned. */
#pragma once

#include "loket-callers.h"
#include "loket-clock.h"
#include "loket-ref-bodies.h"
#include "loket-rules.h"
#include "loket-sim-disk.h"

G_BEGIN_DECLS

typedef struct _SimWorld SimWorld;
typedef struct _SimDesk SimDesk;

enum {
  SIM_N_PERSONS = 3,
  SIM_N_SMALL_CASES = 5,
  SIM_N_CASES = 2 /* with a history */
};

typedef struct {
  char *folder;       /* in which all worlds have theirs */
  char *users_path;
  LoketRules *rules;
  LoketMoment start;
  SimImage *loket;
  SimImage *empty_loket; /* of the same realm */
  SimImage *desks[SIM_N_PERSONS];
  GPtrArray *case_ids;
  LoketRefBodies *ref_bodies; /* of the rules, for each loket that runs */
} SimTemplate;

SimTemplate *sim_template_new  (void);
void         sim_template_free (SimTemplate *self);

const char  *sim_person_get_id    (guint person);
const char  *sim_person_get_token (guint person);

G_END_DECLS
