/* SPDX-License-Identifier: EUPL-1.2 */
/* What the procedure asks of a new complaint: choices, fields that are needed, and the check. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-new-complaint-window-private.h"

/* A stamp older than so many days when a complaint is registered is worth a question. */
enum {
  STAMP_AGE_DAYS = 2
};

/**
 * _loket_new_complaint_get_profile:
 *
 * Returns: (transfer none) (nullable): the procedure of the agency that is chosen
 */
LoketProfile *
_loket_new_complaint_get_profile (LoketNewComplaintWindow *self)
{
  LoketRules *rules = loket_desk_get_rules (self->desk);
  const char *id = loket_choice_row_get_code (self->agency);
  LoketAgency *agency = id != NULL ? loket_rules_get_agency (rules, id) : NULL;

  return agency != NULL ? loket_rules_get_newest (rules, loket_agency_get_procedure (agency))
                        : NULL;
}

/* The field of the profile's list; NULL where it does not ask for it. */
static JsonObject *
find_field (LoketNewComplaintWindow *self, const char *field)
{
  LoketProfile *profile = _loket_new_complaint_get_profile (self);
  JsonArray *fields = profile != NULL
                          ? loket_json_peek_array (loket_profile_get_json (profile), "intakeFields")
                          : NULL;

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    JsonObject *element = loket_json_array_peek_object (fields, i);

    if (g_strcmp0 (loket_json_peek_string (element, "field"), field) == 0)
      return element;
  }
  return NULL;
}

static gboolean
is_required (LoketNewComplaintWindow *self, const char *field)
{
  JsonObject *element = find_field (self, field);
  JsonObject *need = element != NULL ? loket_json_peek_object (element, "need") : NULL;

  return need != NULL && g_strcmp0 (loket_json_peek_string (need, "value"), "required") == 0;
}

static JsonObject *
find_sentence (LoketProfile *profile, const char *code)
{
  JsonArray *list = loket_json_peek_array (loket_profile_get_json (profile), "standardSentences");

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);

    if (g_strcmp0 (loket_json_peek_string (element, "code"), code) == 0)
      return loket_json_peek_object (element, "text");
  }
  return NULL;
}

static void
fill_from_profile (LoketNewComplaintWindow *self, LoketChoiceRow *row, const char *member)
{
  g_autoptr (GPtrArray) choices = loket_profile_choices_list (
      self->session, _loket_new_complaint_get_profile (self), member, NULL);

  loket_choice_row_set_choices (row, choices);
}

static void
fill_codes (LoketNewComplaintWindow *self,
            LoketChoiceRow *row,
            const char *family,
            const char *const *codes)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autoptr (GPtrArray) choices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_choice_free);

  for (guint i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (choices,
                     loket_choice_new (codes[i], loket_speech_name (speech, family, codes[i])));
  loket_choice_row_set_choices (row, choices);
}

static LoketAgency *
get_agency (LoketNewComplaintWindow *self)
{
  const char *id = loket_choice_row_get_code (self->agency);

  return id != NULL ? loket_rules_get_agency (loket_desk_get_rules (self->desk), id) : NULL;
}

/* What only some procedures and agencies may ask is nowhere else in sight. */
static void
show_asked (LoketNewComplaintWindow *self)
{
  LoketProfile *profile = _loket_new_complaint_get_profile (self);
  LoketAgency *agency = get_agency (self);

  gtk_widget_set_visible (GTK_WIDGET (self->received_at),
                          profile != NULL && loket_intake_counts_hours (profile));
  gtk_widget_set_visible (GTK_WIDGET (self->birth_date),
                          find_field (self, "complainants.birthDate") != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->national_number),
                          agency != NULL && loket_agency_may_use_national_number (agency));
  loket_intake_extras_adapt (self->extras, profile);
  loket_routing_guide_show (self->routing, loket_session_get_speech (self->session),
                            loket_desk_get_rules (self->desk), profile);
}

static void
fill_units (LoketNewComplaintWindow *self)
{
  LoketAgency *agency = get_agency (self);
  JsonArray *units =
      agency != NULL ? loket_json_peek_array (loket_agency_get_json (agency), "units") : NULL;
  guint count = units != NULL ? json_array_get_length (units) : 0;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < count; i++) {
    JsonObject *names = loket_json_peek_object (loket_json_array_peek_object (units, i), "names");
    const char *name = loket_speech_pick (loket_session_get_speech (self->session), names);
    g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

    g_menu_item_set_action_and_target (item, "complaint.unit", "s", name);
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (self->units, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->units), count > 0);
}

/* The appeal's date comes first: no complaint keeps it from passing. */
static void
show_appeal (LoketNewComplaintWindow *self, JsonObject *facts)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  LoketProfile *profile = _loket_new_complaint_get_profile (self);
  g_autofree char *until = loket_intake_say_appeal (speech, facts);
  g_autofree char *note = NULL;
  JsonObject *sentence = profile != NULL ? find_sentence (profile, "doesNotSuspendAppeal") : NULL;

  gtk_widget_set_visible (self->appeal, until != NULL);
  if (until == NULL)
    return;
  note = g_strconcat (_ ("Copied from the decision, not computed. Tell the complainant first."),
                      sentence != NULL ? " " : NULL,
                      sentence != NULL ? loket_speech_pick (speech, sentence) : NULL, NULL);
  gtk_label_set_text (self->appeal_until, until);
  gtk_label_set_text (self->appeal_note, note);
}

/**
 * _loket_new_complaint_show_signs:
 *
 * Shows what follows from what is typed: what is missing, what may be done, the appeal, what is
 * perhaps here already.
 */
void
_loket_new_complaint_show_signs (LoketNewComplaintWindow *self)
{
  g_autoptr (JsonObject) facts = _loket_new_complaint_gather (self);

  loket_intake_box_show (self->intake, loket_session_get_speech (self->session),
                         _loket_new_complaint_get_profile (self), facts);
  show_appeal (self, facts);
  loket_similar_list_look (self->similar, self->session, facts);
}

/**
 * _loket_new_complaint_fill_choices:
 *
 * Offers what the procedure of the chosen agency names.
 */
void
_loket_new_complaint_fill_choices (LoketNewComplaintWindow *self)
{
  static const char *const languages[] = {"nl", "fr", "de", "en", NULL};
  static const char *const vias[] = {"mail", "post", "loket", "phone", "counter", NULL};

  fill_from_profile (self, self->carrier, "carriers");
  fill_from_profile (self, self->channel, "channels");
  loket_demand_list_show (self->demand, loket_session_get_speech (self->session),
                          _loket_new_complaint_get_profile (self));
  show_asked (self);
  fill_units (self);
  fill_codes (self, self->language, "language", languages);
  fill_codes (self, self->answer_channel, "via", vias);
}

static void
mark (LoketNewComplaintWindow *self, gpointer row, const char *label, const char *field)
{
  g_autofree char *marked = g_strdup_printf (_ ("%s (needed)"), label);

  g_object_set (row, "title", is_required (self, field) ? marked : label, NULL);
}

/**
 * _loket_new_complaint_mark_fields:
 *
 * Says in the label of each field whether the procedure needs it; the others are asked for only.
 */
void
_loket_new_complaint_mark_fields (LoketNewComplaintWindow *self)
{
  mark (self, self->received, _ ("_Received on"), "receivedOn");
  mark (self, self->name, _ ("_Name"), "complainants.name");
  mark (self, self->street, _ ("Street and number"), "complainants.address");
  mark (self, self->post_code, _ ("Postcode"), "complainants.address");
  mark (self, self->city, _ ("Town"), "complainants.address");
  mark (self, self->email, _ ("E-mail"), "complainants.email");
  mark (self, self->phone, _ ("Telephone"), "complainants.phone");
  mark (self, self->service, _ ("Service concerned"), "service");
  mark (self, self->facts, _ ("_Facts, as the complainant tells them"), "facts");
}

static gboolean
is_blank (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text == '\0';
}

static char *
check_days (LoketNewComplaintWindow *self, GtkWidget **where)
{
  LoketDay received;
  LoketDay registered;
  int hour;
  int minute;

  *where = GTK_WIDGET (self->received);
  if (!loket_date_row_get_day (self->received, &received) || received == LOKET_NO_DAY)
    return g_strdup (_ ("Say on which day the authority received the complaint."));
  if (received > loket_desk_get_today (self->desk))
    return g_strdup (_ ("The day of receipt lies in the future."));
  *where = GTK_WIDGET (self->received_at);
  if (gtk_widget_get_visible (*where) && !is_blank (self->received_at) &&
      !_loket_new_complaint_parse_time (gtk_editable_get_text (GTK_EDITABLE (*where)), &hour,
                                        &minute))
    return g_strdup (_ ("Write the time of receipt as hours and minutes: 14:30."));
  *where = GTK_WIDGET (self->registered);
  if (!loket_date_row_get_day (self->registered, &registered) || registered == LOKET_NO_DAY ||
      registered < received)
    return g_strdup (_ ("The day of registration is not before the day of receipt."));
  return NULL;
}

static char *
check_complainant (LoketNewComplaintWindow *self, GtkWidget **where)
{
  if (gtk_switch_get_active (self->anonymous))
    return NULL;
  *where = GTK_WIDGET (self->name);
  if (is_blank (self->name) && is_blank (self->organisation))
    return g_strdup (_ ("Write down who complains, or tick that the complaint is anonymous."));
  return NULL;
}

/**
 * _loket_new_complaint_check:
 * @where: (out): the field that needs something
 *
 * What the procedure needs may still be missing: a complaint has come in as it is, and a clerk
 * cannot invent an address. What is checked here is what makes a case at all.
 *
 * Returns: (transfer full) (nullable): what is wrong; NULL when nothing is
 */
char *
_loket_new_complaint_check (LoketNewComplaintWindow *self, GtkWidget **where)
{
  char *error = check_days (self, where);
  g_autofree char *facts = NULL;

  if (error == NULL)
    error = check_complainant (self, where);
  if (error != NULL)
    return error;
  *where = GTK_WIDGET (self->subject);
  if (is_blank (self->subject))
    return g_strdup (_ ("Say in a few words what the complaint is about."));
  *where = GTK_WIDGET (self->facts);
  facts = g_strstrip (loket_text_row_dup_text (self->facts));
  if (*facts == '\0')
    return g_strdup (_ ("Write down what happened, in the words of the complainant."));
  return NULL;
}

/**
 * _loket_new_complaint_hint_receipt:
 *
 * Returns: (transfer none): what stands below the day of receipt
 */
const char *
_loket_new_complaint_hint_receipt (LoketNewComplaintWindow *self)
{
  LoketDay received;
  LoketDay registered;

  if (loket_date_row_get_day (self->received, &received) && received != LOKET_NO_DAY &&
      loket_date_row_get_day (self->registered, &registered) &&
      registered - received > STAMP_AGE_DAYS)
    return _ ("The stamp is older than two days: is this the day on which the authority received "
              "it? The terms already run from then.");
  return _ ("The day of the stamp of your authority, not the day on which it reached you: all "
            "terms count from it.");
}
