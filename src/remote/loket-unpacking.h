/* SPDX-License-Identifier: EUPL-1.2 */
/* Unpacks gzip while it comes in, and never more of it than the limit. Inside remote only.
 *
 * libsoup's own decoder takes what broke off for the end, and what is not packed for plain text: here
 * a body is whole or an error. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoketUnpacking LoketUnpacking;

LoketUnpacking *loket_unpacking_new  (void);
void            loket_unpacking_free (LoketUnpacking *self);

/* FALSE with an error of G_IO_ERROR; NO_SPACE: more than @bytes_max would be in @to. */
gboolean loket_unpacking_add (LoketUnpacking *self, const guint8 *bytes, gsize length,
                              GByteArray *to, gsize bytes_max, GError **error);
gboolean loket_unpacking_is_whole (LoketUnpacking *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketUnpacking, loket_unpacking_free)

G_END_DECLS
