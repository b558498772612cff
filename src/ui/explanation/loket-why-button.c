/* SPDX-License-Identifier: EUPL-1.2 */
/* The popover of a proof, made when it is asked for. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-pill.h"
#include "loket-why-button.h"
#include "loket-widget.h"

/* In pixels: a sentence of a proof is two or three lines wide; a long proof is scrolled. */
enum {
  POPOVER_WIDTH = 430,
  POPOVER_HEIGHT_MAX = 440
};

/* What the popover is made of. */
typedef struct {
  LoketSession *session;          /* (owned) */
  LoketStanding *standing;        /* (owned) */
  const LoketClockReading *clock; /* of the standing */
  LoketProofLength length;
} Why;

static void
why_free (gpointer data)
{
  Why *why = data;

  g_object_unref (why->session);
  loket_standing_unref (why->standing);
  g_free (why);
}

static GtkWidget *
make_head (const Why *why)
{
  LoketSpeech *speech = loket_session_get_speech (why->session);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (loket_speech_name (speech, "clock", why->clock->id_code));
  GtkWidget *pill = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (pill, "pill");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  loket_pill_show (GTK_LABEL (pill), speech, why->clock,
                   loket_desk_get_now (loket_session_get_desk (why->session)));
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), pill);
  return head;
}

static GtkWidget *
make_list (const Why *why)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "proof");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Why this date?"), -1);
  loket_proof_list_fill (GTK_LIST_BOX (list), loket_session_get_speech (why->session), why->clock,
                         why->length);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), POPOVER_HEIGHT_MAX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (scrolled, POPOVER_WIDTH, -1);
  return scrolled;
}

static GtkWidget *
make_way_on (const Why *why, GtkWidget *popover)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Whole explanation …"));

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.explain");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", why->clock->id_code);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  const Why *why = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_box_append (GTK_BOX (box), make_head (why));
  gtk_box_append (GTK_BOX (box), make_list (why));
  if (why->length == LOKET_PROOF_SHORT)
    gtk_box_append (GTK_BOX (box), make_way_on (why, popover));
  gtk_widget_add_css_class (popover, "why");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

/**
 * loket_why_button_show:
 * @button: one that a template made; its name says which term it explains, and how that stands
 * @clock: of @standing
 */
void
loket_why_button_show (GtkMenuButton *button,
                       LoketSession *session,
                       LoketStanding *standing,
                       const LoketClockReading *clock,
                       LoketProofLength length)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *pill =
      loket_speech_pill (speech, clock, loket_desk_get_now (loket_session_get_desk (session)));
  g_autofree char *label = g_strdup_printf (_ ("Why this date? %s"), pill);
  Why *why = g_new0 (Why, 1);

  why->session = g_object_ref (session);
  why->standing = loket_standing_ref (standing);
  why->clock = clock;
  why->length = length;
  gtk_menu_button_set_popover (button, NULL);
  gtk_menu_button_set_create_popup_func (button, create_popover_cb, why, why_free);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), _ ("Why this date?"));
  loket_widget_name (button, label);
  /* The keyboard stops at the button inside, which the baseline does not name after the outer. */
  loket_widget_name (gtk_widget_get_first_child (GTK_WIDGET (button)), label);
}

/**
 * loket_why_button_new:
 *
 * Returns: (transfer floating): a small button beside a countdown
 */
GtkWidget *
loket_why_button_new (LoketSession *session,
                      LoketStanding *standing,
                      const LoketClockReading *clock,
                      LoketProofLength length)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "dialog-information-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  loket_why_button_show (GTK_MENU_BUTTON (button), session, standing, clock, length);
  return button;
}
