/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a case that leads a bundle: the same in the other cases. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-act-form-private.h"
#include "loket-act-payload.h"

/* An act that is begun here and ends when all have answered. */
typedef struct {
  LoketActForm *form; /* (owned) */
  LoketAct *act;      /* (owned) */
} BundleDoing;

static void
bundle_doing_free (BundleDoing *doing)
{
  g_object_unref (doing->form);
  loket_act_unref (doing->act);
  g_free (doing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BundleDoing, bundle_doing_free)

/**
 * _loket_act_form_judge_bundle:
 *
 * Asks the rules of the other cases about the act as it stands in the form; as for the effect, what
 * is still to be written does not matter.
 */
void
_loket_act_form_judge_bundle (LoketActForm *self)
{
  g_autoptr (JsonObject) payload = NULL;
  LoketDay day = LOKET_NO_DAY;
  gboolean complete;

  if (self->bundle == NULL)
    return;
  payload = _loket_act_form_gather (self);
  complete = loket_date_row_get_day (self->day, &day) && day != LOKET_NO_DAY &&
             loket_act_payload_complete (self->fields, payload);
  loket_bundle_row_judge (self->bundle, day, complete ? payload : NULL);
}

/* What is asked of a window before it has its first size is forgotten when it gets that. */
static gboolean
fit_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer user_data)
{
  if (gtk_widget_get_height (widget) == 0)
    return G_SOURCE_CONTINUE;
  _loket_act_form_fit (LOKET_ACT_FORM (widget));
  return G_SOURCE_REMOVE;
}

static void
bundle_changed_cb (LoketActForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->bundle_list),
                          gtk_widget_get_visible (GTK_WIDGET (self->bundle)));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), fit_cb, NULL, NULL);
}

void
_loket_act_form_add_bundle (LoketActForm *self)
{
  if (!loket_bundle_offers (self->spec->type))
    return;
  self->bundle =
      LOKET_BUNDLE_ROW (loket_bundle_row_new (self->session, self->dossier, self->spec->type));
  gtk_list_box_append (self->bundle_list, GTK_WIDGET (self->bundle));
  g_signal_connect_object (self->bundle, "changed", G_CALLBACK (bundle_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* "in 28 other cases too; not in KX-2026-000012: ..." */
static char *
say_done (LoketActForm *self, GPtrArray *done)
{
  g_autoptr (GString) failures = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  guint count = 0;

  for (guint i = 0; i < done->len; i++) {
    LoketBundleDone *one = g_ptr_array_index (done, i);
    g_autofree char *why =
        one->error != NULL ? loket_session_describe_error (self->session, one->error) : NULL;

    if (why == NULL)
      count++;
    else
      g_string_append_printf (failures, "; %s: %s", one->reference, why);
  }
  g_string_append_printf (text, ngettext ("in %u other case too", "in %u other cases too", count),
                          count);
  g_string_append (text, failures->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
bundle_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BundleDoing) doing = user_data;
  g_autoptr (GPtrArray) done = loket_bundle_do_finish (LOKET_DESK (source), result);
  g_autofree char *also = NULL;

  doing->form->doing = FALSE;
  if (doing->form->session == NULL) /* the window went away with the program */
    return;
  also = say_done (doing->form, done);
  _loket_act_form_finish (doing->form, doing->act, also);
}

/**
 * _loket_act_form_do_bundle:
 * @act: as it was done in this case
 *
 * Does the same in the chosen cases, and then closes the form.
 */
void
_loket_act_form_do_bundle (LoketActForm *self, LoketAct *act)
{
  g_autoptr (JsonObject) payload = _loket_act_form_gather (self);
  g_autoptr (GPtrArray) chosen = NULL;
  BundleDoing *doing = g_new0 (BundleDoing, 1);
  LoketDay day = LOKET_NO_DAY;

  loket_date_row_get_day (self->day, &day);
  loket_bundle_row_judge (self->bundle, day, payload);
  chosen = loket_bundle_row_dup_chosen (self->bundle);
  doing->form = g_object_ref (self);
  doing->act = loket_act_ref (act);
  self->doing = TRUE;
  gtk_widget_set_sensitive (self->content, FALSE);
  loket_bundle_do_async (self->desk, chosen, self->spec->type, day, bundle_done_cb, doing);
}
