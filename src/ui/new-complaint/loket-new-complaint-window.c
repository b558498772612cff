/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a new complaint. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-draft-question.h"
#include "loket-new-complaint-window-private.h"
#include "loket-typed-texts.h"

G_DEFINE_FINAL_TYPE (LoketNewComplaintWindow, loket_new_complaint_window, ADW_TYPE_WINDOW)

static void
show_error (LoketNewComplaintWindow *self, const char *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

static void
show_hints (LoketNewComplaintWindow *self)
{
  gtk_label_set_text (self->received_hint, _loket_new_complaint_hint_receipt (self));
  gtk_widget_set_visible (self->person_list, !gtk_switch_get_active (self->anonymous));
  _loket_new_complaint_show_signs (self);
}

static void
changed_cb (LoketNewComplaintWindow *self)
{
  if (self->filling)
    return;
  show_hints (self);
  show_error (self, NULL);
  loket_draft_keeper_touch (self->keeper);
}

static void
agency_changed_cb (LoketNewComplaintWindow *self)
{
  if (self->filling)
    return;
  self->filling = TRUE;
  _loket_new_complaint_fill_choices (self);
  _loket_new_complaint_mark_fields (self);
  self->filling = FALSE;
  changed_cb (self);
}

static void
routed_cb (LoketNewComplaintWindow *self, const char *const *demands, const char *service)
{
  loket_demand_list_set_codes (self->demand, demands);
  if (service != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->service), service);
  changed_cb (self);
}

static void
unit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketNewComplaintWindow *self = LOKET_NEW_COMPLAINT_WINDOW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->service), g_variant_get_string (parameter, NULL));
}

/* The draft stays: whoever finds that it is no duplicate goes on where it was left. */
static void
open_similar_cb (LoketNewComplaintWindow *self, const char *case_id)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = g_strdup (case_id);

  loket_draft_keeper_touch (self->keeper);
  loket_draft_keeper_save (self->keeper);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-case", "s", id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
similar_changed_cb (LoketNewComplaintWindow *self)
{
  guint count = loket_similar_list_get_count (self->similar);
  g_autofree char *label = g_strdup_printf (_ ("Perhaps already here: %u"), count);

  gtk_button_set_label (self->similar_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->similar_button), count > 0);
}

static void
show_similar_cb (LoketNewComplaintWindow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->similar), GTK_DIR_TAB_FORWARD);
}

static JsonObject *
collect_draft (gpointer user_data)
{
  LoketNewComplaintWindow *self = user_data;
  JsonObject *draft = _loket_new_complaint_gather (self);

  loket_typed_texts_gather (self->content, draft);
  return draft;
}

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketNewComplaintWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier =
      loket_desk_new_case_finish (LOKET_DESK (object), result, &error);
  GtkWindow *parent;

  self->doing = FALSE;
  if (self->session == NULL) /* the window went away with the program */
    return;
  gtk_widget_set_sensitive (self->content, TRUE);
  if (dossier == NULL) {
    g_autofree char *sentence = loket_session_describe_error (self->session, error);

    show_error (self, sentence);
    return;
  }
  loket_draft_keeper_drop (self->keeper);
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.announce-case", "(ss)",
                              dossier->the_case->case_id, dossier->the_case->reference);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
register_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketNewComplaintWindow *self = LOKET_NEW_COMPLAINT_WINDOW (widget);
  GtkWidget *where = NULL;
  g_autofree char *error = NULL;
  g_autoptr (JsonObject) facts = NULL;

  if (self->doing)
    return;
  error = _loket_new_complaint_check (self, &where);
  show_error (self, error);
  if (error != NULL) {
    gtk_widget_grab_focus (where);
    return;
  }
  facts = _loket_new_complaint_gather (self);
  self->doing = TRUE;
  gtk_widget_set_sensitive (self->content, FALSE);
  loket_desk_new_case_async (self->desk, facts, loket_draft_keeper_get_key (self->keeper), NULL,
                             kept_cb, g_object_ref (self));
}

static void
throw_away (LoketNewComplaintWindow *self)
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
  g_autoptr (LoketNewComplaintWindow) self = user_data;

  self->doing = FALSE;
  if (loket_ask_finish (result, NULL) && self->session != NULL)
    throw_away (self);
}

/* Where nothing was typed there is nothing to ask about. */
static void
discard_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketNewComplaintWindow *self = LOKET_NEW_COMPLAINT_WINDOW (widget);
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

static gboolean
close_request (GtkWindow *window)
{
  LoketNewComplaintWindow *self = LOKET_NEW_COMPLAINT_WINDOW (window);

  if (self->doing)
    return TRUE;
  loket_draft_keeper_save (self->keeper);
  return GTK_WINDOW_CLASS (loket_new_complaint_window_parent_class)->close_request (window);
}

static void
loket_new_complaint_window_dispose (GObject *object)
{
  LoketNewComplaintWindow *self = LOKET_NEW_COMPLAINT_WINDOW (object);

  g_clear_pointer (&self->keeper, loket_draft_keeper_free);
  if (self->similar != NULL)
    loket_similar_list_stop (self->similar);
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_NEW_COMPLAINT_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_new_complaint_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, LoketNewComplaintWindow, child)
  BIND (content);
  BIND (error);
  BIND (draft_note);
  BIND (agency);
  BIND (received);
  BIND (registered);
  BIND (received_hint);
  BIND (carrier);
  BIND (channel);
  BIND (language);
  BIND (anonymous);
  BIND (person_list);
  BIND (name);
  BIND (organisation);
  BIND (street);
  BIND (post_code);
  BIND (city);
  BIND (email);
  BIND (phone);
  BIND (subject);
  BIND (service);
  BIND (facts);
  BIND (grievances);
  BIND (demand);
  BIND (received_at);
  BIND (birth_date);
  BIND (national_number);
  BIND (similar);
  BIND (similar_button);
  BIND (units);
  BIND (routing);
  BIND (extras);
  BIND (intake);
  BIND (appeal);
  BIND (appeal_until);
  BIND (appeal_note);
  BIND (answer_channel);
#undef BIND
}

static void
loket_new_complaint_window_class_init (LoketNewComplaintWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_new_complaint_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  g_type_ensure (LOKET_TYPE_CHOICE_ROW);
  g_type_ensure (LOKET_TYPE_DATE_ROW);
  g_type_ensure (LOKET_TYPE_TEXT_ROW);
  g_type_ensure (LOKET_TYPE_GRIEVANCE_LIST);
  g_type_ensure (LOKET_TYPE_DEMAND_LIST);
  g_type_ensure (LOKET_TYPE_INTAKE_BOX);
  g_type_ensure (LOKET_TYPE_INTAKE_EXTRAS);
  g_type_ensure (LOKET_TYPE_ROUTING_GUIDE);
  g_type_ensure (LOKET_TYPE_SIMILAR_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-new-complaint-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, agency_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, routed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_similar_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_similar_cb);
  gtk_widget_class_bind_template_callback (widget_class, similar_changed_cb);
  gtk_widget_class_install_action (widget_class, "complaint.register", NULL, register_cb);
  gtk_widget_class_install_action (widget_class, "complaint.unit", "s", unit_cb);
  gtk_widget_class_install_action (widget_class, "complaint.discard", NULL, discard_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
loket_new_complaint_window_init (LoketNewComplaintWindow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_agencies (LoketNewComplaintWindow *self)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  GPtrArray *agencies = loket_desk_list_agencies (self->desk);
  g_autoptr (GPtrArray) choices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_choice_free);

  for (guint i = 0; agencies != NULL && i < agencies->len; i++) {
    LoketAgency *agency = g_ptr_array_index (agencies, i);
    JsonObject *names = loket_json_peek_object (loket_agency_get_json (agency), "names");

    g_ptr_array_add (choices, loket_choice_new (loket_agency_get_id (agency),
                                                names != NULL ? loket_speech_pick (speech, names)
                                                              : loket_agency_get_id (agency)));
  }
  loket_choice_row_set_choices (self->agency, choices);
  gtk_widget_set_visible (GTK_WIDGET (self->agency), choices->len > 1);
}

/* Before the first sync nobody knows whose desk this is, and there is nothing to choose from. */
static void
agencies_changed_cb (LoketNewComplaintWindow *self)
{
  if (self->doing || loket_choice_row_get_code (self->agency) != NULL)
    return;
  self->filling = TRUE;
  fill_agencies (self);
  self->filling = FALSE;
  agency_changed_cb (self);
}

static void
fill (LoketNewComplaintWindow *self)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autoptr (JsonObject) draft = loket_draft_keeper_load (self->keeper);

  loket_date_row_set_speech (self->received, speech);
  loket_date_row_set_speech (self->registered, speech);
  loket_date_row_set_speech (self->birth_date, speech);
  loket_intake_extras_set_speech (self->extras, speech);
  fill_agencies (self);
  _loket_new_complaint_fill_choices (self);
  loket_date_row_set_day (self->registered, loket_desk_get_today (self->desk));
  /* Who reads the screen in English still takes in complaints in a language of the country. */
  if (!g_str_equal (loket_speech_get_language (speech), "en"))
    loket_choice_row_set_code (self->language, loket_speech_get_language (speech));
  if (draft != NULL)
    _loket_new_complaint_spread (self, draft);
  gtk_widget_set_visible (GTK_WIDGET (self->draft_note), draft != NULL);
  _loket_new_complaint_mark_fields (self);
  /* Behind the marks, which are part of the titles of the fields. */
  if (draft != NULL)
    loket_typed_texts_spread (self->content, draft);
  show_hints (self);
}

/* On a low screen the form is no higher than the window behind it: it scrolls. */
static void
fit_into (LoketNewComplaintWindow *self, GtkWindow *parent)
{
  int available = gtk_widget_get_height (GTK_WIDGET (parent));
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (available > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, MIN (height, available));
}

/**
 * loket_new_complaint_window_present:
 * @parent: the window that will show the new case
 * @draft_key: (nullable): the draft with which it begins; NULL takes the usual one
 */
void
loket_new_complaint_window_present (GtkWindow *parent, LoketSession *session, const char *draft_key)
{
  LoketNewComplaintWindow *self =
      g_object_new (LOKET_TYPE_NEW_COMPLAINT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->desk = loket_session_get_desk (session);
  self->keeper = loket_draft_keeper_new (session, draft_key != NULL ? draft_key : "case:new",
                                         collect_draft, self);
  fill (self);
  self->filling = FALSE;
  g_signal_connect_object (self->desk, "agencies-changed", G_CALLBACK (agencies_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fit_into (self, parent);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->received));
}
