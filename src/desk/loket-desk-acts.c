/* SPDX-License-Identifier: EUPL-1.2 */
/* Doing: an act is judged, made once with its bytes, kept, and shown.
 *
 * Of each case one act at a time, so that each is judged by what the one before has left; the same
 * act asked for again in that short while is a double click, and done once. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-desk-private.h"
#include "loket-withheld.h"

/* A preview's act is never kept, so its id need not be unique in the world. */
#define PREVIEW_ID "00000000-0000-4000-8000-000000000000"

/* So long sending may take behind a hold. */
enum {
  SENDING_S = 60
};

static GPtrArray *
copy_with (GPtrArray *acts, LoketAct *act)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);

  for (guint i = 0; i < acts->len; i++)
    g_ptr_array_add (copy, loket_act_ref (g_ptr_array_index (acts, i)));
  g_ptr_array_add (copy, loket_act_ref (act));
  return copy;
}

static LoketAct *
make_act (LoketDesk *self,
          const char *act_id,
          const char *type,
          LoketDay occurred_on,
          gint64 based_on,
          JsonObject *payload)
{
  const char *person = loket_desk_get_person (self);

  return loket_act_new (act_id, loket_act_type_from_string (type), person != NULL ? person : "",
                        occurred_on, based_on, payload);
}

/**
 * loket_desk_preview_act:
 * @dossier: the case as it is shown
 * @permission: (out): what the rules say to it
 *
 * How the case would stand with this act: replay with one act more.
 *
 * Returns: (transfer full)
 */
LoketStanding *
loket_desk_preview_act (LoketDesk *self,
                        LoketDossier *dossier,
                        const char *type,
                        LoketDay occurred_on,
                        JsonObject *payload,
                        LoketPermission *permission)
{
  g_autoptr (LoketAct) act =
      make_act (self, PREVIEW_ID, type, occurred_on, dossier->the_case->version, payload);
  g_autoptr (GPtrArray) with_act = copy_with (dossier->pending, act);
  LoketMoment now = loket_desk_get_now (self);
  LoketViewer viewer;

  _loket_desk_get_viewer (self, dossier->the_case->agency, &viewer);
  *permission =
      loket_replay_judge (self->rules, dossier->the_case, dossier->pending, act, &viewer, now);
  return loket_replay (self->rules, dossier->the_case, with_act, &viewer, now);
}

/* Doing */

typedef struct {
  char *case_id;
  LoketAct *act;    /* (owned) */
  char *draft_key;  /* (nullable) */
  GPtrArray *twins; /* (element-type GTask): who asked for the same again */
} Doing;

static void
doing_free (Doing *doing)
{
  g_free (doing->case_id);
  g_clear_pointer (&doing->act, loket_act_unref);
  g_free (doing->draft_key);
  g_ptr_array_unref (doing->twins);
  g_free (doing);
}

/* Of the acts that are being done, the first one of the case. */
static GTask *
find_first (LoketDesk *self, const char *case_id)
{
  for (guint i = 0; i < self->doing->len; i++) {
    GTask *task = g_ptr_array_index (self->doing, i);

    if (g_str_equal (((Doing *) g_task_get_task_data (task))->case_id, case_id))
      return task;
  }
  return NULL;
}

static gboolean
is_same (const Doing *a, const Doing *b)
{
  return g_str_equal (a->case_id, b->case_id) && a->act->type == b->act->type &&
         a->act->occurred_on == b->act->occurred_on && a->act->based_on == b->act->based_on &&
         loket_json_objects_equal (a->act->payload, b->act->payload);
}

static Doing *
find_twin (LoketDesk *self, const Doing *doing)
{
  for (guint i = 0; i < self->doing->len; i++) {
    Doing *other = g_task_get_task_data (g_ptr_array_index (self->doing, i));

    if (is_same (other, doing))
      return other;
  }
  return NULL;
}

static void
answer (GTask *task, LoketAct *act, const GError *error)
{
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, loket_act_ref (act), (GDestroyNotify) loket_act_unref);
}

static void begin (GTask *task);

/* What comes next is settled before anybody is told. @error: (transfer full) (nullable) */
static void
conclude (GTask *task, GError *error)
{
  g_autoptr (GTask) concluded = g_object_ref (task);
  g_autoptr (GError) cause = error;
  LoketDesk *self = g_task_get_source_object (task);
  Doing *doing = g_task_get_task_data (task);
  const char *changed[] = {doing->case_id, NULL};
  GTask *next;

  g_ptr_array_remove (self->doing, task);
  _loket_desk_release_draft (self, doing->draft_key, cause == NULL);
  if (cause == NULL && !self->closed)
    _loket_desk_after_work (self, changed);
  next = find_first (self, doing->case_id);
  if (next != NULL)
    begin (next);
  answer (concluded, doing->act, cause);
  for (guint i = 0; i < doing->twins->len; i++)
    answer (g_ptr_array_index (doing->twins, i), doing->act, cause);
}

static void
act_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error))
    conclude (task, NULL);
  else
    conclude (task, _loket_desk_translate (error));
}

/* The act keeps both moments where our clock was wrong. */
GBytes *
_loket_desk_make_bytes (LoketDesk *self, LoketAct *act)
{
  LoketClockOff clock_off = {loket_clock_get_now (self->clock), _loket_desk_get_own_now (self)};

  return loket_act_body_make (act, self->state.clock_off_s != 0 ? &clock_off : NULL);
}

/* What cannot be unsaid: it decides the case, or tells the citizen something by the loket. Without
 * the case nobody knows how the citizen is answered: then it may be by the loket. */
static gboolean
is_irreversible (const LoketCase *the_case, const LoketAct *act)
{
  if (loket_act_type_is_decisive (act->type))
    return TRUE;
  if (!loket_act_type_tells (act->type))
    return FALSE;
  if (act->via != LOKET_VIA_NONE)
    return act->via == LOKET_VIA_LOKET;
  return the_case == NULL || the_case->answer_channel == LOKET_VIA_LOKET;
}

/**
 * _loket_desk_get_hold:
 * @the_case: (nullable): where nothing of it is here
 *
 * Returns: until when @act, done now, is not sent; LOKET_NO_MOMENT: it leaves at once. Nothing is
 *   held over the border of a day: it counts on the day on which the loket takes it
 */
LoketMoment
_loket_desk_get_hold (LoketDesk *self, const LoketCase *the_case, const LoketAct *act)
{
  LoketMoment ours = loket_clock_get_now (self->clock);
  LoketMoment corrected = _loket_desk_get_own_now (self);
  gint64 margin_us = (self->hold_s + SENDING_S) * LOKET_SECOND_US;

  if (self->hold_s == 0 || !is_irreversible (the_case, act) ||
      loket_moment_get_day (ours + margin_us) != loket_moment_get_day (ours) ||
      loket_moment_get_day (corrected + margin_us) != loket_moment_get_day (corrected))
    return LOKET_NO_MOMENT;
  return ours + self->hold_s * LOKET_SECOND_US;
}

static void
keep_act (GTask *task, const LoketStoredCase *stored, GPtrArray *live)
{
  LoketDesk *self = g_task_get_source_object (task);
  Doing *doing = g_task_get_task_data (task);
  LoketCase *the_case = stored->fold->the_case;
  g_autoptr (GPtrArray) with_act = copy_with (live, doing->act);
  g_autoptr (GBytes) bytes = _loket_desk_make_bytes (self, doing->act);
  g_autoptr (LoketWorkItem) item = NULL;
  LoketProjection *projection;
  LoketViewer viewer;

  item = loket_work_item_new_act (the_case->case_id, the_case->reference, doing->act, bytes,
                                  loket_clock_get_now (self->clock));
  item->hold_until = _loket_desk_get_hold (self, the_case, doing->act);
  _loket_desk_get_viewer (self, the_case->agency, &viewer);
  projection =
      loket_replayer_project (self->rules, stored, with_act, &viewer, _loket_desk_take_now (self));
  loket_store_add_work_async (self->store, item, projection, doing->draft_key, act_kept_cb, task);
}

static GError *
make_closed_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
}

/* The case is no longer ours. */
static GError *
make_left_error (void)
{
  return g_error_new_literal (LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED, "missingPermission");
}

/* Returns: (transfer full) (nullable): why a text may not leave: it names whoever wants his name
 * withheld */
static GError *
check_withheld (const LoketCase *facts, const LoketAct *act)
{
  g_auto (GStrv) found = loket_withheld_find (facts, act->type, act->payload);
  g_autofree char *list = found != NULL ? g_strjoinv (", ", found) : NULL;

  return found != NULL
             ? g_error_new_literal (LOKET_DESK_ERROR, LOKET_DESK_ERROR_NAME_WITHHELD, list)
             : NULL;
}

/* @live: (element-type LoketAct): what is pending before it; by the facts as they are corrected now
 *
 * Returns: (transfer full) (nullable): why it may not be done */
GError *
_loket_desk_judge_act (LoketDesk *self, LoketCase *the_case, GPtrArray *live, LoketAct *act)
{
  LoketMoment now = loket_desk_get_now (self);
  g_autoptr (LoketStanding) standing = NULL;
  LoketPermission permission;
  LoketViewer viewer;

  _loket_desk_get_viewer (self, the_case->agency, &viewer);
  permission = loket_replay_judge (self->rules, the_case, live, act, &viewer, now);
  if (permission.answer == LOKET_ANSWER_NOT_ALLOWED)
    return g_error_new_literal (LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED, permission.reason);
  standing = loket_replay (self->rules, the_case, live, &viewer, now);
  return check_withheld (standing->current, act);
}

/* Judged by what is there now, not by what the window read a while ago. */
static void
judge_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Doing *doing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, &error);
  g_autoptr (GPtrArray) live = NULL;
  GError *refusal;

  if (self->closed) {
    conclude (task, make_closed_error ());
    return;
  }
  if (stored == NULL || stored->fold->the_case == NULL) {
    conclude (task, error != NULL ? _loket_desk_translate (error)
                                  : g_error_new (LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                                                 "the case is not here any more"));
    return;
  }
  if (stored->presence != LOKET_PRESENCE_HERE) {
    conclude (task, make_left_error ());
    return;
  }
  loket_replayer_split_pending (stored, &live, NULL);
  refusal = _loket_desk_judge_act (self, stored->fold->the_case, live, doing->act);
  if (refusal != NULL)
    conclude (task, refusal);
  else
    keep_act (task, stored, live);
}

static void
begin (GTask *task)
{
  LoketDesk *self = g_task_get_source_object (task);
  Doing *doing = g_task_get_task_data (task);

  if (self->closed)
    conclude (task, make_closed_error ());
  else
    loket_store_read_case_async (self->store, doing->case_id, NULL, judge_cb, task);
}

static void
queue_act (GTask *task)
{
  LoketDesk *self = g_task_get_source_object (task);
  Doing *doing = g_task_get_task_data (task);
  Doing *twin = find_twin (self, doing);
  gboolean waits = find_first (self, doing->case_id) != NULL;

  if (twin != NULL) {
    g_ptr_array_add (twin->twins, g_object_ref (task));
    return;
  }
  _loket_desk_hold_draft (self, doing->draft_key);
  g_ptr_array_add (self->doing, g_object_ref (task));
  if (!waits)
    begin (task);
}

/**
 * loket_desk_do_act_async:
 * @dossier: the case as its author saw it
 * @draft_key: (nullable): the draft it was typed as; dropped together with keeping the act
 *
 * Once this has succeeded the act lies on the disk and is sent until the loket has it.
 */
void
loket_desk_do_act_async (LoketDesk *self,
                         LoketDossier *dossier,
                         const char *type,
                         LoketDay occurred_on,
                         JsonObject *payload,
                         const char *draft_key,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *act_id = loket_random_make_uuid (self->random);
  Doing *doing = g_new0 (Doing, 1);

  g_task_set_source_tag (task, loket_desk_do_act_async);
  doing->case_id = g_strdup (dossier->the_case->case_id);
  doing->draft_key = g_strdup (draft_key);
  doing->twins = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, doing, (GDestroyNotify) doing_free);
  if (!_loket_desk_check_writable (self, task))
    return;
  if (dossier->withdrawn) {
    g_task_return_error (task, make_left_error ());
    return;
  }
  if (loket_act_type_from_string (type) == LOKET_ACT_UNKNOWN) {
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED, "unknownType");
    return;
  }
  doing->act = make_act (self, act_id, type, occurred_on, dossier->the_case->version, payload);
  queue_act (task);
}

/**
 * loket_desk_do_act_finish:
 *
 * Returns: (transfer full): the act, pending; NULL with LOKET_DESK_ERROR_NOT_ALLOWED (the message
 *   is the code of the reason), LOKET_DESK_ERROR_NAME_WITHHELD, or with LOKET_DESK_ERROR_DISK where
 *   it could not be kept
 */
LoketAct *
loket_desk_do_act_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
