/* SPDX-License-Identifier: EUPL-1.2 */
/* A case as the desk shows it: the fold of the server's copy and our own unsent acts, and its
 * standing now. Counted and immutable; main thread. */
#pragma once

#include "loket-standing.h"

G_BEGIN_DECLS

typedef struct {
  LoketCase *the_case;     /* (owned): the server's copy, or the complaint as it was taken in here */
  GPtrArray *pending;      /* (element-type LoketAct): our acts that the copy does not hold, in order */
  GPtrArray *refused;      /* (element-type LoketAct): of ours, what the loket did not take (refused or
                            * in conflict), in order: shown, without effect */
  LoketStanding *standing; /* (owned): replay of both; `standing->current` are the facts to show */
  gboolean registered;     /* FALSE: the loket does not know this case yet (provisional reference) */
  gboolean withdrawn;      /* no longer ours: read only */
  gboolean differs;        /* the loket's own dates differ from replay of its copy */

  /*< private >*/
  gatomicrefcount ref_count;
} LoketDossier;

LoketDossier *loket_dossier_new   (LoketCase *the_case, GPtrArray *pending, GPtrArray *refused,
                                   LoketStanding *standing);
LoketDossier *loket_dossier_ref   (LoketDossier *self);
void          loket_dossier_unref (LoketDossier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDossier, loket_dossier_unref)

G_END_DECLS
