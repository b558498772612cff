/* SPDX-License-Identifier: EUPL-1.2 */
/* The form: built from its table, filled from the case or from the draft. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-act-form-private.h"
#include "loket-act-payload.h"
#include "loket-elsewhere.h"
#include "loket-form-notices.h"
#include "loket-typed-texts.h"
#include "loket-widget.h"

/* So long after the last change the effect on the dates is computed anew. */
enum {
  PREVIEW_DELAY_MS = 120
};

G_DEFINE_FINAL_TYPE (LoketActForm, loket_act_form, ADW_TYPE_WINDOW)

/**
 * _loket_act_form_gather:
 *
 * Returns: (transfer full): the payload as the fields give it now
 */
JsonObject *
_loket_act_form_gather (LoketActForm *self)
{
  return loket_act_payload_gather (self->fields, self->dossier->standing->current, self->act_id);
}

static void
show_withheld (LoketActForm *self, JsonObject *payload)
{
  g_autofree char *withheld =
      loket_form_notices_withheld (self->dossier, self->spec->type, payload);

  if (withheld != NULL)
    loket_effect_box_show_error (self->effect, withheld);
}

/* What the loket does in other cases, and who sees this one. */
static void
show_elsewhere (LoketActForm *self, JsonObject *payload)
{
  g_auto (GStrv) lines =
      loket_elsewhere_describe (self->session, self->dossier, self->spec->type, payload);

  for (int i = 0; lines[i] != NULL; i++)
    loket_effect_box_add (self->effect, lines[i]);
}

static void
show_effect (LoketActForm *self)
{
  g_autoptr (JsonObject) payload = _loket_act_form_gather (self);
  g_autoptr (LoketStanding) after = NULL;
  LoketPermission permission = {LOKET_ANSWER_ALLOWED, NULL};
  LoketDay day;

  _loket_act_form_judge_bundle (self);
  if (!loket_date_row_get_day (self->day, &day) || day == LOKET_NO_DAY) {
    loket_effect_box_show_error (self->effect, _ ("Say on which day it happened."));
    return;
  }
  if (!loket_act_payload_complete (self->fields, payload)) {
    loket_effect_box_show_hint (self->effect);
    return;
  }
  after = loket_desk_preview_act (self->desk, self->dossier,
                                  loket_act_type_to_string (self->spec->type), day, payload,
                                  &permission);
  if (after != NULL)
    loket_effect_box_show (self->effect, self->session, self->dossier->standing, after,
                           &permission);
  if (permission.answer == LOKET_ANSWER_ALLOWED)
    show_elsewhere (self, payload);
  show_withheld (self, payload);
}

static void
preview_cb (gpointer user_data)
{
  LoketActForm *self = user_data;

  self->preview_timer = 0;
  show_effect (self);
}

static void
stop_preview (LoketActForm *self)
{
  if (self->preview_timer != 0)
    loket_clock_remove_timer (loket_session_get_clock (self->session), self->preview_timer);
  self->preview_timer = 0;
}

/**
 * _loket_act_form_fit:
 *
 * Gives the window the height that its fields take now.
 */
void
_loket_act_form_fit (LoketActForm *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

static guint
count_visible (GPtrArray *fields)
{
  guint count = 0;

  for (guint i = 0; i < fields->len; i++)
    count += gtk_widget_get_visible (fields->pdata[i]);
  return count;
}

static void
changed_cb (LoketActForm *self)
{
  guint before;

  if (self->filling)
    return;
  before = count_visible (self->fields);
  self->filling = TRUE;
  loket_act_payload_link (self->fields);
  self->filling = FALSE;
  if (count_visible (self->fields) != before)
    _loket_act_form_fit (self);
  loket_draft_keeper_touch (self->keeper);
  stop_preview (self);
  self->preview_timer = loket_clock_add_timer (loket_session_get_clock (self->session),
                                               PREVIEW_DELAY_MS, preview_cb, self);
}

static JsonObject *
collect_draft (gpointer user_data)
{
  LoketActForm *self = user_data;
  g_autoptr (JsonObject) payload = _loket_act_form_gather (self);
  JsonObject *draft = json_object_new ();
  LoketDay day;

  if (loket_date_row_get_day (self->day, &day) && day != LOKET_NO_DAY) {
    g_autofree char *text = loket_day_to_string (day);

    json_object_set_string_member (draft, "occurredOn", text);
  }
  json_object_set_object_member (draft, "payload", g_steal_pointer (&payload));
  if (self->unseen != NULL)
    json_object_set_array_member (draft, "unseen", json_array_ref (self->unseen));
  loket_typed_texts_gather (self->content, draft);
  return draft;
}

static gboolean
close_request (GtkWindow *window)
{
  LoketActForm *self = LOKET_ACT_FORM (window);

  if (self->doing)
    return TRUE;
  loket_draft_keeper_save (self->keeper);
  return GTK_WINDOW_CLASS (loket_act_form_parent_class)->close_request (window);
}

static void
loket_act_form_dispose (GObject *object)
{
  LoketActForm *self = LOKET_ACT_FORM (object);

  if (self->session != NULL)
    stop_preview (self);
  g_clear_pointer (&self->keeper, loket_draft_keeper_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_ACT_FORM);
  g_clear_pointer (&self->dossier, loket_dossier_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->act_id, g_free);
  g_clear_pointer (&self->unseen, json_array_unref);
  G_OBJECT_CLASS (loket_act_form_parent_class)->dispose (object);
}

static void
loket_act_form_class_init (LoketActFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_act_form_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  g_type_ensure (LOKET_TYPE_DATE_ROW);
  g_type_ensure (LOKET_TYPE_EFFECT_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-act-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, window_title);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, intro);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, draft_note);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, notices);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, field_box);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, day);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, day_list);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, bundle_list);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, effect);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, done_button);
  gtk_widget_class_bind_template_child (widget_class, LoketActForm, content);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  _loket_act_form_install_actions (widget_class);
}

static void
loket_act_form_init (LoketActForm *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
build_fields (LoketActForm *self)
{
  for (const LoketFieldSpec *spec = self->spec->fields; spec->member != NULL; spec++) {
    GtkWidget *field = loket_form_field_new (self->session, self->dossier, spec, self->spec->type);

    g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->field_box, field);
    g_ptr_array_add (self->fields, field);
  }
  loket_act_payload_link (self->fields);
}

static JsonArray *
list_me (LoketDesk *desk)
{
  JsonArray *array = json_array_new ();

  json_array_add_string_element (array, loket_desk_get_person (desk));
  return array;
}

/* What is most often right: the channel that the citizen chose, and me. */
static void
fill_defaults (LoketActForm *self)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  LoketVia via = self->dossier->standing->current->answer_channel;

  if (via != LOKET_VIA_NONE)
    json_object_set_string_member (payload, "via", loket_via_to_string (via));
  if (self->spec->type == LOKET_ACT_RESTRICT && loket_desk_get_person (self->desk) != NULL)
    json_object_set_array_member (payload, "to", list_me (self->desk));
  if (self->spec->type == LOKET_ACT_ASSIGN && loket_desk_get_person (self->desk) != NULL)
    json_object_set_string_member (payload, "to", loket_desk_get_person (self->desk));
  loket_act_payload_suggest (self->fields, payload);
  loket_date_row_set_day (self->day, loket_desk_get_today (self->desk));
}

/* @act_ids: (nullable) */
static void
fill_unseen (LoketActForm *self, JsonArray *act_ids)
{
  if (act_ids == NULL)
    return;
  self->unseen = json_array_ref (act_ids);
  loket_form_notices_add_unseen (self->notices, self->session, self->dossier, act_ids);
}

static void
fill_from_draft (LoketActForm *self)
{
  g_autoptr (JsonObject) draft = loket_draft_keeper_load (self->keeper);
  JsonObject *payload = draft != NULL ? loket_json_peek_object (draft, "payload") : NULL;
  LoketDay day = draft != NULL ? loket_json_peek_day (draft, "occurredOn") : LOKET_NO_DAY;

  gtk_widget_set_visible (GTK_WIDGET (self->draft_note), payload != NULL);
  if (payload != NULL)
    loket_act_payload_spread (self->fields, payload);
  if (day != LOKET_NO_DAY)
    loket_date_row_set_day (self->day, day);
  if (draft != NULL)
    loket_typed_texts_spread (self->content, draft);
  fill_unseen (self, draft != NULL ? loket_json_peek_array (draft, "unseen") : NULL);
}

/* What the act does; of a document, by its name. */
static void
introduce (LoketActForm *self)
{
  const char *intro = loket_elsewhere_introduce (self->dossier, self->spec);
  GPtrArray *documents = self->dossier->standing->current->documents;

  gtk_label_set_text (self->intro, intro);
  for (guint i = 0; self->act_id != NULL && i < documents->len; i++) {
    const LoketDocument *document = documents->pdata[i];
    g_autofree char *named = NULL;

    if (g_strcmp0 (document->document_id, self->act_id) != 0 || document->name == NULL)
      continue;
    named = g_strdup_printf ("%s\n%s", document->name, intro);
    gtk_label_set_text (self->intro, named);
  }
}

static void
show_texts (LoketActForm *self)
{
  LoketCase *facts = self->dossier->standing->current;
  const char *name = loket_speech_name (loket_session_get_speech (self->session), "act",
                                        loket_act_type_to_string (self->spec->type));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", facts->reference, facts->subject);
  const char *day_label;

  adw_window_title_set_title (self->window_title, name);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), name);
  introduce (self);
  gtk_button_set_label (self->done_button, name);
  day_label = loket_act_type_tells (self->spec->type) ? _ ("_Day of sending or saying")
                                                      : _ ("_Day on which it happened");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->day), day_label);
  loket_widget_name (self->day_list, day_label);
}

/* What was chosen by the way that led here holds; what was typed before is not typed over. */
static void
fill_suggested (LoketActForm *self, JsonObject *suggested)
{
  g_autoptr (JsonObject) typed = _loket_act_form_gather (self);
  g_autoptr (JsonObject) wanted = loket_json_object_copy (suggested);

  if (json_object_has_member (typed, "text"))
    json_object_remove_member (wanted, "text");
  loket_act_payload_suggest (self->fields, wanted);
}

/* A form may have no field that this procedure wants. */
static void
focus_first (LoketActForm *self)
{
  for (guint i = 0; i < self->fields->len; i++) {
    if (gtk_widget_get_visible (self->fields->pdata[i])) {
      gtk_widget_child_focus (self->fields->pdata[i], GTK_DIR_TAB_FORWARD);
      return;
    }
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
}

/* One draft a case and act; of annulling, one for each act whose effect would go. */
static char *
make_draft_key (LoketDossier *dossier, LoketActType type, const char *act_id)
{
  g_autofree char *key =
      g_strdup_printf ("act:%s:%s", dossier->the_case->case_id, loket_act_type_to_string (type));

  return act_id != NULL ? g_strconcat (key, ":", act_id, NULL) : g_steal_pointer (&key);
}

static void
present (GtkWindow *parent,
         LoketSession *session,
         LoketDossier *dossier,
         LoketActType type,
         const char *act_id,
         const char *key,
         JsonObject *suggested)
{
  LoketActForm *self =
      g_object_new (LOKET_TYPE_ACT_FORM, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->desk = loket_session_get_desk (session);
  self->dossier = loket_dossier_ref (dossier);
  self->spec = loket_form_spec_find (type);
  self->act_id = g_strdup (act_id);
  self->keeper = loket_draft_keeper_new (session, key, collect_draft, self);
  self->filling = TRUE;
  show_texts (self);
  loket_date_row_set_speech (self->day, loket_session_get_speech (session));
  loket_form_notices_fill (self->notices, session, dossier, type);
  build_fields (self);
  _loket_act_form_add_bundle (self);
  fill_defaults (self);
  fill_from_draft (self);
  if (suggested != NULL)
    fill_suggested (self, suggested);
  self->filling = FALSE;
  show_effect (self);
  gtk_window_present (GTK_WINDOW (self));
  focus_first (self);
}

/**
 * loket_act_form_present:
 * @type: an act that has a form
 * @act_id: (nullable): for `annul`, the act whose effect goes
 */
void
loket_act_form_present (GtkWindow *parent,
                        LoketSession *session,
                        LoketDossier *dossier,
                        LoketActType type,
                        const char *act_id)
{
  g_autofree char *key = make_draft_key (dossier, type, act_id);

  present (parent, session, dossier, type, act_id, key, NULL);
}

/* The act or the document that a kept act of that type is about. */
static const char *
find_subject (LoketActType type, JsonObject *payload)
{
  if (type == LOKET_ACT_ANNUL)
    return loket_json_peek_string (payload, "actId");
  return type == LOKET_ACT_DETACH ? loket_json_peek_string (payload, "documentId") : NULL;
}

/**
 * loket_act_form_present_draft:
 * @key: of a draft of such an act: what stands in it is what the form begins with
 */
void
loket_act_form_present_draft (GtkWindow *parent,
                              LoketSession *session,
                              LoketDossier *dossier,
                              LoketActType type,
                              const char *key)
{
  g_autoptr (JsonObject) draft = loket_desk_load_draft (loket_session_get_desk (session), key);
  JsonObject *payload = draft != NULL ? loket_json_peek_object (draft, "payload") : NULL;
  const char *act_id = payload != NULL ? find_subject (type, payload) : NULL;

  present (parent, session, dossier, type, act_id, key, NULL);
}

/**
 * loket_act_form_present_with:
 * @suggested: members of the payload with which the form begins
 */
void
loket_act_form_present_with (GtkWindow *parent,
                             LoketSession *session,
                             LoketDossier *dossier,
                             LoketActType type,
                             JsonObject *suggested)
{
  g_autofree char *key = make_draft_key (dossier, type, NULL);

  present (parent, session, dossier, type, NULL, key, suggested);
}
