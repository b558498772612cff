/* SPDX-License-Identifier: EUPL-1.2 */
/* The parties, in rows whose texts are plain: what a citizen wrote is never markup. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-parties.h"
#include "loket-widget.h"

struct _LoketParties {
  GtkWidget parent_instance;

  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (LoketParties, loket_parties, GTK_TYPE_WIDGET)

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *text)
{
  GtkWidget *row;

  if (text == NULL || *text == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);
}

static char *
describe_address (const LoketParty *party)
{
  g_autoptr (GString) text = g_string_new (party->street);

  if (party->post_code != NULL || party->city != NULL)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                            party->post_code != NULL ? party->post_code : "",
                            party->city != NULL ? party->city : "");
  if (party->country != NULL && !g_str_equal (party->country, "BE"))
    g_string_append_printf (text, " (%s)", party->country);
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

static AdwPreferencesGroup *
add_group (LoketParties *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static AdwPreferencesGroup *
add_party (LoketParties *self, const char *title, const LoketParty *party)
{
  AdwPreferencesGroup *group = add_group (self, title);
  g_autofree char *address = describe_address (party);

  add_row (group, _ ("Name"), party->name);
  add_row (group, _ ("Organisation"), party->organisation);
  add_row (group, _ ("Address"), address);
  add_row (group, _ ("E-mail"), party->email);
  add_row (group, _ ("Telephone"), party->phone);
  return group;
}

static void
add_representative (LoketParties *self, LoketCase *facts)
{
  JsonObject *json = loket_json_peek_object (facts->json, "representative");
  gboolean there = loket_json_peek_boolean (json, "mandate", FALSE);
  const char *document = loket_json_peek_string (json, "mandateDocument");
  AdwPreferencesGroup *group = add_party (self, _ ("Representative"), facts->representative);

  add_row (group, _ ("Mandate"),
           !there             ? _ ("not there yet")
           : document != NULL ? document
                              : _ ("there"));
}

/* How they are told of: as an object, or as one text where an older loket wrote it. */
static void
add_tried_first (LoketParties *self, LoketSpeech *speech, LoketCase *facts)
{
  JsonObject *tried = loket_json_peek_object (facts->json, "triedFirst");
  const char *text = loket_json_peek_string (facts->json, "triedFirst");
  LoketDay on = tried != NULL ? loket_json_peek_day (tried, "on") : LOKET_NO_DAY;
  g_autofree char *day = on != LOKET_NO_DAY ? loket_speech_day_medium (speech, on) : NULL;
  AdwPreferencesGroup *group;

  if (tried == NULL && text == NULL)
    return;
  group = add_group (self, _ ("Tried first with the service"));
  add_row (group, _ ("When"), day);
  add_row (group, _ ("With whom"), tried != NULL ? loket_json_peek_string (tried, "with") : NULL);
  add_row (group, _ ("What came of it"),
           tried != NULL ? loket_json_peek_string (tried, "text") : text);
}

static void
add_decision (LoketParties *self, LoketSpeech *speech, LoketCase *facts)
{
  JsonObject *decision = loket_json_peek_object (facts->json, "contestedDecision");
  g_autofree char *until = NULL;
  g_autofree char *notified = NULL;
  AdwPreferencesGroup *group;

  if (decision == NULL)
    return;
  if (loket_json_peek_day (decision, "appealUntil") != LOKET_NO_DAY)
    until = loket_speech_day_long (speech, loket_json_peek_day (decision, "appealUntil"));
  if (loket_json_peek_day (decision, "notifiedOn") != LOKET_NO_DAY)
    notified = loket_speech_day_medium (speech, loket_json_peek_day (decision, "notifiedOn"));
  group = add_group (self, _ ("Against a decision"));
  add_row (group, _ ("Appeal until, as the decision says"), until);
  add_row (group, _ ("To which body the appeal goes"), loket_json_peek_string (decision, "body"));
  if (loket_json_peek_boolean (decision, "councilOfState", FALSE))
    add_row (group, _ ("Kind of appeal"), _ ("Annulment by the Council of State"));
  add_row (group, _ ("Notified on"), notified);
  add_row (group, _ ("Reference of the decision"), loket_json_peek_string (decision, "reference"));
}

/* Who else may see a case that was closed to the others. */
static void
add_access (AdwPreferencesGroup *group, GPtrArray *persons, char **ids)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *text = NULL;

  for (int i = 0; ids != NULL && ids[i] != NULL; i++)
    g_strv_builder_add (names, loket_desk_persons_get_name (persons, ids[i]));
  list = g_strv_builder_end (names);
  text = g_strjoinv (", ", list);
  add_row (group, _ ("Who may see it"), text);
}

static void
add_handling (LoketParties *self, LoketSession *session, LoketDossier *dossier)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketCase *facts = dossier->standing->current;
  AdwPreferencesGroup *group = add_group (self, _ ("Handling"));
  const char *assignee = dossier->standing->assignee;
  g_autoptr (GPtrArray) persons =
      loket_desk_list_persons (loket_session_get_desk (session), dossier->the_case);

  if (loket_json_peek_boolean (facts->json, "nameWithheld", FALSE))
    add_row (group, _ ("Secrecy"), _ ("Withhold the name from the service"));
  if (loket_json_peek_boolean (facts->json, "restricted", FALSE))
    add_row (group, _ ("Secrecy"), _ ("Only for those who handle the case"));
  if (dossier->standing->restricted_to != NULL)
    add_access (group, persons, dossier->standing->restricted_to);
  add_row (group, _ ("Assigned to"),
           assignee != NULL ? loket_desk_persons_get_name (persons, assignee) : _ ("nobody yet"));
  if (facts->answer_channel != LOKET_VIA_NONE)
    add_row (group, _ ("Answer is wanted"),
             loket_speech_name (speech, "via", loket_via_to_string (facts->answer_channel)));
}

void
loket_parties_show (LoketParties *self, LoketSession *session, LoketDossier *dossier)
{
  LoketCase *facts = dossier->standing->current;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (facts->complainants->len == 0)
    add_row (add_group (self, _ ("Complainant")), _ ("Name"), _ ("Anonymous"));
  for (guint i = 0; i < facts->complainants->len; i++)
    add_party (self, _ ("Complainant"), facts->complainants->pdata[i]);
  if (facts->representative != NULL)
    add_representative (self, facts);
  if (facts->service != NULL)
    add_party (self, _ ("Service concerned"), facts->service);
  add_tried_first (self, loket_session_get_speech (session), facts);
  add_decision (self, loket_session_get_speech (session), facts);
  add_handling (self, session, dossier);
}

static void
loket_parties_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_PARTIES);
  G_OBJECT_CLASS (loket_parties_parent_class)->dispose (object);
}

static void
loket_parties_class_init (LoketPartiesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_parties_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-parties.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketParties, groups);
}

static void
loket_parties_init (LoketParties *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
