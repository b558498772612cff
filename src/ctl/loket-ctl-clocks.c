/* SPDX-License-Identifier: EUPL-1.2 */
/* Clocks and their proofs. */
#include "config.h"

#include "loket-ctl-clocks.h"
#include "loket-ctl-output.h"

static void
build_explanation (LoketCtl *self, JsonBuilder *builder, const LoketClockReading *clock)
{
  json_builder_set_member_name (builder, "explanation");
  json_builder_begin_array (builder);
  for (guint i = 0; i < clock->explanation->len; i++) {
    const LoketExplanationLine *line = clock->explanation->pdata[i];
    g_autofree char *text = loket_speech_explain_line (self->speech, line);

    json_builder_begin_object (builder);
    loket_ctl_build_text (builder, "kind", line->kind);
    loket_ctl_build_day (builder, "date", line->day);
    if (line->days != 0)
      loket_ctl_build_int (builder, "days", line->days);
    loket_ctl_build_text (builder, "source", line->source);
    loket_ctl_build_text (builder, "text", text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
build_clock (LoketCtl *self, JsonBuilder *builder, const LoketClockReading *clock)
{
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "clock", clock->id_code);
  loket_ctl_build_text (builder, "kind", loket_clock_kind_to_string (clock->kind));
  loket_ctl_build_text (builder, "basis", clock->confirmed ? "confirmed" : "unconfirmed");
  loket_ctl_build_day (builder, "from", clock->from);
  loket_ctl_build_day (builder, "lastDay", clock->last_day);
  loket_ctl_build_day (builder, "due", clock->due);
  if (clock->due_at != LOKET_NO_MOMENT) {
    g_autofree char *due_at = loket_moment_to_string (clock->due_at);

    loket_ctl_build_text (builder, "dueAt", due_at);
  }
  loket_ctl_build_day (builder, "rolledDue", clock->rolled_due);
  loket_ctl_build_text (builder, "whose", clock->citizens ? "citizen" : NULL);
  loket_ctl_build_day (builder, "workBy", clock->work_by);
  loket_ctl_build_text (builder, "state", loket_clock_state_to_string (clock->state));
  loket_ctl_build_int (builder, "daysLeft", clock->days_left);
  loket_ctl_build_int (builder, "workingDaysLeft", clock->working_days_left);
  build_explanation (self, builder, clock);
  json_builder_end_object (builder);
}

/**
 * loket_ctl_clocks_to_json:
 * @clocks: (element-type LoketClockReading)
 *
 * Returns: (transfer full): the list of the clocks
 */
JsonNode *
loket_ctl_clocks_to_json (LoketCtl *self, GPtrArray *clocks)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < clocks->len; i++)
    build_clock (self, builder, clocks->pdata[i]);
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

void
loket_ctl_clocks_print_json (LoketCtl *self, GPtrArray *clocks)
{
  g_autoptr (JsonNode) root = loket_ctl_clocks_to_json (self, clocks);
  g_autofree char *text = loket_json_to_string (root, TRUE);

  loket_ctl_print ("%s\n", text);
}

static char *
write_day (LoketDay day)
{
  return day != LOKET_NO_DAY ? loket_day_to_string (day) : g_strdup ("-");
}

/* A term in hours ends at a time of its day. */
static char *
write_due (LoketCtl *self, const LoketClockReading *clock)
{
  g_autofree char *day = write_day (clock->due);
  g_autofree char *time = NULL;

  if (clock->due_at == LOKET_NO_MOMENT)
    return g_steal_pointer (&day);
  time = loket_speech_limit_time (self->speech, clock);
  return g_strdup_printf ("%s %s", day, time);
}

static void
add_clock (LoketCtl *self, LoketCtlTable *table, const LoketClockReading *clock, LoketMoment now)
{
  g_autofree char *last_day = write_day (clock->last_day);
  g_autofree char *due = write_due (self, clock);
  g_autofree char *work_by = write_day (clock->work_by);
  g_autofree char *countdown = loket_speech_countdown (self->speech, clock, now);
  const char *basis =
      clock->confirmed ? "" : loket_speech_name (self->speech, "basis", "unconfirmed");
  g_autofree char *state = g_strconcat (countdown, *basis != '\0' ? ", " : NULL, basis, NULL);

  loket_ctl_table_add (table, loket_speech_name (self->speech, "clock", clock->id_code), last_day,
                       due, work_by, state, NULL);
}

static void
print_proof (LoketCtl *self, const LoketClockReading *clock)
{
  g_autofree char *proof = loket_speech_explain_clock (self->speech, clock);

  loket_ctl_print ("\n%s\n%s\n", loket_speech_name (self->speech, "clock", clock->id_code), proof);
}

/* The term of the citizen is none of the authority's: it stands apart. */
static void
print_citizens_term (LoketCtl *self, const LoketClockReading *clock)
{
  g_autofree char *term = loket_speech_say_citizens_term (self->speech, clock);

  if (term != NULL)
    loket_ctl_print ("%s\n", term);
}

static void
print_readings (LoketCtl *self, const LoketClockReading *clock)
{
  g_autofree char *readings = loket_speech_say_readings (self->speech, clock);
  g_autofree char *line = NULL;

  if (readings == NULL)
    return;
  line = loket_speech_say (self->speech, "pill.withClock", "clock",
                           loket_speech_name (self->speech, "clock", clock->id_code), "countdown",
                           readings, NULL);
  loket_ctl_print ("%s\n", line);
}

/**
 * loket_ctl_clocks_print:
 * @clocks: (element-type LoketClockReading)
 * @explain: whether the proofs follow the table; else only what stands apart from it: both readings
 *   of a last day, and the terms of the citizen
 */
void
loket_ctl_clocks_print (LoketCtl *self, GPtrArray *clocks, LoketMoment now, gboolean explain)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  loket_ctl_table_add (table, loket_speech_name (self->speech, "date", "clock"),
                       loket_speech_name (self->speech, "date", "lastDay"),
                       loket_speech_name (self->speech, "date", "due"),
                       loket_speech_name (self->speech, "date", "workBy"),
                       loket_speech_name (self->speech, "date", "state"), NULL);
  for (guint i = 0; i < clocks->len; i++) {
    const LoketClockReading *clock = clocks->pdata[i];

    if (!clock->citizens)
      add_clock (self, table, clock, now);
  }
  loket_ctl_table_print (table);
  for (guint i = 0; i < clocks->len; i++) {
    if (!explain)
      print_readings (self, clocks->pdata[i]);
    print_citizens_term (self, clocks->pdata[i]);
  }
  for (guint i = 0; explain && i < clocks->len; i++)
    print_proof (self, clocks->pdata[i]);
}
