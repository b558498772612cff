/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking before something that cannot be undone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     loket_ask_async  (GtkWindow           *parent,
                           const char          *heading,
                           const char          *body,
                           const char          *confirm_label,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);
gboolean loket_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
