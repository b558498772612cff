/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db: contents on their way to the loket. Functions on its connection, on the thread that the
 * connection lives on. Each is one transaction. */
#pragma once

#include "loket-sqlite.h"
#include "loket-store-error.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_UPLOAD_WAITING,  /* nothing has left; its act may not be kept yet */
  LOKET_UPLOAD_SENDING,  /* the loket may have part of it */
  LOKET_UPLOAD_COMPLETE, /* the loket has it whole: its act may go */
  LOKET_UPLOAD_FAILED,   /* the loket does not take it: a person decides */
  LOKET_N_UPLOAD_STATES,
} LoketUploadState;

const char *loket_upload_state_to_string (LoketUploadState state);

/* A plain value. */
typedef struct {
  char *document_id;
  char *case_id;
  char *sha256;
  gint64 size;
  char *name;
  char *media_type;       /* (nullable) */
  char *location;         /* (nullable): path at the loket, once it gave one */
  gint64 offset;          /* as last heard; the loket's own is the truth */
  LoketUploadState state;
  char *reason;           /* (nullable): why it failed, as its act tells; before that, why the last
                           * try did not go well: code of the family `error` */
  guint restarts;         /* how often it had to begin anew */
  LoketMoment made_at;
} LoketUpload;

LoketUpload *loket_upload_copy (const LoketUpload *upload);
void       loket_upload_free              (LoketUpload *self);

gboolean   loket_uploads_db_add           (LoketSqlite *work, const LoketUpload *upload,
                                           GError **error);
gboolean   loket_uploads_db_find          (LoketSqlite *work, const char *document_id,
                                           LoketUpload **upload, GError **error);
GPtrArray *loket_uploads_db_list          (LoketSqlite *work, GError **error);
GPtrArray *loket_uploads_db_list_sendable (LoketSqlite *work, GError **error);
gboolean   loket_uploads_db_note          (LoketSqlite *work, const char *document_id,
                                           const char *location, gint64 offset, GError **error);
gboolean   loket_uploads_db_complete      (LoketSqlite *work, const char *document_id,
                                           GError **error);
gboolean   loket_uploads_db_fail          (LoketSqlite *work, const char *document_id,
                                           const char *reason, LoketMoment now, GError **error);
gboolean   loket_uploads_db_note_trouble  (LoketSqlite *work, const char *document_id,
                                           const char *code, GError **error);
gboolean   loket_uploads_db_restart       (LoketSqlite *work, const char *document_id,
                                           GError **error);
gboolean   loket_uploads_db_resend        (LoketSqlite *work, const char *act_id, LoketMoment now,
                                           GError **error);
gboolean   loket_uploads_db_drop          (LoketSqlite *work, const char *document_id,
                                           GError **error);
gboolean   loket_uploads_db_find_act      (LoketSqlite *work, const char *document_id,
                                           LoketWorkItem **item, GError **error);
gboolean   loket_uploads_db_names         (LoketSqlite *work, const char *sha256, gboolean *named,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketUpload, loket_upload_free)

G_END_DECLS
