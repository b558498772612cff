/* SPDX-License-Identifier: EUPL-1.2 */
/* By when what waits must reach the loket: an act that counts on the day on which the loket takes
 * it keeps its term only with a connection before that term ends; and, where the loket did not take
 * it, with a person's decision. */
#include "config.h"

#include "loket-desk-private.h"

/* So many days before, a person is told. */
enum {
  TOLD_BEFORE_DAYS = 5
};

/* Of a case whose needs are known: they hold as long as all of this does. */
typedef struct {
  guint64 basis;
  char *agency;
  LoketRoles roles;
} LookedInto;

static void
looked_into_free (LookedInto *looked)
{
  g_free (looked->agency);
  g_free (looked);
}

GHashTable *
_loket_desk_looked_into_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) looked_into_free);
}

static void
need_free (LoketNeed *need)
{
  g_free (need->case_id);
  g_free (need->subject);
  g_free (need);
}

GHashTable *
_loket_desk_needs_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) need_free);
}

static GPtrArray *
list_without (GPtrArray *acts, const LoketAct *left_out)
{
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);

  for (guint i = 0; i < acts->len; i++) {
    LoketAct *act = g_ptr_array_index (acts, i);

    if (act != left_out)
      g_ptr_array_add (others, loket_act_ref (act));
  }
  return others;
}

static const LoketClockReading *
find_clock (const LoketStanding *standing, const char *id_code)
{
  for (guint i = 0; i < standing->clocks->len; i++) {
    const LoketClockReading *clock = g_ptr_array_index (standing->clocks, i);

    if (g_str_equal (clock->id_code, id_code))
      return clock;
  }
  return NULL;
}

static gboolean
is_open (const LoketClockReading *clock)
{
  return clock->state == LOKET_CLOCK_STATE_RUNNING || clock->state == LOKET_CLOCK_STATE_OVERDUE;
}

/* The first legal term that runs without the act, and with it is met or moved. */
static LoketDay
compare (const LoketStanding *with, const LoketStanding *without)
{
  LoketDay by = LOKET_NO_DAY;

  for (guint i = 0; i < without->clocks->len; i++) {
    const LoketClockReading *clock = g_ptr_array_index (without->clocks, i);
    const LoketClockReading *then = find_clock (with, clock->id_code);

    if (clock->kind != LOKET_CLOCK_KIND_LEGAL || clock->citizens || !is_open (clock) ||
        clock->due == LOKET_NO_DAY || then == NULL || (is_open (then) && then->due == clock->due))
      continue;
    if (by == LOKET_NO_DAY || clock->due < by)
      by = clock->due;
  }
  return by;
}

typedef struct {
  LoketDesk *desk;
  LoketCase *the_case;
  GPtrArray *live;         /* (element-type LoketAct) */
  LoketStanding *standing; /* with all of them */
} Need;

/* Returns: (transfer full): of the case with those acts of ours */
static LoketStanding *
replay (const Need *self, GPtrArray *acts)
{
  LoketViewer viewer;

  _loket_desk_get_viewer (self->desk, self->the_case->agency, &viewer);
  return loket_replay (self->desk->rules, self->the_case, acts, &viewer,
                       loket_desk_get_now (self->desk));
}

static gboolean
rests_on_taking (LoketStanding *standing, const LoketAct *act)
{
  LoketActEffect *effect = loket_standing_get_effect (standing, act->act_id);

  return effect != NULL && effect->counts_when_taken;
}

static LoketDay
find_day (const Need *self, const LoketAct *act)
{
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (LoketStanding) without = NULL;

  if (!rests_on_taking (self->standing, act))
    return LOKET_NO_DAY;
  others = list_without (self->live, act);
  without = replay (self, others);
  return compare (self->standing, without);
}

/* What the loket did not take has no effect: its term runs on until a person decides. */
static LoketDay
find_day_of_refused (const Need *self, LoketAct *act)
{
  g_autoptr (GPtrArray) acts = list_without (self->live, act);
  g_autoptr (LoketStanding) with = NULL;

  g_ptr_array_add (acts, loket_act_ref (act));
  with = replay (self, acts);
  return rests_on_taking (with, act) ? compare (with, self->standing) : LOKET_NO_DAY;
}

static void
add_need (LoketDesk *self, const char *id, const char *case_id, const char *subject, LoketDay by)
{
  LoketNeed *need = g_new0 (LoketNeed, 1);

  need->case_id = g_strdup (case_id);
  need->subject = g_strdup (subject);
  need->needs_by = by;
  g_hash_table_insert (self->needs, g_strdup (id), need);
}

static void
note_looked_into (LoketDesk *self, const LoketStoredCase *stored, LoketRoles roles)
{
  LookedInto *looked = g_new0 (LookedInto, 1);

  looked->basis = stored->basis;
  looked->agency = g_strdup (stored->fold->the_case->agency);
  looked->roles = roles;
  g_hash_table_insert (self->looked_into, g_strdup (stored->case_id), looked);
}

static void
find_days (LoketDesk *self, const Need *need, GPtrArray *refused)
{
  for (guint i = 0; i < need->live->len + refused->len; i++) {
    gboolean is_live = i < need->live->len;
    LoketAct *act = is_live ? need->live->pdata[i] : refused->pdata[i - need->live->len];
    LoketNeed *found = g_hash_table_lookup (self->needs, act->act_id);

    if (found != NULL)
      found->needs_by = is_live ? find_day (need, act) : find_day_of_refused (need, act);
  }
}

static void
take_case (LoketDesk *self, const LoketStoredCase *stored)
{
  g_autoptr (GPtrArray) live = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (LoketStanding) standing = NULL;
  LoketViewer viewer;
  Need need;

  if (stored->fold->the_case == NULL)
    return;
  loket_replayer_split_pending (stored, &live, &refused);
  /* In a case that is no longer ours nothing can be decided by a day. */
  if (stored->presence != LOKET_PRESENCE_HERE)
    g_ptr_array_set_size (refused, 0);
  _loket_desk_get_viewer (self, stored->fold->the_case->agency, &viewer);
  note_looked_into (self, stored, viewer.roles);
  standing =
      loket_replay (self->rules, stored->fold->the_case, live, &viewer, loket_desk_get_now (self));
  for (guint i = 0; i < stored->items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (stored->items, i);

    if (item->state != LOKET_WORK_TAKEN)
      add_need (self, item->id, stored->case_id, standing->current->subject, LOKET_NO_DAY);
  }
  need = (Need){self, stored->fold->the_case, live, standing};
  find_days (self, &need, refused);
}

/* Of cases that have no row any more, and of those that are looked into now. */
static void
forget_needs (LoketDesk *self, GHashTable *unchanged)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->looked_into);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    if (!g_hash_table_contains (unchanged, key))
      g_hash_table_iter_remove (&iter);
  }
  g_hash_table_iter_init (&iter, self->needs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (!g_hash_table_contains (unchanged, ((LoketNeed *) value)->case_id))
      g_hash_table_iter_remove (&iter);
  }
}

/* @stored_cases: (element-type LoketStoredCase): all with rows in work.db; what is known of one
 * without a fold still holds */
void
_loket_desk_take_needs (LoketDesk *self, GPtrArray *stored_cases)
{
  g_autoptr (GHashTable) unchanged = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < stored_cases->len; i++) {
    const LoketStoredCase *stored = g_ptr_array_index (stored_cases, i);

    if (stored->fold != NULL)
      continue;
    g_hash_table_add (unchanged, stored->case_id);
    /* Forgotten while it was asked for: what is known may be of other rules. */
    if (!g_hash_table_contains (self->looked_into, stored->case_id))
      self->read_needs_again = TRUE;
  }
  forget_needs (self, unchanged);
  for (guint i = 0; i < stored_cases->len; i++) {
    const LoketStoredCase *stored = g_ptr_array_index (stored_cases, i);

    if (stored->fold != NULL)
      take_case (self, stored);
  }
  self->looked_into_on = loket_desk_get_today (self);
}

/* Other rules, or another day, may give other needs: then nothing is known. */
void
_loket_desk_forget_needs (LoketDesk *self)
{
  g_hash_table_remove_all (self->looked_into);
}

/* Returns: (transfer full) */
static GHashTable *
list_known (LoketDesk *self)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer case_id, value;

  if (self->looked_into_on != loket_desk_get_today (self))
    _loket_desk_forget_needs (self);
  g_hash_table_iter_init (&iter, self->looked_into);
  while (g_hash_table_iter_next (&iter, &case_id, &value)) {
    const LookedInto *looked = value;

    if (loket_desk_get_roles (self, looked->agency) == looked->roles)
      g_hash_table_insert (known, g_strdup (case_id),
                           g_memdup2 (&looked->basis, sizeof looked->basis));
  }
  return known;
}

/* Returns: (nullable) */
const LoketNeed *
_loket_desk_find_need (LoketDesk *self, const char *id)
{
  return g_hash_table_lookup (self->needs, id);
}

/* What must be there by a day: the first of those days, and how many soon. */
typedef struct {
  LoketDay by; /* LOKET_NO_DAY: nothing */
  guint due;
} Due;

static gboolean
is_near (LoketDay by, LoketDay today)
{
  return by != LOKET_NO_DAY && by - today <= TOLD_BEFORE_DAYS;
}

static const char *
choose_notice (LoketDay by, LoketDay today, gboolean decide)
{
  if (!is_near (by, today))
    return NULL;
  if (by < today)
    return decide ? "decideLate" : "sendLate";
  if (by == today)
    return decide ? "decideToday" : "sendToday";
  return decide ? "decideBefore" : "sendBefore";
}

static void
count_due (Due *due, LoketDay by, LoketDay today)
{
  if (due->by == LOKET_NO_DAY || by < due->by)
    due->by = by;
  due->due += is_near (by, today);
}

static gboolean
waits_for_decision (const LoketWorkItem *item)
{
  return item->state == LOKET_WORK_REFUSED || item->state == LOKET_WORK_CONFLICT;
}

/* Of what waits, into the state. What waits for a decision is told while the line is well too, and
 * where the line is not, as soon as nothing else is due before it. */
void
_loket_desk_tell_needs (LoketDesk *self)
{
  LoketSyncState *state = &self->state;
  LoketDay today = loket_desk_get_today (self);
  gboolean line_well = state->online && state->failing_since == LOKET_NO_MOMENT;
  Due all = {LOKET_NO_DAY, 0};
  Due decisions = {LOKET_NO_DAY, 0};
  gboolean decide;

  for (guint i = 0; i < self->pending->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (self->pending, i);
    const LoketNeed *need = _loket_desk_find_need (self, item->id);

    if (need == NULL || need->needs_by == LOKET_NO_DAY)
      continue;
    count_due (&all, need->needs_by, today);
    if (waits_for_decision (item))
      count_due (&decisions, need->needs_by, today);
  }
  decide = is_near (decisions.by, today) && (line_well || decisions.by == all.by);
  state->pending_decide = decide;
  state->pending_by = decide ? decisions.by : all.by;
  state->pending_due = decide ? decisions.due : all.due;
  state->pending_days =
      state->pending_by != LOKET_NO_DAY ? (int) MAX (state->pending_by - today, 0) : -1;
  state->pending_notice =
      decide || !line_well ? choose_notice (state->pending_by, today, decide) : NULL;
}

static void
cases_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases =
      loket_store_read_cases_finish (LOKET_STORE (source), result, &error);

  self->reading_needs = FALSE;
  if (self->closed)
    return;
  if (cases != NULL)
    _loket_desk_take_needs (self, cases);
  else
    g_message ("what waits could not be looked into: %s", error->message);
  _loket_desk_update_state (self);
  if (self->read_needs_again)
    _loket_desk_read_needs (self);
}

/* At most once at a time; what changes meanwhile is read right after. */
void
_loket_desk_read_needs (LoketDesk *self)
{
  self->read_needs_again = self->reading_needs;
  if (self->reading_needs)
    return;
  if (self->pending->len == 0) {
    g_hash_table_remove_all (self->needs);
    _loket_desk_forget_needs (self);
    return;
  }
  self->reading_needs = TRUE;
  loket_store_read_worked_cases_async (self->store, list_known (self), cases_read_cb,
                                       g_object_ref (self));
}
