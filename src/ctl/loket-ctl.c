/* SPDX-License-Identifier: EUPL-1.2 */
/* Options, usage and failure of a command. */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "loket-clock.h"
#include "loket-ctl-output.h"
#include "loket-ctl.h"

static void
print_help (LoketCtl *self, GOptionContext *context)
{
  g_autofree char *help = NULL;
  g_autofree char *program = g_strdup_printf ("loketctl %s", self->command->name);
  g_autofree char *summary =
      g_strconcat (gettext (self->command->summary), self->command->details != NULL ? "\n\n" : NULL,
                   self->command->details != NULL ? gettext (self->command->details) : NULL, NULL);

  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (
      context, _ ("Everywhere: --desk DIR, --json, --today DATE, --lang nl|fr|de|en, --help.\n"
                  "Exit code: 0 done, 1 failed with one line on standard error, 2 wrong usage."));
  help = g_option_context_get_help (context, TRUE, NULL);
  loket_ctl_print ("%s", help);
}

/**
 * loket_ctl_parse:
 * @arguments: (inout): what stands behind the command; options are taken out of it
 * @options: (nullable): the options of this command
 * @minimum: how many words must stand beside the options
 * @exit_code: (out): with what to end when FALSE is returned
 *
 * Returns: TRUE when the command is to be done; FALSE when its help was asked for, or wrong usage
 *   was told
 */
gboolean
loket_ctl_parse (LoketCtl *self,
                 char ***arguments,
                 const GOptionEntry *options,
                 guint minimum,
                 guint maximum,
                 int *exit_code)
{
  g_autofree char *usage = g_strdup_printf ("%s %s", self->command->name, self->command->usage);
  g_autoptr (GOptionContext) context = g_option_context_new (self->command->usage);
  g_autoptr (GError) error = NULL;
  guint words;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (self->help) {
    print_help (self, context);
    *exit_code = LOKET_CTL_DONE;
    return FALSE;
  }
  if (!g_option_context_parse_strv (context, arguments, &error)) {
    *exit_code = loket_ctl_misuse (self, "%s", error->message);
    return FALSE;
  }
  words = g_strv_length (*arguments) - 1;
  if (words >= minimum && words <= maximum)
    return TRUE;
  *exit_code = loket_ctl_misuse (self, _ ("usage: loketctl %s"), usage);
  return FALSE;
}

static void
complain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line = loket_ctl_tame (valid);

  g_strchomp (line);
  fprintf (stderr, "loketctl: %s\n", line);
}

/**
 * loket_ctl_misuse:
 *
 * Returns: LOKET_CTL_MISUSED, after one line on standard error
 */
int
loket_ctl_misuse (LoketCtl *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  complain (text);
  return LOKET_CTL_MISUSED;
}

/**
 * loket_ctl_fail:
 *
 * Returns: LOKET_CTL_FAILED, after one line on standard error
 */
int
loket_ctl_fail (LoketCtl *self, const GError *error)
{
  complain (error->message);
  return LOKET_CTL_FAILED;
}

/**
 * loket_ctl_warn:
 *
 * One line on standard error about something that fails nothing.
 */
void
loket_ctl_warn (LoketCtl *self, const char *text)
{
  complain (text);
}

gboolean
loket_ctl_parse_day (LoketCtl *self, const char *text, LoketDay *day)
{
  if (loket_day_parse (text, day))
    return TRUE;
  loket_ctl_misuse (self, _ ("“%s” is no date (yyyy-MM-dd)"), text);
  return FALSE;
}

/* HH:MM or HH:MM:SS on the clocks of Brussels. */
static gboolean
read_time (const char *text, LoketDay day, LoketMoment *moment)
{
  int hour, minute;
  int second = 0;
  int end = 0;

  if (sscanf (text, "%2d:%2d%n:%2d%n", &hour, &minute, &end, &second, &end) < 2 ||
      text[end] != '\0' || !g_ascii_isdigit (text[0]) || hour < 0 || hour > 23 || minute < 0 ||
      minute > 59 || second < 0 || second > 59)
    return FALSE;
  *moment = loket_moment_of_day (day, hour, minute) + second * LOKET_SECOND_US;
  return TRUE;
}

/**
 * loket_ctl_read_when:
 * @text: a date (yyyy-MM-dd), or a date-time (yyyy-MM-ddTHH:MM): without an offset on the clocks of
 *   Brussels
 * @moment: (out): LOKET_NO_MOMENT for a date
 */
gboolean
loket_ctl_read_when (const char *text, LoketDay *day, LoketMoment *moment)
{
  const char *time = strchr (text, 'T');
  g_autofree char *date = time != NULL ? g_strndup (text, time - text) : g_strdup (text);

  *moment = LOKET_NO_MOMENT;
  if (!loket_day_parse (date, day))
    return FALSE;
  if (time == NULL || read_time (time + 1, *day, moment))
    return TRUE;
  if (!loket_moment_parse (text, moment))
    return FALSE;
  *day = loket_moment_get_day (*moment);
  return TRUE;
}

/**
 * loket_ctl_get_now:
 *
 * Returns: the moment for which `replay` answers: noon of --today, else the clock's
 */
LoketMoment
loket_ctl_get_now (LoketCtl *self)
{
  g_autoptr (LoketClock) clock = NULL;

  if (self->today != LOKET_NO_DAY)
    return loket_moment_of_day (self->today, 12, 0);
  clock = loket_clock_new_system ();
  return loket_clock_get_now (clock);
}
