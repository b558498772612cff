/* SPDX-License-Identifier: EUPL-1.2 */
/* The four stages of a case: acknowledge, investigate, mediate, answer. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_STAGES (loket_stages_get_type ())
G_DECLARE_FINAL_TYPE (LoketStages, loket_stages, LOKET, STAGES, GtkWidget)

void loket_stages_show (LoketStages *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
