/* SPDX-License-Identifier: EUPL-1.2 */
/* The menu of acts against a real desk: what may be done stands in it; what was done and is done
 * only once does not, and words narrow it. */
#include <adwaita.h>

#include "loket-act-menu.h"
#include "ui-desk.h"

static GtkWidget *
find_act (GtkWidget *widget, const char *code)
{
  g_autofree char *action = g_strconcat ("act.", code, NULL);
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_act (child, code);
  return found;
}

/* Whether the menu offers an act, or says why it is not for now. */
static gboolean
has_act (GtkWidget *widget, const char *code)
{
  return find_act (widget, code) != NULL;
}

static GtkWidget *
make_menu (UiDesk *desk, LoketDossier *dossier)
{
  GtkWidget *menu = g_object_ref_sink (g_object_new (LOKET_TYPE_ACT_MENU, NULL));

  loket_act_menu_show (LOKET_ACT_MENU (menu), desk->session, dossier);
  return menu;
}

static LoketDossier *
do_act (UiDesk *desk, LoketDossier *dossier, const char *type, const char *payload)
{
  g_autoptr (JsonObject) object = ui_desk_parse (payload);

  ui_desk_do (desk, dossier, type, object);
  return ui_desk_load (desk, dossier->the_case->case_id);
}

static void
test_done_once (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) fresh = NULL;
  g_autoptr (LoketDossier) acknowledged = NULL;
  g_autoptr (LoketDossier) taken_up = NULL;
  g_autoptr (GtkWidget) before = NULL;
  g_autoptr (GtkWidget) after = NULL;

  ui_desk_open (&desk, "en");
  fresh = ui_desk_register (&desk, "2026-11-16");
  before = make_menu (&desk, fresh);
  g_assert_true (has_act (before, "acknowledge"));
  g_assert_true (has_act (before, "takeUp"));
  acknowledged = do_act (&desk, fresh, "acknowledge", "{ 'via': 'mail' }");
  taken_up = do_act (&desk, acknowledged, "takeUp", "{}");
  after = make_menu (&desk, taken_up);
  g_assert_false (has_act (after, "acknowledge"));
  g_assert_false (has_act (after, "takeUp"));
  g_assert_true (has_act (after, "note"));
  g_assert_true (has_act (after, "reopen")); /* with the reason why not now */
  ui_desk_close (&desk);
}

/* A button that is being pressed is not taken away by what changes nothing of the menu. */
static void
test_stays (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) fresh = NULL;
  g_autoptr (LoketDossier) noted = NULL;
  g_autoptr (LoketDossier) acknowledged = NULL;
  g_autoptr (GtkWidget) menu = NULL;
  g_autoptr (GtkWidget) button = NULL;

  ui_desk_open (&desk, "en");
  fresh = ui_desk_register (&desk, "2026-11-16");
  menu = make_menu (&desk, fresh);
  button = g_object_ref (find_act (menu, "acknowledge"));
  noted = do_act (&desk, fresh, "note", "{ 'text': 'Gebeld' }");
  loket_act_menu_show (LOKET_ACT_MENU (menu), desk.session, noted);
  g_assert_true (find_act (menu, "acknowledge") == button);
  acknowledged = do_act (&desk, noted, "acknowledge", "{ 'via': 'mail' }");
  loket_act_menu_show (LOKET_ACT_MENU (menu), desk.session, acknowledged);
  g_assert_false (has_act (menu, "acknowledge"));
  ui_desk_close (&desk);
}

static GtkWidget *
find_search (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

static void
test_search (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GtkWidget) menu = NULL;
  GtkEditable *search;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-16");
  menu = make_menu (&desk, dossier);
  search = GTK_EDITABLE (find_search (menu));
  gtk_editable_set_text (search, "ACKNOW");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_true (has_act (menu, "acknowledge"));
  g_assert_false (has_act (menu, "note"));
  gtk_editable_set_text (search, "");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_true (has_act (menu, "note"));
  ui_desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/act-menu/done-once", test_done_once);
  g_test_add_func ("/ui/act-menu/stays", test_stays);
  g_test_add_func ("/ui/act-menu/search", test_search);
  return g_test_run ();
}
