/* SPDX-License-Identifier: EUPL-1.2 */
/* The loket's own database: cases as they were given, acts as they were taken, the feed, numbers.
 *
 * Every change stands between loket_ledger_begin() and loket_ledger_commit() and is on the disk
 * when that returns. One loket owns a data folder at a time, and one thread the ledger; so keys of
 * the feed are committed in their order, and whoever reads a key has every lower one. Errors are
 * those of LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-feed.h"
#include "loket-moment.h"
#include "loket-random.h"

G_BEGIN_DECLS

typedef struct _LoketLedger LoketLedger;

typedef struct {
  char *act_id;
  char *case_id;
  gint64 seq;              /* place in the case, from 1 */
  gint64 version;          /* of the case, once this act was taken */
  char *type;
  char *author;
  char *author_name;       /* (nullable): read only: from the people */
  LoketMoment recorded_at;
  char *body;              /* JSON text, as its author gave it */
  char *opened;            /* (nullable): JSON text: the case that the loket opened for it */
  char *cause;             /* (nullable): id of the act of another case for which the loket added it */
} LoketActRecord;

typedef struct {
  char *case_id;
  char *agency;
  char *reference;         /* given by this loket */
  char *provisional;       /* reference that the client had made; stays valid as an alias */
  gint64 version;
  gboolean withdrawn;      /* shown to nobody any more */
  char *facts;             /* JSON text, as the client gave it */
  char *registered_by;
  char **seen_by;          /* (nullable): ids of persons; NULL: all of the agency */
  LoketMoment recorded_at;
  GPtrArray *acts;         /* (element-type LoketActRecord): in the order of seq */
} LoketRecord;

typedef struct {
  gint64 key;
  char *case_id;
  char *agency;
  char **seen_by;          /* (nullable): as in the record */
  LoketChange change;
  char *reason;            /* (nullable) */
  gint64 version;
} LoketFeedRow;

LoketLedger *loket_ledger_open  (const char *folder, LoketRandom *random, LoketDay today,
                                 GError **error);
void         loket_ledger_close (LoketLedger *self);

const char *loket_ledger_get_realm (LoketLedger *self);
gboolean    loket_ledger_is_empty  (LoketLedger *self, gboolean *empty, GError **error);

gboolean loket_ledger_begin     (LoketLedger *self, GError **error);
gboolean loket_ledger_commit    (LoketLedger *self, GError **error);
void     loket_ledger_roll_back (LoketLedger *self);

/* Reading: NULL without an error: it is not there. */
LoketRecord    *loket_ledger_find_case (LoketLedger *self, const char *case_id, GError **error);
gboolean        loket_ledger_was_erased (LoketLedger *self, const char *case_id, gboolean *erased,
                                         GError **error);
LoketActRecord *loket_ledger_find_act  (LoketLedger *self, const char *act_id, GError **error);
GPtrArray      *loket_ledger_list_feed (LoketLedger *self, gint64 after, guint limit, GError **error);
gboolean        loket_ledger_read_opening  (LoketLedger *self, gint64 key, char *id, gsize room,
                                            GError **error);
gboolean        loket_ledger_get_feed_span (LoketLedger *self, gint64 *floor, gint64 *last,
                                            GError **error);
GPtrArray      *loket_ledger_list_people (LoketLedger *self, GError **error);

/* Writing, inside a transaction. */
gboolean loket_ledger_set_person  (LoketLedger *self, const char *id, const char *name,
                                   const char *json, GError **error);
gboolean loket_ledger_give_number (LoketLedger *self, const char *agency, int year, gint64 *number,
                                   GError **error);
gboolean loket_ledger_add_case    (LoketLedger *self, const LoketRecord *record, GError **error);
gboolean loket_ledger_add_act     (LoketLedger *self, const LoketActRecord *act, GError **error);
gboolean loket_ledger_set_opened  (LoketLedger *self, const char *act_id, const char *opened,
                                   GError **error);
gboolean loket_ledger_set_seen_by (LoketLedger *self, const char *case_id,
                                   const char *const *persons, GError **error);
gboolean loket_ledger_announce    (LoketLedger *self, const LoketRecord *record, LoketDay today,
                                   GError **error);
gboolean loket_ledger_remove_case (LoketLedger *self, const LoketRecord *record, LoketChange change,
                                   const char *reason, LoketDay today, GError **error);

void loket_act_record_free (LoketActRecord *self);
void loket_record_free     (LoketRecord *self);
void loket_feed_row_free   (LoketFeedRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLedger, loket_ledger_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketActRecord, loket_act_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRecord, loket_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFeedRow, loket_feed_row_free)

G_END_DECLS
