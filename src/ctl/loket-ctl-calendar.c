/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl calendar: the days on which an office is closed, or the law has a holiday. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-output.h"
#include "loket-rules.h"

/* The count of GDate ends with the year 65535; far from it calendars mean nothing. */
enum {
  YEAR_MIN = 1900,
  YEAR_MAX = 2200,
};

static void
print_json (LoketCtl *self, GArray *days)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < days->len; i++) {
    const LoketHoliday *holiday = &g_array_index (days, LoketHoliday, i);

    json_builder_begin_object (builder);
    loket_ctl_build_day (builder, "date", holiday->day);
    loket_ctl_build_text (builder, "name", loket_speech_pick (self->speech, holiday->names));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  loket_ctl_print_built (builder);
}

static void
print_table (LoketCtl *self, GArray *days)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  for (guint i = 0; i < days->len; i++) {
    const LoketHoliday *holiday = &g_array_index (days, LoketHoliday, i);
    g_autofree char *date = loket_day_to_string (holiday->day);
    g_autofree char *words = loket_speech_day_weekday (self->speech, holiday->day);

    loket_ctl_table_add (table, date, words, loket_speech_pick (self->speech, holiday->names),
                         NULL);
  }
  loket_ctl_table_print (table);
}

static int
list_year (LoketCtl *self, const char *id, int year)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_lazy (&error);
  g_autoptr (GArray) days = NULL;
  LoketCalendar *calendar;

  if (rules == NULL)
    return loket_ctl_fail (self, error);
  calendar = loket_rules_get_calendar (rules, id);
  if (!loket_rules_check_read (rules, &error))
    return loket_ctl_fail (self, error);
  if (calendar == NULL)
    return loket_ctl_misuse (self, _ ("“%s” is no calendar"), id);
  days = loket_calendar_list_year (calendar, year);
  if (self->json)
    print_json (self, days);
  else
    print_table (self, days);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *id = NULL;
  const GOptionEntry options[] = {
      {"calendar", 0, 0, G_OPTION_ARG_STRING, &id,
       N_ ("be-legal (default), be-federal-office or be-flemish-office"), "ID"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  gint64 year;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, 1, &exit_code))
    return exit_code;
  if (!g_ascii_string_to_signed (words[1], 10, YEAR_MIN, YEAR_MAX, &year, NULL))
    return loket_ctl_misuse (self, _ ("“%s” is no year (%d to %d)"), words[1], YEAR_MIN, YEAR_MAX);
  return list_year (self, id != NULL ? id : "be-legal", (int) year);
}

const LoketCtlCommand loket_ctl_calendar = {
    .name = "calendar",
    .usage = "YEAR [--calendar ID]",
    .summary = N_ ("List the closed days and holidays of a year"),
    .run = run,
};
