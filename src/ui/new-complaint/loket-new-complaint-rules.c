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
  fill_from_profile (self, self->demand, "demandKinds");
  fill_codes (self, self->language, "language", languages);
  fill_codes (self, self->answer_channel, "via", vias);
}

static gboolean
is_required (LoketNewComplaintWindow *self, const char *field)
{
  LoketProfile *profile = _loket_new_complaint_get_profile (self);
  JsonArray *fields = profile != NULL
                          ? loket_json_peek_array (loket_profile_get_json (profile), "intakeFields")
                          : NULL;

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    JsonObject *element = loket_json_array_peek_object (fields, i);
    JsonObject *need = loket_json_peek_object (element, "need");

    if (need != NULL && g_strcmp0 (loket_json_peek_string (element, "field"), field) == 0)
      return g_strcmp0 (loket_json_peek_string (need, "value"), "required") == 0;
  }
  return FALSE;
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

  *where = GTK_WIDGET (self->received);
  if (!loket_date_row_get_day (self->received, &received) || received == LOKET_NO_DAY)
    return g_strdup (_ ("Say on which day the authority received the complaint."));
  if (received > loket_desk_get_today (self->desk))
    return g_strdup (_ ("The day of receipt lies in the future."));
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
