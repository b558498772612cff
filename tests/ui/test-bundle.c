/* SPDX-License-Identifier: EUPL-1.2 */
/* One inquiry, thirty answers: the card of a bundle, and the form that does the same in each. */
#include <adwaita.h>

#include "loket-act-form.h"
#include "loket-bundle-row.h"
#include "loket-stage-cards.h"
#include "ui-desk.h"

enum {
  N_MEMBERS = 7
};

typedef struct {
  UiDesk desk;
  LoketDossier *lead;
  char *members[N_MEMBERS];
  GtkWidget *parent;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  ui_desk_open (&self->desk, "en");
  self->lead = ui_desk_register (&self->desk, "2026-11-16");
  for (guint i = 0; i < N_MEMBERS; i++) {
    g_autoptr (LoketDossier) member = ui_desk_register (&self->desk, "2026-11-17");
    g_autofree char *link = g_strdup_printf ("{ 'reference': '%s', 'relation': 'partOf' }",
                                             self->lead->the_case->reference);
    g_autoptr (JsonObject) payload = ui_desk_parse (link);

    ui_desk_do (&self->desk, member, "link", payload);
    self->members[i] = g_strdup (member->the_case->case_id);
  }
  self->parent = gtk_window_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->parent));
  for (guint i = 0; i < N_MEMBERS; i++)
    g_free (self->members[i]);
  loket_dossier_unref (self->lead);
  ui_desk_close (&self->desk);
}

static guint
count_labels (GtkWidget *widget, const char *words)
{
  guint count =
      GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_labels (child, words);
  return count;
}

static guint
count_acts (Fixture *self, const char *case_id, LoketActType type)
{
  g_autoptr (LoketDossier) dossier = ui_desk_load (&self->desk, case_id);
  guint count = 0;

  for (guint i = 0; i < dossier->pending->len; i++)
    count += ((LoketAct *) dossier->pending->pdata[i])->type == type;
  return count;
}

static GtkWidget *
show_card (Fixture *self, LoketDossier *dossier)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *card = loket_bundle_card_make (self->desk.session, dossier);

  gtk_window_set_child (GTK_WINDOW (self->parent), box);
  gtk_box_append (GTK_BOX (box), card);
  while (!gtk_widget_get_visible (card))
    g_main_context_iteration (NULL, TRUE);
  return card;
}

/* The one that leads says how many; another one says which leads it. */
static void
test_cards (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDossier) member = ui_desk_load (&self->desk, self->members[0]);
  GtkWidget *card = show_card (self, self->lead);
  g_autoptr (JsonObject) closing = ui_desk_parse ("{ 'outcome': 'withdrawn' }");

  g_assert_cmpuint (count_labels (card, "leads 7 equal cases; 7 of them"), ==, 1);
  g_assert_cmpuint (count_labels (card, "Proef Persoon"), ==, 5);
  g_assert_cmpuint (count_labels (card, "2 more"), ==, 1);
  ui_desk_do (&self->desk, member, "close", closing);
  while (count_labels (card, "7 equal cases; 6 of them") == 0)
    g_main_context_iteration (NULL, TRUE);
  card = show_card (self, member);
  g_assert_cmpuint (count_labels (card, "belongs to the bundle"), ==, 1);
  g_assert_cmpuint (count_labels (card, self->lead->the_case->reference), ==, 1);
}

static GtkWidget *
open_form (Fixture *self, LoketActType type)
{
  GList *windows;
  GtkWidget *form = NULL;

  loket_act_form_present (GTK_WINDOW (self->parent), self->desk.session, self->lead, type, NULL);
  windows = gtk_window_list_toplevels ();
  for (GList *each = windows; each != NULL; each = each->next) {
    if (LOKET_IS_ACT_FORM (each->data))
      form = each->data;
  }
  g_list_free (windows);
  g_assert_nonnull (form);
  return form;
}

static LoketBundleRow *
wait_for_bundle (GtkWidget *form)
{
  GtkWidget *row = ui_desk_find_widget (form, LOKET_TYPE_BUNDLE_ROW);

  g_assert_nonnull (row);
  while (!gtk_widget_get_visible (row))
    g_main_context_iteration (NULL, TRUE);
  return LOKET_BUNDLE_ROW (row);
}

/* Nothing happens elsewhere before it is turned on; then each gets its act, but the one in which it
 * was done before. */
static void
test_form (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketDossier) member = ui_desk_load (&self->desk, self->members[0]);
  g_autoptr (JsonObject) payload = ui_desk_parse ("{ 'via': 'mail' }");
  GtkWidget *form;
  LoketBundleRow *row;

  ui_desk_do (&self->desk, member, "acknowledge", payload);
  form = open_form (self, LOKET_ACT_ACKNOWLEDGE);
  row = wait_for_bundle (form);
  g_assert_cmpuint (loket_bundle_row_count_chosen (row), ==, 0);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_cmpuint (loket_bundle_row_count_chosen (row), ==, N_MEMBERS - 1);
  g_assert_cmpuint (count_labels (form, "Left out, it would have no effect"), ==, 1);
  gtk_widget_activate_action (form, "form.done", NULL);
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *) &form);
  while (form != NULL)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < N_MEMBERS; i++)
    g_assert_cmpuint (count_acts (self, self->members[i], LOKET_ACT_ACKNOWLEDGE), ==, 1);
  g_assert_cmpuint (count_acts (self, self->lead->the_case->case_id, LOKET_ACT_ACKNOWLEDGE), ==, 1);
}

/* What is one person's own is not offered. */
static void
test_own_acts (Fixture *self, gconstpointer data)
{
  GtkWidget *form = open_form (self, LOKET_ACT_WITHDRAW);

  g_assert_null (ui_desk_find_widget (form, LOKET_TYPE_BUNDLE_ROW));
  gtk_window_destroy (GTK_WINDOW (form));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/bundle/cards", Fixture, NULL, set_up, test_cards, tear_down);
  g_test_add ("/ui/bundle/form", Fixture, NULL, set_up, test_form, tear_down);
  g_test_add ("/ui/bundle/own-acts", Fixture, NULL, set_up, test_own_acts, tear_down);
  return g_test_run ();
}
