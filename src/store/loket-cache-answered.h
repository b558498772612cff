/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: what the loket said it had taken, and the feed has not spoken of yet.
 *
 * The feed that comes to its end after such an answer has it, or the loket has lost it: then its
 * case is asked for alone, and judged by these. On the connection's thread. */
#pragma once

#include "loket-case.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

/* What the loket says of a case when it is asked for it alone, since the feed named it last. */
enum {
  LOKET_UNKNOWN_NEVER,
  LOKET_UNKNOWN_ONCE,        /* it does not know it */
  LOKET_UNKNOWN_ASKED_AGAIN, /* the feed has ended since, and it is asked again */
  LOKET_UNKNOWN_TWICE,       /* it does not: what it took is lost */
};

gboolean loket_cache_answered_note       (LoketSqlite *db, const char *case_id, const char *id,
                                          GError **error);
gboolean loket_cache_answered_confirm    (LoketSqlite *db, LoketCase *copy, GError **error);
gboolean loket_cache_answered_forget     (LoketSqlite *db, const char *case_id, GError **error);
char   **loket_cache_answered_list       (LoketSqlite *db, const char *case_id, GError **error);
char   **loket_cache_answered_list_cases (LoketSqlite *db, GError **error);
gboolean loket_cache_answered_get_unknown  (LoketSqlite *db, const char *case_id, gint64 *unknown,
                                            GError **error);
gboolean loket_cache_answered_set_unknown  (LoketSqlite *db, const char *case_id, gint64 unknown,
                                            GError **error);
char   **loket_cache_answered_list_unknown (LoketSqlite *db, GError **error);

gboolean loket_cache_answered_stands_in  (LoketCase *copy, const char *id);

G_END_DECLS
