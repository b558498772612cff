/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens from a file and from the secret service. */
#include "config.h"

#include <libsecret/secret.h>
#include <string.h>

#include "loket-credentials.h"
#include "loket-error.h"

/* A token is a line; what is longer is another file, named by mistake. */
enum {
  TOKEN_BYTES_MAX = 16 * 1024
};

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
      "org.loket.Loket",
      SECRET_SCHEMA_NONE,
      {{"server", SECRET_SCHEMA_ATTRIBUTE_STRING}},
  };

  return &schema;
}

/* A header has one line of printable ASCII; anything else in a token would smuggle in another. */
static gboolean
is_token (const char *text)
{
  for (const char *c = text; *c != '\0'; c++) {
    if (*c <= ' ' || *c > '~')
      return FALSE;
  }
  return *text != '\0';
}

/**
 * loket_credentials_read_file:
 *
 * Returns: (transfer full): the token, without the blanks around it; NULL with an error of
 *   GFileError, or LOKET_ERROR_INVALID when the file holds no token
 */
char *
loket_credentials_read_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  g_strstrip (text);
  if (length > TOKEN_BYTES_MAX || !is_token (text)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: there is no token in it", path);
    return NULL;
  }
  return g_steal_pointer (&text);
}

static void
lookup_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("no secret service: %s", error->message);
  if (token != NULL && !is_token (token))
    g_clear_pointer (&token, secret_password_free);
  g_task_return_pointer (task, g_strdup (token), g_free);
  g_clear_pointer (&token, secret_password_free);
}

void
loket_credentials_lookup_async (const char *server,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_credentials_lookup_async);
  g_task_set_check_cancellable (task, FALSE);
  secret_password_lookup (get_schema (), cancellable, lookup_done_cb, task, "server", server, NULL);
}

/**
 * loket_credentials_lookup_finish:
 *
 * Returns: (transfer full) (nullable): the token; NULL where there is none or no secret service
 */
char *
loket_credentials_lookup_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
