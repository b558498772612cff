/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking for a file, and writing the proof of the dates into it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-choose-file.h"
#include "loket-proof.h"
#include "loket-save-proof.h"

/* A proof on its way to a file. */
typedef struct {
  GtkWindow *parent; /* (owned) */
  LoketProof *proof; /* (owned) */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->parent);
  loket_proof_free (saving->proof);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GFile) file = loket_choose_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  if (loket_proof_write (saving->proof, path, &error)) {
    g_autofree char *name = g_path_get_basename (path);

    text = g_strdup_printf (_ ("Saved as %s"), name);
  } else {
    text = g_strdup_printf (_ ("Could not be saved: %s"), error->message);
  }
  gtk_widget_activate_action (GTK_WIDGET (saving->parent), "win.toast", "s", text);
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
  Saving *saving = g_new0 (Saving, 1);
  /* Translators: the end of a file name: lower case, no blanks. */
  g_autofree char *name =
      g_strdup_printf ("%s-%s.pdf", dossier->standing->current->reference, _ ("dates"));

  saving->parent = g_object_ref (parent);
  saving->proof =
      loket_proof_compose (loket_desk_get_rules (desk), dossier->standing,
                           loket_session_get_speech (session), loket_desk_get_now (desk));
  loket_choose_file_async (parent, _ ("Save the proof of the dates"), name, NULL, chosen_cb,
                           saving);
}
