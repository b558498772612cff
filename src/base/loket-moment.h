/* SPDX-License-Identifier: EUPL-1.2 */
/* A moment on the clock, and the one place where it becomes a civil day in Belgium.
 *
 * A moment counts microseconds since 1 January 1970 in UTC; LOKET_NO_MOMENT means that there is
 * none. Law counts civil days in Europe/Brussels, whatever the zone of the machine. */
#pragma once

#include "loket-day.h"

G_BEGIN_DECLS

typedef gint64 LoketMoment;

#define LOKET_NO_MOMENT   G_MININT64
#define LOKET_SECOND_US   G_GINT64_CONSTANT (1000000)
#define LOKET_DAY_US      (24 * 60 * 60 * LOKET_SECOND_US) /* a civil day may have another length */

gboolean    loket_moment_check_zone (GError **error);
gboolean    loket_moment_parse      (const char *text, LoketMoment *moment);
char       *loket_moment_to_string  (LoketMoment moment);
LoketDay    loket_moment_get_day    (LoketMoment moment);
void        loket_moment_get_time   (LoketMoment moment, int *hour, int *minute);
LoketMoment loket_moment_of_day     (LoketDay day, int hour, int minute);

G_END_DECLS
