/* SPDX-License-Identifier: EUPL-1.2 */
/* Demands of one case that end apart: the question is answered while the complaint goes on. */
#include "config.h"

#include "loket-replay-private.h"

/* A demand that has ended. */
typedef struct {
  char *code;        /* (owned) */
  LoketDay ended_on; /* LOKET_NO_DAY: the letter that ended it came back */
} End;

static void
clear_end (End *end)
{
  g_free (end->code);
}

/**
 * _loket_demand_ends_new:
 *
 * Returns: (transfer full): of demands that have ended, none so far
 */
GArray *
_loket_demand_ends_new (void)
{
  GArray *ends = g_array_new (FALSE, TRUE, sizeof (End));

  g_array_set_clear_func (ends, (GDestroyNotify) clear_end);
  return ends;
}

static const End *
find_end (const LoketWalk *walk, const char *code)
{
  for (guint i = 0; i < walk->demand_ends->len; i++) {
    const End *end = &g_array_index (walk->demand_ends, End, i);

    if (g_str_equal (end->code, code))
      return end;
  }
  return NULL;
}

static gboolean
is_demanded (GPtrArray *demanded, const char *code)
{
  return g_ptr_array_find_with_equal_func (demanded, code, g_str_equal, NULL);
}

/* Which demand an act speaks of; NULL: of all of them. */
static const char *
get_demand (JsonObject *payload)
{
  return payload != NULL ? loket_json_peek_string (payload, "demand") : NULL;
}

/* Whether a demand other than @code is still open. */
static gboolean
leaves_open (const LoketWalk *walk, const char *code)
{
  g_autoptr (GPtrArray) demanded = _loket_demands_list (walk);

  for (guint i = 0; i < demanded->len; i++) {
    const char *other = g_ptr_array_index (demanded, i);

    if (g_strcmp0 (other, code) != 0 && find_end (walk, other) == NULL)
      return TRUE;
  }
  return FALSE;
}

static void
end_demand (LoketWalk *walk, const char *code, LoketDay day)
{
  End end = {g_strdup (code), day};

  g_array_append_val (walk->demand_ends, end);
}

static void
end_all (LoketWalk *walk, LoketDay day)
{
  g_autoptr (GPtrArray) demanded = _loket_demands_list (walk);

  for (guint i = 0; i < demanded->len; i++) {
    if (find_end (walk, g_ptr_array_index (demanded, i)) == NULL)
      end_demand (walk, g_ptr_array_index (demanded, i), day);
  }
}

/**
 * _loket_demand_ends_one:
 * @effect: of an act that is allowed
 * @row: (nullable): the row that allowed it
 *
 * Ends the demand that the act speaks of, where another one is still open.
 *
 * Returns: whether the case goes on for that other one: step and outcome stay
 */
gboolean
_loket_demand_ends_one (LoketWalk *walk, const LoketActEffect *effect, const LoketActRow *row)
{
  const char *code = get_demand (effect->act->payload);
  g_autoptr (GPtrArray) demanded = NULL;

  if (row == NULL || !row->per_demand || code == NULL || !leaves_open (walk, code))
    return FALSE;
  demanded = _loket_demands_list (walk);
  if (is_demanded (demanded, code) && find_end (walk, code) == NULL)
    end_demand (walk, code, effect->counting_day);
  return TRUE;
}

/**
 * _loket_demand_ends_apply:
 * @effect: of an act that has been applied for the rest
 * @row: (nullable): the row that allowed it
 * @goes_on: what _loket_demand_ends_one() said
 *
 * What the act did to the demands that are left.
 */
void
_loket_demand_ends_apply (LoketWalk *walk,
                          LoketActEffect *effect,
                          const LoketActRow *row,
                          gboolean goes_on)
{
  const char *code = get_demand (effect->act->payload);

  if (!goes_on && (effect->closes || (row != NULL && row->per_demand)))
    end_all (walk, effect->counting_day);
  effect->leaves_open = code != NULL && leaves_open (walk, code);
}

/**
 * _loket_demand_ends_prune:
 *
 * What is no longer demanded is forgotten: it is new if it comes back.
 */
void
_loket_demand_ends_prune (LoketWalk *walk)
{
  g_autoptr (GPtrArray) demanded = NULL;

  if (walk->demand_ends->len == 0)
    return;
  demanded = _loket_demands_list (walk);
  for (guint i = walk->demand_ends->len; i-- > 0;) {
    if (!is_demanded (demanded, g_array_index (walk->demand_ends, End, i).code))
      g_array_remove_index (walk->demand_ends, i);
  }
}

/**
 * _loket_demand_ends_let_row:
 * @payload: (nullable): of an act that asks for it
 *
 * Returns: whether the row is there while what it is for has not ended, and for that act. Where
 *   nothing is open any more, what ended is what the case is about
 */
gboolean
_loket_demand_ends_let_row (const LoketWalk *walk, const LoketActRow *row, JsonObject *payload)
{
  const char *const *codes = (const char *const *) row->demands;
  const char *code = get_demand (payload);
  g_autoptr (GPtrArray) demanded = NULL;
  gboolean any_open;

  if (codes == NULL)
    return TRUE;
  if (code != NULL && !g_strv_contains (codes, code))
    return FALSE;
  if (walk->demand_ends->len == 0)
    return _loket_demands_meet (walk, row->demands);
  demanded = _loket_demands_list (walk);
  any_open = leaves_open (walk, NULL);
  for (guint i = 0; i < demanded->len; i++) {
    const char *other = g_ptr_array_index (demanded, i);

    if (g_strv_contains (codes, other) && (!any_open || find_end (walk, other) == NULL))
      return TRUE;
  }
  return FALSE;
}

/**
 * _loket_demand_ends_let_act:
 * @demands: (nullable): of a clock
 *
 * Returns: whether an act that may speak of one demand can satisfy or skip that clock
 */
gboolean
_loket_demand_ends_let_act (const LoketActEffect *effect, char **demands)
{
  const char *code = get_demand (effect->act->payload);

  if (code == NULL)
    return TRUE;
  if (demands == NULL)
    return !effect->leaves_open;
  return g_strv_contains ((const char *const *) demands, code);
}

/**
 * _loket_demand_ends_is_open:
 *
 * Returns: whether the payload speaks of no demand, or of one of the case that has not ended
 */
gboolean
_loket_demand_ends_is_open (const LoketWalk *walk, JsonObject *payload)
{
  JsonNode *node = json_object_get_member (payload, "demand");
  const char *code = get_demand (payload);
  g_autoptr (GPtrArray) demanded = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (code == NULL)
    return FALSE;
  demanded = _loket_demands_list (walk);
  return is_demanded (demanded, code) && find_end (walk, code) == NULL;
}

/**
 * _loket_demand_ends_read:
 * @demands: (element-type LoketDemandState): where they go, in the order of the demands
 */
void
_loket_demand_ends_read (const LoketWalk *walk, GPtrArray *demands)
{
  g_autoptr (GPtrArray) demanded = _loket_demands_list (walk);

  for (guint i = 0; i < demanded->len; i++) {
    LoketDemandState *state = g_new0 (LoketDemandState, 1);
    const End *end = find_end (walk, g_ptr_array_index (demanded, i));

    state->code = g_strdup (g_ptr_array_index (demanded, i));
    state->ended = end != NULL;
    state->ended_on = end != NULL ? end->ended_on : LOKET_NO_DAY;
    g_ptr_array_add (demands, state);
  }
}
