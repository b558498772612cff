/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the documents of a case share. */
#pragma once

#include <adwaita.h>

#include "loket-document-row.h"
#include "loket-documents.h"

G_BEGIN_DECLS

struct _LoketDocuments {
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *hint;
  GtkButton *add;

  LoketSession *session;     /* (owned) (nullable) */
  LoketDossier *dossier;     /* (owned) (nullable) */
  GSignalGroup *desk_watch;  /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the list that is being read */
  gboolean list_again;
};

void _loket_documents_install_actions (LoketDocumentsClass *klass);
void _loket_documents_accept_drops    (LoketDocuments *self);

const LoketDeskDocument *_loket_documents_find (LoketDocuments *self, const char *document_id);
gboolean                 _loket_documents_may_add (LoketDocuments *self);

G_END_DECLS
