/* SPDX-License-Identifier: EUPL-1.2 */
/* The window in which an act is done: its fields, what it does to the dates, and the button. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ACT_FORM (loket_act_form_get_type ())
G_DECLARE_FINAL_TYPE (LoketActForm, loket_act_form, LOKET, ACT_FORM, AdwWindow)

void loket_act_form_present (GtkWindow    *parent,
                             LoketSession *session,
                             LoketDossier *dossier,
                             LoketActType  type,
                             const char   *act_id);
void loket_act_form_present_draft (GtkWindow    *parent,
                                   LoketSession *session,
                                   LoketDossier *dossier,
                                   LoketActType  type,
                                   const char   *key);
void loket_act_form_present_with (GtkWindow    *parent,
                                  LoketSession *session,
                                  LoketDossier *dossier,
                                  LoketActType  type,
                                  JsonObject   *suggested);

G_END_DECLS
