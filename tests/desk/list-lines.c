/* SPDX-License-Identifier: EUPL-1.2 */
/* What the window's list holds, on standard output: the stored count of a view, then the references
 * in the order of the model. For comparing it with the command line and with replay. */
#include "config.h"

#include <stdio.h>

#include "loket-desk.h"

static void
print_row (LoketCaseRow *row)
{
  while (loket_case_row_is_loading (row))
    g_main_context_iteration (NULL, TRUE);
  puts (loket_case_row_get_reference (row));
}

static void
print_view (LoketDesk *desk, const char *view)
{
  LoketCaseList *list = loket_desk_get_case_list (desk);

  loket_desk_show_view (desk, view, NULL);
  while (loket_case_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  printf ("%" G_GINT64_FORMAT "\n", loket_desk_get_count (desk, view));
  /* One row after the other, held until it is filled: the model itself keeps few of them. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (LoketCaseRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

    print_row (row);
  }
}

int
main (int argc, char *argv[])
{
  LoketDeskOptions options = {.read_only = TRUE};
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDesk) desk = NULL;

  if (argc != 4 || !loket_day_parse (argv[3], &options.today)) {
    fprintf (stderr, "usage: list-lines DESK VIEW TODAY\n");
    return 2;
  }
  options.folder = argv[1];
  desk = loket_desk_open (&options, &error);
  if (desk == NULL) {
    fprintf (stderr, "list-lines: %s\n", error->message);
    return 1;
  }
  print_view (desk, argv[2]);
  loket_desk_close (desk);
  return 0;
}
