/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person can do on the page of a case: one action for each act type that has a form. */
#include "config.h"

#include "loket-act-form.h"
#include "loket-case-page-private.h"
#include "loket-explanation-window.h"
#include "loket-form-spec.h"
#include "loket-letters.h"
#include "loket-missing.h"
#include "loket-save-proof.h"

static GtkWindow *
get_window (LoketCasePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;
  LoketActType type = loket_act_type_from_string (g_action_get_name (G_ACTION (action)));

  if (self->dossier != NULL)
    loket_act_form_present (get_window (self), self->session, self->dossier, type, NULL);
}

/* A form that begins with what the guide knows already. */
static void
begin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;
  const char *type, *text;
  g_autoptr (JsonNode) payload = NULL;

  g_variant_get (parameter, "(&s&s)", &type, &text);
  payload = loket_json_parse (text, -1, NULL);
  if (self->dossier != NULL && payload != NULL && JSON_NODE_HOLDS_OBJECT (payload))
    loket_act_form_present_with (get_window (self), self->session, self->dossier,
                                 loket_act_type_from_string (type), json_node_get_object (payload));
}

static void
explain_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;

  if (self->dossier != NULL)
    loket_explanation_window_present (get_window (self), self->session, self->dossier,
                                      g_variant_get_string (parameter, NULL));
}

static void
annul_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;

  if (self->dossier != NULL)
    loket_act_form_present (get_window (self), self->session, self->dossier, LOKET_ACT_ANNUL,
                            g_variant_get_string (parameter, NULL));
}

static void
save_letter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;

  if (self->dossier != NULL)
    loket_letters_save (get_window (self), self->session, self->dossier,
                        g_variant_get_string (parameter, NULL));
}

static void
copy_letter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;

  if (self->dossier != NULL)
    loket_letters_copy (get_window (self), self->session, self->dossier,
                        g_variant_get_string (parameter, NULL));
}

static void
save_proof_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;

  if (self->dossier != NULL)
    loket_save_proof (get_window (self), self->session, self->dossier);
}

/**
 * loket_case_page_annul:
 * @act_id: an act that the loket has
 *
 * Opens the form that takes the effect of an act of the open case away.
 *
 * Returns: FALSE when it is no act of the open case, or can only be corrected: what the
 * complainant was told cannot be unsaid
 */
gboolean
loket_case_page_annul (LoketCasePage *self, const char *act_id)
{
  LoketAct *act =
      self->dossier != NULL ? loket_case_find_act (self->dossier->the_case, act_id) : NULL;

  if (act == NULL || loket_act_type_tells (act->type))
    return FALSE;
  loket_act_form_present (get_window (self), self->session, self->dossier, LOKET_ACT_ANNUL, act_id);
  return TRUE;
}

/* What the file lacks, in the language of the letters of this case. */
static void
ask_missing_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketCasePage *self = user_data;
  g_autofree char *text =
      self->dossier != NULL ? loket_missing_make_request (self->session, self->dossier) : NULL;
  g_autoptr (JsonObject) payload = NULL;

  if (text == NULL)
    return;
  payload = json_object_new ();
  json_object_set_string_member (payload, "from", "citizen");
  json_object_set_string_member (payload, "text", text);
  loket_act_form_present_with (get_window (self), self->session, self->dossier, LOKET_ACT_REQUEST,
                               payload);
}

static const GActionEntry case_actions[] = {
    {.name = "ask-missing", .activate = ask_missing_cb},
    {.name = "begin", .activate = begin_cb, .parameter_type = "(ss)"},
    {.name = "explain", .activate = explain_cb, .parameter_type = "s"},
    {.name = "annul", .activate = annul_cb, .parameter_type = "s"},
    {.name = "save-letter", .activate = save_letter_cb, .parameter_type = "s"},
    {.name = "copy-letter", .activate = copy_letter_cb, .parameter_type = "s"},
    {.name = "save-proof", .activate = save_proof_cb},
};

void
_loket_case_page_install_actions (LoketCasePage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->acts = g_simple_action_group_new ();
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    g_autoptr (GSimpleAction) action = NULL;

    if (loket_form_spec_find (type) == NULL)
      continue;
    action = g_simple_action_new (loket_act_type_to_string (type), NULL);
    g_signal_connect_object (action, "activate", G_CALLBACK (act_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->acts), G_ACTION (action));
  }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "act", G_ACTION_GROUP (self->acts));
  g_action_map_add_action_entries (G_ACTION_MAP (group), case_actions, G_N_ELEMENTS (case_actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "case", G_ACTION_GROUP (group));
  _loket_case_page_update_actions (self);
}

/**
 * _loket_case_page_update_actions:
 *
 * An act is enabled when replay lets it, or would at least record it.
 */
void
_loket_case_page_update_actions (LoketCasePage *self)
{
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    GAction *action =
        g_action_map_lookup_action (G_ACTION_MAP (self->acts), loket_act_type_to_string (type));
    gboolean may = self->dossier != NULL && !self->dossier->withdrawn &&
                   self->dossier->standing->permissions[type].answer != LOKET_ANSWER_NOT_ALLOWED;

    if (action != NULL)
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may);
  }
}
