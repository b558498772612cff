/* SPDX-License-Identifier: EUPL-1.2 */
/* Size, view and case of the window: kept in the desk folder, so that each desk has its own. */
#include "config.h"

#include "loket-window-private.h"

enum {
  WIDTH_DEFAULT = 1280,
  HEIGHT_DEFAULT = 800,
  SIDE_MIN = 360,
};

static int
get_number (LoketDesk *desk, const char *key, int when_absent)
{
  g_autofree char *text = loket_desk_get_state (desk, key);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT16, &number, NULL))
    return when_absent;
  return (int) number;
}

static void
set_number (LoketDesk *desk, const char *key, int number)
{
  g_autofree char *text = g_strdup_printf ("%d", number);

  loket_desk_set_state (desk, key, text);
}

/**
 * _loket_window_restore_state:
 *
 * Shows the window as it was left, the first time with what waits in the inbox.
 */
void
_loket_window_restore_state (LoketWindow *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  g_autofree char *view = loket_desk_get_state (desk, "view");
  g_autofree char *case_id = loket_desk_get_state (desk, "case");
  g_autofree char *maximized = loket_desk_get_state (desk, "maximized");

  gtk_window_set_default_size (GTK_WINDOW (self),
                               MAX (SIDE_MIN, get_number (desk, "width", WIDTH_DEFAULT)),
                               MAX (SIDE_MIN, get_number (desk, "height", HEIGHT_DEFAULT)));
  if (g_strcmp0 (maximized, "yes") == 0)
    gtk_window_maximize (GTK_WINDOW (self));
  if (get_number (desk, "sidebar-width", 0) > 0)
    gtk_paned_set_position (self->outer_paned, get_number (desk, "sidebar-width", 0));
  if (get_number (desk, "list-width", 0) > 0)
    gtk_paned_set_position (self->inner_paned, get_number (desk, "list-width", 0));
  _loket_window_show_view (self, view != NULL ? view : "inbox");
  if (case_id != NULL && *case_id != '\0')
    _loket_window_open_case (self, case_id);
}

void
_loket_window_save_state (LoketWindow *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  set_number (desk, "width", width);
  set_number (desk, "height", height);
  loket_desk_set_state (desk, "maximized",
                        gtk_window_is_maximized (GTK_WINDOW (self)) ? "yes" : "no");
  if (gtk_widget_get_visible (self->sidebar_pane))
    set_number (desk, "sidebar-width", gtk_paned_get_position (self->outer_paned));
  set_number (desk, "list-width", gtk_paned_get_position (self->inner_paned));
}
