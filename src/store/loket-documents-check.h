/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether the contents of documents are what they should be: each is read and hashed. */
#pragma once

#include "loket-store.h"

G_BEGIN_DECLS

/* Fills the counts of documents of @result, which the caller keeps until the call is finished.
 * @repair: what the loket can give is fetched again, the act of what it cannot give waits for a
 *   person (LOKET_WORK_CONTENTS_DAMAGED), what nothing names goes */
void     loket_documents_check_async  (LoketStore *store, gboolean repair, LoketVerifyResult *result,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* All that is not sent yet, then some of the loket's; repairs, but looks for nothing else.
 * @after: (nullable): a hash; those behind it in their order
 * @bytes_max: of the loket's; at least one is looked at */
void     loket_documents_check_part_async (LoketStore *store, const char *after, gint64 bytes_max,
                                           LoketVerifyResult *result, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* @next: (out) (optional) (nullable) (transfer full): `after` of the next part; NULL: all were
 *   looked at */
gboolean loket_documents_check_finish (LoketStore *store, GAsyncResult *result, char **next,
                                       GError **error);

G_END_DECLS
