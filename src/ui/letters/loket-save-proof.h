/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of the dates of a case as a file. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

void loket_save_proof (GtkWindow *parent, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
