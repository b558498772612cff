/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts as they are written on a command line. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

gboolean    loket_ctl_act_set   (JsonObject *payload, const char *pair, GError **error);
JsonObject *loket_ctl_act_parse (const char *text, GError **error);

G_END_DECLS
