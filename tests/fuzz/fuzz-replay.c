/* SPDX-License-Identifier: EUPL-1.2 */
/* Goes through the files of the folders named, each as one input of the fuzzer it is linked with.
 */
#include "config.h"

#include <stdlib.h>

#include "fuzz.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  /* Not every fuzzer has found something. */
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

static guint
replay_folder (const char *folder)
{
  g_autoptr (GPtrArray) paths = list_files (folder);

  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    gsize size;

    g_file_get_contents (path, &text, &size, &error);
    g_assert_no_error (error);
    g_print ("%s\n", path);
    LLVMFuzzerTestOneInput ((const guint8 *) text, size);
  }
  return paths->len;
}

int
main (int argc, char *argv[])
{
  guint count = 0;

  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++)
    count += replay_folder (argv[i]);
  g_print ("%u inputs\n", count);
  return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
