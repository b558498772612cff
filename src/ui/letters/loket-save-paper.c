/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking for a file, and writing a page into it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-choose-file.h"
#include "loket-save-paper.h"

typedef struct {
  GtkWindow *parent; /* (owned) */
  gpointer paper;    /* (owned) */
  LoketWritePaperFunc write;
  GDestroyNotify free_paper;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->parent);
  saving->free_paper (saving->paper);
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
  if (saving->write (saving->paper, path, &error)) {
    g_autofree char *name = g_path_get_basename (path);

    text = g_strdup_printf (_ ("Saved as %s"), name);
  } else {
    text = g_strdup_printf (_ ("Could not be saved: %s"), error->message);
  }
  gtk_widget_activate_action (GTK_WIDGET (saving->parent), "win.toast", "s", text);
}

/**
 * loket_save_paper:
 * @parent: has the action `win.toast`
 * @title: of the window that asks
 * @name: proposed for the file
 * @paper: (transfer full): what is written
 *
 * Asks for a file and writes the page into it: a PDF, or text where the name ends in `.txt`.
 */
void
loket_save_paper (GtkWindow *parent,
                  const char *title,
                  const char *name,
                  gpointer paper,
                  LoketWritePaperFunc write,
                  GDestroyNotify free_paper)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->parent = g_object_ref (parent);
  saving->paper = paper;
  saving->write = write;
  saving->free_paper = free_paper;
  loket_choose_file_async (parent, title, name, NULL, chosen_cb, saving);
}
