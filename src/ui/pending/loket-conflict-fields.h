/* SPDX-License-Identifier: EUPL-1.2 */
/* What was written, member by member: as it was, as its author changed it, and as others did. */
#pragma once

#include <gtk/gtk.h>

#include "loket-conflict.h"
#include "loket-session.h"

G_BEGIN_DECLS

void loket_conflict_fields_add (GtkBox *box, LoketSession *session, const LoketConflict *conflict);

G_END_DECLS
