/* SPDX-License-Identifier: EUPL-1.2 */
/* The guide: what is due next and why. The heart of a case. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_GUIDE (loket_guide_get_type ())
G_DECLARE_FINAL_TYPE (LoketGuide, loket_guide, LOKET, GUIDE, GtkWidget)

void loket_guide_show (LoketGuide *self, LoketSession *session, LoketDossier *dossier);

/* Only what moves with the minutes. */
void loket_guide_count_down (LoketGuide *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
