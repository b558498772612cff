/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents in a store of a test. A document is called by a digit, its contents are a text. */
#pragma once

#include "loket-store-documents.h"
#include "loket-test-store.h"

G_BEGIN_DECLS

#define TEST_DOCUMENTS_CASE "c0000000-0000-4000-8000-000000000001"

/* @kind: d: a document, a: an act; @n: 0 to 9 */
char *test_documents_make_id (char kind, int n);

/* To the loket */
GFile       *test_documents_write_file     (TestStore *self, const char *name, const char *text);
LoketUpload *test_documents_import_at_most (TestStore *self, int n, GFile *source, gint64 bytes_max,
                                            GError **error);
LoketUpload *test_documents_import_text    (TestStore *self, int n, const char *text);
void         test_documents_bring_in       (TestStore *self, int n, const char *text);
void         test_documents_add_act        (TestStore *self, int n, const char *type);
void         test_documents_add_whole_act  (TestStore *self, int n, const char *text);
guint        test_documents_count_uploads  (TestStore *self, gboolean sendable);
void         test_documents_write_upload   (TestStore *self,
                                            void (*func) (LoketStore *, const char *,
                                                          GAsyncReadyCallback, gpointer),
                                            int n);
void         test_documents_apply_case     (TestStore *self, int version, const char *more);

/* From the loket. @text: what comes; @promised: what its hash says */
gboolean     test_documents_fetch          (TestStore *self, int n, const char *text,
                                            const char *promised, gboolean pinned,
                                            gboolean fleeting, GError **error);
void         test_documents_fill_document  (LoketKeptDocument *document, const char *document_id,
                                            const char *text, int used_at);
void         test_documents_clear_document (LoketKeptDocument *document);
void         test_documents_put_row        (TestStore *self, const LoketKeptDocument *document);
GFile       *test_documents_make_copy      (TestStore *self, int n, const char *text,
                                            const char *name, gboolean fleeting);

/* On the disk */
gboolean     test_documents_is_here        (TestStore *self, const char *text);
guint        test_documents_count_contents (TestStore *self);

G_END_DECLS
