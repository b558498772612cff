/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of a calendar's file. Private to this folder. */
#pragma once

#include "loket-calendar.h"
#include "loket-flaws.h"

G_BEGIN_DECLS

void _loket_calendar_check (JsonObject *json, LoketFlaws *flaws);

G_END_DECLS
