/* SPDX-License-Identifier: EUPL-1.2 */
/* A walk over the store's cases, a page at a time: read, replay on a thread, write. */
#include "config.h"

#include "loket-replayer.h"

/* Small enough that writes of a person never wait long behind one. */
enum {
  PAGE_CASES = 100
};

/* Cases with unsent work are few and come in one page. */
enum {
  ALL_READ = -1
};

typedef struct {
  LoketReplayCheck so_far;
  gint64 after_row;
  guint pages_left;
  gboolean repair;
} Checking;

struct _LoketReplayer {
  LoketStore *store;       /* (owned) */
  LoketExecutor *executor; /* (owned) */
  LoketRules *rules;       /* (owned) (nullable): this thread's own */
  LoketReplayViewFunc get_view;
  LoketReplayedFunc replayed;
  gpointer user_data;
  GCancellable *cancellable; /* (owned): ends the walk when the desk closes */
  gboolean walking;
  LoketReplayWhich which;
  guint wanted; /* bits of LoketReplayWhich that wait their turn */
  guint failed; /* bits of those that the disk kept from their end */
  gint64 after_row;
  gboolean rules_unknown; /* of a case that was walked over */
  GTask *check_task;      /* (owned) (nullable): who waits for a check */
  Checking checking;
};

typedef struct {
  LoketReplayer *replayer;
  LoketRules *rules; /* (owned) */
  GPtrArray *cases;  /* (element-type LoketStoredCase) (owned): used by one thread at a time */
  LoketReplayView view;
  GPtrArray *projections; /* (element-type LoketProjection) (owned) */
  char **case_ids;        /* (owned) */
} Page;

static void read_page (LoketReplayer *self);
static void next_walk (LoketReplayer *self);
static void abandon_check (LoketReplayer *self);
static void page_compared_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
page_free (Page *page)
{
  loket_rules_unref (page->rules);
  g_ptr_array_unref (page->cases);
  g_clear_pointer (&page->projections, g_ptr_array_unref);
  g_free (page->view.person);
  g_strfreev (page->case_ids);
  g_free (page);
}

static const LoketWorkItem *
find_item (const LoketStoredCase *stored, const char *act_id)
{
  for (guint i = 0; i < stored->items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (stored->items, i);

    if (g_str_equal (item->id, act_id))
      return item;
  }
  return NULL;
}

/**
 * loket_replayer_split_pending:
 * @live: (out) (element-type LoketAct): what counts
 * @refused: (out) (element-type LoketAct) (optional): what the loket did not take, and so has no
 *   effect until a person decides
 *
 * Any thread.
 */
void
loket_replayer_split_pending (const LoketStoredCase *stored, GPtrArray **live, GPtrArray **refused)
{
  GPtrArray *counts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  GPtrArray *rest = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);

  for (guint i = 0; i < stored->fold->pending->len; i++) {
    LoketAct *act = g_ptr_array_index (stored->fold->pending, i);
    const LoketWorkItem *item = find_item (stored, act->act_id);
    gboolean has_no_effect =
        item != NULL && (item->state == LOKET_WORK_REFUSED || item->state == LOKET_WORK_CONFLICT);

    g_ptr_array_add (has_no_effect ? rest : counts, loket_act_ref (act));
  }
  *live = counts;
  if (refused != NULL)
    *refused = rest;
  else
    g_ptr_array_unref (rest);
}

/**
 * loket_replayer_differs:
 * @pending: (element-type LoketAct): what counts of our own acts
 * @standing: of the case with them
 *
 * Whether the loket's own dates are others than replay gives of its copy alone.
 */
gboolean
loket_replayer_differs (LoketRules *rules,
                        const LoketStoredCase *stored,
                        GPtrArray *pending,
                        LoketStanding *standing,
                        const LoketViewer *viewer,
                        LoketMoment now)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (LoketStanding) alone = NULL;
  g_autoptr (LoketProjection) ours = NULL;
  g_autoptr (LoketProjection) theirs = NULL;

  if (stored->copy == NULL)
    return FALSE;
  alone = pending->len == 0 ? loket_standing_ref (standing)
                            : loket_replay (rules, stored->copy, none, viewer, now);
  ours = loket_projection_new_from_standing (alone, rules, none);
  theirs = loket_projection_new_from_case (stored->copy);
  return alone->rules_known && !loket_projection_same_dates (ours, theirs);
}

/**
 * loket_replayer_project:
 * @pending: (element-type LoketAct): what counts of our own acts
 *
 * Returns: (transfer full): what the list shows of the case
 */
LoketProjection *
loket_replayer_project (LoketRules *rules,
                        const LoketStoredCase *stored,
                        GPtrArray *pending,
                        const LoketViewer *viewer,
                        LoketMoment now)
{
  g_autoptr (LoketStanding) standing =
      loket_replay (rules, stored->fold->the_case, pending, viewer, now);
  LoketProjection *projection = loket_projection_new_from_standing (standing, rules, pending);

  projection->differs = loket_replayer_differs (rules, stored, pending, standing, viewer, now);
  return projection;
}

static void
replay_work (gpointer data)
{
  Page *page = data;
  LoketViewer viewer = {page->view.person, 0};

  page->projections = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_projection_free);
  for (guint i = 0; i < page->cases->len; i++) {
    const LoketStoredCase *stored = g_ptr_array_index (page->cases, i);
    g_autoptr (GPtrArray) live = NULL;
    LoketProjection *projection;

    if (stored->fold->the_case == NULL)
      continue;
    loket_replayer_split_pending (stored, &live, NULL);
    projection = loket_replayer_project (page->rules, stored, live, &viewer, page->view.now);
    projection->basis = stored->basis;
    g_ptr_array_add (page->projections, projection);
  }
}

typedef struct {
  LoketReplayer *replayer;
  char **case_ids; /* (owned) */
} Written;

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Written *written = user_data;
  LoketReplayer *self = written->replayer;
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error))
    g_message ("rows could not be brought up to date: %s", error->message);
  else if (!g_cancellable_is_cancelled (self->cancellable) && written->case_ids[0] != NULL)
    self->replayed ((const char *const *) written->case_ids, self->user_data);
  g_strfreev (written->case_ids);
  g_free (written);
  if (error == NULL) {
    read_page (self);
    return;
  }
  self->failed |= 1u << self->which;
  next_walk (self);
}

static void
replay_done (gpointer data)
{
  Page *page = data;
  LoketReplayer *self = page->replayer;
  Written *written;

  if (g_cancellable_is_cancelled (self->cancellable)) {
    abandon_check (self);
    self->walking = FALSE;
    return;
  }
  if (self->which == LOKET_REPLAY_CHECK) {
    self->checking.so_far.n_checked += page->projections->len;
    loket_store_compare_async (self->store, page->projections, self->checking.repair,
                               page_compared_cb, self);
    return;
  }
  for (guint i = 0; i < page->projections->len; i++)
    self->rules_unknown |=
        ((LoketProjection *) g_ptr_array_index (page->projections, i))->rules_unknown;
  written = g_new0 (Written, 1);
  written->replayer = self;
  written->case_ids = g_steal_pointer (&page->case_ids);
  loket_store_project_async (self->store, page->projections, page_written_cb, written);
}

/* Ends what was asked for by loket_replayer_check_async(). @error: (nullable) (transfer full) */
static void
end_check (LoketReplayer *self, gint64 next_row, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->check_task);

  self->checking.so_far.next_row = next_row;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_memdup2 (&self->checking.so_far, sizeof self->checking.so_far),
                           g_free);
}

static void
page_compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketReplayer *self = user_data;
  GError *error = NULL;
  g_auto (GStrv) differing = loket_store_compare_finish (LOKET_STORE (source), result, &error);
  Checking *checking = &self->checking;

  if (differing == NULL) {
    end_check (self, 0, error);
    next_walk (self);
    return;
  }
  checking->so_far.n_differing += g_strv_length (differing);
  if (checking->repair && differing[0] != NULL && !g_cancellable_is_cancelled (self->cancellable))
    self->replayed ((const char *const *) differing, self->user_data);
  if (--checking->pages_left > 0) {
    read_page (self);
    return;
  }
  end_check (self, self->after_row, NULL);
  next_walk (self);
}

static char **
list_ids (GPtrArray *cases)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < cases->len; i++)
    g_strv_builder_add (builder, ((LoketStoredCase *) g_ptr_array_index (cases, i))->case_id);
  return g_strv_builder_end (builder);
}

static void
next_walk (LoketReplayer *self)
{
  self->walking = FALSE;
  for (guint i = 0; i < LOKET_N_REPLAYS; i++) {
    if (self->wanted & (1u << i)) {
      self->wanted &= ~(1u << i);
      loket_replayer_run (self, (LoketReplayWhich) i);
      return;
    }
  }
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketReplayer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases =
      loket_store_read_cases_finish (LOKET_STORE (source), result, &error);
  const LoketStoredCase *last;
  Page *page;

  if (cases == NULL || cases->len == 0 || g_cancellable_is_cancelled (self->cancellable)) {
    if (error != NULL && !g_cancellable_is_cancelled (self->cancellable)) {
      self->failed |= (1u << self->which) & ~(1u << LOKET_REPLAY_CHECK);
      g_message ("cases could not be replayed: %s", error->message);
    }
    if (self->which == LOKET_REPLAY_CHECK && self->check_task != NULL)
      end_check (self, 0, g_steal_pointer (&error));
    next_walk (self);
    return;
  }
  last = g_ptr_array_index (cases, cases->len - 1);
  self->after_row = self->which == LOKET_REPLAY_WORKED ? ALL_READ : last->row;
  page = g_new0 (Page, 1);
  page->replayer = self;
  page->rules = loket_rules_ref (self->rules);
  page->case_ids = list_ids (cases);
  page->cases = g_steal_pointer (&cases);
  self->get_view (&page->view, self->user_data);
  loket_executor_submit (self->executor, replay_work, replay_done, page,
                         (GDestroyNotify) page_free);
}

static void
read_page (LoketReplayer *self)
{
  static const LoketCaseSelection selections[] = {
      [LOKET_REPLAY_NOT_REPLAYED] = LOKET_CASES_NOT_REPLAYED,
      [LOKET_REPLAY_RESTING] = LOKET_CASES_RESTING_ON_TODAY,
      [LOKET_REPLAY_ALL] = LOKET_CASES_ALL,
      [LOKET_REPLAY_CHECK] = LOKET_CASES_ALL,
  };

  if (self->which == LOKET_REPLAY_WORKED && self->after_row != 0)
    next_walk (self);
  else if (self->which == LOKET_REPLAY_WORKED)
    loket_store_read_worked_cases_async (self->store, NULL, page_read_cb, self);
  else
    loket_store_read_cases_async (self->store, selections[self->which], self->after_row, PAGE_CASES,
                                  self->cancellable, page_read_cb, self);
}

/**
 * loket_replayer_run:
 *
 * Walks over those cases now, or after the walk that is under way.
 */
void
loket_replayer_run (LoketReplayer *self, LoketReplayWhich which)
{
  if (self->rules == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->walking) {
    self->wanted |= 1u << which;
    return;
  }
  self->walking = TRUE;
  self->which = which;
  self->after_row = which == LOKET_REPLAY_CHECK ? self->checking.after_row : 0;
  read_page (self);
}

static void
abandon_check (LoketReplayer *self)
{
  if (self->check_task != NULL)
    end_check (self, 0,
               g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed"));
}

/**
 * loket_replayer_check_async:
 * @after_row: where to begin: 0, or what an earlier check gave as `next_row`
 * @pages_max: how many pages of cases at most; G_MAXUINT: all
 * @repair: write what differs
 *
 * One at a time: another one that is under way or waits is refused with G_IO_ERROR_PENDING.
 */
void
loket_replayer_check_async (LoketReplayer *self,
                            gint64 after_row,
                            guint pages_max,
                            gboolean repair,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  if (self->check_task != NULL || self->rules == NULL ||
      g_cancellable_is_cancelled (self->cancellable)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "a check is under way");
    g_object_unref (task);
    return;
  }
  self->check_task = task;
  self->checking = (Checking){{0}, after_row, pages_max, repair};
  loket_replayer_run (self, LOKET_REPLAY_CHECK);
}

/**
 * loket_replayer_check_finish:
 * @check: (out): what that check found; untouched where it failed
 */
gboolean
loket_replayer_check_finish (GAsyncResult *result, LoketReplayCheck *check, GError **error)
{
  g_autofree LoketReplayCheck *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  *check = *found;
  return TRUE;
}

/**
 * loket_replayer_try_again:
 *
 * Walks once more where the disk kept a walk from its end: else rows would show what was, until
 * something else comes in of their cases.
 */
void
loket_replayer_try_again (LoketReplayer *self)
{
  guint failed = self->failed;

  self->failed = 0;
  for (guint i = 0; i < LOKET_N_REPLAYS; i++) {
    if (failed & (1u << i))
      loket_replayer_run (self, (LoketReplayWhich) i);
  }
}

/**
 * loket_replayer_take_rules:
 * @rules: (transfer full): made for this thread alone; nobody else holds a value of them
 */
void
loket_replayer_take_rules (LoketReplayer *self, LoketRules *rules)
{
  g_clear_pointer (&self->rules, loket_rules_unref);
  self->rules = rules;
  self->rules_unknown = FALSE;
}

/**
 * loket_replayer_met_unknown_rules:
 *
 * Returns: whether a case was met whose rules are not known here, since rules were last taken
 */
gboolean
loket_replayer_met_unknown_rules (LoketReplayer *self)
{
  return self->rules_unknown;
}

gboolean
loket_replayer_is_idle (LoketReplayer *self)
{
  return !self->walking;
}

/**
 * loket_replayer_step:
 *
 * Only when made as stepped.
 *
 * Returns: FALSE when there was nothing to do
 */
gboolean
loket_replayer_step (LoketReplayer *self)
{
  return loket_executor_step (self->executor);
}

/**
 * loket_replayer_new:
 * @stepped: nothing happens until it is stepped (tests)
 * @replayed: told of each page of cases, after it was handed to the writer
 */
LoketReplayer *
loket_replayer_new (LoketStore *store,
                    gboolean stepped,
                    LoketReplayViewFunc get_view,
                    LoketReplayedFunc replayed,
                    gpointer user_data)
{
  LoketReplayer *self = g_new0 (LoketReplayer, 1);

  self->store = g_object_ref (store);
  self->executor = stepped ? loket_executor_new_stepped () : loket_executor_new_thread ("replay");
  self->get_view = get_view;
  self->replayed = replayed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * loket_replayer_stop:
 *
 * Ends a walk after its page. The caller turns the loop until loket_replayer_is_idle().
 */
void
loket_replayer_stop (LoketReplayer *self)
{
  self->wanted = 0;
  if (!self->walking || self->which != LOKET_REPLAY_CHECK)
    abandon_check (self);
  g_cancellable_cancel (self->cancellable);
}

/**
 * loket_replayer_free:
 *
 * Only when it is idle.
 */
void
loket_replayer_free (LoketReplayer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->executor, loket_executor_free);
  g_clear_pointer (&self->rules, loket_rules_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_free (self);
}
