/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl drafts: what was typed and not done yet. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"

static void
build_draft (JsonBuilder *builder, gconstpointer data)
{
  const LoketDraft *draft = data;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "key", draft->key);
  if (!loket_draft_is_of_complaint (draft)) /* that case is not there yet */
    loket_ctl_build_text (builder, "caseId", draft->case_id);
  loket_ctl_build_moment (builder, "savedAt", draft->saved_at);
  json_builder_set_member_name (builder, "fields");
  json_builder_add_value (builder, json_node_init_object (json_node_alloc (), draft->fields));
  json_builder_end_object (builder);
}

static void
add_row (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  const LoketDraft *draft = data;
  JsonObject *payload = loket_json_peek_object (draft->fields, "payload");
  g_autofree char *day =
      loket_speech_day_short (self->speech, loket_moment_get_day (draft->saved_at));
  g_autofree char *time = loket_speech_time (self->speech, draft->saved_at);
  const char *text = payload != NULL ? loket_json_peek_string (payload, "text")
                                     : loket_json_peek_string (draft->fields, "subject");

  loket_ctl_table_add (table, draft->key, day, time, text != NULL ? text : "", NULL);
}

static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  loket_ctl_print_items (self, loket_desk_list_drafts (desk), build_draft, add_row);
  return LOKET_CTL_DONE;
}

static int
drop (LoketCtl *self, LoketDesk *desk, gconstpointer key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_drop_draft_async (desk, key, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_drop_draft_finish (desk, result, &error))
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print ("%s\n", self->json ? "{}" : (const char *) key);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *key = NULL;
  const GOptionEntry options[] = {
      {"drop", 0, 0, G_OPTION_ARG_STRING, &key, N_ ("Throw the draft away"), "KEY"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  return key != NULL ? loket_ctl_work_on_desk (self, FALSE, drop, key)
                     : loket_ctl_work_on_desk (self, TRUE, list, NULL);
}

const LoketCtlCommand loket_ctl_drafts = {
    .name = "drafts",
    .usage = "[--drop KEY]",
    .summary = N_ ("List what was typed and not done yet"),
    .run = run,
};
