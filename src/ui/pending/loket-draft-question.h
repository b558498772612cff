/* SPDX-License-Identifier: EUPL-1.2 */
/* Throwing a draft away: asked in the same words from its form as from the list of drafts. Main
 * thread only. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

const LoketDraft *loket_draft_question_find      (LoketSession *session, const char *key);
void              loket_draft_question_ask_async (GtkWindow           *parent,
                                                  LoketSession        *session,
                                                  const LoketDraft    *draft,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
const char       *loket_draft_question_get_done  (void);

G_END_DECLS
