/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of contents that go. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "loket-content.h"

static void remove_tree (const char *path);

static void
sweep_folder (const char *path,
              LoketContentKind kind,
              LoketContentFunc is_wanted,
              gpointer user_data)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (!is_wanted (name, kind, user_data))
      remove_tree (file);
  }
}

void
loket_content_sweep (const char *root, LoketContentFunc is_wanted, gpointer user_data)
{
  g_autofree char *path = g_build_filename (root, "documents", NULL);
  g_autofree char *copies = g_build_filename (root, "open", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    sweep_folder (inner, g_str_equal (name, "part") ? LOKET_CONTENT_PART : LOKET_CONTENT_WHOLE,
                  is_wanted, user_data);
  }
  sweep_folder (copies, LOKET_CONTENT_COPY, is_wanted, user_data);
}

/* Goes into no link: only what we made ourselves is deleted. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return;
  if (!S_ISDIR (status.st_mode)) {
    g_unlink (path);
    return;
  }
  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_tree (inner);
  }
  g_rmdir (path);
}

/* What a person's programs were given to read. */
void
loket_content_drop_copies (const char *root)
{
  g_autofree char *path = g_build_filename (root, "open", NULL);

  remove_tree (path);
}

void
loket_content_drop_root (const char *root)
{
  remove_tree (root);
}

char *
loket_content_build_root_beside (const char *fleeting_root, int process)
{
  return g_strdup_printf ("%s-%d", fleeting_root, process);
}

void
loket_content_drop_roots_beside (const char *fleeting_root)
{
  g_autofree char *above = g_path_get_dirname (fleeting_root);
  g_autofree char *base = g_path_get_basename (fleeting_root);
  g_autofree char *start = g_strconcat (base, "-", NULL);
  g_autoptr (GDir) folder = g_dir_open (above, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (above, name, NULL);
    gint64 process = 0;

    if (g_str_has_prefix (name, start) &&
        g_ascii_string_to_signed (name + strlen (start), 10, 1, G_MAXINT32, &process, NULL) &&
        kill ((pid_t) process, 0) != 0 && errno == ESRCH)
      remove_tree (path);
  }
}
