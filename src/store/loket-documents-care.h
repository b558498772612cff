/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping rows and files of documents in step. On the writer.
 *
 * A row is written before its file gets its place, and goes before its file does: what no row names
 * is swept away, so no crash leaves contents of somebody behind. */
#pragma once

#include "loket-connections.h"
#include "loket-documents-db.h"
#include "loket-uploads-db.h"

G_BEGIN_DECLS

#define LOKET_DOCUMENTS_BYTES_MAX (G_GINT64_CONSTANT (1024) * 1024 * 1024)

gboolean loket_documents_care_open      (LoketConnections *databases, GError **error);
gboolean loket_documents_care_settle    (LoketConnections *databases, LoketMoment now,
                                         GError **error);
gboolean loket_documents_care_sweep     (LoketConnections *databases, GError **error);
gboolean loket_documents_care_make_room (LoketConnections *databases, gint64 bytes_max,
                                         GError **error);
gboolean loket_documents_care_drop_content (LoketConnections *databases, const char *sha256,
                                            gboolean fleeting, GError **error);
char    *loket_documents_care_get_root  (LoketConnections *databases, gboolean fleeting);

G_END_DECLS
