/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits for the loket, as the window acts on it: letting leave at once what is held, deciding
 * about what the loket did not take. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-decision-window.h"
#include "loket-window-private.h"

/**
 * _loket_window_send_all:
 *
 * Nothing is held any more; what the sync that comes after it finds, it sends.
 */
void
_loket_window_send_all (LoketWindow *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (desk);

  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if (item->hold_until != LOKET_NO_MOMENT)
      loket_desk_send_now_async (desk, item->id, NULL, NULL);
  }
}

static void
let_go_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (loket_desk_send_now_finish (LOKET_DESK (object), result, &error) || self->session == NULL)
    return;
  sentence = loket_session_describe_error (self->session, error);
  _loket_window_toast (self, sentence);
}

static void
send_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  loket_desk_send_now_async (loket_session_get_desk (self->session),
                             g_variant_get_string (parameter, NULL), let_go_cb,
                             g_object_ref (self));
}

static void
decide_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  loket_decision_window_present (GTK_WINDOW (self), self->session,
                                 g_variant_get_string (parameter, NULL));
}

static const GActionEntry pending_actions[] = {
    {.name = "decide", .activate = decide_cb, .parameter_type = "s"},
    {.name = "send-now", .activate = send_now_cb, .parameter_type = "s"},
};

void
_loket_window_install_pending (LoketWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), pending_actions,
                                   G_N_ELEMENTS (pending_actions), self);
}
