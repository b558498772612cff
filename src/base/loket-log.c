/* SPDX-License-Identifier: EUPL-1.2 */
/* Appending lines, and reading them again. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-json.h"
#include "loket-log.h"

/* No code of ours is longer. */
enum {
  WORD_MAX = 40
};

struct _LoketLog {
  char *path;
  int file; /* -1: not opened yet, or it cannot be */
};

/**
 * loket_log_new:
 * @path: opened with the first line
 */
LoketLog *
loket_log_new (const char *path)
{
  LoketLog *self = g_new0 (LoketLog, 1);

  self->path = g_strdup (path);
  self->file = -1;
  return self;
}

static void
close_file (LoketLog *self)
{
  if (self->file >= 0)
    close (self->file);
  self->file = -1;
}

void
loket_log_free (LoketLog *self)
{
  if (self == NULL)
    return;
  close_file (self);
  g_free (self->path);
  g_free (self);
}

/* A name, a number of a case or an address cannot stand in the log: none is a word of letters alone
 * that the program itself wrote down. */
static const char *
tame (const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || length > WORD_MAX)
    return "?";
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalpha (word[i]))
      return "?";
  }
  return word;
}

static char *
make_line (LoketMoment at,
           const char *event,
           const char *code,
           const LoketLogNumber *numbers,
           gsize n_numbers)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *moment = loket_moment_to_string (at);
  g_autofree char *json = NULL;

  json_object_set_string_member (line, "at", moment);
  json_object_set_string_member (line, "event", tame (event));
  if (code != NULL)
    json_object_set_string_member (line, "code", tame (code));
  for (gsize i = 0; i < n_numbers; i++) {
    if (numbers[i].value != 0)
      json_object_set_int_member (line, tame (numbers[i].name), numbers[i].value);
  }
  json = loket_json_object_to_string (line);
  return g_strconcat (json, "\n", NULL);
}

static void
turn_over (LoketLog *self)
{
  g_autofree char *older = g_strconcat (self->path, ".1", NULL);

  close_file (self);
  g_rename (self->path, older);
}

static gboolean
open_file (LoketLog *self, gsize length)
{
  struct stat status;

  if (self->file < 0)
    self->file = g_open (self->path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (self->file < 0 || fstat (self->file, &status) != 0)
    return FALSE;
  if (status.st_size + (off_t) length <= LOKET_LOG_FILE_MAX_BYTES)
    return TRUE;
  turn_over (self);
  self->file = g_open (self->path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  return self->file >= 0;
}

/**
 * loket_log_add:
 * @self: (nullable): NULL: a desk that only reads keeps no log
 * @event: a word of ours
 * @code: (nullable): another one: how it ended
 * @numbers: (array length=n_numbers) (nullable)
 */
void
loket_log_add (LoketLog *self,
               LoketMoment at,
               const char *event,
               const char *code,
               const LoketLogNumber *numbers,
               gsize n_numbers)
{
  g_autofree char *line = NULL;
  gsize length;

  if (self == NULL)
    return;
  line = make_line (at, event, code, numbers, n_numbers);
  length = strlen (line);
  /* Half a line, on a full disk, is left out when it is read. */
  if (open_file (self, length) && write (self->file, line, length) != (gssize) length)
    close_file (self);
}

static void
read_file (const char *path, GPtrArray *lines)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  parts = g_strsplit (text, "\n", -1);
  for (int i = 0; parts[i] != NULL; i++) {
    g_autoptr (JsonNode) root = parts[i][0] != '\0' ? loket_json_parse (parts[i], -1, NULL) : NULL;

    if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
      g_ptr_array_add (lines, json_object_ref (json_node_get_object (root)));
  }
}

/**
 * loket_log_read:
 *
 * Returns: (transfer full) (element-type JsonObject): both files, oldest first; what cannot be read
 *   is left out
 */
GPtrArray *
loket_log_read (const char *path)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *older = g_strconcat (path, ".1", NULL);

  read_file (older, lines);
  read_file (path, lines);
  return lines;
}
