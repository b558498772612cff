/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits for the loket, as the window acts on it: letting leave at once what is held, telling
 * that something is not sent yet. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-decision-window.h"
#include "loket-window-private.h"

enum {
  ANNOUNCE_DELAY_MS = 250
};

static const LoketPendingItem *
find_item (GPtrArray *pending, const char *id)
{
  for (guint i = 0; id != NULL && i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if (g_str_equal (item->id, id))
      return item;
  }
  return NULL;
}

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
announce_cb (gpointer user_data)
{
  LoketWindow *self = user_data;
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (loket_session_get_desk (self->session));
  const LoketPendingItem *item = find_item (pending, self->last_act);
  LoketMoment now = loket_clock_get_now (loket_session_get_clock (self->session));
  gboolean held = item != NULL && item->hold_until > now;
  g_autofree char *text =
      held ? g_strdup_printf (_ ("Not sent yet: %s"), self->last_text) : g_strdup (self->last_text);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  self->announcing = 0;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.take-back");
  adw_toast_set_action_target (toast, "s", self->last_act);
  if (held)
    adw_toast_set_timeout (toast, (guint) ((item->hold_until - now) / LOKET_SECOND_US) + 1);
  _loket_window_show_toast (self, toast);
}

/**
 * _loket_window_announce:
 * @act_id: done just now
 * @text: what it was, in words
 *
 * Says so, and lets it be taken back as long as it has not left; what is held stays on the screen
 * until it leaves. A moment later: then the list of what waits has it.
 */
void
_loket_window_announce (LoketWindow *self, const char *act_id, const char *text)
{
  g_free (self->last_act);
  self->last_act = g_strdup (act_id);
  g_free (self->last_text);
  self->last_text = g_strdup (text);
  if (self->announcing == 0)
    self->announcing = loket_clock_add_timer (loket_session_get_clock (self->session),
                                              ANNOUNCE_DELAY_MS, announce_cb, self);
}

/**
 * _loket_window_stop_announcing:
 *
 * Before the window goes away.
 */
void
_loket_window_stop_announcing (LoketWindow *self)
{
  if (self->announcing != 0)
    loket_clock_remove_timer (loket_session_get_clock (self->session), self->announcing);
  self->announcing = 0;
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
