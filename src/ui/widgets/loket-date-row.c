/* SPDX-License-Identifier: EUPL-1.2 */
/* Typing a day. Read are 2026-11-27 and the ways of writing it in Belgium: 27/11/2026, 27-11-2026,
 * 27.11.2026; two digits of a year are not, they would leave the century to us. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-date-row.h"

struct _LoketDateRow {
  AdwEntryRow parent_instance;

  LoketSpeech *speech; /* (owned) (nullable) */
  GtkLabel *weekday;
};

G_DEFINE_FINAL_TYPE (LoketDateRow, loket_date_row, ADW_TYPE_ENTRY_ROW)

/**
 * loket_date_parse:
 * @day: (out): set to the day, or to LOKET_NO_DAY for a blank text
 *
 * Returns: FALSE when the text is no day
 */
gboolean
loket_date_parse (const char *text, LoketDay *day)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = g_strsplit_set (trimmed, "/.- ", -1);
  guint64 numbers[3];

  *day = LOKET_NO_DAY;
  if (*trimmed == '\0')
    return TRUE;
  if (loket_day_parse (trimmed, day))
    return TRUE;
  if (g_strv_length (parts) != G_N_ELEMENTS (numbers) || strlen (parts[2]) != 4)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (!g_ascii_string_to_unsigned (parts[i], 10, 1, 9999, &numbers[i], NULL))
      return FALSE;
  }
  if (!g_date_valid_dmy ((GDateDay) MIN (numbers[0], 99), (GDateMonth) MIN (numbers[1], 99),
                         (GDateYear) numbers[2]))
    return FALSE;
  *day = loket_day_new ((int) numbers[2], (int) numbers[1], (int) numbers[0]);
  return TRUE;
}

static void
changed_cb (LoketDateRow *self)
{
  LoketDay day;
  gboolean is_day = loket_date_row_get_day (self, &day);
  g_autofree char *text = NULL;

  if (is_day && day != LOKET_NO_DAY && self->speech != NULL)
    text = loket_speech_day_weekday (self->speech, day);
  else if (!is_day)
    text = g_strdup (_ ("no date: write it as 2026-11-27 or 27/11/2026"));
  gtk_label_set_text (self->weekday, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  if (is_day)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

static void
move_day (LoketDateRow *self, int days)
{
  LoketDay day;

  if (loket_date_row_get_day (self, &day) && day != LOKET_NO_DAY)
    loket_date_row_set_day (self, day + days);
}

static void
earlier_cb (LoketDateRow *self)
{
  move_day (self, -1);
}

static void
later_cb (LoketDateRow *self)
{
  move_day (self, 1);
}

static void
loket_date_row_dispose (GObject *object)
{
  LoketDateRow *self = LOKET_DATE_ROW (object);

  g_clear_pointer (&self->speech, loket_speech_unref);
  G_OBJECT_CLASS (loket_date_row_parent_class)->dispose (object);
}

static void
loket_date_row_class_init (LoketDateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_date_row_dispose;
}

static void
add_button (LoketDateRow *self, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static void
loket_date_row_init (LoketDateRow *self)
{
  self->weekday = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->weekday, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->weekday), "dim-label");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->weekday));
  add_button (self, "go-previous-symbolic", _ ("One day earlier"), G_CALLBACK (earlier_cb));
  add_button (self, "go-next-symbolic", _ ("One day later"), G_CALLBACK (later_cb));
  /* The pencil of entries would stand between the day and its weekday. */
  gtk_widget_add_css_class (GTK_WIDGET (self), "date");
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * loket_date_row_new:
 * @title: label with its access key
 */
GtkWidget *
loket_date_row_new (const char *title, LoketSpeech *speech)
{
  LoketDateRow *self = g_object_new (LOKET_TYPE_DATE_ROW, "title", title, NULL);

  loket_date_row_set_speech (self, speech);
  return GTK_WIDGET (self);
}

/**
 * loket_date_row_set_speech:
 *
 * The language in which the weekday is said; for a row that stands in a template.
 */
void
loket_date_row_set_speech (LoketDateRow *self, LoketSpeech *speech)
{
  g_clear_pointer (&self->speech, loket_speech_unref);
  self->speech = loket_speech_ref (speech);
  changed_cb (self);
}

/**
 * loket_date_row_get_day:
 * @day: (out): LOKET_NO_DAY where nothing is typed
 *
 * Returns: FALSE when what is typed is no day
 */
gboolean
loket_date_row_get_day (LoketDateRow *self, LoketDay *day)
{
  return loket_date_parse (gtk_editable_get_text (GTK_EDITABLE (self)), day);
}

void
loket_date_row_set_day (LoketDateRow *self, LoketDay day)
{
  g_autofree char *text = day != LOKET_NO_DAY ? loket_day_to_string (day) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self), text);
}
