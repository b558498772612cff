/* SPDX-License-Identifier: EUPL-1.2 */
/* Building the cards of a stage. All texts are plain. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"

/* Buttons of one box stand in rows, so that a narrow window wraps them. */
static const char buttons_key[] = "loket-guide-buttons";

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

/**
 * loket_guide_card_new:
 *
 * Returns: (transfer floating): a card with its heading; the rest is appended
 */
GtkWidget *
loket_guide_card_new (const char *title)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *heading = make_label (title);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "padded");
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (card), heading);
  return card;
}

/**
 * loket_guide_card_add_question:
 * @state_text: what is said of it, in words: the mark before it is not all
 *
 * Returns: (transfer none): a box below the question, for what belongs to it
 */
GtkWidget *
loket_guide_card_add_question (GtkWidget *card,
                               const char *question,
                               LoketGuideState state,
                               const char *state_text)
{
  static const char *const icons[] = {"checkbox-symbolic", "object-select-symbolic",
                                      "window-close-symbolic", NULL};
  static const char *const classes[] = {"check-open", "check-done", "check-open", "no-check"};
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[state]);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *line = g_strdup_printf ("%s %s", question, state_text);
  GtkWidget *label = make_label (line);

  gtk_widget_add_css_class (label, "question");
  gtk_widget_add_css_class (row, classes[state]);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_visible (icon, icons[state] != NULL);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (card), row);
  return words;
}

GtkWidget *
loket_guide_add_text (GtkWidget *box, const char *text)
{
  GtkWidget *label = make_label (text);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

void
loket_guide_add_printf (GtkWidget *box, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  loket_guide_add_text (box, text);
}

/**
 * loket_guide_add_aside:
 *
 * A source, or a remark that is not about this very case.
 */
GtkWidget *
loket_guide_add_aside (GtkWidget *box, const char *text)
{
  GtkWidget *label = loket_guide_add_text (box, text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

GtkWidget *
loket_guide_add_warning (GtkWidget *box, const char *text)
{
  GtkWidget *label = loket_guide_add_text (box, text);

  gtk_widget_add_css_class (label, "unconfirmed");
  return label;
}

static GtkWidget *
get_buttons (GtkWidget *box)
{
  GtkWidget *buttons = g_object_get_data (G_OBJECT (box), buttons_key);

  if (buttons != NULL)
    return buttons;
  buttons = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (buttons), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (buttons), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (buttons), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (buttons), 6);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (buttons), FALSE);
  gtk_widget_add_css_class (buttons, "buttons");
  g_object_set_data (G_OBJECT (box), buttons_key, buttons);
  gtk_box_append (GTK_BOX (box), buttons);
  return buttons;
}

/**
 * loket_guide_add_button:
 * @payload: what the form begins with
 */
void
loket_guide_add_button (GtkWidget *box, const char *label, LoketActType type, JsonObject *payload)
{
  g_autofree char *text = g_strdup_printf ("%s …", label);
  g_autofree char *json = loket_json_object_to_string (payload);
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkFlowBox *buttons = GTK_FLOW_BOX (get_buttons (box));
  GtkWidget *child;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.begin");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)",
                                    loket_act_type_to_string (type), json);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_flow_box_insert (buttons, button, -1);
  /* The keyboard goes to the button, not to the box around it. */
  child = gtk_widget_get_parent (button);
  gtk_widget_set_focusable (child, FALSE);
}

/**
 * loket_guide_add_reason:
 *
 * Says why an act may not be done, or would have no effect.
 */
void
loket_guide_add_reason (GtkWidget *box,
                        LoketSession *session,
                        const char *name,
                        const LoketPermission *permission)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *why =
      loket_speech_say (speech, "act.line", "headline", name, "detail",
                        loket_speech_name (speech, "reason", permission->reason), NULL);

  loket_guide_add_warning (box, why);
}

/**
 * loket_guide_add_act:
 * @payload: (nullable): what the form begins with, and what the rules are asked with
 * @label: (nullable): of the button; else the name of the act
 *
 * A button where the act may be done; where it may not, the reason why. An act that the procedure
 * does not know, and one that was done and is done once, gives neither.
 */
void
loket_guide_add_act (GtkWidget *box,
                     LoketSession *session,
                     LoketDossier *dossier,
                     LoketActType type,
                     JsonObject *payload,
                     const char *label)
{
  LoketSpeech *speech = loket_session_speak_for (session, dossier->the_case);
  g_autoptr (JsonObject) nothing = json_object_new ();
  JsonObject *begin = payload != NULL ? payload : nothing;
  LoketPermission permission = loket_guide_ask (session, dossier, type, payload);
  const char *name =
      label != NULL ? label : loket_speech_name (speech, "act", loket_act_type_to_string (type));

  if (dossier->withdrawn || g_strcmp0 (permission.reason, "notInProcedure") == 0 ||
      g_strcmp0 (permission.reason, "notYetDone") == 0)
    return;
  if (permission.answer != LOKET_ANSWER_NOT_ALLOWED)
    loket_guide_add_button (box, name, type, begin);
  if (permission.answer != LOKET_ANSWER_ALLOWED)
    loket_guide_add_reason (box, session, name, &permission);
}

/**
 * loket_guide_find_last:
 * @place: (out) (optional): in the order of replay; -1 where there is none
 *
 * Returns: (transfer none) (nullable): the last act of a type that has its effect
 */
LoketActEffect *
loket_guide_find_last (LoketStanding *standing, LoketActType type, gint *place)
{
  if (place != NULL)
    *place = -1;
  for (guint i = standing->effects->len; i-- > 0;) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if (effect->act->type != type || effect->annulled_by != NULL ||
        effect->permission.answer != LOKET_ANSWER_ALLOWED)
      continue;
    if (place != NULL)
      *place = (gint) i;
    return effect;
  }
  return NULL;
}

/**
 * loket_guide_find_unsent_end:
 *
 * Returns: (transfer none) (nullable): what ended the case and waits to be sent: until it is taken
 *   only this computer knows of it
 */
LoketActEffect *
loket_guide_find_unsent_end (LoketStanding *standing)
{
  static const LoketActType ends[] = {LOKET_ACT_ANSWER, LOKET_ACT_SETTLE, LOKET_ACT_DECLINE,
                                      LOKET_ACT_TRANSFER, LOKET_ACT_CLOSE};

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    LoketActEffect *effect = loket_guide_find_last (standing, ends[i], NULL);

    if (effect != NULL && loket_act_is_pending (effect->act) && !effect->leaves_open &&
        standing->outcome != LOKET_OUTCOME_NONE)
      return effect;
  }
  return NULL;
}

/**
 * loket_guide_ask:
 * @payload: (nullable): what is known of the act already
 *
 * Returns: what the rules say to an act of today; texts that a form still asks for do not count
 */
LoketPermission
loket_guide_ask (LoketSession *session,
                 LoketDossier *dossier,
                 LoketActType type,
                 JsonObject *payload)
{
  LoketDesk *desk = loket_session_get_desk (session);
  LoketPermission permission = dossier->standing->permissions[type];
  g_autoptr (LoketStanding) after = NULL;
  g_autoptr (JsonObject) whole = NULL;

  if (payload == NULL || permission.answer != LOKET_ANSWER_ALLOWED)
    return permission;
  whole = loket_json_object_copy (payload);
  if (!json_object_has_member (whole, "reason"))
    json_object_set_string_member (whole, "reason", "…");
  if (!json_object_has_member (whole, "text"))
    json_object_set_string_member (whole, "text", "…");
  after = loket_desk_preview_act (desk, dossier, loket_act_type_to_string (type),
                                  loket_desk_get_today (desk), whole, &permission);
  return permission;
}

char *
loket_guide_say_day (LoketSession *session, LoketDay day)
{
  return loket_speech_day_medium (loket_session_get_speech (session), day);
}

/**
 * loket_guide_payload:
 * @member: then its value, and so on, ending with NULL
 *
 * Returns: (transfer full): a payload of texts
 */
JsonObject *
loket_guide_payload (const char *member, ...)
{
  JsonObject *payload = json_object_new ();
  va_list arguments;

  va_start (arguments, member);
  for (const char *name = member; name != NULL; name = va_arg (arguments, const char *)) {
    const char *value = va_arg (arguments, const char *);

    if (value != NULL)
      json_object_set_string_member (payload, name, value);
  }
  va_end (arguments);
  return payload;
}
