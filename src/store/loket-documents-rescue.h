/* SPDX-License-Identifier: EUPL-1.2 */
/* Contents of documents after work.db was damaged and saved. On the writer.
 *
 * What no row names is thrown away; but after a salvage a row may be missing only because it could
 * not be read. So before anything is thrown away, what may be the last of somebody's work is put
 * into a folder beside the damaged file, and the note of the salvage tells it. */
#pragma once

#include "loket-connections.h"

G_BEGIN_DECLS

gboolean loket_documents_rescue              (LoketConnections *databases, GError **error);
void     loket_documents_rescue_drop_folders (LoketSqlite *work);

G_END_DECLS
