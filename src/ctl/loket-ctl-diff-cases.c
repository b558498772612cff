/* SPDX-License-Identifier: EUPL-1.2 */
/* Open cases of a desk, replayed under two versions of their rules. */
#include "config.h"

#include "loket-ctl-desk.h"
#include "loket-ctl-diff.h"
#include "loket-error.h"
#include "loket-replay.h"

/* Versions of their own for the two that are compared: no released one has such a number, and what
 * is known beside them stays as it is. */
static const char *const versions_here[] = {"900000001", "900000002"};

static void
free_move (LoketCtlMove *move)
{
  g_free (move->reference);
  g_free (move->clock);
  g_free (move);
}

static JsonObject *
copy_as (JsonObject *json, const char *version)
{
  JsonObject *copy = loket_json_object_copy (json);

  json_object_set_string_member (copy, "version", version);
  return copy;
}

/* All rules that are known, and one of the two versions. */
static LoketRules *
make_rules (const LoketCtlVersions *versions, int which, GError **error)
{
  g_autoptr (LoketRules) rules = loket_rules_new_lazy (error);
  g_autoptr (JsonObject) json =
      copy_as (which == 0 ? versions->before : versions->after, versions_here[which]);
  gboolean added;

  if (rules == NULL)
    return NULL;
  added = versions->calendars ? loket_rules_add_calendar (rules, json, error)
                              : loket_rules_add_profile (rules, json, error);
  return added ? g_steal_pointer (&rules) : NULL;
}

/* The case as if it had come in under that version. */
static LoketStanding *
replay (LoketRules *rules,
        const LoketDossier *dossier,
        const char *version,
        LoketMoment now,
        GError **error)
{
  g_autoptr (JsonObject) json = loket_json_object_copy (dossier->the_case->json);
  const LoketViewer anybody = {NULL, 0};
  g_autoptr (LoketCase) the_case = NULL;

  if (version != NULL) {
    JsonObject *procedure = json_object_new ();

    json_object_set_string_member (procedure, "id", dossier->the_case->procedure_id);
    json_object_set_string_member (procedure, "version", version);
    json_object_set_object_member (json, "procedure", procedure);
  }
  the_case = loket_case_from_json (json, error);
  return the_case != NULL ? loket_replay (rules, the_case, dossier->pending, &anybody, now) : NULL;
}

static void
read_dates (const LoketClockReading *clock, LoketDay dates[3])
{
  dates[0] = clock != NULL ? clock->last_day : LOKET_NO_DAY;
  dates[1] = clock != NULL ? clock->due : LOKET_NO_DAY;
  dates[2] = clock != NULL ? clock->work_by : LOKET_NO_DAY;
}

static const LoketClockReading *
find_clock (LoketStanding *standing, const char *code)
{
  for (guint i = 0; i < standing->clocks->len; i++) {
    const LoketClockReading *clock = standing->clocks->pdata[i];

    if (g_str_equal (clock->id_code, code))
      return clock;
  }
  return NULL;
}

static void
compare_clock (const char *reference,
               const char *code,
               LoketStanding *before,
               LoketStanding *after,
               GPtrArray *moves)
{
  LoketCtlMove move = {NULL};
  LoketCtlMove *kept;

  read_dates (find_clock (before, code), move.before);
  read_dates (find_clock (after, code), move.after);
  if (memcmp (move.before, move.after, sizeof move.before) == 0)
    return;
  kept = g_memdup2 (&move, sizeof move);
  kept->reference = g_strdup (reference);
  kept->clock = g_strdup (code);
  g_ptr_array_add (moves, kept);
}

/* Each clock once, also those that only one of the versions has. */
static void
compare_clocks (const char *reference,
                LoketStanding *before,
                LoketStanding *after,
                GPtrArray *moves)
{
  for (guint i = 0; i < before->clocks->len; i++) {
    const LoketClockReading *clock = before->clocks->pdata[i];

    compare_clock (reference, clock->id_code, before, after, moves);
  }
  for (guint i = 0; i < after->clocks->len; i++) {
    const LoketClockReading *clock = after->clocks->pdata[i];

    if (find_clock (before, clock->id_code) == NULL)
      compare_clock (reference, clock->id_code, before, after, moves);
  }
}

static gboolean
compare_case (LoketCtl *self,
              const LoketCtlVersions *versions,
              LoketRules *const rules[2],
              const LoketDossier *dossier,
              GPtrArray *moves,
              GError **error)
{
  LoketMoment now = loket_ctl_get_now (self);
  const char *before_version = versions->calendars ? NULL : versions_here[0];
  const char *after_version = versions->calendars ? NULL : versions_here[1];
  g_autoptr (LoketStanding) before = replay (rules[0], dossier, before_version, now, error);
  g_autoptr (LoketStanding) after =
      before != NULL ? replay (rules[1], dossier, after_version, now, error) : NULL;

  if (after == NULL)
    return FALSE;
  compare_clocks (dossier->the_case->reference, before, after, moves);
  return TRUE;
}

static GPtrArray *
list_cases (LoketDesk *desk, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_list_lines_async (desk, "all", NULL, 0, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_list_lines_finish (desk, result, error);
}

static gboolean
is_meant (const LoketCtlVersions *versions, const LoketDossier *dossier)
{
  return dossier->standing->step != LOKET_STEP_CLOSED &&
         (versions->calendars || g_strcmp0 (dossier->the_case->procedure_id,
                                            loket_json_peek_string (versions->after, "id")) == 0);
}

static gboolean
compare_all (LoketCtl *self,
             const LoketCtlVersions *versions,
             LoketRules *const rules[2],
             LoketDesk *desk,
             GPtrArray *moves,
             guint *open,
             GError **error)
{
  g_autoptr (GPtrArray) lines = list_cases (desk, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const LoketCaseLine *line = lines->pdata[i];
    g_autoptr (LoketDossier) dossier = NULL;

    if (line->step == LOKET_STEP_CLOSED || line->case_id == NULL)
      continue;
    dossier = loket_ctl_load_dossier (desk, line->case_id, error);
    if (dossier == NULL)
      return FALSE;
    if (!is_meant (versions, dossier))
      continue;
    *open += 1;
    if (!compare_case (self, versions, rules, dossier, moves, error))
      return FALSE;
  }
  return lines != NULL;
}

/**
 * loket_ctl_find_moves:
 * @versions: two that are good
 * @open: (out): how many open cases of the desk were looked at
 *
 * Every open case of the procedure (of a calendar: every open case), whichever version it came in
 * under, is replayed with both.
 *
 * Returns: (transfer full) (element-type LoketCtlMove): in the order of the list
 */
GPtrArray *
loket_ctl_find_moves (LoketCtl *self, const LoketCtlVersions *versions, guint *open, GError **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func ((GDestroyNotify) free_move);
  g_autoptr (LoketRules) before = make_rules (versions, 0, error);
  g_autoptr (LoketRules) after = before != NULL ? make_rules (versions, 1, error) : NULL;
  LoketDesk *desk = after != NULL ? loket_ctl_open_desk (self, TRUE, NULL, error) : NULL;
  LoketRules *const rules[] = {before, after};
  gboolean good;

  *open = 0;
  if (desk == NULL)
    return NULL;
  good = compare_all (self, versions, rules, desk, moves, open, error);
  loket_desk_close (desk);
  g_object_unref (desk);
  return good ? g_steal_pointer (&moves) : NULL;
}
