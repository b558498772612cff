/* SPDX-License-Identifier: EUPL-1.2 */
/* The names of the views. */
#include "config.h"

#include "loket-view.h"
#include "loket-words-table.h"

static const char *const views[] = {
    "inbox",       "today",     "overdue",   "mine",     "waiting", "approval", "mediation",
    "transferred", "ombudsman", "aftercare", "answered", "drafts",  "all",      NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (views) == LOKET_N_VIEWS + 1);

const char *
loket_view_to_string (LoketView view)
{
  return loket_words_table_get (views, view);
}

/**
 * loket_view_from_string:
 * @view: (out): untouched where the word is unknown
 *
 * Returns: whether there is such a view
 */
gboolean
loket_view_from_string (const char *code, LoketView *view)
{
  int found = loket_words_table_find (views, code, -1);

  if (found >= 0)
    *view = (LoketView) found;
  return found >= 0;
}
