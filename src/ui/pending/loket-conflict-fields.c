/* SPDX-License-Identifier: EUPL-1.2 */
/* One card a member. Texts are compared word by word with what stood there before. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-conflict-fields.h"
#include "loket-diff-label.h"
#include "loket-form-spec.h"
#include "loket-profile-choices.h"

static const LoketFieldSpec *
find_spec (const LoketConflict *conflict, const char *member)
{
  const LoketFormSpec *form =
      conflict->act != NULL ? loket_form_spec_find (conflict->act->type) : NULL;

  for (const LoketFieldSpec *spec = form != NULL ? form->fields : NULL;
       spec != NULL && spec->member != NULL; spec++) {
    if (g_str_equal (spec->member, member))
      return spec;
  }
  return NULL;
}

static gboolean
is_correction (const LoketConflict *conflict)
{
  return conflict->act != NULL && conflict->act->type == LOKET_ACT_CORRECT;
}

static char *
capitalise (const char *text)
{
  char first[7] = {0};

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first);
  return *text != '\0' ? g_strconcat (first, g_utf8_next_char (text), NULL) : g_strdup ("");
}

/* As the form calls it, without its access key; a fact as facts are called. */
static char *
name_field (LoketSession *session, const LoketConflict *conflict, const char *code)
{
  const LoketFieldSpec *spec = find_spec (conflict, code);
  g_auto (GStrv) parts = NULL;

  if (!is_correction (conflict) && spec != NULL) {
    parts = g_strsplit (_ (spec->label), "_", -1);
    return g_strjoinv ("", parts);
  }
  return capitalise (loket_speech_name (loket_session_get_speech (session), "field", code));
}

/* Codes as they are called; texts as they are. */
static char *
say_value (LoketSession *session,
           const LoketConflict *conflict,
           const LoketConflictField *field,
           const char *value)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  const LoketFieldSpec *spec = is_correction (conflict) ? NULL : find_spec (conflict, field->code);
  LoketDay day;

  if (loket_day_parse (value, &day))
    return loket_speech_day_long (speech, day);
  if (spec != NULL && spec->kind == LOKET_FIELD_VIA)
    return g_strdup (loket_speech_name (speech, "via", value));
  if (spec != NULL && spec->kind == LOKET_FIELD_CODE && spec->family != NULL)
    return g_strdup (loket_speech_name (speech, spec->family, value));
  if (spec != NULL && spec->kind == LOKET_FIELD_PROFILE && conflict->now != NULL)
    return g_strdup (loket_profile_choices_get_name (session, conflict->now->the_case, spec->family,
                                                     spec->member, value));
  return g_strdup (value);
}

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
add_version (GtkBox *card, const char *title, GtkWidget *text)
{
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "version");
  gtk_box_append (card, heading);
  gtk_box_append (card, text);
}

static void
add_compared (GtkBox *card, const char *title, const char *before, const char *after)
{
  add_version (card, title,
               before != NULL ? loket_diff_label_new (before, after) : make_text (after));
}

/**
 * loket_conflict_fields_new:
 * @position: of the member among the fields of @conflict
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
loket_conflict_fields_new (LoketSession *session, const LoketConflict *conflict, guint position)
{
  const LoketConflictField *field = g_ptr_array_index (conflict->fields, position);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = gtk_label_new (NULL);
  g_autofree char *name = name_field (session, conflict, field->code);
  g_autofree char *base =
      field->base != NULL ? say_value (session, conflict, field, field->base) : NULL;
  g_autofree char *mine =
      field->mine != NULL ? say_value (session, conflict, field, field->mine) : NULL;
  g_autofree char *theirs =
      field->theirs != NULL ? say_value (session, conflict, field, field->theirs) : NULL;

  gtk_label_set_text (GTK_LABEL (heading), name);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "padded");
  gtk_box_append (GTK_BOX (card), heading);
  if (base != NULL)
    add_version (GTK_BOX (card), _ ("As it was when you wrote"), make_text (base));
  if (mine != NULL)
    add_compared (GTK_BOX (card), _ ("Yours"), base, mine);
  if (theirs != NULL)
    add_compared (GTK_BOX (card), _ ("Of others, meanwhile"), base != NULL ? base : mine, theirs);
  return card;
}
