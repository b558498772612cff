/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl sync: fetches what is new and sends what is waiting, once or for as long as it runs. */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"

static void
print_state (LoketCtl *self, const LoketSyncState *state)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json) {
    loket_ctl_print (_ ("received %d, sent %d, pending %d, set aside %d\n"), (int) state->received,
                     (int) state->sent, (int) state->pending, (int) state->quarantined);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_int (builder, "received", state->received);
  loket_ctl_build_int (builder, "sent", state->sent);
  loket_ctl_build_int (builder, "pending", state->pending);
  loket_ctl_build_int (builder, "quarantined", state->quarantined);
  loket_ctl_build_int (builder, "documentsNotSent", state->documents_not_sent);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

/* Progress is for a person who waits: it goes beside the output, on one line that is written over.
 */
static void
progress_cb (LoketDesk *desk, gpointer user_data)
{
  const LoketSyncState *state = loket_desk_get_sync_state (desk);

  fprintf (stderr, "\r%s %d, %s %d ", _ ("received"), (int) state->received, _ ("pending"),
           (int) state->pending);
  if (!state->working)
    fputc ('\n', stderr);
}

/* That documents wait, and why: also where something else is told first. */
static void
tell_documents (LoketCtl *self, const LoketSyncState *state)
{
  const char *sentence = loket_speech_name (self->speech, "error", "documentsNotSent");
  g_autofree char *cause =
      loket_speech_name_briefly (self->speech, "error", state->documents_error);
  g_autofree char *text = g_strdup_printf ("%s (%s: %s)", sentence, state->documents_error, cause);

  loket_ctl_warn (self, text);
}

/* Returns: (nullable): what is told of the state, but for the documents */
static const char *
get_trouble (const LoketSyncState *state)
{
  return g_strcmp0 (state->error, "documentsNotSent") != 0 ? state->error : NULL;
}

/* What the sync did although something is to be told: a clock that is off, acts that were refused.
 */
static void
tell_notices (LoketCtl *self, const LoketSyncState *state)
{
  if (get_trouble (state) != NULL)
    loket_ctl_tell_trouble (self, state);
  if (state->documents_error != NULL)
    tell_documents (self, state);
}

/* Nobody replays after this program has ended: what `list` says next must rest on our own rules. */
static void
wait_until_settled (LoketDesk *desk)
{
  while (!loket_desk_is_settled (desk))
    g_main_context_iteration (NULL, TRUE);
}

typedef struct {
  gboolean once;
  gboolean watch;
  gboolean progress;
  gboolean full;  /* everything is fetched again */
  gboolean go_on; /* answers to the brake */
  gboolean check_again;
} Wishes;

static gboolean
run_once (LoketDesk *desk, const Wishes *wishes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  if (wishes->go_on)
    loket_desk_answer_brake_async (desk, LOKET_BRAKE_GO_ON, loket_desk_get_sync_state (desk)->brake,
                                   loket_ctl_wait_done_cb, &wait);
  else if (wishes->check_again)
    loket_desk_answer_brake_async (desk, LOKET_BRAKE_CHECK_AGAIN, NULL, loket_ctl_wait_done_cb,
                                   &wait);
  else if (wishes->full)
    loket_desk_resync_async (desk, NULL, loket_ctl_wait_done_cb, &wait);
  else
    loket_desk_sync_async (desk, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  wait_until_settled (desk);
  /* All of them are one run of syncing, and end alike. */
  return loket_desk_sync_finish (desk, result, error);
}

static int
sync_once (LoketCtl *self, LoketDesk *desk, const Wishes *wishes)
{
  g_autoptr (GError) error = NULL;

  if (!run_once (desk, wishes, &error))
    return loket_ctl_fail_desk (self, error);
  tell_notices (self, loket_desk_get_sync_state (desk));
  print_state (self, loket_desk_get_sync_state (desk));
  return LOKET_CTL_DONE;
}

typedef struct {
  LoketCtl *ctl;
  LoketMoment last_sync; /* the one that was told last */
  /* What was told, as long as it lasts */
  char *trouble;               /* (owned) (nullable) */
  const char *documents_error; /* (nullable): static */
} Watch;

/* Once, and again where it comes back. */
static void
tell_news (Watch *watch, const LoketSyncState *state)
{
  const char *trouble = get_trouble (state);
  gboolean is_new = g_strcmp0 (trouble, watch->trouble) != 0;
  gboolean is_new_of_documents = g_strcmp0 (state->documents_error, watch->documents_error) != 0;

  if (is_new) {
    g_free (watch->trouble);
    watch->trouble = g_strdup (trouble);
  }
  watch->documents_error = state->documents_error;
  if (is_new && trouble != NULL)
    loket_ctl_tell_trouble (watch->ctl, state);
  if (is_new_of_documents && state->documents_error != NULL)
    tell_documents (watch->ctl, state);
}

static void
watch_cb (LoketDesk *desk, gpointer user_data)
{
  Watch *watch = user_data;
  const LoketSyncState *state = loket_desk_get_sync_state (desk);

  if (state->working)
    return;
  tell_news (watch, state);
  if (state->last_sync == watch->last_sync)
    return;
  watch->last_sync = state->last_sync;
  print_state (watch->ctl, state);
  loket_ctl_flush ();
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static int
sync_watching (LoketCtl *self, LoketDesk *desk)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch watch = {self, LOKET_NO_MOMENT, NULL, NULL};
  guint interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);
  guint terminate = g_unix_signal_add (SIGTERM, stop_cb, loop);

  g_signal_connect (desk, "sync-changed", G_CALLBACK (watch_cb), &watch);
  loket_desk_start_watching (desk);
  g_main_loop_run (loop);
  loket_desk_stop_watching (desk);
  g_signal_handlers_disconnect_by_data (desk, &watch);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_free (watch.trouble);
  return LOKET_CTL_DONE;
}

static int
sync_desk (LoketCtl *self, const char *token_file, const Wishes *wishes)
{
  g_autoptr (GError) error = NULL;
  LoketDesk *desk = loket_ctl_open_desk (self, FALSE, token_file, &error);
  int exit_code;

  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  if (wishes->progress)
    g_signal_connect (desk, "sync-changed", G_CALLBACK (progress_cb), NULL);
  exit_code = wishes->watch ? sync_watching (self, desk) : sync_once (self, desk, wishes);
  loket_desk_close (desk);
  g_object_unref (desk);
  return exit_code;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *token_file = NULL;
  Wishes wishes = {0};
  const GOptionEntry options[] = {
      {"once", 0, 0, G_OPTION_ARG_NONE, &wishes.once, N_ ("Sync once and end (default)"), NULL},
      {"watch", 0, 0, G_OPTION_ARG_NONE, &wishes.watch, N_ ("Go on until interrupted"), NULL},
      {"progress", 0, 0, G_OPTION_ARG_NONE, &wishes.progress,
       N_ ("Say on standard error how far it is"), NULL},
      {"full", 0, 0, G_OPTION_ARG_NONE, &wishes.full,
       N_ ("Fetch everything again; what is not yet sent stays"), NULL},
      {"check-again", 0, 0, G_OPTION_ARG_NONE, &wishes.check_again,
       N_ ("Where syncing stopped to lose nothing: ask the loket once more"), NULL},
      {"go-on", 0, 0, G_OPTION_ARG_NONE, &wishes.go_on,
       N_ ("Where syncing stopped to lose nothing: let it come in, once"), NULL},
      {"token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file, N_ ("File with the token"), "FILE"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (wishes.once && wishes.watch)
    return loket_ctl_misuse (self, "%s", _ ("--once and --watch exclude each other"));
  if (wishes.watch + wishes.full + wishes.check_again + wishes.go_on > 1)
    return loket_ctl_misuse (self, "%s",
                             _ ("only one of --watch, --full, --check-again and --go-on"));
  return sync_desk (self, token_file, &wishes);
}

const LoketCtlCommand loket_ctl_sync = {
    .name = "sync",
    .usage = "[--once|--watch|--full|--check-again|--go-on] [--progress] [--token-file FILE]",
    .summary = N_ ("Fetch what is new and send what is waiting"),
    .run = run,
};
