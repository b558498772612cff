/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the record. It is read each time it is shown, and let go of when it is not: what is
 * erased meanwhile is not seen once more. Rows that are open stay so while others come and go. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-case-names.h"
#include "loket-desk-record.h"
#include "loket-record-page.h"
#include "loket-record-row.h"
#include "loket-widget.h"

/* So many at once, and each time more are asked for. */
enum {
  STEP = 50
};

struct _LoketRecordPage {
  GtkWidget parent_instance;

  GtkWidget *back_button;
  GtkStack *stack;
  GtkLabel *error;
  GtkListBox *list;
  GtkWidget *more_button;
  LoketSession *session;    /* (owned) (nullable) */
  GSignalGroup *desk_watch; /* (owned) */
  LoketCaseNames *names;    /* (owned) */
  guint n_wanted;           /* how many are shown, where there are so many */
  int entering;             /* the row to which the keyboard is to come; -1: it stays where it is */
};

G_DEFINE_FINAL_TYPE (LoketRecordPage, loket_record_page, GTK_TYPE_WIDGET)

static LoketRecordRow *
get_row (LoketRecordPage *self, guint position)
{
  return (LoketRecordRow *) gtk_list_box_get_row_at_index (self->list, (int) position);
}

static void
name_cases (LoketRecordPage *self)
{
  LoketRecordRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    loket_record_row_set_case (row, loket_case_names_find (self->names, self->session,
                                                           loket_record_row_get_case_id (row)));
}

static void
named_cb (LoketRecordPage *self)
{
  if (self->session != NULL)
    name_cases (self);
}

static void
move_keyboard (LoketRecordPage *self)
{
  LoketRecordRow *row = self->entering >= 0 ? get_row (self, (guint) self->entering) : NULL;

  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  self->entering = -1;
}

static gboolean
has_row (LoketRecordPage *self, GPtrArray *entries, LoketRecordRow *row)
{
  for (guint i = 0; i < MIN (self->n_wanted, entries->len); i++) {
    if (loket_record_row_shows (row, entries->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

static void
remove_rows (LoketRecordPage *self, GPtrArray *entries)
{
  for (guint i = 0; get_row (self, i) != NULL;) {
    LoketRecordRow *row = get_row (self, i);

    if (entries != NULL && has_row (self, entries, row))
      i++;
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
  }
}

/* Both are in the same order: what is not at its place is not there yet. */
static void
add_rows (LoketRecordPage *self, GPtrArray *entries)
{
  for (guint i = 0; i < MIN (self->n_wanted, entries->len); i++) {
    LoketRecordRow *row = get_row (self, i);

    if (row == NULL || !loket_record_row_shows (row, entries->pdata[i]))
      gtk_list_box_insert (self->list, loket_record_row_new (self->session, entries->pdata[i]),
                           (int) i);
  }
}

static void
show (LoketRecordPage *self, GPtrArray *entries)
{
  remove_rows (self, entries);
  add_rows (self, entries);
  gtk_widget_set_visible (self->more_button, self->n_wanted < entries->len);
  gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "entries" : "empty");
  name_cases (self);
  move_keyboard (self);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      loket_desk_list_record_finish (LOKET_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (entries != NULL) {
    show (self, entries);
    return;
  }
  sentence = loket_session_describe_error (self->session, error);
  gtk_label_set_text (self->error, sentence);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
reload (LoketRecordPage *self)
{
  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    loket_desk_list_record_async (loket_session_get_desk (self->session), listed_cb,
                                  g_object_ref (self));
}

static void
more_cb (LoketRecordPage *self)
{
  self->entering = (int) self->n_wanted;
  self->n_wanted += STEP;
  reload (self);
}

static void
cases_changed_cb (LoketRecordPage *self, const char *const *case_ids)
{
  loket_case_names_forget (self->names, case_ids);
  reload (self);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (loket_record_page_parent_class)->map (widget);
  reload (LOKET_RECORD_PAGE (widget));
}

static void
unmap (GtkWidget *widget)
{
  LoketRecordPage *self = LOKET_RECORD_PAGE (widget);

  GTK_WIDGET_CLASS (loket_record_page_parent_class)->unmap (widget);
  remove_rows (self, NULL);
  self->n_wanted = STEP;
  self->entering = -1;
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
loket_record_page_dispose (GObject *object)
{
  LoketRecordPage *self = LOKET_RECORD_PAGE (object);

  g_clear_object (&self->desk_watch);
  g_clear_object (&self->session);
  loket_widget_dispose_template (object, LOKET_TYPE_RECORD_PAGE);
  G_OBJECT_CLASS (loket_record_page_parent_class)->dispose (object);
}

static void
loket_record_page_finalize (GObject *object)
{
  g_object_unref (LOKET_RECORD_PAGE (object)->names);
  G_OBJECT_CLASS (loket_record_page_parent_class)->finalize (object);
}

static void
loket_record_page_class_init (LoketRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_record_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_record_page_finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-record-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketRecordPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, LoketRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketRecordPage, error);
  gtk_widget_class_bind_template_child (widget_class, LoketRecordPage, list);
  gtk_widget_class_bind_template_child (widget_class, LoketRecordPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
loket_record_page_init (LoketRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->n_wanted = STEP;
  self->entering = -1;
  self->names = loket_case_names_new ();
  g_signal_connect_object (self->names, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "counts-changed", G_CALLBACK (reload), self);
  g_signal_group_connect_swapped (self->desk_watch, "cases-changed", G_CALLBACK (cases_changed_cb),
                                  self);
}

void
loket_record_page_set_session (LoketRecordPage *self, LoketSession *session)
{
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  reload (self);
}

/**
 * loket_record_page_enter:
 *
 * The keyboard goes to the newest entry, once it is read.
 */
void
loket_record_page_enter (LoketRecordPage *self)
{
  self->entering = 0;
  gtk_widget_grab_focus (self->back_button);
  reload (self);
}
