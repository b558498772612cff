/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetching everything again, and cases that left: what the window does about them. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-desk-left.h"
#include "loket-left-row.h"
#include "loket-window-private.h"

static void
resynced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = loket_desk_resync_finish (LOKET_DESK (object), result, &error);

  if (self->session == NULL) /* the window went away meanwhile */
    return;
  /* What went wrong is shown by ::sync-changed, as for every sync. */
  if (done)
    _loket_window_toast (self, _ ("Everything was fetched again"));
  else
    g_debug ("resync: %s", error->message);
}

static void
asked_resync_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;

  if (loket_ask_finish (result, NULL) && self->session != NULL)
    loket_desk_resync_async (loket_session_get_desk (self->session), self->cancellable, resynced_cb,
                             g_object_ref (self));
}

static void
resync_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  loket_ask_async (GTK_WINDOW (self), _ ("Fetch everything again?"),
                   _ ("Every case is asked for anew, which takes a while; you can go on working "
                      "meanwhile. What you have not sent yet and your drafts stay as they are."),
                   _ ("_Fetch again"), self->cancellable, asked_resync_cb, g_object_ref (self));
}

static void
sync_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  _loket_window_show_view (self, "sync");
  loket_sync_page_enter (self->sync_page);
}

typedef struct {
  LoketWindow *window; /* (owned) */
  char *case_id;
} Leaving;

static void
leaving_free (Leaving *self)
{
  g_object_unref (self->window);
  g_free (self->case_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
dismissed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean dismissed = loket_desk_dismiss_left_finish (LOKET_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
    return;
  loket_pending_page_reload (self->pending_page);
  if (dismissed)
    return;
  sentence = loket_session_describe_error (self->session, error);
  _loket_window_toast (self, sentence);
}

static void
dismiss (LoketWindow *self, const char *case_id)
{
  loket_desk_dismiss_left_async (loket_session_get_desk (self->session), case_id, dismissed_cb,
                                 g_object_ref (self));
}

static void
asked_left_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;

  if (loket_ask_finish (result, NULL) && leaving->window->session != NULL)
    dismiss (leaving->window, leaving->case_id);
}

static void
dismiss_left_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const char *case_id = g_variant_get_string (parameter, NULL);
  const LoketLeftCase *left = loket_pending_page_find_left (self->pending_page, case_id);
  g_autofree char *what = NULL;
  g_autofree char *body = NULL;
  Leaving *leaving;

  if (left == NULL)
    return;
  if (left->presence == LOKET_PRESENCE_ERASED) {
    dismiss (self, case_id);
    return;
  }
  what = loket_left_row_describe (self->session, left);
  body = g_strdup_printf ("%s\n\n%s", what,
                          _ ("It goes from this computer with what you had not sent. The texts "
                             "stay in the record of this computer."));
  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (self);
  leaving->case_id = g_strdup (case_id);
  loket_ask_destroy_async (GTK_WINDOW (self), _ ("Remove this case?"), body, _ ("_Remove"),
                           self->cancellable, asked_left_cb, leaving);
}

static const GActionEntry sync_actions[] = {
    {.name = "resync", .activate = resync_cb},
    {.name = "sync-page", .activate = sync_page_cb},
    {.name = "dismiss-left", .activate = dismiss_left_cb, .parameter_type = "s"},
};

void
_loket_window_install_sync (LoketWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), sync_actions, G_N_ELEMENTS (sync_actions),
                                   self);
}
