/* SPDX-License-Identifier: EUPL-1.2 */
/* loketd: the reference loket as a program. */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loket-filling.h"
#include "loket-form.h"
#include "loket-server.h"

enum {
  EXIT_USAGE = 2
};

typedef struct {
  int port;
  char *data;
  int cases;
  gint64 seed;
  char *scenario;
  char *today;
  char *users;
  char *token_file;
  gboolean exit_with_stdin;
  gboolean packs;
  char **faults;
  char *tls_cert;
  char *tls_key;
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  g_free (options->scenario);
  g_free (options->today);
  g_free (options->users);
  g_free (options->token_file);
  g_strfreev (options->faults);
  g_free (options->tls_cert);
  g_free (options->tls_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What runs; freed from the server down. */
typedef struct {
  LoketClock *clock;
  LoketRandom *random;
  LoketRules *rules;
  LoketFaults *faults;
  LoketCentral *central;
  LoketServer *server;
} Program;

static void
program_clear (Program *program)
{
  g_clear_pointer (&program->server, loket_server_free);
  g_clear_pointer (&program->central, loket_central_free);
  g_clear_pointer (&program->faults, loket_faults_free);
  g_clear_pointer (&program->rules, loket_rules_unref);
  g_clear_pointer (&program->random, loket_random_free);
  g_clear_pointer (&program->clock, loket_clock_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Program, program_clear)

static char *
make_description (void)
{
  return g_strdup_printf (
      "What is said further of some options:\n%s%s"
      "  --scenario FILE   a JSON object {\"id\", \"names\", \"people\": [...], \"cases\": [...]}; "
      "persons\n"
      "      as in --users, without a token; each case\n"
      "      {\"key\": \"one\", \"agency\": \"demo-vlg\", \"received\": \"-38\", \"facts\": {...}, "
      "\"acts\": [\n"
      "        {\"type\": \"takeUp\", \"day\": \"-36<\", \"via\": \"mail\", \"author\": "
      "\"an.peeters\",\n"
      "         \"payload\": {...}}, ...]}\n"
      "      Days are relative to today; < or > moves them to an open day of the office. Every act "
      "is\n"
      "      checked by the rules of its procedure. All of it: scenarios/FORMAT.md in\n"
      "      %s\n"
      "  --cases, --scenario   fill only an empty data folder; one that holds cases stays as it "
      "is.\n"
      "\n"
      "The loket listens on 127.0.0.1 only. It ends on SIGTERM, also with long polls open.\n",
      loket_callers_help, loket_faults_help, LOKET_PKGDATADIR);
}

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  GOptionEntry entries[] = {
      {"port", 0, 0, G_OPTION_ARG_INT, &options->port,
       "Port to listen on; 0 takes a free one (default)", "N"},
      {"data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, "Folder of the data; made if missing",
       "DIR"},
      {"cases", 0, 0, G_OPTION_ARG_INT, &options->cases, "Fill with N plausible, invented cases",
       "N"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "The same seed makes the same cases", "N"},
      {"scenario", 0, 0, G_OPTION_ARG_FILENAME, &options->scenario, "Fill with a scenario", "FILE"},
      {"today", 0, 0, G_OPTION_ARG_STRING, &options->today,
       "Take this day for today (the header Date stays true)", "DATE"},
      {"users", 0, 0, G_OPTION_ARG_FILENAME, &options->users, "Persons with tokens", "FILE"},
      {"token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file, "Ask for this token",
       "FILE"},
      {"exit-with-stdin", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_stdin,
       "End when standard input closes", NULL},
      {"fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->faults, "Go wrong on purpose", "RULE"},
      {"tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_cert, "Certificate (PEM)", "FILE"},
      {"tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_key, "Its key (PEM)", "FILE"},
      {"gzip", 0, 0, G_OPTION_ARG_NONE, &options->packs, "Answer with gzip where that is taken",
       NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- the reference loket");
  g_autofree char *description = make_description ();

  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

/* Combinations that make no sense are wrong usage, before anything is touched. */
static const char *
find_misuse (const Options *options, int argc)
{
  LoketDay today;

  if (argc > 1)
    return "loketd takes no words besides its options";
  if (options->data == NULL)
    return "--data DIR is needed";
  if (options->port < 0 || options->port > G_MAXUINT16)
    return "--port: a number from 0 to 65535 is wanted";
  if (options->cases < 0)
    return "--cases: 0 or a number above it is wanted";
  if (options->users != NULL && options->token_file != NULL)
    return "--users and --token-file do not go together";
  if (options->today != NULL && !loket_day_parse (options->today, &today))
    return "--today: a date (yyyy-MM-dd) is wanted";
  if (options->cases > 0 && options->scenario != NULL)
    return "--cases and --scenario do not go together";
  if ((options->tls_cert == NULL) != (options->tls_key == NULL))
    return "--tls-cert and --tls-key go together";
  return NULL;
}

static gboolean
read_token (const char *path, char **token, GError **error)
{
  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, token, NULL, error))
    return FALSE;
  g_strstrip (*token);
  return (*token)[0] != '\0' || loket_form_refuse (error, path, "there is no token in it");
}

static LoketCallers *
make_callers (const Options *options, GError **error)
{
  g_autofree char *token = NULL;

  if (options->users != NULL)
    return loket_callers_new_load (options->users, error);
  if (!read_token (options->token_file, &token, error))
    return NULL;
  return loket_callers_new_open (token);
}

static gboolean
add_faults (Program *program, const Options *options, GError **error)
{
  program->faults = loket_faults_new ();
  for (int i = 0; options->faults != NULL && options->faults[i] != NULL; i++) {
    if (!loket_faults_add (program->faults, options->faults[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
open_central (Program *program, const Options *options, GError **error)
{
  LoketCentralOptions central = {.folder = options->data};

  if (!loket_moment_check_zone (error))
    return FALSE;
  program->clock = loket_clock_new_system ();
  program->random = loket_random_new_system ();
  if (options->today != NULL)
    loket_day_parse (options->today, &central.today);
  program->rules = loket_rules_new_load (error);
  if (program->rules == NULL)
    return FALSE;
  central.callers = make_callers (options, error);
  if (central.callers == NULL)
    return FALSE;
  program->central =
      loket_central_new (program->rules, program->clock, program->random, &central, error);
  return program->central != NULL;
}

static gboolean
fill (Program *program, const Options *options, GError **error)
{
  gboolean empty;

  if (!loket_central_is_empty (program->central, &empty, error))
    return FALSE;
  if (!empty)
    return TRUE;
  if (options->scenario != NULL)
    return loket_filling_scenario (program->central, options->scenario, error);
  if (options->cases > 0)
    return loket_filling_cases (program->central, (guint) options->cases, (guint64) options->seed,
                                error);
  return TRUE;
}

static gboolean
serve (Program *program, const Options *options, GError **error)
{
  LoketServerOptions server = {.port = (guint16) options->port, .packs = options->packs};
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *url = NULL;

  if (options->tls_cert != NULL) {
    certificate = g_tls_certificate_new_from_files (options->tls_cert, options->tls_key, error);
    if (certificate == NULL)
      return FALSE;
    server.certificate = certificate;
  }
  program->server =
      loket_server_new (program->central, program->faults, program->clock, &server, error);
  if (program->server == NULL)
    return FALSE;
  url = loket_server_dup_url (program->server);
  printf ("listening %s\n", url);
  fflush (stdout);
  return TRUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Whoever started the loket holds the other end: when that closes, nobody needs it any more. */
static gboolean
stdin_cb (int file, GIOCondition condition, gpointer user_data)
{
  char ignored[256];

  if (read (file, ignored, sizeof ignored) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static int
report (GError *error)
{
  fprintf (stderr, "loketd: %s\n", error->message);
  return EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = {.seed = 1};
  g_auto (Program) program = {NULL};
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GError) error = NULL;
  const char *misuse;

  if (!read_options (&options, &argc, &argv, &error)) {
    report (error);
    return EXIT_USAGE;
  }
  if (options.version) {
    printf ("loketd %s\n", LOKET_VERSION);
    return EXIT_SUCCESS;
  }
  misuse = find_misuse (&options, argc);
  if (misuse != NULL) {
    fprintf (stderr, "loketd: %s\n", misuse);
    return EXIT_USAGE;
  }
  if (!add_faults (&program, &options, &error)) {
    report (error);
    return EXIT_USAGE;
  }
  if (!open_central (&program, &options, &error) || !fill (&program, &options, &error))
    return report (error);
  loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  if (options.exit_with_stdin)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
  if (!serve (&program, &options, &error))
    return report (error);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}
