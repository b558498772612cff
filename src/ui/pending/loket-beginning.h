/* SPDX-License-Identifier: EUPL-1.2 */
/* How what somebody wrote begins: by it a person tells one note from another. On the main thread. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

char *loket_beginning_find (JsonObject *written);

G_END_DECLS
