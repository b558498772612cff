/* SPDX-License-Identifier: EUPL-1.2 */
/* Deciding at a test's desk about what the loket did not take, and looking what became of it. */
#pragma once

#include "loket-conflict.h"
#include "loket-test-desk.h"

G_BEGIN_DECLS

gboolean       loket_test_desk_resolve       (LoketTestDesk *self, const char *id,
                                              LoketResolution resolution, char **draft_key,
                                              GError **error);
LoketConflict *loket_test_desk_load_conflict (LoketTestDesk *self, const char *id, GError **error);
guint          loket_test_desk_count_pending (LoketTestDesk *self);
guint          loket_test_desk_count_taken   (LoketTestDesk *self, const char *case_id,
                                              LoketActType type, const char *member,
                                              const char *text);
gboolean       loket_test_desk_is_audited    (LoketTestDesk *self, const char *what,
                                              const char *text);

G_END_DECLS
