/* SPDX-License-Identifier: EUPL-1.2 */
/* What may stand in a calendar. */
#include "config.h"

#include "loket-calendar-private.h"
#include "loket-schema-private.h"

static const LoketSchema rule_schema[] = {
    {"id", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"source", LOKET_SCHEMA_STRING, TRUE},
    {"confirmed", LOKET_SCHEMA_BOOLEAN},
    {"note", LOKET_SCHEMA_STRING, TRUE},
    {"month", LOKET_SCHEMA_COUNT, TRUE},
    {"day", LOKET_SCHEMA_COUNT, TRUE},
    {"easter", LOKET_SCHEMA_NUMBER, TRUE},
    {"from", LOKET_SCHEMA_COUNT, TRUE},
    {"to", LOKET_SCHEMA_COUNT, TRUE},
    {NULL},
};
static const LoketSchema day_schema[] = {
    {"date", LOKET_SCHEMA_DAY},
    {"names", LOKET_SCHEMA_TEXT},
    {"source", LOKET_SCHEMA_STRING, TRUE},
    {"confirmed", LOKET_SCHEMA_BOOLEAN},
    {"note", LOKET_SCHEMA_STRING, TRUE},
    {NULL},
};
const LoketSchema _loket_calendar_schema[] = {
    {"id", LOKET_SCHEMA_CODE},
    {"version", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"extends", LOKET_SCHEMA_CODE, TRUE},
    {"rules", LOKET_SCHEMA_LIST, .inner = rule_schema},
    {"days", LOKET_SCHEMA_LIST, .inner = day_schema},
    {"note", LOKET_SCHEMA_STRING, TRUE},
    {NULL},
};

/* Easter is on 22 March at the earliest and on 25 April at the latest. */
enum {
  EASTER_MIN = -80,
  EASTER_MAX = 250
};

/* 29 February is refused: a rule that falls away in three years of four is no fixed date. */
static void
check_rule (JsonObject *json, LoketFlaws *flaws)
{
  gboolean fixed = json_object_has_member (json, "month") && json_object_has_member (json, "day");
  gint64 easter = loket_json_peek_int (json, "easter", EASTER_MIN);
  gboolean half = json_object_has_member (json, "month") || json_object_has_member (json, "day");

  if (json_object_has_member (json, "easter") == half || fixed != half)
    _loket_schema_refuse (flaws, "month: either month and day or easter is wanted");
  else if (fixed && loket_day_new (2001, (int) loket_json_peek_int (json, "month", 0),
                                   (int) loket_json_peek_int (json, "day", 0)) == LOKET_NO_DAY)
    _loket_schema_refuse (flaws, "day: there is no such date in every year");
  /* Further away it could fall in another year than that of Easter. */
  if (easter < EASTER_MIN || easter > EASTER_MAX)
    _loket_schema_refuse (flaws, "easter: a number from %d to %d is wanted here", EASTER_MIN,
                          EASTER_MAX);
}

static void
check_list (JsonObject *json, const char *list, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (json, list); i++) {
    JsonObject *element = _loket_schema_get (json, list, i);
    gsize entered = loket_flaws_enter (flaws, "%s[%u]", list, i);
    gboolean good = !loket_flaws_touch_here (flaws);

    if (element != NULL && loket_json_peek_boolean (element, "confirmed", FALSE) &&
        !json_object_has_member (element, "source"))
      _loket_schema_refuse (flaws, "source: what is confirmed must have a source");
    if (good && g_str_equal (list, "rules"))
      check_rule (element, flaws);
    loket_flaws_leave (flaws, entered);
  }
}

/* All but the calendar that it extends. */
void
_loket_calendar_check (JsonObject *json, LoketFlaws *flaws)
{
  _loket_schema_check (_loket_calendar_schema, json, flaws);
  check_list (json, "rules", flaws);
  check_list (json, "days", flaws);
  _loket_schema_check_unique (json, "rules", "id", flaws);
}
