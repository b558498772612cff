/* SPDX-License-Identifier: EUPL-1.2 */
/* Which rules, calendars and directory the loket has now: their entity tags, as the feed says them.
 *
 * A desk fetches what has another tag than its own. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *version;
  char *etag;
} LoketProcedureTag;

typedef struct {
  GPtrArray *procedures; /* (element-type LoketProcedureTag) */
  char *calendars;       /* (nullable) */
  char *organizations;   /* (nullable) */
  char *me;              /* (nullable) */
} LoketRefData;

LoketRefData *loket_ref_data_new           (void);
LoketRefData *loket_ref_data_from_json     (JsonObject *json);
JsonNode     *loket_ref_data_to_json       (const LoketRefData *self);
void          loket_ref_data_add_procedure (LoketRefData *self, const char *id, const char *version,
                                            const char *etag);
void          loket_ref_data_free          (LoketRefData *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRefData, loket_ref_data_free)

G_END_DECLS
