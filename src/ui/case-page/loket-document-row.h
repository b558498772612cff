/* SPDX-License-Identifier: EUPL-1.2 */
/* One document of a case: what it is, where it is, how far it has travelled, what can be done.
 *
 * Its buttons and its menu do the actions `documents.*` of the list around it, with its id. */
#pragma once

#include <adwaita.h>

#include "loket-desk-documents.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DOCUMENT_ROW (loket_document_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketDocumentRow, loket_document_row, LOKET, DOCUMENT_ROW, AdwActionRow)

GtkWidget                *loket_document_row_new          (void);
void                      loket_document_row_show         (LoketDocumentRow        *self,
                                                           LoketSession            *session,
                                                           const LoketDeskDocument *document,
                                                           gboolean                 may_change);
const LoketDeskDocument  *loket_document_row_get_document (LoketDocumentRow *self);

G_END_DECLS
