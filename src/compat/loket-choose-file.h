/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking where to save something, and for what is to be read. */
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

/* Files to be read, several at once: a list of GFile; NULL where none was chosen. */
void        loket_choose_files_async  (GtkWindow           *parent,
                                       const char          *title,
                                       const char          *accept_label,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GListModel *loket_choose_files_finish (GAsyncResult *result, GError **error);

G_END_DECLS
