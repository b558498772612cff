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
static const LoketSchema calendar_schema[] = {
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
static gboolean
check_rule (JsonObject *json, GError **error)
{
  gboolean fixed = json_object_has_member (json, "month") && json_object_has_member (json, "day");
  gint64 easter = loket_json_peek_int (json, "easter", EASTER_MIN);
  gboolean half = json_object_has_member (json, "month") || json_object_has_member (json, "day");

  if (loket_json_peek_boolean (json, "confirmed", FALSE) &&
      loket_json_peek_string (json, "source") == NULL)
    return _loket_schema_refuse (error, "source: what is confirmed must have a source");
  if (json_object_has_member (json, "easter") == half || fixed != half)
    return _loket_schema_refuse (error, "month: either month and day or easter is wanted");
  if (fixed && loket_day_new (2001, (int) loket_json_peek_int (json, "month", 0),
                              (int) loket_json_peek_int (json, "day", 0)) == LOKET_NO_DAY)
    return _loket_schema_refuse (error, "day: there is no such date in every year");
  /* Further away it could fall in another year than that of Easter. */
  if (easter < EASTER_MIN || easter > EASTER_MAX)
    return _loket_schema_refuse (error, "easter: a number from %d to %d is wanted here", EASTER_MIN,
                                 EASTER_MAX);
  return TRUE;
}

static gboolean
check_list (JsonObject *json, const char *list, GError **error)
{
  JsonArray *array = loket_json_peek_array (json, list);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *element = loket_json_array_peek_object (array, i);

    if (g_str_equal (list, "rules")) {
      if (check_rule (element, error))
        continue;
    } else if (!loket_json_peek_boolean (element, "confirmed", FALSE) ||
               loket_json_peek_string (element, "source") != NULL) {
      continue;
    } else {
      _loket_schema_refuse (error, "source: what is confirmed must have a source");
    }
    g_prefix_error (error, "%s[%u].", list, i);
    return FALSE;
  }
  return TRUE;
}

/* All but the calendar that it extends. */
gboolean
_loket_calendar_check (JsonObject *json, GError **error)
{
  return _loket_schema_check (calendar_schema, json, error) && check_list (json, "rules", error) &&
         check_list (json, "days", error) &&
         _loket_schema_check_unique (json, "rules", "id", error);
}
