/* SPDX-License-Identifier: EUPL-1.2 */
/* What a form says beside its fields: what is to be known of the case before the act is done, and
 * why a text may not leave. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

void  loket_form_notices_fill     (GtkBox *box, LoketSession *session, LoketDossier *dossier, LoketActType type);
void  loket_form_notices_add_unseen (GtkBox *box, LoketSession *session, LoketDossier *dossier,
                                     JsonArray *act_ids);
char *loket_form_notices_withheld (LoketDossier *dossier, LoketActType type, JsonObject *payload);

G_END_DECLS
