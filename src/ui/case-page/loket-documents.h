/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents of a case, by name.
 *
 * Signals:
 *   ::counted (guint n)  so many there are: the loket's, and those that wait or were refused */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DOCUMENTS (loket_documents_get_type ())
G_DECLARE_FINAL_TYPE (LoketDocuments, loket_documents, LOKET, DOCUMENTS, GtkWidget)

void loket_documents_show (LoketDocuments *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
