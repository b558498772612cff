/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of views: what waits for me first, then where cases are, then everything. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-view-row.h"
#include "loket-view-sidebar.h"
#include "loket-widget.h"

typedef struct {
  const char *code;
  const char *icon;
  gboolean begins_group;
} View;

static const View views[] = {
    {"inbox", "mail-unread-symbolic", FALSE},       {"today", "x-office-calendar-symbolic", FALSE},
    {"overdue", "alarm-symbolic", FALSE},           {"mine", "avatar-default-symbolic", FALSE},
    {"waiting", "content-loading-symbolic", FALSE}, {"approval", "view-reveal-symbolic", FALSE},
    {"mediation", "system-users-symbolic", TRUE},   {"transferred", "mail-forward-symbolic", FALSE},
    {"ombudsman", "user-info-symbolic", FALSE},     {"aftercare", "starred-symbolic", FALSE},
    {"answered", "object-select-symbolic", FALSE},  {"drafts", "document-edit-symbolic", TRUE},
    {"all", "view-list-symbolic", FALSE},           {"pending", "mail-send-symbolic", TRUE},
};

struct _LoketViewSidebar {
  GtkWidget parent_instance;

  GtkListBox *list;
  LoketViewRow *rows[G_N_ELEMENTS (views)];
  LoketSession *session;    /* (owned) (nullable) */
  GSignalGroup *desk_watch; /* (owned) */
  gboolean selecting;       /* we move the selection, nobody chose */
};

G_DEFINE_FINAL_TYPE (LoketViewSidebar, loket_view_sidebar, GTK_TYPE_WIDGET)

static LoketViewRow *
find_row (LoketViewSidebar *self, const char *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    if (g_str_equal (views[i].code, view))
      return self->rows[i];
  }
  return NULL;
}

/* What waits for the loket is no list of cases. */
static gint64
count_rows (LoketDesk *desk, const char *view)
{
  return g_str_equal (view, "pending") ? loket_desk_get_sync_state (desk)->pending
                                       : loket_desk_get_count (desk, view);
}

static void
counts_changed_cb (LoketViewSidebar *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    gint64 count = count_rows (desk, views[i].code);
    g_autofree char *text = loket_speech_number (loket_session_get_speech (self->session), count);

    loket_view_row_set_count (self->rows[i], count, text);
  }
  loket_view_row_set_urgent (find_row (self, "pending"),
                             loket_desk_get_sync_state (desk)->refused > 0);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, LoketViewSidebar *self)
{
  if (row == NULL || self->selecting)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "s",
                              loket_view_row_get_view (LOKET_VIEW_ROW (row)));
}

static void
add_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean begins = views[gtk_list_box_row_get_index (row)].begins_group;

  gtk_list_box_row_set_header (row, NULL);
  if (begins && before != NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static void
loket_view_sidebar_dispose (GObject *object)
{
  LoketViewSidebar *self = LOKET_VIEW_SIDEBAR (object);

  g_clear_object (&self->desk_watch);
  g_clear_object (&self->session);
  loket_widget_dispose_template (object, LOKET_TYPE_VIEW_SIDEBAR);
  G_OBJECT_CLASS (loket_view_sidebar_parent_class)->dispose (object);
}

/* One stop of the Tab key, at the view that is shown, with the arrows inside: a list that Tab walks
 * through would show every view on the way, and the last of them is a page without list and case.
 */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  LoketViewSidebar *self = LOKET_VIEW_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (loket_view_sidebar_parent_class)->focus (widget, direction);
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->rows[0]));
}

static void
loket_view_sidebar_class_init (LoketViewSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_view_sidebar_dispose;
  widget_class->focus = focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-view-sidebar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketViewSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
loket_view_sidebar_init (LoketViewSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, add_header_cb, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    self->rows[i] = LOKET_VIEW_ROW (loket_view_row_new (views[i].code, views[i].icon));
    gtk_list_box_append (self->list, GTK_WIDGET (self->rows[i]));
  }
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "counts-changed",
                                  G_CALLBACK (counts_changed_cb), self);
  g_signal_group_connect_swapped (self->desk_watch, "day-changed", G_CALLBACK (counts_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->desk_watch, "sync-changed", G_CALLBACK (counts_changed_cb),
                                  self);
}

/**
 * loket_view_sidebar_has:
 *
 * Returns: whether there is a view of that code
 */
gboolean
loket_view_sidebar_has (const char *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    if (g_str_equal (views[i].code, view))
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_view_sidebar_get_nth:
 *
 * Returns: (transfer none) (nullable): the view at a place of the list, NULL behind its end
 */
const char *
loket_view_sidebar_get_nth (guint position)
{
  return position < G_N_ELEMENTS (views) ? views[position].code : NULL;
}

void
loket_view_sidebar_set_session (LoketViewSidebar *self, LoketSession *session)
{
  g_set_object (&self->session, session);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    const char *name =
        g_str_equal (views[i].code, "pending")
            ? _ ("Pending")
            : loket_speech_name (loket_session_get_speech (session), "view", views[i].code);

    loket_view_row_set_name (self->rows[i], name);
  }
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  counts_changed_cb (self);
}

/**
 * loket_view_sidebar_select:
 *
 * Marks the row of a view that is shown; does not show it. A page without a row marks none.
 */
void
loket_view_sidebar_select (LoketViewSidebar *self, const char *view)
{
  LoketViewRow *row = find_row (self, view);

  self->selecting = TRUE;
  if (row != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  else
    gtk_list_box_unselect_all (self->list);
  self->selecting = FALSE;
}
