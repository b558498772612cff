/* SPDX-License-Identifier: EUPL-1.2 */
/* The options of `loket`. */
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "loket-application-private.h"

enum {
  EXIT_USAGE = 2,
  GO_ON = -1
};

void
_loket_application_add_options (LoketApplication *self)
{
  static const GOptionEntry entries[] = {
      {"demo", 0, 0, G_OPTION_ARG_NONE, NULL,
       N_ ("Look around with invented cases, without network"), NULL},
      {"agency", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Which agency of the demo to open"),
       N_ ("ID")},
      {"today", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Take this day for today"), N_ ("DATE")},
      {"desk", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Work with this desk folder"), N_ ("DIR")},
      {"token-file", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Sign in with the token in this file"),
       N_ ("FILE")},
      {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL},
      {NULL},
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

static int
refuse (const char *message)
{
  g_printerr ("loket: %s\n", message);
  return EXIT_USAGE;
}

static void
copy_path (GVariantDict *options, const char *name, char **path)
{
  const char *given;

  if (g_variant_dict_lookup (options, name, "^&ay", &given))
    *path = g_canonicalize_filename (given, NULL);
}

/* A demo and a named desk are programs of their own: several may run beside the everyday one. */
static void
choose_identity (LoketApplication *self)
{
  if (!self->demo_wanted && self->folder == NULL)
    return;
  g_application_set_application_id (G_APPLICATION (self), LOKET_APP_ID ".Demo");
  g_application_set_flags (G_APPLICATION (self), G_APPLICATION_NON_UNIQUE);
}

/**
 * _loket_application_read_options:
 *
 * Returns: an exit code, or -1 to go on
 */
int
_loket_application_read_options (LoketApplication *self, GVariantDict *options)
{
  const char *today = NULL;

  if (g_variant_dict_contains (options, "version")) {
    g_print ("loket %s\n", LOKET_VERSION);
    return EXIT_SUCCESS;
  }
  self->demo_wanted = g_variant_dict_contains (options, "demo");
  g_variant_dict_lookup (options, "agency", "s", &self->agency);
  copy_path (options, "desk", &self->folder);
  copy_path (options, "token-file", &self->token_file);
  if (g_variant_dict_lookup (options, "today", "&s", &today) &&
      !loket_day_parse (today, &self->today))
    return refuse (_ ("--today: a date is wanted, as 2026-11-23"));
  if (self->agency != NULL && !self->demo_wanted)
    return refuse (_ ("--agency goes with --demo"));
  choose_identity (self);
  return GO_ON;
}
