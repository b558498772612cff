/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes of the contract as C enumerations: one table of names for each enumeration.
 *
 * The names are in the order of the enumeration's values, which start at 0; the list ends with
 * NULL. A code that is not in the list is no error here: the caller decides what it means. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int         loket_words_table_find (const char *const *names, const char *name, int when_unknown);
const char *loket_words_table_get  (const char *const *names, int value);

G_END_DECLS
