/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding the form of an act. */
#pragma once

#include "loket-form-types.h"

G_BEGIN_DECLS

const LoketFormSpec *loket_form_spec_find       (LoketActType type);
const char          *loket_form_family_get_name (LoketFormFamily family);

G_END_DECLS
