/* SPDX-License-Identifier: EUPL-1.2 */
/* The shapes of acts: wrong types are refused before any rule is asked.
 *
 * The forms that the contract gives to payloads; unknown members are kept, types without a form yet
 * have an open payload. Whether a text that is there says enough is a matter of the rules. */
#pragma once

#include "loket-problem.h"

G_BEGIN_DECLS

LoketResponse *loket_payload_check (JsonObject *act);

G_END_DECLS
