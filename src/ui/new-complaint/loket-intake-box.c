/* SPDX-License-Identifier: EUPL-1.2 */
/* The calm box below the form of a new complaint. Nothing in it stops the registration. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-intake-box.h"
#include "loket-widget.h"

struct _LoketIntakeBox {
  GtkWidget parent_instance;

  GtkBox *box;
  GtkBox *advice;
  AdwExpanderRow *fields;
  GPtrArray *rows; /* (element-type GtkWidget): children of @fields */
};

G_DEFINE_FINAL_TYPE (LoketIntakeBox, loket_intake_box, GTK_TYPE_WIDGET)

/* Names of what is missing, of one kind, joined. */
static char *
name_missing (LoketSpeech *speech, GPtrArray *fields, gboolean required)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++) {
    const LoketIntakeField *field = g_ptr_array_index (fields, i);

    if (!field->held && field->required == required)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              loket_speech_pick (speech, field->names));
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* On which grounds of the profile it may be declined; that it may be, not that it must. */
static void
add_grounds (GStrvBuilder *lines, LoketSpeech *speech, LoketProfile *profile, guint signs)
{
  g_autoptr (GPtrArray) grounds = loket_intake_list_grounds (profile, signs);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *line = NULL;

  for (guint i = 0; i < grounds->len; i++)
    g_string_append_printf (
        names, "%s%s", i > 0 ? "; " : "",
        loket_speech_pick (speech, loket_json_peek_object (grounds->pdata[i], "names")));
  if (grounds->len == 0) {
    g_strv_builder_add (lines,
                        _ ("This procedure names no ground to decline it for that: handle it "
                           "as far as the facts allow."));
    return;
  }
  line = g_strdup_printf (_ ("You may decline it, and need not: %s."), names->str);
  g_strv_builder_add (lines, line);
}

/* Without these there is no registration: the form itself says so. */
static void
leave_out_what_the_form_wants (GPtrArray *missing)
{
  static const char *const wanted[] = {"facts", "receivedOn", NULL};

  for (guint i = missing->len; i > 0; i--) {
    const LoketIntakeField *field = g_ptr_array_index (missing, i - 1);

    if (g_strv_contains (wanted, field->field))
      g_ptr_array_remove_index (missing, i - 1);
  }
}

/**
 * loket_intake_box_advise:
 *
 * Returns: (transfer full): a line each: what is out of the ordinary, and what may still be done
 *   under this procedure; empty where all is well
 */
char **
loket_intake_box_advise (LoketSpeech *speech, LoketProfile *profile, JsonObject *facts)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr (GPtrArray) missing = loket_intake_list_missing (profile, facts);
  g_autofree char *required = NULL;
  guint signs = loket_intake_read_signs (profile, facts);

  leave_out_what_the_form_wants (missing);
  required = name_missing (speech, missing, TRUE);
  if (*required == '\0')
    signs &= ~(guint) LOKET_INTAKE_INCOMPLETE;
  if (signs & LOKET_INTAKE_INCOMPLETE) {
    g_autofree char *line = g_strdup_printf (_ ("Still needed: %s."), required);

    g_strv_builder_add (lines, line);
  }
  if (signs & LOKET_INTAKE_ANONYMOUS)
    g_strv_builder_add (lines, _ ("Nobody is known to be asked, or told. Register it all the same: "
                                  "what it says may be looked into."));
  else if (signs & LOKET_INTAKE_INCOMPLETE)
    g_strv_builder_add (lines, _ ("Register it all the same: the terms already run. The case then "
                                  "has the text ready that asks the complainant for it."));
  if (signs & LOKET_INTAKE_NOT_FOR_US)
    g_strv_builder_add (lines, _ ("Probably not for this service: all that is demanded is passed "
                                  "on. Pass it on, or refer the complainant, and say so."));
  if (signs != 0)
    add_grounds (lines, speech, profile, signs);
  return g_strv_builder_end (lines);
}

/**
 * loket_intake_say_appeal:
 *
 * Returns: (transfer full) (nullable): until when the complainant can appeal against the decision,
 *   as copied from it; NULL where it is not known
 */
char *
loket_intake_say_appeal (LoketSpeech *speech, JsonObject *facts)
{
  JsonObject *decision = loket_json_peek_object (facts, "contestedDecision");
  LoketDay until = decision != NULL ? loket_json_peek_day (decision, "appealUntil") : LOKET_NO_DAY;
  const char *body = decision != NULL ? loket_json_peek_string (decision, "body") : NULL;
  g_autofree char *day = NULL;

  if (until == LOKET_NO_DAY)
    return NULL;
  day = loket_speech_day_long (speech, until);
  return body != NULL ? g_strdup_printf (_ ("Appeal until %s, to: %s"), day, body)
                      : g_strdup_printf (_ ("Appeal until %s"), day);
}

static char *
say_why (const LoketIntakeField *field)
{
  const char *source = loket_json_peek_string (field->need, "source");
  const char *article = loket_json_peek_string (field->need, "article");
  const char *quote = loket_json_peek_string (field->need, "quote");
  gboolean confirmed = loket_json_peek_boolean (field->need, "confirmed", FALSE);
  g_autoptr (GString) why = g_string_new (field->required ? _ ("needed") : _ ("asked"));

  if (source != NULL)
    g_string_append_printf (why, ": %s", source);
  if (article != NULL)
    g_string_append_printf (why, ", %s", article);
  if (quote != NULL)
    g_string_append_printf (why, ", “%s”", quote);
  if (!confirmed)
    g_string_append_printf (why, " (%s)", _ ("not confirmed"));
  return g_string_free (g_steal_pointer (&why), FALSE);
}

static void
add_field (LoketIntakeBox *self, LoketSpeech *speech, const LoketIntakeField *field)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *state = gtk_label_new (field->held ? _ ("here") : _ ("missing"));
  g_autofree char *why = say_why (field);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 loket_speech_pick (speech, field->names));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (state, "chip");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  adw_expander_row_add_row (self->fields, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_fields (LoketIntakeBox *self, LoketSpeech *speech, GPtrArray *fields)
{
  g_autofree char *asked = name_missing (speech, fields, FALSE);
  g_autofree char *needed = name_missing (speech, fields, TRUE);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->fields, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < fields->len; i++)
    add_field (self, speech, fields->pdata[i]);
  if (*needed != '\0')
    g_string_append_printf (said, _ ("Needed: %s."), needed);
  if (*asked != '\0') {
    g_string_append (said, said->len > 0 ? " " : "");
    g_string_append_printf (said, _ ("Asked, not here: %s."), asked);
  }
  escaped = g_markup_escape_text (said->len > 0 ? said->str : _ ("All of it is here."), -1);
  adw_expander_row_set_subtitle (self->fields, escaped);
}

static void
show_advice (LoketIntakeBox *self, char **lines)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->advice))) != NULL)
    gtk_box_remove (self->advice, child);
  for (int i = 0; lines[i] != NULL; i++) {
    GtkWidget *label = gtk_label_new (lines[i]);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_box_append (self->advice, label);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->advice), lines[0] != NULL);
}

/**
 * loket_intake_box_show:
 * @profile: (nullable): without one there is nothing to say
 * @facts: as the form gives them now
 */
void
loket_intake_box_show (LoketIntakeBox *self,
                       LoketSpeech *speech,
                       LoketProfile *profile,
                       JsonObject *facts)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), profile != NULL);
  if (profile == NULL)
    return;
  fields = loket_intake_list_fields (profile, facts);
  lines = loket_intake_box_advise (speech, profile, facts);
  show_fields (self, speech, fields);
  show_advice (self, lines);
}

static void
loket_intake_box_dispose (GObject *object)
{
  LoketIntakeBox *self = LOKET_INTAKE_BOX (object);

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (loket_intake_box_parent_class)->dispose (object);
}

static void
loket_intake_box_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_INTAKE_BOX (object)->rows);
  G_OBJECT_CLASS (loket_intake_box_parent_class)->finalize (object);
}

static void
loket_intake_box_class_init (LoketIntakeBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_intake_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_intake_box_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
loket_intake_box_init (LoketIntakeBox *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->rows = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  self->advice = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->fields =
      ADW_EXPANDER_ROW (loket_widget_new_expander (_ ("What this procedure asks, and why")));
  gtk_widget_add_css_class (GTK_WIDGET (self->advice), "effect");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->fields));
  gtk_box_append (self->box, GTK_WIDGET (self->advice));
  gtk_box_append (self->box, list);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}
