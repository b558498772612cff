/* SPDX-License-Identifier: EUPL-1.2 */
/* Below a row in which the number of another case is typed: the cases that it may be. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

void loket_case_suggestions_attach (GtkListBox *list, GtkEditable *entry, LoketSession *session, const char *case_id);

G_END_DECLS
