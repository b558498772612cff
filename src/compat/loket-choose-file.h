/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking where to save something. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   loket_choose_file_async  (GtkWindow           *parent,
                                 const char          *title,
                                 const char          *suggested_name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
GFile *loket_choose_file_finish (GAsyncResult *result, GError **error);

G_END_DECLS
