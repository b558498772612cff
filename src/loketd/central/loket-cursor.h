/* SPDX-License-Identifier: EUPL-1.2 */
/* The cursor of the feed: a place in it, for one set of data and one set of agencies.
 *
 * Opaque to a desk. It names realm and agencies, so a cursor of other data, or of an account that
 * saw other cases, is known as such: what had come before under it would never come again. */
#pragma once

#include "loket-callers.h"

G_BEGIN_DECLS

char    *loket_cursor_make (const char *realm, const LoketPerson *person, gint64 key);
gboolean loket_cursor_read (const char *cursor, const char *realm, const LoketPerson *person,
                            gint64 *key);

G_END_DECLS
