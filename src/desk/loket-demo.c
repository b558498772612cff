/* SPDX-License-Identifier: EUPL-1.2 */
/* Starting and stopping the demo's loket. */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>

#include "loket-clock.h"
#include "loket-datadir.h"
#include "loket-demo.h"
#include "loket-desk.h"
#include "loket-json.h"
#include "loket-random.h"

/* Filling an empty loket with a scenario takes about a second on a slow machine. */
enum {
  START_MS_MAX = 30 * 1000
};

#define LISTENING "listening "

struct _LoketDemo {
  char *root;           /* (owned): folder that goes with the demo */
  char *desk_folder;    /* (owned) */
  char *token_file;     /* (owned): what the desk shows */
  char *scenario;       /* (owned) */
  char *agency;         /* (owned) */
  JsonNode *json;       /* (owned): the scenario */
  GSubprocess *process; /* (owned) (nullable) */
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DEMO, message);
  return FALSE;
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) &&
         info != NULL) {
    if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
      remove_tree (child);
    else
      g_file_delete (child, NULL, NULL);
  }
  g_file_delete (file, NULL, NULL);
}

/* The scenario: its agencies, and who works there */

static JsonArray *
get_people (LoketDemo *self)
{
  return loket_json_peek_array (json_node_get_object (self->json), "people");
}

static gboolean
works_at (JsonObject *person, const char *agency)
{
  g_auto (GStrv) agencies = loket_json_peek_strings (person, "agencies");

  return g_strv_contains ((const char *const *) agencies, agency);
}

/**
 * loket_demo_list_agencies:
 *
 * Returns: (transfer full): ids of the agencies of the scenario, for a choice; one is opened at a
 *   time
 */
char **
loket_demo_list_agencies (LoketDemo *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  JsonArray *people = get_people (self);
  guint count = people != NULL ? json_array_get_length (people) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *person = loket_json_array_peek_object (people, i);
    g_auto (GStrv) agencies = person != NULL ? loket_json_peek_strings (person, "agencies") : NULL;

    for (int k = 0; agencies != NULL && agencies[k] != NULL; k++) {
      if (!g_ptr_array_find_with_equal_func (found, agencies[k], g_str_equal, NULL))
        g_ptr_array_add (found, g_strdup (agencies[k]));
    }
  }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/* Who speaks the language before who does not; the first in the order of the file. */
static const char *
choose_person (LoketDemo *self, const char *language)
{
  JsonArray *people = get_people (self);
  guint count = people != NULL ? json_array_get_length (people) : 0;
  const char *chosen = NULL;

  for (guint i = 0; i < count; i++) {
    JsonObject *person = loket_json_array_peek_object (people, i);
    const char *speaks;

    if (person == NULL || !works_at (person, self->agency))
      continue;
    speaks = loket_json_peek_string (person, "language");
    if (chosen == NULL || (language != NULL && g_strcmp0 (speaks, language) == 0))
      chosen = loket_json_peek_string (person, "id");
    if (language == NULL || g_strcmp0 (speaks, language) == 0)
      break;
  }
  return chosen;
}

static gboolean
read_scenario (LoketDemo *self, const LoketDemoOptions *options, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_auto (GStrv) agencies = NULL;

  self->scenario = options->scenario != NULL
                       ? g_strdup (options->scenario)
                       : loket_datadir_build_path ("scenarios", "first-day.json", NULL);
  self->json = loket_json_load (self->scenario, &cause);
  if (self->json == NULL)
    return refuse (error, cause->message);
  if (!JSON_NODE_HOLDS_OBJECT (self->json))
    return refuse (error, "the scenario is no JSON object");
  agencies = loket_demo_list_agencies (self);
  if (agencies[0] == NULL)
    return refuse (error, "nobody works in the scenario");
  if (options->agency != NULL && !g_strv_contains ((const char *const *) agencies, options->agency))
    return refuse (error, "the scenario has no such agency");
  self->agency = g_strdup (options->agency != NULL ? options->agency : agencies[0]);
  return TRUE;
}

/* Folder and tokens */

static gboolean
write_private (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    return TRUE;
  return refuse (error, cause->message);
}

/* A token of 244 random bits, made anew for each demo. With a person's id behind it the loket takes
 * the caller for that person. */
static gboolean
make_tokens (LoketDemo *self, const char *language, char **server_token_file, GError **error)
{
  g_autoptr (LoketRandom) random = loket_random_new_system ();
  g_autofree char *first = loket_random_make_uuid (random);
  g_autofree char *second = loket_random_make_uuid (random);
  g_autofree char *token = g_strconcat (first, second, NULL);
  g_autofree char *shown = g_strconcat (token, ".", choose_person (self, language), NULL);

  *server_token_file = g_build_filename (self->root, "loketd-token", NULL);
  self->token_file = g_build_filename (self->root, "token", NULL);
  return write_private (*server_token_file, token, error) &&
         write_private (self->token_file, shown, error);
}

/* Starting */

static char *
find_loketd (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  /* Installed; the folders of a build, seen from `loket` and from `loketctl`. */
  char *places[] = {
      g_build_filename (folder, "loketd", NULL),
      g_build_filename (folder, "loketd", "loketd", NULL),
      g_build_filename (folder, "..", "loketd", "loketd", NULL),
      g_build_filename (LOKET_LIBEXECDIR, "loketd", NULL),
  };
  char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    if (found == NULL && g_file_test (places[i], G_FILE_TEST_IS_REGULAR) &&
        g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE))
      found = g_steal_pointer (&places[i]);
    g_free (places[i]);
  }
  return found;
}

static gboolean
spawn (LoketDemo *self,
       const LoketDemoOptions *options,
       const char *server_token_file,
       GError **error)
{
  g_autofree char *found = options->loketd == NULL ? find_loketd () : g_strdup (options->loketd);
  g_autofree char *data = g_build_filename (self->root, "loket", NULL);
  g_autofree char *today = loket_day_to_string (options->today);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) cause = NULL;
  const char *words[] = {found,
                         "--port",
                         "0",
                         "--data",
                         data,
                         "--scenario",
                         self->scenario,
                         "--exit-with-stdin",
                         "--token-file",
                         server_token_file};

  if (found == NULL)
    return refuse (error, "loketd is not installed");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (arguments, (gpointer) words[i]);
  if (today != NULL) {
    g_ptr_array_add (arguments, (gpointer) "--today");
    g_ptr_array_add (arguments, today);
  }
  g_ptr_array_add (arguments, NULL);
  self->process =
      g_subprocess_newv ((const char *const *) arguments->pdata,
                         G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &cause);
  return self->process != NULL || refuse (error, cause->message);
}

/* The first line that it prints, waited for with a limit. */
static char *
read_address (LoketDemo *self)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (self->process);
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  gint64 until_us = loket_clock_get_monotonic_us (clock) + START_MS_MAX * G_GINT64_CONSTANT (1000);
  g_autoptr (GString) line = g_string_new (NULL);
  struct pollfd waiting = {g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (output)), POLLIN, 0};
  char byte;

  while (strchr (line->str, '\n') == NULL) {
    gint64 left_ms = (until_us - loket_clock_get_monotonic_us (clock)) / 1000;
    int ready = left_ms > 0 ? poll (&waiting, 1, (int) left_ms) : 0;

    if (ready < 0 && errno == EINTR)
      continue;
    if (ready <= 0 || g_input_stream_read (output, &byte, 1, NULL, NULL) != 1)
      return NULL;
    g_string_append_c (line, byte);
  }
  g_strstrip (line->str);
  return g_str_has_prefix (line->str, LISTENING) ? g_strdup (line->str + strlen (LISTENING)) : NULL;
}

static gboolean
make_desk (LoketDemo *self, const LoketDemoOptions *options, GError **error)
{
  g_autofree char *address = read_address (self);

  if (address == NULL)
    return refuse (error, "loketd did not begin to listen");
  self->desk_folder = options->folder != NULL ? g_strdup (options->folder)
                                              : g_build_filename (self->root, "desk", NULL);
  return loket_desk_init_folder (self->desk_folder, address, self->token_file, NULL, error);
}

static gboolean
make_root (LoketDemo *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  self->root = g_dir_make_tmp ("loket-demo-XXXXXX", &cause);
  return self->root != NULL || refuse (error, cause->message);
}

/**
 * loket_demo_start:
 * @options: copied
 *
 * Waits until the loket listens and the desk folder is there to be opened; the first sync is the
 * desk's.
 *
 * Returns: (transfer full): NULL with LOKET_DESK_ERROR_DEMO
 */
LoketDemo *
loket_demo_start (const LoketDemoOptions *options, GError **error)
{
  g_autoptr (LoketDemo) self = g_new0 (LoketDemo, 1);
  g_autofree char *server_token_file = NULL;

  if (!read_scenario (self, options, error) || !make_root (self, error) ||
      !make_tokens (self, options->language, &server_token_file, error) ||
      !spawn (self, options, server_token_file, error) || !make_desk (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
loket_demo_get_folder (LoketDemo *self)
{
  return self->desk_folder;
}

const char *
loket_demo_get_token_file (LoketDemo *self)
{
  return self->token_file;
}

const char *
loket_demo_get_agency (LoketDemo *self)
{
  return self->agency;
}

/**
 * loket_demo_stop:
 * @self: (transfer full) (nullable)
 *
 * Ends the loketd and removes what belonged to the demo. Close the desk before.
 */
void
loket_demo_stop (LoketDemo *self)
{
  g_autoptr (GFile) root = NULL;

  if (self == NULL)
    return;
  if (self->process != NULL) {
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
    g_subprocess_wait (self->process, NULL, NULL);
  }
  if (self->root != NULL) {
    root = g_file_new_for_path (self->root);
    remove_tree (root);
  }
  g_clear_object (&self->process);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->root);
  g_free (self->desk_folder);
  g_free (self->token_file);
  g_free (self->scenario);
  g_free (self->agency);
  g_free (self);
}
