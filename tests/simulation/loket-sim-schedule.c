/* SPDX-License-Identifier: EUPL-1.2 */
/* Schedules: drawing, writing and reading them. */
#include "loket-sim-schedule.h"

#include <stdio.h>
#include <string.h>

enum {
  OPERATIONS_MIN = 60,
  OPERATIONS_MORE = 6,
  FAULTS_MIN = 10,
  FAULTS_MORE = 4
};

typedef struct {
  const char *word;
  guint weight; /* among those of its kind; 0: never drawn by itself */
  gboolean is_fault;
} KindRow;

static const KindRow rows[SIM_N_KINDS] = {
    [SIM_DO] = {"do", 26, FALSE},
    [SIM_TYPE] = {"type", 9, FALSE},
    [SIM_DO_DRAFT] = {"doDraft", 9, FALSE},
    [SIM_DROP_DRAFT] = {"dropDraft", 2, FALSE},
    [SIM_NEW_CASE] = {"newCase", 4, FALSE},
    [SIM_TYPE_CASE] = {"typeCase", 2, FALSE},
    [SIM_TAKE_BACK] = {"takeBack", 4, FALSE},
    [SIM_RESOLVE] = {"resolve", 4, FALSE},
    [SIM_OPEN_CASE] = {"openCase", 2, FALSE},
    [SIM_LIST] = {"list", 2, FALSE},
    [SIM_SYNC] = {"sync", 16, FALSE},
    [SIM_CLOSE] = {"close", 2, FALSE},
    [SIM_OPEN] = {"open", 1, FALSE},
    [SIM_RESET_CACHE] = {"resetCache", 1, FALSE},
    [SIM_RESYNC] = {"resync", 1, FALSE},
    [SIM_SEND_NOW] = {"sendNow", 2, FALSE},
    [SIM_ANSWER_BRAKE] = {"answerBrake", 2, FALSE},
    [SIM_ATTACH] = {"attach", 6, FALSE},
    [SIM_SAVE] = {"save", 4, FALSE},
    [SIM_DETACH] = {"detach", 2, FALSE},
    [SIM_CARRY] = {"carry", 3, FALSE},
    [SIM_WAIT] = {"wait", 12, FALSE},
    [SIM_NIGHT] = {"night", 1, FALSE},
    [SIM_SET_CLOCK] = {"setClock", 1, FALSE},
    [SIM_DROP_REQUEST] = {"dropRequest", 5, TRUE},
    [SIM_DROP_REPLY] = {"dropReply", 12, TRUE},
    [SIM_DUPLICATE] = {"duplicate", 6, TRUE},
    [SIM_DELAY] = {"delay", 8, TRUE},
    [SIM_CUT] = {"cut", 8, TRUE},
    [SIM_STATUS_BEFORE] = {"statusBefore", 4, TRUE},
    [SIM_STATUS_AFTER] = {"statusAfter", 8, TRUE},
    [SIM_BUSY] = {"busy", 3, TRUE},
    [SIM_LOGIN] = {"login", 3, TRUE},
    [SIM_FOREIGN] = {"foreign", 4, TRUE},
    [SIM_CURSOR_OLD] = {"cursorOld", 4, TRUE},
    [SIM_CONFLICT] = {"conflict", 4, TRUE},
    [SIM_LEAVE_OUT] = {"leaveOut", 5, TRUE},
    [SIM_SHORT_PAGES] = {"shortPages", 5, TRUE},
    [SIM_AWAY] = {"away", 5, TRUE},
    [SIM_BACK] = {"back", 0, FALSE},
    [SIM_WITHDRAW] = {"withdraw", 3, TRUE},
    [SIM_ERASE] = {"erase", 3, TRUE},
    [SIM_CRASH_LOKET] = {"crashLoket", 8, TRUE},
    [SIM_MASS_WITHDRAW] = {"massWithdraw", 2, TRUE},
    [SIM_EMPTY_LOKET] = {"emptyLoket", 2, TRUE},
    [SIM_OLD_LOKET] = {"oldLoket", 2, TRUE},
    [SIM_RIGHT_LOKET] = {"rightLoket", 0, FALSE},
    [SIM_FEW_ACTS] = {"fewActs", 2, TRUE},
    [SIM_BACK_UP] = {"backUp", 3, TRUE},
    [SIM_PUT_BACK] = {"putBack", 0, FALSE},
    [SIM_CRASH_DESK] = {"crashDesk", 24, TRUE},
    [SIM_DISK_FULL] = {"diskFull", 3, TRUE},
    [SIM_DISK_FREE] = {"diskFree", 0, FALSE},
};

gboolean
sim_kind_is_fault (SimKind kind)
{
  return rows[kind].is_fault;
}

void
sim_schedule_count (const SimSchedule *self, guint *operations, guint *faults)
{
  *operations = *faults = 0;
  for (guint i = 0; i < self->steps->len; i++) {
    if (sim_kind_is_fault (g_array_index (self->steps, SimStep, i).kind))
      ++*faults;
    else
      ++*operations;
  }
}

static SimKind
draw_kind (SimDice *dice, gboolean fault)
{
  guint whole = 0;
  guint32 at;

  for (guint i = 0; i < SIM_N_KINDS; i++)
    whole += rows[i].is_fault == fault ? rows[i].weight : 0;
  at = sim_dice_below (dice, whole);
  for (guint i = 0; i < SIM_N_KINDS; i++) {
    if (rows[i].is_fault != fault)
      continue;
    if (at < rows[i].weight)
      return (SimKind) i;
    at -= rows[i].weight;
  }
  g_assert_not_reached ();
}

static SimSchedule *
schedule_new (guint64 seed, guint n_desks, guint people)
{
  SimSchedule *self = g_new0 (SimSchedule, 1);

  self->seed = seed;
  self->n_desks = n_desks;
  self->people = people;
  self->steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  return self;
}

static SimStep
draw_step (SimDice *dice, const SimSchedule *self, gboolean fault)
{
  SimStep step = {.kind = draw_kind (dice, fault)};

  step.desk = sim_dice_below (dice, self->n_desks);
  step.a = sim_dice_below (dice, 1000);
  step.b = sim_dice_below (dice, 1000);
  step.salt = sim_dice_next (dice);
  return step;
}

/* What must come to an end comes to it a few steps later. */
static void
add_end (SimDice *dice, SimSchedule *self, const SimStep *begun, GArray *later)
{
  SimStep end = {.desk = begun->desk, .salt = sim_dice_next (dice)};

  if (begun->kind == SIM_AWAY)
    end.kind = SIM_BACK;
  else if (begun->kind == SIM_DISK_FULL)
    end.kind = SIM_DISK_FREE;
  else if (begun->kind == SIM_EMPTY_LOKET || begun->kind == SIM_OLD_LOKET)
    end.kind = SIM_RIGHT_LOKET;
  else if (begun->kind == SIM_BACK_UP)
    end.kind = SIM_PUT_BACK;
  else
    return;
  end.a = self->steps->len + 2 + sim_dice_below (dice, 12); /* when */
  g_array_append_val (later, end);
}

static void
add_what_is_due (SimSchedule *self, GArray *later)
{
  for (guint i = later->len; i > 0; i--) {
    SimStep end = g_array_index (later, SimStep, i - 1);

    if (end.a > self->steps->len)
      continue;
    end.a = 0;
    g_array_append_val (self->steps, end);
    g_array_remove_index (later, i - 1);
  }
}

/**
 * sim_schedule_new_from_seed:
 *
 * Returns: (transfer full): two desks or (one in three) three, at least 60 operations and 10 faults
 */
SimSchedule *
sim_schedule_new_from_seed (guint64 seed)
{
  SimDice dice = {seed};
  guint n_desks = sim_dice_below (&dice, 3) == 0 ? 3 : 2;
  SimSchedule *self = schedule_new (seed, n_desks, sim_dice_below (&dice, SIM_N_PEOPLE));
  g_autoptr (GArray) later = g_array_new (FALSE, FALSE, sizeof (SimStep));
  guint operations = OPERATIONS_MIN + sim_dice_below (&dice, OPERATIONS_MORE);
  guint faults = FAULTS_MIN + sim_dice_below (&dice, FAULTS_MORE);

  while (operations + faults > 0) {
    gboolean fault = sim_dice_below (&dice, operations + faults) < faults;
    SimStep step = draw_step (&dice, self, fault);

    g_array_append_val (self->steps, step);
    add_end (&dice, self, &step, later);
    add_what_is_due (self, later);
    if (fault)
      faults--;
    else
      operations--;
  }
  return self;
}

SimSchedule *
sim_schedule_copy_without (const SimSchedule *self, guint first, guint n)
{
  SimSchedule *copy = schedule_new (self->seed, self->n_desks, self->people);

  g_array_append_vals (copy->steps, self->steps->data, self->steps->len);
  g_array_remove_range (copy->steps, first, n);
  return copy;
}

void
sim_schedule_free (SimSchedule *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->steps);
  g_free (self);
}

char *
sim_step_to_text (const SimStep *step)
{
  return g_strdup_printf ("%s desk=%u a=%u b=%u salt=%" G_GINT64_MODIFIER "x",
                          rows[step->kind].word, step->desk, step->a, step->b, step->salt);
}

char *
sim_schedule_to_text (const SimSchedule *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "seed %" G_GUINT64_FORMAT "\ndesks %u\npeople %u\n", self->seed,
                          self->n_desks, self->people);
  for (guint i = 0; i < self->steps->len; i++) {
    g_autofree char *line = sim_step_to_text (&g_array_index (self->steps, SimStep, i));

    g_string_append_printf (text, "%s\n", line);
  }
  return g_string_free (text, FALSE);
}

static gboolean
parse_step (const char *line, SimStep *step)
{
  char word[32];

  if (sscanf (line, "%31s desk=%u a=%u b=%u salt=%" G_GINT64_MODIFIER "x", word, &step->desk,
              &step->a, &step->b, &step->salt) != 5)
    return FALSE;
  for (guint i = 0; i < SIM_N_KINDS; i++) {
    step->kind = (SimKind) i;
    if (g_str_equal (rows[i].word, word))
      return TRUE;
  }
  return FALSE;
}

/**
 * sim_schedule_new_parse:
 * @text: as sim_schedule_to_text() writes it; lines that begin with # are skipped
 */
SimSchedule *
sim_schedule_new_parse (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (SimSchedule) self = schedule_new (0, 2, SIM_N_PEOPLE);

  for (int i = 0; lines[i] != NULL; i++) {
    SimStep step;

    if (lines[i][0] == '\0' || lines[i][0] == '#')
      continue;
    if (sscanf (lines[i], "seed %" G_GINT64_MODIFIER "u", &self->seed) == 1 ||
        sscanf (lines[i], "desks %u", &self->n_desks) == 1 ||
        sscanf (lines[i], "people %u", &self->people) == 1)
      continue;
    if (!parse_step (lines[i], &step) || step.desk >= self->n_desks) {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "line %d is no step", i + 1);
      return NULL;
    }
    g_array_append_val (self->steps, step);
  }
  /* Older ones do not say it. */
  if (self->people >= SIM_N_PEOPLE)
    self->people = (guint) (self->seed % 2);
  return g_steal_pointer (&self);
}
