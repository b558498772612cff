/* SPDX-License-Identifier: EUPL-1.2 */
/* What became of a damaged work.db: told until a person has acknowledged it. A plain value. */
#pragma once

#include "loket-moment.h"

G_BEGIN_DECLS

typedef struct {
  LoketMoment at;
  guint rows_kept;    /* rows of unsent work, drafts and so on that were read whole */
  guint from_backup;  /* more that only an older copy still had; acts among them wait in conflict,
                       * reason `salvaged`, for a person */
  char **lost_tables; /* of which something may be missing: items, drafts, audit, quarantine, meta,
                       * uploads; empty: nothing is */
  char *aside_path;   /* (nullable): the damaged file, whole; NULL where there was none any more */
  gboolean documents_sought; /* for documents that no row names any more was looked */
  guint documents;    /* how many were found: they are not sent */
  char *documents_path; /* (nullable): the folder where they lie, NULL where there are none */
  gboolean erased;    /* a case was erased since: these files, and the copies of before, go when a
                       * person acknowledges */
} LoketSalvage;

/* Of `work.db`, in the transaction of an erasing, so that no crash forgets it: `erased` of the note
 * that waits there, if one does. */
#define LOKET_SALVAGE_SQL_ERASED                                                                   \
  "UPDATE meta SET value = json_set (value, '$.erased', json ('true'))"                            \
  " WHERE key = 'salvage' AND json_valid (value)"

LoketSalvage *loket_salvage_copy      (const LoketSalvage *self);
void          loket_salvage_free      (LoketSalvage *self);
char         *loket_salvage_to_json   (const LoketSalvage *self);
LoketSalvage *loket_salvage_from_json (const char *text, const char *folder);
void          loket_salvage_add_earlier (LoketSalvage *self, const LoketSalvage *earlier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSalvage, loket_salvage_free)

G_END_DECLS
