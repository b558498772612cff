/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts from the page of what waits: going on with one, throwing one away. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-act-form.h"
#include "loket-ask.h"
#include "loket-desk-errors.h"
#include "loket-draft-question.h"
#include "loket-draft-row.h"
#include "loket-form-spec.h"
#include "loket-new-complaint-window.h"
#include "loket-window-private.h"

typedef struct {
  LoketWindow *window; /* (owned) */
  char *key;
} Chosen;

static Chosen *
chosen_new (LoketWindow *window, const char *key)
{
  Chosen *self = g_new0 (Chosen, 1);

  self->window = g_object_ref (window);
  self->key = g_strdup (key);
  return self;
}

static void
chosen_free (Chosen *self)
{
  g_object_unref (self->window);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chosen, chosen_free)

/* What was done in a complaint that is a draft itself: that goes first, and gives it its case. */
static gboolean
resume_complaint (LoketWindow *self, const char *case_id)
{
  g_autofree char *key = g_strdup_printf ("case:new:%s", case_id);

  if (loket_draft_question_find (self->session, key) == NULL)
    return FALSE;
  _loket_window_toast (self, _ ("The complaint in which you did this is a draft too; do it first"));
  loket_new_complaint_window_present (GTK_WINDOW (self), self->session, key);
  return TRUE;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Chosen) chosen = user_data;
  LoketWindow *self = chosen->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier =
      loket_desk_load_dossier_finish (LOKET_DESK (object), result, &error);
  const LoketDraft *draft;

  if (self->session == NULL) /* the window went away meanwhile */
    return;
  draft = loket_draft_question_find (self->session, chosen->key);
  if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND) && draft != NULL &&
      resume_complaint (self, draft->case_id))
    return;
  if (dossier == NULL || draft == NULL) {
    g_autofree char *sentence =
        error != NULL ? loket_session_describe_error (self->session, error) : NULL;

    if (sentence != NULL)
      _loket_window_toast (self, sentence);
    return;
  }
  _loket_window_open_case (self, draft->case_id);
  loket_act_form_present_draft (GTK_WINDOW (self), self->session, dossier,
                                loket_draft_row_read_type (draft), chosen->key);
}

static void
resume_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const LoketDraft *draft =
      loket_draft_question_find (self->session, g_variant_get_string (parameter, NULL));

  if (draft == NULL)
    return;
  if (loket_draft_is_of_complaint (draft)) {
    loket_new_complaint_window_present (GTK_WINDOW (self), self->session, draft->key);
    return;
  }
  /* A newer Loket may have had a form for it. */
  if (loket_form_spec_find (loket_draft_row_read_type (draft)) == NULL) {
    _loket_window_open_case (self, draft->case_id);
    return;
  }
  loket_desk_load_dossier_async (loket_session_get_desk (self->session), draft->case_id,
                                 self->cancellable, loaded_cb, chosen_new (self, draft->key));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Chosen) chosen = user_data;
  LoketWindow *self = chosen->window;

  if (!loket_ask_finish (result, NULL) || self->session == NULL)
    return;
  loket_desk_drop_draft (loket_session_get_desk (self->session), chosen->key);
  _loket_window_toast (self, loket_draft_question_get_done ());
}

static void
throw_away_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;
  const LoketDraft *draft =
      loket_draft_question_find (self->session, g_variant_get_string (parameter, NULL));

  if (draft == NULL)
    return;
  loket_draft_question_ask_async (GTK_WINDOW (self), self->session, draft, self->cancellable,
                                  asked_cb, chosen_new (self, draft->key));
}

static const GActionEntry draft_actions[] = {
    {.name = "resume-draft", .activate = resume_cb, .parameter_type = "s"},
    {.name = "throw-draft-away", .activate = throw_away_cb, .parameter_type = "s"},
};

void
_loket_window_install_drafts (LoketWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), draft_actions, G_N_ELEMENTS (draft_actions),
                                   self);
}
