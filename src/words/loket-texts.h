/* SPDX-License-Identifier: EUPL-1.2 */
/* The files data/texts/<language>.json: read, checked, and compared with one another.
 *
 * A file holds the words of dates, the names of all codes (`names`, by family), sentences with
 * placeholders in braces, and sentences that depend on a number (`counts`: `one` and `other`;
 * `singular` lists the numbers that take `one`). */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

extern const char *const loket_texts_languages[];

JsonObject *loket_texts_load    (const char *language, GError **error);
gboolean    loket_texts_check   (JsonObject *texts, GError **error);
gboolean    loket_texts_compare (JsonObject *model, JsonObject *other, GError **error);
char      **loket_texts_list_placeholders (const char *text);

G_END_DECLS
