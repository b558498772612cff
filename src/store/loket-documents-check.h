/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether the contents of documents are what they should be: each is read and hashed. */
#pragma once

#include "loket-store.h"

G_BEGIN_DECLS

/* Fills the counts of documents of @result, which the caller keeps until the call is finished.
 * @repair: what the loket can give is fetched again, what nothing names goes */
void     loket_documents_check_async  (LoketStore *store, gboolean repair, LoketVerifyResult *result,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_documents_check_finish (LoketStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
