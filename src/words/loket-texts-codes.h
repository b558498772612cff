/* SPDX-License-Identifier: EUPL-1.2 */
/* Which codes must have a name in every language: those of the enumerations, and those that only
 * profiles, replay and the desk use. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

gboolean loket_texts_check_codes (JsonObject *names, GError **error);

G_END_DECLS
