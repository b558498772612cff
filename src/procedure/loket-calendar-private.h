/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of a calendar's file. Private to this folder. */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

gboolean _loket_calendar_check (JsonObject *json, GError **error);

G_END_DECLS
