/* SPDX-License-Identifier: EUPL-1.2 */
/* A calendar: on which days an office is closed, or the law has a holiday. Data, read once.
 *
 * Three are shipped: be-legal (the public holidays), be-federal-office and be-flemish-office (on
 * which days an office of the agency is open; they serve `workBy` only). Format:
 * data/procedures/FORMAT.md. Immutable once loaded; any thread may read it. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

typedef struct _LoketCalendar LoketCalendar;

typedef struct {
  LoketDay day;
  const char *name_key; /* (nullable): id of the rule: weekends have none */
  JsonObject *names;    /* (nullable): `{nl,fr,de,en}` */
} LoketHoliday;

LoketCalendar *loket_calendar_new   (JsonObject *json, LoketCalendar *base, GError **error);
LoketCalendar *loket_calendar_ref   (LoketCalendar *self);
void           loket_calendar_unref (LoketCalendar *self);

const char *loket_calendar_get_id      (LoketCalendar *self);
const char *loket_calendar_get_version (LoketCalendar *self);
gboolean    loket_calendar_is_open     (LoketCalendar *self, LoketDay day);
gboolean    loket_calendar_find_holiday (LoketCalendar *self, LoketDay day, LoketHoliday *holiday);
GArray     *loket_calendar_list_year   (LoketCalendar *self, int year);
LoketDay    loket_calendar_next_open   (LoketCalendar *self, LoketDay day);
LoketDay    loket_calendar_last_open   (LoketCalendar *self, LoketDay day);
LoketDay    loket_calendar_add_open    (LoketCalendar *self, LoketDay day, int count);
int         loket_calendar_count_open  (LoketCalendar *self, LoketDay after, LoketDay until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCalendar, loket_calendar_unref)

G_END_DECLS
