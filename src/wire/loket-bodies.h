/* SPDX-License-Identifier: EUPL-1.2 */
/* The bodies of PUT: an act and a new complaint, as bytes that are made once and sent at every try.
 *
 * The desk makes; the loket reads. What is refused is refused with a problem that names each
 * member. Members that neither side knows are kept. */
#pragma once

#include "loket-case.h"
#include "loket-problem.h"

G_BEGIN_DECLS

/* The moment of doing by the desk's own clock and as corrected, where the two differ too much. */
typedef struct {
  LoketMoment desk_at;
  LoketMoment corrected_at;
} LoketClockOff;

GBytes     *loket_act_body_make (const LoketAct *act, const LoketClockOff *clock_off);
JsonObject *loket_act_body_read (GBytes *body, const char *act_id, LoketProblem **problem);
gboolean    loket_act_body_is_equal (JsonObject *kept, JsonObject *again);

GBytes     *loket_case_body_make (JsonObject *facts);
JsonObject *loket_case_body_read (GBytes *body, const char *case_id, LoketProblem **problem);
void        loket_case_body_check (JsonObject *facts, LoketProblem *problem);
gboolean    loket_case_body_is_equal (JsonObject *kept, JsonObject *again);

/* GET .../acts: the rest of a long history. */
GBytes    *loket_acts_page_encode      (GPtrArray *act_texts, gint64 total);
LoketCase *loket_case_decode_with_rest (GBytes *body, GPtrArray *rest, GError **error);

GBytes     *loket_body_from_json (JsonNode *node);
JsonObject *loket_body_to_object (GBytes *body, GError **error);

G_END_DECLS
