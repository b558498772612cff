/* SPDX-License-Identifier: EUPL-1.2 */
/* An access key brings a person to one place: in no window, in the language of the environment, do
 * two controls have the same. One key for two only moves the keyboard from the one to the other. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>

#include "loket-act-form.h"
#include "loket-banner.h"
#include "loket-form-spec.h"
#include "loket-new-complaint-window.h"
#include "loket-notice-card.h"
#include "loket-preferences-window.h"
#include "loket-welcome-window.h"
#include "loket-window.h"
#include "ui-desk.h"

typedef struct {
  const char *window;
  GHashTable *keys;    /* keyval -> what has it, (transfer none) */
  GPtrArray *popovers; /* (element-type GtkWidget): each has keys of its own */
  guint faults;
} Search;

/* The control that an access key is for: the entries of a row say its title twice. */
static GtkWidget *
find_control (GtkWidget *label)
{
  GtkWidget *control = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);

  if (control == NULL)
    control = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);
  return control != NULL ? control : label;
}

static void
look_at_label (Search *search, GtkLabel *label)
{
  gpointer key = GUINT_TO_POINTER (gdk_keyval_to_lower (gtk_label_get_mnemonic_keyval (label)));
  GtkLabel *other = g_hash_table_lookup (search->keys, key);

  /* 0: the label reads underlines, and has none. */
  if (gtk_label_get_mnemonic_keyval (label) == GDK_KEY_VoidSymbol ||
      gtk_label_get_mnemonic_keyval (label) == 0)
    return;
  if (other == NULL) {
    g_hash_table_insert (search->keys, key, label);
  } else if (find_control (GTK_WIDGET (other)) != find_control (GTK_WIDGET (label))) {
    g_printerr ("%s: Alt+%s is both %s and %s\n", search->window,
                gdk_keyval_name (GPOINTER_TO_UINT (key)), gtk_label_get_label (other),
                gtk_label_get_label (label));
    search->faults++;
  }
}

static void
look_into (Search *search, GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    look_at_label (search, GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_POPOVER (child))
      g_ptr_array_add (search->popovers, child);
    else
      look_into (search, child);
  }
}

/* The number of access keys of @window; those of its menus are counted apart. */
static guint
check_keys (const char *name, GtkWidget *window)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new ();
  guint count = 0;
  guint faults = 0;

  g_ptr_array_add (scopes, window);
  for (guint i = 0; i < scopes->len; i++) {
    g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);
    Search search = {name, keys, scopes, 0};

    look_into (&search, scopes->pdata[i]);
    if (i == 0)
      count = g_hash_table_size (keys);
    faults += search.faults;
  }
  if (faults > 0)
    g_test_fail ();
  return count;
}

/* The window that was opened last. */
static GtkWidget *
find_newest (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next) {
    if (G_TYPE_CHECK_INSTANCE_TYPE (each->data, type))
      return each->data;
  }
  g_assert_not_reached ();
}

static void
test_act_forms (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  GtkWidget *parent = gtk_window_new ();
  guint count = 0;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    GtkWidget *form;

    if (loket_form_spec_find (type) == NULL)
      continue;
    loket_act_form_present (GTK_WINDOW (parent), desk.session, dossier, type, NULL);
    form = find_newest (LOKET_TYPE_ACT_FORM);
    count += check_keys (loket_act_type_to_string (type), form);
    gtk_window_destroy (GTK_WINDOW (form));
  }
  g_assert_cmpuint (count, >, 60);
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

static void
test_new_complaint (void)
{
  UiDesk desk = {NULL};
  GtkWidget *parent = gtk_window_new ();
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  loket_new_complaint_window_present (GTK_WINDOW (parent), desk.session, NULL);
  window = find_newest (LOKET_TYPE_NEW_COMPLAINT_WINDOW);
  g_assert_cmpuint (check_keys ("new complaint", window), >=, 3);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
  ui_desk_close (&desk);
}

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);
  return found;
}

static void
show_card (GtkWidget *window)
{
  LoketNoticeCard *card = LOKET_NOTICE_CARD (find_child (window, LOKET_TYPE_NOTICE_CARD));

  loket_notice_card_begin (card, "drive-harddisk-symbolic", "?", "?");
  loket_notice_card_add_button (card, _ ("Chec_k again"), "win.brake-check", TRUE);
  loket_notice_card_add_button (card, _ ("It is right: go _on …"), "win.brake-go-on", FALSE);
  loket_notice_card_add_button (card, _ ("_Understood"), "win.acknowledge-salvage", TRUE);
}

/* With all that may stand in it at once: a case, the banner that offers to try again or to decide,
 * and the card of the brake. */
static void
test_main_window (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  window = loket_window_new (NULL, desk.session);
  loket_banner_show (LOKET_BANNER (find_child (window, LOKET_TYPE_BANNER)), "?", _ ("T_ry again"),
                     "win.refresh");
  show_card (window);
  g_assert_cmpuint (check_keys ("main window", window), >=, 7);
  loket_banner_show (LOKET_BANNER (find_child (window, LOKET_TYPE_BANNER)), "?",
                     _ ("Show what is p_ending"), "win.pending");
  g_assert_cmpuint (check_keys ("main window", window), >=, 7);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ui_desk_close (&desk);
}

static void
test_template (gconstpointer data)
{
  GType type = *(const GType *) data;
  GtkWidget *window = g_object_new (type, NULL);

  g_assert_cmpuint (check_keys (g_type_name (type), window), >=, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  const GType windows[] = {LOKET_TYPE_WELCOME_WINDOW, LOKET_TYPE_PREFERENCES_WINDOW};

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOKET_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* That the language is there at all: else all of them would be the source, and pass. */
  g_assert_cmpstr (_ ("Timeline"), ==, g_getenv ("LOKET_TEST_WORD"));
  g_test_add_func ("/ui/access-keys/act-forms", test_act_forms);
  g_test_add_func ("/ui/access-keys/new-complaint", test_new_complaint);
  g_test_add_func ("/ui/access-keys/main-window", test_main_window);
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++) {
    g_autofree char *path = g_strdup_printf ("/ui/access-keys/%s", g_type_name (windows[i]));

    g_test_add_data_func (path, &windows[i], test_template);
  }
  return g_test_run ();
}
