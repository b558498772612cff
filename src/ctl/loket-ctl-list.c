/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl list and search: rows of cases, in the order of the window's list. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"
#include "loket-store-cases.h"

typedef struct {
  const char *view;
  const char *search; /* (nullable) */
  guint limit;        /* 0: all */
} Asked;

static void
build_line (JsonBuilder *builder, gconstpointer data)
{
  const LoketCaseLine *line = data;

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

static void
add_row (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  const LoketCaseLine *line = data;
  g_autofree char *work_by =
      line->work_by != LOKET_NO_DAY ? loket_day_to_string (line->work_by) : g_strdup ("-");
  const char *clock =
      line->clock != NULL ? loket_speech_name (self->speech, "clock", line->clock) : "-";
  const char *step = loket_speech_name (self->speech, "step", loket_step_to_string (line->step));

  loket_ctl_table_add (table, line->reference, work_by, clock, step, line->subject, NULL);
}

static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer data)
{
  const Asked *asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_list_lines_async (desk, asked->view, asked->search, asked->limit,
                               loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  lines = loket_desk_list_lines_finish (desk, result, &error);
  if (lines == NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print_items (self, lines, build_line, add_row);
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
  Asked asked;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (view != NULL && !loket_view_from_string (view, &known))
    return loket_ctl_misuse (self, _ ("“%s” is no view"), view);
  if (limit < 0)
    return loket_ctl_misuse (self, "%s", _ ("--limit wants a number above 0"));
  asked = (Asked){view != NULL ? view : "all", NULL, (guint) limit};
  return loket_ctl_work_on_desk (self, TRUE, list, &asked);
}

static int
run_search (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autofree char *search = NULL;
  const GOptionEntry options[] = {{NULL}};
  Asked asked;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, G_MAXUINT, &exit_code))
    return exit_code;
  search = g_strjoinv (" ", words + 1);
  asked = (Asked){"all", search, 0};
  return loket_ctl_work_on_desk (self, TRUE, list, &asked);
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
