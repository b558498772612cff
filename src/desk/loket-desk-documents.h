/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents of a case: what a person can do with them, with or without a network.
 *
 * ::documents-changed of the desk says when a list is to be read again. Main thread. */
#pragma once

#include "loket-desk.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_DOCUMENT_THERE,       /* at the loket only */
  LOKET_DOCUMENT_HERE,        /* its contents are on this computer */
  LOKET_DOCUMENT_UPLOADING,   /* on its way to the loket, or waiting for its turn */
  LOKET_DOCUMENT_DOWNLOADING, /* on its way here, or waiting for its turn */
  LOKET_DOCUMENT_FAILED,      /* `reason` says why */
  LOKET_N_DOCUMENT_STATES,
} LoketDocumentState;

const char *loket_document_state_to_string (LoketDocumentState state);

/* A plain value. */
typedef struct {
  char *document_id;
  char *case_id;
  char *name;           /* as it came: to be shown, never to be used as a file's name */
  char *media_type;     /* (nullable) */
  char *kind;           /* (nullable): a code */
  char *sha256;         /* (nullable) */
  gint64 size_bytes;    /* 0: not known */
  LoketDay added_on;    /* LOKET_NO_DAY where unknown */
  LoketDocumentState state;
  gboolean travels;     /* now; else it waits for its turn, or for the line */
  gint64 done_bytes;    /* of `size_bytes`, while it is UPLOADING or DOWNLOADING */
  gboolean pinned;      /* kept on this computer until somebody says otherwise */
  gboolean fleeting;    /* may not be kept on this computer */
  char *act_id;         /* (nullable): of the act that the loket has not taken yet */
  char *reason;         /* (nullable): a code of the family `reason` */
  char *trouble;        /* (nullable): while it waits to be sent: why the last try did not go well, a
                         * code of the family `error`; it is tried again by itself */
} LoketDeskDocument;

LoketDeskDocument *loket_desk_document_copy (const LoketDeskDocument *self);
void               loket_desk_document_free (LoketDeskDocument *self);

/* (element-type LoketDeskDocument), (transfer full): in the order of the case; what the loket refused
 * comes last */
void       loket_desk_list_documents_async  (LoketDesk *self, LoketDossier *dossier,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_desk_list_documents_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* How large a document may be, as last heard. */
gint64     loket_desk_get_document_bytes_max (LoketDesk *self);

/* Keeps the contents, then does the act `attach`: once this has succeeded both lie on the disk and are
 * sent until the loket has them. @name: (nullable): the file's own */
void       loket_desk_add_document_async  (LoketDesk *self, LoketDossier *dossier, GFile *file,
                                           const char *name, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
LoketAct  *loket_desk_add_document_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* Fetched first where it is not here. The file is a copy, read only, that goes when the desk closes. */
void       loket_desk_open_document_async  (LoketDesk *self, const LoketDeskDocument *document,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GFile     *loket_desk_open_document_finish (LoketDesk *self, GAsyncResult *result, GError **error);
void       loket_desk_save_document_async  (LoketDesk *self, const LoketDeskDocument *document,
                                            GFile *target, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean   loket_desk_save_document_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* Ends with loket_desk_change_document_finish(): */
/* keeps it here, whatever else needs room, or lets it go when room is needed; */
void       loket_desk_pin_document_async    (LoketDesk *self, const LoketDeskDocument *document,
                                             gboolean pinned, GAsyncReadyCallback callback,
                                             gpointer user_data);
/* stops what travels: its act is taken back, or what came of it goes; */
void       loket_desk_cancel_document_async (LoketDesk *self, const LoketDeskDocument *document,
                                             GAsyncReadyCallback callback, gpointer user_data);
/* takes it out of what the case shows: an act `detach`, or taking back what was never sent. */
void       loket_desk_remove_document_async (LoketDesk *self, LoketDossier *dossier,
                                             const LoketDeskDocument *document, const char *reason,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean   loket_desk_change_document_finish (LoketDesk *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDeskDocument, loket_desk_document_free)

G_END_DECLS
