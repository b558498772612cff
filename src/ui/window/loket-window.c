/* SPDX-License-Identifier: EUPL-1.2 */
/* The window and what it shows of the desk as a whole. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-window-private.h"

/* What somebody wrote may be long; what the program says fits. */
enum {
  TOAST_LINES_MAX = 3,
  TOAST_CHARS_MAX = 80
};

G_DEFINE_FINAL_TYPE (LoketWindow, loket_window, ADW_TYPE_APPLICATION_WINDOW)

static void
dismissed_cb (LoketWindow *self, AdwToast *toast)
{
  if (toast != self->toast)
    return;
  g_clear_weak_pointer (&self->toast);
  if (self->session != NULL)
    _loket_window_toast_gone (self);
}

/**
 * _loket_window_show_toast:
 * @toast: (transfer full): takes the place of the one that is shown
 */
void
_loket_window_show_toast (LoketWindow *self, AdwToast *toast)
{
  AdwToast *before = self->toast;

  if (self->toasts == NULL) { /* what began in the window ended behind it */
    g_object_unref (toast);
    return;
  }
  g_set_weak_pointer (&self->toast, toast);
  if (before != NULL)
    adw_toast_dismiss (before);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * _loket_window_toast_new:
 * @text: plain text
 *
 * Returns: (transfer full): a toast that shows the text whole, on several lines where it is long:
 *   its own title would be cut, and read as markup
 */
AdwToast *
_loket_window_toast_new (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);
  GtkWidget *title = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (title), TOAST_LINES_MAX);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), TOAST_CHARS_MAX);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  adw_toast_set_custom_title (toast, title);
  return toast;
}

/**
 * _loket_window_toast:
 * @text: plain text
 */
void
_loket_window_toast (LoketWindow *self, const char *text)
{
  _loket_window_show_toast (self, _loket_window_toast_new (text));
}

static void
sync_changed_cb (LoketWindow *self)
{
  _loket_window_show_banner (self);
  _loket_window_show_brake (self);
  _loket_window_show_salvage (self);
}

/* Only the two clocks of the banner move with the minutes. */
static void
minute_changed_cb (LoketWindow *self)
{
  if (self->holds_minutes)
    _loket_window_show_banner (self);
}

static void
show_demo_mark (LoketWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->demo_mark), loket_session_is_demo (self->session));
  if (loket_session_is_demo (self->session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "demo");
}

static gboolean
close_request (GtkWindow *window)
{
  LoketWindow *self = LOKET_WINDOW (window);

  if (!self->closing && _loket_window_ask_unsent (self))
    return TRUE;
  _loket_window_save_state (self);
  loket_desk_flush (loket_session_get_desk (self->session));
  return GTK_WINDOW_CLASS (loket_window_parent_class)->close_request (window);
}

static void
loket_window_dispose (GObject *object)
{
  LoketWindow *self = LOKET_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL) {
    loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
    _loket_window_stop_announcing (self);
  }
  g_clear_object (&self->desk_watch);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_window_parent_class)->dispose (object);
}

static void
loket_window_finalize (GObject *object)
{
  g_object_unref (LOKET_WINDOW (object)->cancellable);
  g_free (LOKET_WINDOW (object)->list_view);
  g_ptr_array_unref (LOKET_WINDOW (object)->done);
  g_free (LOKET_WINDOW (object)->brake_shown);
  g_object_unref (LOKET_WINDOW (object)->names);
  G_OBJECT_CLASS (loket_window_parent_class)->finalize (object);
}

static void
loket_window_class_init (LoketWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  g_type_ensure (LOKET_TYPE_BANNER);
  g_type_ensure (LOKET_TYPE_NOTICE_CARD);
  g_type_ensure (LOKET_TYPE_VIEW_SIDEBAR);
  g_type_ensure (LOKET_TYPE_CASE_LIST_PANE);
  g_type_ensure (LOKET_TYPE_CASE_PAGE);
  g_type_ensure (LOKET_TYPE_PENDING_PAGE);
  g_type_ensure (LOKET_TYPE_SYNC_PAGE);
  g_type_ensure (LOKET_TYPE_RECORD_PAGE);
  g_type_ensure (LOKET_TYPE_LINE_STATE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/loket/Loket/ui/loket-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, brake_card);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, salvage_card);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, inner_paned);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, case_page);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, pending_page);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, sync_page);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, record_page);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, line_state);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, demo_mark);
  /* After the widget that has the keyboard: while a text is typed, Ctrl+Z is about its letters. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
}

static void
loket_window_init (LoketWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->names = loket_case_names_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "sync-changed", G_CALLBACK (sync_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->desk_watch, "minute-changed",
                                  G_CALLBACK (minute_changed_cb), self);
}

/**
 * loket_window_new:
 * @session: with an open desk
 */
GtkWidget *
loket_window_new (GtkApplication *application, LoketSession *session)
{
  LoketWindow *self = g_object_new (LOKET_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  _loket_window_install_actions (self);
  _loket_window_install_drafts (self);
  _loket_window_install_pending (self);
  _loket_window_install_undo (self);
  _loket_window_install_brake (self);
  _loket_window_install_salvage (self);
  _loket_window_install_sync (self);
  loket_view_sidebar_set_session (self->sidebar, session);
  loket_case_list_pane_set_session (self->list_pane, session);
  loket_case_page_set_session (self->case_page, session);
  loket_pending_page_set_session (self->pending_page, session);
  loket_sync_page_set_session (self->sync_page, session);
  loket_record_page_set_session (self->record_page, session);
  loket_line_state_set_session (self->line_state, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  show_demo_mark (self);
  sync_changed_cb (self);
  _loket_window_restore_state (self);
  return GTK_WIDGET (self);
}
