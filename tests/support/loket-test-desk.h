/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk on one thread over the loket of a test: each call turns the desk until it is done. */
#pragma once

#include "loket-desk-private.h"
#include "loket-test-loket.h"

G_BEGIN_DECLS

typedef struct {
  LoketTestLoket *loket; /* outlives it */
  char *folder;
  LoketRandom *random;
  LoketDesk *desk;
  gboolean keeps_folder;
  const char *vfs; /* (nullable): name of a registered SQLite VFS */
  LoketDeskRulesFunc make_rules; /* (nullable): the desk's own */
} LoketTestDesk;

LoketTestDesk *loket_test_desk_new      (LoketTestLoket *loket, guint64 seed);
LoketTestDesk *loket_test_desk_new_closed (LoketTestLoket *loket, guint64 seed);
void           loket_test_desk_free     (LoketTestDesk *self);
gboolean       loket_test_desk_open     (LoketTestDesk *self, const LoketDeskOptions *options,
                                         GError **error);
void           loket_test_desk_close    (LoketTestDesk *self);

void           loket_test_desk_settle   (LoketTestDesk *self);
gboolean       loket_test_desk_sync     (LoketTestDesk *self, GError **error);
LoketDossier  *loket_test_desk_load     (LoketTestDesk *self, const char *key, GError **error);
LoketAct      *loket_test_desk_do       (LoketTestDesk *self, const char *key, const char *type,
                                         JsonObject *payload, GError **error);
LoketDossier  *loket_test_desk_register (LoketTestDesk *self, JsonObject *facts, GError **error);
gboolean       loket_test_desk_take_back (LoketTestDesk *self, const char *id, GError **error);
GPtrArray     *loket_test_desk_list     (LoketTestDesk *self, const char *view);
char          *loket_test_desk_find_allowed (LoketTestDesk *self, LoketActType type, guint skip);
JsonObject    *loket_test_payload       (const char *first_member, ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketTestDesk, loket_test_desk_free)

G_END_DECLS
