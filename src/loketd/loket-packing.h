/* SPDX-License-Identifier: EUPL-1.2 */
/* Packing a response with gzip, for those who take it so. Pure. */
#pragma once

#include "loket-message.h"

G_BEGIN_DECLS

void loket_packing_apply (LoketRequest *request, LoketResponse *response);

G_END_DECLS
