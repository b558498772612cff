/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking before something that cannot be undone, or where there are several ways on. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One answer that can be chosen. */
typedef struct {
  const char *id;
  const char *label;    /* with its access key */
  gboolean is_suggested;
  gboolean destroys;    /* shown as one that cannot be undone */
} LoketAskAnswer;

void     loket_ask_async         (GtkWindow           *parent,
                                  const char          *heading,
                                  const char          *body,
                                  const char          *confirm_label,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
void     loket_ask_destroy_async (GtkWindow           *parent,
                                  const char          *heading,
                                  const char          *body,
                                  const char          *confirm_label,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean loket_ask_finish        (GAsyncResult *result, GError **error);

void     loket_ask_choose_async  (GtkWindow            *parent,
                                  const char           *heading,
                                  const char           *body,
                                  const LoketAskAnswer *answers,
                                  guint                 n_answers,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
char    *loket_ask_choose_finish (GAsyncResult *result, GError **error);

G_END_DECLS
