/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents from desk to loket to desk, on one thread, with a line that can be cut at any request
 * about documents. */
#pragma once

#include "loket-desk-documents.h"
#include "loket-test-desk.h"
#include "loket-tus.h"

G_BEGIN_DECLS

enum {
  ATTACHMENTS_N_PIECES = 2,
  ATTACHMENTS_BYTES = (ATTACHMENTS_N_PIECES - 1) * LOKET_TUS_PIECE_BYTES + 12345,
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *case_id;
  char *source; /* a file of the person's */
  /* Which request about documents fails, counted from 1; 0: none */
  guint cut_at;
  gboolean after;     /* it is done first; its reply is lost */
  const char *method; /* (nullable): of those that count; NULL: any */
  guint seen;
  gboolean lasting;   /* so do all that count behind it */
  gboolean foreign;   /* the answer is a page of somebody between desk and loket */
  guint status;       /* it is answered with this instead of being cut; 0: cut */
  const char *reason; /* (nullable): of that answer */
  const char *retry_after; /* (nullable): likewise, in seconds */
  gboolean corrupt;   /* contents come with a wrong byte */
} Attachments;

void          attachments_set_up    (Attachments *self, gconstpointer data);
void          attachments_tear_down (Attachments *self, gconstpointer data);
void          attachments_restart   (Attachments *self);
void          attachments_sync_well (LoketTestDesk *desk);
LoketTestDesk *attachments_open_second_desk (Attachments *self);

/* Waits until attachments_done_cb() was called, whose user data is @result. */
void          attachments_done_cb   (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *attachments_wait_for  (LoketTestDesk *desk, GAsyncResult **result);

/* Each seed gives other bytes, the same at every run. */
void       attachments_write_source (Attachments *self, gsize bytes, guint8 seed);
LoketAct  *attachments_add_to       (Attachments *self, LoketTestDesk *desk, GError **error);
void       attachments_add          (Attachments *self);
GPtrArray *attachments_list         (Attachments *self, LoketTestDesk *desk);
char      *attachments_open_last    (Attachments *self, LoketTestDesk *desk, GError **error);
/* The one that was added last. */
LoketDeskDocument *attachments_get_last (Attachments *self, LoketTestDesk *desk);
/* Takes it away, or stops what travels. */
void       attachments_change       (Attachments *self, const LoketDeskDocument *document,
                                     const char *reason, gboolean cancel);

void       attachments_assert_state (Attachments *self, LoketTestDesk *desk,
                                     LoketDocumentState state, gboolean taken);
void       attachments_assert_same_contents (Attachments *self, const char *path);
/* @state: (nullable): of the act that waits; NULL: none does */
void       attachments_assert_pending (Attachments *self, const char *state);
/* How many acts of that type the loket has of the case. */
guint      attachments_count_acts     (Attachments *self, LoketTestDesk *desk, LoketActType type);
guint      attachments_count_files    (const char *path);
guint      attachments_count_contents (LoketTestDesk *desk);

G_END_DECLS
