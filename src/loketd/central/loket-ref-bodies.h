/* SPDX-License-Identifier: EUPL-1.2 */
/* The reference data as bodies with their entity tags, each made once: nothing changes the rules of
 * a loket that runs, and several of one process may share them. One thread. */
#pragma once

#include "loket-ref-data.h"
#include "loket-rules.h"

G_BEGIN_DECLS

typedef struct {
  GBytes *body;
  char *etag;
} LoketRefBody;

typedef struct _LoketRefBodies LoketRefBodies;

LoketRefBodies *loket_ref_bodies_new   (LoketRules *rules, GError **error);
LoketRefBodies *loket_ref_bodies_ref   (LoketRefBodies *self);
void            loket_ref_bodies_unref (LoketRefBodies *self);

const LoketRefBody *loket_ref_bodies_get_calendars     (LoketRefBodies *self);
const LoketRefBody *loket_ref_bodies_get_organizations (LoketRefBodies *self);
const LoketRefBody *loket_ref_bodies_get_procedure     (LoketRefBodies *self, const char *id,
                                                        const char *version);
LoketRefData       *loket_ref_bodies_make_tags         (LoketRefBodies *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRefBodies, loket_ref_bodies_unref)

G_END_DECLS
