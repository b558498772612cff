/* SPDX-License-Identifier: EUPL-1.2 */
/* A field is known by the code of its member, with that of the group around it, and by which one of
 * that code it is. Drafts of before knew it by its title, which another language says otherwise. */
#include "config.h"

#include <adwaita.h>

#include "loket-text-row.h"
#include "loket-typed-texts.h"

static const char member[] = "texts";
static const char member_by_title[] = "typed";

typedef struct {
  GHashTable *counts; /* key -> how many had it so far */
  JsonObject *texts;
  gboolean by_title;
  void (*each) (GtkWidget *field, const char *key, JsonObject *texts);
} Visit;

/* What somebody named it; of a template also its id. NULL where nobody did. */
static const char *
find_code (GtkWidget *widget)
{
  const char *name = gtk_widget_get_name (widget);

  if (!g_str_equal (name, G_OBJECT_TYPE_NAME (widget)))
    return name;
  return gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
}

static char *
make_key (Visit *visit, GtkWidget *field, const char *group)
{
  g_autofree char *key = NULL;
  guint count;

  if (visit->by_title)
    g_object_get (field, "title", &key, NULL);
  else
    key = g_strconcat (group, find_code (field), NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (visit->counts, key)) + 1;
  g_hash_table_insert (visit->counts, g_strdup (key), GUINT_TO_POINTER (count));
  return g_strdup_printf ("%s#%u", key, count);
}

static void
visit_below (Visit *visit, GtkWidget *widget, const char *group)
{
  g_autofree char *own = NULL;

  if (ADW_IS_ENTRY_ROW (widget) || LOKET_IS_TEXT_ROW (widget)) {
    g_autofree char *key = make_key (visit, widget, group);

    visit->each (widget, key, visit->texts);
    return;
  }
  if (ADW_IS_EXPANDER_ROW (widget) && find_code (widget) != NULL)
    own = g_strconcat (group, find_code (widget), ".", NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit_below (visit, child, own != NULL ? own : group);
}

static void
visit_all (GtkWidget *form, Visit *visit)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  visit->counts = counts;
  visit_below (visit, form, "");
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

  visit_all (form, &(Visit){.texts = texts, .each = gather});
  json_object_set_object_member (draft, member, g_steal_pointer (&texts));
}

/**
 * loket_typed_texts_spread:
 * @draft: with or without such texts
 *
 * After the draft's values: what was typed in a field stands in it again.
 */
void
loket_typed_texts_spread (GtkWidget *form, JsonObject *draft)
{
  JsonObject *texts = loket_json_peek_object (draft, member);
  JsonObject *by_title = loket_json_peek_object (draft, member_by_title);

  if (texts != NULL)
    visit_all (form, &(Visit){.texts = texts, .each = spread});
  else if (by_title != NULL)
    visit_all (form, &(Visit){.texts = by_title, .each = spread, .by_title = TRUE});
}
