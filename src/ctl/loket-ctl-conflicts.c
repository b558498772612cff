/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl conflicts and resolve: what the loket did not take, and what is to become of it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-conflict.h"
#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"

static LoketConflict *
load_conflict (LoketDesk *desk, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_load_conflict_async (desk, id, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_load_conflict_finish (desk, result, error);
}

/* (element-type LoketConflict); NULL with an error */
static GPtrArray *
load_all (LoketDesk *desk, GError **error)
{
  g_autoptr (GPtrArray) conflicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_conflict_free);
  g_autoptr (GPtrArray) items = loket_desk_list_pending (desk);

  for (guint i = 0; i < items->len; i++) {
    const LoketPendingItem *item = items->pdata[i];
    LoketConflict *conflict;

    if (!g_str_equal (item->state, "refused") && !g_str_equal (item->state, "conflict"))
      continue;
    conflict = load_conflict (desk, item->id, error);
    if (conflict == NULL)
      return NULL;
    g_ptr_array_add (conflicts, conflict);
  }
  return g_steal_pointer (&conflicts);
}

static void
build_field (JsonBuilder *builder, gconstpointer data)
{
  const LoketConflictField *field = data;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "code", field->code);
  loket_ctl_build_text (builder, "base", field->base);
  loket_ctl_build_text (builder, "mine", field->mine);
  loket_ctl_build_text (builder, "theirs", field->theirs);
  json_builder_end_object (builder);
}

static void
build_act (JsonBuilder *builder, gconstpointer data)
{
  json_builder_add_value (builder, loket_act_to_json ((LoketAct *) data));
}

static void
build_conflict (JsonBuilder *builder, gconstpointer data)
{
  const LoketConflict *conflict = data;
  const LoketWorkItem *item = conflict->item;

  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "kind", loket_work_kind_to_string (item->kind));
  loket_ctl_build_text (builder, "id", item->id);
  loket_ctl_build_text (builder, "caseId", item->case_id);
  loket_ctl_build_text (builder, "reference", item->reference);
  loket_ctl_build_text (builder, "type", item->type);
  loket_ctl_build_text (builder, "state", loket_work_state_to_string (item->state));
  loket_ctl_build_text (builder, "reason", item->reason);
  loket_ctl_build_int (builder, "followers", conflict->followers);
  loket_ctl_build_list (builder, "unseen", conflict->unseen, build_act);
  loket_ctl_build_list (builder, "fields", conflict->fields, build_field);
  json_builder_end_object (builder);
}

static void
print_value (const char *label, const char *value)
{
  g_autofree char *line = value != NULL ? loket_ctl_tame (value) : NULL;

  if (line != NULL)
    loket_ctl_print ("    %s: %s\n", label, line);
}

static void
print_field (LoketCtl *self, const LoketConflictField *field, gboolean is_fact)
{
  loket_ctl_print ("  %s\n",
                   is_fact ? loket_speech_name (self->speech, "field", field->code) : field->code);
  print_value (_ ("seen"), field->base);
  print_value (_ ("mine"), field->mine);
  print_value (_ ("now"), field->theirs);
}

static void
print_unseen (LoketCtl *self, const LoketAct *act)
{
  g_autofree char *day = loket_day_to_string (act->occurred_on);
  g_autofree char *described = loket_speech_describe_act (self->speech, act);
  g_autofree char *line = loket_ctl_tame (described);
  g_autofree char *who = loket_ctl_tame (act->author_name != NULL ? act->author_name : act->author);

  loket_ctl_print ("  + %s %s (%s)\n", day, line, who);
}

static void
print_conflict (LoketCtl *self, const LoketConflict *conflict)
{
  const LoketWorkItem *item = conflict->item;
  gboolean is_case = item->kind == LOKET_WORK_CASE;
  gboolean is_correction = conflict->act != NULL && conflict->act->type == LOKET_ACT_CORRECT;
  const char *reason = loket_speech_name (self->speech, "reason", item->reason);

  loket_ctl_print (
      "%s  %s  %s\n%s: %s\n", item->id, item->reference,
      is_case ? loket_speech_name (self->speech, "pendingKind", "case")
              : loket_speech_name (self->speech, "act", item->type),
      loket_ctl_name_state (self, loket_work_state_to_string (item->state), item->reason),
      reason != NULL ? reason : "");
  for (guint i = 0; i < conflict->unseen->len; i++)
    print_unseen (self, conflict->unseen->pdata[i]);
  for (guint i = 0; i < conflict->fields->len; i++)
    print_field (self, conflict->fields->pdata[i], is_case || is_correction);
  loket_ctl_print ("\n");
}

static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = load_all (desk, &error);

  if (conflicts == NULL)
    return loket_ctl_fail_desk (self, error);
  if (self->json)
    loket_ctl_print_list (conflicts, build_conflict);
  for (guint i = 0; !self->json && i < conflicts->len; i++)
    print_conflict (self, conflicts->pdata[i]);
  return LOKET_CTL_DONE;
}

static int
run_conflicts (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  return loket_ctl_work_on_desk (self, TRUE, list, NULL);
}

static void
print_resolved (LoketCtl *self, const char *id, const char *word, const char *draft_key)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json) {
    loket_ctl_print ("%s\n", draft_key != NULL ? draft_key : id);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "id", id);
  loket_ctl_build_text (builder, "resolution", word);
  loket_ctl_build_text (builder, "draft", draft_key);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

/* @asked: the id and the word */
static int
resolve (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  const char *const *words = asked;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft_key = NULL;
  LoketResolution resolution;
  LoketCtlWait wait;

  loket_resolution_from_string (words[1], &resolution);
  loket_ctl_wait_begin (&wait);
  loket_desk_resolve_async (desk, words[0], resolution, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  if (!loket_desk_resolve_finish (desk, result, &draft_key, &error))
    return loket_ctl_fail_desk (self, error);
  loket_desk_flush (desk);
  print_resolved (self, words[0], words[1], draft_key);
  return LOKET_CTL_DONE;
}

static int
run_resolve (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  LoketResolution resolution;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 2, 2, &exit_code))
    return exit_code;
  if (!loket_resolution_from_string (words[2], &resolution))
    return loket_ctl_misuse (self, _ ("%s is none of again, adapt, note and drop"), words[2]);
  return loket_ctl_work_on_desk (self, FALSE, resolve, words + 1);
}

const LoketCtlCommand loket_ctl_conflicts = {
    .name = "conflicts",
    .usage = "",
    .summary = N_ ("List what the loket did not take, with what others did meanwhile"),
    .run = run_conflicts,
};

const LoketCtlCommand loket_ctl_resolve = {
    .name = "resolve",
    .usage = "ID again|adapt|note|drop",
    .summary = N_ ("Decide what becomes of something that the loket did not take"),
    .details =
        N_ ("again: the same once more, on what is known now. adapt: it becomes a draft. note: it "
            "becomes a note that carries its text. drop: it goes; what it said is kept on this "
            "computer."),
    .run = run_resolve,
};
