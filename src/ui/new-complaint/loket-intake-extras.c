/* SPDX-License-Identifier: EUPL-1.2 */
/* Folded groups of rows. A group that holds something says so while it is folded. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-intake-extras.h"
#include "loket-intake-rows.h"
#include "loket-widget.h"

enum {
  GROUP_TRIED,
  GROUP_DECISION,
  GROUP_REPRESENTATIVE,
  GROUP_SECRECY,
  GROUP_DETAILS,
  N_GROUPS
};

struct _LoketIntakeExtras {
  GtkWidget parent_instance;

  GtkListBox *list;
  LoketSpeech *speech; /* (owned) */
  GtkWidget *expanders[N_GROUPS];
  LoketIntakeRows groups[N_GROUPS];
  GPtrArray *others; /* (element-type LoketIntakeRows): each in an expander of its own */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketIntakeExtras, loket_intake_extras, GTK_TYPE_WIDGET)

static const LoketIntakeRow tried_rows[] = {
    {"on", LOKET_INTAKE_ROW_DAY, N_ ("When")},
    {"with", LOKET_INTAKE_ROW_LINE, N_ ("With whom")},
    {"text", LOKET_INTAKE_ROW_LINE, N_ ("What came of it")},
    {NULL},
};
static const LoketIntakeRow decision_rows[] = {
    {"appealUntil", LOKET_INTAKE_ROW_DAY, N_ ("Appeal until, as the decision says")},
    {"body", LOKET_INTAKE_ROW_LINE, N_ ("To which body the appeal goes")},
    {"councilOfState", LOKET_INTAKE_ROW_SWITCH, N_ ("Annulment by the Council of State")},
    {"notifiedOn", LOKET_INTAKE_ROW_DAY, N_ ("Notified on")},
    {"reference", LOKET_INTAKE_ROW_LINE, N_ ("Reference of the decision")},
    {NULL},
};
#define PARTY_ROWS                                                                                 \
  {"name", LOKET_INTAKE_ROW_LINE, N_ ("Name")},                                                    \
      {"organisation", LOKET_INTAKE_ROW_LINE, N_ ("Organisation")},                                \
      {"street", LOKET_INTAKE_ROW_LINE, N_ ("Street and number")},                                 \
      {"postCode", LOKET_INTAKE_ROW_LINE, N_ ("Postcode")},                                        \
      {"city", LOKET_INTAKE_ROW_LINE, N_ ("Town")},                                                \
      {"email", LOKET_INTAKE_ROW_LINE, N_ ("E-mail")},                                             \
  {                                                                                                \
    "phone", LOKET_INTAKE_ROW_LINE, N_ ("Telephone")                                               \
  }
static const LoketIntakeRow representative_rows[] = {
    PARTY_ROWS,
    {"mandate", LOKET_INTAKE_ROW_SWITCH, N_ ("The mandate is there")},
    {"mandateDocument", LOKET_INTAKE_ROW_LINE, N_ ("Name of the document")},
    {NULL},
};
static const LoketIntakeRow other_rows[] = {PARTY_ROWS, {NULL}};
static const LoketIntakeRow secrecy_rows[] = {
    {"nameWithheld", LOKET_INTAKE_ROW_SWITCH, N_ ("Withhold the name from the service")},
    {"restricted", LOKET_INTAKE_ROW_SWITCH, N_ ("Only for those who handle the case")},
    {NULL},
};
static const LoketIntakeRow detail_rows[] = {
    {"period", LOKET_INTAKE_ROW_LINE, N_ ("When it happened")},
    {"factsOn", LOKET_INTAKE_ROW_DAY, N_ ("Last day on which it happened")},
    {"remedySought", LOKET_INTAKE_ROW_LINE, N_ ("What should be put right")},
    {"damagesClaimed", LOKET_INTAKE_ROW_LINE, N_ ("Damages that are claimed")},
    {"courtCase", LOKET_INTAKE_ROW_LINE, N_ ("Before a court, and which")},
    {"interest", LOKET_INTAKE_ROW_LINE, N_ ("What the complainant has to do with it")},
    {NULL},
};

/* @member: of the case; NULL: the rows are members of the case itself. */
static const struct {
  const char *member;
  const char *title;
  const LoketIntakeRow *rows;
} groups[N_GROUPS] = {
    [GROUP_TRIED] = {"triedFirst", N_ ("Tried first with the service"), tried_rows},
    [GROUP_DECISION] = {"contestedDecision", N_ ("Against a decision"), decision_rows},
    [GROUP_REPRESENTATIVE] = {"representative", N_ ("Somebody acts for the complainant"),
                              representative_rows},
    [GROUP_SECRECY] = {NULL, N_ ("Secrecy"), secrecy_rows},
    [GROUP_DETAILS] = {NULL, N_ ("Also asked"), detail_rows},
};

static char *
summarise (LoketIntakeRows *rows)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < rows->rows->len; i++) {
    GtkWidget *row = rows->rows->pdata[i];
    gboolean filled;

    if (rows->spec[i].kind == LOKET_INTAKE_ROW_SWITCH)
      filled = gtk_switch_get_active (g_object_get_data (G_OBJECT (row), "switch"));
    else
      filled = *gtk_editable_get_text (GTK_EDITABLE (row)) != '\0';
    if (!filled)
      continue;
    g_string_append_printf (said, "%s%s", said->len > 0 ? " · " : "",
                            rows->spec[i].kind == LOKET_INTAKE_ROW_SWITCH
                                ? _ (rows->spec[i].label)
                                : gtk_editable_get_text (GTK_EDITABLE (row)));
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static void
show_summaries (LoketIntakeExtras *self)
{
  for (int i = 0; i < N_GROUPS; i++) {
    g_autofree char *said = summarise (&self->groups[i]);
    g_autofree char *escaped = g_markup_escape_text (said, -1);

    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->expanders[i]), escaped);
  }
}

static void
changed_cb (LoketIntakeExtras *self)
{
  show_summaries (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_expander (const char *code, const char *title, LoketIntakeRows *rows)
{
  GtkWidget *expander = loket_widget_new_expander (title);

  gtk_widget_set_name (expander, code);
  for (guint i = 0; i < rows->rows->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), rows->rows->pdata[i]);
  return expander;
}

static void
rows_free (gpointer data)
{
  loket_intake_rows_clear (data);
  g_free (data);
}

static LoketIntakeRows *
add_other (LoketIntakeExtras *self)
{
  LoketIntakeRows *rows = g_new0 (LoketIntakeRows, 1);
  GtkWidget *expander;

  loket_intake_rows_init (rows, other_rows, self->speech, G_CALLBACK (changed_cb), self);
  expander = make_expander ("complainants", _ ("Also complains"), rows);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  gtk_list_box_append (self->list, expander);
  g_ptr_array_add (self->others, rows);
  return rows;
}

static void
add_cb (LoketIntakeExtras *self)
{
  LoketIntakeRows *rows = add_other (self);

  gtk_widget_grab_focus (rows->rows->pdata[0]);
  changed_cb (self);
}

/**
 * loket_intake_extras_set_speech:
 *
 * Makes the rows, whose days are said in a language. Once.
 */
void
loket_intake_extras_set_speech (LoketIntakeExtras *self, LoketSpeech *speech)
{
  self->speech = loket_speech_ref (speech);
  for (int i = 0; i < N_GROUPS; i++) {
    loket_intake_rows_init (&self->groups[i], groups[i].rows, speech, G_CALLBACK (changed_cb),
                            self);
    self->expanders[i] = make_expander (groups[i].member != NULL ? groups[i].member : "case",
                                        _ (groups[i].title), &self->groups[i]);
    gtk_list_box_append (self->list, self->expanders[i]);
  }
}

static gboolean
is_asked (LoketProfile *profile, const char *field)
{
  JsonArray *fields = profile != NULL
                          ? loket_json_peek_array (loket_profile_get_json (profile), "intakeFields")
                          : NULL;

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    if (g_strcmp0 (loket_json_peek_string (loket_json_array_peek_object (fields, i), "field"),
                   field) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_intake_extras_adapt:
 * @profile: (nullable)
 *
 * Details that the procedure does not ask are not there.
 */
void
loket_intake_extras_adapt (LoketIntakeExtras *self, LoketProfile *profile)
{
  gboolean any = FALSE;

  for (const LoketIntakeRow *row = detail_rows; row->member != NULL; row++) {
    gboolean asked = is_asked (profile, row->member);

    gtk_widget_set_visible (loket_intake_rows_get (&self->groups[GROUP_DETAILS], row->member),
                            asked);
    any = any || asked;
  }
  gtk_widget_set_visible (self->expanders[GROUP_DETAILS], any);
}

static void
gather_others (LoketIntakeExtras *self, JsonObject *facts)
{
  JsonArray *complainants = loket_json_peek_array (facts, "complainants");

  for (guint i = 0; i < self->others->len; i++) {
    g_autoptr (JsonObject) party = json_object_new ();

    loket_intake_rows_gather (self->others->pdata[i], party);
    if (json_object_get_size (party) > 0)
      json_array_add_object_element (complainants, g_steal_pointer (&party));
  }
}

/**
 * loket_intake_extras_gather:
 * @facts: with its `complainants`, to which the others are added
 */
void
loket_intake_extras_gather (LoketIntakeExtras *self, JsonObject *facts)
{
  for (int i = 0; i < N_GROUPS; i++) {
    g_autoptr (JsonObject) object = NULL;

    if (groups[i].member == NULL) {
      loket_intake_rows_gather (&self->groups[i], facts);
      continue;
    }
    object = json_object_new ();
    loket_intake_rows_gather (&self->groups[i], object);
    if (json_object_get_size (object) > 0)
      json_object_set_object_member (facts, groups[i].member, g_steal_pointer (&object));
  }
  gather_others (self, facts);
}

/**
 * loket_intake_extras_spread:
 * @facts: of a draft
 */
void
loket_intake_extras_spread (LoketIntakeExtras *self, JsonObject *facts)
{
  JsonArray *complainants = loket_json_peek_array (facts, "complainants");

  for (int i = 0; i < N_GROUPS; i++)
    loket_intake_rows_spread (
        &self->groups[i],
        groups[i].member != NULL ? loket_json_peek_object (facts, groups[i].member) : facts);
  for (guint i = 1; complainants != NULL && i < json_array_get_length (complainants); i++)
    loket_intake_rows_spread (add_other (self), loket_json_array_peek_object (complainants, i));
  show_summaries (self);
}

static void
loket_intake_extras_dispose (GObject *object)
{
  LoketIntakeExtras *self = LOKET_INTAKE_EXTRAS (object);

  for (int i = 0; i < N_GROUPS; i++)
    loket_intake_rows_clear (&self->groups[i]);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->speech, loket_speech_unref);
  loket_widget_dispose_template (object, LOKET_TYPE_INTAKE_EXTRAS);
  G_OBJECT_CLASS (loket_intake_extras_parent_class)->dispose (object);
}

static void
loket_intake_extras_class_init (LoketIntakeExtrasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_intake_extras_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-intake-extras.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketIntakeExtras, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
loket_intake_extras_init (LoketIntakeExtras *self)
{
  self->others = g_ptr_array_new_with_free_func (rows_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
