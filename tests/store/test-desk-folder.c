/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk folder: modes, the lock between two processes, network file systems, desk.ini. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loket-desk-folder.h"
#include "loket-network-path.h"

typedef struct {
  char *parent;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->parent = g_dir_make_tmp ("loket-folder-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->parent, "desk", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = {"desk.ini", "lock"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->path, names[i], NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->parent), ==, 0);
  g_free (fixture->path);
  g_free (fixture->parent);
}

static LoketDeskFolder *
open_folder (Fixture *fixture, gboolean create, gboolean read_only, GError **error)
{
  LoketDeskFolderOptions options = {.read_only = read_only, .create = create, .wait_ms = 60};

  return loket_desk_folder_open (fixture->path, &options, error);
}

static int
mode_of (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  mode_t old = umask (0);
  g_autoptr (LoketDeskFolder) folder = open_folder (fixture, TRUE, FALSE, NULL);

  umask (old);
  g_assert_nonnull (folder);
  g_assert_cmpint (mode_of (fixture, "."), ==, 0700);
  g_assert_cmpint (mode_of (fixture, "desk.ini"), ==, 0600);
  g_assert_cmpint (mode_of (fixture, "lock"), ==, 0600);
}

static void
test_wide_open_folder_is_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketDeskFolder) folder = NULL;

  g_assert_cmpint (g_mkdir (fixture->path, 0755), ==, 0);
  folder = open_folder (fixture, TRUE, FALSE, NULL);
  g_assert_cmpint (mode_of (fixture, "."), ==, 0700);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) empty = NULL;

  g_assert_null (open_folder (fixture, FALSE, FALSE, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NO_FOLDER);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_null (open_folder (fixture, FALSE, FALSE, &empty));
  g_assert_error (empty, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NO_FOLDER);
}

/* Another process holds the folder until the pipe to it is closed. */
static pid_t
hold_in_child (Fixture *fixture, int *release)
{
  int ready[2], end[2];
  char byte = 0;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (end), ==, 0);
  child = fork ();
  if (child == 0) {
    LoketDeskFolder *folder = open_folder (fixture, TRUE, FALSE, NULL);

    close (end[1]);
    if (folder == NULL || write (ready[1], "x", 1) != 1)
      _exit (1);
    while (read (end[0], &byte, 1) > 0)
      continue;
    _exit (0);
  }
  close (end[0]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  close (ready[1]);
  *release = end[1];
  return child;
}

static void
test_two_processes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketDeskFolder) reader = NULL;
  g_autoptr (LoketDeskFolder) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pid = NULL;
  int release, status;
  pid_t child;

  child = hold_in_child (fixture, &release);
  g_assert_null (open_folder (fixture, FALSE, FALSE, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE);
  pid = g_strdup_printf ("process %d on %s", (int) child, g_get_host_name ());
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  reader = open_folder (fixture, FALSE, TRUE, NULL);
  g_assert_nonnull (reader);
  close (release);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  after = open_folder (fixture, FALSE, FALSE, NULL);
  g_assert_nonnull (after);
}

static gboolean
say_network (const char *path)
{
  return TRUE;
}

static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  loket_desk_folder_set_network_probe (say_network);
  g_assert_null (open_folder (fixture, TRUE, FALSE, &error));
  loket_desk_folder_set_network_probe (NULL);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NETWORK_FOLDER);
}

static void
test_network_types (void)
{
  g_assert_true (loket_network_path_is_network_type (0x6969, "nfs4"));
  g_assert_true (loket_network_path_is_network_type (0xff534d42, "cifs"));
  g_assert_true (loket_network_path_is_network_type (0xfe534d42, "smb3"));
  g_assert_true (loket_network_path_is_network_type (0x65735546, "fuse.sshfs"));
  g_assert_true (loket_network_path_is_network_type (0x65735546, NULL));
  g_assert_false (loket_network_path_is_network_type (0x65735546, "fuse.gocryptfs"));
  g_assert_false (loket_network_path_is_network_type (0xef53, "ext4"));
  g_assert_false (loket_network_path_is_network_type (0x01021994, "tmpfs"));
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (LoketDeskFolder) folder = open_folder (fixture, TRUE, FALSE, NULL);

    g_assert_null (loket_desk_folder_get_value (folder, "server", "address"));
    g_assert_true (loket_desk_folder_set_value (folder, "server", "address", "http://é/ #1", NULL));
    g_assert_true (loket_desk_folder_set_value (folder, "window", "width", "900", NULL));
    g_assert_true (loket_desk_folder_set_value (folder, "window", "width", NULL, NULL));
  }
  {
    g_autoptr (LoketDeskFolder) folder = open_folder (fixture, FALSE, TRUE, NULL);
    g_autofree char *address = loket_desk_folder_get_value (folder, "server", "address");

    g_assert_cmpstr (address, ==, "http://é/ #1");
    g_assert_null (loket_desk_folder_get_value (folder, "window", "width"));
    g_assert_false (loket_desk_folder_set_value (folder, "window", "width", "1", &error));
    g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_READ_ONLY);
  }
  g_assert_cmpint (mode_of (fixture, "desk.ini"), ==, 0600);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/store/folder/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("modes", test_modes);
  ADD ("wide-open-folder-is-closed", test_wide_open_folder_is_closed);
  ADD ("missing", test_missing);
  ADD ("two-processes", test_two_processes);
  ADD ("network", test_network);
  ADD ("values", test_values);
  g_test_add_func ("/store/folder/network-types", test_network_types);
  return g_test_run ();
}
