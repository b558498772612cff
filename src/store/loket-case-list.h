/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of cases: a GListModel over ids, whose rows are loaded in pages of 64 by the reader.
 *
 * Holds at most 1,024 row objects (LRU); a row that is not loaded yet says so and fills in by
 * property notify; content never changes by ::items-changed. The property `loading` tells when a
 * view is whole, also one without cases. Main thread. */
#pragma once

#include <gio/gio.h>

#include "loket-case-row.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_LIST (loket_case_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketCaseList, loket_case_list, LOKET, CASE_LIST, GObject)

/* Position of a case, or GTK_INVALID_LIST_POSITION (G_MAXUINT). */
guint    loket_case_list_find       (LoketCaseList *self, const char *case_id);
gboolean loket_case_list_is_loading (LoketCaseList *self);

G_END_DECLS
