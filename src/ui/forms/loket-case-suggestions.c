/* SPDX-License-Identifier: EUPL-1.2 */
/* What is typed may be a number, a name or a word of the subject; choosing a case writes its
 * number. */
#include "config.h"

#include "loket-case-suggestions.h"
#include "loket-widget.h"

/* Fewer letters find too much; more rows than these hide the form. */
enum {
  LETTERS_MIN = 3,
  CASES_MAX = 5
};

/* Lives as long as its list. */
typedef struct {
  LoketSession *session; /* (owned) */
  GtkListBox *list;
  GtkEditable *entry; /* stands in the list */
  GPtrArray *rows;    /* (element-type GtkWidget): below the entry now */
  char *case_id;      /* a case does not belong to itself */
  char *asked;        /* (nullable): for which the last answer is awaited */
  char *chosen;       /* (nullable): the number that was written for the person */
} Suggestions;

static const char suggestions_key[] = "loket-case-suggestions";

static void
suggestions_free (gpointer data)
{
  Suggestions *self = data;

  g_object_unref (self->session);
  g_ptr_array_unref (self->rows);
  g_free (self->case_id);
  g_free (self->asked);
  g_free (self->chosen);
  g_free (self);
}

/* The form takes the height that it needs now. */
static void
fit_window (Suggestions *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->list));
  int width, height;

  if (!GTK_IS_WINDOW (root))
    return;
  gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (root), width, -1);
}

static void
clear (Suggestions *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
chosen_cb (GtkListBoxRow *row, gpointer user_data)
{
  Suggestions *self = user_data;
  const char *reference = g_object_get_data (G_OBJECT (row), "reference");

  g_free (self->chosen);
  self->chosen = g_strdup (reference);
  gtk_editable_set_text (self->entry, reference);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
add_row (Suggestions *self, const LoketCaseLine *line)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf ("%s · %s", line->reference, line->subject);
  g_autofree char *subtitle =
      g_strdup_printf ("%s · %s", line->person,
                       loket_speech_name (speech, "step", loket_step_to_string (line->step)));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "reference", g_strdup (line->reference), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (chosen_cb), self);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->rows, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkListBox) list = user_data;
  Suggestions *self = g_object_get_data (G_OBJECT (list), suggestions_key);
  g_autoptr (GPtrArray) lines = loket_desk_list_lines_finish (NULL, result, NULL);
  guint count = 0;

  /* The form went away, or something else was typed meanwhile. */
  if (lines == NULL || gtk_widget_get_root (GTK_WIDGET (list)) == NULL ||
      g_strcmp0 (self->asked, gtk_editable_get_text (self->entry)) != 0)
    return;
  clear (self);
  for (guint i = 0; i < lines->len && count < CASES_MAX; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    if (g_strcmp0 (line->case_id, self->case_id) == 0)
      continue;
    add_row (self, line);
    count++;
  }
  fit_window (self);
}

static void
typed_cb (Suggestions *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  g_free (self->asked);
  self->asked = g_strdup (text);
  if (g_utf8_strlen (text, -1) < LETTERS_MIN || g_strcmp0 (text, self->chosen) == 0) {
    clear (self);
    fit_window (self);
    return;
  }
  loket_desk_list_lines_async (loket_session_get_desk (self->session), "all", text, CASES_MAX + 1,
                               found_cb, g_object_ref (self->list));
}

/**
 * loket_case_suggestions_attach:
 * @list: in which the row of @entry stands
 * @case_id: of the case of the form
 */
void
loket_case_suggestions_attach (GtkListBox *list,
                               GtkEditable *entry,
                               LoketSession *session,
                               const char *case_id)
{
  Suggestions *self = g_new0 (Suggestions, 1);

  self->session = g_object_ref (session);
  self->list = list;
  self->entry = entry;
  self->rows = g_ptr_array_new ();
  self->case_id = g_strdup (case_id);
  g_object_set_data_full (G_OBJECT (list), suggestions_key, self, suggestions_free);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), self);
}
