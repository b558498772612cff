/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl left: cases that left this desk, and what was not sent of them. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"
#include "loket-desk-left.h"

static void
build_dropped (JsonBuilder *builder, gconstpointer data)
{
  const LoketDroppedWork *work = data;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "kind", work->is_draft ? "draft" : "act");
  loket_ctl_build_text (builder, "type", work->type);
  loket_ctl_build_day (builder, "on", loket_moment_get_day (work->made_at));
  json_builder_end_object (builder);
}

static void
build_case (JsonBuilder *builder, gconstpointer data)
{
  const LoketLeftCase *left_case = data;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "caseId", left_case->case_id);
  loket_ctl_build_text (builder, "reference", left_case->reference);
  loket_ctl_build_text (builder, "subject", left_case->subject);
  loket_ctl_build_text (builder, "presence", loket_presence_to_string (left_case->presence));
  loket_ctl_build_int (builder, "pending", left_case->pending);
  loket_ctl_build_int (builder, "drafts", left_case->drafts);
  loket_ctl_build_list (builder, "dropped", left_case->dropped, build_dropped);
  json_builder_end_object (builder);
}

static void
add_dropped (LoketCtl *self, LoketCtlTable *table, const LoketLeftCase *left_case)
{
  for (guint i = 0; i < left_case->dropped->len; i++) {
    const LoketDroppedWork *work = left_case->dropped->pdata[i];
    g_autofree char *day = loket_day_to_string (loket_moment_get_day (work->made_at));

    loket_ctl_table_add (table, left_case->case_id, _ ("erased"), day,
                         loket_speech_name (self->speech, "act", work->type), NULL);
  }
}

static void
add_rows (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  const LoketLeftCase *left_case = data;
  g_autofree char *work =
      g_strdup_printf (_ ("pending %u, drafts %u"), left_case->pending, left_case->drafts);

  if (left_case->presence == LOKET_PRESENCE_ERASED)
    add_dropped (self, table, left_case);
  else
    loket_ctl_table_add (table, left_case->reference,
                         left_case->presence == LOKET_PRESENCE_GONE ? _ ("gone")
                                                                    : _ ("no longer yours"),
                         work, left_case->subject, NULL);
}

static GPtrArray *
list_left (LoketDesk *desk, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_list_left_async (desk, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_list_left_finish (desk, result, error);
}

/* By number or id: what is erased has an id only. */
static const char *
find_case_id (GPtrArray *left, const char *key)
{
  for (guint i = 0; i < left->len; i++) {
    const LoketLeftCase *left_case = left->pdata[i];

    if (g_strcmp0 (left_case->reference, key) == 0 || g_str_equal (left_case->case_id, key))
      return left_case->case_id;
  }
  return key;
}

static gboolean
dismiss (LoketDesk *desk, GPtrArray *left, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_dismiss_left_async (desk, find_case_id (left, key), loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_dismiss_left_finish (desk, result, error);
}

/* @asked: (nullable): what is to be removed first */
static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left = list_left (desk, &error);

  if (left != NULL && asked != NULL && dismiss (desk, left, asked, &error)) {
    g_ptr_array_unref (left);
    left = list_left (desk, &error);
  }
  if (error != NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print_items (self, left, build_case, add_rows);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autofree char *key = NULL;
  const GOptionEntry options[] = {
      {"remove", 0, 0, G_OPTION_ARG_STRING, &key,
       N_ ("Remove it with what was not sent, or say no more of what was erased"), "REF"},
      {NULL},
  };
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  return loket_ctl_work_on_desk (self, key == NULL, list, key);
}

const LoketCtlCommand loket_ctl_left = {
    .name = "left",
    .usage = "[--remove REF]",
    .summary = N_ ("List cases that left this desk, and what was not sent of them"),
    .run = run,
};
