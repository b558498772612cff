/* SPDX-License-Identifier: EUPL-1.2 */
/* The contents of documents as files, each once by its hash, below a root of their own:
 *
 *   documents/<2 hex>/<sha256>   whole and verified
 *   documents/part/<id>          on its way in: `<document id>` from the loket, `add-<document id>`
 *                                from a person's disk
 *   open/<document id>/<name>    copies that a person's programs read
 *
 * Nothing but identifiers and hashes that were checked becomes part of a path. No object; any
 * thread, but one at a time for one document. Errors: LOKET_STORE_ERROR. */
#pragma once

#include <gio/gio.h>

#include "loket-store-error.h"

G_BEGIN_DECLS

/* A content as it was read: what it is called, and how large it is. */
typedef struct {
  char *sha256; /* (owned): lower-case hexadecimal */
  gint64 size;
} LoketContentMark;

void     loket_content_mark_clear      (LoketContentMark *self);

gboolean loket_content_is_sha256       (const char *text);
gboolean loket_content_is_id           (const char *text);
char    *loket_content_get_fleeting_root (const char *folder);
char    *loket_content_build_path      (const char *root, const char *sha256);
gboolean loket_content_is_here         (const char *root, const char *sha256);

/* In */
gboolean loket_content_import          (const char *root, const char *document_id, GFile *source,
                                        gint64 bytes_max, LoketContentMark *mark, GError **error);
gint64   loket_content_get_part_size   (const char *root, const char *document_id);
gboolean loket_content_append          (const char *root, const char *document_id, gint64 offset,
                                        GBytes *piece, GError **error);
gboolean loket_content_verify_part     (const char *root, const char *document_id,
                                        const char *sha256, GError **error);
gboolean loket_content_verify          (const char *root, const char *sha256, GError **error);
gboolean loket_content_keep            (const char *root, const char *part, const char *sha256,
                                        GError **error);
void     loket_content_drop_part       (const char *root, const char *part);

/* Out */
GBytes  *loket_content_read            (const char *root, const char *sha256, gint64 offset,
                                        gsize bytes_max, GError **error);
gboolean loket_content_write_to        (const char *root, const char *sha256, GFile *target,
                                        GError **error);
GFile   *loket_content_make_copy       (const char *root, const char *sha256, const char *copy_root,
                                        const char *document_id, const char *name, GError **error);
void     loket_content_drop            (const char *root, const char *sha256);

typedef enum {
  LOKET_CONTENT_WHOLE, /* called by its hash */
  LOKET_CONTENT_PART,
  LOKET_CONTENT_COPY,  /* a folder called by the document's id */
} LoketContentKind;

/* Whatever @is_wanted does not know goes. */
typedef gboolean (*LoketContentFunc) (const char *name, LoketContentKind kind, gpointer user_data);
void     loket_content_sweep           (const char *root, LoketContentFunc is_wanted,
                                        gpointer user_data);
void     loket_content_drop_copies     (const char *root);
void     loket_content_drop_root       (const char *root);
/* Where who only reads beside the owner puts the copies of a process, and what ended processes left
 * there. */
char    *loket_content_build_root_beside    (const char *fleeting_root, int process);
void     loket_content_drop_roots_beside    (const char *fleeting_root);

G_END_DECLS
