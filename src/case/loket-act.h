/* SPDX-License-Identifier: EUPL-1.2 */
/* An act (actie): something that a person did in a case. Never changed, never deleted.
 *
 * A plain, counted value; once built it is not changed, so any thread may read it. */
#pragma once

#include "loket-codes.h"
#include "loket-json.h"

G_BEGIN_DECLS

typedef struct {
  char *act_id;          /* UUID, made once where the act was done */
  LoketActType type;
  char *type_code;       /* as it was read: keeps the name of a type that this version does not know */
  char *author;          /* id of the person */
  char *author_name;     /* (nullable): as the loket gave it, for the screen */
  LoketDay occurred_on;  /* civil day on which it happened */
  LoketMoment occurred_at; /* LOKET_NO_MOMENT unless a clock counts hours */
  gint64 seq;            /* place in the case, given by the loket; 0 while pending */
  LoketMoment recorded_at; /* when the loket took it; LOKET_NO_MOMENT while pending */
  gint64 based_on;       /* case version that its author had seen */
  LoketVia via;          /* payload.via, NONE where it does not say */
  JsonObject *opened;    /* (nullable): the case that the loket opened for it */
  JsonObject *payload;   /* never NULL; may be empty when the loket withheld or emptied it */

  /*< private >*/
  gatomicrefcount ref_count;
} LoketAct;

LoketAct *loket_act_new        (const char   *act_id,
                                LoketActType  type,
                                const char   *author,
                                LoketDay      occurred_on,
                                gint64        based_on,
                                JsonObject   *payload);
LoketAct *loket_act_from_json  (JsonObject *json, GError **error);
JsonNode *loket_act_to_json    (const LoketAct *self);
LoketAct *loket_act_ref        (LoketAct *self);
void      loket_act_unref      (LoketAct *self);
gboolean  loket_act_is_pending (const LoketAct *self);
const char *loket_act_get_text (const LoketAct *self, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketAct, loket_act_unref)

G_END_DECLS
