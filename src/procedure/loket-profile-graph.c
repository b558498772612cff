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

static const char *
first_step_of (guint steps)
{
  return loket_step_to_string ((LoketStep) g_bit_nth_lsf (steps, -1));
}

static gboolean
check_duplicates (GArray *rows, GError **error)
{
  for (guint i = 1; i < rows->len; i++) {
    const LoketActRow *row = &g_array_index (rows, LoketActRow, i);

    for (guint j = 0; j < i; j++) {
      const LoketActRow *other = &g_array_index (rows, LoketActRow, j);

      if (other->act == row->act && (other->steps & row->steps) != 0 &&
          _loket_codes_meet (other->kinds, row->kinds) &&
          _loket_codes_meet (other->demands, row->demands))
        return _loket_schema_refuse (
            error, "acts[%u]: a second row for `%s` in `%s`; the first is acts[%u]", i,
            loket_act_type_to_string (row->act), first_step_of (other->steps & row->steps), j);
    }
  }
  return TRUE;
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
check_rows_know_steps (GArray *rows, guint steps, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const LoketActRow *row = &g_array_index (rows, LoketActRow, i);

    if ((row->steps & ~steps) != 0)
      return _loket_schema_refuse (error, "acts[%u].in: `%s` is no step of this profile", i,
                                   first_step_of (row->steps & ~steps));
    if ((get_targets (row) & ~steps) != 0)
      return _loket_schema_refuse (error, "acts[%u].to: `%s` is no step of this profile", i,
                                   first_step_of (get_targets (row) & ~steps));
  }
  return TRUE;
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

static gboolean
check_reach (JsonObject *profile, GArray *rows, GError **error)
{
  JsonArray *steps = loket_json_peek_array (profile, "steps");
  guint reached = spread (rows, 1u << LOKET_STEP_INTAKE);

  for (guint i = 0; i < json_array_get_length (steps); i++) {
    const char *code = loket_json_peek_string (loket_json_array_peek_object (steps, i), "step");
    guint bit = 1u << loket_step_from_string (code);

    if ((reached & bit) == 0)
      return _loket_schema_refuse (error, "steps[%u]: `%s` cannot be reached from `intake`", i,
                                   code);
    if ((spread (rows, bit) & 1u << LOKET_STEP_CLOSED) == 0)
      return _loket_schema_refuse (error, "steps[%u]: `closed` cannot be reached from `%s`", i,
                                   code);
  }
  return TRUE;
}

/**
 * _loket_rows_check_graph:
 * @rows: (element-type LoketActRow): those of @profile
 */
gboolean
_loket_rows_check_graph (JsonObject *profile, GArray *rows, GError **error)
{
  return check_rows_know_steps (rows, read_steps (profile), error) &&
         check_duplicates (rows, error) && check_reach (profile, rows, error);
}
