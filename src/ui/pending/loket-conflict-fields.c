/* SPDX-License-Identifier: EUPL-1.2 */
/* One card a member. Texts are compared word by word with what stood there before, lists line by
 * line. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-conflict-fields.h"
#include "loket-conflict-values.h"
#include "loket-diff-label.h"
#include "loket-form-spec.h"

/* Members of a complaint in the order in which somebody tells of it. */
static const char *const complaint_order[] = {
    "subject",       "facts",       "grievances", "complainants", "representative",
    "service",       "demandKinds", "receivedOn", "receivedAt",   "registeredOn",
    "carriers",      "channels",    "triedFirst", "agency",       "filingLanguage",
    "answerChannel", NULL};

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

/* What can no longer be sent may be needed elsewhere.
 *
 * Returns: (transfer none): @text */
static GtkWidget *
let_copy (const LoketConflict *conflict, GtkWidget *text)
{
  if (GTK_IS_LABEL (text) && loket_conflict_is_only_kept (conflict))
    gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  return text;
}

/* What others wrote is recorded where the loket has lost it. */
static gboolean
is_of_others (const LoketConflict *conflict)
{
  return conflict->recorded && g_strcmp0 (conflict->item->reason, "lostByLoket") == 0;
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

/* What is only to be read is copied too, and then without what it was compared with. */
static GtkWidget *
make_mine (const LoketConflict *conflict, const Version *base, const Version *mine)
{
  return let_copy (conflict, conflict->recorded ? make_text (mine) : make_compared (base, mine));
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
add_card (GtkBox *box, int spacing)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "padded");
  gtk_box_append (box, card);
  return GTK_BOX (card);
}

static void
add_heading (GtkBox *card, const char *name)
{
  GtkWidget *heading = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (card, heading);
}

/* There is nothing to tell it from. */
static gboolean
is_plain (const LoketConflictField *field)
{
  return field->base_value == NULL && field->theirs_value == NULL;
}

static void
add_plain (GtkBox *card,
           LoketSession *session,
           const LoketConflict *conflict,
           const LoketConflictField *field)
{
  g_autofree char *name = loket_conflict_values_name (session, conflict, field->code);
  g_auto (Version) mine = {NULL};

  read_version (&mine, session, conflict, field->code, field->mine_value);
  if (mine.lines != NULL)
    add_version (card, name, let_copy (conflict, make_text (&mine)));
}

static void
add_compared (GtkBox *box,
              LoketSession *session,
              const LoketConflict *conflict,
              const LoketConflictField *field)
{
  g_autofree char *name = loket_conflict_values_name (session, conflict, field->code);
  GtkBox *card = add_card (box, 3);
  g_auto (Version) base = {NULL};
  g_auto (Version) mine = {NULL};
  g_auto (Version) theirs = {NULL};

  read_version (&base, session, conflict, field->code, field->base_value);
  read_version (&mine, session, conflict, field->code, field->mine_value);
  read_version (&theirs, session, conflict, field->code, field->theirs_value);
  add_heading (card, name);
  if (base.lines != NULL)
    add_version (card, _ ("As it was when you wrote"), make_text (&base));
  if (mine.lines != NULL)
    add_version (card, is_of_others (conflict) ? _ ("What was written") : _ ("Yours"),
                 make_mine (conflict, &base, &mine));
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

static void
list_field (GPtrArray *fields, const LoketConflict *conflict, const char *code)
{
  const LoketConflictField *field = find_field (conflict, code);

  if (field != NULL && loket_conflict_values_is_shown (conflict, code) &&
      !g_ptr_array_find (fields, field, NULL))
    g_ptr_array_add (fields, (gpointer) field);
}

/* (element-type LoketConflictField): in the order of the form, then the others */
static GPtrArray *
list_in_order (const LoketConflict *conflict)
{
  GPtrArray *fields = g_ptr_array_new ();
  const LoketFormSpec *form =
      conflict->act != NULL ? loket_form_spec_find (conflict->act->type) : NULL;

  for (const LoketFieldSpec *spec = form != NULL ? form->fields : NULL;
       spec != NULL && spec->member != NULL; spec++)
    list_field (fields, conflict, spec->member);
  for (guint i = 0; conflict->act == NULL && complaint_order[i] != NULL; i++)
    list_field (fields, conflict, complaint_order[i]);
  for (guint i = 0; i < conflict->fields->len; i++)
    list_field (fields, conflict, ((LoketConflictField *) conflict->fields->pdata[i])->code);
  return fields;
}

/**
 * loket_conflict_fields_add:
 * @box: gets a card for each member of which there are versions, and one for all else that a
 *   person wrote or chose
 */
void
loket_conflict_fields_add (GtkBox *box, LoketSession *session, const LoketConflict *conflict)
{
  g_autoptr (GPtrArray) fields = list_in_order (conflict);
  GtkBox *card = NULL;

  for (guint i = 0; i < fields->len; i++) {
    if (!is_plain (fields->pdata[i]))
      add_compared (box, session, conflict, fields->pdata[i]);
  }
  for (guint i = 0; i < fields->len; i++) {
    if (!is_plain (fields->pdata[i]))
      continue;
    if (card == NULL) {
      card = add_card (box, 3);
      add_heading (card, is_of_others (conflict) ? _ ("What was written") : _ ("What you wrote"));
    }
    add_plain (card, session, conflict, fields->pdata[i]);
  }
}
