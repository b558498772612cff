/* SPDX-License-Identifier: EUPL-1.2 */
/* What is on the disk for good. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "loket-durable.h"

static gboolean
fail (const char *path, int reason, GError **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (reason), "%s: %s", path,
               g_strerror (reason));
  return FALSE;
}

/**
 * loket_durable_close:
 * @file: open for whatever; closed in any case
 *
 * Returns: FALSE where its bytes may not be on the disk: then they are to be written anew, because
 *   a second try would find nothing to do
 */
gboolean
loket_durable_close (int file, const char *path, GError **error)
{
  int reason = fsync (file) == 0 ? 0 : errno;

  if (close (file) != 0 && reason == 0)
    reason = errno;
  return reason == 0 || fail (path, reason, error);
}

/**
 * loket_durable_sync_folder:
 *
 * The names in it, not what they name.
 */
gboolean
loket_durable_sync_folder (const char *path, GError **error)
{
  int folder = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int reason = 0;

  if (folder < 0)
    return fail (path, errno, error);
  /* Some file systems have nothing to sync in a folder. */
  if (fsync (folder) != 0 && errno != EINVAL)
    reason = errno;
  close (folder);
  return reason == 0 || fail (path, reason, error);
}

/**
 * loket_durable_make_folders:
 * @root: is there
 * @path: below @root
 *
 * One that is there already may have been made a moment before the power went, or by a try whose
 * sync failed: so each is synced in the one above it.
 */
gboolean
loket_durable_make_folders (const char *root, const char *path, GError **error)
{
  g_autofree char *above = NULL;

  if (g_str_equal (root, path))
    return TRUE;
  above = g_path_get_dirname (path);
  g_return_val_if_fail (!g_str_equal (above, path), FALSE);
  if (!loket_durable_make_folders (root, above, error))
    return FALSE;
  if (g_mkdir (path, 0700) != 0 && errno != EEXIST)
    return fail (path, errno, error);
  return loket_durable_sync_folder (above, error);
}

/**
 * loket_durable_rename:
 *
 * Puts @from in the place of @to. Where they lie in two folders a power cut may leave both names,
 * never none.
 */
gboolean
loket_durable_rename (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_rename (from, to) != 0)
    return fail (from, errno, error);
  return loket_durable_sync_folder (folder, error);
}
