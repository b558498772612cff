/* SPDX-License-Identifier: EUPL-1.2 */
/* The graph of steps: no row twice, every step can be reached, and the end from every step. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

/**
 * _loket_codes_meet:
 * @a: (nullable): NULL: every code
 * @b: (nullable): NULL: every code
 *
 * Returns: whether the lists have a code in common
 */
gboolean
_loket_codes_meet (char **a, char **b)
{
  if (a == NULL || b == NULL)
    return TRUE;
  for (int i = 0; a[i] != NULL; i++) {
    if (g_strv_contains ((const char *const *) b, a[i]))
      return TRUE;
  }
  return FALSE;
}

/* The members of a row that say something of the graph. */
static const char *const edge_members[] = {"act", "when", "demands", "in", "to", NULL};

static const char *
first_step_of (guint steps)
{
  return loket_step_to_string ((LoketStep) g_bit_nth_lsf (steps, -1));
}

static void
check_duplicates (GArray *rows, LoketFlaws *flaws)
{
  for (guint i = 1; i < rows->len; i++) {
    const LoketActRow *row = &g_array_index (rows, LoketActRow, i);

    for (guint j = 0; j < i; j++) {
      const LoketActRow *other = &g_array_index (rows, LoketActRow, j);

      if (other->act == row->act && (other->steps & row->steps) != 0 &&
          _loket_codes_meet (other->kinds, row->kinds) &&
          _loket_codes_meet (other->demands, row->demands)) {
        _loket_schema_refuse (
            flaws, "acts[%u]: a second row for `%s` in `%s`; the first is acts[%u]", i,
            loket_act_type_to_string (row->act), first_step_of (other->steps & row->steps), j);
        break;
      }
    }
  }
}

static guint
read_steps (JsonObject *profile)
{
  JsonArray *steps = loket_json_peek_array (profile, "steps");
  guint bits = 0;

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    JsonObject *step = loket_json_array_peek_object (steps, i);

    bits |= 1u << loket_step_from_string (loket_json_peek_string (step, "step"));
  }
  return bits;
}

static guint
get_targets (const LoketActRow *row)
{
  if (row->to == LOKET_STEP_UNKNOWN)
    return 0;
  return 1u << row->to | 1u << row->to_remedy_open;
}

static gboolean
check_rows_know_steps (GArray *rows, guint steps, LoketFlaws *flaws)
{
  gboolean good = TRUE;

  for (guint i = 0; i < rows->len; i++) {
    const LoketActRow *row = &g_array_index (rows, LoketActRow, i);

    if ((row->steps & ~steps) != 0)
      good = _loket_schema_refuse (flaws, "acts[%u].in: `%s` is no step of this profile", i,
                                   first_step_of (row->steps & ~steps));
    if ((get_targets (row) & ~steps) != 0)
      good = _loket_schema_refuse (flaws, "acts[%u].to: `%s` is no step of this profile", i,
                                   first_step_of (get_targets (row) & ~steps));
  }
  return good;
}

/* All steps that can be reached from those of @reached, themselves too. */
static guint
spread (GArray *rows, guint reached)
{
  guint before;

  do {
    before = reached;
    for (guint i = 0; i < rows->len; i++) {
      const LoketActRow *row = &g_array_index (rows, LoketActRow, i);

      if ((row->steps & reached) != 0)
        reached |= get_targets (row);
    }
  } while (reached != before);
  return reached;
}

static void
check_reach (JsonObject *profile, GArray *rows, LoketFlaws *flaws)
{
  JsonArray *steps = loket_json_peek_array (profile, "steps");
  guint reached = spread (rows, 1u << LOKET_STEP_INTAKE);

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const char *code = loket_json_peek_string (loket_json_array_peek_object (steps, i), "step");
    guint bit = 1u << loket_step_from_string (code);

    if ((reached & bit) == 0)
      _loket_schema_refuse (flaws, "steps[%u]: `%s` cannot be reached from `intake`", i, code);
    else if ((spread (rows, bit) & 1u << LOKET_STEP_CLOSED) == 0)
      _loket_schema_refuse (flaws, "steps[%u]: `closed` cannot be reached from `%s`", i, code);
  }
}

/* What the rows say of the graph, without their guards. */
static JsonObject *
copy_edges (JsonObject *profile)
{
  JsonObject *copy = json_object_new ();
  JsonArray *acts = json_array_new ();

  for (guint i = 0; i < _loket_schema_count (profile, "acts"); i++) {
    JsonObject *row = _loket_schema_get (profile, "acts", i);
    JsonObject *kept = json_object_new ();

    for (int j = 0; edge_members[j] != NULL; j++) {
      if (json_object_has_member (row, edge_members[j]))
        json_object_set_member (kept, edge_members[j],
                                json_node_ref (json_object_get_member (row, edge_members[j])));
    }
    json_array_add_object_element (acts, kept);
  }
  json_object_set_array_member (copy, "acts", acts);
  return copy;
}

/* A row that leads nobody knows where may be the one that is missing. */
static gboolean
has_edges (JsonObject *profile, LoketFlaws *flaws)
{
  if (loket_json_peek_array (profile, "acts") == NULL || loket_flaws_touch (flaws, "steps"))
    return FALSE;
  for (guint i = 0; i < _loket_schema_count (profile, "acts"); i++) {
    if (_loket_schema_get (profile, "acts", i) == NULL)
      return FALSE;
    for (int j = 0; edge_members[j] != NULL; j++) {
      if (loket_flaws_touch (flaws, "acts[%u].%s", i, edge_members[j]))
        return FALSE;
    }
  }
  return TRUE;
}

/**
 * _loket_rows_check_graph:
 * @profile: whose steps and acts have been checked one by one
 *
 * Nothing is looked at where a step or an edge is not as wanted.
 */
void
_loket_rows_check_graph (JsonObject *profile, LoketFlaws *flaws)
{
  g_autoptr (JsonObject) edges = NULL;
  g_autoptr (GArray) rows = NULL;
  gboolean known;

  if (!has_edges (profile, flaws))
    return;
  edges = copy_edges (profile);
  rows = _loket_rows_read (edges);
  known = check_rows_know_steps (rows, read_steps (profile), flaws);
  check_duplicates (rows, flaws);
  if (known)
    check_reach (profile, rows, flaws);
}
