/* SPDX-License-Identifier: EUPL-1.2 */
/* The people of a case: who complains, who represents, which service; with their addresses. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_PARTIES (loket_parties_get_type ())
G_DECLARE_FINAL_TYPE (LoketParties, loket_parties, LOKET, PARTIES, GtkWidget)

void loket_parties_show (LoketParties *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
