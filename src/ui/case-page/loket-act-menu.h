/* SPDX-License-Identifier: EUPL-1.2 */
/* The menu of all acts that have a form: what may be done now, and why the rest may not. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ACT_MENU (loket_act_menu_get_type ())
G_DECLARE_FINAL_TYPE (LoketActMenu, loket_act_menu, LOKET, ACT_MENU, GtkPopover)

void loket_act_menu_show (LoketActMenu *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
