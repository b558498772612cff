/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a request may come from this machine's own programs: against pages in a browser. */
#pragma once

#include "loket-message.h"

G_BEGIN_DECLS

LoketResponse *loket_loopback_check (LoketRequest *request);

G_END_DECLS
