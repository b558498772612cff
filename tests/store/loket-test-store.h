/* SPDX-License-Identifier: EUPL-1.2 */
/* A store in a folder of its own, on stepped executors, and cases to put into it. */
#pragma once

#include "loket-store-cases.h"
#include "loket-store-feed.h"
#include "loket-store-work.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  LoketStore *store;
} TestStore;

void test_store_set_up    (TestStore *self, gconstpointer data);
void test_store_tear_down (TestStore *self, gconstpointer data);
void test_store_reopen    (TestStore *self, gboolean reset_cache);
void test_store_open      (TestStore *self, const char *vfs); /* (nullable): the disk it is on */
void test_store_close     (TestStore *self);
char *test_store_build_path (TestStore *self, const char *name);

/* Steps until the callback test_store_done_cb() was called, whose user data is @result. */
void          test_store_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *test_store_wait    (TestStore *self, GAsyncResult **result);
void          test_store_wait_written (TestStore *self, GAsyncResult **result);
void          test_store_sweep   (TestStore *self, LoketMoment now);

/* Cases and acts as JSON text. */
char   *test_case_json (const char *case_id, const char *reference, const char *more);
char   *test_act_json  (const char *act_id, const char *type, int seq, const char *payload);
GBytes *test_page      (const char *next, const char *items);
char   *test_upsert    (const char *case_id, int version, const char *case_json);

LoketPageResult *test_store_apply     (TestStore *self, const char *next, const char *items);
/* What GET gave of one case, because of the feed or beside it; @json has all of its acts. */
gboolean         test_store_take_case (TestStore *self, gboolean of_feed, const char *case_id,
                                       const char *json, GError **error);
LoketStoredCase *test_store_read_case (TestStore *self, const char *key);
LoketWorkItem   *test_store_add_note  (TestStore *self, const char *case_id, const char *act_id,
                                       const char *text);
void             test_store_add_case  (TestStore *self, const char *case_id, const char *reference);
void             test_store_project   (TestStore *self, const char *case_id);
GPtrArray       *test_store_list      (TestStore *self, LoketView view, const char *search,
                                       LoketDay today);
GPtrArray       *test_store_list_at   (TestStore *self, LoketView view, const char *search,
                                       LoketDay today, LoketMoment now);

G_END_DECLS
