/* SPDX-License-Identifier: EUPL-1.2 */
/* The log: codes and numbers, never a word of anybody, and never more than two small files. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-json.h"
#include "loket-log.h"

typedef struct {
  char *folder;
  char *path;
  char *older;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("loket-log-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "loket.log", NULL);
  self->older = g_strconcat (self->path, ".1", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  g_unlink (self->older);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->older);
}

static void
test_lines (Fixture *self, gconstpointer data)
{
  const LoketLogNumber numbers[] = {{"received", 3}, {"sent", 0}};
  g_autoptr (LoketLog) log = loket_log_new (self->path);
  g_autoptr (GPtrArray) lines = NULL;
  JsonObject *line;

  loket_log_add (log, 0, "run", "serverAway", numbers, G_N_ELEMENTS (numbers));
  loket_log_add (log, 0, "poll", NULL, NULL, 0);
  lines = loket_log_read (self->path);
  g_assert_cmpuint (lines->len, ==, 2);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (json_object_get_string_member (line, "event"), ==, "run");
  g_assert_cmpstr (json_object_get_string_member (line, "code"), ==, "serverAway");
  g_assert_cmpint (json_object_get_int_member (line, "received"), ==, 3);
  g_assert_false (json_object_has_member (line, "sent"));
  g_assert_false (json_object_has_member (g_ptr_array_index (lines, 1), "code"));
}

/* Names, numbers of cases, ids, paths, addresses, sentences: whatever is fed to it. */
static void
test_nothing_personal (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
      "Jan Peeters",
      "KL-2026-000123",
      "V-1a2b3c4d",
      "0b6f4b4e-5f0c-4d1e-8a51-3f4f4d1f0a01",
      "/home/jan/.local",
      "https://loket.example/cases",
      "jan@post.example",
      "+32 470 00 00 12",
      "Treated rudely at the counter.",
      "Jöris",
      "85.07.30-033.28",
      "\"},\n{\"event\":\"x y",
      "",
  };
  g_autoptr (LoketLog) log = loket_log_new (self->path);
  g_autofree char *written = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const LoketLogNumber numbers[] = {{texts[i], 7}};

    loket_log_add (log, 0, texts[i], texts[i], numbers, 1);
  }
  g_assert_true (g_file_get_contents (self->path, &written, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (texts[i][0] == '\0' || strstr (written, texts[i]) == NULL);
  g_assert_null (strstr (written, "Peeters"));
  lines = loket_log_read (self->path);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (texts));
}

static void
test_ring (Fixture *self, gconstpointer data)
{
  const LoketLogNumber numbers[] = {{"received", G_MAXINT64}};
  g_autoptr (LoketLog) log = loket_log_new (self->path);
  g_autoptr (GPtrArray) lines = NULL;
  GStatBuf status;

  for (int i = 0; i < 12000; i++)
    loket_log_add (log, i, "run", "tooManyRequests", numbers, 1);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_size, <=, LOKET_LOG_FILE_MAX_BYTES);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (self->older, &status), ==, 0);
  g_assert_cmpint (status.st_size, <=, LOKET_LOG_FILE_MAX_BYTES);
  lines = loket_log_read (self->path);
  g_assert_cmpuint (lines->len, >, 2000);
  g_assert_cmpuint (lines->len, <, 12000);
}

/* A line that was cut, bytes of something else, a folder that is not there. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketLog) nowhere = loket_log_new ("/nowhere/loket.log");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (g_file_set_contents (
      self->path, "{\"event\":\"run\"}\n[]\nnonsense\n\n{\"event\":\"po", -1, NULL));
  lines = loket_log_read (self->path);
  g_assert_cmpuint (lines->len, ==, 1);
  loket_log_add (nowhere, 0, "run", NULL, NULL, 0);
  loket_log_add (NULL, 0, "run", NULL, NULL, 0);
  none = loket_log_read ("/nowhere/loket.log");
  g_assert_cmpuint (none->len, ==, 0);
}

#define ADD(path, test) g_test_add ("/log/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lines", test_lines);
  ADD ("nothing-personal", test_nothing_personal);
  ADD ("ring", test_ring);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
