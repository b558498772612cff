/* SPDX-License-Identifier: EUPL-1.2 */
/* The reference loket for tests. */
#include <gio/gio.h>
#include <string.h>

#include "loket-filling.h"
#include "loket-http.h"
#include "loket-test-loket.h"

/**
 * loket_test_make_folder:
 *
 * Returns: (transfer full): a fresh folder, for loket_test_remove_folder()
 */
char *
loket_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("loket-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, "standard::name,standard::type", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) &&
         info != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

void
loket_test_remove_folder (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  remove_tree (file);
}

LoketResponse *
loket_test_response_new (guint status, const char *content_type, const char *body)
{
  LoketResponse *response = loket_response_new (status);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  loket_response_set_body (response, bytes, content_type);
  return response;
}

/**
 * loket_test_problem_new:
 * @type: last word of a Belgif problem type
 */
LoketResponse *
loket_test_problem_new (guint status, const char *type)
{
  g_autofree char *body =
      g_strdup_printf ("{\"type\": \"urn:problem-type:belgif:%s\", \"status\": %u}", type, status);

  return loket_test_response_new (status, LOKET_HTTP_PROBLEM, body);
}

static LoketResponse *
fail (LoketTransportError code, GError **error)
{
  g_set_error_literal (error, LOKET_TRANSPORT_ERROR, (int) code, "as the test wants it");
  return NULL;
}

static LoketResponse *
answer (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *self = user_data;
  gboolean concerned =
      self->line_method == NULL || g_str_equal (self->line_method, request->method);
  GError *wanted = NULL;
  LoketResponse *response = NULL;
  guint wait_ms;

  if (concerned && self->line == LOKET_TEST_AWAY)
    return fail (LOKET_TRANSPORT_ERROR_UNREACHABLE, error);
  if (self->answer != NULL)
    response = self->answer (request, self->answer_data, &wanted);
  if (wanted != NULL) {
    g_propagate_error (error, wanted);
    return NULL;
  }
  if (response == NULL)
    response = loket_central_handle (self->central, request, TRUE, &wait_ms);
  if (response == NULL || !concerned || self->line != LOKET_TEST_DROP_REPLY)
    return response;
  loket_response_unref (response);
  return fail (LOKET_TRANSPORT_ERROR_CUT, error);
}

static void
changed_cb (gpointer user_data)
{
  LoketTestLoket *self = user_data;

  loket_test_wire_poke (self->wire);
}

/* They never change, and reading all of them takes longer than most tests; but a test may have a
 * data folder of its own. */
static LoketRules *
get_rules (void)
{
  static LoketRules *rules = NULL;
  static char *read_from = NULL;
  const char *data = g_getenv ("LOKET_DATADIR");

  if (rules == NULL || g_strcmp0 (read_from, data) != 0) {
    g_autoptr (GError) error = NULL;

    g_clear_pointer (&rules, loket_rules_unref);
    g_free (read_from);
    read_from = g_strdup (data);
    rules = loket_rules_new_load (&error);
    g_assert_no_error (error);
  }
  return rules;
}

/**
 * loket_test_loket_new:
 * @n_cases: plausible, invented cases; 0: an empty loket
 *
 * It is Monday 23 November 2026, 9 o'clock in Brussels.
 */
LoketTestLoket *
loket_test_loket_new (guint n_cases, guint64 seed)
{
  LoketTestLoket *self = g_new0 (LoketTestLoket, 1);
  LoketCentralOptions options = {0};
  g_autoptr (GError) error = NULL;

  self->folder = loket_test_make_folder ();
  self->clock = loket_clock_new_stepped (loket_moment_of_day (loket_day_new (2026, 11, 23), 9, 0));
  self->random = loket_random_new_seeded (seed);
  self->rules = loket_rules_ref (get_rules ());
  options.folder = self->folder;
  self->central = loket_central_new (self->rules, self->clock, self->random, &options, &error);
  g_assert_no_error (error);
  if (n_cases > 0)
    loket_filling_cases (self->central, n_cases, seed, &error);
  g_assert_no_error (error);
  self->wire = loket_test_wire_new (answer, self);
  loket_central_set_changed_func (self->central, changed_cb, self);
  return self;
}

void
loket_test_loket_free (LoketTestLoket *self)
{
  g_clear_object (&self->wire);
  g_clear_pointer (&self->central, loket_central_free);
  g_clear_pointer (&self->rules, loket_rules_unref);
  g_clear_pointer (&self->random, loket_random_free);
  g_clear_pointer (&self->clock, loket_clock_free);
  loket_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}
