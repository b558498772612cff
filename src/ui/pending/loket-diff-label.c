/* SPDX-License-Identifier: EUPL-1.2 */
/* From a word diff to attributes of a label. Never markup: what is compared was written by others.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-diff-label.h"
#include "loket-word-diff.h"

static const char runs_key[] = "loket-runs";

static void
add (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

static void
add_colour (PangoAttrList *attributes, GtkWidget *label, const char *name, guint start, guint end)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (label), name, &colour))
    return;
  add (attributes,
       pango_attr_foreground_new ((guint16) (colour.red * G_MAXUINT16),
                                  (guint16) (colour.green * G_MAXUINT16),
                                  (guint16) (colour.blue * G_MAXUINT16)),
       start, end);
}

/* Without a blank between what went and what came they would read as one word. */
static guint
is_glued (GArray *runs, guint position)
{
  const LoketWordRun *run = &g_array_index (runs, LoketWordRun, position);
  const LoketWordRun *before;

  if (position == 0 || run->kind != LOKET_WORD_ADDED)
    return 0;
  before = &g_array_index (runs, LoketWordRun, position - 1);
  return before->kind == LOKET_WORD_REMOVED && !g_str_has_suffix (before->text, " ") &&
         !g_str_has_suffix (before->text, "\n");
}

/* Once the widget is in a window: only then its style is known. */
static void
show_cb (GtkWidget *label)
{
  GArray *runs = g_object_get_data (G_OBJECT (label), runs_key);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  guint end = 0;

  for (guint i = 0; i < runs->len; i++) {
    const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);
    guint start = end;

    start += is_glued (runs, i);
    end = start + (guint) strlen (run->text);
    if (run->kind == LOKET_WORD_REMOVED) {
      add (attributes, pango_attr_strikethrough_new (TRUE), start, end);
      add_colour (attributes, label, "error_color", start, end);
    } else if (run->kind == LOKET_WORD_ADDED) {
      add (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      add (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      add_colour (attributes, label, "success_color", start, end);
    }
  }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static char *
say (GArray *runs)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++) {
    const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);
    g_autofree char *text = g_strstrip (g_strdup (run->text));

    if (*text == '\0')
      continue;
    if (said->len > 0)
      g_string_append_c (said, ' ');
    if (run->kind == LOKET_WORD_REMOVED)
      /* TRANSLATORS: spoken, of the words that follow in a comparison of two texts */
      g_string_append_printf (said, _ ("[removed: %s]"), text);
    else if (run->kind == LOKET_WORD_ADDED)
      /* TRANSLATORS: spoken, of the words that follow in a comparison of two texts */
      g_string_append_printf (said, _ ("[added: %s]"), text);
    else
      g_string_append (said, text);
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

/**
 * loket_diff_label_say:
 *
 * Returns: (transfer full): the difference as a reader says it
 */
char *
loket_diff_label_say (const char *before, const char *after)
{
  g_autoptr (GArray) runs = loket_word_diff (before, after);

  return say (runs);
}

/* @runs: (transfer full) */
static GtkWidget *
make_label (GArray *runs, const char *spoken)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++) {
    if (is_glued (runs, i))
      g_string_append_c (text, ' ');
    g_string_append (text, g_array_index (runs, LoketWordRun, i).text);
  }
  gtk_label_set_text (GTK_LABEL (label), text->str);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_object_set_data_full (G_OBJECT (label), runs_key, runs, (GDestroyNotify) g_array_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect (label, "map", G_CALLBACK (show_cb), NULL);
  return label;
}

/**
 * loket_diff_label_new:
 * @before: plain text
 * @after: plain text
 */
GtkWidget *
loket_diff_label_new (const char *before, const char *after)
{
  GArray *runs = loket_word_diff (before, after);
  g_autofree char *spoken = say (runs);

  return make_label (runs, spoken);
}

/* Of a list: what went stands where it was, what came at the end. */
static GArray *
compare_lists (const char *const *before, const char *const *after)
{
  GArray *runs = loket_word_diff ("", "");

  for (guint i = 0; before[i] != NULL; i++) {
    LoketWordRun run = {g_strv_contains (after, before[i]) ? LOKET_WORD_SAME : LOKET_WORD_REMOVED,
                        g_strdup (before[i])};

    g_array_append_val (runs, run);
  }
  for (guint i = 0; after[i] != NULL; i++) {
    LoketWordRun run = {LOKET_WORD_ADDED, g_strdup (after[i])};

    if (g_strv_contains (before, after[i]))
      g_clear_pointer (&run.text, g_free);
    else
      g_array_append_val (runs, run);
  }
  return runs;
}

static char *
say_list (GArray *runs)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++) {
    const LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);
    g_autofree char *one = run->kind == LOKET_WORD_SAME ? g_strdup (run->text)
                           : run->kind == LOKET_WORD_REMOVED
                               ? g_strdup_printf (_ ("[removed: %s]"), run->text)
                               : g_strdup_printf (_ ("[added: %s]"), run->text);

    g_string_append_printf (said, "%s%s", i > 0 ? ", " : "", one);
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

/**
 * loket_diff_label_say_lists:
 *
 * Returns: (transfer full): the difference of two lists as a reader says it
 */
char *
loket_diff_label_say_lists (const char *const *before, const char *const *after)
{
  g_autoptr (GArray) runs = compare_lists (before, after);

  return say_list (runs);
}

/**
 * loket_diff_label_new_for_lists:
 * @before: plain texts
 * @after: plain texts
 *
 * One a line.
 */
GtkWidget *
loket_diff_label_new_for_lists (const char *const *before, const char *const *after)
{
  GArray *runs = compare_lists (before, after);
  g_autofree char *spoken = say_list (runs);

  for (guint i = 0; i < runs->len; i++) {
    LoketWordRun *run = &g_array_index (runs, LoketWordRun, i);
    g_autofree char *line = run->text;

    run->text = g_strconcat ("• ", line, i + 1 < runs->len ? "\n" : "", NULL);
  }
  return make_label (runs, spoken);
}
