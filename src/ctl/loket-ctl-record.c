/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl record: the texts of what never came into its case. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-bodies.h"
#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"
#include "loket-desk-record.h"

static void
build_entry (JsonBuilder *builder, gconstpointer data)
{
  const LoketAuditEntry *entry = data;
  g_autoptr (JsonObject) body = loket_body_to_object (entry->body, NULL);

  json_builder_begin_object (builder);
  loket_ctl_build_moment (builder, "at", entry->at);
  loket_ctl_build_text (builder, "what", entry->what);
  loket_ctl_build_text (builder, "id", entry->id);
  loket_ctl_build_text (builder, "caseId", entry->case_id);
  loket_ctl_build_text (builder, "type", entry->type);
  if (body != NULL) {
    json_builder_set_member_name (builder, "body");
    json_builder_add_value (builder, json_node_init_object (json_node_alloc (), body));
  }
  json_builder_end_object (builder);
}

/* The first of the members that people write sentences in. */
static const char *
find_text (JsonObject *body)
{
  static const char *const members[] = {"text", "reason", "subject", "new", "to"};
  JsonObject *payload = body != NULL ? loket_json_peek_object (body, "payload") : NULL;
  JsonObject *fields = payload != NULL ? payload : body;

  for (gsize i = 0; fields != NULL && i < G_N_ELEMENTS (members); i++) {
    const char *text = loket_json_peek_string (fields, members[i]);

    if (text != NULL)
      return text;
  }
  return "";
}

static void
add_row (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  const LoketAuditEntry *entry = data;
  g_autoptr (JsonObject) body = loket_body_to_object (entry->body, NULL);
  g_autofree char *day = loket_day_to_string (loket_moment_get_day (entry->at));
  gboolean is_case = g_strcmp0 (entry->type, "register") == 0;

  loket_ctl_table_add (table, day, loket_speech_name (self->speech, "recorded", entry->what),
                       is_case ? loket_speech_name (self->speech, "pendingKind", "case")
                               : loket_speech_name (self->speech, "act", entry->type),
                       find_text (body), NULL);
}

static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_list_record_async (desk, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  entries = loket_desk_list_record_finish (desk, result, &error);
  if (entries == NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print_items (self, entries, build_entry, add_row);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  return loket_ctl_work_on_desk (self, TRUE, list, NULL);
}

const LoketCtlCommand loket_ctl_record = {
    .name = "record",
    .usage = "",
    .summary = N_ ("List the texts of what was taken back, adapted or dropped here"),
    .run = run,
};
