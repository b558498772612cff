/* SPDX-License-Identifier: EUPL-1.2 */
/* The timer behind a draft. It is not put off by further typing, so that two seconds are kept. */
#include "config.h"

#include "loket-draft-keeper.h"

enum {
  SAVE_DELAY_MS = 1500
};

struct _LoketDraftKeeper {
  LoketSession *session; /* (owned) */
  char *key;
  LoketDraftFunc collect;
  gpointer user_data;
  guint timer; /* 0: nothing to save */
};

/**
 * loket_draft_keeper_new:
 * @key: of the draft, see loket-desk.h
 * @collect: gives what stands in the form; must stay callable until the keeper is freed
 */
LoketDraftKeeper *
loket_draft_keeper_new (LoketSession *session,
                        const char *key,
                        LoketDraftFunc collect,
                        gpointer user_data)
{
  LoketDraftKeeper *self = g_new0 (LoketDraftKeeper, 1);

  self->session = g_object_ref (session);
  self->key = g_strdup (key);
  self->collect = collect;
  self->user_data = user_data;
  return self;
}

static void
stop_timer (LoketDraftKeeper *self)
{
  if (self->timer != 0)
    loket_clock_remove_timer (loket_session_get_clock (self->session), self->timer);
  self->timer = 0;
}

void
loket_draft_keeper_free (LoketDraftKeeper *self)
{
  if (self == NULL)
    return;
  stop_timer (self);
  g_free (self->key);
  g_object_unref (self->session);
  g_free (self);
}

const char *
loket_draft_keeper_get_key (LoketDraftKeeper *self)
{
  return self->key;
}

/**
 * loket_draft_keeper_load:
 *
 * Returns: (transfer full) (nullable): the draft that was kept earlier
 */
JsonObject *
loket_draft_keeper_load (LoketDraftKeeper *self)
{
  return loket_desk_load_draft (loket_session_get_desk (self->session), self->key);
}

static void
save_cb (gpointer user_data)
{
  LoketDraftKeeper *self = user_data;
  g_autoptr (JsonObject) fields = self->collect (self->user_data);

  self->timer = 0;
  if (fields != NULL)
    loket_desk_save_draft (loket_session_get_desk (self->session), self->key, fields);
  else
    loket_desk_drop_draft (loket_session_get_desk (self->session), self->key);
}

/**
 * loket_draft_keeper_touch:
 *
 * Something was typed or chosen: it will be saved soon.
 */
void
loket_draft_keeper_touch (LoketDraftKeeper *self)
{
  if (self->timer == 0)
    self->timer = loket_clock_add_timer (loket_session_get_clock (self->session), SAVE_DELAY_MS,
                                         save_cb, self);
}

/**
 * loket_draft_keeper_save:
 *
 * Saves at once what is not saved yet: before the form goes away.
 */
void
loket_draft_keeper_save (LoketDraftKeeper *self)
{
  if (self->timer == 0)
    return;
  stop_timer (self);
  save_cb (self);
}

/**
 * loket_draft_keeper_drop:
 *
 * Forgets the draft: the act was done, or the person does not want it any more.
 */
void
loket_draft_keeper_drop (LoketDraftKeeper *self)
{
  stop_timer (self);
  loket_desk_drop_draft (loket_session_get_desk (self->session), self->key);
}
