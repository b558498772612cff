/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of contents. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-content.h"
#include "loket-durable.h"
#include "loket-file-name.h"

enum {
  BUFFER_BYTES = 256 * 1024,
  SHA256_CHARACTERS = 64,
  ID_CHARACTERS_MAX = 64,
};

void
loket_content_mark_clear (LoketContentMark *self)
{
  g_clear_pointer (&self->sha256, g_free);
  self->size = 0;
}

gboolean
loket_content_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == SHA256_CHARACTERS &&
         strspn (text, "0123456789abcdef") == SHA256_CHARACTERS;
}

/**
 * loket_content_is_id:
 *
 * Whether an identifier of a document may become the name of a file; a loket could send any text.
 */
gboolean
loket_content_is_id (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > ID_CHARACTERS_MAX || text[0] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_content_get_fleeting_root:
 * @folder: the desk folder
 *
 * Returns: (transfer full): where contents lie that may not be kept on this machine: in memory, as
 *   far as the session has such a folder; one place for each desk folder
 */
char *
loket_content_get_fleeting_root (const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  hash[16] = '\0';
  return g_build_filename (g_get_user_runtime_dir (), "loket", hash, NULL);
}

char *
loket_content_build_path (const char *root, const char *sha256)
{
  const char head[] = {sha256[0], sha256[1], '\0'};

  return g_build_filename (root, "documents", head, sha256, NULL);
}

/* An identifier as the name of a file or folder; what could lead elsewhere becomes its hash. */
static char *
make_name (const char *id)
{
  return loket_content_is_id (id) ? g_strdup (id)
                                  : g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
}

static char *
build_part_path (const char *root, const char *part)
{
  g_autofree char *name = make_name (part);

  return g_build_filename (root, "documents", "part", name, NULL);
}

gboolean
loket_content_is_here (const char *root, const char *sha256)
{
  g_autofree char *path = loket_content_build_path (root, sha256);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
say (GError **error, int code, const char *path, int reason)
{
  g_set_error (error, LOKET_STORE_ERROR, code, "%s: %s", path, g_strerror (reason));
  return FALSE;
}

static gboolean
make_parent (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_mkdir_with_parents (parent, 0700) == 0)
    return TRUE;
  return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, parent, errno);
}

/* Never through a link that somebody laid. */
static int
open_part (const char *path, int flags, GError **error)
{
  int file;

  if (!make_parent (path, error))
    return -1;
  file = g_open (path, flags | O_CREAT | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0)
    say (error, LOKET_STORE_ERROR_CANNOT_WRITE, path, errno);
  return file;
}

static gboolean
write_all (int file, const char *path, gconstpointer data, gsize length, GError **error)
{
  const char *at = data;

  while (length > 0) {
    gssize written = write (file, at, length);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, path, errno);
    at += written;
    length -= (gsize) written;
  }
  return TRUE;
}

static gboolean
say_file (GError **error, const GError *cause)
{
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE, cause->message);
  return FALSE;
}

static gboolean
is_within (gint64 size, gint64 bytes_max, GError **error)
{
  if (size <= bytes_max)
    return TRUE;
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE_TOO_LARGE,
               "the file has more than %" G_GINT64_FORMAT " bytes", bytes_max);
  return FALSE;
}

/* Reads to the end, whatever the file said of its size; it may grow meanwhile. */
static gboolean
pour (GInputStream *stream,
      int file,
      const char *path,
      gint64 bytes_max,
      LoketContentMark *mark,
      GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (BUFFER_BYTES);
  g_autoptr (GError) cause = NULL;
  gint64 size = 0;

  for (;;) {
    gssize length = g_input_stream_read (stream, buffer, BUFFER_BYTES, NULL, &cause);

    if (length < 0)
      return say_file (error, cause);
    if (length == 0)
      break;
    size += length;
    g_checksum_update (checksum, buffer, length);
    if (!is_within (size, bytes_max, error) ||
        (file >= 0 && !write_all (file, path, buffer, (gsize) length, error)))
      return FALSE;
  }
  mark->size = size;
  mark->sha256 = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
say_not_written (GError **error, const GError *cause)
{
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, cause->message);
  return FALSE;
}

static gboolean
close_safely (int file, const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;

  return loket_durable_close (file, path, &cause) || say_not_written (error, cause);
}

static gboolean
import_stream (GInputStream *stream,
               const char *path,
               gint64 bytes_max,
               LoketContentMark *mark,
               GError **error)
{
  int file = open_part (path, O_TRUNC, error);
  gboolean poured;

  if (file < 0)
    return FALSE;
  poured = pour (stream, file, path, bytes_max, mark, error);
  if (!close_safely (file, path, poured ? error : NULL))
    poured = FALSE;
  if (poured && mark->size == 0) {
    g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE_EMPTY,
                         "the file is empty");
    poured = FALSE;
  }
  return poured;
}

/* A pipe would be waited for without end; a size that is known is judged before anything is copied.
 */
static gboolean
check_source (GFile *source, gint64 bytes_max, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (source, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, NULL, &cause);

  if (info == NULL)
    return say_file (error, cause);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    return is_within ((gint64) g_file_info_get_size (info), bytes_max, error);
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FILE, "this is no file");
  return FALSE;
}

/**
 * loket_content_import:
 * @source: a file of the person's
 * @bytes_max: more is refused, before anything of it is kept
 * @mark: (out caller-allocates): cleared where it fails
 *
 * Copies it to the part `add-<document id>`, on the disk when this returns.
 *
 * Returns: FALSE with LOKET_STORE_ERROR_FILE, FILE_EMPTY, FILE_TOO_LARGE or CANNOT_WRITE
 */
gboolean
loket_content_import (const char *root,
                      const char *document_id,
                      GFile *source,
                      gint64 bytes_max,
                      LoketContentMark *mark,
                      GError **error)
{
  g_autofree char *part = g_strconcat ("add-", document_id, NULL);
  g_autofree char *path = build_part_path (root, part);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = NULL;

  *mark = (LoketContentMark){NULL, 0};
  if (!check_source (source, bytes_max, error))
    return FALSE;
  stream = g_file_read (source, NULL, &cause);
  if (stream == NULL)
    return say_file (error, cause);
  if (import_stream (G_INPUT_STREAM (stream), path, bytes_max, mark, error))
    return TRUE;
  g_unlink (path);
  loket_content_mark_clear (mark);
  return FALSE;
}

/**
 * loket_content_get_part_size:
 *
 * Returns: how much of a document has come from the loket; 0 where nothing has
 */
gint64
loket_content_get_part_size (const char *root, const char *document_id)
{
  g_autofree char *path = build_part_path (root, document_id);
  GStatBuf status;

  return g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) ? (gint64) status.st_size : 0;
}

/**
 * loket_content_append:
 * @offset: where @piece belongs; what stood from there on goes
 */
gboolean
loket_content_append (
    const char *root, const char *document_id, gint64 offset, GBytes *piece, GError **error)
{
  g_autofree char *path = build_part_path (root, document_id);
  gsize length;
  gconstpointer data = g_bytes_get_data (piece, &length);
  int file = open_part (path, 0, error);
  gboolean written;

  if (file < 0)
    return FALSE;
  if (ftruncate (file, offset) != 0 || lseek (file, offset, SEEK_SET) != offset)
    written = say (error, LOKET_STORE_ERROR_CANNOT_WRITE, path, errno);
  else
    written = write_all (file, path, data, length, error);
  if (close (file) != 0 && written)
    written = say (error, LOKET_STORE_ERROR_CANNOT_WRITE, path, errno);
  return written;
}

static gboolean
check_hash (const LoketContentMark *mark, const char *sha256, GError **error)
{
  if (g_str_equal (mark->sha256, sha256))
    return TRUE;
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT,
               "the contents are not those of %s", sha256);
  return FALSE;
}

/* @path: read whole; @file: where it is written to, -1: nowhere */
static gboolean
read_verified (const char *path, const char *sha256, int file, const char *target, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (source, NULL, &cause);
  LoketContentMark mark = {NULL, 0};
  gboolean good;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return say (error, LOKET_STORE_ERROR_CONTENT, path, ENOENT);
  if (stream == NULL)
    return say_file (error, cause);
  good = pour (G_INPUT_STREAM (stream), file, target, G_MAXINT64, &mark, error) &&
         check_hash (&mark, sha256, error);
  loket_content_mark_clear (&mark);
  return good;
}

/**
 * loket_content_verify:
 *
 * Returns: FALSE with LOKET_STORE_ERROR_CONTENT where it is not here, or not what its hash
 * promises; with LOKET_STORE_ERROR_FILE where it cannot be read now, which says nothing about it
 */
gboolean
loket_content_verify (const char *root, const char *sha256, GError **error)
{
  g_autofree char *path = loket_content_build_path (root, sha256);

  return read_verified (path, sha256, -1, NULL, error);
}

/**
 * loket_content_verify_part:
 *
 * Whether all that came of a document is what its hash promises; then it lies on the disk, else it
 * is thrown away.
 *
 * Returns: FALSE with LOKET_STORE_ERROR_CONTENT, or a disk error
 */
gboolean
loket_content_verify_part (const char *root,
                           const char *document_id,
                           const char *sha256,
                           GError **error)
{
  g_autofree char *path = build_part_path (root, document_id);
  g_autoptr (GError) cause = NULL;
  int file;

  if (!read_verified (path, sha256, -1, NULL, &cause)) {
    if (g_error_matches (cause, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT))
      g_unlink (path);
    g_propagate_error (error, g_steal_pointer (&cause));
    return FALSE;
  }
  file = open_part (path, 0, error);
  if (file < 0)
    return FALSE;
  if (close_safely (file, path, error))
    return TRUE;
  /* What was read may be in memory alone, and no later sync would say so. */
  g_unlink (path);
  return FALSE;
}

/**
 * loket_content_keep:
 * @part: name of a part that is whole
 *
 * Gives it its place by its hash, on the disk when this returns; the same content a second time is
 * the same file.
 */
gboolean
loket_content_keep (const char *root, const char *part, const char *sha256, GError **error)
{
  g_autofree char *from = build_part_path (root, part);
  g_autofree char *to = loket_content_build_path (root, sha256);
  g_autofree char *folder = g_path_get_dirname (to);
  g_autoptr (GError) cause = NULL;

  return (loket_durable_make_folders (root, folder, &cause) &&
          loket_durable_rename (from, to, &cause)) ||
         say_not_written (error, cause);
}

void
loket_content_drop_part (const char *root, const char *part)
{
  g_autofree char *path = build_part_path (root, part);

  g_unlink (path);
}

/**
 * loket_content_read:
 *
 * Returns: (transfer full): at most @bytes_max bytes from @offset on; NULL with
 *   LOKET_STORE_ERROR_CONTENT where the file is not there or ends before, LOKET_STORE_ERROR_FILE
 *   where it cannot be read now
 */
GBytes *
loket_content_read (
    const char *root, const char *sha256, gint64 offset, gsize bytes_max, GError **error)
{
  g_autofree char *path = loket_content_build_path (root, sha256);
  g_autofree guchar *buffer = g_malloc (bytes_max);
  int file = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
  int reason = file < 0 ? errno : 0;
  gsize length = 0;
  gssize got = 1;

  while (reason == 0 && length < bytes_max && got != 0) {
    got = pread (file, buffer + length, bytes_max - length, offset + (gint64) length);
    length += got > 0 ? (gsize) got : 0;
    if (got < 0 && errno != EINTR)
      reason = errno;
  }
  if (file >= 0)
    close (file);
  if (reason == 0 && length > 0)
    return g_bytes_new_take (g_steal_pointer (&buffer), length);
  if (reason == 0 || reason == ENOENT)
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT, "%s ends before", path);
  else
    say (error, LOKET_STORE_ERROR_FILE, path, reason);
  return NULL;
}

/* Whoever takes work elsewhere may delete it here as soon as he is told that it is written. A place
 * that is no folder of this system has no path, and writes when it wants to. */
static gboolean
sync_target (GFile *target, GError **error)
{
  g_autofree char *path = g_file_get_path (target);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autoptr (GError) cause = NULL;
  int file;

  if (path == NULL)
    return TRUE;
  file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0)
    return say (error, LOKET_STORE_ERROR_FILE, path, errno);
  return (loket_durable_close (file, path, &cause) && loket_durable_sync_folder (folder, &cause)) ||
         say_file (error, cause);
}

/**
 * loket_content_write_to:
 * @target: replaced, once all of it is written and was found to be what its hash promises
 */
gboolean
loket_content_write_to (const char *root, const char *sha256, GFile *target, GError **error)
{
  g_autofree char *path = loket_content_build_path (root, sha256);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;

  if (!read_verified (path, sha256, -1, NULL, error))
    return FALSE;
  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                    NULL, NULL, &cause))
    return say_file (error, cause);
  return sync_target (target, error);
}

static gboolean
write_copy (const char *from, const char *sha256, const char *to, GError **error)
{
  int file = g_open (to, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0400);
  gboolean written;

  if (file < 0)
    return say (error, LOKET_STORE_ERROR_CANNOT_WRITE, to, errno);
  written = read_verified (from, sha256, file, to, error);
  if (close (file) != 0 && written)
    written = say (error, LOKET_STORE_ERROR_CANNOT_WRITE, to, errno);
  if (!written)
    g_unlink (to);
  return written;
}

/**
 * loket_content_make_copy:
 * @copy_root: below which folder `open` it goes
 * @name: as it came from outside
 *
 * A copy that a person's program may read, and not change, under a name that does no harm.
 *
 * Returns: (transfer full): NULL with LOKET_STORE_ERROR
 */
GFile *
loket_content_make_copy (const char *root,
                         const char *sha256,
                         const char *copy_root,
                         const char *document_id,
                         const char *name,
                         GError **error)
{
  g_autofree char *safe = loket_file_name_make_safe (name);
  g_autofree char *folder = make_name (document_id);
  g_autofree char *from = loket_content_build_path (root, sha256);
  g_autofree char *to = g_build_filename (copy_root, "open", folder, safe, NULL);

  if (!make_parent (to, error))
    return NULL;
  g_unlink (to);
  return write_copy (from, sha256, to, error) ? g_file_new_for_path (to) : NULL;
}

void
loket_content_drop (const char *root, const char *sha256)
{
  g_autofree char *path = loket_content_build_path (root, sha256);

  g_unlink (path);
}
