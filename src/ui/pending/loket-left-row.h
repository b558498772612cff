/* SPDX-License-Identifier: EUPL-1.2 */
/* A case that left this desk, with what of ours was in it. */
#pragma once

#include <adwaita.h>

#include "loket-left.h"
#include "loket-session.h"

G_BEGIN_DECLS

GtkWidget *loket_left_row_new      (LoketSession *session, const LoketLeftCase *left);
char      *loket_left_row_describe (LoketSession *session, const LoketLeftCase *left);

G_END_DECLS
