/* SPDX-License-Identifier: EUPL-1.2 */
/* Search and list. The list view stands directly in its scrolled window (GTK 4.8 needs that), and
 * the selection is kept by case id, since positions move under it. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-case-list-pane.h"
#include "loket-case-list-row.h"
#include "loket-widget.h"

struct _LoketCaseListPane {
  GtkWidget parent_instance;

  AdwHeaderBar *header_bar;
  GtkSearchEntry *search;
  GtkLabel *view_name;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  GtkSingleSelection *selection;
  LoketSession *session; /* (owned) (nullable) */
  LoketCaseList *cases;  /* (owned) (nullable) */
  char *view;
  char *name;
  char *case_id;      /* (nullable): of the selected case */
  gboolean selecting; /* we move the selection, nobody chose */
  gboolean to_show;   /* the chosen case is to be scrolled into sight, once it is there */
  gboolean to_focus;  /* and gets the keyboard then */
};

G_DEFINE_FINAL_TYPE (LoketCaseListPane, loket_case_list_pane, GTK_TYPE_WIDGET)

static const char *
get_search (LoketCaseListPane *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static void
show_empty (LoketCaseListPane *self)
{
  if (*get_search (self) != '\0') {
    adw_status_page_set_icon_name (self->empty_page, "edit-find-symbolic");
    adw_status_page_set_title (self->empty_page, _ ("Nothing found"));
    adw_status_page_set_description (
        self->empty_page, _ ("No case in this view has all of these words. Part of a name, a "
                             "reference or a word of the complaint will do. Alt+0 searches in all "
                             "cases."));
  } else {
    adw_status_page_set_icon_name (self->empty_page, "object-select-symbolic");
    adw_status_page_set_title (self->empty_page, _ ("No cases here"));
    adw_status_page_set_description (self->empty_page,
                                     g_strcmp0 (self->view, "inbox") == 0
                                         ? _ ("New complaints arrive here by themselves.")
                                         : _ ("As soon as a case belongs here, it appears."));
  }
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_content (LoketCaseListPane *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->cases));

  if (count > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (loket_case_list_is_loading (self->cases))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else
    show_empty (self);
}

/* The row widget of the chosen case, which is there once the list was scrolled to it. */
static GtkWidget *
find_chosen_row (LoketCaseListPane *self)
{
  gpointer chosen = gtk_single_selection_get_selected_item (self->selection);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list_view)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *row = gtk_widget_get_first_child (child);

    if (row != NULL && loket_case_list_row_get (LOKET_CASE_LIST_ROW (row)) == chosen)
      return child;
  }
  return NULL;
}

/* Only where another list is shown, or a case was opened elsewhere: what the loket sends meanwhile
 * must not pull the list away from where somebody reads. */
static void
bring_into_sight (LoketCaseListPane *self, guint position)
{
  GtkWidget *row;

  self->to_show = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
  row = self->to_focus ? find_chosen_row (self) : NULL;
  self->to_focus = FALSE;
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
select_again (LoketCaseListPane *self)
{
  guint position = self->case_id != NULL ? loket_case_list_find (self->cases, self->case_id)
                                         : GTK_INVALID_LIST_POSITION;

  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  if (self->to_show && position != GTK_INVALID_LIST_POSITION)
    bring_into_sight (self, position);
}

static void
items_changed_cb (LoketCaseListPane *self)
{
  show_content (self);
  select_again (self);
}

static void
loading_changed_cb (LoketCaseListPane *self)
{
  show_content (self);
  /* The whole list is here, and the chosen case is not in it: later it comes by itself. */
  if (!loket_case_list_is_loading (self->cases))
    self->to_show = self->to_focus = FALSE;
}

static void
selected_cb (LoketCaseListPane *self)
{
  LoketCaseRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (self->selecting || row == NULL || loket_case_row_is_loading (row))
    return;
  g_free (self->case_id);
  self->case_id = g_strdup (loket_case_row_get_case_id (row));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-case", "s", self->case_id);
}

static void
search_now (LoketCaseListPane *self)
{
  const char *search = get_search (self);

  self->to_show = TRUE;
  self->to_focus = self->to_focus && *search == '\0';
  loket_desk_show_view (loket_session_get_desk (self->session), self->view,
                        *search != '\0' ? search : NULL);
  show_content (self);
}

/* The entry waits 150 ms for the next letter before it says that the search is another one. */
static void
search_changed_cb (GtkSearchEntry *entry, LoketCaseListPane *self)
{
  if (self->session != NULL && self->view != NULL)
    search_now (self);
}

static void
stop_search (LoketCaseListPane *self)
{
  gboolean searched = *get_search (self) != '\0';

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  self->to_show = self->to_focus = TRUE;
  if (searched)
    return;
  select_again (self);
  self->to_show = self->to_focus = FALSE;
}

static void
stop_search_cb (GtkSearchEntry *entry, LoketCaseListPane *self)
{
  stop_search (self);
}

/* The list view of the baseline would go through all its cases before it lets the keyboard out.
 * Escape ends a search among what it found, too. */
static gboolean
key_pressed_cb (LoketCaseListPane *self, guint key, guint code, GdkModifierType modifiers)
{
  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_ISO_Left_Tab || (key == GDK_KEY_Tab && (modifiers & GDK_SHIFT_MASK)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (key == GDK_KEY_Escape && *get_search (self) != '\0') {
    stop_search (self);
    return GDK_EVENT_STOP;
  }
  if (key == GDK_KEY_Tab)
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.enter-case", NULL);
  return GDK_EVENT_PROPAGATE;
}

/* Into the list with the keyboard: to the chosen case, else to the first one, which is chosen then.
 */
static void
enter_list (LoketCaseListPane *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->cases)) == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, position = 0);
  self->to_focus = TRUE;
  bring_into_sight (self, position);
}

static gboolean
search_key_pressed_cb (LoketCaseListPane *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Down || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  enter_list (self);
  return GDK_EVENT_STOP;
}

static void
search_activate_cb (GtkSearchEntry *entry, LoketCaseListPane *self)
{
  enter_list (self);
}

/* Enter on a case: on to what can be done in it. */
static void
activate_cb (GtkListView *list, guint position, LoketCaseListPane *self)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.enter-case", NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LoketCaseListPane *self)
{
  gtk_list_item_set_child (item, loket_case_list_row_new (self->session));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LoketCaseListPane *self)
{
  loket_case_list_row_set (LOKET_CASE_LIST_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LoketCaseListPane *self)
{
  loket_case_list_row_set (LOKET_CASE_LIST_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
loket_case_list_pane_dispose (GObject *object)
{
  LoketCaseListPane *self = LOKET_CASE_LIST_PANE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->cases);
  loket_widget_dispose_template (object, LOKET_TYPE_CASE_LIST_PANE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (loket_case_list_pane_parent_class)->dispose (object);
}

static void
loket_case_list_pane_class_init (LoketCaseListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_case_list_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-case-list-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListPane, header_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListPane, search);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListPane, view_name);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListPane, list_view);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListPane, empty_page);
  /* A spinner goes on turning, and the processor with it, on a page that nobody sees. */
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

/* To the keys that are pressed in a widget, before it takes them itself. */
static void
listen (LoketCaseListPane *self, GtkWidget *widget, GCallback pressed)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", pressed, self);
  gtk_widget_add_controller (widget, keys);
}

static void
loket_case_list_pane_init (LoketCaseListPane *self)
{
  GtkListItemFactory *factory;

  gtk_widget_init_template (GTK_WIDGET (self));
  listen (self, GTK_WIDGET (self->list_view), G_CALLBACK (key_pressed_cb));
  listen (self, GTK_WIDGET (self->search), G_CALLBACK (search_key_pressed_cb));
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list_view, factory);
  g_object_unref (factory);
}

void
loket_case_list_pane_set_session (LoketCaseListPane *self, LoketSession *session)
{
  g_set_object (&self->session, session);
  g_set_object (&self->cases, loket_desk_get_case_list (loket_session_get_desk (session)));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->cases));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->cases, "notify::loading", G_CALLBACK (loading_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * loket_case_list_pane_show_view:
 * @view: its code
 * @name: what it is called on the screen
 *
 * The words searched for stay; in another view they may find something else.
 */
void
loket_case_list_pane_show_view (LoketCaseListPane *self, const char *view, const char *name)
{
  g_free (self->view);
  self->view = g_strdup (view);
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_label_set_text (self->view_name, name);
  search_now (self);
}

/**
 * loket_case_list_pane_select:
 * @case_id: (nullable): the case that is open, wherever it was chosen
 */
void
loket_case_list_pane_select (LoketCaseListPane *self, const char *case_id)
{
  if (g_strcmp0 (self->case_id, case_id) == 0)
    return;
  g_free (self->case_id);
  self->case_id = g_strdup (case_id);
  self->to_show = TRUE;
  select_again (self);
}

/**
 * loket_case_list_pane_show_name:
 * @show: whether the name of the view stands above the list: where nothing else says it
 */
void
loket_case_list_pane_show_name (LoketCaseListPane *self, gboolean show)
{
  gtk_widget_set_visible (GTK_WIDGET (self->view_name), show);
}

void
loket_case_list_pane_find (LoketCaseListPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * loket_case_list_pane_move:
 * @steps: 1 chooses the next case of the list, -1 the one before
 */
void
loket_case_list_pane_move (LoketCaseListPane *self, int steps)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->cases));
  guint selected = gtk_single_selection_get_selected (self->selection);
  gint64 position = selected == GTK_INVALID_LIST_POSITION ? 0 : (gint64) selected + steps;

  if (count == 0 || position < 0 || position >= count)
    return;
  gtk_single_selection_set_selected (self->selection, (guint) position);
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u",
                              (guint) position);
}
