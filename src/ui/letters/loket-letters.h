/* SPDX-License-Identifier: EUPL-1.2 */
/* The letters of a case: which can be made now, and saving or copying one. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

GMenuModel *loket_letters_make_menu (LoketSession *session, LoketDossier *dossier);
char       *loket_letters_dup_body  (LoketSession *session, LoketDossier *dossier, const char *kind);
void        loket_letters_save      (GtkWindow    *parent,
                                     LoketSession *session,
                                     LoketDossier *dossier,
                                     const char   *kind);
void        loket_letters_copy      (GtkWindow    *parent,
                                     LoketSession *session,
                                     LoketDossier *dossier,
                                     const char   *kind);

G_END_DECLS
