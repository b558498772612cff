/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of what waits: what is held counts down and can leave at once, drafts stand on it, and a
 * text that was changed is read as what went and what came. */
#include <adwaita.h>
#include <string.h>

#include "loket-case-page.h"
#include "loket-diff-label.h"
#include "loket-pending-page.h"
#include "loket-sync-page.h"
#include "loket-window.h"
#include "ui-desk.h"

static void
iterate_until (gboolean (*holds) (gpointer), gpointer data)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!holds (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (holds (data));
}

static GtkWidget *
find_row (GtkWidget *page, const char *title)
{
  if (ADW_IS_ACTION_ROW (page) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (page)), title) == 0)
    return page;
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label (child, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

typedef struct {
  GtkWidget *page;
  const char *title;
  const char *says;     /* (nullable) */
  const char *says_not; /* (nullable) */
} Wanted;

static gboolean
is_shown (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *row = find_row (wanted->page, wanted->title);
  const char *text = row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;

  return row != NULL && (wanted->says == NULL || strstr (text, wanted->says) != NULL) &&
         (wanted->says_not == NULL || strstr (text, wanted->says_not) == NULL);
}

static void
acknowledge (UiDesk *desk, LoketDossier *dossier)
{
  g_autoptr (JsonObject) payload = ui_desk_parse ("{'via': 'loket'}");

  ui_desk_do (desk, dossier, "acknowledge", payload);
}

/* In a window of its own, which has the actions of the page. */
static GtkWidget *
open_window (UiDesk *desk)
{
  GtkWidget *window = loket_window_new (NULL, desk->session);

  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "pending", NULL);
  return window;
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_held_act_leaves_at_once (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  GtkWidget *window;
  Wanted wanted = {.title = "Acknowledge receipt", .says = "Leaves in"};

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  window = open_window (&desk);
  wanted.page = ui_desk_find_widget (window, LOKET_TYPE_PENDING_PAGE);
  iterate_until (is_shown, &(Wanted){.page = wanted.page, .title = "New complaint"});
  acknowledge (&desk, dossier);
  iterate_until (is_shown, &wanted);
  pending = loket_desk_list_pending (desk.desk);
  g_assert_cmpuint (pending->len, ==, 2);
  g_action_group_activate_action (
      G_ACTION_GROUP (window), "send-now",
      g_variant_new_string (((LoketPendingItem *) pending->pdata[1])->id));
  wanted.says = "waits to be sent";
  wanted.says_not = "Leaves in";
  iterate_until (is_shown, &wanted);
  close_window (window);
  ui_desk_close (&desk);
}

/* One note of a case is told from another, and what somebody wrote is no markup. */
static void
test_row_says_what_was_written (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (JsonObject) payload = ui_desk_parse ("{'text': 'De dienst is <b>gebeld</b>.'}");
  GtkWidget *window;
  Wanted wanted = {.title = "Add a note", .says = "“De dienst is <b>gebeld</b>.”"};

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  ui_desk_do (&desk, dossier, "note", payload);
  window = open_window (&desk);
  wanted.page = ui_desk_find_widget (window, LOKET_TYPE_PENDING_PAGE);
  iterate_until (is_shown, &wanted);
  g_assert_nonnull (
      ui_desk_find_label (find_row (wanted.page, wanted.title), "“De dienst is <b>gebeld</b>.”"));
  close_window (window);
  ui_desk_close (&desk);
}

/* The toast of an act takes the place of the one before, however often. */
static void
test_toast_of_what_is_held (void)
{
  UiDesk desk = {NULL};
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  window = open_window (&desk);
  for (int i = 0; i < 5; i++) {
    g_autoptr (LoketDossier) dossier = ui_desk_register (&desk, "2026-11-20");
    g_autoptr (GPtrArray) pending = NULL;
    gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;
    const LoketPendingItem *item;

    acknowledge (&desk, dossier);
    pending = loket_desk_list_pending (desk.desk);
    item = pending->pdata[pending->len - 1];
    g_action_group_activate_action (G_ACTION_GROUP (window), "announce-act",
                                    g_variant_new ("(ss)", item->id, "Receipt <acknowledged>"));
    while (g_get_monotonic_time () < end)
      g_main_context_iteration (NULL, FALSE);
    g_assert_nonnull (ui_desk_find_widget (window, ADW_TYPE_TOAST_OVERLAY));
  }
  close_window (window);
  ui_desk_close (&desk);
}

static gboolean
is_told (gpointer data)
{
  const Wanted *wanted = data;

  return find_label (wanted->page, wanted->says) != NULL;
}

typedef struct {
  LoketDesk *desk;
  guint count;
} Count;

static gboolean
is_so_long (gpointer data)
{
  const Count *wanted = data;
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (wanted->desk);

  return pending->len == wanted->count;
}

/* Two acts at the same moment: each is told, and each can be taken back, the last one first. */
static void
test_two_at_once (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (LoketDossier) now = NULL;
  g_autoptr (JsonObject) note = ui_desk_parse ("{'text': 'Morgen bellen.'}");
  g_autoptr (GPtrArray) pending = NULL;
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  window = open_window (&desk);
  acknowledge (&desk, dossier);
  now = ui_desk_load (&desk, dossier->the_case->case_id);
  ui_desk_do (&desk, now, "note", note);
  iterate_until (is_so_long, &(Count){desk.desk, 3});
  pending = loket_desk_list_pending (desk.desk);
  for (guint i = 1; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    g_action_group_activate_action (
        G_ACTION_GROUP (window), "announce-act",
        g_variant_new ("(ss)", item->id, i == 1 ? "The first" : "The second"));
  }
  iterate_until (is_told, &(Wanted){.page = window, .says = "Not sent yet: The first"});
  iterate_until (is_told, &(Wanted){.page = window, .says = "The second"});
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  iterate_until (is_told, &(Wanted){.page = window, .says = "Taken back: The second"});
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  iterate_until (is_told, &(Wanted){.page = window, .says = "Taken back: The first"});
  iterate_until (is_so_long, &(Count){desk.desk, 1}); /* the complaint */
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  g_assert_true (is_so_long (&(Count){desk.desk, 1}));
  close_window (window);
  ui_desk_close (&desk);
}

static void
test_drafts (void)
{
  UiDesk desk = {NULL};
  g_autoptr (JsonObject) draft = ui_desk_parse ("{'payload': {'text': 'Half a <b>sen'}}");
  g_autoptr (LoketDossier) dossier = NULL;
  g_autofree char *key = NULL;
  GtkWidget *window;
  Wanted wanted = {.title = "Add a note",
                   .says = "Adreswijziging niet verwerkt\n“Half a <b>sen”\n"};

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  key = g_strdup_printf ("act:%s:note", dossier->the_case->case_id);
  loket_desk_save_draft (desk.desk, key, draft);
  window = open_window (&desk);
  wanted.page = ui_desk_find_widget (window, LOKET_TYPE_PENDING_PAGE);
  iterate_until (is_shown, &wanted);
  close_window (window);
  ui_desk_close (&desk);
}

static gboolean
has_keyboard (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (data));

  return focus != NULL && gtk_widget_is_ancestor (focus, data);
}

/* Where it was on a row that is no longer seen, it comes along. */
static void
test_keyboard_comes_along (void)
{
  UiDesk desk = {NULL};
  g_autoptr (LoketDossier) dossier = NULL;
  GtkWidget *window;
  Wanted wanted = {.title = "New complaint"};

  ui_desk_open (&desk, "en");
  dossier = ui_desk_register (&desk, "2026-11-20");
  window = open_window (&desk);
  wanted.page = ui_desk_find_widget (window, LOKET_TYPE_PENDING_PAGE);
  iterate_until (is_shown, &wanted);
  gtk_widget_grab_focus (find_row (wanted.page, "New complaint"));
  iterate_until (has_keyboard, wanted.page);
  g_action_group_activate_action (G_ACTION_GROUP (window), "open-case",
                                  g_variant_new_string (dossier->the_case->case_id));
  iterate_until (has_keyboard, ui_desk_find_widget (window, LOKET_TYPE_CASE_PAGE));
  close_window (window);
  ui_desk_close (&desk);
}

static gboolean
is_mending_shown (gpointer data)
{
  return find_label (data, "The search on this computer was damaged and has been built anew.") !=
         NULL;
}

/* What was mended is said in words, and had no numbers. */
static void
test_mended (void)
{
  UiDesk desk = {NULL};
  g_autofree char *path = NULL;
  GtkWidget *window;

  ui_desk_open (&desk, "en");
  path = g_build_filename (desk.folder, "loket.log", NULL);
  g_assert_true (g_file_set_contents (
      path, "{\"at\":\"2026-11-23T09:00:00Z\",\"event\":\"care\",\"code\":\"searchBuiltAnew\"}\n",
      -1, NULL));
  window = open_window (&desk);
  g_action_group_activate_action (G_ACTION_GROUP (window), "sync-page", NULL);
  iterate_until (is_mending_shown, ui_desk_find_widget (window, LOKET_TYPE_SYNC_PAGE));
  close_window (window);
  ui_desk_close (&desk);
}

static void
test_difference_is_said (void)
{
  g_autofree char *said = loket_diff_label_say ("the answer of June", "the answer of July");
  g_autofree char *same = loket_diff_label_say ("nothing new", "nothing new");

  g_assert_cmpstr (said, ==, "the answer of [removed: June] [added: July]");
  g_assert_cmpstr (same, ==, "nothing new");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/pending/held-act-leaves-at-once", test_held_act_leaves_at_once);
  g_test_add_func ("/ui/pending/row-says-what-was-written", test_row_says_what_was_written);
  g_test_add_func ("/ui/pending/toast-of-what-is-held", test_toast_of_what_is_held);
  g_test_add_func ("/ui/pending/two-at-once", test_two_at_once);
  g_test_add_func ("/ui/pending/drafts", test_drafts);
  g_test_add_func ("/ui/pending/keyboard-comes-along", test_keyboard_comes_along);
  g_test_add_func ("/ui/pending/mended", test_mended);
  g_test_add_func ("/ui/pending/difference-is-said", test_difference_is_said);
  return g_test_run ();
}
