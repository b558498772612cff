/* SPDX-License-Identifier: EUPL-1.2 */
/* The history of a case, the newest act first. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TIMELINE (loket_timeline_get_type ())
G_DECLARE_FINAL_TYPE (LoketTimeline, loket_timeline, LOKET, TIMELINE, GtkWidget)

void loket_timeline_set_limit (LoketTimeline *self, guint limit);
void loket_timeline_show      (LoketTimeline *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
