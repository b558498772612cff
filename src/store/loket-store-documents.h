/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents: what is on its way to the loket, and what of the loket's is kept here.
 *
 * Files are read and written on an executor of their own, so that no large one holds up a draft;
 * rows change on the writer. Calls that say nothing else end with loket_store_write_finish(). */
#pragma once

#include "loket-documents-db.h"
#include "loket-store.h"
#include "loket-uploads-db.h"

G_BEGIN_DECLS

/* A person's file becomes contents here and an upload that waits for its act.
 * @about: document_id, case_id, name, media_type, made_at
 * Errors: LOKET_STORE_ERROR_FILE, FILE_EMPTY, FILE_TOO_LARGE, CANNOT_WRITE */
void         loket_store_import_async  (LoketStore *self, const LoketUpload *about, GFile *source,
                                        gint64 bytes_max, GAsyncReadyCallback callback,
                                        gpointer user_data);
LoketUpload *loket_store_import_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* (element-type LoketUpload), oldest first. @sendable: those that can go now. */
void       loket_store_list_uploads_async  (LoketStore *self, gboolean sendable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_list_uploads_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* What became of an upload; LOKET_STORE_ERROR_NOT_FOUND: it was taken back. */
void loket_store_note_upload_async     (LoketStore *self, const char *document_id,
                                        const char *location, gint64 offset,
                                        GAsyncReadyCallback callback, gpointer user_data);
void loket_store_complete_upload_async (LoketStore *self, const char *document_id,
                                        GAsyncReadyCallback callback, gpointer user_data);
void loket_store_restart_upload_async  (LoketStore *self, const char *document_id,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* Why it goes on another time: a code of the family `error`. */
void loket_store_note_upload_trouble_async (LoketStore *self, const char *document_id,
                                            const char *code, GAsyncReadyCallback callback,
                                            gpointer user_data);
void loket_store_fail_upload_async     (LoketStore *self, const char *document_id,
                                        const char *reason, LoketMoment now,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* The loket says that it has not got the contents of an act: they go again, and the act waits for
 * them. LOKET_STORE_ERROR_NOT_FOUND: often enough, or there are none. */
void loket_store_resend_upload_async   (LoketStore *self, const char *act_id, LoketMoment now,
                                        GAsyncReadyCallback callback, gpointer user_data);
void loket_store_drop_upload_async     (LoketStore *self, const char *document_id,
                                        GAsyncReadyCallback callback, gpointer user_data);
void loket_store_settle_uploads_async  (LoketStore *self, LoketMoment now,
                                        GAsyncReadyCallback callback, gpointer user_data);

/* A piece of what is to be sent. LOKET_STORE_ERROR_CONTENT: it is not here; any other error: it
 * cannot be read now. */
void    loket_store_read_piece_async  (LoketStore *self, const char *sha256, gint64 offset,
                                       gsize bytes_max, GAsyncReadyCallback callback,
                                       gpointer user_data);
GBytes *loket_store_read_piece_finish (LoketStore *self, GAsyncResult *result, GError **error);
/* Whether all of it is still what its hash says: LOKET_STORE_ERROR_CONTENT where it is not. */
void    loket_store_verify_content_async (LoketStore *self, const char *sha256,
                                          GAsyncReadyCallback callback, gpointer user_data);

/* (element-type LoketKeptDocument): of a case; NULL: those that are pinned and not here yet. */
void       loket_store_list_kept_async  (LoketStore *self, const char *case_id,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *loket_store_list_kept_finish (LoketStore *self, GAsyncResult *result, GError **error);
/* (nullable): NULL without an error where nothing is known of it. */
void               loket_store_find_kept_async  (LoketStore *self, const char *document_id,
                                                 GAsyncReadyCallback callback, gpointer user_data);
LoketKeptDocument *loket_store_find_kept_finish (LoketStore *self, GAsyncResult *result,
                                                 GError **error);
void loket_store_put_kept_async  (LoketStore *self, const LoketKeptDocument *document,
                                  GAsyncReadyCallback callback, gpointer user_data);
void loket_store_change_kept_async (LoketStore *self, const LoketKeptDocument *document,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* Row, contents and what came of it. */
void loket_store_drop_kept_async (LoketStore *self, const char *document_id,
                                  GAsyncReadyCallback callback, gpointer user_data);

/* A piece of what comes: LOKET_STORE_ERROR_NOT_FOUND where nobody wants it any more. */
gboolean loket_store_has_content   (LoketStore *self, const char *sha256, gboolean fleeting);
gint64 loket_store_get_part_size   (LoketStore *self, const char *document_id, gboolean fleeting);
void   loket_store_add_piece_async (LoketStore *self, const char *document_id, gboolean fleeting,
                                    gint64 offset, GBytes *piece, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* All pieces are there: LOKET_STORE_ERROR_CONTENT where they are not what the hash promises; then
 * they were thrown away. Makes room where too much is kept. */
void   loket_store_keep_whole_async (LoketStore *self, const LoketKeptDocument *document,
                                     GAsyncReadyCallback callback, gpointer user_data);

/* Out, verified again. LOKET_STORE_ERROR_CONTENT: damaged on this disk. */
void     loket_store_make_copy_async  (LoketStore *self, const LoketKeptDocument *document,
                                       const char *name, LoketMoment now,
                                       GAsyncReadyCallback callback, gpointer user_data);
GFile   *loket_store_make_copy_finish (LoketStore *self, GAsyncResult *result, GError **error);
void     loket_store_write_to_async   (LoketStore *self, const LoketKeptDocument *document,
                                       GFile *target, LoketMoment now,
                                       GAsyncReadyCallback callback, gpointer user_data);

/* How much is kept of what nobody pinned; 1 GiB. */
void     loket_store_set_documents_bytes_max (LoketStore *self, gint64 bytes_max);

G_END_DECLS
