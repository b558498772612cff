/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of the dates of a case on paper: each term with its lines, in the language of who reads
 * it. Not a letter: it goes to a file, a colleague or a judge, never to the citizen of itself.
 *
 * All texts are plain. One owner; any thread. */
#pragma once

#include "loket-rules.h"
#include "loket-speech.h"

G_BEGIN_DECLS

typedef struct _LoketProof LoketProof;

LoketProof *loket_proof_compose (LoketRules *rules, LoketStanding *standing, LoketSpeech *speech,
                                 LoketMoment now);
void        loket_proof_free    (LoketProof *self);

char       *loket_proof_to_text (LoketProof *self);
GBytes     *loket_proof_to_pdf  (LoketProof *self, GError **error);
gboolean    loket_proof_write   (LoketProof *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketProof, loket_proof_free)

G_END_DECLS
