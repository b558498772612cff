/* SPDX-License-Identifier: EUPL-1.2 */
/* What an answer of the loket, or its absence, means for whoever asked: one table for all requests.
 *
 * Only what the loket itself says makes a desk give something up: a page of a proxy with the same
 * status means "later". Plain value; main thread. */
#pragma once

#include "loket-problem.h"
#include "loket-sync-error.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_REPLY_GOOD,     /* 2xx with JSON: `response` has it */
  LOKET_REPLY_REFUSED,  /* the loket says no to this request, and will say so again */
  LOKET_REPLY_CONFLICT, /* the case has changed: a person has to look */
  LOKET_REPLY_LATER,    /* this request again later; other requests may fare better */
  LOKET_REPLY_STOP,     /* no request can succeed now */
} LoketReplyKind;

typedef struct {
  LoketReplyKind kind;
  LoketResponse *response; /* (owned) (nullable): NULL where none came */
  LoketProblem *problem;   /* (owned) (nullable): what the loket states, where it is not GOOD */
  GError *error;           /* (owned) (nullable): a LOKET_SYNC_ERROR, unless GOOD */
  gint64 retry_after_s;    /* -1: the loket did not say */
} LoketReply;

LoketReply *loket_reply_new_answered (LoketResponse *response, LoketMoment now);
LoketReply *loket_reply_new_failed   (const GError *transport_error);
LoketReply *loket_reply_new_stopped  (const GError *error);
void        loket_reply_free         (LoketReply *self);

gboolean    loket_reply_is_from_loket (const LoketReply *self);
const char *loket_reply_get_reason    (const LoketReply *self);

gboolean loket_reply_set_body_error (GBytes *body, const GError *cause, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReply, loket_reply_free)

G_END_DECLS
