/* SPDX-License-Identifier: EUPL-1.2 */
/* Closing while something waits for the loket: a person is told, and may send it first. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-pending-needs.h"
#include "loket-window-private.h"

static guint
count_waiting (LoketWindow *self)
{
  const LoketSyncState *state = loket_desk_get_sync_state (loket_session_get_desk (self->session));

  return state->pending > state->refused ? state->pending - state->refused : 0;
}

static void
close_now (LoketWindow *self)
{
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_desk_sync_finish (LOKET_DESK (object), result, &error))
    g_debug ("sync before closing: %s", error->message);
  if (self->session == NULL) /* it went away meanwhile */
    return;
  /* What could not be sent is asked about again, in the words of now. */
  gtk_window_close (GTK_WINDOW (self));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autofree char *answer = loket_ask_choose_finish (result, NULL);

  self->asking = FALSE;
  if (self->session == NULL || g_strcmp0 (answer, "stay") == 0)
    return;
  if (g_strcmp0 (answer, "send") == 0) {
    _loket_window_send_all (self);
    loket_desk_sync_async (loket_session_get_desk (self->session), self->cancellable, sent_cb,
                           g_object_ref (self));
  } else if (g_strcmp0 (answer, "close") == 0) {
    close_now (self);
  }
}

/**
 * _loket_window_ask_unsent:
 *
 * Returns: TRUE when something waits, about which the person is asked now: the window stays open
 *   until the answer. An exercise ends with its window, and asks nothing.
 */
gboolean
_loket_window_ask_unsent (LoketWindow *self)
{
  const LoketSyncState *state = loket_desk_get_sync_state (loket_session_get_desk (self->session));
  gboolean line_well = state->online && state->failing_since == LOKET_NO_MOMENT;
  const LoketAskAnswer answers[] = {
      {"stay", _ ("_Keep working"), FALSE, FALSE},
      {"close", _ ("_Close"), FALSE, FALSE},
      {"send", line_well ? _ ("_Send now and close") : _ ("_Try to send, then close"), TRUE, FALSE},
  };
  guint waiting = count_waiting (self);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *needs = NULL;

  if (waiting == 0 || loket_session_is_demo (self->session))
    return FALSE;
  if (self->asking)
    return TRUE;
  heading = g_strdup_printf (
      ngettext ("%u act is not yet with the loket", "%u acts are not yet with the loket", waiting),
      waiting);
  needs = loket_pending_needs_say (self->session);
  body = g_strjoin (
      "\n\n", ngettext ("It is kept on this computer.", "They are kept on this computer.", waiting),
      state->online ? _ ("What is not sent now is sent when this desk is opened next.")
                    : _ ("The loket cannot be reached now; what is not sent is sent when this desk "
                         "is opened next."),
      needs, NULL);
  self->asking = TRUE;
  loket_ask_choose_async (GTK_WINDOW (self), heading, body, answers, G_N_ELEMENTS (answers), NULL,
                          asked_cb, g_object_ref (self));
  return TRUE;
}
