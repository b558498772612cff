/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl drafts: what was typed and not done yet. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"

static void
print_json (GPtrArray *drafts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = drafts->pdata[i];
    JsonNode *fields = json_node_init_object (json_node_alloc (), draft->fields);

    json_builder_begin_object (builder);
    loket_ctl_build_text (builder, "key", draft->key);
    loket_ctl_build_text (builder, "caseId", draft->case_id);
    loket_ctl_build_moment (builder, "savedAt", draft->saved_at);
    json_builder_set_member_name (builder, "fields");
    json_builder_add_value (builder, fields);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  loket_ctl_print_built (builder);
}

static void
print_table (LoketCtl *self, GPtrArray *drafts)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = drafts->pdata[i];
    JsonObject *payload = loket_json_peek_object (draft->fields, "payload");
    g_autofree char *day =
        loket_speech_day_short (self->speech, loket_moment_get_day (draft->saved_at));
    g_autofree char *time = loket_speech_time (self->speech, draft->saved_at);
    const char *text = payload != NULL ? loket_json_peek_string (payload, "text")
                                       : loket_json_peek_string (draft->fields, "subject");

    loket_ctl_table_add (table, draft->key, day, time, text != NULL ? text : "", NULL);
  }
  loket_ctl_table_print (table);
}

static int
drop (LoketCtl *self, LoketDesk *desk, const char *key)
{
  g_autoptr (JsonObject) fields = loket_desk_load_draft (desk, key);
  g_autoptr (GError) error = NULL;

  if (fields == NULL) {
    error = g_error_new (LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND, "%s: no such draft", key);
    return loket_ctl_fail_desk (self, error);
  }
  loket_desk_drop_draft (desk, key);
  loket_desk_flush (desk);
  loket_ctl_print ("%s\n", self->json ? "{}" : key);
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
  g_autoptr (GError) error = NULL;
  LoketDesk *desk;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  desk = loket_ctl_open_desk (self, key == NULL, NULL, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  if (key != NULL)
    exit_code = drop (self, desk, key);
  else if (self->json)
    print_json (loket_desk_list_drafts (desk));
  else
    print_table (self, loket_desk_list_drafts (desk));
  loket_desk_close (desk);
  g_object_unref (desk);
  return key != NULL ? exit_code : LOKET_CTL_DONE;
}

const LoketCtlCommand loket_ctl_drafts = {
    .name = "drafts",
    .usage = "[--drop KEY]",
    .summary = N_ ("List what was typed and not done yet"),
    .run = run,
};
