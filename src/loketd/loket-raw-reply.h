/* SPDX-License-Identifier: EUPL-1.2 */
/* A reply that breaks off: headers that promise the whole body, and only its beginning. */
#pragma once

#include <gio/gio.h>

#include "loket-message.h"

G_BEGIN_DECLS

void loket_raw_reply_write (GIOStream *line, LoketResponse *response, gsize size_bytes);

G_END_DECLS
