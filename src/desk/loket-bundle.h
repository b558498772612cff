/* SPDX-License-Identifier: EUPL-1.2 */
/* The same in the other cases of a bundle: one inquiry, thirty answers. Each case gets an act of its
 * own, judged by its own rules; what those say is known before anything is done. Main thread. */
#pragma once

#include "loket-desk.h"

G_BEGIN_DECLS

/**
 * LoketBundleObstacle:
 * @LOKET_BUNDLE_NONE: the same can be done
 * @LOKET_BUNDLE_WITHOUT_EFFECT: it would be kept without effect; `permission` says why
 * @LOKET_BUNDLE_NOT_ALLOWED: the rules do not allow it; `permission` says why
 * @LOKET_BUNDLE_OTHER_LANGUAGE: this complainant is written to in another language
 * @LOKET_BUNDLE_NAMES_SOMEBODY: the text names somebody whom this case must not name; `names`
 * @LOKET_BUNDLE_OTHER_GRIEVANCE: it is about a grievance that this case does not have
 */
typedef enum {
  LOKET_BUNDLE_NONE,
  LOKET_BUNDLE_WITHOUT_EFFECT,
  LOKET_BUNDLE_NOT_ALLOWED,
  LOKET_BUNDLE_OTHER_LANGUAGE,
  LOKET_BUNDLE_NAMES_SOMEBODY,
  LOKET_BUNDLE_OTHER_GRIEVANCE,
} LoketBundleObstacle;

typedef struct {
  LoketDossier *dossier; /* (owned) */
  JsonObject *payload;   /* (owned): as it fits this case: its own channel, its own grievance */
  LoketPermission permission;
  LoketBundleObstacle obstacle;
  char *names;           /* (nullable) */
} LoketBundleCase;

void loket_bundle_case_free (LoketBundleCase *self);

typedef struct {
  char *reference;
  LoketAct *act; /* (owned) (nullable) */
  GError *error; /* (owned) (nullable): of the desk; one of both is there */
} LoketBundleDone;

void loket_bundle_done_free (LoketBundleDone *self);

gboolean    loket_bundle_offers      (LoketActType type);
const char *loket_bundle_find_lead   (LoketStanding *standing);

/* (element-type LoketDossier): the other cases of the bundle that are still open, by number */
void        loket_bundle_load_async  (LoketDesk *desk, LoketDossier *lead, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *loket_bundle_load_finish (LoketDesk *desk, GAsyncResult *result, GError **error);

LoketBundleCase *loket_bundle_judge  (LoketDesk *desk, LoketDossier *lead, LoketDossier *member,
                                      LoketActType type, LoketDay occurred_on, JsonObject *payload);

/* @cases: (element-type LoketBundleCase): in each its act; (element-type LoketBundleDone) comes back */
void        loket_bundle_do_async    (LoketDesk *desk, GPtrArray *cases, LoketActType type,
                                      LoketDay occurred_on, GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray  *loket_bundle_do_finish   (LoketDesk *desk, GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketBundleCase, loket_bundle_case_free)

G_END_DECLS
