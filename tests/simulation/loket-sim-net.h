/* SPDX-License-Identifier: EUPL-1.2 */
/* The lines between desks and loket: every request and reply takes its time, and can go wrong.
 *
 * A line is a LoketTransport. What it carries belongs to the net, also after its desk has died: a
 * request that was out arrives all the same. Faults are armed one by one, each for the next request
 * of its line that it makes sense for. */
#pragma once

#include "loket-sim-schedule.h"
#include "loket-sim-template.h"
#include "loket-transport.h"

G_BEGIN_DECLS

typedef struct _SimNet SimNet;

#define SIM_TYPE_LINE (sim_line_get_type ())
G_DECLARE_FINAL_TYPE (SimLine, sim_line, SIM, LINE, GObject)

SimNet  *sim_net_new        (SimWorld *world);
void     sim_net_free       (SimNet *self);
gint64   sim_net_get_next   (SimNet *self);
void     sim_net_run        (SimNet *self);
void     sim_net_changed    (SimNet *self);
void     sim_net_forget     (SimNet *self, const char *id);
void     sim_net_calm       (SimNet *self);
void     sim_net_hang_up    (SimNet *self);
void     sim_net_lose_requests (SimNet *self);

SimLine *sim_line_new       (SimNet *net, SimDesk *desk);
void     sim_line_arm       (SimLine *self, const SimStep *step);
void     sim_line_set_away  (SimLine *self, gboolean away);
void     sim_line_cut       (SimLine *self);
void     sim_line_calm      (SimLine *self);

G_END_DECLS
