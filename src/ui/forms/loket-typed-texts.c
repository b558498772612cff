/* SPDX-License-Identifier: EUPL-1.2 */
/* A field is known by its title, and by which one of that title it is. */
#include "config.h"

#include <adwaita.h>

#include "loket-text-row.h"
#include "loket-typed-texts.h"

static const char member[] = "typed";

typedef void (*FieldFunc) (GtkWidget *field, const char *key, JsonObject *texts);

static char *
make_key (GtkWidget *field, GHashTable *counts)
{
  g_autofree char *title = NULL;
  guint count;

  g_object_get (field, "title", &title, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, title)) + 1;
  g_hash_table_insert (counts, g_strdup (title), GUINT_TO_POINTER (count));
  return g_strdup_printf ("%s#%u", title, count);
}

static void
visit (GtkWidget *widget, GHashTable *counts, FieldFunc each, JsonObject *texts)
{
  if (ADW_IS_ENTRY_ROW (widget) || LOKET_IS_TEXT_ROW (widget)) {
    g_autofree char *key = make_key (widget, counts);

    each (widget, key, texts);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit (child, counts, each, texts);
}

static void
visit_all (GtkWidget *form, FieldFunc each, JsonObject *texts)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  visit (form, counts, each, texts);
}

static void
gather (GtkWidget *field, const char *key, JsonObject *texts)
{
  g_autofree char *text = LOKET_IS_TEXT_ROW (field)
                              ? loket_text_row_dup_text (LOKET_TEXT_ROW (field))
                              : g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));

  if (*text != '\0')
    json_object_set_string_member (texts, key, text);
}

static void
spread (GtkWidget *field, const char *key, JsonObject *texts)
{
  const char *text = loket_json_peek_string (texts, key);

  if (text == NULL)
    return;
  if (LOKET_IS_TEXT_ROW (field))
    loket_text_row_set_text (LOKET_TEXT_ROW (field), text);
  else
    gtk_editable_set_text (GTK_EDITABLE (field), text);
}

/**
 * loket_typed_texts_gather:
 * @draft: gets the texts as they were typed
 */
void
loket_typed_texts_gather (GtkWidget *form, JsonObject *draft)
{
  g_autoptr (JsonObject) texts = json_object_new ();

  visit_all (form, gather, texts);
  json_object_set_object_member (draft, member, g_steal_pointer (&texts));
}

/**
 * loket_typed_texts_spread:
 * @draft: with or without such texts
 *
 * After the draft's values: what was typed in a field stands in it again. In another language of
 * the screen the fields have other titles; then the values alone are there.
 */
void
loket_typed_texts_spread (GtkWidget *form, JsonObject *draft)
{
  JsonObject *texts = loket_json_peek_object (draft, member);

  if (texts != NULL)
    visit_all (form, spread, texts);
}
