/* SPDX-License-Identifier: EUPL-1.2 */
/* The net from inside, for the lines. */
#pragma once

#include "loket-sim-world.h"

G_BEGIN_DECLS

#define SIM_NEVER G_MAXINT64

typedef struct {
  GTask *task; /* (owned) (nullable): nobody waits for the answer (any more) */
  guint desk;
  LoketRequest *request; /* (owned): as the loket gets it */
  SimStep fault;
  gboolean has_fault;
  gint64 deliver_ms; /* SIM_NEVER: done */
  gint64 answer_ms;  /* SIM_NEVER: there is no answer yet */
  gint64 give_up_ms;
  gint64 patience_ms;      /* of a long poll that waits at the loket; SIM_NEVER: none waits */
  LoketResponse *response; /* (owned) (nullable) */
  GError *error;           /* (owned) (nullable) */
} SimMessage;

struct _SimNet {
  SimWorld *world;
  GPtrArray *messages; /* (element-type SimMessage) */
  gboolean changed;    /* something is new at the loket */
};

static inline gboolean
_sim_is_put (const LoketRequest *request)
{
  return g_str_equal (request->method, "PUT");
}

/* What the loket has to keep. */
static inline gboolean
_sim_is_write (const LoketRequest *request)
{
  return _sim_is_put (request) || g_str_equal (request->method, "PATCH") ||
         g_str_equal (request->method, "POST");
}

void _sim_net_trace   (SimNet *self, const char *what, const SimMessage *message);
void _sim_net_give_up (SimNet *self, SimMessage *message, LoketTransportError code);

G_END_DECLS
