/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk of a command. */
#include "config.h"

#include "loket-ctl-desk.h"
#include "loket-desk-errors.h"
#include "loket-error.h"

/* What was found damaged is told by every command, until somebody has acknowledged it. */
static void
tell_damage (LoketCtl *self, const LoketSyncState *state)
{
  if (g_strcmp0 (state->error, "workSalvaged") == 0 ||
      g_strcmp0 (state->error, "cacheSetAside") == 0)
    loket_ctl_warn (self, loket_speech_name (self->speech, "error", state->error));
}

/**
 * loket_ctl_open_desk:
 * @read_only: for commands that write nothing: they may run beside the program that owns the folder
 *
 * Returns: (transfer full): to be closed with loket_desk_close()
 */
LoketDesk *
loket_ctl_open_desk (LoketCtl *self, gboolean read_only, const char *token_file, GError **error)
{
  LoketDeskOptions options = {
      .folder = self->folder,
      .today = self->today,
      .read_only = read_only,
      .token_file = token_file,
      .language = loket_speech_get_language (self->speech),
  };

  LoketDesk *desk = loket_desk_open (&options, error);

  if (desk != NULL)
    tell_damage (self, loket_desk_get_sync_state (desk));
  return desk;
}

/**
 * loket_ctl_work_on_desk:
 * @asked: (nullable): for @work
 *
 * Opens, works, closes.
 *
 * Returns: the exit code
 */
int
loket_ctl_work_on_desk (LoketCtl *self, gboolean read_only, LoketCtlWork work, gconstpointer asked)
{
  g_autoptr (GError) error = NULL;
  LoketDesk *desk = loket_ctl_open_desk (self, read_only, NULL, &error);
  int exit_code;

  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  exit_code = work (self, desk, asked);
  loket_desk_close (desk);
  g_object_unref (desk);
  return exit_code;
}

void
loket_ctl_wait_begin (LoketCtlWait *wait)
{
  wait->loop = g_main_loop_new (NULL, FALSE);
  wait->result = NULL;
}

void
loket_ctl_wait_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketCtlWait *wait = user_data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

/**
 * loket_ctl_wait_end:
 *
 * Runs the main loop until the call that was given @wait is answered.
 *
 * Returns: (transfer full): for the `_finish` of the call
 */
GAsyncResult *
loket_ctl_wait_end (LoketCtlWait *wait)
{
  if (wait->result == NULL)
    g_main_loop_run (wait->loop);
  g_main_loop_unref (wait->loop);
  return g_steal_pointer (&wait->result);
}

LoketDossier *
loket_ctl_load_dossier (LoketDesk *desk, const char *reference, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_load_dossier_async (desk, reference, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_load_dossier_finish (desk, result, error);
}

/* @detail: (nullable): of a brake the code is all there is */
static char *
build_failure (const char *sentence, const char *code, const char *detail)
{
  if (detail == NULL || g_str_equal (detail, code))
    return g_strdup_printf ("%s (%s)", sentence, code);
  return g_strdup_printf ("%s (%s: %s)", sentence, code, detail);
}

/**
 * loket_ctl_fail_desk:
 * @error: of the desk, or of anything below it
 *
 * Returns: the exit code of the error, after the sentence for a person, and the message behind it,
 *   on one line of standard error
 */
int
loket_ctl_fail_desk (LoketCtl *self, const GError *error)
{
  const char *code = loket_desk_errors_get_code (error);
  const char *sentence = loket_speech_name (self->speech, "error", code);
  g_autofree char *failure = NULL;
  g_autoptr (GError) said = NULL;

  if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED))
    sentence = loket_speech_name (self->speech, "reason", error->message);
  failure = build_failure (sentence, code, error->message);
  said = g_error_new_literal (LOKET_ERROR, LOKET_ERROR_REFUSED, failure);
  loket_ctl_fail (self, said);
  return loket_desk_errors_get_exit_code (code);
}

/**
 * loket_ctl_tell_trouble:
 * @state: whose error is set
 *
 * The sentence of what is to be told, on one line of standard error; of a failure with what is
 * behind it, as loket_ctl_fail_desk() says it.
 */
void
loket_ctl_tell_trouble (LoketCtl *self, const LoketSyncState *state)
{
  const char *sentence = loket_speech_name (self->speech, "error", state->error);
  g_autofree char *failure = NULL;

  if (loket_desk_errors_get_exit_code (state->error) == LOKET_CTL_DONE) {
    loket_ctl_warn (self, sentence);
    return;
  }
  failure = build_failure (sentence, state->error, state->error_detail);
  loket_ctl_warn (self, failure);
}
