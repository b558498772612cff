/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the record. It is read each time it is shown; a record grows at its top, so rows that
 * are open stay as they are where nothing came. */
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
  GPtrArray *entries;       /* (element-type LoketAuditEntry) (owned): the newest first */
  guint n_wanted;           /* how many of them are shown, where there are so many */
  gboolean entering;        /* the keyboard is to come to the first row */
};

G_DEFINE_FINAL_TYPE (LoketRecordPage, loket_record_page, GTK_TYPE_WIDGET)

static void
name_cases (LoketRecordPage *self)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
    LoketRecordRow *recorded;

    if (row == NULL)
      return;
    recorded = LOKET_RECORD_ROW (row);
    loket_record_row_set_case (recorded,
                               loket_case_names_find (self->names, self->session,
                                                      loket_record_row_get_case_id (recorded)));
  }
}

static void
named_cb (LoketRecordPage *self)
{
  if (self->session != NULL)
    name_cases (self);
}

static void
enter (LoketRecordPage *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first == NULL || !gtk_widget_child_focus (GTK_WIDGET (first), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->back_button);
}

/* Those that are not shown yet, behind those that are. */
static void
add_rows (LoketRecordPage *self)
{
  guint shown = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int) shown) != NULL)
    shown++;
  for (; shown < MIN (self->n_wanted, self->entries->len); shown++)
    gtk_list_box_append (self->list,
                         loket_record_row_new (self->session, self->entries->pdata[shown]));
  gtk_widget_set_visible (self->more_button, shown < self->entries->len);
  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "entries" : "empty");
  name_cases (self);
}

static gboolean
is_same (const LoketAuditEntry *a, const LoketAuditEntry *b)
{
  return a->at == b->at && g_str_equal (a->id, b->id) && g_str_equal (a->what, b->what);
}

/* What is erased goes from anywhere. */
static gboolean
are_same (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; a->len == b->len && i < a->len; i++) {
    if (!is_same (a->pdata[i], b->pdata[i]))
      return FALSE;
  }
  return a->len == b->len;
}

static void
show (LoketRecordPage *self, GPtrArray *entries)
{
  gboolean same = are_same (self->entries, entries);
  GtkListBoxRow *row;

  g_ptr_array_unref (self->entries);
  self->entries = g_ptr_array_ref (entries);
  while (!same && (row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  add_rows (self);
  if (self->entering)
    enter (self);
  self->entering = FALSE;
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      loket_desk_list_record_finish (LOKET_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
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
  int next = (int) self->n_wanted;
  GtkListBoxRow *row;

  self->n_wanted += STEP;
  add_rows (self);
  row = gtk_list_box_get_row_at_index (self->list, next);
  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (loket_record_page_parent_class)->map (widget);
  reload (LOKET_RECORD_PAGE (widget));
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
  LoketRecordPage *self = LOKET_RECORD_PAGE (object);

  g_object_unref (self->names);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (loket_record_page_parent_class)->finalize (object);
}

static void
loket_record_page_class_init (LoketRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_record_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_record_page_finalize;
  widget_class->map = map;
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
  self->entries = g_ptr_array_new ();
  self->n_wanted = STEP;
  self->names = loket_case_names_new ();
  g_signal_connect_object (self->names, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "counts-changed", G_CALLBACK (reload), self);
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
  self->entering = TRUE;
  gtk_widget_grab_focus (self->back_button);
  reload (self);
}
