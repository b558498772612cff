/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk folder. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-desk-folder.h"
#include "loket-network-path.h"

/* A second program waits this long: the first may just be closing. */
enum {
  LOCK_WAIT_MS = 2000,
  LOCK_POLL_MS = 50
};

struct _LoketDeskFolder {
  char *path;
  gboolean read_only;
  int lock_file; /* -1: none */
  GKeyFile *ini; /* (owned) */
};

static LoketNetworkProbe network_probe = loket_network_path_check;

/**
 * loket_desk_folder_set_network_probe:
 * @probe: (nullable): says of a path whether it lies on the network; NULL: the real one again
 */
void
loket_desk_folder_set_network_probe (LoketNetworkProbe probe)
{
  network_probe = probe != NULL ? probe : loket_network_path_check;
}

char *
loket_desk_folder_get_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "loket", "default", NULL);
}

static gboolean
say (GError **error, LoketStoreError code, const char *path, int reason)
{
  g_set_error (error, LOKET_STORE_ERROR, (int) code, "%s: %s", path, g_strerror (reason));
  return FALSE;
}

static gboolean
prepare_folder (LoketDeskFolder *self, const LoketDeskFolderOptions *options, GError **error)
{
  struct stat status;

  if (options->create && g_mkdir_with_parents (self->path, 0700) != 0)
    return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, self->path, errno);
  if (stat (self->path, &status) != 0)
    return say (error, LOKET_STORE_ERROR_NO_FOLDER, self->path, errno);
  if (!S_ISDIR (status.st_mode))
    return say (error, LOKET_STORE_ERROR_NO_FOLDER, self->path, ENOTDIR);
  if (network_probe (self->path)) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NETWORK_FOLDER,
                 "%s lies on a network file system, where a database can be damaged", self->path);
    return FALSE;
  }
  /* Files of a dossier are nobody else's business, whatever the umask was when it was made. */
  if (!self->read_only && (status.st_mode & 077) != 0 && g_chmod (self->path, 0700) != 0)
    return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, self->path, errno);
  return TRUE;
}

static gboolean
try_lock (int file)
{
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

  /* Of the open file, not of the process: it ends with us however we end, and a second desk in the
   * same process is a second one too. */
  return fcntl (file, F_OFD_SETLK, &lock) == 0;
}

/* "pid name host" in three lines. */
static gboolean
say_in_use (const char *lock_path, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean told;

  g_file_get_contents (lock_path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  told = g_strv_length (lines) >= 3;
  if (told)
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE,
                 "the desk folder is in use by %s (process %s on %s)", lines[1], lines[0],
                 lines[2]);
  else
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE,
                 "the desk folder is in use by another program");
  return FALSE;
}

static gboolean
write_holder (int file, const char *lock_path, GError **error)
{
  const char *program = g_get_prgname ();
  g_autofree char *text = g_strdup_printf ("%d\n%s\n%s\n", (int) getpid (),
                                           program != NULL ? program : "?", g_get_host_name ());
  gssize length = (gssize) strlen (text);

  if (ftruncate (file, 0) != 0 || pwrite (file, text, (gsize) length, 0) != length)
    return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, lock_path, errno);
  return TRUE;
}

static gboolean
take_lock (LoketDeskFolder *self, guint wait_ms, GError **error)
{
  g_autofree char *path = loket_desk_folder_build_path (self, "lock");
  gboolean locked;

  self->lock_file = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock_file < 0)
    return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, path, errno);
  locked = try_lock (self->lock_file);
  for (guint waited = 0; !locked && waited < wait_ms; waited += LOCK_POLL_MS) {
    g_usleep (LOCK_POLL_MS * 1000);
    locked = try_lock (self->lock_file);
  }
  return locked ? write_holder (self->lock_file, path, error) : say_in_use (path, error);
}

static gboolean
save_ini (LoketDeskFolder *self, GError **error)
{
  g_autofree char *path = loket_desk_folder_build_path (self, "desk.ini");
  g_autoptr (GError) cause = NULL;
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->ini, &length, NULL);

  if (g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &cause))
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, cause->message);
  return FALSE;
}

static gboolean
load_ini (LoketDeskFolder *self, gboolean create, GError **error)
{
  g_autofree char *path = loket_desk_folder_build_path (self, "desk.ini");
  g_autoptr (GError) cause = NULL;

  if (g_key_file_load_from_file (self->ini, path, G_KEY_FILE_KEEP_COMMENTS, &cause))
    return TRUE;
  if (create && g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return save_ini (self, error);
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NO_FOLDER, "%s: %s", path,
               cause->message);
  return FALSE;
}

/**
 * loket_desk_folder_open:
 *
 * Returns: (transfer full): NULL with LOKET_STORE_ERROR
 */
LoketDeskFolder *
loket_desk_folder_open (const char *path, const LoketDeskFolderOptions *options, GError **error)
{
  g_autoptr (LoketDeskFolder) self = g_new0 (LoketDeskFolder, 1);
  guint wait_ms = options->wait_ms > 0 ? options->wait_ms : LOCK_WAIT_MS;

  self->path = g_strdup (path);
  self->read_only = options->read_only;
  self->lock_file = -1;
  self->ini = g_key_file_new ();
  if (!prepare_folder (self, options, error))
    return NULL;
  if (!self->read_only && !take_lock (self, wait_ms, error))
    return NULL;
  if (!load_ini (self, options->create && !self->read_only, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * loket_desk_folder_close:
 *
 * Gives the lock up.
 */
void
loket_desk_folder_close (LoketDeskFolder *self)
{
  if (self == NULL)
    return;
  if (self->lock_file >= 0)
    close (self->lock_file);
  g_key_file_unref (self->ini);
  g_free (self->path);
  g_free (self);
}

const char *
loket_desk_folder_get_path (LoketDeskFolder *self)
{
  return self->path;
}

char *
loket_desk_folder_build_path (LoketDeskFolder *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

/**
 * loket_desk_folder_get_value:
 *
 * Returns: (transfer full) (nullable): NULL where it was never set
 */
char *
loket_desk_folder_get_value (LoketDeskFolder *self, const char *group, const char *key)
{
  return g_key_file_get_string (self->ini, group, key, NULL);
}

/**
 * loket_desk_folder_set_value:
 * @value: (nullable): NULL takes it away
 */
gboolean
loket_desk_folder_set_value (
    LoketDeskFolder *self, const char *group, const char *key, const char *value, GError **error)
{
  g_autofree char *present = loket_desk_folder_get_value (self, group, key);

  if (g_strcmp0 (present, value) == 0)
    return TRUE;
  if (self->read_only) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_READ_ONLY,
                 "%s: opened beside its owner", self->path);
    return FALSE;
  }
  if (value != NULL)
    g_key_file_set_string (self->ini, group, key, value);
  else
    g_key_file_remove_key (self->ini, group, key, NULL);
  return save_ini (self, error);
}
