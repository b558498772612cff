/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendars: rules and listed days, and a map of the years that cases meet. */
#include "config.h"

#include "loket-calendar-private.h"
#include "loket-error.h"

/* The years for which closed days are worked out once; other years are worked out when asked. */
enum {
  MAP_FIRST_YEAR = 1980,
  MAP_LAST_YEAR = 2099
};

/* No calendar is closed for longer; a walk that goes on beyond is the fault of the data. */
enum {
  CLOSED_DAYS_MAX = 366
};

typedef struct {
  const char *id; /* of the rule; NULL for a listed day */
  JsonObject *names;
  LoketDay listed; /* LOKET_NO_DAY: a rule */
  int month, day;  /* 0: by Easter */
  int easter;
  int from, to; /* years, both included */
} Rule;

struct _LoketCalendar {
  gatomicrefcount ref_count;
  JsonObject *json;
  LoketCalendar *base; /* (nullable) (owned) */
  GArray *rules;       /* of Rule: rules, then listed days, as they stand in the file */
  LoketDay map_from;
  guint map_length;
  guint8 *map; /* one byte a day: whether it is closed */
};

static void
read_list (LoketCalendar *self, const char *list)
{
  JsonArray *array = loket_json_peek_array (self->json, list);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);
    Rule rule = {
        .id = loket_json_peek_string (json, "id"),
        .names = loket_json_peek_object (json, "names"),
        .listed = loket_json_peek_day (json, "date"),
        .month = (int) loket_json_peek_int (json, "month", 0),
        .day = (int) loket_json_peek_int (json, "day", 0),
        .easter = (int) loket_json_peek_int (json, "easter", 0),
        .from = (int) loket_json_peek_int (json, "from", 0),
        .to = (int) loket_json_peek_int (json, "to", G_MAXINT),
    };

    g_array_append_val (self->rules, rule);
  }
}

/* Where the rule falls in that year; LOKET_NO_DAY where it does not. */
static LoketDay
find_day_of_rule (const Rule *rule, int year)
{
  LoketDay easter;

  if (rule->listed != LOKET_NO_DAY)
    return loket_day_get_year (rule->listed) == year ? rule->listed : LOKET_NO_DAY;
  if (year < rule->from || year > rule->to)
    return LOKET_NO_DAY;
  if (rule->month > 0)
    return loket_day_new (year, rule->month, rule->day);
  easter = loket_day_of_easter (year);
  return easter != LOKET_NO_DAY ? easter + rule->easter : LOKET_NO_DAY;
}

static gboolean
find_in_rules (LoketCalendar *self, LoketDay day, LoketHoliday *holiday)
{
  int year = loket_day_get_year (day);

  if (self->base != NULL && find_in_rules (self->base, day, holiday))
    return TRUE;
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = &g_array_index (self->rules, Rule, i);

    if (find_day_of_rule (rule, year) == day) {
      *holiday = (LoketHoliday){day, rule->id, rule->names};
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
find_closed (LoketCalendar *self, LoketDay day)
{
  LoketHoliday holiday;

  return loket_day_is_weekend (day) || find_in_rules (self, day, &holiday);
}

static void
build_map (LoketCalendar *self)
{
  self->map_from = loket_day_new (MAP_FIRST_YEAR, 1, 1);
  self->map_length = (guint) (loket_day_new (MAP_LAST_YEAR + 1, 1, 1) - self->map_from);
  self->map = g_new0 (guint8, self->map_length);
  for (guint i = 0; i < self->map_length; i++) {
    LoketDay day = self->map_from + (LoketDay) i;

    self->map[i] = loket_day_is_weekend (day) ||
                   (self->base != NULL && !loket_calendar_is_open (self->base, day));
  }
  for (int year = MAP_FIRST_YEAR; year <= MAP_LAST_YEAR; year++) {
    for (guint i = 0; i < self->rules->len; i++) {
      LoketDay day = find_day_of_rule (&g_array_index (self->rules, Rule, i), year);

      if (day != LOKET_NO_DAY)
        self->map[day - self->map_from] = 1;
    }
  }
}

static gboolean
check_base (JsonObject *json, LoketCalendar *base, GError **error)
{
  const char *extends = loket_json_peek_string (json, "extends");

  if (extends == NULL && base == NULL)
    return TRUE;
  if (extends != NULL && base != NULL && g_str_equal (extends, loket_calendar_get_id (base)))
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND, "extends: unknown calendar `%s`",
               extends != NULL ? extends : "");
  return FALSE;
}

/**
 * loket_calendar_new:
 * @json: as data/procedures/FORMAT.md says; a reference is kept
 * @base: (nullable): the calendar that `extends` names; a reference is kept
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID or LOKET_ERROR_NOT_FOUND; the message
 *   begins with the place
 */
LoketCalendar *
loket_calendar_new (JsonObject *json, LoketCalendar *base, GError **error)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();
  LoketCalendar *self;

  _loket_calendar_check (json, flaws);
  if (!loket_flaws_report_first (flaws, error) || !check_base (json, base, error))
    return NULL;
  self = g_new0 (LoketCalendar, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_object_ref (json);
  self->base = base != NULL ? loket_calendar_ref (base) : NULL;
  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  read_list (self, "rules");
  read_list (self, "days");
  build_map (self);
  return self;
}

LoketCalendar *
loket_calendar_ref (LoketCalendar *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_calendar_unref (LoketCalendar *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  loket_calendar_unref (self->base);
  g_array_unref (self->rules);
  json_object_unref (self->json);
  g_free (self->map);
  g_free (self);
}

const char *
loket_calendar_get_id (LoketCalendar *self)
{
  return loket_json_peek_string (self->json, "id");
}

const char *
loket_calendar_get_version (LoketCalendar *self)
{
  return loket_json_peek_string (self->json, "version");
}

/**
 * loket_calendar_is_open:
 * @day: a day that is not LOKET_NO_DAY
 *
 * Returns: whether it is no weekend and no holiday or listed day
 */
gboolean
loket_calendar_is_open (LoketCalendar *self, LoketDay day)
{
  guint place = (guint) (day - self->map_from);

  if (day >= self->map_from && place < self->map_length)
    return !self->map[place];
  return !find_closed (self, day);
}

/**
 * loket_calendar_find_holiday:
 * @holiday: (out): what falls on it, the first in the order of the files, base first; its texts
 *   belong to the calendar; untouched on FALSE
 *
 * Returns: whether a rule or a listed day falls on @day, weekend or not
 */
gboolean
loket_calendar_find_holiday (LoketCalendar *self, LoketDay day, LoketHoliday *holiday)
{
  return find_in_rules (self, day, holiday);
}

static void
collect_year (LoketCalendar *self, int year, GArray *holidays)
{
  if (self->base != NULL)
    collect_year (self->base, year, holidays);
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = &g_array_index (self->rules, Rule, i);
    LoketHoliday holiday = {find_day_of_rule (rule, year), rule->id, rule->names};

    if (holiday.day != LOKET_NO_DAY)
      g_array_append_val (holidays, holiday);
  }
}

static int
compare_holidays (gconstpointer a, gconstpointer b)
{
  return ((const LoketHoliday *) a)->day - ((const LoketHoliday *) b)->day;
}

/**
 * loket_calendar_list_year:
 *
 * The days of the rules and the listed days, by date, also those in a weekend. Where two fall on
 * one day both are there, in the order of the files, base first.
 *
 * Returns: (transfer full) (element-type LoketHoliday): its texts belong to the calendar
 */
GArray *
loket_calendar_list_year (LoketCalendar *self, int year)
{
  GArray *holidays = g_array_new (FALSE, FALSE, sizeof (LoketHoliday));

  collect_year (self, year, holidays);
  /* GArray sorts by merging, so equal days keep their order. */
  g_array_sort (holidays, compare_holidays);
  return holidays;
}

/**
 * loket_calendar_next_open:
 *
 * Returns: the first open day on or after @day
 */
LoketDay
loket_calendar_next_open (LoketCalendar *self, LoketDay day)
{
  for (int i = 0; i < CLOSED_DAYS_MAX && !loket_calendar_is_open (self, day); i++)
    day++;
  return day;
}

/**
 * loket_calendar_last_open:
 *
 * Returns: the last open day on or before @day
 */
LoketDay
loket_calendar_last_open (LoketCalendar *self, LoketDay day)
{
  for (int i = 0; i < CLOSED_DAYS_MAX && !loket_calendar_is_open (self, day); i++)
    day--;
  return day;
}

/**
 * loket_calendar_add_open:
 * @count: how many; not negative
 *
 * Returns: the @count-th open day after @day; @day itself for 0
 */
LoketDay
loket_calendar_add_open (LoketCalendar *self, LoketDay day, int count)
{
  for (int i = 0; i < count; i++)
    day = loket_calendar_next_open (self, day + 1);
  return day;
}

/**
 * loket_calendar_count_open:
 *
 * Returns: how many days after @after, up to and with @until, are open; 0 where @until is not
 *   later
 */
int
loket_calendar_count_open (LoketCalendar *self, LoketDay after, LoketDay until)
{
  int count = 0;

  for (LoketDay day = after + 1; day <= until; day++) {
    if (loket_calendar_is_open (self, day))
      count++;
  }
  return count;
}
