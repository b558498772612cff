/* SPDX-License-Identifier: EUPL-1.2 */
/* Standard output. */
#include "config.h"

#include <stdio.h>

#include "loket-ctl-output.h"
#include "loket-json.h"

struct _LoketCtlTable {
  GPtrArray *rows; /* (element-type GStrv) */
};

/**
 * loket_ctl_tame:
 * @text: UTF-8
 *
 * For texts of others on a terminal: they are one line, and no command to it.
 *
 * Returns: (transfer full): with a blank for each character that is not printed
 */
char *
loket_ctl_tame (const char *text)
{
  g_autoptr (GString) tame = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (g_unichar_isprint (character) || g_unichar_ismark (character))
      g_string_append_unichar (tame, character);
    else
      g_string_append_c (tame, ' ');
  }
  return g_string_free (g_steal_pointer (&tame), FALSE);
}

void
loket_ctl_print (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (stdout, format, arguments);
  va_end (arguments);
}

/**
 * loket_ctl_print_built:
 * @builder: holds one whole value
 */
void
loket_ctl_print_built (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = loket_json_to_string (root, TRUE);

  loket_ctl_print ("%s\n", text);
}

/**
 * loket_ctl_flush:
 *
 * Returns: FALSE when not all that was said has reached whoever listens
 */
gboolean
loket_ctl_flush (void)
{
  return fflush (stdout) == 0 && ferror (stdout) == 0;
}

/* The three builders leave a member out that has no value: JSON of the contract has no null. */
void
loket_ctl_build_text (JsonBuilder *builder, const char *member, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

void
loket_ctl_build_day (JsonBuilder *builder, const char *member, LoketDay day)
{
  g_autofree char *text = day != LOKET_NO_DAY ? loket_day_to_string (day) : NULL;

  loket_ctl_build_text (builder, member, text);
}

/* What there is not, is left out. */
void
loket_ctl_build_moment (JsonBuilder *builder, const char *member, LoketMoment moment)
{
  g_autofree char *text = moment != LOKET_NO_MOMENT ? loket_moment_to_string (moment) : NULL;

  loket_ctl_build_text (builder, member, text);
}

void
loket_ctl_build_int (JsonBuilder *builder, const char *member, gint64 number)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, number);
}

/**
 * loket_ctl_print_file:
 * @path: a file that was written
 */
void
loket_ctl_print_file (const char *path, gboolean as_json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!as_json) {
    loket_ctl_print ("%s\n", path);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "file", path);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

LoketCtlTable *
loket_ctl_table_new (void)
{
  LoketCtlTable *self = g_new0 (LoketCtlTable, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

void
loket_ctl_table_add (LoketCtlTable *self, const char *cell, ...)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  va_list cells;

  va_start (cells, cell);
  for (; cell != NULL; cell = va_arg (cells, const char *)) {
    g_autofree char *tame = loket_ctl_tame (cell);

    g_strv_builder_add (row, tame);
  }
  va_end (cells);
  g_ptr_array_add (self->rows, g_strv_builder_end (row));
}

static glong
column_width (LoketCtlTable *self, guint column)
{
  glong width = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    char **row = self->rows->pdata[i];

    if (column < g_strv_length (row))
      width = MAX (width, g_utf8_strlen (row[column], -1));
  }
  return width;
}

/* The last cell of a row is not filled up: no blanks at the end of a line. */
static void
print_row (char **row, GArray *widths)
{
  for (guint i = 0; row[i] != NULL; i++) {
    glong gap = g_array_index (widths, glong, i) - g_utf8_strlen (row[i], -1) + 2;

    loket_ctl_print ("%s%*s", row[i], row[i + 1] != NULL ? (int) gap : 0, "");
  }
  loket_ctl_print ("\n");
}

void
loket_ctl_table_print (LoketCtlTable *self)
{
  g_autoptr (GArray) widths = g_array_new (FALSE, FALSE, sizeof (glong));
  guint columns = 0;

  for (guint i = 0; i < self->rows->len; i++)
    columns = MAX (columns, g_strv_length (self->rows->pdata[i]));
  for (guint i = 0; i < columns; i++) {
    glong width = column_width (self, i);

    g_array_append_val (widths, width);
  }
  for (guint i = 0; i < self->rows->len; i++)
    print_row (self->rows->pdata[i], widths);
}

void
loket_ctl_table_free (LoketCtlTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}
