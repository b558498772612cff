/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl: the desk without a screen, for scripts, administrators and tests. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-output.h"
#include "loket-ctl.h"
#include "loket-locale.h"
#include "loket-texts.h"

/* The values of the global options, as they were written. */
typedef struct {
  const char *folder;
  const char *today;
  const char *language;
  gboolean json;
  gboolean help;
  gboolean version;
} Globals;

/* Takes `--name VALUE` and `--name=VALUE`. TRUE: this argument was that option. */
static gboolean
take_value (char **arguments, int *index, const char *name, const char **value)
{
  const char *argument = arguments[*index];
  gsize length = strlen (name);

  if (!g_str_has_prefix (argument, name))
    return FALSE;
  if (argument[length] == '=') {
    *value = argument + length + 1;
    return TRUE;
  }
  if (argument[length] != '\0')
    return FALSE;
  *value = arguments[*index + 1] != NULL ? arguments[++*index] : "";
  return TRUE;
}

static gboolean
take_flag (const char *argument, const char *name, gboolean *flag)
{
  if (g_strcmp0 (argument, name) != 0)
    return FALSE;
  *flag = TRUE;
  return TRUE;
}

/* Global options stand anywhere; what remains is the command and what belongs to it. */
static char **
split_globals (char **arguments, Globals *globals)
{
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();
  gboolean ended = FALSE;

  for (int i = 1; arguments[i] != NULL; i++) {
    ended = ended || g_str_equal (arguments[i], "--");
    if (!ended && (take_value (arguments, &i, "--desk", &globals->folder) ||
                   take_value (arguments, &i, "--today", &globals->today) ||
                   take_value (arguments, &i, "--lang", &globals->language) ||
                   take_flag (arguments[i], "--json", &globals->json) ||
                   take_flag (arguments[i], "--help", &globals->help) ||
                   take_flag (arguments[i], "-h", &globals->help) ||
                   take_flag (arguments[i], "--version", &globals->version)))
      continue;
    g_strv_builder_add (rest, arguments[i]);
  }
  return g_strv_builder_end (rest);
}

static const LoketCtlCommand *
find_command (const char *name)
{
  for (int i = 0; loket_ctl_commands[i] != NULL; i++) {
    if (g_strcmp0 (loket_ctl_commands[i]->name, name) == 0)
      return loket_ctl_commands[i];
  }
  return NULL;
}

static void
print_overview (void)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  loket_ctl_print (_ ("Usage: loketctl [--desk DIR] [--json] [--today DATE] [--lang nl|fr|de|en] "
                      "COMMAND\n\n"));
  for (int i = 0; loket_ctl_commands[i] != NULL; i++) {
    g_autofree char *usage =
        g_strdup_printf ("  %s %s", loket_ctl_commands[i]->name, loket_ctl_commands[i]->usage);

    loket_ctl_table_add (table, g_strchomp (usage), gettext (loket_ctl_commands[i]->summary), NULL);
  }
  loket_ctl_table_print (table);
  loket_ctl_print (_ ("\nloketctl COMMAND --help says more. REF is a reference, another name of a "
                      "case, or a case id.\n"
                      "Exit code: 0 done, 1 failed with one line on standard error, 2 wrong "
                      "usage.\n"));
}

static int
run_command (LoketCtl *self, const Globals *globals, char **rest)
{
  int exit_code;

  /* `help COMMAND` is `COMMAND --help`. */
  if (g_strcmp0 (rest[0], "help") == 0) {
    self->help = TRUE;
    rest++;
  }
  if (rest[0] == NULL && (self->help || globals->version)) {
    if (self->help)
      print_overview ();
    else
      loket_ctl_print ("loketctl %s\n", LOKET_VERSION);
    return LOKET_CTL_DONE;
  }
  if (rest[0] == NULL)
    return loket_ctl_misuse (self, "%s", _ ("which command? loketctl --help lists them"));
  self->command = find_command (rest[0]);
  if (self->command == NULL)
    return loket_ctl_misuse (self, _ ("“%s” is no command; loketctl --help lists them"), rest[0]);
  if (globals->today != NULL && !loket_ctl_parse_day (self, globals->today, &self->today))
    return LOKET_CTL_MISUSED;
  if (globals->folder != NULL && *globals->folder == '\0')
    return loket_ctl_misuse (self, "%s", _ ("--desk wants a folder"));
  if (globals->language != NULL && !g_strv_contains (loket_texts_languages, globals->language))
    return loket_ctl_misuse (self, "%s", _ ("--lang wants nl, fr, de or en"));
  exit_code = self->command->run (self, rest);
  if (exit_code == LOKET_CTL_DONE && !loket_ctl_flush ()) {
    loket_ctl_warn (self, _ ("the output could not be written"));
    return LOKET_CTL_FAILED;
  }
  return exit_code;
}

/* Gettext speaks one language a process: the one asked for must be known before its first word. */
static LoketSpeech *
start_speaking (const char *wanted, GError **error)
{
  g_autofree char *language = loket_speech_choose_language (wanted);

  g_setenv ("LANGUAGE", language, TRUE);
  loket_locale_start ();
  return loket_speech_new (language, error);
}

/* Scripts read one line on standard error: what only helps to find a fault is said when
 * G_MESSAGES_DEBUG asks for it. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO)) != 0 &&
      g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, NULL);
}

int
main (int argc, char *argv[])
{
  LoketCtl self = {.today = LOKET_NO_DAY};
  Globals globals = {NULL};
  g_auto (GStrv) rest = split_globals (argv, &globals);
  g_autoptr (GError) error = NULL;
  int exit_code;

  g_log_set_writer_func (write_log, NULL, NULL);
  self.folder = g_strdup (globals.folder);
  self.json = globals.json;
  self.help = globals.help;
  self.speech = start_speaking (globals.language, &error);
  if (self.speech == NULL || !loket_moment_check_zone (&error))
    exit_code = loket_ctl_fail (&self, error);
  else
    exit_code = run_command (&self, &globals, rest);
  g_clear_pointer (&self.speech, loket_speech_unref);
  g_free (self.folder);
  return exit_code;
}
