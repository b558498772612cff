/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl pending: what the loket has not taken yet; what has not left can be taken back. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"

static void
build_item (JsonBuilder *builder, gconstpointer data)
{
  const LoketPendingItem *item = data;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "kind", item->kind);
  loket_ctl_build_text (builder, "id", item->id);
  loket_ctl_build_text (builder, "caseId", item->case_id);
  loket_ctl_build_text (builder, "reference", item->reference);
  loket_ctl_build_text (builder, "type", item->type);
  loket_ctl_build_text (builder, "state", item->state);
  loket_ctl_build_text (builder, "reason", item->reason);
  loket_ctl_build_text (builder, "trouble", item->trouble);
  loket_ctl_build_text (builder, "subject", item->subject);
  loket_ctl_build_moment (builder, "madeAt", item->made_at);
  loket_ctl_build_day (builder, "occurredOn", item->occurred_on);
  loket_ctl_build_moment (builder, "holdUntil", item->hold_until);
  loket_ctl_build_day (builder, "needsBy", item->needs_by);
  loket_ctl_build_int (builder, "tries", item->tries);
  json_builder_end_object (builder);
}

/* What is said of it where it was refused; what keeps its contents from being sent. */
static char *
say_why (LoketCtl *self, const LoketPendingItem *item)
{
  g_autofree char *cause = NULL;

  if (item->trouble == NULL)
    return g_strdup (loket_speech_name (self->speech, "reason", item->reason));
  cause = loket_speech_name_briefly (self->speech, "error", item->trouble);
  return g_strdup_printf (_ ("Not sent yet: %s It is tried again by itself."), cause);
}

static void
add_row (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  const LoketPendingItem *item = data;
  gboolean is_case = g_strcmp0 (item->kind, "case") == 0;
  g_autofree char *needs_by =
      item->needs_by != LOKET_NO_DAY ? loket_speech_day_short (self->speech, item->needs_by) : NULL;
  g_autofree char *why = say_why (self, item);
  const char *what = is_case ? loket_speech_name (self->speech, "pendingKind", "case")
                             : loket_speech_name (self->speech, "act", item->type);

  loket_ctl_table_add (table, item->reference != NULL ? item->reference : "-", what,
                       loket_ctl_name_state (self, item->state, item->reason), why,
                       needs_by != NULL ? needs_by : "", NULL);
}

/* By when it must have left, where a connection is needed. */
static void
tell_need (LoketCtl *self, const LoketSyncState *state)
{
  g_autofree char *line = NULL;

  if (state->pending_notice == NULL)
    return;
  line = loket_speech_say_pending (self->speech, state->pending_notice, (int) state->pending_due,
                                   state->pending_by);
  loket_ctl_print ("%s\n", line);
}

static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  g_autoptr (GPtrArray) items = loket_desk_list_pending (desk);

  loket_ctl_print_items (self, items, build_item, add_row);
  if (!self->json)
    tell_need (self, loket_desk_get_sync_state (desk));
  return LOKET_CTL_DONE;
}

static int
take_back (LoketCtl *self, LoketDesk *desk, gconstpointer id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_take_back_async (desk, id, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_take_back_finish (desk, result, &error))
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print ("%s\n", self->json ? "{}" : (const char *) id);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *id = NULL;
  const GOptionEntry options[] = {
      {"take-back", 0, 0, G_OPTION_ARG_STRING, &id,
       N_ ("Take back an act, or a complaint with its acts, that has not left yet"), "ID"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  return id != NULL ? loket_ctl_work_on_desk (self, FALSE, take_back, id)
                    : loket_ctl_work_on_desk (self, TRUE, list, NULL);
}

const LoketCtlCommand loket_ctl_pending = {
    .name = "pending",
    .usage = "[--take-back ID]",
    .summary = N_ ("List what the loket has not taken yet, or take it back"),
    .details = N_ ("What was taken back is kept in the record of this computer."),
    .run = run,
};
