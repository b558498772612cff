/* SPDX-License-Identifier: EUPL-1.2 */
/* What a field of a form lets a person choose from. */
#pragma once

#include "loket-form-spec.h"
#include "loket-profile-choices.h"

G_BEGIN_DECLS

GPtrArray *loket_field_choices_list (LoketSession         *session,
                                     LoketDossier         *dossier,
                                     const LoketFieldSpec *spec,
                                     LoketActType          act,
                                     const char           *context);

G_END_DECLS
