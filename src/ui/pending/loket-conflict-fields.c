/* SPDX-License-Identifier: EUPL-1.2 */
/* One card a member. Texts are compared word by word with what stood there before, lists line by
 * line. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-conflict-fields.h"
#include "loket-conflict-values.h"
#include "loket-diff-label.h"
#include "loket-form-spec.h"

/* What a member says at one time. */
typedef struct {
  char **lines; /* (nullable): NULL where it was not there */
  gboolean is_list;
} Version;

static void
version_clear (Version *self)
{
  g_clear_pointer (&self->lines, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Version, version_clear)

static void
read_version (Version *self,
              LoketSession *session,
              const LoketConflict *conflict,
              const char *member,
              JsonNode *value)
{
  if (value == NULL)
    return;
  self->lines = loket_conflict_values_say (session, conflict, member, value);
  self->is_list = JSON_NODE_HOLDS_ARRAY (value);
}

/* Nothing is a word too: an empty list says that none was chosen. */
static const char *
get_text (const Version *self)
{
  return self->lines[0] != NULL ? self->lines[0] : _ ("nothing");
}

static GtkWidget *
make_text (const Version *version)
{
  const char *const *lines = (const char *const *) version->lines;
  GtkWidget *label;

  if (version->is_list && lines[0] != NULL)
    return loket_diff_label_new_for_lists (lines, lines);
  label = gtk_label_new (get_text (version));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_compared (const Version *before, const Version *after)
{
  if (before->lines == NULL)
    return make_text (after);
  if (before->is_list || after->is_list)
    return loket_diff_label_new_for_lists ((const char *const *) before->lines,
                                           (const char *const *) after->lines);
  return loket_diff_label_new (get_text (before), get_text (after));
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

static GtkBox *
make_card (const char *name)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "padded");
  gtk_box_append (GTK_BOX (card), heading);
  return GTK_BOX (card);
}

static void
add_field (GtkBox *box,
           LoketSession *session,
           const LoketConflict *conflict,
           const LoketConflictField *field)
{
  g_autofree char *name = loket_conflict_values_name (session, conflict, field->code);
  g_auto (Version) base = {NULL};
  g_auto (Version) mine = {NULL};
  g_auto (Version) theirs = {NULL};
  GtkBox *card;

  if (!loket_conflict_values_is_shown (conflict, field->code))
    return;
  read_version (&base, session, conflict, field->code, field->base_value);
  read_version (&mine, session, conflict, field->code, field->mine_value);
  read_version (&theirs, session, conflict, field->code, field->theirs_value);
  card = make_card (name);
  gtk_box_append (box, GTK_WIDGET (card));
  /* Where there is nothing to tell it from, what was written needs no title of its own. */
  if (base.lines == NULL && theirs.lines == NULL && mine.lines != NULL) {
    gtk_box_append (card, make_text (&mine));
    return;
  }
  if (base.lines != NULL)
    add_version (card, _ ("As it was when you wrote"), make_text (&base));
  if (mine.lines != NULL)
    add_version (card, _ ("Yours"), make_compared (&base, &mine));
  if (theirs.lines != NULL)
    add_version (card, _ ("Of others, meanwhile"),
                 make_compared (base.lines != NULL ? &base : &mine, &theirs));
}

static const LoketConflictField *
find_field (const LoketConflict *conflict, const char *code)
{
  for (guint i = 0; i < conflict->fields->len; i++) {
    const LoketConflictField *field = conflict->fields->pdata[i];

    if (g_str_equal (field->code, code))
      return field;
  }
  return NULL;
}

/**
 * loket_conflict_fields_add:
 * @box: gets a card for each member that a person wrote or chose: in the order of the form, then
 *   the others
 */
void
loket_conflict_fields_add (GtkBox *box, LoketSession *session, const LoketConflict *conflict)
{
  const LoketFormSpec *form =
      conflict->act != NULL ? loket_form_spec_find (conflict->act->type) : NULL;

  for (const LoketFieldSpec *spec = form != NULL ? form->fields : NULL;
       spec != NULL && spec->member != NULL; spec++) {
    if (find_field (conflict, spec->member) != NULL)
      add_field (box, session, conflict, find_field (conflict, spec->member));
  }
  for (guint i = 0; i < conflict->fields->len; i++) {
    const LoketConflictField *field = conflict->fields->pdata[i];

    if (loket_conflict_values_find_spec (conflict, field->code) == NULL)
      add_field (box, session, conflict, field);
  }
}
