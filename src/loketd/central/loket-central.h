/* SPDX-License-Identifier: EUPL-1.2 */
/* The reference loket without a socket: a request in, a response out, or "wait until something
 * changes".
 *
 * Behind loketd's HTTP server, and called directly by tests. All calls on one thread; a response is
 * given only when what it tells of is on the disk. */
#pragma once

#include "loket-callers.h"
#include "loket-clock.h"
#include "loket-feed.h"
#include "loket-message.h"
#include "loket-random.h"
#include "loket-ref-bodies.h"
#include "loket-rules.h"

G_BEGIN_DECLS

typedef struct _LoketCentral LoketCentral;

/* A body that is larger is refused with 413; the server stops reading there too. */
#define LOKET_CENTRAL_BODY_MAX_BYTES (2 * 1024 * 1024)

typedef struct {
  const char *folder;    /* data folder, made where it is missing */
  LoketDay today;        /* LOKET_NO_DAY: the clock's; else the day that the loket takes for today */
  LoketCallers *callers; /* (transfer full) (nullable): NULL: whoever calls is the coordinator */
  LoketRefBodies *ref_bodies; /* (nullable): of the same rules, shared; NULL: its own */
} LoketCentralOptions;

LoketCentral *loket_central_new  (LoketRules                *rules,
                                  LoketClock                *clock,
                                  LoketRandom               *random,
                                  const LoketCentralOptions *options,
                                  GError                   **error);
void          loket_central_free (LoketCentral *self);

LoketResponse *loket_central_handle (LoketCentral *self, LoketRequest *request, gboolean may_wait,
                                     guint *wait_ms);

/* For whoever answers in the loket's place (a wrong Host, a fault rule): what every response has. */
void loket_central_finish_response (LoketCentral *self, LoketRequest *request,
                                    LoketResponse *response);

/* Called after something was committed: whoever waits may ask again. */
typedef void (*LoketCentralChangedFunc) (gpointer user_data);
void loket_central_set_changed_func (LoketCentral *self, LoketCentralChangedFunc func,
                                     gpointer user_data);

LoketMoment loket_central_get_now   (LoketCentral *self);
LoketDay    loket_central_get_today (LoketCentral *self);
const char *loket_central_get_realm (LoketCentral *self);

/* What no call of the contract does. */
/* No answer has more than so many acts of a case, or more than 4 MiB of them: the rest is asked for.
 * 500 unless said otherwise. */
void     loket_central_limit_acts (LoketCentral *self, guint acts_max);
gboolean loket_central_is_empty (LoketCentral *self, gboolean *empty, GError **error);
gboolean loket_central_remove_case (LoketCentral *self, const char *case_id, LoketChange change,
                                    const char *reason, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCentral, loket_central_free)

G_END_DECLS
