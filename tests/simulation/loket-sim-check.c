/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold after every step, and what must hold when all is quiet. */
#include <string.h>

#include "loket-sim-view.h"
#include "loket-store-private.h"

/* More than so many cases at once go only with a person's consent: the brake's own number, and the
 * few that may go in the same step by another pull. */
enum {
  VANISH_MAX = 3,
  MEASURED_MS = 60 * 1000 /* how well a clock is known by the answers of a slow line */
};

static void
view_init (SimView *view, SimDesk *desk)
{
  view->desk = desk;
  view->work = desk->desk->store->read.work;
  view->cache = desk->desk->store->read.cache;
  view->bodies = g_ptr_array_new_with_free_func (g_free);
  view->drafts = g_ptr_array_new_with_free_func (g_free);
  view->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  view->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
view_clear (SimView *view)
{
  g_ptr_array_unref (view->bodies);
  g_ptr_array_unref (view->drafts);
  g_hash_table_unref (view->taken);
  g_hash_table_unref (view->items);
}

static char *
dup_bytes (LoketStatement *statement, int column)
{
  g_autoptr (GBytes) bytes = loket_statement_column_dup_bytes (statement, column);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static void
read_items (SimView *view)
{
  g_autoptr (LoketStatement) statement =
      sim_view_ask (view, view->work, "SELECT id, case_id, state, body, position FROM items");

  while (sim_view_next (view, statement)) {
    const char *id = loket_statement_column_text (statement, 0);
    const char *case_id = loket_statement_column_text (statement, 1);
    const char *state = loket_statement_column_text (statement, 2);
    guint number = GPOINTER_TO_UINT (g_hash_table_lookup (view->items, case_id));

    number = number * 31 + g_str_hash (state) + (guint) loket_statement_column_int (statement, 4);
    g_hash_table_insert (view->items, g_strdup (case_id), GUINT_TO_POINTER (number));
    g_ptr_array_add (view->bodies, dup_bytes (statement, 3));
    if (g_str_equal (state, "taken"))
      g_hash_table_insert (view->taken, g_strdup (id), g_strdup (case_id));
  }
}

static void
read_drafts (SimView *view)
{
  g_autoptr (LoketStatement) statement =
      sim_view_ask (view, view->work, "SELECT fields FROM drafts");

  while (sim_view_next (view, statement))
    g_ptr_array_add (view->drafts, loket_statement_column_dup_text (statement, 0));
}

static gboolean
may_vanish (SimWorld *world, const char *case_id)
{
  return g_hash_table_contains (world->model->hidden, case_id) ||
         g_hash_table_contains (world->model->erased, case_id);
}

/* No typed text is lost */

static gboolean
contains (GPtrArray *texts, const char *member, const char *token)
{
  for (guint i = 0; i < texts->len; i++) {
    if (sim_text_is_in (g_ptr_array_index (texts, i), member, token))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_audited (SimView *view, const char *token)
{
  g_autoptr (LoketStatement) statement = sim_view_ask (
      view, view->work,
      "SELECT 1 FROM audit WHERE body IS NOT NULL AND instr (CAST (body AS TEXT), ?1) > 0");

  if (statement != NULL)
    loket_statement_bind_text (statement, 1, token);
  return sim_view_next (view, statement);
}

static gboolean
is_in_loket (const SimModel *model, const SimTyped *typed)
{
  return g_hash_table_contains (model->texts, typed->token);
}

/* Where it is, of where it may be. */
static guint
find_places (SimView *view, const SimTyped *typed)
{
  const SimModel *model = view->desk->world->model;
  guint places = 0;

  if (contains (view->drafts, typed->member, typed->token))
    places |= SIM_PLACE_DRAFT;
  if (is_in_loket (model, typed) || contains (view->bodies, typed->member, typed->token))
    places |= SIM_PLACE_OUT;
  if ((typed->places & SIM_PLACE_AUDIT) != 0 && is_audited (view, typed->token))
    places |= SIM_PLACE_AUDIT;
  return places;
}

/* In memory a person sees what was typed last, also where the disk is full. */
static gboolean
is_shown_as_draft (SimView *view, const SimTyped *typed)
{
  GPtrArray *drafts = loket_desk_list_drafts (view->desk->desk);

  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (drafts, i);
    g_autofree char *text = loket_json_object_to_string (draft->fields);

    if (sim_text_is_in (text, typed->member, typed->token))
      return TRUE;
  }
  return FALSE;
}

/* The loket had it, and has lost it, and the case has left since: nobody is told of it any more. */
static gboolean
left_with_its_case (const SimView *view, const SimTyped *typed)
{
  return typed->came_back && typed->case_id != NULL &&
         may_vanish (view->desk->world, typed->case_id);
}

static gboolean
is_erased (SimWorld *world, SimTyped *typed)
{
  if (typed->case_id != NULL && g_hash_table_contains (world->model->erased, typed->case_id))
    typed->places = SIM_PLACE_ERASED;
  return typed->places == SIM_PLACE_ERASED;
}

static const char *
name_places (guint places)
{
  static char text[64];

  g_snprintf (text, sizeof text, "%s%s%s%s", places & SIM_PLACE_DRAFT ? "draft " : "",
              places & SIM_PLACE_OUT ? "out " : "", places & SIM_PLACE_AUDIT ? "audit " : "",
              places & SIM_PLACE_NOWHERE ? "nowhere " : "");
  return text;
}

/* Where it was found it is from now on. What the disk would not take is in memory only, as long as
 * the desk lives; nobody knows of it what the disk has. */
static void
narrow (SimView *view, SimTyped *typed, guint right)
{
  if ((typed->places & SIM_PLACE_DRAFT) != 0 && view->desk->desk->draft_not_kept)
    return;
  /* What names a lost document is not its act. */
  if ((typed->places & SIM_PLACE_NOWHERE) != 0 && typed->came_back && typed->sha256 != NULL)
    return;
  typed->places = right != 0 ? right : SIM_PLACE_NOWHERE;
}

/* What the loket has lost is not shown as taken any more: it is unsent work, or dropped; and where
 * this desk did not know that it was taken, nobody here can know of it. */
static void
note_let_in (SimView *view, SimTyped *typed)
{
  if (!typed->lost)
    return;
  typed->lost = FALSE;
  typed->places = SIM_PLACE_OUT | SIM_PLACE_AUDIT;
  if (!typed->held || view->desk->rebuilt ||
      (typed->case_id != NULL && may_vanish (view->desk->world, typed->case_id)))
    typed->places |= SIM_PLACE_NOWHERE;
}

static void
check_typed (SimView *view, SimTyped *typed)
{
  SimWorld *world = view->desk->world;
  guint found, right;

  if (is_erased (world, typed) || typed->places == SIM_PLACE_NOWHERE)
    return;
  if (typed->taken_back && is_in_loket (world->model, typed))
    sim_world_fail (world, "takenBackArrived", "“%s” was taken back, and the loket has it",
                    typed->token);
  if (typed->places == SIM_PLACE_OUT && is_in_loket (world->model, typed)) {
    /* What had been lost has arrived once more (the line sent it twice), behind what came since. */
    typed->decided |= typed->lost;
    typed->lost = FALSE;
    return;
  }
  if (typed->lost && sim_view_keeps_lost (view, typed))
    return;
  note_let_in (view, typed);
  found = find_places (view, typed);
  right = found & typed->places;
  if (right == 0 && (typed->places & SIM_PLACE_NOWHERE) == 0 && !left_with_its_case (view, typed))
    sim_world_fail (world, "textLost", "desk %u: “%s” is not where it is to be: %s",
                    view->desk->number, typed->token, name_places (typed->places));
  else if (!typed->carried && !typed->came_back && (found & ~typed->places & SIM_PLACE_OUT) != 0)
    sim_world_fail (world, "textComesBack", "desk %u: “%s” goes out once more", view->desk->number,
                    typed->token);
  else if (found == (SIM_PLACE_DRAFT | SIM_PLACE_OUT) && !view->desk->desk->draft_not_kept &&
           !view->desk->disk_full && !typed->carried && !typed->came_back && !typed->salvaged)
    sim_world_fail (world, "draftOfWhatWasDone", "desk %u: “%s” is an act, and a draft still",
                    view->desk->number, typed->token);
  else
    narrow (view, typed, right);
  if (typed->places == SIM_PLACE_DRAFT && !typed->dropped && !is_shown_as_draft (view, typed))
    sim_world_fail (world, "draftNotShown", "desk %u: the draft “%s” is not in the list",
                    view->desk->number, typed->token);
}

static void
check_all_typed (SimView *view)
{
  GPtrArray *typed = view->desk->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    if (((SimTyped *) g_ptr_array_index (typed, i))->desk == view->desk->number)
      check_typed (view, g_ptr_array_index (typed, i));
  }
}

/* Nothing once seen as taken is missing later */

static void
collect_act_ids (const char *json, GHashTable *ids)
{
  static const char start[] = "\"actId\":\"";
  const char *at = json;

  while ((at = strstr (at, start)) != NULL) {
    at += sizeof start - 1;
    g_hash_table_add (ids, g_strndup (at, 36));
  }
}

/* Once somebody has let that loss in. */
static gboolean
may_be_lost (const SimDesk *desk, const char *id)
{
  guint loss = GPOINTER_TO_UINT (g_hash_table_lookup (desk->world->model->lost, id));

  return loss > 0 && (loss <= desk->losses_let_in || desk->rebuilt);
}

/* Returns: (nullable): one that is not there */
static const char *
find_missing (SimView *view, GHashTable *seen, GHashTable *now)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if ((now == NULL || !g_hash_table_contains (now, id)) &&
        !g_hash_table_contains (view->taken, id) && !may_be_lost (view->desk, id))
      return id;
  }
  return NULL;
}

/* While a cache fills anew less may be seen than before; but what was seen since stays.
 * @now: (nullable): ids of the acts in the copy; NULL: there is none */
static void
check_still_seen (SimView *view, const char *case_id, const SimSeenCase *seen, GHashTable *now)
{
  const SimDesk *desk = view->desk;
  const char *id = find_missing (view, seen->anew, now);

  if (id == NULL && !desk->rebuilding)
    id = find_missing (view, seen->acts, now);
  if (id != NULL)
    sim_world_fail (desk->world, "takenMissing",
                    "desk %u showed act %s of case %s as taken, and shows it no more", desk->number,
                    id, case_id);
}

static void
remember_seen (SimView *view, SimSeenCase *seen, GHashTable *now)
{
  GHashTable *remembered = view->desk->rebuilding ? seen->anew : seen->acts;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_remove_all (seen->anew);
  g_hash_table_remove_all (remembered);
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (remembered, g_strdup (id));
}

/* Until the loket says that our clock is behind, or that it is by more than was said before, what
 * came in before it was set so lies in the future, and a list that still shows its effect is right.
 */
static gboolean
is_behind (const SimDesk *desk)
{
  gint64 known_ms = loket_desk_get_sync_state (desk->desk)->clock_off_s * 1000;

  return desk->clock_off_ms < 0 && (known_ms == 0 || desk->clock_off_ms < known_ms - MEASURED_MS);
}

/* Somebody set the clock to another day, and the desk has not looked at it since: it does so at
 * each sync and replay, and after ten minutes. */
static gboolean
is_on_another_day (LoketDesk *desk)
{
  return desk->today_told != loket_desk_get_today (desk);
}

static gboolean
is_at_rest (const SimView *view)
{
  LoketDesk *desk = view->desk->desk;

  return !is_behind (view->desk) && !is_on_another_day (desk) && loket_desk_is_settled (desk) &&
         !loket_desk_get_sync_state (desk)->working && !desk->to_replay && desk->doing->len == 0 &&
         !view->desk->stale;
}

/* What is shown as pending is what waits, in its order. */
static void
check_pending (SimView *view)
{
  const SimDesk *desk = view->desk;
  g_autoptr (GPtrArray) shown = loket_desk_list_pending (desk->desk);
  g_autoptr (LoketStatement) rows = sim_view_ask (
      view, view->work, "SELECT id, state FROM items WHERE state <> 'taken' ORDER BY position");
  guint n = 0;

  for (; sim_view_next (view, rows); n++) {
    const LoketPendingItem *item = n < shown->len ? g_ptr_array_index (shown, n) : NULL;
    const char *id = loket_statement_column_text (rows, 0);
    const char *state = loket_statement_column_text (rows, 1);

    if (item == NULL || !g_str_equal (item->id, id) || !g_str_equal (item->state, state))
      sim_world_fail (desk->world, "pendingDiffers", "desk %u: %s is %s, and %s is shown as %s",
                      desk->number, id, state, item != NULL ? item->id : "nothing",
                      item != NULL ? item->state : "pending");
  }
  if (n < shown->len)
    sim_world_fail (desk->world, "pendingDiffers", "desk %u: %u wait, and %u are shown",
                    desk->number, n, shown->len);
}

/* Cases */

/* Half a history is shown to nobody; what was answered since may be more than the loket counted. */
static void
check_whole (const SimDesk *desk, const char *case_id, const char *json, GHashTable *acts)
{
  static const char count[] = "\"actCount\":";
  const char *at = strstr (json, count);
  guint64 n = at != NULL ? g_ascii_strtoull (at + sizeof count - 1, NULL, 10) : 0;

  if (n > g_hash_table_size (acts))
    sim_world_fail (desk->world, "historyIsCut",
                    "desk %u has %u of %" G_GUINT64_FORMAT " acts of case %s", desk->number,
                    g_hash_table_size (acts), n, case_id);
}

static void
check_case (SimView *view, LoketStatement *row)
{
  const char *case_id = loket_statement_column_text (row, 0);
  SimSeenCase *seen = sim_seen_get (&view->desk->seen, case_id);
  gint64 version = loket_statement_column_int (row, 1);
  gint64 length = loket_statement_column_int (row, 2);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (view->items, case_id));
  guint64 state = ((guint64) version << 40) ^ ((guint64) length << 20) ^ number;

  if (version != seen->version || length != seen->length || view->all) {
    g_autoptr (GHashTable) now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    collect_act_ids (loket_statement_column_text (row, 3), now);
    check_whole (view->desk, case_id, loket_statement_column_text (row, 3), now);
    if (!may_vanish (view->desk->world, case_id))
      check_still_seen (view, case_id, seen, now);
    remember_seen (view, seen, now);
    seen->version = version;
    seen->length = length;
  }
  if (is_at_rest (view) && (state != seen->projected || view->all)) {
    sim_view_check_projection (view, case_id);
    seen->projected = state;
  }
}

/* Whether it left since the last look. One that a person closed leaves by itself, whatever the feed
 * brings before and after it; one that stays for what is not sent has left when it is marked, not
 * when that is decided. */
static gboolean
has_left (const SimDesk *desk, const char *case_id, SimSeenCase *seen, gboolean ours)
{
  gboolean left =
      seen->here && !ours && !g_hash_table_contains (desk->world->model->restricted, case_id);

  seen->here = ours;
  return left;
}

/* Cases that were seen, and are not here.
 * @here: ids of those that are -> of those that are ours themselves, else NULL */
static void
check_missing_cases (SimView *view, GHashTable *here)
{
  const SimDesk *desk = view->desk;
  GHashTableIter iter;
  gpointer case_id, seen;
  guint n_left = 0;

  g_hash_table_iter_init (&iter, desk->seen.cases);
  while (g_hash_table_iter_next (&iter, &case_id, &seen)) {
    gboolean is_here = g_hash_table_contains (here, case_id);

    if (!is_here && !may_vanish (desk->world, case_id))
      check_still_seen (view, case_id, seen, NULL);
    n_left += has_left (desk, case_id, seen, g_hash_table_lookup (here, case_id) != NULL);
  }
  if (n_left > VANISH_MAX && !desk->rebuilding && !desk->went_on)
    sim_world_fail (desk->world, "manyVanish", "desk %u: %u cases left at once, unasked",
                    desk->number, n_left);
}

static void
check_cases (SimView *view)
{
  g_autoptr (GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (LoketStatement) rows = sim_view_ask (
      view, view->cache,
      "SELECT case_id, version, length (json), json, presence <> 'withdrawn' FROM cases"
      " JOIN copies ON row = cases.id ORDER BY cases.id");

  while (sim_view_next (view, rows)) {
    char *case_id = g_strdup (loket_statement_column_text (rows, 0));

    g_hash_table_insert (here, case_id, loket_statement_column_int (rows, 4) ? case_id : NULL);
    check_case (view, rows);
  }
  check_missing_cases (view, here);
}

/* The brake stays on until somebody answers it, whatever happens to the desk. */
static void
check_brake (SimDesk *desk)
{
  gboolean on = loket_desk_get_sync_state (desk->desk)->brake != NULL;

  if (desk->braked && !on && !desk->brake_answered)
    sim_world_fail (desk->world, "brakeForgotten", "desk %u: nobody has answered the brake",
                    desk->number);
  desk->braked = on;
  desk->brake_answered &= on;
}

/* What has written nothing since it was looked at shows what it showed. */
static gboolean
has_changed (SimDesk *desk)
{
  guint64 n_operations = sim_disk_count_operations (desk->disk);
  gboolean changed =
      n_operations != desk->checked_at || desk->desk != desk->checked || desk->disk_full;

  desk->checked_at = n_operations;
  desk->checked = desk->desk;
  return changed;
}

static void
check_desk (SimDesk *desk, gboolean all)
{
  SimView view = {.all = all};

  if (!sim_desk_is_alive (desk))
    return;
  check_brake (desk);
  if (!all && !has_changed (desk))
    return;
  view_init (&view, desk);
  read_items (&view);
  read_drafts (&view);
  check_all_typed (&view);
  sim_view_check_contents (&view);
  if (is_at_rest (&view))
    check_pending (&view);
  check_cases (&view);
  view_clear (&view);
}

/* What the loket has confirmed it never forgets. */
static void
check_loket (SimWorld *world)
{
  GHashTableIter iter;
  gpointer id;

  if (world->wrong_loket || (world->central == NULL && !sim_world_start_loket (world)))
    return;
  sim_model_read_loket (world);
  g_hash_table_iter_init (&iter, world->model->promised);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!g_hash_table_contains (world->model->acts, id))
      sim_world_fail (world, "loketForgot", "the loket confirmed %s, and has it no more",
                      (char *) id);
  }
}

/**
 * sim_check_step:
 *
 * What must hold after every step.
 */
void
sim_check_step (SimWorld *world)
{
  sim_world_check_ghosts (world);
  check_loket (world);
  for (guint i = 0; i < world->n_desks; i++)
    check_desk (&world->desks[i], FALSE);
}

/* When all is quiet */

/* The loket was put back to a time before the complaint: every desk that had it keeps it. */
static gboolean
is_gone (const SimWorld *world, const char *case_id)
{
  return g_hash_table_contains (world->model->lost, case_id) &&
         !sim_model_is_in_loket (world->model, case_id);
}

/* Nothing is shown as taken that the loket has not, or has lost. */
static void
check_shown (SimDesk *desk)
{
  SimView view = {.desk = desk, .cache = desk->desk->store->read.cache};
  g_autoptr (LoketStatement) rows = sim_view_ask (
      &view, view.cache, "SELECT case_id, json FROM cases JOIN copies ON row = cases.id");

  while (sim_view_next (&view, rows)) {
    const char *case_id = loket_statement_column_text (rows, 0);
    g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer id;

    if (may_vanish (desk->world, case_id) || is_gone (desk->world, case_id))
      continue;
    collect_act_ids (loket_statement_column_text (rows, 1), ids);
    g_hash_table_iter_init (&iter, ids);
    while (g_hash_table_iter_next (&iter, &id, NULL)) {
      if (!sim_model_is_in_loket (desk->world->model, id))
        sim_world_fail (desk->world, "shownAsTaken",
                        "desk %u shows act %s of case %s as taken, and the loket does not have it",
                        desk->number, (char *) id, case_id);
    }
  }
}

/* (element: "case version acts" of all cases that this desk has, in one text) */
static char *
describe (SimDesk *desk, const SimDesk *other)
{
  SimView view = {.desk = desk, .cache = desk->desk->store->read.cache};
  GString *text = g_string_new (NULL);
  g_autoptr (LoketStatement) rows =
      sim_view_ask (&view, view.cache,
                    "SELECT case_id, version, json, step, flags, outcome, assignee, work_by"
                    " FROM cases JOIN copies ON row = cases.id ORDER BY case_id");

  while (sim_view_next (&view, rows)) {
    const char *case_id = loket_statement_column_text (rows, 0);
    g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    if (may_vanish (desk->world, case_id) || is_gone (desk->world, case_id) ||
        !g_hash_table_contains (other->seen.cases, case_id))
      continue;
    collect_act_ids (loket_statement_column_text (rows, 2), ids);
    g_string_append_printf (
        text, "%s %" G_GINT64_FORMAT " acts %u %s %" G_GINT64_FORMAT " %s %s %s\n", case_id,
        loket_statement_column_int (rows, 1), g_hash_table_size (ids),
        loket_statement_column_text (rows, 3), loket_statement_column_int (rows, 4),
        loket_statement_column_text (rows, 5), loket_statement_column_text (rows, 6),
        loket_statement_column_text (rows, 7));
  }
  return g_string_free (text, FALSE);
}

static void
check_equal (SimWorld *world, SimDesk *a, SimDesk *b)
{
  g_autofree char *of_a = describe (a, b);
  g_autofree char *of_b = describe (b, a);

  if (!g_str_equal (of_a, of_b))
    sim_world_fail (world, "desksDiffer", "desks %u and %u show different cases:\n%s---\n%s",
                    a->number, b->number, of_a, of_b);
}

/* A complaint that was carried as a draft has no number at the other desk: nobody there knows that
 * it was done here, and that its case was erased. It is a draft that its author sees, and throws
 * away. */
static gboolean
is_in_draft_of_erased (SimView *view, const SimTyped *erased)
{
  g_autoptr (LoketStatement) drafts = NULL;

  if (!erased->is_case || !erased->carried)
    return contains (view->drafts, erased->member, erased->token);
  drafts =
      sim_view_ask (view, view->work,
                    "SELECT 1 FROM drafts WHERE case_id IS NOT NULL AND instr (fields, ?1) > 0");
  if (drafts != NULL)
    loket_statement_bind_text (drafts, 1, erased->token);
  return sim_view_next (view, drafts);
}

/* Erased means erased: no desk keeps a word of it. */
static void
check_erased (SimDesk *desk)
{
  GPtrArray *typed = desk->world->model->typed;
  SimView view = {0};

  view_init (&view, desk);
  read_items (&view);
  read_drafts (&view);
  for (guint i = 0; i < typed->len; i++) {
    const SimTyped *erased = g_ptr_array_index (typed, i);

    if (erased->places != SIM_PLACE_ERASED)
      continue;
    if (is_in_draft_of_erased (&view, erased) ||
        contains (view.bodies, erased->member, erased->token) || is_audited (&view, erased->token))
      sim_world_fail (desk->world, "erasedStays", "desk %u keeps “%s” of an erased case",
                      desk->number, erased->token);
  }
  view_clear (&view);
}

/* The loket has lost it, and so has its desk, whose cache was reset, or which has the case no more.
 */
static gboolean
is_unknown_here (SimWorld *world, const SimTyped *typed)
{
  const SimDesk *desk = &world->desks[typed->desk];
  gboolean forgotten = desk->rebuilt && desk->losses_forgotten == world->n_losses;
  gboolean gone = typed->case_id != NULL && is_gone (world, typed->case_id);

  return (typed->lost && forgotten) ||
         ((typed->lost || (typed->came_back && desk->rebuilt)) && gone);
}

/* Exactly once: what was done and neither taken back nor dropped is in the loket. */
static void
check_arrived (SimWorld *world)
{
  for (guint i = 0; i < world->model->typed->len; i++) {
    SimTyped *typed = g_ptr_array_index (world->model->typed, i);

    if (typed->places != SIM_PLACE_OUT || is_erased (world, typed))
      continue;
    if (typed->case_id != NULL && g_hash_table_contains (world->model->hidden, typed->case_id))
      continue; /* kept, and offered to its author */
    if (is_unknown_here (world, typed))
      continue;
    if (!is_in_loket (world->model, typed))
      sim_world_fail (world, "notInTheLoket", "desk %u: “%s” has not arrived", typed->desk,
                      typed->token);
  }
}

/**
 * sim_check_quiet:
 *
 * What must hold when every fault is over and every desk has synced.
 */
void
sim_check_quiet (SimWorld *world)
{
  check_loket (world);
  for (guint i = 0; i < world->n_desks; i++)
    check_desk (&world->desks[i], TRUE);
  check_arrived (world);
  for (guint i = 0; i < world->n_desks && world->violation == NULL; i++)
    check_erased (&world->desks[i]);
  for (guint i = 0; i < world->n_desks && world->violation == NULL; i++)
    sim_desk_check_strays (&world->desks[i]);
  for (guint i = 0; i < world->n_desks && world->violation == NULL; i++)
    check_shown (&world->desks[i]);
  for (guint i = 1; i < world->n_desks && world->violation == NULL; i++)
    check_equal (world, &world->desks[0], &world->desks[i]);
}
