/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk's syncing over the loket of a test: each call turns it until it is done. */
#pragma once

#include "loket-stored-case.h"
#include "loket-sync.h"
#include "loket-test-loket.h"

G_BEGIN_DECLS

enum {
  N_CASES = 40,
  SECOND_MS = 1000
};

typedef struct {
  LoketTestLoket *loket;
  char *folder;
  LoketStore *store;
  LoketRandom *random;
  LoketSync *sync;
  GPtrArray *changed; /* ids, as told */
} TestSync;

void test_sync_add (const char *path, gconstpointer data, void (*test) (TestSync *, gconstpointer));

void test_sync_open_desk  (TestSync *self);
void test_sync_close_desk (TestSync *self);

/* Something that is under way: test_sync_done_cb() with it as user data. */
typedef struct {
  gboolean done;
  GAsyncResult *result;
} TestWaiting;

void test_sync_done_cb    (GObject *source, GAsyncResult *result, gpointer user_data);
void test_sync_wait_for   (TestSync *self, TestWaiting *waiting);
void test_sync_turn       (TestSync *self);
void test_sync_let_settle (TestSync *self);

gboolean test_sync_run       (TestSync *self, GError **error);
void     test_sync_run_well  (TestSync *self);
void     test_sync_run_fails (TestSync *self, LoketSyncError code);

GPtrArray       *test_sync_list_pending (TestSync *self);
GPtrArray       *test_sync_list_lines   (TestSync *self);
const char      *test_sync_get_case_id  (GPtrArray *lines, guint index);
LoketStoredCase *test_sync_read_case    (TestSync *self, const char *case_id);
char            *test_sync_add_note     (TestSync *self, const char *case_id, const char *text);
guint            test_sync_count_notes  (TestSync *self, const char *case_id, const char *text);

void test_sync_note_of_somebody_else (TestSync *self, const char *case_id, const char *text);

/* What is answered instead of what the loket says, by test_lie() with it as user data. */
typedef struct {
  const char *method;
  const char *path_end; /* (nullable) */
  guint status;
  const char *type; /* (nullable): problem type; NULL: a page of somebody else */
  const char *body; /* (nullable) */
  const char *retry_after;
  guint times; /* how often; 0: always */
  guint seen;
} TestLie;

LoketResponse *test_lie (LoketRequest *request, gpointer user_data, GError **error);

G_END_DECLS
