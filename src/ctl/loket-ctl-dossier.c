/* SPDX-License-Identifier: EUPL-1.2 */
/* A case with its acts: as JSON of the contract, or as words. */
#include "config.h"

#include "loket-ctl-clocks.h"
#include "loket-ctl-dossier.h"
#include "loket-ctl-output.h"

static JsonArray *
list_texts (char **texts)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  g_strfreev (texts);
  return array;
}

static void
add_acts (JsonArray *array, GPtrArray *acts)
{
  for (guint i = 0; acts != NULL && i < acts->len; i++)
    json_array_add_element (array, loket_act_to_json (acts->pdata[i]));
}

/* The facts as corrected, every act that has been done, and how the case stands by our replay. */
static void
print_json (LoketCtl *self, LoketDossier *dossier)
{
  LoketStanding *standing = dossier->standing;
  JsonObject *json = loket_json_object_copy (standing->current->json);
  g_autoptr (JsonNode) clocks = loket_ctl_clocks_to_json (self, standing->clocks);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonArray *acts = json_array_new ();

  add_acts (acts, dossier->the_case->acts);
  add_acts (acts, dossier->pending);
  json_object_set_array_member (json, "acts", acts);
  json_object_set_string_member (json, "step", loket_step_to_string (standing->step));
  json_object_set_array_member (json, "flags",
                                list_texts (loket_flags_to_strings (standing->flags)));
  if (standing->outcome != LOKET_OUTCOME_NONE)
    json_object_set_string_member (json, "outcome", loket_outcome_to_string (standing->outcome));
  else
    json_object_remove_member (json, "outcome");
  json_object_set_member (json, "clocks", g_steal_pointer (&clocks));
  json_node_take_object (root, json);
  text = loket_json_to_string (root, TRUE);
  loket_ctl_print ("%s\n", text);
}

/* Taken (and when, where that was another day) or still waiting; and why it has no effect, where it
 * has none. */
static char *
say_state (LoketCtl *self, const LoketActEffect *effect)
{
  gboolean pending = loket_act_is_pending (effect->act);
  const char *state = pending ? "waiting" : "taken";
  LoketDay taken_on = pending || effect->act->recorded_at == LOKET_NO_MOMENT
                          ? effect->act->occurred_on
                          : loket_moment_get_day (effect->act->recorded_at);
  g_autofree char *day = loket_day_to_string (taken_on);
  g_autofree char *name = g_strjoin (" ", loket_speech_name (self->speech, "pendingState", state),
                                     taken_on != effect->act->occurred_on ? day : NULL, NULL);

  if (effect->permission.answer == LOKET_ANSWER_ALLOWED)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s; %s", name,
                          loket_speech_name (self->speech, "reason", effect->permission.reason));
}

static void
print_timeline (LoketCtl *self, LoketDossier *dossier)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  for (guint i = 0; i < dossier->standing->effects->len; i++) {
    const LoketActEffect *effect = dossier->standing->effects->pdata[i];
    g_autofree char *day = loket_day_to_string (effect->act->occurred_on);
    g_autofree char *line = loket_speech_describe_act (self->speech, effect->act);
    const char *author =
        effect->act->author_name != NULL ? effect->act->author_name : effect->act->author;
    g_autofree char *state = say_state (self, effect);

    loket_ctl_table_add (table, day, line, author != NULL ? author : "", state, NULL);
  }
  loket_ctl_table_print (table);
}

/* "Passed on to us by FOD Voorbeeldzaken: KF-2026-000007" */
static void
add_linked (LoketCtlTable *table,
            LoketCtl *self,
            LoketRules *rules,
            JsonObject *linked,
            const char *relation)
{
  const char *id = loket_json_peek_string (linked, "agency");
  const char *reference = loket_json_peek_string (linked, "reference");
  LoketAgency *agency = id != NULL ? loket_rules_get_agency (rules, id) : NULL;
  JsonObject *names =
      agency != NULL ? loket_json_peek_object (loket_agency_get_json (agency), "names") : NULL;
  const char *name = names != NULL ? loket_speech_pick (self->speech, names) : id;

  loket_ctl_table_add (table, loket_speech_name (self->speech, "relation", relation),
                       name != NULL ? name : "", reference != NULL ? reference : "", NULL);
}

static void
print_linked (LoketCtl *self, LoketRules *rules, LoketDossier *dossier)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();
  JsonArray *links = loket_json_peek_array (dossier->the_case->json, "links");
  guint count = links != NULL ? json_array_get_length (links) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *link = loket_json_array_peek_object (links, i);
    const char *relation = link != NULL ? loket_json_peek_string (link, "relation") : NULL;

    if (relation != NULL)
      add_linked (table, self, rules, link, relation);
  }
  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (dossier->the_case->acts, i);

    if (act->opened != NULL) {
      add_linked (table, self, rules, act->opened,
                  act->type == LOKET_ACT_OPEN_NEXT_LINE ? "nextLine" : "passedOn");
      count++;
    }
  }
  if (count == 0)
    return;
  loket_ctl_table_print (table);
  loket_ctl_print ("\n");
}

static void
print_words (
    LoketCtl *self, LoketRules *rules, LoketDossier *dossier, LoketMoment now, gboolean explain)
{
  LoketStanding *standing = dossier->standing;
  LoketCase *facts = standing->current;
  g_autofree char *subject = loket_ctl_tame (facts->subject);

  loket_ctl_print ("%s  %s\n%s: %s\n\n", facts->reference, subject,
                   loket_speech_name (self->speech, "step", loket_step_to_string (standing->step)),
                   loket_speech_name (self->speech, "next", standing->next));
  loket_ctl_clocks_print (self, standing->clocks, now, explain);
  loket_ctl_print ("\n");
  print_linked (self, rules, dossier);
  print_timeline (self, dossier);
}

/**
 * loket_ctl_dossier_print:
 * @rules: name the agencies of linked cases
 * @now: for the countdowns
 * @explain: whether the proof of the dates is said
 */
void
loket_ctl_dossier_print (
    LoketCtl *self, LoketRules *rules, LoketDossier *dossier, LoketMoment now, gboolean explain)
{
  if (self->json)
    print_json (self, dossier);
  else
    print_words (self, rules, dossier, now, explain);
}
