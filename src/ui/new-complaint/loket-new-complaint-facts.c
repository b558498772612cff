/* SPDX-License-Identifier: EUPL-1.2 */
/* From the fields to the facts of a case, as the contract writes them, and back. */
#include "config.h"

#include "loket-new-complaint-window-private.h"

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
add_text (JsonObject *object, const char *member, AdwEntryRow *row)
{
  g_autofree char *text = dup_text (row);

  if (*text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
add_day (JsonObject *object, const char *member, LoketDateRow *row)
{
  g_autofree char *text = NULL;
  LoketDay day;

  if (!loket_date_row_get_day (row, &day) || day == LOKET_NO_DAY)
    return;
  text = loket_day_to_string (day);
  json_object_set_string_member (object, member, text);
}

static void
add_code (JsonObject *object, const char *member, LoketChoiceRow *row)
{
  if (loket_choice_row_get_code (row) != NULL)
    json_object_set_string_member (object, member, loket_choice_row_get_code (row));
}

static void
add_code_list (JsonObject *object, const char *member, LoketChoiceRow *row)
{
  JsonArray *array = json_array_new ();

  if (loket_choice_row_get_code (row) != NULL)
    json_array_add_string_element (array, loket_choice_row_get_code (row));
  json_object_set_array_member (object, member, array);
}

static void
add_demands (LoketNewComplaintWindow *self, JsonObject *facts)
{
  g_auto (GStrv) codes = loket_demand_list_dup_codes (self->demand);
  JsonArray *array = json_array_new ();

  for (int i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (array, codes[i]);
  json_object_set_array_member (facts, "demandKinds", array);
}

/**
 * _loket_new_complaint_parse_time:
 * @text: "9:05", "09.05" or "9h05"
 */
gboolean
_loket_new_complaint_parse_time (const char *text, int *hour, int *minute)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("^\\s*([01]?[0-9]|2[0-3])[:.hu]([0-5][0-9])\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *minutes = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  hours = g_match_info_fetch (match, 1);
  minutes = g_match_info_fetch (match, 2);
  *hour = (int) g_ascii_strtoll (hours, NULL, 10);
  *minute = (int) g_ascii_strtoll (minutes, NULL, 10);
  return TRUE;
}

static void
add_time_of_receipt (LoketNewComplaintWindow *self, JsonObject *facts)
{
  LoketDay day = loket_json_peek_day (facts, "receivedOn");
  g_autofree char *text = NULL;
  int hour;
  int minute;

  if (day == LOKET_NO_DAY || !gtk_widget_get_visible (GTK_WIDGET (self->received_at)) ||
      !_loket_new_complaint_parse_time (gtk_editable_get_text (GTK_EDITABLE (self->received_at)),
                                        &hour, &minute))
    return;
  text = loket_moment_to_string (loket_moment_of_day (day, hour, minute));
  json_object_set_string_member (facts, "receivedAt", text);
}

static void
add_complainants (LoketNewComplaintWindow *self, JsonObject *facts)
{
  JsonArray *complainants = json_array_new ();

  if (!gtk_switch_get_active (self->anonymous)) {
    JsonObject *party = json_object_new ();

    add_text (party, "name", self->name);
    add_text (party, "organisation", self->organisation);
    add_text (party, "street", self->street);
    add_text (party, "postCode", self->post_code);
    add_text (party, "city", self->city);
    add_text (party, "email", self->email);
    add_text (party, "phone", self->phone);
    if (gtk_widget_get_visible (GTK_WIDGET (self->birth_date)))
      add_day (party, "birthDate", self->birth_date);
    if (gtk_widget_get_visible (GTK_WIDGET (self->national_number)))
      add_text (party, "nationalNumber", self->national_number);
    json_array_add_object_element (complainants, party);
  }
  json_object_set_array_member (facts, "complainants", complainants);
}

static void
add_grievances (LoketNewComplaintWindow *self, JsonObject *facts)
{
  g_auto (GStrv) texts = loket_grievance_list_dup_texts (self->grievances);
  JsonArray *grievances = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++) {
    JsonObject *grievance = json_object_new ();
    g_autofree char *id = g_strdup_printf ("k%u", i + 1);

    json_object_set_string_member (grievance, "id", id);
    json_object_set_string_member (grievance, "text", texts[i]);
    if (i == 0)
      json_object_set_boolean_member (grievance, "main", TRUE);
    json_array_add_object_element (grievances, grievance);
  }
  json_object_set_array_member (facts, "grievances", grievances);
}

/**
 * _loket_new_complaint_gather:
 *
 * Returns: (transfer full): the facts as the fields give them now
 */
JsonObject *
_loket_new_complaint_gather (LoketNewComplaintWindow *self)
{
  JsonObject *facts = json_object_new ();
  g_autofree char *text = loket_text_row_dup_text (self->facts);
  g_autofree char *service = dup_text (self->service);
  g_autofree char *subject = dup_text (self->subject);

  add_code (facts, "agency", self->agency);
  add_day (facts, "receivedOn", self->received);
  add_time_of_receipt (self, facts);
  add_day (facts, "registeredOn", self->registered);
  add_complainants (self, facts);
  if (*service != '\0') {
    JsonObject *party = json_object_new ();

    json_object_set_string_member (party, "name", service);
    json_object_set_object_member (facts, "service", party);
  }
  json_object_set_string_member (facts, "subject", subject);
  json_object_set_string_member (facts, "facts", text);
  add_grievances (self, facts);
  add_demands (self, facts);
  add_code_list (facts, "carriers", self->carrier);
  add_code_list (facts, "channels", self->channel);
  add_code (facts, "filingLanguage", self->language);
  add_code (facts, "answerChannel", self->answer_channel);
  loket_intake_extras_gather (self->extras, facts);
  return facts;
}

static void
set_text (AdwEntryRow *row, JsonObject *object, const char *member)
{
  const char *text = object != NULL ? loket_json_peek_string (object, member) : NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
set_first_code (LoketChoiceRow *row, JsonObject *facts, const char *member)
{
  g_auto (GStrv) codes = loket_json_peek_strings (facts, member);

  if (codes != NULL && codes[0] != NULL)
    loket_choice_row_set_code (row, codes[0]);
}

static void
set_complainant (LoketNewComplaintWindow *self, JsonObject *facts)
{
  JsonArray *complainants = loket_json_peek_array (facts, "complainants");
  gboolean nobody = complainants != NULL && json_array_get_length (complainants) == 0;
  JsonObject *party =
      complainants != NULL && !nobody ? loket_json_array_peek_object (complainants, 0) : NULL;

  gtk_switch_set_active (self->anonymous, nobody);
  set_text (self->name, party, "name");
  set_text (self->organisation, party, "organisation");
  set_text (self->street, party, "street");
  set_text (self->post_code, party, "postCode");
  set_text (self->city, party, "city");
  set_text (self->email, party, "email");
  set_text (self->phone, party, "phone");
  set_text (self->national_number, party, "nationalNumber");
  loket_date_row_set_day (self->birth_date,
                          party != NULL ? loket_json_peek_day (party, "birthDate") : LOKET_NO_DAY);
}

static void
set_grievances (LoketNewComplaintWindow *self, JsonObject *facts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *grievances = loket_json_peek_array (facts, "grievances");
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; grievances != NULL && i < json_array_get_length (grievances); i++) {
    JsonObject *grievance = loket_json_array_peek_object (grievances, i);
    const char *text = grievance != NULL ? loket_json_peek_string (grievance, "text") : NULL;

    if (text != NULL)
      g_strv_builder_add (builder, text);
  }
  texts = g_strv_builder_end (builder);
  loket_grievance_list_set_texts (self->grievances, (const char *const *) texts);
}

static void
set_time_of_receipt (LoketNewComplaintWindow *self, JsonObject *facts)
{
  LoketMoment moment = loket_json_peek_moment (facts, "receivedAt");
  g_autofree char *text = NULL;
  int hour;
  int minute;

  if (moment == LOKET_NO_MOMENT)
    return;
  loket_moment_get_time (moment, &hour, &minute);
  text = g_strdup_printf ("%02d:%02d", hour, minute);
  gtk_editable_set_text (GTK_EDITABLE (self->received_at), text);
}

static void
set_demands (LoketNewComplaintWindow *self, JsonObject *facts)
{
  g_auto (GStrv) codes = loket_json_peek_strings (facts, "demandKinds");

  if (codes != NULL)
    loket_demand_list_set_codes (self->demand, (const char *const *) codes);
}

/**
 * _loket_new_complaint_spread:
 * @facts: of a draft
 */
void
_loket_new_complaint_spread (LoketNewComplaintWindow *self, JsonObject *facts)
{
  const char *text = loket_json_peek_string (facts, "facts");

  loket_choice_row_set_code (self->agency, loket_json_peek_string (facts, "agency"));
  _loket_new_complaint_fill_choices (self);
  if (loket_json_peek_day (facts, "receivedOn") != LOKET_NO_DAY)
    loket_date_row_set_day (self->received, loket_json_peek_day (facts, "receivedOn"));
  if (loket_json_peek_day (facts, "registeredOn") != LOKET_NO_DAY)
    loket_date_row_set_day (self->registered, loket_json_peek_day (facts, "registeredOn"));
  set_complainant (self, facts);
  set_text (self->service, loket_json_peek_object (facts, "service"), "name");
  set_text (self->subject, facts, "subject");
  loket_text_row_set_text (self->facts, text != NULL ? text : "");
  set_grievances (self, facts);
  set_demands (self, facts);
  set_time_of_receipt (self, facts);
  loket_intake_extras_spread (self->extras, facts);
  set_first_code (self->carrier, facts, "carriers");
  set_first_code (self->channel, facts, "channels");
  loket_choice_row_set_code (self->language, loket_json_peek_string (facts, "filingLanguage"));
  loket_choice_row_set_code (self->answer_channel, loket_json_peek_string (facts, "answerChannel"));
}
