/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands in the fields of a form as it was typed, for its draft: also half a day, and what the
 * form would not send as it is now. */
#pragma once

#include <gtk/gtk.h>

#include "loket-json.h"

G_BEGIN_DECLS

void loket_typed_texts_gather (GtkWidget *form, JsonObject *draft);
void loket_typed_texts_spread (GtkWidget *form, JsonObject *draft);

G_END_DECLS
