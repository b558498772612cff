/* SPDX-License-Identifier: EUPL-1.2 */
/* What was done in this window: each act is told in a toast of its own, one after the other, and
 * all of them can be taken back, the last one first. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-decision-window.h"
#include "loket-desk-errors.h"
#include "loket-window-private.h"

enum {
  ANNOUNCE_DELAY_MS = 250,
  BRIEF_S = 5, /* so long a toast is there when another one waits */
};

typedef struct {
  char *act_id;
  char *text; /* what it was, in words */
} Done;

static void
done_free (gpointer data)
{
  Done *self = data;

  g_free (self->act_id);
  g_free (self->text);
  g_free (self);
}

/* Of what was done here and was not taken back; -1: none of it. */
static int
find_done (LoketWindow *self, const char *act_id)
{
  for (guint i = 0; i < self->done->len; i++) {
    if (g_str_equal (((Done *) self->done->pdata[i])->act_id, act_id))
      return (int) i;
  }
  return -1;
}

static LoketMoment
find_hold_until (LoketWindow *self, const char *act_id)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (loket_session_get_desk (self->session));

  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if (g_str_equal (item->id, act_id))
      return item->hold_until;
  }
  return LOKET_NO_MOMENT;
}

/* What is held stays on the screen until it leaves, where nothing else is to be told. */
static AdwToast *
make_toast (LoketWindow *self, const Done *done, gboolean brief)
{
  LoketMoment now = loket_clock_get_now (loket_session_get_clock (self->session));
  LoketMoment hold_until = find_hold_until (self, done->act_id);
  gboolean held = hold_until != LOKET_NO_MOMENT && hold_until > now;
  guint seconds_left = held ? (guint) ((hold_until - now) / LOKET_SECOND_US) + 1 : BRIEF_S;
  g_autofree char *text =
      held ? g_strdup_printf (_ ("Not sent yet: %s"), done->text) : g_strdup (done->text);
  AdwToast *toast = _loket_window_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.take-back");
  adw_toast_set_action_target (toast, "s", done->act_id);
  adw_toast_set_timeout (toast, brief ? MIN (BRIEF_S, seconds_left) : seconds_left);
  return toast;
}

static void
tell_next (LoketWindow *self)
{
  const Done *done;

  if (self->told >= self->done->len)
    return;
  done = self->done->pdata[self->told++];
  _loket_window_show_toast (self, make_toast (self, done, self->told < self->done->len));
}

/**
 * _loket_window_toast_gone:
 *
 * The toast that was shown is not there any more: what was not told yet comes now.
 */
void
_loket_window_toast_gone (LoketWindow *self)
{
  if (self->announcing == 0)
    tell_next (self);
}

static void
announce_cb (gpointer user_data)
{
  LoketWindow *self = user_data;

  self->announcing = 0;
  tell_next (self);
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
  Done *done = g_new0 (Done, 1);

  done->act_id = g_strdup (act_id);
  done->text = g_strdup (text);
  g_ptr_array_add (self->done, done);
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
  self->told = self->done->len;
}

typedef struct {
  LoketWindow *window; /* (owned) */
  char *act_id;
  char *text; /* (nullable): what it was, where it was done here */
} TakeBack;

static void
take_back_free (TakeBack *self)
{
  g_object_unref (self->window);
  g_free (self->act_id);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TakeBack, take_back_free)

/* Once it has left, or nothing of it waits here any more, it can only be annulled. */
static gboolean
is_taken (const GError *error)
{
  return g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ALREADY_TAKEN) ||
         g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
}

/* What a salvage brought back may have arrived: that is decided, also before the complaint that it
 * was done in is taken back.
 *
 * Returns: (transfer full) (nullable): its id */
static char *
find_to_decide (LoketWindow *self, const char *act_id)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (loket_session_get_desk (self->session));

  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if ((g_str_equal (item->id, act_id) || g_str_equal (item->case_id, act_id)) &&
        g_strcmp0 (item->reason, "salvaged") == 0)
      return g_strdup (item->id);
  }
  return NULL;
}

static void
taken_back_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TakeBack) take_back = user_data;
  LoketWindow *self = take_back->window;
  g_autoptr (GError) error = NULL;
  gboolean taken_back = loket_desk_take_back_finish (LOKET_DESK (object), result, &error);
  g_autofree char *said = take_back->text != NULL
                              ? g_strdup_printf (_ ("Taken back: %s"), take_back->text)
                              : g_strdup (_ ("Taken back"));
  g_autofree char *to_decide = NULL;

  if (self->session == NULL)
    return;
  to_decide = find_to_decide (self, take_back->act_id);
  if (taken_back) {
    _loket_window_toast (self, said);
  } else if (!is_taken (error)) {
    g_autofree char *sentence = loket_session_describe_error (self->session, error);

    _loket_window_toast (self, sentence);
  } else if (to_decide != NULL) {
    loket_decision_window_present (GTK_WINDOW (self), self->session, to_decide);
  } else if (!loket_case_page_annul (self->case_page, take_back->act_id)) {
    _loket_window_toast (self, loket_speech_name (loket_session_get_speech (self->session), "error",
                                                  "alreadyTaken"));
  }
}

/* What is being taken back is not done any more, nor told. */
static void
take_back (LoketWindow *self, const char *act_id)
{
  TakeBack *deed = g_new0 (TakeBack, 1);
  int position = find_done (self, act_id);

  deed->window = g_object_ref (self);
  deed->act_id = g_strdup (act_id);
  if (position >= 0) {
    deed->text = g_strdup (((Done *) self->done->pdata[position])->text);
    g_ptr_array_remove_index (self->done, (guint) position);
    self->told -= (guint) position < self->told;
  }
  loket_desk_take_back_async (loket_session_get_desk (self->session), deed->act_id, NULL,
                              taken_back_cb, deed);
}

static void
take_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  take_back (user_data, g_variant_get_string (parameter, NULL));
}

/* The button of a toast is gone before the Tab key comes there. */
static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  g_autofree char *act_id = NULL;

  if (self->done->len == 0)
    return;
  act_id = g_strdup (((Done *) self->done->pdata[self->done->len - 1])->act_id);
  take_back (self, act_id);
}

static void
announce_act_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *act_id;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &act_id, &text);
  _loket_window_announce (user_data, act_id, text);
}

static const GActionEntry undo_actions[] = {
    {.name = "announce-act", .activate = announce_act_cb, .parameter_type = "(ss)"},
    {.name = "take-back", .activate = take_back_cb, .parameter_type = "s"},
    {.name = "undo", .activate = undo_cb},
};

void
_loket_window_install_undo (LoketWindow *self)
{
  self->done = g_ptr_array_new_with_free_func (done_free);
  g_action_map_add_action_entries (G_ACTION_MAP (self), undo_actions, G_N_ELEMENTS (undo_actions),
                                   self);
}
