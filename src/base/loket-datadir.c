/* SPDX-License-Identifier: EUPL-1.2 */
/* The folder of the data files. */
#include "config.h"

#include "loket-datadir.h"

/**
 * loket_datadir_build_path:
 * @first_element: first name below the data folder; further names follow, then NULL
 *
 * Returns: (transfer full): the path, whether or not something is there
 */
char *
loket_datadir_build_path (const char *first_element, ...)
{
  const char *root = g_getenv ("LOKET_DATADIR");
  g_autofree char *below = NULL;
  va_list elements;

  va_start (elements, first_element);
  below = g_build_filename_valist (first_element, &elements);
  va_end (elements);
  return g_build_filename (root != NULL && *root != '\0' ? root : LOKET_PKGDATADIR, below, NULL);
}
