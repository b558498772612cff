/* SPDX-License-Identifier: EUPL-1.2 */
/* A civil day, without a time and without a zone: what terms are counted in.
 *
 * A day is a plain number, so days are subtracted and compared as numbers. Day 1 is 1 January of
 * the year 1 (the count of GDate); LOKET_NO_DAY means that there is none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gint32 LoketDay;

#define LOKET_NO_DAY 0

LoketDay     loket_day_new        (int year, int month, int day);
gboolean     loket_day_parse      (const char *text, LoketDay *day);
char        *loket_day_to_string  (LoketDay day);
void         loket_day_get_parts  (LoketDay day, int *year, int *month, int *day_of_month);
int          loket_day_get_year   (LoketDay day);
GDateWeekday loket_day_get_weekday (LoketDay day);
gboolean     loket_day_is_weekend (LoketDay day);
LoketDay     loket_day_add_months (LoketDay day, int months);
LoketDay     loket_day_of_easter  (int year);

G_END_DECLS
