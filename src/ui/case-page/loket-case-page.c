/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading a case and showing it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-case-page-private.h"
#include "loket-letters.h"
#include "loket-widget.h"

G_DEFINE_FINAL_TYPE (LoketCasePage, loket_case_page, GTK_TYPE_WIDGET)

static void
show_letters (LoketCasePage *self)
{
  g_autoptr (GMenuModel) menu = loket_letters_make_menu (self->session, self->dossier);

  gtk_menu_button_set_menu_model (self->letters_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->letters_button), g_menu_model_get_n_items (menu) > 0);
}

/* Whether a term of the case that counts hours ends within a day. */
static gboolean
wants_minutes (LoketCasePage *self)
{
  GPtrArray *clocks = self->dossier != NULL ? self->dossier->standing->clocks : NULL;
  LoketMoment now = loket_desk_get_now (loket_session_get_desk (self->session));

  for (guint i = 0; clocks != NULL && i < clocks->len; i++) {
    if (loket_session_wants_minutes (clocks->pdata[i], now))
      return TRUE;
  }
  return FALSE;
}

static void
documents_counted_cb (LoketCasePage *self, guint n)
{
  g_autofree char *title =
      n > 0 ? g_strdup_printf (_ ("_Documents %u"), n) : g_strdup (_ ("_Documents"));

  gtk_stack_page_set_title (self->documents_page, title);
}

static void
show_dossier (LoketCasePage *self)
{
  LoketCase *facts = self->dossier->standing->current;

  gtk_label_set_text (self->reference, facts->reference);
  loket_case_heading_show (self->heading, self->session, self->dossier);
  loket_guide_show (self->guide, self->session, self->dossier);
  loket_timeline_show (self->timeline, self->session, self->dossier);
  loket_documents_show (self->documents, self->session, self->dossier);
  loket_parties_show (self->parties, self->session, self->dossier);
  loket_act_menu_show (self->act_menu, self->session, self->dossier);
  show_letters (self);
  _loket_case_page_update_actions (self);
  gtk_widget_set_visible (GTK_WIDGET (self->act_button), !self->dossier->withdrawn);
  gtk_stack_set_visible_child_name (self->stack, "case");
  loket_session_hold_minutes (self->session, &self->holds_minutes, wants_minutes (self));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier =
      loket_desk_load_dossier_finish (LOKET_DESK (object), result, &error);
  LoketCasePage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = LOKET_CASE_PAGE (user_data);
  g_clear_object (&self->cancellable);
  if (dossier == NULL) {
    g_autofree char *sentence = loket_session_describe_error (self->session, error);

    g_autofree char *escaped = g_markup_escape_text (sentence, -1);

    adw_status_page_set_description (self->failure, escaped);
    gtk_stack_set_visible_child_name (self->stack, "failure");
    return;
  }
  g_clear_pointer (&self->dossier, loket_dossier_unref);
  self->dossier = g_steal_pointer (&dossier);
  show_dossier (self);
}

static void
stop_loading (LoketCasePage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (LoketCasePage *self)
{
  stop_loading (self);
  self->cancellable = g_cancellable_new ();
  loket_desk_load_dossier_async (loket_session_get_desk (self->session), self->case_id,
                                 self->cancellable, loaded_cb, self);
}

static void
cases_changed_cb (LoketCasePage *self, const char *const *case_ids)
{
  if (self->case_id != NULL && (case_ids == NULL || g_strv_contains (case_ids, self->case_id)))
    load (self);
}

static void
day_changed_cb (LoketCasePage *self)
{
  if (self->case_id != NULL)
    load (self);
}

static gboolean
has_just_ended (LoketCasePage *self)
{
  GPtrArray *clocks = self->dossier->standing->clocks;
  LoketMoment now = loket_desk_get_now (loket_session_get_desk (self->session));

  for (guint i = 0; i < clocks->len; i++) {
    const LoketClockReading *clock = clocks->pdata[i];

    if (clock->state == LOKET_CLOCK_STATE_RUNNING && clock->due_at != LOKET_NO_MOMENT &&
        clock->due_at < now)
      return TRUE;
  }
  return FALSE;
}

/* Only the countdowns move with the minutes; when a term has just ended the whole case does. */
static void
minute_changed_cb (LoketCasePage *self)
{
  if (self->dossier == NULL)
    return;
  /* A term may have come under a day since the case was opened. */
  loket_session_hold_minutes (self->session, &self->holds_minutes,
                              self->holds_minutes || wants_minutes (self));
  if (!self->holds_minutes)
    return;
  if (has_just_ended (self))
    load (self);
  else
    loket_guide_count_down (self->guide, self->session, self->dossier);
}

static void
loket_case_page_dispose (GObject *object)
{
  LoketCasePage *self = LOKET_CASE_PAGE (object);

  stop_loading (self);
  loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
  g_clear_object (&self->desk_watch);
  g_clear_object (&self->acts);
  loket_widget_dispose_template (object, LOKET_TYPE_CASE_PAGE);
  g_clear_pointer (&self->dossier, loket_dossier_unref);
  g_clear_object (&self->session);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (loket_case_page_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (LOKET_TYPE_CASE_HEADING);
  g_type_ensure (LOKET_TYPE_GUIDE);
  g_type_ensure (LOKET_TYPE_TIMELINE);
  g_type_ensure (LOKET_TYPE_DOCUMENTS);
  g_type_ensure (LOKET_TYPE_PARTIES);
  g_type_ensure (LOKET_TYPE_ACT_MENU);
}

static void
loket_case_page_class_init (LoketCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_case_page_dispose;
  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-case-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, reference);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, failure);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, heading);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, tabs);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, documents_page);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, guide_scroll);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, guide);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, documents);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, parties);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, act_button);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, letters_button);
  gtk_widget_class_bind_template_child (widget_class, LoketCasePage, act_menu);
}

static void
loket_case_page_init (LoketCasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  _loket_case_page_install_actions (self);
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "cases-changed", G_CALLBACK (cases_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->desk_watch, "day-changed", G_CALLBACK (day_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->desk_watch, "minute-changed",
                                  G_CALLBACK (minute_changed_cb), self);
  g_signal_connect_object (self->documents, "counted", G_CALLBACK (documents_counted_cb), self,
                           G_CONNECT_SWAPPED);
}

void
loket_case_page_set_session (LoketCasePage *self, LoketSession *session)
{
  if (self->session != NULL)
    loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
}

/**
 * loket_case_page_open:
 * @case_id: (nullable): NULL shows the empty page
 */
void
loket_case_page_open (LoketCasePage *self, const char *case_id)
{
  if (g_strcmp0 (self->case_id, case_id) == 0)
    return;
  stop_loading (self);
  loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
  g_free (self->case_id);
  self->case_id = g_strdup (case_id);
  if (case_id == NULL) {
    g_clear_pointer (&self->dossier, loket_dossier_unref);
    _loket_case_page_update_actions (self);
    gtk_label_set_text (self->reference, "");
    gtk_widget_set_visible (GTK_WIDGET (self->act_button), FALSE);
    gtk_widget_set_visible (GTK_WIDGET (self->letters_button), FALSE);
    gtk_stack_set_visible_child_name (self->stack, "none");
    return;
  }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->guide_scroll), 0);
  load (self);
}

/**
 * loket_case_page_open_acts:
 *
 * Opens the menu of the acts.
 */
void
loket_case_page_open_acts (LoketCasePage *self)
{
  if (self->dossier != NULL)
    gtk_menu_button_popup (self->act_button);
}
