/* SPDX-License-Identifier: EUPL-1.2 */
/* A loket with cases, and one desk that has them. */
#pragma once

#include "loket-test-desk.h"

G_BEGIN_DECLS

enum {
  DESK_FIXTURE_CASES = 60,
  DESK_FIXTURE_HOUR_MS = 60 * 60 * 1000
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
} DeskFixture;

void                  desk_fixture_set_up     (DeskFixture *self, gconstpointer data);
void                  desk_fixture_tear_down  (DeskFixture *self, gconstpointer data);
void                  desk_fixture_sync       (LoketTestDesk *desk);
void                  desk_fixture_do         (LoketTestDesk *desk, const char *key,
                                               const char *type, JsonObject *payload);
const LoketSyncState *desk_fixture_get_state  (LoketTestDesk *desk);
JsonObject           *desk_fixture_make_facts (const char *subject);

#define desk_fixture_add(path, test)                                                               \
  g_test_add ("/desk/" path, DeskFixture, NULL, desk_fixture_set_up, test, desk_fixture_tear_down)

G_END_DECLS
