/* SPDX-License-Identifier: EUPL-1.2 */
/* The question before a draft is thrown away. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-draft-question.h"
#include "loket-draft-row.h"

/**
 * loket_draft_question_find:
 *
 * Returns: (transfer none) (nullable): the draft of that key, until drafts change; NULL where
 * nothing was typed
 */
const LoketDraft *
loket_draft_question_find (LoketSession *session, const char *key)
{
  GPtrArray *drafts = loket_desk_list_drafts (loket_session_get_desk (session));

  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = drafts->pdata[i];

    if (g_str_equal (draft->key, key))
      return draft;
  }
  return NULL;
}

/**
 * loket_draft_question_ask_async:
 * @parent: the window that the question stands before
 * @draft: read, not kept
 *
 * Names what goes: it comes back from nowhere. Ends with loket_ask_finish(); the draft is for the
 * caller to drop.
 */
void
loket_draft_question_ask_async (GtkWindow *parent,
                                LoketSession *session,
                                const LoketDraft *draft,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *what = loket_draft_row_describe (session, draft);
  g_autofree char *body = g_strdup_printf (
      "%s\n\n%s", what, _ ("It was never sent, and is kept nowhere else: it cannot be got back."));

  loket_ask_destroy_async (parent, _ ("Throw this draft away?"), body, _ ("_Throw away"),
                           cancellable, callback, user_data);
}

/**
 * loket_draft_question_get_done:
 *
 * Returns: (transfer none): what is said once it is gone
 */
const char *
loket_draft_question_get_done (void)
{
  return _ ("The draft was thrown away");
}
