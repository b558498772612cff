/* SPDX-License-Identifier: EUPL-1.2 */
/* What writing and taking in unsent work share. */
#pragma once

#include "loket-sqlite.h"
#include "loket-work-transfer.h"

G_BEGIN_DECLS

typedef struct {
  char *path;
  char *folder; /* of the contents of documents */
  LoketMoment now;
  LoketTransferCounts counts;
} Transfer;

Transfer *_loket_transfer_new        (const char *path, LoketMoment now);
void      _loket_transfer_free       (gpointer data);
gboolean  _loket_transfer_read_owner (LoketSqlite *work, char **realm, char **person,
                                      GError **error);

G_END_DECLS
