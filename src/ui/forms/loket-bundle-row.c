/* SPDX-License-Identifier: EUPL-1.2 */
/* The cases of a bundle in a form. Nothing is chosen before somebody turns it on; then all in which
 * it can be done are. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-bundle-row.h"
#include "loket-widget.h"

/* One of the other cases. */
typedef struct {
  LoketDossier *dossier;      /* (owned) */
  LoketBundleCase *judgement; /* (owned) (nullable): as the form stands now */
  GtkWidget *row;
  GtkWidget *box;
  gboolean left_out; /* by the person */
} Member;

struct _LoketBundleRow {
  AdwExpanderRow parent_instance;

  LoketSession *session; /* (owned) */
  LoketDossier *lead;    /* (owned) */
  LoketActType type;
  GCancellable *cancellable; /* (owned): of the load */
  GPtrArray *members;        /* (element-type Member) */
  LoketDay day;              /* as last judged */
  JsonObject *payload;       /* (owned) (nullable): as last judged; NULL: not filled in yet */
  gboolean showing;          /* we tick the boxes, not the person */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketBundleRow, loket_bundle_row, ADW_TYPE_EXPANDER_ROW)

static void
member_free (gpointer data)
{
  Member *member = data;

  loket_dossier_unref (member->dossier);
  g_clear_pointer (&member->judgement, loket_bundle_case_free);
  g_free (member);
}

static gboolean
is_able (const Member *member)
{
  return member->judgement != NULL && member->judgement->obstacle == LOKET_BUNDLE_NONE;
}

static gboolean
is_chosen (LoketBundleRow *self, const Member *member)
{
  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)) && is_able (member) &&
         !member->left_out;
}

/* What its rules say, or what else stands in the way. */
static char *
describe (LoketBundleRow *self, const Member *member)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  const LoketBundleCase *judgement = member->judgement;
  const char *via;

  if (judgement == NULL)
    return g_strdup (_ ("Shown as soon as the form is filled in."));
  switch (judgement->obstacle) {
  case LOKET_BUNDLE_WITHOUT_EFFECT:
    return g_strdup_printf (_ ("Left out, it would have no effect: %s"),
                            loket_speech_name (speech, "reason", judgement->permission.reason));
  case LOKET_BUNDLE_NOT_ALLOWED:
    return g_strdup_printf (_ ("Not possible: %s"),
                            loket_speech_name (speech, "reason", judgement->permission.reason));
  case LOKET_BUNDLE_OTHER_LANGUAGE:
    return g_strdup (loket_speech_name (speech, "reason", "otherLanguage"));
  case LOKET_BUNDLE_NAMES_SOMEBODY:
    return g_strdup_printf ("%s (%s)", loket_speech_name (speech, "reason", "namesSomebody"),
                            judgement->names);
  case LOKET_BUNDLE_OTHER_GRIEVANCE:
    return g_strdup (loket_speech_name (speech, "reason", "grievanceKnown"));
  case LOKET_BUNDLE_NONE:
  default:
    via = loket_json_peek_string (judgement->payload, "via");
    return g_strdup (via != NULL ? loket_speech_name (speech, "via", via) : _ ("possible"));
  }
}

static void
show_member (LoketBundleRow *self, Member *member)
{
  g_autofree char *text = describe (self, member);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (member->row), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (member->box), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  gtk_widget_set_sensitive (member->box, is_able (member));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (member->box),
                               is_able (member) && !member->left_out);
}

static void
show_count (LoketBundleRow *self)
{
  guint count = loket_bundle_row_count_chosen (self);
  g_autofree char *text =
      g_strdup_printf (ngettext ("in %u other case too", "in %u other cases too", count), count);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 count > 0 ? text : _ ("in this case alone"));
}

static void
show (LoketBundleRow *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < self->members->len; i++)
    show_member (self, self->members->pdata[i]);
  self->showing = FALSE;
  show_count (self);
}

static void
toggled_cb (LoketBundleRow *self, GtkCheckButton *box)
{
  if (self->showing)
    return;
  for (guint i = 0; i < self->members->len; i++) {
    Member *member = g_ptr_array_index (self->members, i);

    if (member->box == GTK_WIDGET (box))
      member->left_out = !gtk_check_button_get_active (box);
  }
  show_count (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
judge (LoketBundleRow *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  gboolean wanted = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));

  for (guint i = 0; i < self->members->len; i++) {
    Member *member = g_ptr_array_index (self->members, i);

    g_clear_pointer (&member->judgement, loket_bundle_case_free);
    if (wanted && self->payload != NULL)
      member->judgement = loket_bundle_judge (desk, self->lead, member->dossier, self->type,
                                              self->day, self->payload);
  }
  show (self);
}

static void
turned_cb (LoketBundleRow *self)
{
  judge (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_member (LoketBundleRow *self, LoketDossier *dossier)
{
  Member *member = g_new0 (Member, 1);
  LoketCase *facts = dossier->standing->current;
  LoketParty *first = facts->complainants->len > 0 ? facts->complainants->pdata[0] : NULL;
  const char *person = first != NULL ? first->name : NULL;
  g_autofree char *title =
      g_strdup_printf ("%s · %s", facts->reference, person != NULL ? person : facts->subject);

  member->dossier = loket_dossier_ref (dossier);
  member->row = adw_action_row_new ();
  member->box = gtk_check_button_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (member->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (member->row), title);
  gtk_widget_set_valign (member->box, GTK_ALIGN_CENTER);
  loket_widget_name (member->box, title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (member->row), member->box);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (member->row), member->box);
  g_signal_connect_object (member->box, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), member->row);
  g_ptr_array_add (self->members, member);
}

static void
show_title (LoketBundleRow *self)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("The same in the %u other open case of this bundle",
                "The same in the %u other open cases of this bundle", self->members->len),
      self->members->len);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  loket_widget_name (self, title);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketBundleRow) self = user_data;
  g_autoptr (GPtrArray) dossiers = loket_bundle_load_finish (LOKET_DESK (source), result, NULL);

  /* The form went away meanwhile, or nothing is bundled here. */
  if (self->session == NULL || dossiers == NULL || dossiers->len == 0)
    return;
  for (guint i = 0; i < dossiers->len; i++)
    add_member (self, dossiers->pdata[i]);
  show_title (self);
  judge (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
loket_bundle_row_dispose (GObject *object)
{
  LoketBundleRow *self = LOKET_BUNDLE_ROW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->payload, json_object_unref);
  g_clear_pointer (&self->lead, loket_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_bundle_row_parent_class)->dispose (object);
}

static void
loket_bundle_row_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_BUNDLE_ROW (object)->members);
  G_OBJECT_CLASS (loket_bundle_row_parent_class)->finalize (object);
}

static void
loket_bundle_row_class_init (LoketBundleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_bundle_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_bundle_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_bundle_row_init (LoketBundleRow *self)
{
  self->members = g_ptr_array_new_with_free_func (member_free);
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (self), TRUE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * loket_bundle_row_new:
 * @lead: the case of the form
 *
 * Returns: (transfer floating): a row that shows itself once @lead turns out to lead open cases
 */
GtkWidget *
loket_bundle_row_new (LoketSession *session, LoketDossier *lead, LoketActType type)
{
  LoketBundleRow *self = g_object_new (LOKET_TYPE_BUNDLE_ROW, NULL);

  self->session = g_object_ref (session);
  self->lead = loket_dossier_ref (lead);
  self->type = type;
  g_signal_connect (self, "notify::enable-expansion", G_CALLBACK (turned_cb), NULL);
  loket_bundle_load_async (loket_session_get_desk (session), lead, self->cancellable, loaded_cb,
                           g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * loket_bundle_row_judge:
 * @payload: (nullable): of the act as the form stands now; NULL: it does not say enough yet
 */
void
loket_bundle_row_judge (LoketBundleRow *self, LoketDay day, JsonObject *payload)
{
  self->day = day;
  g_clear_pointer (&self->payload, json_object_unref);
  self->payload = payload != NULL ? json_object_ref (payload) : NULL;
  if (self->members->len > 0)
    judge (self);
}

guint
loket_bundle_row_count_chosen (LoketBundleRow *self)
{
  guint count = 0;

  for (guint i = 0; i < self->members->len; i++)
    count += is_chosen (self, self->members->pdata[i]);
  return count;
}

/**
 * loket_bundle_row_dup_chosen:
 *
 * Returns: (transfer full) (element-type LoketBundleCase): in which it is done too, as last judged
 */
GPtrArray *
loket_bundle_row_dup_chosen (LoketBundleRow *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_bundle_case_free);
  LoketDesk *desk = loket_session_get_desk (self->session);

  for (guint i = 0; i < self->members->len; i++) {
    Member *member = g_ptr_array_index (self->members, i);

    if (is_chosen (self, member))
      g_ptr_array_add (chosen, loket_bundle_judge (desk, self->lead, member->dossier, self->type,
                                                   self->day, self->payload));
  }
  return chosen;
}
