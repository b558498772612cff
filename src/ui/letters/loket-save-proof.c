/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of the dates as a file. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-proof.h"
#include "loket-save-paper.h"
#include "loket-save-proof.h"

static gboolean
write_proof (gpointer paper, const char *path, GError **error)
{
  return loket_proof_write (paper, path, error);
}

/**
 * loket_save_proof:
 * @parent: has the action `win.toast`
 *
 * Asks for a file and writes the proof of all terms into it, in the language of the screen: a PDF,
 * or text where the name ends in `.txt`.
 */
void
loket_save_proof (GtkWindow *parent, LoketSession *session, LoketDossier *dossier)
{
  LoketDesk *desk = loket_session_get_desk (session);
  LoketProof *proof =
      loket_proof_compose (loket_desk_get_rules (desk), dossier->standing,
                           loket_session_get_speech (session), loket_desk_get_now (desk));
  /* Translators: the end of a file name: lower case, no blanks. */
  g_autofree char *name =
      g_strdup_printf ("%s-%s.pdf", dossier->standing->current->reference, _ ("dates"));

  loket_save_paper (parent, _ ("Save the proof of the dates"), name, proof, write_proof,
                    (GDestroyNotify) loket_proof_free);
}
