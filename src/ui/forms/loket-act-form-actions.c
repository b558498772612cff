/* SPDX-License-Identifier: EUPL-1.2 */
/* Doing the act: check, ask where it cannot be undone, keep, tell. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-act-form-private.h"
#include "loket-act-payload.h"
#include "loket-ask.h"
#include "loket-draft-question.h"
#include "loket-form-field.h"
#include "loket-form-notices.h"

/* Every field says what is wrong with it; the first such field takes the focus. */
static gboolean
check_fields (LoketActForm *self)
{
  GtkWidget *first = NULL;
  LoketDay day;

  for (guint i = 0; i < self->fields->len; i++) {
    g_autofree char *error = NULL;

    if (!gtk_widget_get_visible (self->fields->pdata[i]))
      continue;
    error = loket_form_field_check (self->fields->pdata[i]);
    loket_form_field_set_error (self->fields->pdata[i], error);
    if (error != NULL && first == NULL)
      first = self->fields->pdata[i];
  }
  if (first != NULL) {
    _loket_act_form_fit (self);
    gtk_widget_grab_focus (first);
    return FALSE;
  }
  if (!loket_date_row_get_day (self->day, &day) || day == LOKET_NO_DAY) {
    gtk_widget_grab_focus (GTK_WIDGET (self->day));
    return FALSE;
  }
  return TRUE;
}

static LoketFormField *
find_reason (LoketActForm *self)
{
  for (guint i = 0; i < self->fields->len; i++) {
    if (g_str_equal (loket_form_field_get_spec (self->fields->pdata[i])->member, "reason"))
      return self->fields->pdata[i];
  }
  return NULL;
}

/* Whether an act needs a reason may hang on what else it says: a date that moves wants one. */
static gboolean
check_reason (LoketActForm *self, JsonObject *payload)
{
  LoketFormField *field = find_reason (self);
  LoketPermission permission = {LOKET_ANSWER_ALLOWED, NULL};
  g_autoptr (LoketStanding) after = NULL;
  LoketDay day = LOKET_NO_DAY;

  if (field == NULL || json_object_has_member (payload, "reason"))
    return TRUE;
  loket_date_row_get_day (self->day, &day);
  after = loket_desk_preview_act (self->desk, self->dossier,
                                  loket_act_type_to_string (self->spec->type), day, payload,
                                  &permission);
  if (permission.answer == LOKET_ANSWER_ALLOWED ||
      g_strcmp0 (permission.reason, "reasonGiven") != 0)
    return TRUE;
  loket_form_field_set_error (field, loket_speech_name (loket_session_get_speech (self->session),
                                                        "reason", permission.reason));
  _loket_act_form_fit (self);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  return FALSE;
}

/* The field that names whoever is withheld says so, before anything is kept. */
static gboolean
check_withheld (LoketActForm *self, JsonObject *payload)
{
  static const char *const members[] = {"text", "reason", "to", NULL};

  for (guint i = 0; i < self->fields->len; i++) {
    const char *member = loket_form_field_get_spec (self->fields->pdata[i])->member;
    g_autoptr (JsonObject) alone = loket_json_object_copy (payload);
    g_autofree char *error = NULL;

    if (!g_strv_contains (members, member))
      continue;
    for (guint k = 0; members[k] != NULL; k++) {
      if (!g_str_equal (members[k], member))
        json_object_remove_member (alone, members[k]);
    }
    error = loket_form_notices_withheld (self->dossier, self->spec->type, alone);
    if (error == NULL)
      continue;
    loket_form_field_set_error (self->fields->pdata[i], error);
    _loket_act_form_fit (self);
    gtk_widget_grab_focus (self->fields->pdata[i]);
    return FALSE;
  }
  return TRUE;
}

/**
 * _loket_act_form_finish:
 * @act: as it was done
 * @also: (nullable): what became of it in other cases
 *
 * Tells the window, and closes the form.
 */
void
_loket_act_form_finish (LoketActForm *self, LoketAct *act, const char *also)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *done = loket_speech_describe_act (loket_session_get_speech (self->session), act);
  g_autofree char *text =
      also != NULL ? g_strdup_printf ("%s · %s", done, also) : g_steal_pointer (&done);

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.announce-act", "(ss)", act->act_id, text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketActForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_desk_do_act_finish (LOKET_DESK (object), result, &error);

  self->doing = FALSE;
  if (self->session == NULL) /* the window went away with the program */
    return;
  gtk_widget_set_sensitive (self->content, TRUE);
  if (act == NULL) {
    g_autofree char *sentence = loket_session_describe_error (self->session, error);

    loket_effect_box_show_error (self->effect, sentence);
    return;
  }
  loket_draft_keeper_drop (self->keeper);
  if (self->bundle != NULL && loket_bundle_row_count_chosen (self->bundle) > 0)
    _loket_act_form_do_bundle (self, act);
  else
    _loket_act_form_finish (self, act, NULL);
}

static void
do_act (LoketActForm *self)
{
  g_autoptr (JsonObject) payload = _loket_act_form_gather (self);
  LoketDay day = LOKET_NO_DAY;

  loket_date_row_get_day (self->day, &day);
  self->doing = TRUE;
  gtk_widget_set_sensitive (self->content, FALSE);
  loket_desk_do_act_async (self->desk, self->dossier, loket_act_type_to_string (self->spec->type),
                           day, payload, loket_draft_keeper_get_key (self->keeper), NULL, done_cb,
                           g_object_ref (self));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketActForm) self = user_data;

  self->doing = FALSE;
  if (loket_ask_finish (result, NULL) && self->session != NULL)
    do_act (self);
}

/* An internal transfer keeps its case and number: nothing final about it. */
static gboolean
needs_question (LoketActForm *self, JsonObject *payload)
{
  if (self->spec->confirm == NULL)
    return FALSE;
  return self->spec->type != LOKET_ACT_TRANSFER ||
         g_strcmp0 (loket_json_peek_string (payload, "kind"), "internal") != 0;
}

static void
ask (LoketActForm *self, JsonObject *payload)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  const char *name = gtk_button_get_label (self->done_button);
  const char *via = loket_json_peek_string (payload, "via");
  guint count = self->bundle != NULL ? loket_bundle_row_count_chosen (self->bundle) : 0;
  g_autofree char *heading = g_strdup_printf (_ ("%s?"), name);
  g_autofree char *body = via != NULL ? g_strdup_printf ("%s\n%s: %s", _ (self->spec->confirm),
                                                         _ ("How the complainant is told"),
                                                         loket_speech_name (speech, "via", via))
                                      : g_strdup (_ (self->spec->confirm));

  if (count > 0) {
    g_autofree char *also = g_strdup_printf (
        ngettext ("The same in %u other case.", "The same in %u other cases.", count), count);
    char *whole = g_strdup_printf ("%s\n%s", body, also);

    g_free (body);
    body = whole;
  }
  self->doing = TRUE;
  loket_ask_async (GTK_WINDOW (self), heading, body, name, NULL, asked_cb, g_object_ref (self));
}

static void
form_done_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketActForm *self = LOKET_ACT_FORM (widget);
  g_autoptr (JsonObject) payload = NULL;

  if (self->doing || !check_fields (self))
    return;
  payload = _loket_act_form_gather (self);
  if (!check_reason (self, payload) || !check_withheld (self, payload))
    return;
  if (needs_question (self, payload))
    ask (self, payload);
  else
    do_act (self);
}

static void
throw_away (LoketActForm *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  loket_draft_keeper_drop (self->keeper);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "s",
                              loket_draft_question_get_done ());
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
asked_away_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketActForm) self = user_data;

  self->doing = FALSE;
  if (loket_ask_finish (result, NULL) && self->session != NULL)
    throw_away (self);
}

/* Where nothing was typed there is nothing to ask about. */
static void
form_discard_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketActForm *self = LOKET_ACT_FORM (widget);
  const LoketDraft *draft;

  if (self->doing)
    return;
  loket_draft_keeper_save (self->keeper);
  draft = loket_draft_question_find (self->session, loket_draft_keeper_get_key (self->keeper));
  if (draft == NULL) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }
  self->doing = TRUE;
  loket_draft_question_ask_async (GTK_WINDOW (self), self->session, draft, NULL, asked_away_cb,
                                  g_object_ref (self));
}

void
_loket_act_form_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "form.done", NULL, form_done_cb);
  gtk_widget_class_install_action (klass, "form.discard", NULL, form_discard_cb);
}
