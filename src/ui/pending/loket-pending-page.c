/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of what waits. It is built anew when something on it changes, and the keyboard stays
 * where it was. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-case-names.h"
#include "loket-desk-left.h"
#include "loket-draft-row.h"
#include "loket-left-row.h"
#include "loket-pending-needs.h"
#include "loket-pending-page.h"
#include "loket-pending-row.h"
#include "loket-widget.h"

struct _LoketPendingPage {
  GtkWidget parent_instance;

  GtkButton *send_button;
  GtkStack *stack;
  GtkScrolledWindow *scroll;
  GtkBox *groups;
  LoketSession *session;    /* (owned) (nullable) */
  GSignalGroup *desk_watch; /* (owned) */
  gulong window_watch;      /* drafts change in other windows */
  LoketCaseNames *names;    /* (owned) */
  GPtrArray *rows;          /* (element-type GtkWidget): in their order; owned by the page */
  char *shown;              /* (nullable): what the page was last built from */
  GPtrArray *left;          /* (element-type LoketLeftCase) (owned) */
  guint timer;              /* 0: nothing on the page is held */
};

G_DEFINE_FINAL_TYPE (LoketPendingPage, loket_pending_page, GTK_TYPE_WIDGET)

/* What a row is about, so that the keyboard finds it again when the page is built anew. */
static const char row_key[] = "loket-pending-key";

static void show (LoketPendingPage *self);

static GtkListBox *
add_group (LoketPendingPage *self, const char *title, const char *description)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                     "label", title, "xalign", 0.0, "wrap", TRUE, NULL);
  GtkWidget *text = gtk_label_new (description);
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_widget_add_css_class (text, "dim-label");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_margin_top (list, 3);
  gtk_box_append (GTK_BOX (group), heading);
  gtk_box_append (GTK_BOX (group), text);
  gtk_box_append (GTK_BOX (group), list);
  gtk_box_append (self->groups, group);
  return GTK_LIST_BOX (list);
}

static void
add_row (LoketPendingPage *self, GtkListBox *list, GtkWidget *row, const char *key)
{
  g_object_set_data_full (G_OBJECT (row), row_key, g_strdup (key), g_free);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (list, row);
}

typedef struct {
  const char *title;
  const char *description;
  const char *states[3];
} Group;

static const Group pending_groups[] = {
    {N_ ("These need your decision"),
     N_ ("They do not go by themselves, and stay here until you say what is to become of them."),
     {"conflict", "refused"}},
    {N_ ("Being sent"),
     N_ ("Perhaps the loket has them already; it is asked until it says so. They cannot arrive "
         "twice."),
     {"sending"}},
    {N_ ("Waiting to be sent"),
     N_ ("They are kept on this computer, and go by themselves as soon as the loket can be "
         "reached."),
     {"waiting"}},
};

static void
add_pending_groups (LoketPendingPage *self, GPtrArray *pending)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pending_groups); i++) {
    const Group *group = &pending_groups[i];
    GtkListBox *list = NULL;

    for (guint k = 0; k < pending->len; k++) {
      const LoketPendingItem *item = pending->pdata[k];

      if (!g_strv_contains (group->states, item->state))
        continue;
      if (list == NULL)
        list = add_group (self, _ (group->title), _ (group->description));
      add_row (self, list, loket_pending_row_new (self->session, item), item->id);
    }
  }
}

/* By when something must be there, before all else. */
static void
add_needs (LoketPendingPage *self)
{
  g_autofree char *text = loket_pending_needs_say (self->session);
  GtkWidget *label;

  if (text == NULL)
    return;
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "notice");
  gtk_box_append (self->groups, label);
}

static void
add_left (LoketPendingPage *self)
{
  GtkListBox *list;

  if (self->left->len == 0)
    return;
  list = add_group (self, _ ("Cases that left"),
                    _ ("They are no longer in the loket for you. What you had not sent in them "
                       "cannot be sent any more."));
  for (guint i = 0; i < self->left->len; i++) {
    const LoketLeftCase *left = self->left->pdata[i];

    add_row (self, list, loket_left_row_new (self->session, left), left->case_id);
  }
}

/* (nullable): number and subject of its case */
static const char *
name_case (LoketPendingPage *self, const LoketDraft *draft)
{
  return loket_case_names_find (self->names, self->session, draft->case_id);
}

static void
add_drafts (LoketPendingPage *self, GPtrArray *drafts)
{
  GtkListBox *list;

  if (drafts->len == 0)
    return;
  list = add_group (self, _ ("Drafts"),
                    _ ("Begun and not finished. They stay until you finish them, or throw them "
                       "away."));
  for (guint i = drafts->len; i > 0; i--) {
    const LoketDraft *draft = drafts->pdata[i - 1];

    add_row (self, list, loket_draft_row_new (self->session, draft, name_case (self, draft)),
             draft->key);
  }
}

/* Everything that can be seen on the page: where it is the same, nothing is built anew. */
static char *
describe_all (LoketPendingPage *self, GPtrArray *pending, GPtrArray *drafts)
{
  GString *text = g_string_new (NULL);
  g_autofree char *needs = loket_pending_needs_say (self->session);

  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    g_string_append_printf (text, "%s %s %s %s %s %d %" G_GINT64_FORMAT "\n", item->id,
                            item->reference, item->state, item->reason != NULL ? item->reason : "",
                            item->subject != NULL ? item->subject : "", item->needs_by,
                            item->hold_until);
  }
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = drafts->pdata[i];
    const char *name = name_case (self, draft);

    g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s\n", draft->key, draft->saved_at,
                            name != NULL ? name : "");
  }
  for (guint i = 0; i < self->left->len; i++) {
    const LoketLeftCase *left = self->left->pdata[i];

    g_string_append_printf (text, "%s %d %u %u\n", left->case_id, left->presence, left->pending,
                            left->drafts);
  }
  g_string_append_printf (text, "%d %s",
                          loket_desk_get_today (loket_session_get_desk (self->session)),
                          needs != NULL ? needs : "");
  return g_string_free (text, FALSE);
}

/* Where the keyboard is: the row, or -1; @key is what the row is about. */
static int
find_focus (LoketPendingPage *self, char **key)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++) {
    if (focus != self->rows->pdata[i] && !gtk_widget_is_ancestor (focus, self->rows->pdata[i]))
      continue;
    *key = g_strdup (g_object_get_data (self->rows->pdata[i], row_key));
    return (int) i;
  }
  return -1;
}

/* On the same row, or the one that took its place. */
static void
restore_focus (LoketPendingPage *self, int position, const char *key)
{
  if (position < 0)
    return;
  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal (g_object_get_data (self->rows->pdata[i], row_key), key)) {
      gtk_widget_grab_focus (self->rows->pdata[i]);
      return;
    }
  }
  if (self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[MIN ((guint) position, self->rows->len - 1)]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->send_button));
}

static gboolean
count_down (LoketPendingPage *self)
{
  LoketMoment now = loket_clock_get_now (loket_session_get_clock (self->session));
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++) {
    if (LOKET_IS_PENDING_ROW (self->rows->pdata[i]))
      any |= loket_pending_row_count_down (self->rows->pdata[i], now);
  }
  return any;
}

static void arm (LoketPendingPage *self);

static void
stop_timer (LoketPendingPage *self)
{
  if (self->timer != 0)
    loket_clock_remove_timer (loket_session_get_clock (self->session), self->timer);
  self->timer = 0;
}

static void
second_cb (gpointer user_data)
{
  LoketPendingPage *self = user_data;

  self->timer = 0;
  show (self);
  arm (self);
}

/* One timer for all rows, while there is something to count and somebody to see it. */
static void
arm (LoketPendingPage *self)
{
  LoketClock *clock = loket_session_get_clock (self->session);
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && count_down (self);

  if (!wanted)
    stop_timer (self);
  else if (self->timer == 0)
    self->timer = loket_clock_add_timer (clock, 1000, second_cb, self);
}

static void
show (LoketPendingPage *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (desk);
  GPtrArray *drafts = loket_desk_list_drafts (desk);
  g_autofree char *shown = describe_all (self, pending, drafts);
  g_autofree char *focus_key = NULL;
  int position;
  GtkWidget *child;

  if (g_strcmp0 (self->shown, shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  position = find_focus (self, &focus_key);
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  add_needs (self);
  add_pending_groups (self, pending);
  add_left (self);
  add_drafts (self, drafts);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "groups" : "empty");
  restore_focus (self, position, focus_key);
  arm (self);
}

/* A case that has changed may have got its number. */
static void
cases_changed_cb (LoketPendingPage *self, const char *const *case_ids)
{
  loket_case_names_forget (self->names, case_ids);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    loket_pending_page_reload (self);
}

static void
left_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketPendingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *left = loket_desk_list_left_finish (LOKET_DESK (object), result, &error);

  if (left == NULL) {
    g_debug ("cases that left: %s", error->message);
    return;
  }
  g_ptr_array_unref (self->left);
  self->left = left;
  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
}

/**
 * loket_pending_page_reload:
 *
 * Looks anew at the cases that left.
 */
void
loket_pending_page_reload (LoketPendingPage *self)
{
  loket_desk_list_left_async (loket_session_get_desk (self->session), left_listed_cb,
                              g_object_ref (self));
}

/**
 * loket_pending_page_find_left:
 *
 * Returns: (nullable): the case that left; belongs to the page
 */
const LoketLeftCase *
loket_pending_page_find_left (LoketPendingPage *self, const char *case_id)
{
  for (guint i = 0; i < self->left->len; i++) {
    const LoketLeftCase *left = self->left->pdata[i];

    if (g_str_equal (left->case_id, case_id))
      return left;
  }
  return NULL;
}

/* A page that is not seen is built when it is. */
static void
changed_cb (LoketPendingPage *self)
{
  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
}

static void
map (GtkWidget *widget)
{
  LoketPendingPage *self = LOKET_PENDING_PAGE (widget);

  GTK_WIDGET_CLASS (loket_pending_page_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  show (self);
  arm (self);
  loket_pending_page_reload (self);
}

static void
unmap (GtkWidget *widget)
{
  LoketPendingPage *self = LOKET_PENDING_PAGE (widget);

  GTK_WIDGET_CLASS (loket_pending_page_parent_class)->unmap (widget);
  if (self->session != NULL)
    arm (self);
}

static void
root (GtkWidget *widget)
{
  LoketPendingPage *self = LOKET_PENDING_PAGE (widget);

  GTK_WIDGET_CLASS (loket_pending_page_parent_class)->root (widget);
  if (GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    self->window_watch = g_signal_connect_swapped (
        gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (changed_cb), self);
}

static void
unroot (GtkWidget *widget)
{
  g_clear_signal_handler (&LOKET_PENDING_PAGE (widget)->window_watch, gtk_widget_get_root (widget));
  GTK_WIDGET_CLASS (loket_pending_page_parent_class)->unroot (widget);
}

static void
loket_pending_page_dispose (GObject *object)
{
  LoketPendingPage *self = LOKET_PENDING_PAGE (object);

  stop_timer (self);
  g_clear_object (&self->desk_watch);
  g_clear_object (&self->session);
  loket_widget_dispose_template (object, LOKET_TYPE_PENDING_PAGE);
  G_OBJECT_CLASS (loket_pending_page_parent_class)->dispose (object);
}

static void
loket_pending_page_finalize (GObject *object)
{
  LoketPendingPage *self = LOKET_PENDING_PAGE (object);

  g_object_unref (self->names);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->left);
  g_free (self->shown);
  G_OBJECT_CLASS (loket_pending_page_parent_class)->finalize (object);
}

static void
loket_pending_page_class_init (LoketPendingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_pending_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_pending_page_finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->root = root;
  widget_class->unroot = unroot;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-pending-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketPendingPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, LoketPendingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketPendingPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, LoketPendingPage, groups);
}

static void
loket_pending_page_init (LoketPendingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = loket_case_names_new ();
  g_signal_connect_object (self->names, "named", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->rows = g_ptr_array_new ();
  self->left = g_ptr_array_new ();
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "sync-changed", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->desk_watch, "counts-changed", G_CALLBACK (changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->desk_watch, "day-changed", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->desk_watch, "cases-changed", G_CALLBACK (cases_changed_cb),
                                  self);
}

void
loket_pending_page_set_session (LoketPendingPage *self, LoketSession *session)
{
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  changed_cb (self);
}

/**
 * loket_pending_page_enter:
 *
 * The keyboard goes to the first thing on the page.
 */
void
loket_pending_page_enter (LoketPendingPage *self)
{
  if (self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[0]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->send_button));
}
