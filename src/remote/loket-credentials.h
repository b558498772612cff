/* SPDX-License-Identifier: EUPL-1.2 */
/* The token of an account: in a file that is read each time, or in the secret service.
 *
 * A machine without a secret service simply has no token there: that is no error. A token is never
 * written to desk.ini, to a database or to a log. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *loket_credentials_read_file     (const char *path, GError **error);
void  loket_credentials_lookup_async  (const char          *server,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
char *loket_credentials_lookup_finish (GAsyncResult *result);

G_END_DECLS
