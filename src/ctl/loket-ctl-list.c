/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl list and search: rows of cases, in the order of the window's list. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-store-cases.h"

static void
print_json (GPtrArray *lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = lines->pdata[i];

    json_builder_begin_object (builder);
    loket_ctl_build_text (builder, "reference", line->reference);
    loket_ctl_build_text (builder, "caseId", line->case_id);
    loket_ctl_build_text (builder, "subject", line->subject);
    loket_ctl_build_text (builder, "step", loket_step_to_string (line->step));
    loket_ctl_build_text (builder, "clock", line->clock);
    loket_ctl_build_day (builder, "due", line->due);
    loket_ctl_build_day (builder, "workBy", line->work_by);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  loket_ctl_print_built (builder);
}

static void
print_table (LoketCtl *self, GPtrArray *lines)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = lines->pdata[i];
    g_autofree char *work_by =
        line->work_by != LOKET_NO_DAY ? loket_day_to_string (line->work_by) : g_strdup ("-");
    const char *clock =
        line->clock != NULL ? loket_speech_name (self->speech, "clock", line->clock) : "-";
    const char *step = loket_speech_name (self->speech, "step", loket_step_to_string (line->step));

    loket_ctl_table_add (table, line->reference, work_by, clock, step, line->subject, NULL);
  }
  loket_ctl_table_print (table);
}

static int
list (LoketCtl *self, const char *view, const char *search, guint limit)
{
  g_autoptr (GError) error = NULL;
  LoketDesk *desk = loket_ctl_open_desk (self, TRUE, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  LoketCtlWait wait;

  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_wait_begin (&wait);
  loket_desk_list_lines_async (desk, view, search, limit, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  lines = loket_desk_list_lines_finish (desk, result, &error);
  loket_desk_close (desk);
  g_object_unref (desk);
  if (lines == NULL)
    return loket_ctl_fail_desk (self, error);
  if (self->json)
    print_json (lines);
  else
    print_table (self, lines);
  return LOKET_CTL_DONE;
}

static int
run_list (LoketCtl *self, char **arguments)
{
  g_autofree char *view = NULL;
  int limit = 0;
  const GOptionEntry options[] = {
      {"view", 0, 0, G_OPTION_ARG_STRING, &view,
       N_ ("inbox, today, overdue, mine, waiting, approval, mediation, transferred, ombudsman, "
           "aftercare, answered, drafts or all (default)"),
       "VIEW"},
      {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), "N"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  LoketView known;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (view != NULL && !loket_view_from_string (view, &known))
    return loket_ctl_misuse (self, _ ("“%s” is no view"), view);
  if (limit < 0)
    return loket_ctl_misuse (self, "%s", _ ("--limit wants a number above 0"));
  return list (self, view != NULL ? view : "all", NULL, (guint) limit);
}

static int
run_search (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autofree char *search = NULL;
  const GOptionEntry options[] = {{NULL}};
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, G_MAXUINT, &exit_code))
    return exit_code;
  search = g_strjoinv (" ", words + 1);
  return list (self, "all", search, 0);
}

const LoketCtlCommand loket_ctl_list = {
    .name = "list",
    .usage = "[--view VIEW] [--limit N]",
    .summary = N_ ("List the cases of a view"),
    .run = run_list,
};

const LoketCtlCommand loket_ctl_search = {
    .name = "search",
    .usage = "WORDS",
    .summary = N_ ("Find cases by their words; a beginning of a word is enough"),
    .run = run_search,
};
